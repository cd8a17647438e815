//! What goes to the bank and what comes back: ISO 20022 pain.001.001.09 and pain.002, and CSV that is safe in a spreadsheet.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use deunicode::deunicode_with_tofu;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, context};
use onward_domain::api::payments::requests::MAX_WORDS;
use onward_domain::ids::{PaymentRequestId, PaymentRunId};
use onward_domain::money::Pence;
use onward_domain::payment_runs::{BankResult, Outcome};
use onward_domain::payments::Payee;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::pack::Paying;
use crate::words::{FIRST_LANGUAGE, Sentence, sentence, words_of};

/// The most letters of a name in the file: what UK banks take.
const MAX_NAME: usize = 70;
/// The columns of the CSV; the last two come back filled in.
const COLUMNS: [&str; 7] = ["reference", "name", "sort_code", "account_number", "amount", "status", "reason"];
/// As much of what stood in a file as an answer says back.
const MAX_SHOWN: usize = 40;
/// Excel reads a file as UTF-8 only when it begins so.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One payment as the bank has to make it.
pub struct CreditTransfer {
    /// Of which request: the bank says it back.
    pub request: PaymentRequestId,
    pub payee: Payee,
    /// How much, in pence.
    pub pence: i64,
    /// What is known of it so far, for the CSV.
    pub status: &'static str,
    /// Why the bank sent it back.
    pub reason: String,
}

/// Why a results file can't be taken: line (0: the file as a whole) and what is wrong.
pub type Fault = (u32, Sentence);

/// A request or a run as the bank's files name it: 32 digits and letters, of the 35 that there may be.
fn reference(id: impl ToString) -> String {
    id.to_string().replace('-', "")
}

/// The file for the bank.
///
/// # Errors
/// When the template is broken, which a test shows.
pub fn pain001(
    run: PaymentRunId,
    made_at: DateTime<Utc>,
    on: NaiveDate,
    from: &Paying,
    payments: &[CreditTransfer],
) -> Result<String, minijinja::Error> {
    #[derive(Serialize)]
    struct Line {
        reference: String,
        amount: String,
        name: String,
        sort_code: String,
        account_number: String,
    }
    let lines: Vec<Line> = payments
        .iter()
        .map(|payment| Line {
            reference: reference(payment.request),
            amount: pounds(payment.pence),
            name: latin(payment.payee.name(), MAX_NAME),
            sort_code: payment.payee.sort_code().to_owned(),
            account_number: payment.payee.account_number().to_owned(),
        })
        .collect();
    let from = Serde(serde_json::json!({
        "name": latin(from.account.name(), MAX_NAME),
        "sort_code": from.account.sort_code(),
        "account_number": from.account.account_number(),
        "reference": latin(&from.reference, MAX_NAME),
    }));
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    // The name's ending has the values escaped.
    templates.add_template("pain001.xml", include_str!("../templates/pain001.xml"))?;
    templates.get_template("pain001.xml")?.render(context! {
        id => reference(run),
        made_at => made_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        on => on.to_string(),
        total => pounds(payments.iter().map(|payment| payment.pence).sum()),
        from,
        payments => Serde(lines),
    })
}

