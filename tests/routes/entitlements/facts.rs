//! Facts: proposed on the phone, confirmed and changed at the desk, as of any day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use onward_domain::api::Page;
use onward_domain::api::accounts::people::CaseloadItem;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::entitlements::facts::{
    ChangeFacts, ConfirmFact, DeclineFact, FactProposal, MyFacts, NewFactProposal, PersonFacts, ProposalState,
};
use onward_domain::api::home::Home;
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::api::problem::ErrorCode;
use onward_domain::entitlements::{Outcome, Stated};
use onward_domain::facts::Fact;
use serde_json::{Value, json};

use crate::support::*;

fn told(fact: Fact, value: Value) -> NewFactProposal {
    NewFactProposal { fact, value: if value.is_null() { Stated::No } else { Stated::Is(value) } }
}

#[track_caller]
fn tells(who: &Client, fact: Fact, value: Value) -> FactProposal {
    who.post_once("/facts", &told(fact, value)).created()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn changed(seen: &PersonFacts, from: &str, set: &[(Fact, Value)]) -> ChangeFacts {
    ChangeFacts {
        from: day(from),
        set: BTreeMap::from_iter(set.iter().cloned()),
        not_known: Vec::new(),
        why: "She showed me her letter.".to_owned(),
        revision: seen.revision,
    }
}

fn value_of(facts: &PersonFacts, fact: Fact) -> Option<(Value, NaiveDate)> {
    facts.known.iter().find(|known| known.fact == fact).map(|known| (known.value.clone(), known.from))
}

on_both_databases! {
    fn no_login_and_the_wrong_person_reach_no_facts(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let path = format!("/desk/people/{}/facts", account(&ava));
        let proposal = tells(&ava, Fact::SickOrDisabled, json!(true));
        let confirm = format!("/desk/fact_proposals/{}/confirm", proposal.id);
        let seen: PersonFacts = app.sign_in_as("pat").get(&path).ok();
        let change = changed(&seen, "2026-11-01", &[(Fact::InTouch, json!(false))]);
        let from = ConfirmFact { from: day("2026-11-23") };

        app.browser().get("/facts").refused(401, ErrorCode::NotSignedIn);
        app.browser().get(&path).refused(401, ErrorCode::NotSignedIn);
        app.browser().put(&path, &change).refused(401, ErrorCode::NotSignedIn);
        app.sign_in_as("pat").get("/facts").refused(403, ErrorCode::NotAllowed);
        for other in ["ava", "ben", "robin", "fin", "ada"] {
            app.sign_in_as(other).get(&path).refused(403, ErrorCode::NotAllowed);
            app.sign_in_as(other).put(&path, &change).refused(403, ErrorCode::NotAllowed);
        }
        app.add_manager_of_another_council("kit");
        for stranger in ["sam", "kit"] {
            let stranger = app.sign_in_as(stranger);
            stranger.get(&path).refused(404, ErrorCode::NotFound);
            stranger.put(&path, &change).refused(404, ErrorCode::NotFound);
            stranger.post(&confirm, &from).refused(404, ErrorCode::NotFound);
        }
        let unchanged: PersonFacts = app.sign_in_as("mo").get(&path).ok();
        assert_eq!((unchanged.revision, unchanged.proposals.len()), (seen.revision, 1));
        let bens: MyFacts = app.sign_in_as("ben").get("/facts").ok();
        assert!(bens.proposals.is_empty());
    }

    fn pats_cover_sees_avas_facts_while_pat_is_away(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let path = format!("/desk/people/{}/facts", account(&ava));
        app.sign_in_as("sam").get(&path).refused(404, ErrorCode::NotFound);
        app.send_away("pat", "2026-12-01");
        let sam = app.sign_in_as("sam");
        let seen: PersonFacts = sam.get(&path).ok();
        let change = changed(&seen, "2026-11-20", &[(Fact::MovingToIndependence, json!(false))]);
        sam.put(&path, &change).is(200);
        assert_eq!(tells(&ava, Fact::SickOrDisabled, json!(true)).adviser, "Sam");
    }

    fn pat_changes_a_fact_from_a_day_on_and_ava_sees_what_follows(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let path = format!("/desk/people/{}/facts", account(&ava));
        let seen: PersonFacts = pat.get(&path).ok();
        let alone: Vec<Outcome> =
            seen.entitlements.iter().filter(|one| one.card.id.as_str() == "first_food_stock").map(|one| one.card.outcome).collect();
        assert_eq!(alone, [Outcome::CanAsk]);

        let moves = [(Fact::MovingToIndependence, json!(false)), (Fact::Activity, json!("G5"))];
        let after: PersonFacts = pat.put(&path, &changed(&seen, "2026-11-02", &moves)).ok();
        assert_eq!(after.revision, seen.revision + 1);
        assert_eq!(value_of(&after, Fact::Activity), Some((json!("G5"), day("2026-11-02"))));
        let entry = &after.history[0];
        assert_eq!((entry.by.as_str(), entry.why.as_str(), entry.told), ("Pat", "She showed me her letter.", false));
        assert_eq!(entry.changes.len(), 2);
        assert_eq!(entry.changes[0].was, Stated::Is(json!("F2")));

        let before: PersonFacts = pat.get(&format!("{path}?on=2026-11-01")).ok();
        assert_eq!(value_of(&before, Fact::Activity).map(|(code, _)| code), Some(json!("F2")));

        // The same reasons on the phone.
        for desk in &after.entitlements {
            let phone: Entitlement = ava.get(&format!("/entitlements/{}", desk.card.id)).ok();
            assert_eq!(&phone, desk);
        }
    }

    fn a_change_of_last_month_leaves_what_a_later_day_says_of_the_same_fact(app: &TestApp) {
        let pat = app.sign_in_as("pat");
        let path = format!("/desk/people/{}/facts", account(&app.sign_in_as("ava")));
        let seen: PersonFacts = pat.get(&path).ok();
        let seen: PersonFacts = pat.put(&path, &changed(&seen, "2026-11-10", &[(Fact::Activity, json!("P1"))])).ok();
        let late = [(Fact::Activity, json!("F5")), (Fact::Accommodation, json!("W2"))];
        let now: PersonFacts = pat.put(&path, &changed(&seen, "2026-10-05", &late)).ok();
        assert_eq!(value_of(&now, Fact::Activity), Some((json!("P1"), day("2026-11-10"))));
        assert_eq!(value_of(&now, Fact::Accommodation), Some((json!("W2"), day("2026-10-05"))));
        let then: PersonFacts = pat.get(&format!("{path}?on=2026-11-09")).ok();
        assert_eq!(value_of(&then, Fact::Activity), Some((json!("F5"), day("2026-10-05"))));
        assert_eq!(now.history.len(), 3, "nothing was overwritten");
    }

    fn whoever_was_slower_looks_again(app: &TestApp) {
        let (pat, mo) = (app.sign_in_as("pat"), app.sign_in_as("mo"));
        let path = format!("/desk/people/{}/facts", account(&app.sign_in_as("ava")));
        let seen: PersonFacts = pat.get(&path).ok();
        mo.put(&path, &changed(&seen, "2026-11-02", &[(Fact::InTouch, json!(true))])).is(200);
        let late = pat.put(&path, &changed(&seen, "2026-11-02", &[(Fact::InTouch, json!(false))]));
        let problem = late.refused(409, ErrorCode::StateMovedOn);
        assert_eq!(problem.present_state, Some((seen.revision + 1).to_string()));
    }

    fn ava_tells_pat_confirms_and_it_decides(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let mine: MyFacts = ava.get("/facts").ok();
        let before: Home = ava.get("/home").ok();
        let open = mine.questions.iter().find(|question| question.fact == Fact::Employment).unwrap();
        assert!(!open.decides.is_empty(), "whether she works decides something");

        let key = uuid::Uuid::now_v7().to_string();
        let twice = || ava.ask("POST", "/facts").json(&told(Fact::Employment, Value::Null)).key(&key).send();
        let (first, second): (FactProposal, FactProposal) = (twice().created(), twice().created());
        assert_eq!((first.id, first.state, first.adviser.as_str()), (second.id, ProposalState::Waiting, "Pat"));
        let still: MyFacts = ava.get("/facts").ok();
        assert_eq!(still.questions.len(), mine.questions.len(), "it counts once it is checked");
        let home: Home = ava.get("/home").ok();
        assert_eq!(home.questions, before.questions - 1, "but she is not asked again");

        let people: Page<CaseloadItem> = pat.get("/desk/people").ok();
        let item = people.items.iter().find(|item| item.young_person.name == "Ava").unwrap();
        assert_eq!(item.facts_to_check, 1);
        let inbox: Page<Notification> = pat.get("/notifications").ok();
        let told: Vec<&Notification> =
            inbox.items.iter().filter(|message| message.kind == NotificationKind::FactTold).collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].link, format!("/desk/people/{}/facts", account(&ava)));

        let confirm = format!("/desk/fact_proposals/{}/confirm", first.id);
        let confirmed: FactProposal = pat.post(&confirm, &ConfirmFact { from: day("2026-11-20") }).ok();
        assert_eq!(confirmed.state, ProposalState::Confirmed);
        let again = pat.post(&confirm, &ConfirmFact { from: day("2026-11-20") });
        assert_eq!(again.refused(409, ErrorCode::StateMovedOn).present_state.as_deref(), Some("confirmed"));

        let after: MyFacts = ava.get("/facts").ok();
        assert!(after.questions.iter().all(|question| question.fact != Fact::Employment));
        let known = after.known.iter().find(|known| known.fact == Fact::Employment).unwrap();
        assert_eq!((&known.value, known.from), (&Value::Null, day("2026-11-20")));
        let inbox: Page<Notification> = ava.get("/notifications").ok();
        assert_eq!(inbox.items[0].kind, NotificationKind::FactConfirmed);
        assert_eq!(inbox.items[0].link, "/facts");
        let path = format!("/desk/people/{}/facts", account(&ava));
        let desk: PersonFacts = pat.get(&path).ok();
        assert!(desk.history[0].told && desk.proposals.is_empty());
    }

    fn told_differently_before_anybody_looked_the_second_answer_stands(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let first = tells(&ava, Fact::Children, json!(2));
        let second = tells(&ava, Fact::Children, json!(1));
        let confirm = |id| pat.post(&format!("/desk/fact_proposals/{id}/confirm"), &ConfirmFact { from: day("2026-11-23") });
        let late = confirm(first.id).refused(409, ErrorCode::StateMovedOn);
        assert_eq!(late.present_state.as_deref(), Some("replaced"));
        confirm(second.id).is(200);
        let mine: MyFacts = ava.get("/facts").ok();
        assert_eq!(mine.proposals.len(), 1);
        let children = mine.known.iter().find(|known| known.fact == Fact::Children).unwrap();
        assert_eq!(children.value, json!(1));
        assert!(mine.known.iter().any(|known| known.fact == Fact::Parent), "who has children is a parent");
    }
}

