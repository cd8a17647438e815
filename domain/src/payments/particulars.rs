//! What only some requests say besides what all say: what else was tried, where cash is collected, a promise to repay.

use serde::{Deserialize, Serialize};

use crate::payments::PayBy;

/// The evidence by which a policy asks what else was tried (guide §1.5: what no rule names).
pub const TRIED: &str = "evidence-what-was-tried";
/// The evidence by which a policy asks for a promise to repay (guide §16.5).
pub const PROMISE_TO_REPAY: &str = "evidence-promise-to-repay";
/// Which text of the promise is signed, as a Fluent id. Another text gets another id, so that it stays known who signed what.
pub const PROMISE_TEXT: &str = "promise-to-repay-1";
/// The most letters of a name or a place.
pub const MAX_LINE: usize = 120;

/// What only some requests say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Particulars {
    /// What else was tried; needed where the policy asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tried: Option<String>,
    /// The other council's office where cash is collected, for who lives away (guide §9.3); with cash alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collect_at: Option<String>,
    /// The promise to repay; needed where the policy asks for it. It is signed when the request is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
}

/// A promise to repay, signed on the phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promise {
    /// The name that was typed under it.
    pub signed: String,
    /// Which text was shown, as a Fluent id.
    pub text: String,
}

/// What is wrong with the particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotParticular {
    /// It is missing what else was tried, or says it where nobody asks.
    Tried,
    /// It names a place to collect what is not cash, or one of no or too many letters.
    CollectAt,
    /// It is missing the signed promise, has one where nobody asks, or one of another text than the present.
    Promise,
}

impl Particulars {
    /// Checks them against what the policy asks for, and the way to be paid. `most_words` bounds what was tried.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn check(
        &self,
        evidence: &[String],
        pay_by: PayBy,
        most_words: usize,
    ) -> Result<(), Vec<NotParticular>> {
        let asks = |what: &str| evidence.iter().any(|id| id == what);
        let fits = |text: &str, most: usize| (1..=most).contains(&text.trim().chars().count());
        let tried = match &self.tried {
            Some(tried) => asks(TRIED) && fits(tried, most_words),
            None => !asks(TRIED),
        };
        let collect_at =
            self.collect_at.as_ref().is_none_or(|place| pay_by == PayBy::Cash && fits(place, MAX_LINE));
        let promise = match &self.promise {
            Some(promise) => {
                asks(PROMISE_TO_REPAY) && promise.text == PROMISE_TEXT && fits(&promise.signed, MAX_LINE)
            }
            None => !asks(PROMISE_TO_REPAY),
        };
        let checked = [
            (tried, NotParticular::Tried),
            (collect_at, NotParticular::CollectAt),
            (promise, NotParticular::Promise),
        ];
        let wrong: Vec<_> = checked.into_iter().filter(|(well, _)| !well).map(|(_, what)| what).collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(text: &str) -> Particulars {
        let promise = Promise { signed: "Ava Example".to_owned(), text: text.to_owned() };
        Particulars { promise: Some(promise), ..Particulars::default() }
    }

    fn tried(words: &str) -> Particulars {
        Particulars { tried: Some(words.to_owned()), ..Particulars::default() }
    }

    fn check(particulars: &Particulars, evidence: &[&str], pay_by: PayBy) -> Result<(), Vec<NotParticular>> {
        let evidence: Vec<String> = evidence.iter().map(ToString::to_string).collect();
        particulars.check(&evidence, pay_by, 20)
    }

    #[test]
    fn most_requests_say_nothing_of_it() {
        assert_eq!(check(&Particulars::default(), &["evidence-receipt"], PayBy::Voucher), Ok(()));
        assert_eq!(check(&tried("The food bank"), &[], PayBy::Voucher), Err(vec![NotParticular::Tried]));
    }

    #[test]
    fn clause_1_5_what_no_rule_names_says_what_else_was_tried() {
        assert_eq!(check(&Particulars::default(), &[TRIED], PayBy::Goods), Err(vec![NotParticular::Tried]));
        assert_eq!(check(&tried("The food bank"), &[TRIED], PayBy::Goods), Ok(()));
        for bad in ["  ".to_owned(), "a".repeat(21)] {
            assert_eq!(check(&tried(&bad), &[TRIED], PayBy::Goods), Err(vec![NotParticular::Tried]));
        }
    }

    #[test]
    fn clause_16_5_money_to_be_repaid_needs_the_signed_promise_of_the_present_text() {
        let asks = [PROMISE_TO_REPAY];
        assert_eq!(check(&signed(PROMISE_TEXT), &asks, PayBy::BankTransfer), Ok(()));
        for bad in [Particulars::default(), signed("promise-to-repay-0")] {
            assert_eq!(check(&bad, &asks, PayBy::BankTransfer), Err(vec![NotParticular::Promise]));
        }
        assert_eq!(check(&signed(PROMISE_TEXT), &[], PayBy::Cash), Err(vec![NotParticular::Promise]));
    }

    #[test]
    fn clause_9_3_only_cash_is_collected_somewhere() {
        let sheffield =
            Particulars { collect_at: Some("Moorfoot, Sheffield".to_owned()), ..Particulars::default() };
        assert_eq!(check(&sheffield, &[], PayBy::Cash), Ok(()));
        assert_eq!(check(&sheffield, &[], PayBy::Voucher), Err(vec![NotParticular::CollectAt]));
    }
}
