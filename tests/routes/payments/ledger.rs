//! `onward ledger check` passes a correct ledger, and names every fault.

use onward_domain::api::payments::repayments::NewRepayment;
use onward_domain::api::payments::requests::PaymentRequest;

use crate::support::*;

on_both_databases! {
    fn the_check_passes_good_books_and_names_each_fault_that_is_made(app: &TestApp) {
        let (ava, pat, fin) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("fin"));
        gives_bank_details(&ava, "Ava Example");
        let paid = asked(&ava, FOOD, 4_000);
        agrees(&pat, &paid);
        bank_says(&fin, &paid, "paid", "");
        let declined = asked(&ava, FARES, 500);
        decides(&pat, &declined, "decline", "You have a bus pass.").is(200);
        let waiting = asked(&ava, HOME, 15_000);
        let promised: PaymentRequest = ava.post_once("/payment_requests", &promised_request(5_000)).created();
        agrees(&pat, &promised);
        bank_says(&fin, &promised, "paid", "");
        let repaid = NewRepayment {
            amount: pence(2_000).into(),
            received_on: "2026-11-23".parse().unwrap(),
            reference: "AVA 1".to_owned(),
        };
        let path = format!("/desk/payment_requests/{}/repayments", promised.summary.id);
        fin.post_once(&path, &repaid).is(201);

        // Whether all is well, and what is said of it.
        let check = || {
            let output = app.program(&["ledger", "check"]);
            (output.status.success(), String::from_utf8(output.stdout).unwrap())
        };
        let (adds_up, said) = check();
        assert!(adds_up && said.starts_with("The ledger adds up: "), "{said}");

        let state_of = |request: &str, state: &str| {
            format!("UPDATE payment_requests SET state = '{state}' WHERE id = '{request}'")
        };
        let committed = |change: &str| {
            format!("UPDATE allowances SET committed_pence = committed_pence {change} WHERE entitlement = '{FOOD}'")
        };
        let item = |state: &str| {
            let request = paid.summary.id;
            format!("UPDATE payment_run_items SET state = '{state}' WHERE payment_request_id = '{request}'")
        };
        let (paid_id, declined_id, waiting_id) =
            (paid.summary.id.to_string(), declined.summary.id.to_string(), waiting.summary.id.to_string());
        let promised_id = promised.summary.id.to_string();
        // A row that the ledger knows nothing of, and the one that reverses it: neither can be taken away.
        let unheard = |id: &str, reverses: &str| {
            format!(
                "INSERT INTO repayments (id, payment_request_id, authority_id, young_person_id, pence, received_on, reference, \
                 recorded_by, recorded_at, reverses, why) SELECT '{id}', id, authority_id, young_person_id, 100, \
                 '2026-11-23', 'x', young_person_id, submitted_at, {reverses} FROM payment_requests WHERE id = '{promised_id}'"
            )
        };
        for (fault, undo, named) in [
            (committed("- 1"), committed("+ 1"), FOOD),
            (state_of(&waiting_id, "paid"), state_of(&waiting_id, "submitted"), &waiting_id),
            (state_of(&declined_id, "submitted"), state_of(&declined_id, "declined"), &declined_id),
            (state_of(&waiting_id, "withdrawn"), state_of(&waiting_id, "submitted"), &waiting_id),
            (item("returned"), item("paid"), &paid_id),
            (unheard("1", "NULL, NULL"), unheard("2", "'1', 'A fault.'"), &promised_id),
        ] {
            app.execute(&fault);
            let (adds_up, said) = check();
            assert!(!adds_up && said.contains(named), "{fault}: {said}");
            app.execute(&undo);
        }
        assert!(check().0);
    }
}
