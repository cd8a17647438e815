//! The desk's frame: who is signed in, the places at the side, and the screen beside them.

use gloo_timers::callback::Interval;
use onward_domain::api::accounts::session::Me;
use onward_domain::api::endpoints::{AUTHORITY, NOTIFICATIONS};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;
use yew::prelude::*;
use yew_router::hooks::use_route;
use yew_router::{BrowserRouter, Routable, Switch};

use crate::components::{
    Glyph, Links, Theme, ToastProvider, failure_notice, icon, loading, paint, set_theme, theme,
};
use crate::hooks::{AccountProvider, PackWords, Who, refresh_all, use_account, use_resource};
use crate::pages::desk::accounts::people::People;
use crate::pages::desk::accounts::person::PersonPage;
use crate::pages::desk::accounts::sign_in::{Elsewhere, SignIn};
use crate::pages::desk::contacts::contact::{ChangeContact, PlanContact};
use crate::pages::desk::draft::Drafts;
use crate::pages::desk::entitlements::facts::FactsPage;
use crate::pages::desk::entitlements::facts_change::ChangeFactsPage;
use crate::pages::desk::events::attendance::AttendancePage;
use crate::pages::desk::events::event::{ChangeEvent, NewEvent};
use crate::pages::desk::events::list::Events;
use crate::pages::desk::heading::Heading;
use crate::pages::desk::keys::{KeysHelp, use_keys};
use crate::pages::desk::navigation::Place;
use crate::pages::desk::notifications::inbox::Inbox;
use crate::pages::desk::payments::repayments::Repayments;
use crate::pages::desk::payments::requests::{Requests, open_requests, turn_of};
use crate::pages::desk::payments::run::PaymentRunPage;
use crate::pages::desk::payments::runs::PaymentRuns;
use crate::pages::desk::payments::text_blocks::TextBlocks;
use crate::route::{DeskRoute, replace};
use crate::words::{Words, use_words};

/// How often everything on the screen is asked for again while somebody looks at it, in milliseconds.
const REFRESH_EVERY: u32 = 60_000;

/// The workers' app.
#[component]
pub fn App() -> Html {
    let words = use_memo((), |()| Words::desk());
    let drafts = use_memo((), |()| Drafts::default());
    use_effect_with(words.clone(), |words| words.mark_page());
    html! {
        <ContextProvider<Words> context={(*words).clone()}>
            <ContextProvider<Drafts> context={(*drafts).clone()}>
                <AccountProvider>
                    <PackWords>
                        // The addresses hold /desk themselves.
                        <BrowserRouter basename="">
                            <ToastProvider>
                                <Links<DeskRoute> nothing={DeskRoute::NotFound}><Desk /></Links<DeskRoute>>
                            </ToastProvider>
                        </BrowserRouter>
                    </PackWords>
                </AccountProvider>
            </ContextProvider<Drafts>>
        </ContextProvider<Words>>
    }
}

#[component]
fn Desk() -> Html {
    let account = use_account();
    let words = use_words();
    let authority = use_resource(AUTHORITY.at([]));
    let drafts = use_context::<Drafts>().unwrap_or_default();
    use_effect_with(authority.value.clone(), |authority| {
        paint(authority.as_ref().map(|authority| &authority.colours))
    });
    if let Some(me) = account.me() {
        drafts.belong_to(me.id);
    }
    match &account.who {
        Who::Asking => {
            html! { <main class="sign-in" aria-label={words.text("desk-title")}>{ loading() }</main> }
        }
        Who::Unknown(failure) => {
            let again = {
                let account = account.clone();
                Callback::from(move |()| account.check())
            };
            html! { <main class="sign-in" aria-label={words.text("desk-title")}>{ failure_notice(failure, again) }</main> }
        }
        Who::Out => html! { <SignIn /> },
        Who::In(me) if me.role.is_worker() => html! {
            <ContextProvider<Me> context={(**me).clone()}><Frame me={(**me).clone()} /></ContextProvider<Me>>
        },
        Who::In(me) => html! { <Elsewhere name={me.name.clone()} /> },
    }
}

