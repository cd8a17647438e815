//! Names, references and amounts as the bank's files have them, there and back.

use proptest::prelude::*;

use super::*;

const RUN: &str = "01930000-0000-7000-8000-000000000001";
const REQUEST: &str = "01930000-0000-7000-8000-000000000002";

#[test]
fn a_cell_is_never_a_formula_and_an_account_number_keeps_its_zeros() {
    for dangerous in ["=1+1", "+44", "-1", "@sum", "\tx", "\rx", "00123456", "10-11-12", "1e5"] {
        assert_eq!(as_text(dangerous), format!("'{dangerous}"));
    }
    for plain in ["Ava Example", "O'Brien = one", "0193a"] {
        assert_eq!(as_text(plain), plain);
    }
}

#[test]
fn names_from_everywhere_are_written_in_the_banks_letters_and_never_lost() {
    assert_eq!(latin("Łukasz Ćwik-Ångström & Søn", 70), "Lukasz Cwik-Angstrom + Son");
    assert_eq!(latin("Siân  O'Brien", 70), "Sian O'Brien");
    for name in ["دينا", "王伟", "Дарья", "😀"] {
        let written = latin(name, 70);
        assert!(!written.is_empty() && written.is_ascii(), "{name}: {written}");
    }
    assert_eq!(latin(&"é".repeat(100), 70).len(), 70);
}

/// Names as people type them, or as nobody does: any signs, with more of those that can't be seen.
fn any_name() -> impl Strategy<Value = String> {
    let hidden = vec!['\u{200d}', '\u{2060}', '\u{fe0f}', '\u{3164}', '\u{115f}', '\u{301}'];
    let sign = prop_oneof![any::<char>(), proptest::sample::select(hidden), Just(' ')];
    proptest::collection::vec(sign, 0..80).prop_map(|signs| signs.into_iter().collect())
}

proptest! {
    #[test]
    fn whatever_name_is_taken_the_bank_can_read_what_is_written_of_it(name in any_name()) {
        if let Ok(payee) = Payee::parse(&name, "123456", "12345678") {
            let written = latin(payee.name(), MAX_NAME);
            prop_assert!((1..=MAX_NAME).contains(&written.len()), "{:?}", written);
            prop_assert!(written.chars().all(|c| c.is_ascii_alphanumeric() || " /-?:().,'+".contains(c)), "{:?}", written);
            prop_assert_eq!(written.trim(), &written);
        }
    }
}

#[test]
fn a_reference_of_nothing_that_can_be_seen_is_still_written() {
    for hidden in ["", " ", "\u{200d}", "\u{2060}\u{fe0f}"] {
        assert_eq!(latin(hidden, MAX_NAME), "?", "{hidden:?}");
    }
}

#[test]
fn a_csv_with_results_is_read_whatever_else_stands_in_it() {
    let file = format!(
        "\u{feff}name,Reference,status,reason\nAva,'{REQUEST},Paid,\nBen,{REQUEST},returned,'=closed\nCai,{REQUEST},,\n"
    );
    let told = read_csv(file.as_bytes()).unwrap();
    let outcomes: Vec<_> = told.iter().map(|told| (told.line, &told.outcome)).collect();
    let closed = Outcome::Returned { reason: "=closed".to_owned() };
    assert_eq!(outcomes, [(2, &Outcome::Paid), (3, &closed), (4, &Outcome::Waiting)]);
    assert_eq!(told[0].request, Some(REQUEST.parse().unwrap()));
}

#[test]
fn every_line_that_is_wrong_is_named_and_so_is_a_file_without_columns() {
    let faults = read_csv(format!("reference,status\nx,paid\n{REQUEST},gone\n").as_bytes()).unwrap_err();
    assert_eq!(faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(read_csv(b"a,b\n1,2\n").unwrap_err()[0].0, 0);
    assert_eq!(read_csv(b"\xff\xfe").unwrap_err()[0].0, 0);
}

fn pain002(message: &str, payments: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-11-24T10:00:00Z</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>\
         <OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}</OrgnlPmtInfId>{payments}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}

