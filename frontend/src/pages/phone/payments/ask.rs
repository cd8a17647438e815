//! Asking for a payment, one thing a page: how much, what for, a photo, how to be paid, check and send.
//!
//! Every answer is kept, sealed, as it is given: who leaves half-way finds it again.

use onward_domain::api::endpoints::{AUTHORITY, ENTITLEMENT};
use onward_domain::ids::EntitlementId;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_router::Routable;
use yew_router::hooks::{use_location, use_navigator};

use crate::components::payments::balance::entitlement_name;
use crate::components::{Button, Dialog, Kind, TopBar, async_state, loading};
use crate::hooks::{use_account, use_resource};
use crate::pages::phone::entitlements::entitlement::can_ask;
use crate::pages::phone::entitlements::money::adviser_name;
use crate::pages::phone::payments::ask_check::CheckStep;
use crate::pages::phone::payments::ask_draft::{self, Whole};
use crate::pages::phone::payments::ask_state::{Change, Step, Writing};
use crate::pages::phone::payments::ask_steps::{AmountStep, PayStep, PhotoStep, ReasonStep};
use crate::pages::phone::payments::request::JustSent;
use crate::route::{self, Route};
use crate::words::{Words, use_words};

#[derive(PartialEq, Properties)]
pub struct AskProps {
    /// The entitlement's id.
    pub id: EntitlementId,
}

/// Asking for a payment.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let words = use_words();
    let account = use_account();
    let navigator = use_navigator();
    let entitlement = use_resource(ENTITLEMENT.at([&props.id]));
    let authority = use_resource(AUTHORITY.at([]));
    let writing = use_reducer(Writing::default);
    let (asked_for, change) =
        use_location().map_or((None, false), |location| read_query(location.query_str()));
    let whole = writing.whole.clone();
    // What waits for the network, or is half sent, has no answers to go through again.
    let step = match (&whole, asked_for) {
        (Some(whole), None) if whole.draft.waits_for_network || whole.draft.made.is_some() => Step::Check,
        (_, asked_for) => asked_for.unwrap_or(Step::Amount),
    };

    use_effect_with(props.id.clone(), {
        let tell = writing.dispatcher();
        move |id: &EntitlementId| {
            let id = id.clone();
            spawn_local(async move { tell.dispatch(Change::Open(Whole::open(&id).await)) });
        }
    });
    use_effect_with((writing.answers_changed, writing.photos_changed), {
        let (id, whole) = (props.id.clone(), whole.clone());
        move |(answers, photos)| {
            let (answers, photos) = (*answers > 0, *photos > 0);
            if let Some(whole) = whole.filter(|_| answers) {
                spawn_local(async move {
                    if photos {
                        ask_draft::keep_photos(&id, &whole.photos).await;
                    }
                    ask_draft::keep_answers(&id, &whole.draft).await;
                });
            }
        }
    });
    let heading = use_node_ref();
    use_effect_with((step, whole.is_some()), {
        let heading = heading.clone();
        move |_| {
            if let Some(heading) = heading.cast::<HtmlElement>() {
                // A heading that is on the page can take the focus.
                let _focused = heading.focus();
            }
        }
    });
    // Back from the tracker comes here again, but what was written has gone: on, to before it was written.
    let nothing_here = whole.as_ref().is_some_and(|whole| whole.draft.is_empty() && whole.photos.is_empty());
    use_effect_with((nothing_here, step), |(nothing_here, step)| {
        if *nothing_here && *step != Step::Amount {
            route::back();
        }
    });

    let onnext = {
        let id = props.id.clone();
        Callback::from(move |()| {
            if change {
                route::back();
            } else {
                route::go_to(&step.next().address(&id, false));
            }
        })
    };
    let onsent = {
        let here = Route::Ask { id: props.id.clone() }.to_path();
        Callback::from(move |made| {
            // Who has gone elsewhere meanwhile is left there.
            let still_here = gloo_utils::window().location().pathname() == Ok(here.clone());
            if let Some(navigator) = navigator.as_ref().filter(|_| still_here) {
                navigator.replace_with_state(&Route::Request { id: made }, JustSent);
            }
        })
    };
    let name = adviser_name(&words, &account);
    let next = if change { words.text("ask-back-to-check") } else { words.text(next_id(step)) };
    html! {
        <>
            <TopBar title={entitlement_name(&words, &props.id)} up={Route::Entitlement { id: props.id.clone() }} />
            { async_state(&entitlement, |entitlement| {
                let Some(whole) = whole else { return loading() };
                if !can_ask(entitlement.card.outcome) && whole.draft.made.is_none() {
                    return cannot(&words, &props.id);
                }
                let half_sent = whole.draft.made.is_some();
                let tell = writing.dispatcher();
                let (entitlement, name) = (entitlement.clone(), AttrValue::from(name.clone()));
                html! {
                    <>
                        <p class="soft small">
                            { words.with("ask-step", &[
                                ("step", step.number().to_string().into()),
                                ("steps", Step::ALL.len().to_string().into()),
                            ]) }
                            { " · " }{ words.text("ask-kept") }
                        </p>
                        <h2 class="question" tabindex="-1" ref={heading}>{ words.text(title_id(step)) }</h2>
                        { match step {
                            Step::Amount => html! { <AmountStep {entitlement} {whole} {tell} {onnext} {next} {name} /> },
                            Step::Reason => html! { <ReasonStep {entitlement} {whole} {tell} {onnext} {next} {name} /> },
                            Step::Photo => html! { <PhotoStep {entitlement} {whole} {tell} {onnext} {next} {name} /> },
                            Step::Pay => html! { <PayStep {entitlement} {whole} {tell} {onnext} {next} {name} /> },
                            Step::Check => html! {
                                <CheckStep {entitlement} {whole} {tell} {onsent} {name}
                                    standard={authority.value.as_ref().map(|authority| authority.service_standard)} />
                            },
                        } }
                        if !half_sent { <Leave id={props.id.clone()} /> }
                    </>
                }
            }) }
        </>
    }
}

