//! What components share: things fetched, who is signed in, the pack's sentences, and the page's title.

mod account;
mod action;
mod pack_words;
mod resource;
mod title;
mod unread;

pub use account::{Account, AccountProvider, Who, use_account};
pub use action::{Action, use_action};
pub use pack_words::{PackWords, PackWordsProps};
pub use resource::{REFRESH, Resource, refresh_all, use_resource};
pub use title::use_title;
pub use unread::{Unread, UnreadNews, use_unread};
