//! A payment request as its rules see it, who acts on it, and by when each must answer.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::complaints::Complaint;
use crate::ids::AccountId;
use crate::money::Pence;
use crate::payments::{PayBy, ServiceStandard, State};

/// What the rules need to know of a payment request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whose request it is.
    pub young_person: AccountId,
    /// Where it stands.
    pub state: State,
    /// What was asked for, in pence.
    pub amount: Pence,
    /// What was agreed to, in pence, once somebody agreed.
    pub agreed: Option<Pence>,
    /// The worker who is looking at it.
    pub taken_by: Option<AccountId>,
    /// The worker who agreed to it.
    pub approved_by: Option<AccountId>,
    /// The manager who agreed after them.
    pub authorised_by: Option<AccountId>,
    /// The manager who wrote down why whoever agreed may also pay it.
    pub payer_allowed_by: Option<AccountId>,
    /// The manager who agreed to an emergency after the money went its way.
    pub signed_off_by: Option<AccountId>,
    /// Everybody who has agreed to it or declined it so far: none of them looks at it again.
    pub decided_by: Vec<AccountId>,
    /// Whether, and as what, somebody else looks or looked at it again.
    pub challenge: Option<Challenge>,
    /// The complaint about it.
    pub complaint: Option<Complaint>,
    /// How the young person gets it.
    pub pay_by: PayBy,
    /// Whether a manager must agree too: the policy says so, or the amount is above the personal adviser's limit.
    pub needs_manager: bool,
    /// Whether it is for food, gas or electricity today (guide §32): every answer is due the same day.
    pub emergency: bool,
    /// Whether the young person still owes a receipt for it.
    pub receipt_due: bool,
    /// Whether it is paid without asking: it can't be withdrawn, for nobody would ask for it again.
    pub automatic: bool,
    /// The day by which the young person hears from whoever has it; none while nobody owes them an answer.
    pub answer_by: Option<NaiveDate>,
}

/// What somebody else was asked to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Challenge {
    Again,
    /// What of it was not agreed, as a request of its own.
    Rest,
}

/// Who has to do the next thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Holder {
    /// The personal adviser, or their cover.
    Adviser,
    Manager,
    /// The young person: a question, new bank details or a receipt.
    YoungPerson,
    /// The finance team.
    Finance,
    /// Nobody: it is over.
    Nobody,
}

/// Who has to do the next thing, as the tracker shows it.
#[must_use]
pub const fn holder(request: &Request) -> Holder {
    match request.state {
        State::Submitted | State::InReview => Holder::Adviser,
        State::AwaitingAuthorisation | State::Challenged => Holder::Manager,
        State::MoreNeeded | State::Returned => Holder::YoungPerson,
        State::Approved | State::Scheduled => Holder::Finance,
        State::Paid if request.receipt_due => Holder::YoungPerson,
        State::Paid | State::Closed | State::Declined | State::Withdrawn => Holder::Nobody,
    }
}

/// Whether the money of such a request can't go before we know a bank account: it goes to one, and hasn't gone yet. Once
/// it is scheduled the account stands in the payment, and money that came back asks for it by itself.
#[must_use]
pub const fn wants_bank_details(state: State, pay_by: PayBy) -> bool {
    let to_come = match state {
        State::Submitted
        | State::InReview
        | State::MoreNeeded
        | State::AwaitingAuthorisation
        | State::Approved => true,
        State::Scheduled
        | State::Challenged
        | State::Returned
        | State::Paid
        | State::Closed
        | State::Declined
        | State::Withdrawn => false,
    };
    to_come && matches!(pay_by, PayBy::BankTransfer)
}

impl Request {
    /// How much of the allowance this request holds, in pence: what was agreed, before that what was asked for, and
    /// nothing once it is declined or withdrawn.
    #[must_use]
    pub const fn committed(&self) -> Pence {
        match (self.state.commits_money(), self.agreed) {
            (false, _) => Pence::ZERO,
            (true, Some(agreed)) => agreed,
            (true, None) => self.amount,
        }
    }

    /// Whether a photo or PDF of it may still be put in the place of another: only before anybody has decided, because a
    /// decision rests on what was there. More may be added.
    #[must_use]
    pub fn evidence_may_be_replaced(&self) -> bool {
        match self.state {
            State::Submitted | State::InReview | State::MoreNeeded => self.decided_by.is_empty(),
            State::AwaitingAuthorisation
            | State::Approved
            | State::Scheduled
            | State::Paid
            | State::Closed
            | State::Declined
            | State::Challenged
            | State::Withdrawn
            | State::Returned => false,
        }
    }

    /// Whether it was agreed at once as an emergency, and a manager has still to look at it (guide §32). The money doesn't
    /// wait for that; what a manager looked at again needs no further one.
    #[must_use]
    pub const fn sign_off_due(&self) -> bool {
        let no_manager = self.authorised_by.is_none() && self.signed_off_by.is_none();
        let looked_again = matches!(self.challenge, Some(Challenge::Again));
        self.emergency && self.state.is_agreed() && self.approved_by.is_some() && no_manager && !looked_again
    }

    /// What of it was not agreed, as a request of its own that a manager decides who did not decide on this one.
    #[must_use]
    pub fn rest(&self, today: NaiveDate, standard: &ServiceStandard) -> Self {
        Self {
            state: State::Challenged,
            amount: self.amount.less(self.committed()),
            agreed: None,
            taken_by: None,
            approved_by: None,
            authorised_by: None,
            payer_allowed_by: None,
            signed_off_by: None,
            challenge: Some(Challenge::Again),
            complaint: None,
            answer_by: Some(standard.manager_answers_by(today, self.emergency)),
            ..self.clone()
        }
    }
}

impl Challenge {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// As it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