const fn title_id(step: Step) -> &'static str {
    match step {
        Step::Amount => "ask-amount-title",
        Step::Reason => "ask-reason-title",
        Step::Photo => "ask-photo-title",
        Step::Pay => "ask-pay-title",
        Step::Check => "ask-check-title",
    }
}

const fn next_id(step: Step) -> &'static str {
    match step {
        Step::Amount => "ask-next-reason",
        Step::Reason => "ask-next-photo",
        Step::Photo => "ask-next-pay",
        Step::Pay | Step::Check => "ask-next-check",
    }
}

/// The step and whether it was come to from the check page, from `?step=pay&change=1`.
fn read_query(query: &str) -> (Option<Step>, bool) {
    let mut step = None;
    let mut change = false;
    for (name, value) in query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
        match name {
            "step" => step = Step::ALL.into_iter().find(|step| step.as_str() == value),
            "change" => change = true,
            _ => {}
        }
    }
    (step, change)
}

fn cannot(words: &Words, id: &EntitlementId) -> Html {
    let route = Route::Entitlement { id: id.clone() };
    html! {
        <section class="card empty">
            <h2>{ words.text("ask-cannot") }</h2>
            <p>{ words.text("ask-cannot-more") }</p>
            <a class="btn" href={route.to_path()}>{ words.text("ask-see-why") }</a>
        </section>
    }
}

/// Giving up: the draft is taken off the phone.
#[component]
fn Leave(props: &AskProps) -> Html {
    let words = use_words();
    let open = use_state(|| false);
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let leave = {
        let id = props.id.clone();
        Callback::from(move |_: MouseEvent| {
            let id = id.clone();
            spawn_local(async move {
                ask_draft::forget(&id).await;
                route::replace(&Route::Entitlement { id });
            });
        })
    };
    html! {
        <>
            <button type="button" class="text-button" onclick={show}>{ words.text("ask-leave") }</button>
            <Dialog open={*open} title={words.text("ask-leave-title")} onclose={close.clone()}>
                <p>{ words.text("ask-leave-text") }</p>
                <div class="btns">
                    <Button kind={Kind::Danger} onclick={leave}>{ words.text("ask-leave-yes") }</Button>
                    <Button kind={Kind::Quiet} onclick={close.reform(|_| ())}>{ words.text("ask-leave-no") }</Button>
                </div>
            </Dialog>
        </>
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::components::Photo;
    use crate::pages::phone::payments::ask_draft::Draft;

    fn written(draft: Draft) -> Rc<Writing> {
        Rc::new(Writing::default()).reduce(Change::Open(Whole { draft, photos: Vec::new() }))
    }

    fn photo() -> Photo {
        Photo { address: "data:image/jpeg;base64,AAAA".to_owned() }
    }

    #[wasm_bindgen_test]
    fn every_step_is_found_again_in_its_address() {
        let id: EntitlementId = "first_food_stock".parse().unwrap();
        for step in Step::ALL {
            for change in [false, true] {
                let address = step.address(&id, change);
                let query = address.split_once('?').map(|(_, query)| query).unwrap_or_default();
                assert_eq!(read_query(query), (Some(step), change));
            }
        }
        assert_eq!(read_query("?step=elsewhere"), (None, false));
    }

    #[wasm_bindgen_test]
    fn what_is_changed_is_kept_and_no_longer_goes_by_itself() {
        let before = written(Draft { waits_for_network: true, ..Draft::new() });
        let after = before.clone().reduce(Change::Amount("40".to_owned()));
        let draft = after.whole.as_ref().map(|whole| whole.draft.clone()).unwrap();
        assert_eq!((draft.amount.as_str(), draft.waits_for_network), ("40", false));
        assert_eq!((after.answers_changed, after.photos_changed), (1, 0));
    }

    #[wasm_bindgen_test]
    fn photos_come_and_go_and_a_place_that_is_not_there_changes_nothing() {
        let two = written(Draft::new()).reduce(Change::Add(photo())).reduce(Change::Add(photo()));
        let one = two.reduce(Change::Remove(1));
        assert_eq!(one.whole.as_ref().map(|whole| whole.photos.len()), Some(1));
        let same = one.clone().reduce(Change::Remove(5));
        assert_eq!(same, one);
    }

    #[wasm_bindgen_test]
    fn how_far_the_sending_came_is_shown_but_is_not_a_change_of_the_answers() {
        let draft = Draft { photos_sent: 1, ..Draft::new() };
        let after = written(Draft::new()).reduce(Change::Sent(draft.clone()));
        assert_eq!(after.whole.as_ref().map(|whole| whole.draft.clone()), Some(draft));
        assert_eq!(after.answers_changed, 0);
    }
}