#[derive(PartialEq, Properties)]
struct FrameProps {
    me: Me,
}

#[component]
fn Frame(props: &FrameProps) -> Html {
    let words = use_words();
    let account = use_account();
    let drafts = use_context::<Drafts>().unwrap_or_default();
    let route = use_route::<DeskRoute>().unwrap_or(DeskRoute::NotFound);
    let help = use_state(|| false);
    use_effect_with((), |()| {
        let interval = Interval::new(REFRESH_EVERY, || {
            if gloo_utils::document().visibility_state() == VisibilityState::Visible {
                refresh_all();
            }
        });
        move || drop(interval)
    });
    let onkey = {
        let help = help.setter();
        use_callback((), move |key: char, ()| {
            if key == '?' {
                help.set(true);
            }
        })
    };
    use_keys(onkey);
    let places = Place::of(props.me.role);
    let has_requests = places.contains(&Place::Requests);
    let here = Place::holding(&route);
    let role = words.text(&format!("desk-role-{}", props.me.role));
    let sign_out = {
        let (account, drafts) = (account.clone(), drafts.clone());
        Callback::from(move |_| {
            let account = account.clone();
            drafts.forget();
            spawn_local(async move { account.sign_out().await });
        })
    };
    let (show_help, hide_help) = {
        let (open, close) = (help.clone(), help.clone());
        (Callback::from(move |_| open.set(true)), Callback::from(move |()| close.set(false)))
    };
    html! {
        <div class="desk">
            <a class="skip" href="#page">{ words.text("desk-skip") }</a>
            <header class="rail">
                <span class="rail-name">{ words.text("desk-title") }</span>
                <nav aria-label={words.text("desk-places")}>
                    <ul class="rail-places">
                        { for places.iter().map(|place| html! {
                            <li key={place.name()}>
                                <a
                                    class="rail-place"
                                    href={place.route().to_path()}
                                    aria-current={(here == Some(*place)).then_some("page")}
                                >
                                    <span>{ icon(place.icon()) }{ words.text(place.name()) }</span>
                                    { place_count(*place) }
                                </a>
                            </li>
                        }) }
                    </ul>
                </nav>
                <div class="rail-foot">
                    <span>{ words.with("desk-signed-in-as", &[("name", props.me.name.as_str().into()), ("role", role.into())]) }</span>
                    if has_requests {
                        <button type="button" class="rail-tool rail-keys" onclick={show_help}>
                            { icon(Glyph::Keyboard) }{ words.text("desk-keys") }
                        </button>
                    }
                    <ThemeSwitch />
                    <button type="button" class="rail-tool" onclick={sign_out}>
                        { icon(Glyph::SignOut) }{ words.text("desk-sign-out") }
                    </button>
                </div>
            </header>
            <main id="page" tabindex="-1">
                <Switch<DeskRoute> render={move |route| screen(route, places)} />
            </main>
            <KeysHelp open={*help && has_requests} onclose={hide_help} />
        </div>
    }
}

/// The screen at an address, or a word that it is none of this worker's.
fn screen(route: DeskRoute, places: &'static [Place]) -> Html {
    if Place::holding(&route).is_some_and(|place| !places.contains(&place)) {
        return html! { <NotThere /> };
    }
    match route {
        DeskRoute::Start => html! { <Start {places} /> },
        DeskRoute::Queue => html! { <Requests selected={None} /> },
        DeskRoute::Request { id } => html! { <Requests selected={Some(id)} /> },
        DeskRoute::People => html! { <People /> },
        DeskRoute::Person { id } => html! { <PersonPage {id} /> },
        DeskRoute::Facts { id } => html! { <FactsPage {id} /> },
        DeskRoute::ChangeFacts { id, group } => html! { <ChangeFactsPage {id} {group} /> },
        DeskRoute::PlanContact { id } => html! { <PlanContact {id} /> },
        DeskRoute::Contact { id, contact } => html! { <ChangeContact {id} {contact} /> },
        DeskRoute::Events => html! { <Events /> },
        DeskRoute::NewEvent => html! { <NewEvent /> },
        DeskRoute::Event { id } => html! { <ChangeEvent {id} /> },
        DeskRoute::Attendance { id } => html! { <AttendancePage {id} /> },
        DeskRoute::PaymentRuns => html! { <PaymentRuns /> },
        DeskRoute::PaymentRun { id } => html! { <PaymentRunPage {id} /> },
        DeskRoute::Repayments => html! { <Repayments /> },
        DeskRoute::TextBlocks => html! { <TextBlocks /> },
        DeskRoute::Inbox => html! { <Inbox /> },
        DeskRoute::NotFound => html! { <NotThere /> },
    }
}

