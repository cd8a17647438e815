//! Payment runs, and the results of the bank.

use std::io::Write as _;
use std::process::{Command, Stdio};

use onward_domain::api::Page;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::payments::requests::{PaymentRequest, RevisionBody};
use onward_domain::api::payments::runs::{
    HandOver, LineEffect, NewHandOver, NewPaymentRun, Obstacle, Payment, PaymentRun, PaymentRunSummary,
    RunItemState, RunResults, RunState, RunTotal, TakeOut, Warning,
};
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::{PayBy, State};
use serde_json::Value;

use crate::support::*;

/// A name that bank files cannot hold, and that a spreadsheet would evaluate.
const AVAS_NAME: &str = "=Ávа O'Brien & Søn";

#[track_caller]
fn agreed(app: &TestApp, entitlement: &str, amount: i64) -> PaymentRequest {
    let request = asked(&app.sign_in_as("ava"), entitlement, amount);
    agrees(&app.sign_in_as("pat"), &request);
    request
}

/// A released payment of Ava's.
#[track_caller]
fn released(app: &TestApp, fin: &Client) -> (PaymentRequest, PaymentRun) {
    gives_bank_details(&app.sign_in_as("ava"), AVAS_NAME);
    let request = agreed(app, FOOD, 4000);
    let run = releases(fin, &makes_run(fin));
    (request, run)
}

/// A page of due payments.
#[track_caller]
fn due(fin: &Client, query: &str) -> Page<Payment> {
    fin.get(&format!("/desk/payments{query}")).ok()
}

/// Due payments that a run would include.
#[track_caller]
fn ready(fin: &Client) -> RunTotal {
    fin.get("/desk/payments/ready").ok()
}

/// Inserts agreed copies of a request, submitted earlier and by somebody else.
fn copies(app: &TestApp, request: &PaymentRequest, handle: &str, many: u32) {
    const ALIKE: &str = "authority_id, entitlement, period_starts, amount_pence, units, agreed_pence, \
        reason, pay_by, particulars, state, approved_by, decided_by, needs_manager, emergency, \
        receipt_due, policy, clauses, facts_id, submitted_at, updated_at, revision";
    app.execute(&format!(
        "INSERT INTO payment_requests (id, young_person_id, {ALIKE})
         WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {many})
         SELECT '00000000-0000-7000-8000-' || CAST(100000000000 + number AS TEXT),
             (SELECT id FROM accounts WHERE handle = '{handle}'), {ALIKE}
         FROM numbers CROSS JOIN payment_requests WHERE id = '{}'",
        request.summary.id
    ));
}

/// A pain.002 report about a run.
fn pain002(run: &PaymentRun, transactions: &str) -> String {
    let message = run.summary.id.to_string().replace('-', "");
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId></OrgnlGrpInfAndSts>\
         <OrgnlPmtInfAndSts>{transactions}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}

/// The part of a pain.002 report about one payment.
fn transaction(request: &PaymentRequest, status: &str, more: &str) -> String {
    let id = reference(request);
    format!("<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>{more}</TxInfAndSts>")
}

