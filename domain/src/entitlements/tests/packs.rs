//! The packs themselves: whole, without faults, and every sentence they need is written.

use std::collections::BTreeSet;

use crate::entitlements::tests::people::{ROTHERHAM, ava, ben, day, facts, read, with};
use crate::entitlements::{Category, Counted, DecidedBy, Fault, Outcome, Policy, assess, clause_text};
use crate::words::Words;

const LEICESTERSHIRE: &str =
    include_str!("../../../../assets/authorities/leicestershire/policy/2019-04-01.toml");
const SENTENCES: &str = include_str!("../../../../assets/locales/en/entitlements.ftl");

fn small(entitlements: &str) -> Policy {
    read(&format!(
        "authority = \"x\"\neffective_from = \"2020-04-01\"\nsource = \"a test\"\n\
         year_starts = {{ education = \"09-01\", other = \"04-01\" }}\n{entitlements}"
    ))
}

fn rule(id: &str, more: &str) -> String {
    format!("[[entitlement]]\nid = \"{id}\"\n{more}\n")
}

const PLAIN: &str =
    "clauses = [\"1\"]\nwho = []\namount = { pence = 1 }\ncounted = \"once\"\ndecided_by = \"adviser\"\n";

/// One term, for the top of a policy.
const TERM: &str = "terms = [{ starts = \"2026-09-01\", ends = \"2026-12-18\", \
    half_term = { starts = \"2026-10-26\", ends = \"2026-10-30\" } }]\n";

/// What is paid once attendance is confirmed, counted in a way.
fn by_attendance(counted: &str) -> String {
    PLAIN.replace("\"once\"", &format!("\"{counted}\"")).replace("adviser", "automatic")
        + "paid = \"when_confirmed\"\n"
}

#[test]
fn both_packs_are_without_fault() {
    assert_eq!(ROTHERHAM.check(), []);
    assert_eq!(ROTHERHAM.rules.len(), 66);
    let leicestershire = read(LEICESTERSHIRE);
    assert_eq!(leicestershire.check(), []);
    assert_eq!(leicestershire.version(), "leicestershire/2019-04-01");
}

#[test]
fn leicestershire_exempts_from_council_tax_to_25_and_helps_to_set_up_home() {
    let pack = read(LEICESTERSHIRE);
    let outcome = |who: &serde_json::Value, id: &str| {
        assess(&pack, &facts(who), &[], day("2026-11-22")).find(&id.parse().unwrap()).unwrap().outcome
    };
    assert_eq!(outcome(&ava(), "council_tax_exemption"), Outcome::Elsewhere);
    assert_eq!(outcome(&ava(), "setting_up_grant"), Outcome::CanAsk);
    assert_eq!(outcome(&ava(), "learning_support"), Outcome::NeedsAssessment);
    assert_eq!(outcome(&ben(), "setting_up_grant"), Outcome::NotYours);
    assert_eq!(outcome(&ben(), "living_allowance"), Outcome::NeedsAssessment);
    let at_25 = with(&ava(), serde_json::json!({"date_of_birth": "2001-11-22"}));
    assert_eq!(outcome(&at_25, "council_tax_exemption"), Outcome::Ended);
}

#[test]
fn a_faulty_policy_is_told_what_mends_it() {
    let id = |name: &str| name.parse().unwrap();
    for (entitlements, fault) in [
        (rule("a", PLAIN) + &rule("a", PLAIN), Fault::DuplicateId(id("a"))),
        (rule("a", &PLAIN.replace("[\"1\"]", "[]")), Fault::MissingClause(id("a"))),
        (rule("a", &PLAIN.replace("who = []", "who = [{ age = { from = 21, under = 18 } }]")), Fault::NeverHolds(id("a"))),
        (
            rule("a", &PLAIN.replace("who = []", "who = [{ category = [\"eligible\"] }, { age = { from = 18 } }]")),
            Fault::NeverHolds(id("a")),
        ),
        (
            rule("a", &PLAIN.replace("who = []", "who = [{ is = \"working\" }, { not = { is = \"working\" } }]")),
            Fault::NeverHolds(id("a")),
        ),
        (
            rule("a", &PLAIN.replace("who = []", "who = [{ activity = [\"F1\"] }, { activity_group = \"NEET\" }]")),
            Fault::NeverHolds(id("a")),
        ),
        (rule("a", &PLAIN.replace("who = []", "who = [{ any = [] }]")), Fault::NeverHolds(id("a"))),
        (rule("a", &PLAIN.replace("amount = { pence = 1 }\n", "")), Fault::MissingAmount(id("a"))),
        (rule("a", &PLAIN.replace("\"adviser\"", "\"elsewhere\"")), Fault::MissingElsewhere(id("a"))),
        (rule("a", &format!("{PLAIN}elsewhere = \"elsewhere-x\"")), Fault::StrayElsewhere(id("a"))),
        (rule("a", &format!("{PLAIN}need = \"x\"")), Fault::StrayNeed(id("a"))),
        (rule("a", &PLAIN.replace("\"once\"", "\"term\"")), Fault::MissingStarts(id("a"), "term")),
        (rule("a", &by_attendance("once")).replacen("", TERM, 1), Fault::NotByTheWeek(id("a"))),
        (rule("a", &by_attendance("week")), Fault::NotByTheWeek(id("a"))),
        (
            rule("a", &by_attendance("week")).replacen("", &TERM.replace("2026-12-18", "2026-10-28"), 1),
            Fault::TermsOutOfOrder(id("a")),
        ),
        (
            rule("a", &format!("{PLAIN}changes = [{{ from = \"2019-01-01\", amount = {{ pence = 2 }} }}]")),
            Fault::ChangesOutOfOrder(id("a")),
        ),
        (
            rule("a", &PLAIN.replace("{ pence = 1 }", "{ by_age = [{ from = 18, amount = { pence = 1 } }, { from = 16, amount = { pence = 2 } }] }")),
            Fault::AmountOutOfOrder(id("a")),
        ),
    ] {
        assert_eq!(small(&entitlements).check(), [fault], "{entitlements}");
    }
}

