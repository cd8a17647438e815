//! Who is signed in: known at once from what the phone keeps, then checked with the server.

use std::rc::Rc;

use onward_domain::api::accounts::session::{Me, SignIn};
use onward_domain::api::endpoints::{ME, SIGN_IN, SIGN_OUT};
use wasm_bindgen_futures::spawn_local;
use yew::{
    Callback, ContextProvider, Html, Properties, component, hook, html, use_context, use_effect_with,
    use_state,
};

use crate::api::{self, Failure};
use crate::response_cache;

/// Set while the server has not yet heard that this phone signed out.
const SIGN_OUT_OWED: &str = "sign-out-owed";

/// What is known of who is signed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// Not known yet.
    Asking,
    In(Rc<Me>),
    Out,
    /// It can't be known now.
    Unknown(Failure),
}

/// Who is signed in, and signing in and out.
#[derive(Clone, PartialEq)]
pub struct Account {
    pub who: Who,
    set: Callback<Who>,
}

impl Account {
    /// Who is signed in, when somebody is.
    #[must_use]
    pub fn me(&self) -> Option<&Me> {
        match &self.who {
            Who::In(me) => Some(me),
            Who::Asking | Who::Out | Who::Unknown(_) => None,
        }
    }

    /// Signs in.
    ///
    /// # Errors
    /// When the handle or the password is wrong, after too many tries, or when the server can't be reached.
    pub async fn sign_in(&self, handle: String, password: String) -> Result<(), Failure> {
        let session = api::send(&SIGN_IN.at([]), &SignIn { handle, password }).await?;
        // Whoever was here before left nothing that the next one can read.
        response_cache::forget_others(session.me.id).await;
        owe_sign_out(false);
        self.set.emit(Who::In(Rc::new(session.me)));
        Ok(())
    }

    /// Signs out: what is personal is gone from this phone at once; the server is told as soon as it can be reached.
    pub async fn sign_out(&self) {
        owe_sign_out(true);
        self.set.emit(Who::Asking);
        response_cache::forget().await;
        // Before anybody can sign in again: the answer takes the cookies away.
        pay_sign_out().await;
        self.set.emit(Who::Out);
    }

    /// Asks the server again who is signed in.
    pub fn check(&self) {
        check(self.set.clone());
    }
}

#[derive(PartialEq, Properties)]
pub struct AccountProviderProps {
    pub children: Html,
}

/// Finds out who is signed in and tells everything inside.
#[component]
pub fn AccountProvider(props: &AccountProviderProps) -> Html {
    let who = use_state(|| Who::Asking);
    let set = {
        let who = who.clone();
        Callback::from(move |news| who.set(news))
    };
    use_effect_with((), {
        let set = set.clone();
        move |()| {
            let ended = set.clone();
            api::when_signed_out(Callback::from(move |()| {
                ended.emit(Who::Out);
                spawn_local(response_cache::forget_but_unsent());
            }));
            check(set);
        }
    });
    let account = Account { who: (*who).clone(), set };
    html! { <ContextProvider<Account> context={account}>{ props.children.clone() }</ContextProvider<Account>> }
}

/// Who is signed in.
#[hook]
pub fn use_account() -> Account {
    use_context::<Account>().unwrap_or(Account { who: Who::Asking, set: Callback::noop() })
}

fn check(set: Callback<Who>) {
    spawn_local(async move {
        if sign_out_is_owed() {
            pay_sign_out().await;
            set.emit(Who::Out);
            return;
        }
        let before: Option<Me> =
            response_cache::read(ME.template).await.and_then(|kept| serde_json::from_str(&kept.text).ok());
        let known = before.is_some();
        if let Some(me) = before {
            set.emit(Who::In(Rc::new(me)));
        }
        match api::get(&ME.at([])).await {
            Ok(me) => set.emit(Who::In(Rc::new(me))),
            Err(Failure::SignedOut) => set.emit(Who::Out),
            // What the phone keeps is good enough until the server can be asked.
            Err(failure) if !known => set.emit(Who::Unknown(failure)),
            Err(_) => {}
        }
    });
}

fn storage() -> Option<web_sys::Storage> {
    gloo_utils::window().local_storage().ok().flatten()
}

fn sign_out_is_owed() -> bool {
    storage().is_some_and(|storage| matches!(storage.get_item(SIGN_OUT_OWED), Ok(Some(_))))
}

fn owe_sign_out(owed: bool) {
    if let Some(storage) = storage() {
        // A browser that stores nothing has no session cookie over a restart either.
        let _stored =
            if owed { storage.set_item(SIGN_OUT_OWED, "1") } else { storage.remove_item(SIGN_OUT_OWED) };
    }
}

async fn pay_sign_out() {
    match api::send(&SIGN_OUT.at([]), &()).await {
        Ok(()) | Err(Failure::SignedOut | Failure::Problem(_)) => owe_sign_out(false),
        Err(Failure::Offline | Failure::Broken) => {}
    }
}
