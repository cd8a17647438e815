//! `onward ledger check` says that good books add up, and names every fault.

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
        for (fault, undo, named) in [
            (committed("- 1"), committed("+ 1"), FOOD),
            (state_of(&waiting_id, "paid"), state_of(&waiting_id, "submitted"), &waiting_id),
            (state_of(&declined_id, "submitted"), state_of(&declined_id, "declined"), &declined_id),
            (state_of(&waiting_id, "withdrawn"), state_of(&waiting_id, "submitted"), &waiting_id),
            (item("returned"), item("paid"), &paid_id),
        ] {
            app.execute(&fault);
            let (adds_up, said) = check();
            assert!(!adds_up && said.contains(named), "{fault}: {said}");
            app.execute(&undo);
        }
        assert!(check().0);
    }
}
