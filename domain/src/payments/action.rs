//! What people do to a payment request.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::money::Pence;

/// Something that may be done to a payment request, as a button or an address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// Say no.
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
    PutRight,
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
    /// Say no.
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
    PutRight,
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

/// A text that names no action.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not something that can be done to a payment request")]
pub struct NotAnAction(String);

impl Action {
    /// Every action there is.
    pub const ALL: [Self; 22] = [
        Self::Take,
        Self::Ask,
        Self::Reply,
        Self::Approve,
        Self::Decline,
        Self::Authorise,
        Self::Release,
        Self::Withdraw,
        Self::Schedule,
        Self::Pay,
        Self::HandOver,
        Self::AllowPayer,
        Self::Return,
        Self::PutRight,
        Self::NotHandedOver,
        Self::Close,
        Self::SignOff,
        Self::Stop,
        Self::Challenge,
        Self::Complain,
        Self::Acknowledge,
        Self::Answer,
    ];

    /// The action as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Ask => "ask",
            Self::Reply => "reply",
            Self::Approve => "approve",
            Self::Decline => "decline",
            Self::Authorise => "authorise",
            Self::Release => "release",
            Self::Withdraw => "withdraw",
            Self::Schedule => "schedule",
            Self::Pay => "pay",
            Self::HandOver => "hand_over",
            Self::AllowPayer => "allow_payer",
            Self::Return => "return",
            Self::PutRight => "put_right",
            Self::NotHandedOver => "not_handed_over",
            Self::Close => "close",
            Self::SignOff => "sign_off",
            Self::Stop => "stop",
            Self::Challenge => "challenge",
            Self::Complain => "complain",
            Self::Acknowledge => "acknowledge",
            Self::Answer => "answer",
        }
    }
}

impl FromStr for Action {
    type Err = NotAnAction;
    fn from_str(text: &str) -> Result<Self, NotAnAction> {
        Self::ALL
            .into_iter()
            .find(|action| action.as_str() == text)
            .ok_or_else(|| NotAnAction(text.to_owned()))
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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
            Self::PutRight => Action::PutRight,
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
        for action in Action::ALL {
            assert_eq!(action.as_str().parse(), Ok(action));
            assert_eq!(serde_json::to_value(action).unwrap(), action.as_str());
        }
        assert!("ignore".parse::<Action>().is_err());
    }
}