#[derive(PartialEq, Properties)]
struct StartProps {
    places: &'static [Place],
}

/// Where the desk opens: the first place with work in it, or a welcome for somebody who only gets messages.
#[component]
fn Start(props: &StartProps) -> Html {
    let words = use_words();
    let me = use_context::<Me>();
    let first = props.places.first().copied().filter(|place| *place != Place::Messages);
    use_effect_with(first, |first| {
        if let Some(place) = first {
            replace(&place.route());
        }
    });
    let (None, Some(me)) = (first, me) else { return loading() };
    let role = words.text(&format!("desk-role-{}", me.role));
    html! {
        <div class="page page-narrow">
            <Heading title={words.with("desk-welcome-title", &[("name", me.name.as_str().into())])} />
            <p>{ words.with("desk-welcome-about", &[("role", role.into())]) }</p>
            <p><a class="btn" href={DeskRoute::Inbox.to_path()}>{ words.text("desk-place-messages") }</a></p>
        </div>
    }
}

#[component]
fn NotThere() -> Html {
    let words = use_words();
    html! {
        <div class="page page-narrow">
            <Heading title={words.text("desk-not-there-title")} />
            <p>{ words.text("desk-not-there") }</p>
        </div>
    }
}

fn place_count(place: Place) -> Html {
    match place {
        Place::Requests => html! { <RequestsCount /> },
        Place::Messages => html! { <MessagesCount /> },
        Place::People | Place::Events | Place::Payments | Place::Repayments | Place::Texts => Html::default(),
    }
}

/// How many open requests wait for this worker.
#[component]
fn RequestsCount() -> Html {
    let words = use_words();
    let queue = use_resource(open_requests());
    let me = use_context::<Me>();
    let (Some(me), Some(page)) = (me, &queue.value) else { return Html::default() };
    let count = page.items.iter().filter(|item| item.request.with == turn_of(me.role)).count();
    count_badge(&words, "desk-requests-count", count)
}

/// How many messages are not read.
#[component]
fn MessagesCount() -> Html {
    let words = use_words();
    let messages = use_resource(NOTIFICATIONS.at([]));
    let count = messages
        .value
        .iter()
        .flat_map(|page| &page.items)
        .filter(|message| message.read_at.is_none())
        .count();
    count_badge(&words, "desk-messages-count", count)
}

fn count_badge(words: &Words, meaning: &str, count: usize) -> Html {
    let Ok(number @ 1..) = i64::try_from(count) else { return Html::default() };
    html! {
        <span class="rail-count">
            <span aria-hidden="true">{ number }</span>
            <span class="unseen">{ words.with(meaning, &[("count", number.into())]) }</span>
        </span>
    }
}

/// Dark colours or light ones; until somebody chooses, the browser's own setting holds.
#[component]
fn ThemeSwitch() -> Html {
    let words = use_words();
    let chosen = use_state(theme);
    let dark = match *chosen {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::Auto => prefers_dark(),
    };
    let onclick = {
        let chosen = chosen.clone();
        let other = if dark { Theme::Light } else { Theme::Dark };
        Callback::from(move |_| {
            set_theme(other);
            chosen.set(other);
        })
    };
    let (glyph, name) =
        if dark { (Glyph::Light, "desk-theme-light") } else { (Glyph::Dark, "desk-theme-dark") };
    html! { <button type="button" class="rail-tool" {onclick}>{ icon(glyph) }{ words.text(name) }</button> }
}

fn prefers_dark() -> bool {
    let query = gloo_utils::window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
