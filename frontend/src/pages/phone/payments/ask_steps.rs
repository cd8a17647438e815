//! The pages of asking on which something is answered: how much, what for, a photo, how to be paid.

use std::rc::Rc;

use onward_domain::api::endpoints::BANK_DETAILS;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::payments::bank_details::MyBankDetails;
use onward_domain::api::payments::requests::{MAX_EVIDENCE, MAX_WORDS};
use onward_domain::entitlements::{NotAsked, Terms};
use onward_domain::money::{NotMoney, Pence};
use onward_domain::payments::{MAX_LINE, PROMISE_TO_REPAY, PayBy, TRIED};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::payments::balance::entitlement_name;
use crate::components::{AddPhoto, Button, Field, Glyph, Kind, Photo, TextField, focus_on, icon};
use crate::hooks::use_resource;
use crate::pages::phone::payments::ask_draft::{Draft, Whole};
use crate::pages::phone::payments::ask_state::{Change, Writing};
use crate::pages::phone::payments::bank::{BankForm, bank_card};
use crate::words::{Words, use_words};

/// What each of these pages needs.
#[derive(PartialEq, Properties)]
pub struct StepProps {
    /// What is asked for.
    pub entitlement: Rc<Entitlement>,
    pub whole: Rc<Whole>,
    /// Where changes go.
    pub tell: UseReducerDispatcher<Writing>,
    /// Called when the page is answered well.
    pub onnext: Callback<()>,
    /// What stands on the button that goes on.
    pub next: AttrValue,
    /// The personal adviser's name.
    pub name: AttrValue,
}

/// What is wrong with the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Empty,
    NotMoney,
    Nothing,
    TooLarge,
    MoreThanLeft(Pence),
}

/// How much, and how many where it counts visits or lessons.
#[component]
pub fn AmountStep(props: &StepProps) -> Html {
    let words = use_words();
    let tried = use_state(|| false);
    let (card, draft) = (&props.entitlement.card, &props.whole.draft);
    let terms = Terms::from(&*props.entitlement);
    let units = draft.units.trim().parse().ok();
    // Where pieces are asked for, what they cost is not counted.
    let left = terms.remaining.filter(|_| terms.units.is_none() || units == Some(0));
    let wrong = amount_wrong(draft, &terms, units);
    let units_wrong = terms.units.and_then(|_| units_wrong(&words, &terms, units));
    let what = entitlement_name(&words, &card.id);
    let onsubmit = {
        let (tried, onnext) = (tried.clone(), props.onnext.clone());
        let (units_well, well) = (units_wrong.is_none(), wrong.is_none());
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            match (units_well, well) {
                (true, true) => onnext.emit(()),
                (false, _) => focus_on("units"),
                (true, false) => focus_on("amount"),
            }
        }
    };
    let oninput = {
        let tell = props.tell.clone();
        move |event: InputEvent| {
            tell.dispatch(Change::Amount(event.target_unchecked_into::<HtmlInputElement>().value()));
        }
    };
    let take_all = left.filter(|left| draft.pence() != Some(*left)).map(|left| {
        let tell = props.tell.clone();
        let text = words.with("ask-amount-all", &[("left", left.to_string().into())]);
        let onclick =
            move |_| tell.dispatch(Change::Amount(left.to_string().trim_start_matches('£').to_owned()));
        html! { <Button kind={Kind::Quiet} small=true {onclick}>{ text }</Button> }
    });
    let after = left.zip(draft.pence()).filter(|(left, amount)| amount <= left);
    let error = wrong.filter(|_| *tried).map(|wrong| AttrValue::from(wrong_text(&words, wrong)));
    let described = if error.is_some() { "amount-hint amount-error" } else { "amount-hint" };
    html! {
        <form {onsubmit} novalidate=true>
            <p class="lead">{ match left {
                Some(left) => words.with(
                    "ask-amount-left",
                    &[("left", left.to_string().into()), ("what", what.into())],
                ),
                None => words.with("ask-amount-open", &[("what", what.into())]),
            } }</p>
            if let Some(units) = card.units {
                <TextField
                    id="units"
                    label={words.text("ask-units-label")}
                    hint={words.with("ask-units-left", &[("count", i64::from(units.remaining).into())])}
                    error={units_wrong.filter(|_| *tried)}
                    value={draft.units.clone()}
                    onchange={props.tell_by(Change::Units)}
                    inputmode="numeric"
                    verbatim=true
                />
            }
            <Field
                id="amount"
                label={words.text("ask-amount-label")}
                hint={words.with("ask-amount-hint", &[("name", props.name.as_str().into())])}
                error={error.clone()}
            >
                <span class="pound">
                    <input id="amount" type="text" inputmode="decimal" autocomplete="off" value={draft.amount.clone()}
                        {oninput} aria-describedby={described} aria-invalid={error.is_some().then_some("true")} />
                </span>
            </Field>
            { take_all.unwrap_or_default() }
            <p class="card between" aria-live="polite">
                if let Some((left, amount)) = after {
                    <span class="soft">{ words.text("ask-amount-after") }</span>
                    <span class="money">{ left.less(amount).to_string() }</span>
                }
            </p>
            <Button submit=true wide=true>{ props.next.clone() }</Button>
        </form>
    }
}

