//! The bank account that money goes to: shown masked, given for the first time, changed.

use onward_domain::api::endpoints::{BANK_DETAILS, BANK_DETAILS_CHANGE};
use onward_domain::api::payments::bank_details::{BankDetails, MyBankDetails, NewBankDetails};
use onward_domain::payments::{NotAPayee, Payee, WAIT_WORKING_DAYS};
use yew::prelude::*;

use crate::api;
use crate::components::{
    Button, Glyph, Kind, TextField, TopBar, alert, async_state, focus_on, focus_on_change, icon, use_toast,
};
use crate::format;
use crate::hooks::{Resource, use_action, use_resource};
use crate::route::Route;
use crate::words::{Words, use_words};

/// The account as it is known now; the focus goes there when it was saved.
const ACCOUNT: &str = "bank-account";

#[component]
pub fn Bank() -> Html {
    let words = use_words();
    let mine = use_resource(BANK_DETAILS.at([]));
    html! {
        <>
            <TopBar title={words.text("bank-title")} up={Route::Settings} />
            { async_state(&mine, |_| html! { <BankDetailsHere mine={mine.clone()} /> }) }
        </>
    }
}

#[derive(PartialEq, Properties)]
pub struct BankDetailsHereProps {
    /// What is known of them.
    pub mine: Resource<MyBankDetails>,
}

/// The details with a way to change them, or the questions for the first ones.
#[component]
pub fn BankDetailsHere(props: &BankDetailsHereProps) -> Html {
    let words = use_words();
    let changing = use_state(|| false);
    let Some(mine) = props.mine.value.clone() else { return html! {} };
    let Some(details) = &mine.details else {
        return html! { <BankForm mine={props.mine.clone()} is_change=false /> };
    };
    let stop = {
        let changing = changing.clone();
        Callback::from(move |()| changing.set(false))
    };
    let change = {
        let changing = changing.clone();
        Callback::from(move |_: MouseEvent| changing.set(true))
    };
    html! {
        <>
            { bank_card(&words, details) }
            if *changing {
                <BankForm mine={props.mine.clone()} is_change=true onsaved={stop.clone()} />
                <Button kind={Kind::Quiet} wide=true onclick={stop.reform(|_| ())}>{ words.text("bank-keep") }</Button>
            } else {
                <Button kind={Kind::Quiet} wide=true onclick={change}>{ words.text("bank-change") }</Button>
            }
        </>
    }
}

/// The account, and from when on money goes there.
pub fn bank_card(words: &Words, details: &BankDetails) -> Html {
    let waits = details.waits.then(|| {
        let day = format::near_day(words, details.usable_from);
        words.with("bank-waits", &[("day", day.into())])
    });
    html! {
        <section class="card" id={ACCOUNT} tabindex="-1" aria-label={words.text("bank-title")}>
            <p><strong class="own-words">{ &details.name }</strong></p>
            <p>{ words.with("bank-masked", &[
                ("sort", details.sort_code.as_str().into()),
                ("account", details.account_number.as_str().into()),
            ]) }</p>
            if let Some(waits) = waits { <p class="row">{ icon(Glyph::Warning) }<span class="grow">{ waits }</span></p> }
        </section>
    }
}

#[derive(PartialEq, Properties)]
pub struct BankFormProps {
    /// Where what was saved is shown.
    pub mine: Resource<MyBankDetails>,
    /// Whether there are details already, so that these wait.
    pub is_change: bool,
    /// Called when they are saved.
    #[prop_or_default]
    pub onsaved: Callback<()>,
}

/// The three questions. Nothing of the answers is kept on the phone.
#[component]
pub fn BankForm(props: &BankFormProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let tried = use_state(|| false);
    let typed = use_state(|| NewBankDetails {
        name: String::new(),
        sort_code: String::new(),
        account_number: String::new(),
    });
    let wrong = Payee::parse(&typed.name, &typed.sort_code, &typed.account_number).err().filter(|_| *tried);
    let wrong = wrong.unwrap_or_default();
    let onsubmit = {
        let (action, tried, typed) = (action.clone(), tried.clone(), typed.clone());
        let (mine, onsaved, done) = (props.mine.clone(), props.onsaved.clone(), words.text("bank-saved"));
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Err(wrong) = Payee::parse(&typed.name, &typed.sort_code, &typed.account_number) {
                focus_on(first_wrong(wrong));
                return;
            }
            let (typed, tried, mine) = (typed.clone(), tried.clone(), mine.clone());
            let (say, onsaved, done) = (say.clone(), onsaved.clone(), done.clone());
            action.run(async move {
                mine.set(api::send(&BANK_DETAILS_CHANGE.at([]), &*typed).await?);
                let empty = String::new;
                typed.set(NewBankDetails { name: empty(), sort_code: empty(), account_number: empty() });
                tried.set(false);
                say.emit(done);
                onsaved.emit(());
                focus_on_change(ACCOUNT);
                Ok(())
            });
        }
    };
    let change = |set: fn(&mut NewBankDetails, String)| {
        let typed = typed.clone();
        Callback::from(move |text: String| {
            let mut after = (*typed).clone();
            set(&mut after, text);
            typed.set(after);
        })
    };
    let about = if props.is_change {
        words.with("bank-change-about", &[("days", i64::from(WAIT_WORKING_DAYS).into())])
    } else {
        words.text("bank-first-about")
    };
    html! {
        <form {onsubmit} novalidate=true>
            <p>{ about }</p>
            <TextField
                id="bank-name"
                label={words.text("bank-name-label")}
                hint={words.text("bank-name-hint")}
                error={wrong.name.then(|| words.text("bank-name-wrong"))}
                value={typed.name.clone()}
                onchange={change(|typed, text| typed.name = text)}
                autocomplete="name"
            />
            <TextField
                id="bank-sort-code"
                label={words.text("bank-sort-code-label")}
                hint={words.text("bank-sort-code-hint")}
                error={wrong.sort_code.then(|| words.text("bank-sort-code-wrong"))}
                value={typed.sort_code.clone()}
                onchange={change(|typed, text| typed.sort_code = text)}
                inputmode="numeric"
                verbatim=true
            />
            <TextField
                id="bank-account-number"
                label={words.text("bank-account-number-label")}
                hint={words.text("bank-account-number-hint")}
                error={wrong.account_number.then(|| words.text("bank-account-number-wrong"))}
                value={typed.account_number.clone()}
                onchange={change(|typed, text| typed.account_number = text)}
                inputmode="numeric"
                verbatim=true
            />
            { alert(&words, action.failure()) }
            <Button submit=true wide=true busy={action.busy()}>
                { words.text(if action.busy() { "bank-saving" } else { "bank-save" }) }
            </Button>
            <p class="soft small">{ words.text("bank-safe") }</p>
        </form>
    }
}

const fn first_wrong(wrong: NotAPayee) -> &'static str {
    if wrong.name {
        "bank-name"
    } else if wrong.sort_code {
        "bank-sort-code"
    } else {
        "bank-account-number"
    }
}
