//! The council's text blocks for decisions.

use onward_domain::api::payments::text_blocks::{EditTextBlock, TextBlock};
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::Action;

use crate::support::*;

#[track_caller]
fn words_of(worker: &Client) -> Vec<String> {
    worker.get("/desk/text_blocks").ok::<Vec<TextBlock>>().into_iter().map(|block| block.words).collect()
}

on_both_databases! {
    fn mo_writes_changes_and_takes_away_and_pat_has_what_is_there(app: &TestApp) {
        let (mo, pat) = (app.sign_in_as("mo"), app.sign_in_as("pat"));
        let block: TextBlock = mo.post_once("/desk/text_blocks", &new_text_block("  The college lends this. ")).created();
        assert_eq!((block.words.as_str(), block.changed_by.as_str()), ("The college lends this.", "Mo"));
        assert_eq!(words_of(&pat), ["The college lends this."]);

        let path = format!("/desk/text_blocks/{}", block.id);
        let edit = EditTextBlock { revision: Some(block.revision), ..new_text_block("The college lends laptops.") };
        app.sign_in_as("nia").put(&path, &edit).is(200);
        let late = EditTextBlock { revision: Some(block.revision), ..new_text_block("Something else.") };
        mo.put(&path, &late).refused(409, ErrorCode::StateMovedOn);
        assert_eq!(words_of(&pat), ["The college lends laptops."]);

        mo.ask("DELETE", &path).send().is(204);
        mo.ask("DELETE", &path).send().refused(404, ErrorCode::NotFound);
        assert!(words_of(&pat).is_empty());
        let who = "SELECT COUNT(*) AS count FROM audit_entries AS e JOIN accounts AS a ON a.id = e.actor_id
            WHERE (e.what, a.handle) IN (('text_block.write', 'mo'), ('text_block.change', 'nia'), ('text_block.remove', 'mo'))";
        assert_eq!(app.count(who), 3, "who wrote what and when stays known");
    }

    fn another_council_neither_sees_nor_changes_them(app: &TestApp) {
        app.add_manager_of_another_council("kit");
        let mo = app.sign_in_as("mo");
        let block: TextBlock = mo.post_once("/desk/text_blocks", &new_text_block("Ours.")).created();
        let kit = app.sign_in_as("kit");
        assert!(words_of(&kit).is_empty());
        let path = format!("/desk/text_blocks/{}", block.id);
        let edit = EditTextBlock { revision: Some(block.revision), ..new_text_block("Theirs.") };
        kit.put(&path, &edit).refused(404, ErrorCode::NotFound);
        kit.ask("DELETE", &path).send().refused(404, ErrorCode::NotFound);
        assert_eq!(words_of(&mo), ["Ours."]);
    }
}

on_sqlite! {
    fn nobody_but_who_decides_reads_them_and_nobody_but_a_manager_writes_them(app: &TestApp) {
        app.browser().get("/desk/text_blocks").refused(401, ErrorCode::NotSignedIn);
        for wrong in ["ava", "fin", "robin", "ada"] {
            app.sign_in_as(wrong).get("/desk/text_blocks").refused(403, ErrorCode::NotAllowed);
        }
        for wrong in ["ava", "pat", "fin"] {
            let wrong = app.sign_in_as(wrong);
            wrong.post_once("/desk/text_blocks", &new_text_block("No.")).refused(403, ErrorCode::NotAllowed);
        }
        assert_eq!(words_of(&app.sign_in_as("pat")), Vec::<String>::new());
    }

    fn words_that_are_none_too_long_or_for_an_answer_without_words_are_refused(app: &TestApp) {
        let mo = app.sign_in_as("mo");
        for words in [" ".to_owned(), "é".repeat(501)] {
            let problem = mo.post_once("/desk/text_blocks", &new_text_block(&words)).refused(422, ErrorCode::InvalidFields);
            assert_eq!(problem.fields[0].pointer, "/words");
        }
        let take = EditTextBlock { action: Action::Take, ..new_text_block("Taken.") };
        let problem = mo.post_once("/desk/text_blocks", &take).refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.fields[0].pointer, "/action");
    }
}
