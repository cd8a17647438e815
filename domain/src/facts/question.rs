//! The missing facts that decide something, each asked once.

use serde::{Deserialize, Serialize};

use crate::entitlements::{Assessment, Outcome, Reason};
use crate::facts::vocabulary::{Author, Fact};
use crate::ids::EntitlementId;

/// A missing fact, with what it decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    pub fact: Fact,
    /// The entitlements that can't be told without it, in the policy's order.
    pub decides: Vec<EntitlementId>,
    /// Whether the legal category can't be told without it.
    pub decides_category: bool,
}

/// The questions that an assessment leaves open, those that decide most first.
#[must_use]
pub fn questions(assessment: &Assessment) -> Vec<Question> {
    let category = missing(&assessment.category_because);
    let open: Vec<(&EntitlementId, Vec<Fact>)> = assessment
        .entitlements
        .iter()
        .filter(|assessed| assessed.outcome == Outcome::TellUs)
        .map(|assessed| (&assessed.id, missing(&assessed.because)))
        .collect();
    let mut questions: Vec<Question> = Fact::ALL
        .iter()
        .map(|fact| Question {
            fact: *fact,
            decides: open
                .iter()
                .filter(|(_, facts)| facts.contains(fact))
                .map(|(id, _)| (*id).clone())
                .collect(),
            decides_category: category.contains(fact),
        })
        .filter(|question| question.decides_category || !question.decides.is_empty())
        .collect();
    questions.sort_by_key(|question| (!question.decides_category, std::cmp::Reverse(question.decides.len())));
    questions
}

/// The questions that are for the young person to answer, without those of which they told already.
pub fn unanswered<'q>(questions: &'q [Question], told: &[Fact]) -> impl Iterator<Item = &'q Question> {
    questions
        .iter()
        .filter(|question| question.fact.teller() == Author::YoungPerson && !told.contains(&question.fact))
}

/// The question to go on with after one was answered: what follows from the answer first, then whatever decides most.
#[must_use]
pub fn next_question(open: &[Question], answered: Fact) -> Option<&Question> {
    let subject = |fact: Fact| fact.whole().unwrap_or(fact);
    let follows = |question: &&Question| subject(question.fact) == subject(answered);
    open.iter().find(follows).or_else(|| open.first())
}

fn missing(reasons: &[Reason]) -> Vec<Fact> {
    let unknown = reasons.iter().filter(|reason| reason.met.is_none());
    unknown.filter_map(|reason| reason.fact.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::entitlements::{Facts, Policy, assess};

    fn assessed(facts: &Value) -> Assessment {
        let source = include_str!("../../../assets/authorities/rotherham/policy/2017-04-01.toml");
        let policy: Policy = toml::from_str(source).unwrap();
        let facts: Facts = serde_json::from_value(facts.clone()).unwrap();
        assess(&policy, &facts, &[], "2026-11-22".parse().unwrap())
    }

    fn at_19() -> Value {
        json!({"date_of_birth": "2007-05-01", "care": {
            "episodes": [{"from": "2020-01-10", "to": "2025-05-01", "kind": "looked_after"}],
            "returned_home_on": null, "special_guardianship": null}})
    }

    #[test]
    fn without_a_birthday_the_first_question_is_when_they_were_born() {
        let questions = questions(&assessed(&json!({})));
        assert_eq!(questions.first().map(|first| first.fact), Some(Fact::DateOfBirth));
        assert!(questions.first().is_some_and(|first| first.decides_category));
    }

    #[test]
    fn each_fact_is_asked_once_with_all_that_it_decides() {
        let assessment = assessed(&at_19());
        let questions = questions(&assessment);
        let mut facts: Vec<Fact> = questions.iter().map(|question| question.fact).collect();
        let asked = facts.len();
        facts.sort_unstable();
        facts.dedup();
        assert_eq!((facts.len(), asked > 3), (asked, true));
        for question in &questions {
            for id in &question.decides {
                assert_eq!(assessment.find(id).unwrap().outcome, Outcome::TellUs);
            }
        }
    }

    #[test]
    fn every_entitlement_that_waits_for_a_fact_has_a_question() {
        for facts in [json!({}), at_19(), json!({"date_of_birth": "2009-09-01"})] {
            let assessment = assessed(&facts);
            let questions = questions(&assessment);
            for waiting in assessment.entitlements.iter().filter(|one| one.outcome == Outcome::TellUs) {
                assert!(
                    questions.iter().any(|question| question.decides.contains(&waiting.id)),
                    "{} waits for {:?}",
                    waiting.id,
                    waiting.because
                );
            }
        }
    }

    #[test]
    fn an_answer_that_decides_takes_its_question_away() {
        let mut facts = at_19();
        let before = questions(&assessed(&facts));
        let of_activity =
            |questions: &[Question]| questions.iter().any(|question| question.fact == Fact::Activity);
        assert!(of_activity(&before));
        facts["activity"] = json!("F2");
        assert!(!of_activity(&questions(&assessed(&facts))));
    }

    #[test]
    fn what_follows_from_an_answer_is_asked_next_and_then_what_decides_most() {
        let mut facts = at_19();
        facts["employment"] = json!({});
        facts["parent"] = json!(null);
        let open = questions(&assessed(&facts));
        let next = |answered| next_question(&open, answered).map(|question| question.fact);
        let of_the_job = next(Fact::Employment).unwrap();
        assert_eq!(of_the_job.whole(), Some(Fact::Employment));
        assert_eq!(next(Fact::WeeklyOutgoings), Some(of_the_job));
        assert_eq!(next(Fact::Parent), open.first().map(|first| first.fact));
        assert_eq!(next_question(&[], Fact::Parent), None);
    }

    #[test]
    fn a_young_person_is_asked_what_they_can_say_and_have_not_said() {
        let all = questions(&assessed(&at_19()));
        let facts =
            |told: &[Fact]| -> Vec<Fact> { unanswered(&all, told).map(|question| question.fact).collect() };
        let asked = facts(&[]);
        assert!(asked.contains(&Fact::Activity) && !asked.contains(&Fact::EngagingWithPlan));
        assert!(all.iter().any(|question| question.fact == Fact::EngagingWithPlan), "Pat is asked");
        assert_eq!(facts(&[Fact::Activity]).len(), asked.len() - 1);
    }
}
