//! How many messages are unread, for the bell on every screen.

use std::rc::Rc;

use yew::{Reducible, UseReducerHandle, hook, use_context};

/// How many messages are unread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unread(pub u32);

/// What changes the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadNews {
    /// The server counted.
    Are(u32),
    /// One came while the app was open.
    OneMore,
}

impl Reducible for Unread {
    type Action = UnreadNews;

    fn reduce(self: Rc<Self>, news: UnreadNews) -> Rc<Self> {
        match news {
            UnreadNews::Are(count) if count == self.0 => self,
            UnreadNews::Are(count) => Rc::new(Self(count)),
            UnreadNews::OneMore => Rc::new(Self(self.0.saturating_add(1))),
        }
    }
}

/// The number, and the way to change it; nothing outside the phone app.
#[hook]
pub fn use_unread() -> Option<UseReducerHandle<Unread>> {
    use_context::<UseReducerHandle<Unread>>()
}