on_sqlite! {
    fn everything_wrong_with_a_change_is_named_at_once(app: &TestApp) {
        let pat = app.sign_in_as("pat");
        let path = format!("/desk/people/{}/facts", account(&app.sign_in_as("ava")));
        let seen: PersonFacts = pat.get(&path).ok();
        let wrong = [
            (Fact::Activity, json!("F3")),
            (Fact::InTouch, json!(null)),
            (Fact::WeeklyWage, json!(-5)),
            (Fact::DateOfBirth, json!("2031-01-01")),
        ];
        let change = ChangeFacts { why: " ".to_owned(), ..changed(&seen, "1066-10-14", &wrong) };
        let problem = pat.put(&path, &change).refused(422, ErrorCode::InvalidFields);
        let mut pointers: Vec<&str> = problem.fields.iter().map(|field| field.pointer.as_str()).collect();
        pointers.sort_unstable();
        let expected = ["/from", "/set/activity", "/set/date_of_birth", "/set/employment.weekly_wage_pence",
            "/set/in_touch", "/why"];
        assert_eq!(pointers, expected);
        pat.put(&path, &changed(&seen, "2026-11-02", &[])).refused(422, ErrorCode::InvalidFields);
        pat.get(&format!("{path}?on=1999-01-01")).refused(422, ErrorCode::InvalidFields);
        pat.get(&format!("{path}?on=never")).refused(400, ErrorCode::BadRequest);
        let nonsense = json!({"from": "2026-11-02", "set": {"course.colour": "red"}, "why": "x", "revision": 1});
        pat.put(&path, &nonsense).refused(400, ErrorCode::BadRequest);
    }

    fn pat_declines_in_words_that_ava_reads(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let proposal = tells(&ava, Fact::Children, json!(2));
        let decline = format!("/desk/fact_proposals/{}/decline", proposal.id);
        let silent = DeclineFact { words: " ".to_owned() };
        pat.post(&decline, &silent).refused(422, ErrorCode::InvalidFields);
        let words = "Let's talk about it on Thursday.".to_owned();
        pat.post(&decline, &DeclineFact { words: words.clone() }).is(200);
        let mine: MyFacts = ava.get("/facts").ok();
        assert_eq!(mine.proposals[0].words.as_ref(), Some(&words));
        assert_eq!(mine.proposals[0].state, ProposalState::Declined);
        assert!(mine.known.iter().all(|known| known.fact != Fact::Children), "it never counted");
        let inbox: Page<Notification> = ava.get("/notifications").ok();
        assert_eq!(inbox.items[0].values.get("words"), Some(&words));
    }

    fn what_follows_from_an_answer_is_asked_at_once_and_nothing_is_asked_twice(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let open = || -> Vec<Fact> {
            let mine: MyFacts = ava.get("/facts").ok();
            let home: Home = ava.get("/home").ok();
            assert_eq!(usize::try_from(home.questions), Ok(mine.open.len()), "Home counts the same");
            mine.open.iter().map(|question| question.fact).collect()
        };
        assert!(open().contains(&Fact::Employment) && !open().contains(&Fact::EmploymentStarted));
        let job = tells(&ava, Fact::Employment, json!({}));
        assert!(open().contains(&Fact::EmploymentStarted) && !open().contains(&Fact::Employment));
        let still: MyFacts = ava.get("/facts").ok();
        let known = |fact| still.questions.iter().any(|question| question.fact == fact);
        assert!(known(Fact::Employment) && !known(Fact::EmploymentStarted), "it counts once it is checked");
        tells(&ava, Fact::EmploymentStarted, json!("2026-11-16"));
        assert!(!open().contains(&Fact::EmploymentStarted), "asked once");

        // A no takes back what was told about it, and asks nothing more of it.
        let none = tells(&ava, Fact::Employment, Value::Null);
        let seen: PersonFacts = pat.get(&format!("/desk/people/{}/facts", account(&ava))).ok();
        let waiting: Vec<_> = seen.proposals.iter().map(|proposal| proposal.id).collect();
        assert_eq!(waiting, [none.id], "not {} any more", job.id);
        assert!(open().iter().all(|fact| fact.whole() != Some(Fact::Employment)));
    }

    fn who_does_not_know_leaves_it_to_pat_and_is_told_once_pat_found_out(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let unknown = NewFactProposal { fact: Fact::ReturnedHomeOn, value: Stated::NotKnown };
        let proposal: FactProposal = ava.post_once("/facts", &unknown).created();
        let confirm = format!("/desk/fact_proposals/{}/confirm", proposal.id);
        pat.post(&confirm, &ConfirmFact { from: day("2026-11-23") }).refused(409, ErrorCode::Refused);
        let path = format!("/desk/people/{}/facts", account(&ava));
        let seen: PersonFacts = pat.get(&path).ok();
        let found = changed(&seen, "2026-11-01", &[(Fact::ReturnedHomeOn, Value::Null)]);
        let after: PersonFacts = pat.put(&path, &found).ok();
        assert!(after.proposals.is_empty());
        let mine: MyFacts = ava.get("/facts").ok();
        assert_eq!(mine.proposals[0].state, ProposalState::Confirmed);
    }

    fn what_is_no_answer_or_not_hers_to_say_is_refused(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        for (body, pointer) in [
            (told(Fact::InTouch, json!(true)), "/fact"),
            (told(Fact::CareEpisodes, json!([])), "/fact"),
            (told(Fact::Activity, json!("F3")), "/value"),
            (told(Fact::SickOrDisabled, Value::Null), "/value"),
            (told(Fact::BabyDue, json!("soon")), "/value"),
        ] {
            let problem = ava.post_once("/facts", &body).refused(422, ErrorCode::InvalidFields);
            assert_eq!(problem.fields[0].pointer, pointer);
        }
        ava.post_once("/facts", &json!({"fact": "shoe_size", "value": 5})).refused(400, ErrorCode::BadRequest);
        ava.post("/facts", &told(Fact::SickOrDisabled, json!(true))).refused(400, ErrorCode::IdempotencyKeyMissing);
        let mine: MyFacts = ava.get("/facts").ok();
        assert!(mine.proposals.is_empty());
    }
}