/// What it is for.
#[component]
pub fn ReasonStep(props: &StepProps) -> Html {
    let words = use_words();
    let tried = use_state(|| false);
    let Draft { reason, tried: tried_before, .. } = &props.whole.draft;
    let asks_what_was_tried = asks(&props.entitlement, TRIED);
    let error = wrong_words(&words, reason, "ask-reason-empty");
    let tried_error =
        asks_what_was_tried.then(|| wrong_words(&words, tried_before, "ask-tried-empty")).flatten();
    let onsubmit = {
        let (tried, onnext) = (tried.clone(), props.onnext.clone());
        let (reason_well, tried_well) = (error.is_none(), tried_error.is_none());
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            match (reason_well, tried_well) {
                (true, true) => onnext.emit(()),
                (false, _) => focus_on("reason"),
                (true, false) => focus_on("tried"),
            }
        }
    };
    html! {
        <form {onsubmit} novalidate=true>
            <TextField
                id="reason"
                label={words.text("ask-reason-label")}
                hint={words.text("ask-reason-hint")}
                error={error.filter(|_| *tried)}
                value={reason.clone()}
                onchange={props.tell_by(Change::Reason)}
                rows={Some(5)}
            />
            if asks_what_was_tried {
                <TextField
                    id="tried"
                    label={words.text("ask-tried-label")}
                    hint={words.text("ask-tried-hint")}
                    error={tried_error.filter(|_| *tried)}
                    value={tried_before.clone()}
                    onchange={props.tell_by(Change::Tried)}
                    rows={Some(3)}
                />
            }
            <Button submit=true wide=true>{ props.next.clone() }</Button>
        </form>
    }
}

/// Photos of it; none is fine too.
#[component]
pub fn PhotoStep(props: &StepProps) -> Html {
    let words = use_words();
    let photos = &props.whole.photos;
    // What is written or signed here needs no photo.
    let wanted =
        props.entitlement.evidence.iter().filter(|id| ![TRIED, PROMISE_TO_REPAY].contains(&id.as_str()));
    let onadd = {
        let tell = props.tell.clone();
        Callback::from(move |photo: Photo| tell.dispatch(Change::Add(photo)))
    };
    let onnext = props.onnext.reform(|_: MouseEvent| ());
    let label = words.text(if photos.is_empty() { "ask-photo-take" } else { "ask-photo-another" });
    let most = words.with("ask-photo-most", &[("most", MAX_EVIDENCE.to_string().into())]);
    html! {
        <>
            <p class="lead">{ words.text("ask-photo-text") }</p>
            if wanted.clone().next().is_some() {
                <p>{ words.text("ask-photo-wanted") }</p>
                <ul class="plain-list">{ for wanted.map(|id| html! { <li>{ words.text(id) }</li> }) }</ul>
            }
            <ul class="photos" aria-live="polite">
                { for photos.iter().enumerate().map(|(place, photo)| {
                    let tell = props.tell.clone();
                    let onclick = move |_: MouseEvent| tell.dispatch(Change::Remove(place));
                    html! { <li>{ chosen(&words, place, photo) }{ remove(&words, place, onclick) }</li> }
                }) }
            </ul>
            if photos.len() < MAX_EVIDENCE {
                <AddPhoto {label} {onadd} main={photos.is_empty()} />
                <p class="soft small">{ words.text("ask-photo-hint") }</p>
            } else {
                <p>{ most }</p>
            }
            <Button wide=true kind={if photos.is_empty() { Kind::Quiet } else { Kind::Main }} onclick={onnext}>
                { if photos.is_empty() { words.text("ask-photo-skip").into() } else { props.next.clone() } }
            </Button>
        </>
    }
}

