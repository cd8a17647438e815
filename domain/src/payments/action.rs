//! What people do to a payment request.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use serde::{Deserialize, Serialize};

use crate::money::Pence;

/// Something that may be done to a payment request, as a button or an address names it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Action {
    /// Start looking at it.
    Take,
    /// Ask the young person something.
    Ask,
    /// Answer what was asked.
    Reply,
    /// Agree to all or part of it.
    Approve,
    Decline,
    /// Agree as a manager to what a personal adviser agreed.
    Authorise,
    /// Put it back in the queue.
    Release,
    /// Take one's own request back.
    Withdraw,
    /// Put it in a payment run.
    Schedule,
    /// Record that the money went out.
    Pay,
    /// Record that the voucher, the goods or the cash was handed over.
    HandOver,
    /// As a manager, let whoever agreed also pay it.
    AllowPayer,
    /// Record that the bank sent the money back.
    Return,
    /// Give details that work after the bank sent the money back.
    Reissue,
    /// Record that it was not handed over after all.
    NotHandedOver,
    /// Record that nothing more is due.
    Close,
    /// Agree as a manager, afterwards, to what was agreed at once in an emergency (guide §32).
    SignOff,
    /// Stop as a manager what was agreed, came back or was never answered.
    Stop,
    /// Ask that somebody else looks at the answer, or that somebody answers at last (guide §1.5).
    Challenge,
    /// Complain after that (guide §32).
    Complain,
    /// Say as a manager that the complaint is here and who deals with it.
    Acknowledge,
    /// Answer the complaint as a manager.
    Answer,
}

/// An action with what it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Start looking at it.
    Take,
    /// Ask the young person something.
    Ask {
        /// The question; never blank.
        words: String,
    },
    /// Answer what was asked.
    Reply {
        /// The answer; may be blank where a photo says it.
        words: String,
    },
    /// Agree to all or part of it.
    Approve {
        /// How much is agreed to: above nothing, up to what is asked for.
        amount: Pence,
        /// Why; never blank where only a part is agreed to.
        words: String,
    },
    Decline {
        /// The reason, as the young person will read it; never blank.
        words: String,
    },
    /// Agree as a manager to what a personal adviser agreed.
    Authorise {
        /// Why, if there is something to say.
        words: String,
    },
    /// Put it back in the queue.
    Release,
    /// Take one's own request back.
    Withdraw,
    /// Put it in a payment run.
    Schedule,
    /// Record that the money went out.
    Pay,
    /// Record that the voucher, the goods or the cash was handed over.
    HandOver,
    /// As a manager, let whoever agreed also pay it.
    AllowPayer {
        /// Why nobody else can; never blank.
        words: String,
    },
    /// Record that the bank sent the money back.
    Return {
        /// What the bank said.
        words: String,
    },
    /// Give details that work after the bank sent the money back.
    Reissue,
    /// Record that it was not handed over after all.
    NotHandedOver {
        /// What happened, as the young person will read it; never blank.
        words: String,
    },
    /// Record that nothing more is due.
    Close {
        /// Why, where a receipt is due that never came; else it may be blank.
        words: String,
    },
    /// Agree as a manager, afterwards, to what was agreed at once in an emergency.
    SignOff {
        /// What there is to say; may be blank.
        words: String,
    },
    /// Stop as a manager what was agreed, came back or was never answered.
    Stop {
        /// The reason, as the young person will read it; never blank.
        words: String,
    },
    /// Ask that somebody else looks at the answer, or that somebody answers at last.
    Challenge {
        /// What they should know; may be blank.
        words: String,
    },
    /// Complain after that.
    Complain {
        /// What went wrong; may be blank.
        words: String,
    },
    /// Say as a manager that the complaint is here and who deals with it.
    Acknowledge {
        /// What else there is to say; may be blank.
        words: String,
    },
    /// Answer the complaint as a manager.
    Answer {
        /// The answer; never blank.
        words: String,
    },
}

impl Action {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The action as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Step {
    /// Which action this is.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::Take => Action::Take,
            Self::Ask { .. } => Action::Ask,
            Self::Reply { .. } => Action::Reply,
            Self::Approve { .. } => Action::Approve,
            Self::Decline { .. } => Action::Decline,
            Self::Authorise { .. } => Action::Authorise,
            Self::Release => Action::Release,
            Self::Withdraw => Action::Withdraw,
            Self::Schedule => Action::Schedule,
            Self::Pay => Action::Pay,
            Self::HandOver => Action::HandOver,
            Self::AllowPayer { .. } => Action::AllowPayer,
            Self::Return { .. } => Action::Return,
            Self::Reissue => Action::Reissue,
            Self::NotHandedOver { .. } => Action::NotHandedOver,
            Self::Close { .. } => Action::Close,
            Self::SignOff { .. } => Action::SignOff,
            Self::Stop { .. } => Action::Stop,
            Self::Challenge { .. } => Action::Challenge,
            Self::Complain { .. } => Action::Complain,
            Self::Acknowledge { .. } => Action::Acknowledge,
            Self::Answer { .. } => Action::Answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_written_and_read_the_same_in_the_history_and_on_the_wire() {
        for action in Action::ALL.iter().copied() {
            assert_eq!(action.as_str().parse(), Ok(action));
            assert_eq!(serde_json::to_value(action).unwrap(), action.as_str());
        }
        assert!("ignore".parse::<Action>().is_err());
    }
}