/// The same for people and spreadsheets: no cell is ever taken for a formula, a number loses no zeros in front, and
/// amounts stay numbers. It comes back with `status` and `reason` filled in.
///
/// # Errors
/// When it can't be written, which memory always can.
pub fn csv(payments: &[CreditTransfer]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(COLUMNS)?;
    for payment in payments {
        let reference = reference(payment.request);
        let amount = pounds(payment.pence);
        writer.write_record([
            &*as_text(&reference),
            &*as_text(payment.payee.name()),
            &*as_text(payment.payee.sort_code()),
            &*as_text(payment.payee.account_number()),
            &amount,
            payment.status,
            &*as_text(&payment.reason),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// A cell that a spreadsheet takes as text: what it would calculate, or read as a number or a day, gets an apostrophe.
fn as_text(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let is_figure = !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || " -/.:,eE".contains(c));
    if is_formula || is_figure { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Text in the letters that banks take (ISO 20022's Latin set as EPC 217-08 has it): others become the nearest ones. Never
/// nothing, which would make the whole file invalid.
fn latin(text: &str, most: usize) -> String {
    let letters = deunicode_with_tofu(text, "?");
    let kept: String = letters
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || " /-?:().,'+".contains(c) => c,
            '&' => '+',
            _ => '.',
        })
        .collect();
    let line: String = kept.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect();
    if line.is_empty() { "?".to_owned() } else { line.trim_end().to_owned() }
}

fn pounds(pence: i64) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}

/// Reads a CSV with the columns `reference`, `status` (`paid`, `returned` or empty), `reason` and `amount`, the last two if
/// they are there; others may stand beside them.
///
/// # Errors
/// Every line that can't be understood.
pub fn read_csv(bytes: &[u8]) -> Result<Vec<BankResult>, Vec<Fault>> {
    let whole = |what: Sentence| vec![(0, what)];
    let unreadable = |cause: csv::Error| whole(sentence("bank-file-csv-unreadable").value("cause", cause));
    let text = std::str::from_utf8(bytes).map_err(|_| whole(sentence("bank-file-csv-encoding")))?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
    let headers = reader.headers().map_err(unreadable)?.clone();
    let all_called = |name: &str| headers.iter().filter(|header| header.eq_ignore_ascii_case(name)).count();
    // Which of two is meant nobody can tell.
    if let Some(twice) = ["reference", "status", "reason", "amount"].iter().find(|name| all_called(name) > 1)
    {
        return Err(whole(sentence("bank-file-csv-column-twice").value("column", twice)));
    }
    let column = |name: &str| headers.iter().position(|header| header.eq_ignore_ascii_case(name));
    let (Some(reference), Some(status)) = (column("reference"), column("status")) else {
        return Err(whole(sentence("bank-file-csv-columns")));
    };
    let (reason, amount) = (column("reason"), column("amount"));
    let (mut results, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        let cell = |at: usize| record.get(at).unwrap_or_default().trim_start_matches('\'');
        let said = reason.map(cell).unwrap_or_default();
        let outcome = match cell(status).to_ascii_lowercase().as_str() {
            "" | "waiting" => Outcome::Waiting,
            "paid" => Outcome::Paid,
            "returned" => Outcome::Returned { reason: reason_text("", said) },
            other => {
                faults.push((line, sentence("bank-file-csv-status").value("status", shown(other))));
                continue;
            }
        };
        match (request_of(cell(reference)), amount_of(amount.map(cell))) {
            (Some(request), Ok(amount)) => {
                results.push(BankResult { line, request: Some(request), amount, outcome })
            }
            (Some(_), Err(what)) => faults.push((line, what)),
            (None, _) => faults.push((line, no_reference(cell(reference)))),
        }
    }
    if faults.is_empty() { Ok(results) } else { Err(faults) }
}

/// Reads a bank's pain.002 about one run.
///
/// # Errors
/// Every payment that can't be understood; that the file is about another run.
pub fn read_pain002(run: PaymentRunId, bytes: &[u8]) -> Result<Vec<BankResult>, Vec<Fault>> {
    let whole = |what: Sentence| vec![(0, what)];
    let text = std::str::from_utf8(bytes).map_err(|_| whole(sentence("bank-file-xml-encoding")))?;
    if text.contains("<!DOCTYPE") {
        return Err(whole(sentence("bank-file-xml-doctype")));
    }
    let document: Document = quick_xml::de::from_str(text)
        .map_err(|error| whole(sentence("bank-file-xml-unreadable").value("cause", error)))?;
    let report = document.report;
    if report.group.message != reference(run) {
        let message = shown(&report.group.message);
        return Err(whole(sentence("bank-file-xml-other-run").value("message", message)));
    }
    let (mut results, mut faults) = (Vec::new(), Vec::new());
    let mut line = 0;
    for information in &report.payments {
        for payment in &information.transactions {
            line += 1;
            let Some(request) = payment.end_to_end.as_deref().and_then(request_of) else {
                faults.push((line, no_reference(payment.end_to_end.as_deref().unwrap_or_default())));
                continue;
            };
            let amount = match payment.amount() {
                Ok(amount) => amount,
                Err(what) => {
                    faults.push((line, what));
                    continue;
                }
            };
            let status = [&payment.status, &information.status, &report.group.status];
            let reasons = [&payment.reasons, &information.reasons, &report.group.reasons];
            match outcome_of(status.into_iter().flatten().next(), reasons.into_iter().flatten().next()) {
                Ok(outcome) => results.push(BankResult { line, request: Some(request), amount, outcome }),
                Err(what) => faults.push((line, what)),
            }
        }
    }
    // A bank that turns the whole down may list only what made it do so.
    let statuses = report.payments.iter().map(|information| &information.status);
    let status = statuses.chain([&report.group.status]).flatten().next();
    let reasons = report.payments.iter().flat_map(|information| &information.reasons);
    match outcome_of(status, reasons.chain(&report.group.reasons).next()) {
        Ok(Outcome::Waiting) | Err(_) if line > 0 => {}
        Ok(outcome) => results.push(BankResult { line: 0, request: None, amount: None, outcome }),
        Err(what) => faults.push((0, what)),
    }
    if faults.is_empty() { Ok(results) } else { Err(faults) }
}

fn request_of(reference: &str) -> Option<PaymentRequestId> {
    Uuid::try_parse(reference).ok().map(Into::into)
}

fn no_reference(said: &str) -> Sentence {
    sentence("bank-file-reference").value("reference", shown(said))
}

/// The beginning of what stood in a file: a cell may hold a million letters.
fn shown(said: &str) -> String {
    said.chars().take(MAX_SHOWN).collect()
}

/// What stands in a file as an amount; nothing where nothing does.
fn amount_of(said: Option<&str>) -> Result<Option<Pence>, Sentence> {
    let Some(said) = said.map(str::trim).filter(|said| !said.is_empty()) else { return Ok(None) };
    let amount = Pence::parse_pounds(said);
    amount.map(Some).map_err(|_| sentence("bank-file-amount").value("amount", shown(said)))
}

/// ISO 20022's codes of status (ExternalPaymentTransactionStatus1Code): only what is final changes anything.
fn outcome_of(status: Option<&String>, reason: Option<&Reason>) -> Result<Outcome, Sentence> {
    match status.map_or("", String::as_str) {
        "ACSC" | "ACCC" => Ok(Outcome::Paid),
        "RJCT" | "CANC" => {
            let code = reason.and_then(|reason| reason.code.as_ref()).and_then(|code| code.code.clone());
            let said = reason.map(|reason| reason.more.join(" ")).unwrap_or_default();
            Ok(Outcome::Returned { reason: reason_text(&code.unwrap_or_default(), &said) })
        }
        "RCVD" | "ACTC" | "PATC" | "ACCP" | "ACSP" | "ACWC" | "ACWP" | "ACFC" | "PART" | "PDNG" => {
            Ok(Outcome::Waiting)
        }
        other => Err(sentence("bank-file-xml-status").value("status", shown(other))),
    }
}

/// Why a payment came back, in words the young person can read: our own for the bank's code, else what the bank says, as
/// one line that a screen can bear.
fn reason_text(code: &str, said: &str) -> String {
    // PostgreSQL has no place for a NUL.
    let line = said.replace(char::is_control, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let said: String = line.chars().take(MAX_WORDS).collect();
    let Ok(words) = words_of(FIRST_LANGUAGE) else { return said };
    let known = words.find(&format!("return-reason-{}", code.to_ascii_lowercase()), &[]);
    match known {
        Some(known) if !code.is_empty() => known,
        Some(_) | None if !said.is_empty() => said,
        Some(_) | None => words.find("return-reason-unknown", &[]).unwrap_or_default(),
    }
}

/// As much of a pain.002 as we need.
#[derive(Deserialize)]
struct Document {
    #[serde(rename = "CstmrPmtStsRpt")]
    report: Report,
}

#[derive(Deserialize)]
struct Report {
    #[serde(rename = "OrgnlGrpInfAndSts")]
    group: Group,
    #[serde(rename = "OrgnlPmtInfAndSts", default)]
    payments: Vec<Information>,
}

#[derive(Deserialize)]
struct Group {
    #[serde(rename = "OrgnlMsgId")]
    message: String,
    #[serde(rename = "GrpSts")]
    status: Option<String>,
    #[serde(rename = "StsRsnInf", default)]
    reasons: Vec<Reason>,
}

#[derive(Deserialize)]
struct Information {
    #[serde(rename = "PmtInfSts")]
    status: Option<String>,
    #[serde(rename = "StsRsnInf", default)]
    reasons: Vec<Reason>,
    #[serde(rename = "TxInfAndSts", default)]
    transactions: Vec<Transaction>,
}

#[derive(Deserialize)]
struct Transaction {
    #[serde(rename = "OrgnlEndToEndId")]
    end_to_end: Option<String>,
    #[serde(rename = "TxSts")]
    status: Option<String>,
    #[serde(rename = "StsRsnInf", default)]
    reasons: Vec<Reason>,
    #[serde(rename = "OrgnlTxRef")]
    original: Option<Original>,
}

impl Transaction {
    /// How much was instructed, where the bank says it back.
    fn amount(&self) -> Result<Option<Pence>, Sentence> {
        let original = self.original.as_ref().and_then(|original| original.amount.as_ref());
        let Some(instructed) = original.and_then(|amount| amount.instructed.as_ref()) else {
            return Ok(None);
        };
        match instructed.currency.as_deref() {
            Some("GBP") | None => amount_of(Some(&instructed.pounds)),
            Some(other) => Err(sentence("bank-file-xml-currency").value("currency", shown(other))),
        }
    }
}

#[derive(Deserialize)]
struct Original {
    #[serde(rename = "Amt")]
    amount: Option<Amount>,
}

#[derive(Deserialize)]
struct Amount {
    #[serde(rename = "InstdAmt")]
    instructed: Option<Instructed>,
}

#[derive(Deserialize)]
struct Instructed {
    #[serde(rename = "@Ccy")]
    currency: Option<String>,
    #[serde(rename = "$text", default)]
    pounds: String,
}

#[derive(Deserialize)]
struct Reason {
    #[serde(rename = "Rsn")]
    code: Option<ReasonCode>,
    #[serde(rename = "AddtlInf", default)]
    more: Vec<String>,
}

#[derive(Deserialize)]
struct ReasonCode {
    #[serde(rename = "Cd", alias = "Prtry")]
    code: Option<String>,
}

#[cfg(test)]
mod tests;
