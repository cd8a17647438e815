//! What a worker has written and not sent: kept while they look elsewhere, in memory only, gone when they sign out.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use onward_domain::ids::AccountId;
use yew::{Callback, hook, use_context, use_force_update};

/// Everything written and not sent, by the place where it was written.
#[derive(Clone, Default)]
pub struct Drafts(Rc<RefCell<Written>>);

#[derive(Default)]
struct Written {
    by: Option<AccountId>,
    drafts: BTreeMap<String, Rc<dyn Any>>,
}

impl Drafts {
    /// Says who is signed in; what somebody else wrote is gone.
    pub fn belong_to(&self, account: AccountId) {
        let mut written = self.0.borrow_mut();
        if written.by != Some(account) {
            *written = Written { by: Some(account), drafts: BTreeMap::new() };
        }
    }

    pub fn forget(&self) {
        self.0.replace(Written::default());
    }
}

/// There is one of them, so they are always the same.
impl PartialEq for Drafts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// One form's answers so far.
#[derive(Clone)]
pub struct Draft<T> {
    /// What was written; nothing while the form stands as it began.
    pub written: Option<Rc<T>>,
    /// Keeps what is written now.
    pub write: Callback<T>,
    /// Throws it away: it was sent, or is not wanted.
    pub discard: Callback<()>,
}

/// The draft at a place, such as the form's address.
#[hook]
pub fn use_draft<T: 'static>(place: &str) -> Draft<T> {
    let drafts = use_context::<Drafts>().unwrap_or_default();
    let update = use_force_update();
    let written = drafts.0.borrow().drafts.get(place).cloned().and_then(|draft| draft.downcast::<T>().ok());
    let write = {
        let (drafts, update, place) = (drafts.clone(), update.clone(), place.to_owned());
        Callback::from(move |value: T| {
            drafts.0.borrow_mut().drafts.insert(place.clone(), Rc::new(value));
            update.force_update();
        })
    };
    let discard = {
        let place = place.to_owned();
        Callback::from(move |()| {
            drafts.0.borrow_mut().drafts.remove(&place);
            update.force_update();
        })
    };
    Draft { written, write, discard }
}
