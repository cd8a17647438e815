//! Repayments under a promise (guide §16.5): recorded by finance, visible to everybody concerned.

use onward_domain::api::Page;
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::api::payments::decisions::DeskRequest;
use onward_domain::api::payments::repayments::{NewRepayment, PromiseToRepay, Repaying, Reverse};
use onward_domain::api::payments::requests::{PaymentRequest, RevisionBody};
use onward_domain::api::payments::runs::PaymentRun;
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::State;

use crate::support::*;

/// £50 for a late benefit that Ava promised to repay, paid on the Monday; and its run.
#[track_caller]
fn paid_in_a_run(app: &TestApp) -> (PaymentRequest, PaymentRun) {
    let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
    gives_bank_details(&ava, "Ava Example");
    let request: PaymentRequest = ava.post_once("/payment_requests", &promised_request(5_000)).created();
    agrees(&app.sign_in_as("pat"), &request);
    let run = releases(&fin, &makes_run(&fin));
    uploads(&fin, &run, "text/csv", &answer_of_the_bank(&request, "paid", "")).is(200);
    (request, run)
}

#[track_caller]
fn paid_under_a_promise(app: &TestApp) -> PaymentRequest {
    paid_in_a_run(app).0
}

fn came_back(amount: i64, received_on: &str, reference: &str) -> NewRepayment {
    NewRepayment {
        amount: pence(amount).into(),
        received_on: received_on.parse().unwrap(),
        reference: reference.to_owned(),
    }
}

fn repayments_path(request: &PaymentRequest) -> String {
    format!("/desk/payment_requests/{}/repayments", request.summary.id)
}

/// Records a repayment received on the Monday.
fn records(who: &Client, request: &PaymentRequest, amount: i64, reference: &str) -> Answer {
    who.post_once(&repayments_path(request), &came_back(amount, "2026-11-23", reference))
}

fn reverses(who: &Client, promise: &PromiseToRepay, place: usize, why: &str) -> Answer {
    let id = promise.repaying.repayments[place].id;
    who.post(&format!("/desk/repayments/{id}/reverse"), &Reverse { why: why.to_owned() })
}

fn sums(repaying: &Repaying) -> (i64, i64, i64) {
    (repaying.promised.pence.get(), repaying.repaid.pence.get(), repaying.left.pence.get())
}

#[track_caller]
fn listed(fin: &Client, query: &str) -> Vec<PromiseToRepay> {
    fin.get(&format!("/desk/repayments{query}")).ok::<Page<PromiseToRepay>>().items
}

fn newest(who: &Client) -> Notification {
    let inbox: Page<Notification> = who.get("/notifications").ok();
    inbox.items[0].clone()
}

