//! A payment run's CSV in LibreOffice: nothing is evaluated as a formula, and amounts are numbers.

use std::process::Command;

use onward_backend::bank_files::{CreditTransfer, csv};
use onward_domain::payments::Payee;

/// Texts that a spreadsheet would evaluate, or read as a number or a date. Reasons may begin with a tab, names may not.
const DANGEROUS: [&str; 9] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "=HYPERLINK(\"http://onward.invalid\",\"Ava\")",
    "00123",
    "1e5",
    "10-11-12",
];
/// Expected types of the columns reference, name, sort code, account number, amount, status and reason.
const KINDS: [&str; 7] = ["string", "string", "string", "string", "float", "string", "string"];

/// The cells of each row of a flat OpenDocument file, as XML.
fn rows(document: &str) -> Vec<Vec<&str>> {
    let rows = document.split("<table:table-row").skip(1);
    rows.map(|row| row.split("<table:table-cell").skip(1).collect()).collect()
}

#[test]
#[ignore = "needs LibreOffice: `cargo xtask test` runs it where soffice is on the path"]
fn fin_opens_the_table_in_libreoffice_and_nothing_in_it_is_calculated() {
    let soffice = std::env::var_os("ONWARD_SOFFICE").unwrap_or_else(|| "soffice".into());
    let payment = |dangerous: &&str| CreditTransfer {
        request: "01930000-0000-7000-8000-0000000000e2".parse().unwrap(),
        payee: Payee::parse(dangerous.trim(), "010203", "00345678").unwrap_or_else(|_| panic!("{dangerous}")),
        pence: 126_050,
        status: "returned",
        reason: (*dangerous).to_owned(),
    };
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("payment-run.csv");
    std::fs::write(&table, csv(&DANGEROUS.iter().map(payment).collect::<Vec<_>>()).unwrap()).unwrap();
    let converted = Command::new(soffice)
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "fods", "--outdir"])
        .args([folder.path(), &table])
        .output()
        .expect("LibreOffice starts");
    assert!(converted.status.success(), "{converted:?}");

    let document = std::fs::read_to_string(folder.path().join("payment-run.fods")).unwrap();
    assert!(!document.contains("table:formula"), "it calculates: {document}");
    let rows = rows(&document);
    let rows = &rows[1..=DANGEROUS.len()];
    for (row, dangerous) in rows.iter().zip(DANGEROUS) {
        assert_eq!(row.len(), KINDS.len(), "{dangerous}: {row:?}");
        for (cell, kind) in row.iter().zip(KINDS) {
            assert!(cell.contains(&format!("office:value-type=\"{kind}\"")), "{dangerous}: {cell}");
        }
        assert!(row[3].contains("00345678"), "{row:?}");
        assert!(row[4].contains("office:value=\"1260.5\""), "{row:?}");
    }
}