#[test]
fn a_misspelt_word_in_a_policy_is_refused_with_its_line() {
    for (wrong, word) in [
        (PLAIN.replace("clauses", "clases"), "clases"),
        (PLAIN.replace("who = []", "who = [{ is = \"in_toch\" }]"), "in_toch"),
        (PLAIN.replace("who = []", "who = [{ category = [\"elligible\"] }]"), "elligible"),
        (PLAIN.replace("pence", "pense"), "pense"),
        (PLAIN.replace("\"once\"", "\"ounce\""), "ounce"),
    ] {
        let source = format!(
            "authority = \"x\"\neffective_from = \"2020-04-01\"\nsource = \"t\"\n\
             year_starts = {{ education = \"09-01\", other = \"04-01\" }}\n{}",
            rule("a", &wrong)
        );
        let refusal = toml::from_str::<Policy>(&source).unwrap_err().to_string();
        assert!(refusal.contains("line") && refusal.contains(word), "{refusal}");
    }
}

#[test]
fn the_policy_in_force_is_the_latest_that_has_begun() {
    let old = small(&rule("a", PLAIN));
    let new = Policy { effective_from: day("2027-04-01"), ..old.clone() };
    let policies = [new.clone(), old.clone()];
    assert_eq!(Policy::in_force(&policies, day("2027-03-31")), Some(&old));
    assert_eq!(Policy::in_force(&policies, day("2027-04-01")), Some(&new));
    assert_eq!(Policy::in_force(&policies, day("2020-03-31")), None);
}

#[test]
fn a_policy_survives_json_for_the_phone() {
    let json = serde_json::to_string(&*ROTHERHAM).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&json).unwrap(), *ROTHERHAM);
}

pub fn words() -> Words {
    Words::read("en", [SENTENCES]).unwrap()
}

#[test]
fn every_entitlement_has_a_title_an_about_and_its_evidence_in_words() {
    let words = words();
    for policy in [&*ROTHERHAM, &read(LEICESTERSHIRE)] {
        for rule in &policy.rules {
            let mut ids = vec![format!("entitlement-{}", rule.id), format!("entitlement-{}-about", rule.id)];
            ids.extend(rule.evidence.iter().cloned());
            ids.extend(rule.elsewhere.as_deref().map(str::to_owned));
            ids.extend(rule.again.iter().map(|again| again.evidence.clone()));
            for id in ids {
                assert!(words.find(&id, &[]).is_some(), "{id} is not written");
            }
        }
    }
}

#[test]
fn every_clause_is_told_in_plain_words() {
    let words = words();
    for policy in [&*ROTHERHAM, &read(LEICESTERSHIRE)] {
        for clause in policy.rules.iter().flat_map(|rule| rule.clauses.iter()) {
            let id = clause_text(&policy.version(), clause);
            assert!(words.find(&id, &[]).is_some(), "{id} is not written");
        }
    }
}

#[test]
fn every_outcome_count_and_decider_has_words() {
    let words = words();
    let ids = (Outcome::ALL.iter().map(|outcome| format!("outcome-{}", outcome.as_str())))
        .chain(Counted::ALL.iter().map(|counted| format!("counted-{}", counted.as_str())))
        .chain(DecidedBy::ALL.iter().map(|by| format!("decided_by-{}", by.as_str())))
        .chain(Category::ALL.iter().map(|category| format!("category-{}", category.as_str())));
    for id in ids {
        assert!(words.find(&id, &[]).is_some(), "{id} is not written");
    }
}

#[test]
fn what_is_sent_is_what_the_names_say() {
    let sent = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    for outcome in Outcome::ALL {
        assert_eq!(sent(serde_json::to_value(outcome).unwrap()), outcome.as_str());
    }
    for counted in Counted::ALL {
        assert_eq!(sent(serde_json::to_value(counted).unwrap()), counted.as_str());
    }
    for by in DecidedBy::ALL {
        assert_eq!(sent(serde_json::to_value(by).unwrap()), by.as_str());
    }
    for category in Category::ALL {
        assert_eq!(sent(serde_json::to_value(category).unwrap()), category.as_str());
    }
}

/// The reasons that the code can give, read from its own text, so that none is forgotten.
#[test]
fn every_reason_that_the_code_names_is_written() {
    let words = words();
    let sources =
        [include_str!("../assess.rs"), include_str!("../category.rs"), include_str!("../explain.rs")];
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for source in sources {
        named.extend(source.split('"').filter(|text| text.starts_with("reason-") && !text.contains(' ')));
    }
    assert!(named.len() > 15, "the reasons were not found in the sources");
    for id in named {
        assert!(words.find(id, &[]).is_some(), "{id} is not written");
    }
}
