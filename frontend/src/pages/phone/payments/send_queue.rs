//! What was asked for and is still on this phone: it goes by itself when the app is open and there is a network.

use std::rc::Rc;

use gloo_events::EventListener;
use onward_domain::ids::EntitlementId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::Routable;
use yew_router::hooks::use_route;

use crate::api::Failure;
use crate::components::payments::balance::entitlement_name;
use crate::components::{Button, Glyph, alert, icon, use_toast};
use crate::hooks::{refresh_all, use_account};
use crate::pages::phone::payments::ask_draft::{self, DRAFTS_CHANGED, Draft, Whole};
use crate::route::Route;
use crate::words::{Words, use_words};

/// One request that is still on this phone.
#[derive(Clone, Debug, PartialEq)]
struct Unsent {
    entitlement: EntitlementId,
    draft: Draft,
    /// Why it did not go, where that was not for want of a network.
    refused: Option<Failure>,
}

impl Unsent {
    /// Whether it was sent off; what is still being written was not.
    const fn waits(&self) -> bool {
        self.draft.waits_for_network || self.refused.is_some()
    }
}

/// What is still on this phone, and sending it.
#[derive(Clone, PartialEq)]
pub struct UnsentRequests {
    all: Rc<Vec<Unsent>>,
    sending: Option<EntitlementId>,
    send: Callback<EntitlementId>,
}

impl UnsentRequests {
    /// Whether anything was sent off and has not gone.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.count() > 0
    }

    /// How many requests were sent off and have not gone, or not with all their photos.
    #[must_use]
    pub fn count(&self) -> i64 {
        i64::try_from(self.all.iter().filter(|one| one.waits()).count()).unwrap_or(i64::MAX)
    }
}

enum News {
    Found(Vec<(EntitlementId, Draft)>),
    Sending(EntitlementId),
    Done(EntitlementId, Option<Failure>),
}

#[derive(Clone, Default, PartialEq)]
struct FactHistory {
    all: Rc<Vec<Unsent>>,
    sending: Option<EntitlementId>,
}

impl Reducible for FactHistory {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let mut after = Self::clone(&self);
        match news {
            News::Found(drafts) => {
                let refused = |id: &EntitlementId| self.all.iter().find(|one| one.entitlement == *id);
                let all = drafts.into_iter().map(|(entitlement, draft)| {
                    // Once something is changed in it, it is another one, and nobody has refused that.
                    let before = refused(&entitlement).filter(|before| before.draft == draft);
                    Unsent { refused: before.and_then(|before| before.refused.clone()), entitlement, draft }
                });
                after.all = Rc::new(all.collect());
            }
            News::Sending(id) => after.sending = Some(id),
            News::Done(id, failure) => {
                after.sending = None;
                let refused = failure.filter(|failure| *failure != Failure::Offline);
                for one in Rc::make_mut(&mut after.all).iter_mut().filter(|one| one.entitlement == id) {
                    one.refused.clone_from(&refused);
                }
            }
        }
        Rc::new(after)
    }
}

/// What the provider stands around.
#[derive(PartialEq, Properties)]
pub struct UnsentProviderProps {
    pub children: Html,
}