/// Reads a file with an independent implementation; `None` if `ONWARD_PYTHON` is not set.
fn read_by(script: &str, file: &[u8]) -> Option<Value> {
    let python = std::env::var_os("ONWARD_PYTHON")?;
    let script = format!("{}/support/{script}", env!("CARGO_MANIFEST_DIR"));
    let mut process =
        Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(file).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

on_both_databases! {
    fn fin_pays_and_the_bank_says_so_once_however_often_it_is_told(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = released(app, &fin);
        assert_eq!((run.summary.state, run.summary.total.count, run.summary.total.pence), (RunState::Released, 1, 4000));
        assert_eq!(run.payments[0].account.as_deref(), Some(format!("{AVAS_NAME}, ••02 03, ••••5678").as_str()));
        assert_eq!(run.payments[0].payment.name_on_account.as_deref(), Some(AVAS_NAME));
        assert_eq!(tracked(&ava, &request).summary.state, State::Scheduled);
        // Nobody takes back what is on its way.
        let revision = tracked(&ava, &request).revision;
        ava.post(&format!("/payment_requests/{}/withdraw", request.summary.id), &RevisionBody { revision })
            .refused(409, ErrorCode::StateMovedOn);

        let file = answer_of_the_bank(&request, "paid", "");
        let results: RunResults = uploads(&fin, &run, "text/csv", &file).ok();
        let line = &results.lines[0];
        assert_eq!((line.effect, line.state, line.name.as_str()), (LineEffect::Changed, RunItemState::Paid, "Ava"));
        assert_eq!(line.name_on_account.as_deref(), Some(AVAS_NAME));
        assert_eq!((line.amount.pence, line.entitlement.to_string()), (pence(4000), FOOD.to_owned()));
        let again: RunResults = uploads(&fin, &run, "text/csv", &file).ok();
        assert_eq!(again.lines[0].effect, LineEffect::KnownBefore);
        let seen = tracked(&ava, &request);
        assert_eq!(seen.summary.state, State::Paid);
        assert_eq!(seen.steps.iter().filter(|step| step.state == State::Paid).count(), 1);
        assert_eq!(app.count("SELECT CAST(SUM(pence) AS BIGINT) AS count FROM ledger_entries WHERE account = 'paid'"), 4000);
        let runs: Page<PaymentRunSummary> = fin.get("/desk/payment_runs").ok();
        assert_eq!((runs.items.len(), runs.items[0].waiting), (1, 0));
    }

    fn the_files_hold_the_same_payments_and_lose_no_name(app: &TestApp) {
        let fin = app.sign_in_as("fin");
        let (request, run) = released(app, &fin);
        let xml = fin.get(&format!("{}/pain001", run_path(&run)));
        xml.is(200);
        assert_eq!(xml.body, fin.get(&format!("{}/pain001", run_path(&run))).body, "the same at any time");
        // New details are for the next payment.
        gives_bank_details(&app.sign_in_as("ava"), "Somebody Else");
        assert_eq!(xml.body, fin.get(&format!("{}/pain001", run_path(&run))).body);
        if let Some(read) = read_by("read_pain001.py", &xml.body) {
            assert_eq!(read["valid"], true, "{read}");
            assert_eq!((&read["count"], &read["sum"]), (&"1".into(), &"40.00".into()));
            let payment = &read["payments"][0];
            assert_eq!(payment["reference"], reference(&request).as_str());
            assert_eq!(payment["amount"], "40.00");
            assert_eq!((&payment["sort_code"], &payment["account"]), (&"010203".into(), &"00345678".into()));
            assert_eq!(payment["name"], ".Ava O'Brien + Son");
        }
        let csv = fin.get(&format!("{}/csv", run_path(&run)));
        csv.is(200);
        if let Some(rows) = read_by("read_csv.py", &csv.body) {
            let row = &rows[0];
            assert_eq!(row["name"], format!("'{AVAS_NAME}").as_str());
            assert_eq!((&row["amount"], &row["account_number"]), (&"40.00".into(), &"'00345678".into()));
        }
        // As it is, with the result filled in, it comes back.
        let filled = csv.text().replace(",40.00,,", ",40.00,paid,");
        let results: RunResults = uploads(&fin, &run, "text/csv", &filled).ok();
        assert_eq!(results.lines[0].effect, LineEffect::Changed);
    }

    fn a_payment_that_came_back_is_held_and_goes_out_again_with_new_details(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = released(app, &fin);
        let closed = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>";
        let report = pain002(&run, &transaction(&request, "RJCT", closed));
        let results: RunResults = uploads(&fin, &run, "application/xml", &report).ok();
        assert_eq!(results.lines[0].reason.as_deref(), Some("The account is closed."));
        let seen = tracked(&ava, &request);
        assert_eq!(seen.summary.state, State::Returned);
        let held: Entitlement = ava.get(&format!("/entitlements/{FOOD}")).ok();
        assert_eq!(held.card.remaining, Some(pence(0).into()), "the money is held for her");

        ava.post(&format!("/payment_requests/{}/reissue", request.summary.id), &RevisionBody { revision: seen.revision }).is(200);
        let second = makes_run(&fin);
        assert_eq!(second.payments[0].payment.request, request.summary.id);
        releases(&fin, &second);
        let file = format!("reference,status\n{},paid\n", reference(&request));
        uploads(&fin, &second, "text/csv", &file).is(200);
        // The first run's paper turns up again: it changes nothing.
        let late: RunResults = uploads(&fin, &run, "text/csv", &file).ok();
        assert_eq!((late.lines[0].effect, late.lines[0].state), (LineEffect::CameBackBefore, RunItemState::Returned));
        assert_eq!(tracked(&ava, &request).summary.state, State::Paid);
    }

    fn a_results_file_with_a_wrong_line_changes_nothing_and_names_the_line(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = released(app, &fin);
        let stranger = "01930000000070008000000000000009";
        let file = format!("reference,status\n{},paid\n{stranger},paid\n", reference(&request));
        let problem = uploads(&fin, &run, "text/csv", &file).refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.fields[0].pointer, "/lines/3");
        assert_eq!(tracked(&ava, &request).summary.state, State::Scheduled);
        uploads(&fin, &run, "text/plain", &file).refused(415, ErrorCode::WrongMediaType);
        uploads(&fin, &run, "application/xml", "<nonsense/>").refused(422, ErrorCode::InvalidFields);
    }

    fn a_line_with_another_amount_than_went_out_is_refused(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = released(app, &fin);
        let file = format!("reference,amount,status\n{},4.00,paid\n", reference(&request));
        let problem = uploads(&fin, &run, "text/csv", &file).refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.fields[0].pointer, "/lines/2");
        assert!(problem.fields[0].message.contains("£40") && problem.fields[0].message.contains("£4,"), "{problem:?}");
        let report = pain002(&run, &transaction(&request, "ACSC", "<OrgnlTxRef><Amt><InstdAmt Ccy=\"GBP\">41.00</InstdAmt></Amt></OrgnlTxRef>"));
        uploads(&fin, &run, "application/xml", &report).refused(422, ErrorCode::InvalidFields);
        let file = format!("reference,amount,status\n{},forty,paid\n", reference(&request));
        uploads(&fin, &run, "text/csv", &file).refused(422, ErrorCode::InvalidFields);
        assert_eq!(tracked(&ava, &request).summary.state, State::Scheduled);
        // As a spreadsheet writes it.
        let file = format!("reference,amount,status\n{},£40,paid\n", reference(&request));
        uploads(&fin, &run, "text/csv", &file).is(200);
    }

    fn a_file_that_says_two_things_of_one_payment_is_refused(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = released(app, &fin);
        let id = reference(&request);
        let file = format!("reference,status,reason\n{id},paid,\n{id},returned,Closed.\n");
        let problem = uploads(&fin, &run, "text/csv", &file).refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.fields[0].pointer, "/lines/3");
        assert_eq!(problem.fields[0].message, "Ava, £40: Line 2 says otherwise of it. Leave the line that is right.");
        let report = pain002(&run, &(transaction(&request, "RJCT", "") + &transaction(&request, "ACSC", "")));
        uploads(&fin, &run, "application/xml", &report).refused(422, ErrorCode::InvalidFields);
        assert_eq!(tracked(&ava, &request).summary.state, State::Scheduled);
        // Twice the same counts once, and what says nothing final contradicts nothing.
        let file = format!("reference,status,reason\n{id},,\n{id},returned,Closed.\n{id},returned,Gone.\n");
        let results: RunResults = uploads(&fin, &run, "text/csv", &file).ok();
        let effects: Vec<LineEffect> = results.lines.iter().map(|line| line.effect).collect();
        assert_eq!(effects, [LineEffect::NothingFinal, LineEffect::Changed, LineEffect::Repeats { line: 3 }]);
        assert_eq!(results.lines[2].reason.as_deref(), Some("Closed."));
        assert_eq!(tracked(&ava, &request).steps.iter().filter(|step| step.state == State::Returned).count(), 1);
    }

    fn whatever_stands_in_a_reason_ava_gets_a_line_that_she_can_read(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = released(app, &fin);
        let file = format!("reference,status,reason\n{},returned,\"No\0 such\naccount. {}\"\n", reference(&request), "x".repeat(3_000));
        let results: RunResults = uploads(&fin, &run, "text/csv", &file).ok();
        assert!(results.lines[0].reason.as_deref().unwrap().starts_with("No such account. xxx"), "{results:?}");
        assert_eq!(tracked(&ava, &request).summary.state, State::Returned);
    }

    fn nobody_of_another_council_settles_this_run_nor_does_another_runs_file(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = released(app, &fin);
        let second = agreed(app, FARES, 500);
        let second_run = releases(&fin, &makes_run(&fin));
        app.add_manager_of_another_council("kit");
        app.execute("UPDATE accounts SET role = 'finance' WHERE handle = 'kit'");
        let kit = app.sign_in_as("kit");
        let file = format!("reference,status\n{},paid\n", reference(&request));
        uploads(&kit, &run, "text/csv", &file).refused(404, ErrorCode::NotFound);
        uploads(&kit, &run, "text/csv", "nonsense").refused(404, ErrorCode::NotFound);
        kit.get(&format!("{}/csv", run_path(&run))).refused(404, ErrorCode::NotFound);
        uploads(&fin, &second_run, "text/csv", &file).refused(422, ErrorCode::InvalidFields);
        let report = pain002(&run, &transaction(&request, "ACSC", ""));
        uploads(&fin, &second_run, "application/xml", &report).refused(422, ErrorCode::InvalidFields);
        for request in [request, second] {
            assert_eq!(tracked(&ava, &request).summary.state, State::Scheduled);
        }
    }

    fn of_many_who_send_the_banks_answer_at_once_none_says_what_is_so_already(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = released(app, &fin);
        let says = |number: usize| {
            let status = ["paid", "returned"][number % 2];
            answer_of_the_bank(&request, status, "Closed.")
        };
        let answers = at_once(8, |number| uploads(&fin.copied(), &run, "text/csv", &says(number)).status);
        assert!(answers.iter().all(|status| *status == 200), "{answers:?}");
        let steps = tracked(&ava, &request).steps;
        let ends: Vec<State> =
            steps.iter().map(|step| step.state).filter(|state| matches!(state, State::Paid | State::Returned)).collect();
        assert!(!ends.is_empty() && ends.windows(2).all(|two| two[0] != two[1]), "{steps:?}");
    }

    fn a_bank_that_turns_the_whole_run_down_turns_down_what_it_does_not_list(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        gives_bank_details(&ava, AVAS_NAME);
        let (food, fares) = (agreed(app, FOOD, 4000), agreed(app, FARES, 500));
        let run = releases(&fin, &makes_run(&fin));
        let closed = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>";
        let listed = transaction(&food, "RJCT", closed);
        // It can't have turned down all and paid one of them.
        let report = pain002(&run, &format!("<PmtInfSts>RJCT</PmtInfSts>{}", transaction(&food, "ACSC", "")));
        uploads(&fin, &run, "application/xml", &report).refused(422, ErrorCode::InvalidFields);
        let report = pain002(&run, &format!("<PmtInfSts>RJCT</PmtInfSts>{listed}"));
        let results: RunResults = uploads(&fin, &run, "application/xml", &report).ok();
        let said: Vec<_> = results.lines.iter().map(|line| (line.line, line.request, line.effect)).collect();
        let changed = LineEffect::Changed;
        assert_eq!(said, [(1, food.summary.id, changed), (0, fares.summary.id, changed)]);
        assert_eq!(results.lines[1].reason.as_deref(), Some("The bank did not say why."));
        for request in [food, fares] {
            assert_eq!(tracked(&ava, &request).summary.state, State::Returned);
        }
    }

    fn of_many_who_hand_over_one_voucher_at_once_one_does(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let wanted = onward_domain::api::payments::requests::NewPaymentRequest {
            pay_by: PayBy::Voucher,
            ..new_request(FOOD, 4000)
        };
        let request: PaymentRequest = ava.post_once("/payment_requests", &wanted).created();
        let revision = agrees(&app.sign_in_as("pat"), &request).request.revision;
        let path = format!("/desk/payment_requests/{}/hand_over", request.summary.id);
        let over = |who: &Client| {
            let body = NewHandOver { signed_for_by: "Ava".to_owned(), place: "The hub".to_owned(), revision };
            who.post(&path, &body)
        };
        app.add_manager_of_another_council("kit");
        app.execute("UPDATE accounts SET role = 'finance' WHERE handle = 'kit'");
        over(&app.sign_in_as("kit")).refused(404, ErrorCode::NotFound);
        let statuses = at_once(8, |_| over(&fin.copied()).status);
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM hand_overs"), 1);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM audit_entries WHERE what = 'payment_request.hand_over'"), 1);
        // What was handed over is in no run.
        fin.post_once("/desk/payment_runs", &NewPaymentRun {}).refused(409, ErrorCode::Refused);
    }

    fn what_cannot_be_paid_says_why_and_is_left_out(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let food = agreed(app, FOOD, 4000);
        let found = due(&fin, "");
        assert_eq!((found.items.len(), ready(&fin).count), (1, 0));
        assert_eq!(found.items[0].obstacle, Some(Obstacle::NoBankDetails));
        fin.post_once("/desk/payment_runs", &NewPaymentRun {}).refused(409, ErrorCode::Refused);

        gives_bank_details(&ava, "Ava Example");
        let found = due(&fin, "");
        assert_eq!((&found.items[0].obstacle, ready(&fin).pence), (&None, 4000));
        assert!(matches!(found.items[0].warnings[..], [Warning::NewDetails { .. }]), "{found:?}");
        agreed(app, FARES, 500);
        agreed(app, FARES, 500);
        let found = due(&fin, "");
        let twins = found.items.iter().filter(|payment| {
            payment.warnings.iter().any(|warning| matches!(warning, Warning::SamePayment { .. }))
        });
        assert_eq!(twins.count(), 2);

        // In a run, they are in no other; taken out, they wait for the next; without any, the run comes to nothing.
        let run = makes_run(&fin);
        assert_eq!(run.payments.len(), 3);
        let found = due(&fin, "");
        assert!(found.items.iter().all(|payment| matches!(payment.obstacle, Some(Obstacle::InRun { .. }))));
        let out = |run: &PaymentRun, request| {
            fin.post(&format!("{}/take_out", run_path(run)), &TakeOut { request, revision: run.revision })
        };
        let run: PaymentRun = out(&run, food.summary.id).ok();
        assert_eq!((run.summary.total.count, run.summary.total.pence), (2, 1000));
        fin.get(&format!("{}/pain001", run_path(&run))).refused(409, ErrorCode::Refused);
        let mut run = run;
        for payment in run.payments.clone().iter().filter(|payment| payment.state == RunItemState::Waiting) {
            run = out(&run, payment.payment.request).ok();
        }
        assert_eq!(run.summary.state, RunState::Dropped);
        assert_eq!(makes_run(&fin).payments.len(), 3);
    }

    fn a_thousand_that_wait_for_bank_details_hide_nothing_that_can_be_paid(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        gives_bank_details(&ava, "Ava Example");
        let request = agreed(app, FARES, 700);
        // Ben gave none.
        copies(app, &request, "ben", 1_000);
        assert!(due(&fin, "").items.iter().all(|payment| payment.obstacle == Some(Obstacle::NoBankDetails)));
        assert_eq!((ready(&fin).count, ready(&fin).pence), (1, 700));
        let run = makes_run(&fin);
        let paid: Vec<_> = run.payments.iter().map(|one| one.payment.request).collect();
        assert_eq!(paid, [request.summary.id]);
        // What stands in it takes no place in the next either.
        assert_eq!(ready(&fin).count, 0);
        // Nobody decided them, so the ledger knows nothing of them.
        app.execute("DELETE FROM payment_requests WHERE id LIKE '00000000-%'");
    }

    fn finance_looks_through_all_of_it_page_by_page(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let requests: Vec<PaymentRequest> = (0..3).map(|_| agreed(app, FARES, 500)).collect();
        let voucher = onward_domain::api::payments::requests::NewPaymentRequest {
            pay_by: PayBy::Voucher,
            ..new_request(FOOD, 4000)
        };
        let voucher: PaymentRequest = ava.post_once("/payment_requests", &voucher).created();
        agrees(&app.sign_in_as("pat"), &voucher);
        let first = due(&fin, "?by_bank=true&limit=2");
        let next = first.next.clone().unwrap();
        let second = due(&fin, &format!("?by_bank=true&limit=2&cursor={next}"));
        let seen: Vec<_> = first.items.iter().chain(&second.items).map(|payment| payment.request).collect();
        assert_eq!(seen, requests.iter().map(|request| request.summary.id).collect::<Vec<_>>());
        assert_eq!((first.items.len(), second.next), (2, None));
        let handed_over = due(&fin, "?by_bank=false");
        assert_eq!(handed_over.items.iter().map(|payment| payment.request).collect::<Vec<_>>(), [voucher.summary.id]);
        fin.get("/desk/payments?limit=0").refused(400, ErrorCode::BadRequest);
    }

    fn who_agreed_does_not_pay_unless_a_manager_writes_down_why(app: &TestApp) {
        gives_bank_details(&app.sign_in_as("ava"), "Ava Example");
        let request = agreed(app, FOOD, 4000);
        // Pat moves to finance.
        app.execute("UPDATE accounts SET role = 'finance' WHERE handle = 'pat'");
        let (pat, mo) = (app.sign_in_as("pat"), app.sign_in_as("mo"));
        let found = due(&pat, "");
        assert!(matches!(found.items[0].obstacle, Some(Obstacle::SamePerson { .. })), "{found:?}");
        pat.post_once("/desk/payment_runs", &NewPaymentRun {}).refused(409, ErrorCode::Refused);
        // Nor releases or settles what another put together.
        let fin = app.sign_in_as("fin");
        let run = makes_run(&fin);
        let act = RevisionBody { revision: run.revision };
        pat.post(&format!("{}/release", run_path(&run)), &act).refused(409, ErrorCode::Refused);
        let released = releases(&fin, &run);
        let file = format!("reference,status\n{},paid\n", reference(&request));
        uploads(&pat, &released, "text/csv", &file).refused(422, ErrorCode::InvalidFields);
        decides(&mo, &request, "allow_payer", "").refused(409, ErrorCode::StateMovedOn);

        let second = asked(&app.sign_in_as("ava"), FARES, 700);
        app.execute("UPDATE accounts SET role = 'adviser' WHERE handle = 'pat'");
        agrees(&app.sign_in_as("pat"), &second);
        app.execute("UPDATE accounts SET role = 'finance' WHERE handle = 'pat'");
        decides(&mo, &second, "allow_payer", " ").refused(422, ErrorCode::InvalidFields);
        decides(&mo, &second, "allow_payer", "The rest of finance is ill.").is(200);
        let run = makes_run(&pat);
        assert_eq!(run.payments[0].payment.request, second.summary.id);
    }

    fn a_voucher_is_handed_over_once_and_signed_for(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let wanted = onward_domain::api::payments::requests::NewPaymentRequest {
            pay_by: PayBy::Voucher,
            ..new_request(FOOD, 4000)
        };
        let request: PaymentRequest = ava.post_once("/payment_requests", &wanted).created();
        let hand_over = format!("/desk/payment_requests/{}/hand_over", request.summary.id);
        let over = |who: &Client, revision, signed: &str| {
            who.post(&hand_over, &NewHandOver { signed_for_by: signed.to_owned(), place: "The hub".to_owned(), revision })
        };
        over(&fin, 1, "Ava").refused(404, ErrorCode::NotFound);
        agrees(&app.sign_in_as("pat"), &request);
        let seen = due(&fin, "").items.remove(0);
        // What to buy, and whom to ask.
        assert_eq!((seen.asked_for.as_deref(), seen.adviser.as_deref()), (Some(wanted.reason.as_str()), Some("Pat")));
        let revision = seen.revision;
        over(&app.sign_in_as("pat"), revision, "Ava").refused(403, ErrorCode::NotAllowed);
        over(&fin, revision, " ").refused(422, ErrorCode::InvalidFields);
        let done: HandOver = over(&fin, revision, "Ava Example").ok();
        assert_eq!((done.signed_for_by.as_str(), done.place.as_str()), ("Ava Example", "The hub"));
        over(&fin, revision, "Ava Example").refused(409, ErrorCode::StateMovedOn);
        // Ava's own receipt.
        let seen = tracked(&ava, &request);
        assert_eq!((seen.summary.state, seen.handed_over), (State::Paid, Some(done)));
    }

    fn two_who_make_and_release_runs_at_once_pay_each_request_once(app: &TestApp) {
        let fin = app.sign_in_as("fin");
        gives_bank_details(&app.sign_in_as("ava"), "Ava Example");
        for _ in 0..5 {
            agreed(app, FARES, 500);
        }
        let made = at_once(8, |_| fin.copied().post_once("/desk/payment_runs", &NewPaymentRun {}));
        let (runs, refused): (Vec<_>, Vec<_>) = made.iter().partition(|answer| answer.status == 201);
        refused.iter().for_each(|answer| drop(answer.refused(409, ErrorCode::Refused)));
        assert_eq!(runs.len(), 1, "only one had something to pay");
        let run: PaymentRun = runs[0].created();
        let act = RevisionBody { revision: run.revision };
        let statuses =
            at_once(8, |_| fin.copied().post(&format!("{}/release", run_path(&run)), &act).status);
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM payment_request_steps WHERE action = 'schedule'"), 5);
    }

    fn of_many_decisions_at_once_on_one_request_one_counts_and_nothing_is_overspent(app: &TestApp) {
        let (rounds, people) = rounds();
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        for round in 0..rounds {
            // On one balance: £2,000 may be asked for, in parts of £150, whoever is first.
            let asked_at_once = at_once(people, |_| asks(&ava.copied(), HOME, 15_000));
            let accepted: Vec<PaymentRequest> =
                asked_at_once.iter().filter(|answer| answer.status == 201).map(|answer| answer.created()).collect();
            assert!(asked_at_once.iter().all(|answer| matches!(answer.status, 201 | 409)), "round {round}");
            assert_eq!(accepted.len(), 13, "round {round}");
            // On one request: everybody agrees or declines it at once.
            let request = &accepted[0];
            let decided = at_once(people, |number| {
                let action = if number % 2 == 0 { "approve" } else { "decline" };
                decides(&pat.copied(), request, action, "Because of the list.").status
            });
            assert!(decided.iter().all(|status| matches!(status, 200 | 409)), "round {round}: {decided:?}");
            assert_eq!(decided.iter().filter(|status| **status == 200).count(), 1, "round {round}: {decided:?}");
            for request in &accepted {
                let revision = tracked(&ava, request).revision;
                ava.post(&format!("/payment_requests/{}/withdraw", request.summary.id), &RevisionBody { revision });
            }
            assert_eq!(app.count("SELECT CAST(SUM(committed_pence) AS BIGINT) AS count FROM allowances"), 0, "round {round}");
        }
    }
}

