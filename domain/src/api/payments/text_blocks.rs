//! The council's own ready words for decisions.

use serde::{Deserialize, Serialize};

use crate::api::LondonTime;
use crate::ids::TextBlockId;
use crate::payments::Action;

/// The most letters of a text block.
pub const MAX_BLOCK: usize = 500;
/// The answers that young people read words with, so that there are ready words for them.
pub const WITH_WORDS: [Action; 6] =
    [Action::Approve, Action::Authorise, Action::Ask, Action::Decline, Action::Acknowledge, Action::Answer];

/// Words that are ready to be put into a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextBlock {
    pub id: TextBlockId,
    /// Beside which answer it is offered: one of [`WITH_WORDS`].
    pub action: Action,
    pub words: String,
    /// Who wrote or changed it last.
    pub changed_by: String,
    pub changed_at: LondonTime,
    /// Goes up with each change.
    pub revision: i64,
}

/// A new text block or a changed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditTextBlock {
    /// Beside which answer it is offered: `approve`, `authorise`, `ask`, `decline`, `acknowledge` or `answer`.
    pub action: Action,
    /// The words; 1 to 500 letters.
    pub words: String,
    /// The revision the manager looked at; nothing for a new one.
    #[serde(default)]
    pub revision: Option<i64>,
}