/// How to be paid. Who chooses the bank account and gave none yet gives it here, or later.
#[component]
pub fn PayStep(props: &StepProps) -> Html {
    let words = use_words();
    let tried = use_state(|| false);
    let later = use_state(|| false);
    let mine = use_resource(BANK_DETAILS.at([]));
    let chosen = props.whole.draft.pay_by;
    let details = mine.value.as_ref().and_then(|mine| mine.details.as_ref());
    let to_bank = chosen == Some(PayBy::BankTransfer);
    let asks_for_bank = to_bank && mine.value.is_some() && details.is_none() && !*later;
    let onsubmit = {
        let (tried, onnext) = (tried.clone(), props.onnext.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if chosen.is_some() {
                onnext.emit(());
            }
        }
    };
    let skip = {
        let (later, onnext) = (later.clone(), props.onnext.clone());
        move |_: MouseEvent| {
            later.set(true);
            onnext.emit(());
        }
    };
    let missing = chosen.is_none() && *tried;
    html! {
        <>
            <form {onsubmit} novalidate=true>
                <fieldset class="choices" aria-describedby={missing.then_some("pay-error")}>
                    <legend>{ words.text("ask-pay-label") }</legend>
                    if missing {
                        <p class="error" id="pay-error" role="alert">
                            { icon(Glyph::Warning) }{ words.text("ask-pay-empty") }
                        </p>
                    }
                    { for PayBy::ALL.iter().copied().map(|way| pay_way(&words, props, mine.value.as_deref(), way)) }
                </fieldset>
                if chosen == Some(PayBy::Cash) {
                    <TextField
                        id="collect-at"
                        label={words.text("ask-collect-label")}
                        hint={words.text("ask-collect-hint")}
                        value={props.whole.draft.collect_at.clone()}
                        onchange={props.tell_by(Change::CollectAt)}
                        maxlength={u32::try_from(MAX_LINE).ok()}
                    />
                }
                if let Some(details) = details.filter(|_| to_bank) { { bank_card(&words, details) } }
                if !asks_for_bank { <Button submit=true wide=true>{ props.next.clone() }</Button> }
            </form>
            if asks_for_bank {
                <h3>{ words.text("bank-title") }</h3>
                <BankForm mine={mine.clone()} is_change=false />
                <Button kind={Kind::Quiet} wide=true onclick={skip}>{ words.text("ask-pay-bank-later") }</Button>
            }
        </>
    }
}

/// Whether the policy asks for this besides what it always asks.
pub fn asks(entitlement: &Entitlement, what: &str) -> bool {
    entitlement.evidence.iter().any(|id| id == what)
}

/// One way to be paid; one that isn't open says why.
fn pay_way(words: &Words, props: &StepProps, mine: Option<&MyBankDetails>, way: PayBy) -> Html {
    let tell = props.tell.clone();
    let onchange = move |_: Event| tell.dispatch(Change::PayBy(way));
    let name = words.text(&format!("pay-by-{}", way.as_str()));
    let closed = match way {
        PayBy::Cash => mine.is_some_and(|mine| !mine.cash_agreed),
        PayBy::BankTransfer | PayBy::Voucher | PayBy::Goods => false,
    };
    let about = if closed { "closed" } else { "about" };
    let about =
        words.with(&format!("pay-by-{}-{about}", way.as_str()), &[("name", props.name.as_str().into())]);
    let checked = !closed && props.whole.draft.pay_by == Some(way);
    html! {
        <label class="choice">
            <input type="radio" name="pay-by" value={way.as_str()} {checked} disabled={closed} {onchange} />
            <span class="text"><strong>{ name }</strong>{ " " }<small class="soft">{ about }</small></span>
        </label>
    }
}