on_sqlite! {
    fn nobody_but_finance_sees_or_makes_payments(app: &TestApp) {
        app.browser().get("/desk/payments").refused(401, ErrorCode::NotSignedIn);
        for wrong in ["ava", "pat", "mo", "robin", "ada"] {
            let wrong = app.sign_in_as(wrong);
            wrong.get("/desk/payments").refused(403, ErrorCode::NotAllowed);
            wrong.get("/desk/payments/ready").refused(403, ErrorCode::NotAllowed);
            wrong.get("/desk/payment_runs").refused(403, ErrorCode::NotAllowed);
            wrong.post_once("/desk/payment_runs", &NewPaymentRun {}).refused(403, ErrorCode::NotAllowed);
        }
    }

    fn what_a_manager_stopped_in_a_draft_run_finance_takes_out_of_it(app: &TestApp) {
        gives_bank_details(&app.sign_in_as("ava"), AVAS_NAME);
        let request = agreed(app, FOOD, 1_000);
        let (fin, mo, ava) = (app.sign_in_as("fin"), app.sign_in_as("mo"), app.sign_in_as("ava"));
        let run = makes_run(&fin);
        let seen = tracked(&ava, &request);
        decides(&mo, &seen, "stop", "It was asked for twice.").is(200);
        let path = run_path(&run);
        fin.post(&format!("{path}/release"), &RevisionBody { revision: run.revision }).refused(409, ErrorCode::Refused);
        let out = TakeOut { request: request.summary.id, revision: run.revision };
        let run: PaymentRun = fin.post(&format!("{path}/take_out"), &out).ok();
        assert_eq!(run.payments[0].state, RunItemState::TakenOut);
    }

    fn a_file_of_a_million_wrong_letters_is_answered_soon_and_with_the_first_of_its_faults(app: &TestApp) {
        let fin = app.sign_in_as("fin");
        let (_, run) = released(app, &fin);
        for line in ["01930000000070008000000000000009,paid\n", "x,y\n"] {
            let file = format!("reference,status\n{}", line.repeat(1_000_000 / line.len()));
            let start = std::time::Instant::now();
            let problem = uploads(&fin, &run, "text/csv", &file).refused(422, ErrorCode::InvalidFields);
            assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
            assert!(problem.fields.len() <= 101, "{}", problem.fields.len());
        }
        uploads(&fin, &run, "text/csv", &"x".repeat(1024 * 1024 + 1)).refused(413, ErrorCode::TooLarge);
        let other = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><Document>&b;</Document>";
        uploads(&fin, &run, "application/xml", other).refused(422, ErrorCode::InvalidFields);
        uploads(&fin, &run, "application/xml", &"<a>".repeat(300_000)).refused(422, ErrorCode::InvalidFields);
    }

    fn finance_reads_what_cash_is_for_and_where_it_is_collected_and_nothing_of_the_sort_of_a_bank_transfer(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        gives_bank_details(&ava, "Ava Example");
        agreed(app, FARES, 500);
        let mut wanted = new_request(FOOD, 4000);
        wanted.pay_by = PayBy::Voucher;
        let cash: PaymentRequest = ava.post_once("/payment_requests", &wanted).created();
        agrees(&app.sign_in_as("pat"), &cash);
        // As if her pathway plan said so.
        app.execute(&format!(
            "UPDATE payment_requests SET pay_by = 'cash', particulars = '{{\"collect_at\":\"Moorfoot, Sheffield\"}}'
             WHERE id = '{}'",
            cash.summary.id
        ));
        let by_bank = due(&fin, "?by_bank=true").items.remove(0);
        assert_eq!((by_bank.asked_for, by_bank.collect_at), (None, None));
        assert_eq!((by_bank.name_on_account.as_deref(), by_bank.adviser.as_deref()), (Some("Ava Example"), Some("Pat")));
        let in_cash = due(&fin, "?by_bank=false").items.remove(0);
        assert_eq!(in_cash.asked_for.as_deref(), Some(wanted.reason.as_str()));
        assert_eq!(in_cash.collect_at.as_deref(), Some("Moorfoot, Sheffield"));
        assert_eq!(in_cash.name_on_account, None);
    }
}

/// The database refuses changes even to the program's own account.
#[test]
fn the_ledger_refuses_to_be_changed() {
    TestApp::on(Database::Sqlite, |app| {
        agreed(app, FOOD, 4000);
        for change in ["UPDATE ledger_entries SET pence = 0", "DELETE FROM ledger_entries"] {
            assert!(app.try_execute(change).is_err(), "{change}");
        }
    });
}
