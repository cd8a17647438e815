//! What is written while asking for a payment, how it changes, and on which pages.

use std::rc::Rc;

use onward_domain::ids::EntitlementId;
use onward_domain::payments::PayBy;
use yew::Reducible;
use yew_router::Routable;

use crate::components::Photo;
use crate::pages::phone::payments::ask_draft::{Draft, Whole};
use crate::route::Route;

/// One page of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// How much, and how many.
    Amount,
    Reason,
    /// A photo of it.
    Photo,
    /// How to be paid.
    Pay,
    /// Checking it, and sending it.
    Check,
}

impl Step {
    /// Every page, in their order.
    pub const ALL: [Self; 5] = [Self::Amount, Self::Reason, Self::Photo, Self::Pay, Self::Check];

    /// The page as its address has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Reason => "reason",
            Self::Photo => "photo",
            Self::Pay => "pay",
            Self::Check => "check",
        }
    }

    /// 1-based position among the pages.
    #[must_use]
    pub fn number(self) -> i64 {
        (1..).zip(Self::ALL).find(|(_, step)| *step == self).map_or(1, |(number, _)| number)
    }

    /// The page that follows; the last one follows itself.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Amount => Self::Reason,
            Self::Reason => Self::Photo,
            Self::Photo => Self::Pay,
            Self::Pay | Self::Check => Self::Check,
        }
    }

    /// Its address. `change` is for coming from the check page, and going back there.
    #[must_use]
    pub fn address(self, id: &EntitlementId, change: bool) -> String {
        let path = Route::Ask { id: id.clone() }.to_path();
        format!("{path}?step={}{}", self.as_str(), if change { "&change=1" } else { "" })
    }
}

/// A draft on the screen, and what happens to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Writing {
    /// The draft, once it was found or made.
    pub whole: Option<Rc<Whole>>,
    /// How often an answer changed: each time it is kept anew.
    pub answers_changed: u32,
    /// How often the photos changed.
    pub photos_changed: u32,
}

/// A change of the draft.
pub enum Change {
    /// It was found, or an empty one was made.
    Open(Whole),
    /// How much, as typed.
    Amount(String),
    /// How many, as typed.
    Units(String),
    Reason(String),
    /// How to be paid.
    PayBy(PayBy),
    /// What else was tried.
    Tried(String),
    /// Where cash is collected.
    CollectAt(String),
    /// The name under the promise.
    Signed(String),
    /// One more photo.
    Add(Photo),
    /// The photo at this place is not wanted.
    Remove(usize),
    /// How far the sending came.
    Sent(Draft),
}

impl Reducible for Writing {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        if let Change::Open(whole) = change {
            return Rc::new(Self { whole: Some(Rc::new(whole)), ..Self::default() });
        }
        let Some(before) = &self.whole else { return self };
        let mut whole = Whole::clone(before);
        let mut after = Self { whole: None, ..Self::clone(&self) };
        match change {
            Change::Open(_) => return self,
            Change::Amount(amount) => whole.draft.amount = amount,
            Change::Units(units) => whole.draft.units = units,
            Change::Reason(reason) => whole.draft.reason = reason,
            Change::PayBy(way) => whole.draft.pay_by = Some(way),
            Change::Tried(tried) => whole.draft.tried = tried,
            Change::CollectAt(place) => whole.draft.collect_at = place,
            Change::Signed(name) => whole.draft.signed = name,
            Change::Add(photo) => whole.photos.push(photo),
            Change::Remove(place) if place < whole.photos.len() => drop(whole.photos.remove(place)),
            Change::Remove(_) => return self,
            Change::Sent(draft) => {
                whole.draft = draft;
                after.whole = Some(Rc::new(whole));
                return Rc::new(after);
            }
        }
        // What was to go by itself is no longer what is written: it wants to be looked at and sent again.
        whole.draft.waits_for_network = false;
        after.answers_changed += 1;
        if whole.photos.len() != before.photos.len() {
            after.photos_changed += 1;
        }
        after.whole = Some(Rc::new(whole));
        Rc::new(after)
    }
}