/// Sends what waits as the app opens, as somebody signs in and as the network comes back, and tells everything inside.
#[component]
pub fn UnsentProvider(props: &UnsentProviderProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let signed_in = use_account().me().is_some_and(|me| !me.role.is_worker());
    let known = use_reducer(FactHistory::default);
    let running = use_mut_ref(|| false);
    // Its own page sends what is open there: nothing goes while somebody is changing it.
    let open = match use_route::<Route>() {
        Some(Route::Ask { id }) => Some(id),
        Some(_) | None => None,
    };
    let send = {
        let (tell, running, done) = (known.dispatcher(), running, words.text("home-unsent-gone"));
        Callback::from(move |wanted: Vec<EntitlementId>| {
            if running.replace(true) {
                return;
            }
            let (tell, running, say, done) = (tell.clone(), running.clone(), say.clone(), done.clone());
            spawn_local(async move {
                for id in wanted {
                    let whole = Whole::open(&id).await;
                    if whole.draft.is_empty() {
                        // It went from its own page meanwhile.
                        continue;
                    }
                    tell.dispatch(News::Sending(id.clone()));
                    let sent = ask_draft::send(&id, &whole, |_| {}).await;
                    if sent.is_ok() {
                        say.emit(done.clone());
                        refresh_all();
                    }
                    tell.dispatch(News::Found(ask_draft::all().await));
                    tell.dispatch(News::Done(id, sent.err().map(|why| why.failure().clone())));
                }
                running.replace(false);
            });
        })
    };
    use_effect_with((signed_in, open), {
        let (tell, send) = (known.dispatcher(), send.clone());
        move |(signed_in, open)| {
            let (signed_in, open) = (*signed_in, open.clone());
            let look = Callback::from(move |and_send: bool| {
                let (tell, send, open) = (tell.clone(), send.clone(), open.clone());
                spawn_local(async move {
                    let drafts = if signed_in { ask_draft::all().await } else { Vec::new() };
                    let waiting = drafts
                        .iter()
                        .filter(|(id, draft)| draft.waits_for_network && open.as_ref() != Some(id));
                    let waiting: Vec<_> = waiting.map(|(id, _)| id.clone()).collect();
                    tell.dispatch(News::Found(drafts));
                    if and_send && !waiting.is_empty() && gloo_utils::window().navigator().on_line() {
                        send.emit(waiting);
                    }
                });
            });
            look.emit(true);
            let window = gloo_utils::window();
            let online = {
                let look = look.clone();
                EventListener::new(&window, "online", move |_| look.emit(true))
            };
            let changed = EventListener::new(&window, DRAFTS_CHANGED, move |_| look.emit(false));
            move || drop((online, changed))
        }
    });
    let unsent = UnsentRequests {
        all: known.all.clone(),
        sending: known.sending.clone(),
        send: send.reform(|id| vec![id]),
    };
    html! { <ContextProvider<UnsentRequests> context={unsent}>{ props.children.clone() }</ContextProvider<UnsentRequests>> }
}

/// What is still on this phone.
#[hook]
pub fn use_unsent() -> UnsentRequests {
    use_context::<UnsentRequests>().unwrap_or(UnsentRequests {
        all: Rc::default(),
        sending: None,
        send: Callback::noop(),
    })
}

/// A card for each request that was sent off and has not gone.
pub fn waiting_cards(words: &Words, unsent: &UnsentRequests) -> Html {
    unsent.all.iter().filter(|one| one.waits()).map(|one| waiting_card(words, unsent, one)).collect()
}

fn waiting_card(words: &Words, unsent: &UnsentRequests, one: &Unsent) -> Html {
    let about = [
        ("entitlement", entitlement_name(words, &one.entitlement).into()),
        ("amount", one.draft.pence().map(|amount| amount.to_string()).unwrap_or_default().into()),
    ];
    // Only its photos may be missing.
    let title = if one.draft.made.is_some() { "home-unsent-photos" } else { "home-unsent" };
    let sending = unsent.sending.as_ref() == Some(&one.entitlement);
    let send = {
        let (send, id) = (unsent.send.clone(), one.entitlement.clone());
        Callback::from(move |_: MouseEvent| send.emit(id.clone()))
    };
    html! {
        <section class="card now" key={one.entitlement.to_string()}>
            <h3>{ words.with(title, &about) }</h3>
            if let Some(failure) = &one.refused {
                { alert(words, Some(failure)) }
                <div class="btns"><a class="btn small" href={Route::Ask { id: one.entitlement.clone() }.to_path()}>
                    { words.text("home-open") }
                </a></div>
            } else {
                <p>{ words.text("home-unsent-about") }</p>
                <div class="btns">
                    <Button small=true busy={sending} onclick={send}>
                        { words.text(if sending { "ask-check-sending" } else { "ask-check-send" }) }
                    </Button>
                </div>
            }
        </section>
    }
}

/// What is only begun, each with a way to go on.
pub fn begun(words: &Words, unsent: &UnsentRequests) -> Html {
    unsent.all.iter().filter(|one| !one.waits()).map(|one| begun_card(words, &one.entitlement)).collect()
}

fn begun_card(words: &Words, id: &EntitlementId) -> Html {
    let name = entitlement_name(words, id);
    html! {
        <a class="row card link-card" key={id.to_string()} href={Route::Ask { id: id.clone() }.to_path()}>
            { icon(Glyph::Document) }
            <span class="grow">
                { words.with("home-begun", &[("entitlement", name.into())]) }
                <small class="soft">{ words.text("home-begun-go-on") }</small>
            </span>
            { icon(Glyph::Forward) }
        </a>
    }
}