impl StepProps {
    fn tell_by(&self, change: fn(String) -> Change) -> Callback<String> {
        let tell = self.tell.clone();
        Callback::from(move |text| tell.dispatch(change(text)))
    }
}

fn amount_wrong(draft: &Draft, terms: &Terms, units: Option<u32>) -> Option<Wrong> {
    if draft.amount.trim().is_empty() {
        return Some(Wrong::Empty);
    }
    match Pence::parse_pounds(&draft.amount) {
        Err(NotMoney::TooLarge) => Some(Wrong::TooLarge),
        Err(NotMoney::NotPounds | NotMoney::Negative) => Some(Wrong::NotMoney),
        Ok(amount) if amount.is_zero() => Some(Wrong::Nothing),
        Ok(amount) => match terms.commitment(amount, units.unwrap_or(1)) {
            Err(NotAsked::MoreThanIsLeft { left }) => Some(Wrong::MoreThanLeft(left)),
            // The other refusals are about the number, or keep this page from opening.
            Err(NotAsked::MorePiecesThanLeft { .. } | NotAsked::HowMany | NotAsked::NotYours) | Ok(_) => None,
        },
    }
}

fn wrong_text(words: &Words, wrong: Wrong) -> String {
    match wrong {
        Wrong::Empty => words.text("ask-amount-empty"),
        Wrong::NotMoney => words.text("ask-amount-not-money"),
        Wrong::Nothing => words.text("ask-amount-zero"),
        Wrong::TooLarge => words.text("ask-amount-large"),
        Wrong::MoreThanLeft(left) => words.with("ask-amount-over", &[("left", left.to_string().into())]),
    }
}

/// Asked with no money, so that only the number can be wrong.
fn units_wrong(words: &Words, terms: &Terms, units: Option<u32>) -> Option<String> {
    let Some(units) = units else { return Some(words.text("ask-units-none")) };
    match terms.commitment(Pence::ZERO, units) {
        Err(NotAsked::HowMany) => Some(words.text("ask-units-none")),
        Err(NotAsked::MorePiecesThanLeft { left }) => {
            Some(words.with("ask-units-over", &[("count", left.to_string().into())]))
        }
        Err(NotAsked::MoreThanIsLeft { .. } | NotAsked::NotYours) | Ok(_) => None,
    }
}

/// What is wrong with what somebody wrote; `empty` names the sentence for nothing at all.
fn wrong_words(words: &Words, written: &str, empty: &str) -> Option<String> {
    if written.trim().is_empty() {
        Some(words.text(empty))
    } else if written.trim().chars().count() > MAX_WORDS {
        Some(words.with("ask-reason-long", &[("most", MAX_WORDS.to_string().into())]))
    } else {
        None
    }
}

fn chosen(words: &Words, place: usize, photo: &Photo) -> Html {
    let number = [("number", (place + 1).to_string().into())];
    if photo.is_pdf() {
        html! { <span class="file">{ icon(Glyph::Document) }{ words.text("ask-photo-pdf") }</span> }
    } else {
        html! { <img src={photo.address.clone()} alt={words.with("ask-photo-alt", &number)} /> }
    }
}

fn remove(words: &Words, place: usize, onclick: impl Fn(MouseEvent) + 'static) -> Html {
    let name = words.with("ask-photo-name", &[("number", (place + 1).to_string().into())]);
    let label = words.with("ask-photo-remove", &[("name", name.into())]);
    html! {
        <button type="button" class="round" aria-label={label} {onclick}>{ icon(Glyph::Remove) }</button>
    }
}