#[test]
fn a_banks_report_is_read_and_its_codes_are_said_in_plain_words() {
    let run: PaymentRunId = RUN.parse().unwrap();
    let id = reference(REQUEST);
    let payment = |status: &str, reason: &str| {
        format!(
            "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}</TxInfAndSts>"
        )
    };
    let closed = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>CLOSED ACCOUNT NUMBER</AddtlInf></StsRsnInf>";
    let file =
        pain002(&reference(RUN), &(payment("ACSC", "") + &payment("RJCT", closed) + &payment("ACSP", "")));
    let told = read_pain002(run, file.as_bytes()).unwrap();
    assert_eq!(told[0].outcome, Outcome::Paid);
    let Outcome::Returned { reason } = &told[1].outcome else { panic!("{told:?}") };
    assert!(reason.contains("closed") && !reason.contains("CLOSED"), "{reason}");
    assert_eq!(told[2].outcome, Outcome::Waiting);

    assert_eq!(read_pain002(run, pain002("another", "").as_bytes()).unwrap_err()[0].0, 0);
    let unknown = pain002(&reference(RUN), &payment("WHAT", ""));
    assert_eq!(read_pain002(run, unknown.as_bytes()).unwrap_err()[0].0, 1);
    assert!(read_pain002(run, b"<!DOCTYPE x [<!ENTITY a \"b\">]><Document/>").is_err());
    let all = pain002(&reference(RUN), "<PmtInfSts>ACSC</PmtInfSts>");
    let told = read_pain002(run, all.as_bytes()).unwrap();
    assert_eq!((told[0].request, &told[0].outcome), (None, &Outcome::Paid));
    let refused =
        pain002(&reference(RUN), &format!("<PmtInfSts>RJCT</PmtInfSts>{}", payment("RJCT", closed)));
    let told = read_pain002(run, refused.as_bytes()).unwrap();
    assert_eq!((told.len(), told[0].request.is_some(), told[1].request), (2, true, None));
}

#[test]
fn a_banks_report_may_be_written_in_any_of_xmls_ways_but_asks_nothing_to_be_put_in() {
    let run: PaymentRunId = RUN.parse().unwrap();
    let id = reference(REQUEST);
    let payment = |more: &str| {
        pain002(
            &reference(RUN),
            &format!(
                "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>RJCT</TxSts>{more}</TxInfAndSts>"
            ),
        )
    };
    let said =
        "<StsRsnInf><AddtlInf><![CDATA[A & B]]></AddtlInf><AddtlInf>&lt;closed&gt;</AddtlInf></StsRsnInf>";
    let amount = "<OrgnlTxRef><Amt><InstdAmt Ccy=\"GBP\">40.00</InstdAmt></Amt></OrgnlTxRef>";
    let file = payment(&format!("{said}{amount}"));
    let with_prefix =
        file.replace("</", "</p:").replace('<', "<p:").replace("<p:/p:", "</p:").replace("<p:?", "<?");
    let with_prefix = with_prefix.replace("<p:![CDATA", "<![CDATA").replace("xmlns=", "xmlns:p=");
    for file in [file.clone(), format!("\u{feff}{file}"), with_prefix] {
        let told = read_pain002(run, file.as_bytes()).unwrap();
        let reason = "A & B <closed>".to_owned();
        assert_eq!(told[0].outcome, Outcome::Returned { reason }, "{file}");
        assert_eq!(told[0].amount, Some(Pence::new(4_000).unwrap()));
    }
    for bad in [
        "&unknown;",
        "&#0;",
        "<StsRsnInf>",
        "<OrgnlTxRef><Amt><InstdAmt>much</InstdAmt></Amt></OrgnlTxRef>",
        "<OrgnlTxRef><Amt><InstdAmt Ccy=\"EUR\">40.00</InstdAmt></Amt></OrgnlTxRef>",
    ] {
        let file = payment(&format!("<StsRsnInf><AddtlInf>{bad}</AddtlInf></StsRsnInf>{bad}"));
        assert!(read_pain002(run, file.as_bytes()).is_err(), "{bad}");
    }
    assert!(read_pain002(run, "<Document>".repeat(50_000).as_bytes()).is_err());
}

#[test]
fn a_column_that_is_there_twice_is_refused_and_what_is_wrong_is_said_back_in_part() {
    let faults = read_csv(b"reference,status,Status\n").unwrap_err();
    assert!(faults[0].1.to_string().contains("status is there twice"), "{faults:?}");
    let faults = read_csv(format!("reference,status\n{},paid\n", "x".repeat(1_000)).as_bytes()).unwrap_err();
    assert!(faults[0].1.to_string().len() < 200, "{faults:?}");
}