on_both_databases! {
    fn nobody_but_this_councils_finance_sees_promises_or_records_what_came_back(app: &TestApp) {
        let request = paid_under_a_promise(app);
        let fin = app.sign_in_as("fin");
        let promise: PromiseToRepay = records(&fin, &request, 1_000, "AVA 1").created();
        let nobody = app.browser();
        nobody.get("/desk/repayments").refused(401, ErrorCode::NotSignedIn);
        records(&nobody, &request, 1_000, "AVA 2").refused(401, ErrorCode::NotSignedIn);
        reverses(&nobody, &promise, 0, "A mistake.").refused(401, ErrorCode::NotSignedIn);
        for wrong in ["ava", "ben", "pat", "sam", "mo", "robin", "ada"] {
            let wrong = app.sign_in_as(wrong);
            wrong.get("/desk/repayments").refused(403, ErrorCode::NotAllowed);
            records(&wrong, &request, 1_000, "AVA 2").refused(403, ErrorCode::NotAllowed);
            reverses(&wrong, &promise, 0, "A mistake.").refused(403, ErrorCode::NotAllowed);
        }
        app.add_manager_of_another_council("kit");
        app.execute("UPDATE accounts SET role = 'finance' WHERE handle = 'kit'");
        let kit = app.sign_in_as("kit");
        assert_eq!(listed(&kit, ""), []);
        records(&kit, &request, 1_000, "AVA 2").refused(404, ErrorCode::NotFound);
        reverses(&kit, &promise, 0, "A mistake.").refused(404, ErrorCode::NotFound);
    }

    fn what_comes_back_in_parts_is_seen_by_ava_her_adviser_and_finance(app: &TestApp) {
        let (ava, pat, fin) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("fin"));
        let request = paid_under_a_promise(app);
        let open = listed(&fin, "");
        assert_eq!(open[0].name_on_account.as_deref(), Some("Ava Example"), "as the bank's statement calls her");
        assert_eq!((open.len(), sums(&open[0].repaying)), (1, (5_000, 0, 5_000)));
        assert_eq!(open[0].repaying.since.to_string(), "2026-11-23");
        assert_eq!((open[0].request, open[0].young_person.id), (request.summary.id, account(&ava)));

        let body = came_back(2_000, "2026-11-23", "UC BACKPAY 4711");
        let first = fin.ask("POST", &repayments_path(&request)).key("the-same-line-of-paper").json(&body).send();
        let again = fin.ask("POST", &repayments_path(&request)).key("the-same-line-of-paper").json(&body).send();
        assert_eq!(first.created::<PromiseToRepay>(), again.created::<PromiseToRepay>());
        let seen = tracked(&ava, &request).repaying.unwrap();
        assert_eq!((sums(&seen), seen.repayments.len()), ((5_000, 2_000, 3_000), 1));
        assert_eq!(seen.repayments[0].received_on.to_string(), "2026-11-23");
        let told = newest(&ava);
        assert_eq!((told.kind, told.values["amount"].as_str()), (NotificationKind::RepaymentRecorded, "£20"));
        assert_eq!((told.values["left"].as_str(), told.link), ("£30", format!("/requests/{}", request.summary.id)));
        assert_eq!(told.values["all"], "no");
        let desk: DeskRequest = pat.get(&format!("/desk/payment_requests/{}", request.summary.id)).ok();
        assert_eq!(desk.request.repaying, Some(seen));

        records(&fin, &request, 3_000, "UC BACKPAY 4712").is(201);
        assert_eq!(newest(&ava).values["all"], "yes");
        assert_eq!((listed(&fin, ""), sums(&listed(&fin, "?repaid=true")[0].repaying)), (vec![], (5_000, 5_000, 0)));
        // It was had all the same: nothing of it can be asked for again.
        let committed = format!("SELECT committed_pence AS count FROM allowances WHERE entitlement = '{GAP}'");
        assert_eq!(app.count(&committed), 5_000);
        assert_eq!(app.count("SELECT CAST(SUM(pence) AS BIGINT) AS count FROM ledger_entries WHERE account = 'repaid'"), 5_000);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM audit_entries WHERE what = 'repayment.record'"), 2);
    }

    fn never_more_than_is_left_nor_of_a_day_to_come_nor_before_it_was_paid(app: &TestApp) {
        let fin = app.sign_in_as("fin");
        let request = paid_under_a_promise(app);
        records(&fin, &request, 2_000, "AVA 1").is(201);
        let refused = |body: NewRepayment, pointer: &str| {
            let answer = fin.post_once(&repayments_path(&request), &body);
            let problem = answer.refused(422, ErrorCode::InvalidFields);
            assert_eq!(problem.fields[0].pointer, pointer, "{problem:?}");
            problem.fields[0].message.clone()
        };
        let message = refused(came_back(3_001, "2026-11-23", "AVA 2"), "/amount/pence");
        assert_eq!(message, "£30 is left to repay. Record that or less.");
        refused(came_back(0, "2026-11-23", "AVA 2"), "/amount/pence");
        refused(came_back(100, "2026-11-24", "AVA 2"), "/received_on");
        let message = refused(came_back(100, "2026-11-22", "AVA 2"), "/received_on");
        assert!(message.contains("Monday 23 November 2026"), "{message}");
        refused(came_back(100, "2026-11-23", " "), "/reference");
        records(&fin, &request, 3_000, "AVA 2").is(201);
        refused(came_back(1, "2026-11-23", "AVA 3"), "/amount/pence");
    }

    fn the_same_line_of_the_statement_is_not_recorded_twice_unless_its_reference_says_so(app: &TestApp) {
        let fin = app.sign_in_as("fin");
        let request = paid_under_a_promise(app);
        records(&fin, &request, 2_000, "AVA 1").is(201);
        let problem = records(&fin, &request, 2_000, "ava 1").refused(409, ErrorCode::Refused);
        assert!(problem.detail.contains("already"), "{problem:?}");
        records(&fin, &request, 2_000, "AVA 1, second").is(201);
    }

    fn nothing_comes_back_of_what_was_not_promised_or_not_paid(app: &TestApp) {
        let (ava, pat, fin) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("fin"));
        let request: PaymentRequest = ava.post_once("/payment_requests", &promised_request(5_000)).created();
        records(&fin, &request, 100, "AVA 1").refused(404, ErrorCode::NotFound);
        agrees(&pat, &request);
        records(&fin, &request, 100, "AVA 1").refused(409, ErrorCode::Refused);
        assert_eq!((tracked(&ava, &request).repaying, listed(&fin, "")), (None, vec![]));
        let food = asked(&ava, FOOD, 4_000);
        agrees(&pat, &food);
        gives_bank_details(&ava, "Ava Example");
        bank_says(&fin, &food, "paid", "");
        let problem = records(&fin, &food, 100, "AVA 1").refused(409, ErrorCode::Refused);
        assert!(problem.detail.contains("no promise"), "{problem:?}");
        assert_eq!(tracked(&ava, &food).repaying, None);
    }

    fn a_mistake_is_reversed_once_with_a_reason_that_ava_reads(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let request = paid_under_a_promise(app);
        let promise: PromiseToRepay = records(&fin, &request, 5_000, "EVA 9").created();
        let problem = reverses(&fin, &promise, 0, " ").refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.fields[0].pointer, "/why");
        let after: PromiseToRepay = reverses(&fin, &promise, 0, "This was Eva's money.").ok();
        assert_eq!((sums(&after.repaying), after.repaying.repayments.len()), ((5_000, 0, 5_000), 1));
        reverses(&fin, &promise, 0, "This was Eva's money.").refused(409, ErrorCode::Refused);

        let seen = tracked(&ava, &request).repaying.unwrap();
        assert_eq!(seen.repayments[0].reversed.as_ref().unwrap().why, "This was Eva's money.");
        let told = newest(&ava);
        assert_eq!((told.kind, told.values["left"].as_str()), (NotificationKind::RepaymentReversed, "£50"));
        assert_eq!(told.values["words"], "This was Eva's money.");
        // The same line may be recorded anew, and a reversal is nothing that could be reversed.
        records(&fin, &request, 5_000, "EVA 9").is(201);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM repayments"), 3);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM audit_entries WHERE what = 'repayment.reverse'"), 1);
    }

    fn the_bank_cannot_have_sent_back_what_ava_is_paying_back(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = paid_in_a_run(app);
        let promise: PromiseToRepay = records(&fin, &request, 2_000, "AVA 1").created();
        let problem = uploads(&fin, &run, "text/csv", &answer_of_the_bank(&request, "returned", "")).refused(422, ErrorCode::InvalidFields);
        assert!(problem.fields[0].message.contains("£20 of this is repaid"), "{problem:?}");
        assert_eq!(tracked(&ava, &request).summary.state, State::Paid);

        reverses(&fin, &promise, 0, "It was the bank's.").is(200);
        uploads(&fin, &run, "text/csv", &answer_of_the_bank(&request, "returned", "")).is(200);
        reverses(&fin, &promise, 0, "It was the bank's.").refused(409, ErrorCode::Refused);
        let returned = tracked(&ava, &request);
        assert_eq!((returned.summary.state, returned.repaying), (State::Returned, None));
        records(&fin, &request, 2_000, "AVA 2").refused(409, ErrorCode::Refused);
        let act = RevisionBody { revision: returned.revision };
        ava.post(&format!("/payment_requests/{}/reissue", request.summary.id), &act).is(200);
        bank_says(&fin, &request, "paid", "");
        assert_eq!(sums(&tracked(&ava, &request).repaying.unwrap()), (5_000, 0, 5_000));
    }

    fn of_many_who_record_the_same_line_at_once_it_counts_once(app: &TestApp) {
        let fin = app.sign_in_as("fin");
        let request = paid_under_a_promise(app);
        // Each with a key of their own.
        let statuses = at_once(8, |_| records(&fin.copied(), &request, 1_000, "AVA 1").status);
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
        // One of them, whose app sends it again and again.
        let body = came_back(500, "2026-11-23", "AVA 2");
        let again = at_once(8, |_| {
            let fin = fin.copied();
            fin.ask("POST", &repayments_path(&request)).key("the-same-line-of-paper").json(&body).send()
        });
        let first: PromiseToRepay = again[0].created();
        assert!(again.iter().all(|answer| answer.created::<PromiseToRepay>() == first));
        assert_eq!(sums(&first.repaying), (5_000, 1_500, 3_500));
        let statuses = at_once(8, |_| reverses(&fin.copied(), &first, 0, "A mistake.").status);
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
        assert_eq!(sums(&listed(&fin, "")[0].repaying), (5_000, 500, 4_500));
    }

    fn while_ava_pays_back_the_bank_cannot_have_sent_it_back_whoever_is_first(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let (request, run) = paid_in_a_run(app);
        let statuses = at_once(8, |number| match number % 2 {
            0 => records(&fin.copied(), &request, 1_000, &format!("AVA {number}")).status,
            _ => uploads(&fin.copied(), &run, "text/csv", &answer_of_the_bank(&request, "returned", "")).status,
        });
        let recorded = statuses.iter().step_by(2).filter(|status| **status == 201).count();
        let returned = tracked(&ava, &request).summary.state == State::Returned;
        assert!(returned == (recorded == 0), "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 201 | 409 | 422)), "{statuses:?}");
    }

    fn of_many_who_record_at_once_none_gets_above_the_promise(app: &TestApp) {
        let fin = app.sign_in_as("fin");
        let request = paid_under_a_promise(app);
        let statuses =
            at_once(8, |number| records(&fin.copied(), &request, 2_000, &format!("AVA {number}")).status);
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 2, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 201 | 422)), "{statuses:?}");
        let promise = listed(&fin, "").remove(0);
        assert_eq!(sums(&promise.repaying), (5_000, 4_000, 1_000));
        let statuses = at_once(8, |_| reverses(&fin.copied(), &promise, 0, "A mistake.").status);
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(sums(&listed(&fin, "")[0].repaying), (5_000, 2_000, 3_000));
    }
}

/// The database refuses changes even to the program's own account.
#[test]
fn what_was_recorded_is_only_added_to() {
    TestApp::on(Database::Sqlite, |app| {
        let request = paid_under_a_promise(app);
        records(&app.sign_in_as("fin"), &request, 2_000, "AVA 1").is(201);
        for change in ["UPDATE repayments SET pence = 1", "DELETE FROM repayments"] {
            assert!(app.try_execute(change).is_err(), "{change}");
        }
    });
}
