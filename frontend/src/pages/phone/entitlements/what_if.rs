//! What if: trying out another job, course, home or day. It is worked out on the phone, and nobody is told.

use std::rc::Rc;

use onward_domain::api::endpoints::WHAT_IF;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::entitlements::what_if::WhatIf as Given;
use onward_domain::entitlements::{Assessment, Outcome, Stated, birthday};
use onward_domain::money::Pence;
use onward_domain::what_if::{Difference, What, differences, totals};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;
use yew_router::Routable;

use crate::components::entitlements::reasons::{reasons, sentence};
use crate::components::payments::balance::entitlement_name;
use crate::components::{Button, Field, Glyph, Kind, TextField, TopBar, async_state, icon};
use crate::format;
use crate::hooks::{use_account, use_resource};
use crate::pages::phone::entitlements::money::adviser_name;
use crate::pages::phone::entitlements::what_if_tried::{
    COURSES, HOMES, JOBS, Learning, Tried, When, Work, id_of, value_of, work_out,
};
use crate::route::Route;
use crate::words::{Words, use_words};

/// The birthdays with which something may begin or end.
const BIRTHDAYS: [u32; 9] = [17, 18, 19, 20, 21, 22, 23, 24, 25];
/// How many of them are offered; another day can be written.
const MAX_BIRTHDAYS: usize = 4;

/// Trying out a change.
#[component]
pub fn WhatIf() -> Html {
    let words = use_words();
    let account = use_account();
    let given = use_resource(WHAT_IF.at([]));
    let tried = use_state(|| Tried::from_link(&gloo_utils::window().location().hash().unwrap_or_default()));
    let again = {
        let tried = tried.clone();
        Callback::from(move |_: MouseEvent| tried.set(Tried::default()))
    };
    let name = adviser_name(&words, &account);
    html! {
        <>
            <TopBar title={words.text("what-if-title")} up={Route::Money} />
            <p class="lead">{ words.text("what-if-about") }</p>
            <p class="row private">{ icon(Glyph::Lock) }<span class="grow">{ words.text("what-if-private") }</span></p>
            { async_state(&given, |given| html! {
                <>
                    <Choices given={given.clone()} tried={tried.clone()} />
                    <Answer given={given.clone()} tried={(*tried).clone()} />
                    if *tried != Tried::default() {
                        <Button kind={Kind::Quiet} wide=true onclick={again}>{ words.text("what-if-again") }</Button>
                    }
                </>
            }) }
            <a class="row card link-card" href={Route::People.to_path()}>
                { icon(Glyph::People) }
                <span class="grow">{ words.with("what-if-talk", &[("name", name.into())]) }</span>
                { icon(Glyph::Forward) }
            </a>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ChoicesProps {
    given: Rc<Given>,
    tried: UseStateHandle<Tried>,
}

/// What can be changed.
#[component]
fn Choices(props: &ChoicesProps) -> Html {
    let words = use_words();
    let tried = &props.tried;
    let set = |change: fn(&mut Tried, String)| {
        let tried = tried.clone();
        Callback::from(move |value: String| {
            let mut next = (*tried).clone();
            change(&mut next, value);
            tried.set(next);
        })
    };
    let tick = |id: &'static str, on: bool, change: fn(&mut Tried, bool)| {
        let tried = tried.clone();
        let onchange = move |event: Event| {
            let mut next = (*tried).clone();
            change(&mut next, event.target_unchecked_into::<HtmlInputElement>().checked());
            tried.set(next);
        };
        html! {
            <label class="choice">
                <input type="checkbox" checked={on} {onchange} />
                <span class="text">{ words.text(id) }</span>
            </label>
        }
    };
    let select =
        |id: &'static str, options: Vec<(String, String)>, value: String, onchange: Callback<String>| {
            let onchange =
                onchange.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
            html! {
                <Field {id} label={words.text(id)}>
                    <select {id} {onchange}>
                        { for options.into_iter().map(|(option, text)| {
                        let selected = option == value;
                        html! { <option {selected} value={option}>{ text }</option> }
                    }) }
                    </select>
                </Field>
            }
        };
    let named = |kind: &str, ids: &[&str]| -> Vec<(String, String)> {
        ids.iter().map(|id| ((*id).to_owned(), words.text(&format!("what-if-{kind}-{id}")))).collect()
    };
    let wrong_wage = (!tried.wage.trim().is_empty() && tried.wage_a_week().is_none())
        .then(|| AttrValue::from(words.text("what-if-wage-wrong")));
    let wrong_day =
        (tried.when == When::Another && tried.on(&props.given).is_none() && !tried.day.is_empty())
            .then(|| AttrValue::from(words.text("what-if-day-wrong")));
    html! {
        <section class="card choices" aria-label={words.text("what-if-choices")}>
            { select("what-if-job", named("job", &JOBS.map(|(id, _)| id)), id_of(&JOBS, tried.job), set(|tried, id| {
                tried.job = value_of(&JOBS, &id);
            })) }
            if matches!(tried.job, Work::In(_)) {
                <TextField id="what-if-wage" label={words.text("what-if-wage")} hint={words.text("what-if-wage-hint")}
                    error={wrong_wage} inputmode={Some(AttrValue::from("decimal"))} verbatim=true value={tried.wage.clone()}
                    onchange={set(|tried, wage| tried.wage = wage)} />
            }
            { select("what-if-course", named("course", &COURSES.map(|(id, _)| id)), id_of(&COURSES, tried.course),
                set(|tried, id| tried.course = value_of(&COURSES, &id))) }
            if matches!(tried.course, Learning::On(_)) {
                { tick("what-if-part-time", tried.part_time, |tried, on| tried.part_time = on) }
                { tick("what-if-computer", tried.needs_computer, |tried, on| tried.needs_computer = on) }
            }
            { select("what-if-home", named("home", &HOMES.map(|(id, _)| id)), id_of(&HOMES, tried.home), set(|tried, id| {
                tried.home = value_of(&HOMES, &id);
            })) }
            { select("what-if-when", days(&words, &props.given), tried.when.id(), set(|tried, id| {
                tried.when = When::of(&id);
            })) }
            if tried.when == When::Another {
                <TextField id="what-if-day" label={words.text("what-if-day")} kind="date" error={wrong_day}
                    value={tried.day.clone()} onchange={set(|tried, day| tried.day = day)} />
            }
            <details>
                <summary>{ words.text("what-if-baby") }</summary>
                <TextField id="what-if-baby-due" label={words.text("what-if-baby-due")} kind="date"
                    hint={words.text("what-if-baby-hint")} value={tried.baby_due.clone()}
                    onchange={set(|tried, day| tried.baby_due = day)} />
            </details>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct AnswerProps {
    given: Rc<Given>,
    tried: Tried,
}

/// What would be different.
#[component]
fn Answer(props: &AnswerProps) -> Html {
    let words = use_words();
    let worked_out =
        use_memo((props.given.clone(), props.tried.clone()), |(given, tried)| work_out(given, tried));
    let all = worked_out.as_ref().as_ref().map(|(now, then)| differences(now, then));
    let of =
        |what: What| -> Vec<&Difference> { all.iter().flatten().filter(|one| one.what == what).collect() };
    let count = |what: What| i64::try_from(of(what).len()).unwrap_or(i64::MAX).into();
    let supposes_work =
        matches!(props.tried.job, Work::In(_)) || matches!(props.tried.course, Learning::On(_));
    let said = match &all {
        None => words.text("what-if-choose"),
        Some(all) if all.is_empty() => words.text("what-if-same"),
        Some(_) => words.with("what-if-said", &[("comes", count(What::Comes)), ("goes", count(What::Goes))]),
    };
    html! {
        <>
            <h2>{ words.text("what-if-answer") }</h2>
            <p class="lead" role="status">{ said }</p>
            if let Some((now, then)) = &*worked_out { { sides(&words, props, now, then) } }
            { for [What::Comes, What::Changes, What::Goes, What::Later].into_iter().map(|what| {
                let some = of(what);
                html! {
                    if !some.is_empty() {
                        <h3 class="group">{ words.text(heading(what)) }</h3>
                        <div class="rows">{ for some.into_iter().map(|one| difference(&words, one)) }</div>
                    }
                }
            }) }
            { questions(&words, &of(What::Asks)) }
            if all.is_some_and(|all| !all.is_empty()) {
                <p class="soft small">
                    if supposes_work { { words.text("what-if-taken") }{ " " } }
                    { words.text("what-if-no-promise") }
                </p>
            }
        </>
    }
}

/// What else would have to be known, each with what it decides.
fn questions(words: &Words, some: &[&Difference]) -> Html {
    let mut asked: Vec<(String, Vec<String>)> = Vec::new();
    for then in some.iter().filter_map(|one| one.then.as_ref()) {
        let name = entitlement_name(words, &then.card.id);
        for reason in then.because.iter().filter(|reason| reason.met.is_none()) {
            let question = sentence(words, reason);
            match asked.iter_mut().find(|(known, _)| *known == question) {
                Some((_, decides)) => decides.push(name.clone()),
                None => asked.push((question, vec![name.clone()])),
            }
        }
    }
    if asked.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3 class="group">{ words.text(heading(What::Asks)) }</h3>
            <ul class="rows">
                { for asked.into_iter().map(|(question, decides)| html! {
                    <li class="asks">
                        { question }
                        <small class="soft line">{ decides.join(", ") }</small>
                    </li>
                }) }
            </ul>
        </>
    }
}

/// The sums side by side, and the pay that goes with them.
fn sides(words: &Words, props: &AnswerProps, now: &Assessment, then: &Assessment) -> Html {
    let wage_now = match props.given.facts.employment {
        Stated::Is(job) => job.weekly_wage_pence,
        Stated::No | Stated::NotKnown => None,
    };
    let wage_then = match props.tried.job {
        Work::AsNow => wage_now,
        Work::Without => None,
        Work::In(_) => props.tried.wage_a_week(),
    };
    let pay = (wage_now != wage_then).then(|| {
        let pay = |wage: Option<Pence>| wage.unwrap_or(Pence::ZERO);
        (words.text("what-if-pay"), pay(wage_now), pay(wage_then))
    });
    let sums = totals(now, then)
        .into_iter()
        .map(|total| (words.text(&format!("what-if-sum-{}", total.counted.as_str())), total.now, total.then));
    let rows: Vec<_> = pay.into_iter().chain(sums).collect();
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <section class="card">
            <table class="sides">
                <caption class="unseen">{ words.text("what-if-sums") }</caption>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{ words.text("what-if-now") }</th>
                        <th scope="col">{ words.text("what-if-then") }</th>
                    </tr>
                </thead>
                <tbody>
                    { for rows.into_iter().map(|(name, now, then)| html! {
                        <tr>
                            <th scope="row">{ name }</th>
                            <td class="money">{ now.to_string() }</td>
                            <td class={classes!("money", (then > now).then_some("more"))}>{ then.to_string() }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </section>
    }
}

fn difference(words: &Words, one: &Difference) -> Html {
    let Some(whole) = one.then.as_ref().or(one.now.as_ref()) else { return html! {} };
    let id = &whole.card.id;
    html! {
        <details key={id.as_str()}>
            <summary>
                <span class="grow">{ entitlement_name(words, id) }</span>
                { amount(words, one) }
            </summary>
            if let Some(about) = words.find(&format!("entitlement-{id}-about"), &[]) { <p>{ about }</p> }
            { for one.then.iter().map(|then| explained(words, one.what, then)) }
        </details>
    }
}

/// What it is worth, or from when, at the end of its line.
fn amount(words: &Words, one: &Difference) -> Html {
    let worth = |whole: &Option<Entitlement>| {
        let card = &whole.as_ref()?.card;
        let pieces = || {
            let count = card.units?.amount;
            Some(words.with("what-if-pieces", &[("count", i64::from(count).into())]))
        };
        card.amount.as_ref().map(|amount| amount.pence.to_string()).or_else(pieces)
    };
    let text = match one.what {
        What::Comes => worth(&one.then),
        What::Goes => worth(&one.now),
        What::Changes => worth(&one.then).map(|then| match worth(&one.now) {
            Some(now) => words.with("what-if-from-to", &[("now", now.into()), ("then", then.into())]),
            None => words.with("what-if-to", &[("then", then.into())]),
        }),
        What::Later => {
            let opens = one.then.as_ref().and_then(|then| then.card.opens);
            opens.map(|day| words.with("money-from", &[("day", format::day(words, day).into())]))
        }
        What::Asks => None,
    };
    html! { if let Some(text) = text { <span class="money">{ text }</span> } }
}

/// How it could be had then, or why not.
fn explained(words: &Words, what: What, then: &Entitlement) -> Html {
    let how = match then.card.outcome {
        Outcome::CanAsk | Outcome::Automatic | Outcome::NeedsAssessment | Outcome::UsedUp => {
            let counted = words.text(&format!("counted-{}", then.card.counted.as_str()));
            let outcome = words.text(&format!("outcome-{}", then.card.outcome.as_str()));
            Some(words.with("what-if-how", &[("outcome", outcome.into()), ("counted", counted.into())]))
        }
        Outcome::Elsewhere => then.elsewhere.as_ref().map(|id| words.text(id)),
        Outcome::Coming | Outcome::Ended | Outcome::NotYours | Outcome::TellUs => None,
    };
    let why = match what {
        What::Comes | What::Changes => None,
        What::Goes | What::Later | What::Asks => Some(reasons(words, &then.because)),
    };
    html! {
        <>
            if let Some(how) = how { <p>{ how }</p> }
            { for why }
        </>
    }
}

const fn heading(what: What) -> &'static str {
    match what {
        What::Comes => "what-if-comes",
        What::Goes => "what-if-goes",
        What::Changes => "what-if-changes",
        What::Later => "what-if-later",
        What::Asks => "what-if-asks",
    }
}

fn days(words: &Words, given: &Given) -> Vec<(String, String)> {
    let birthdays = given.facts.date_of_birth.into_iter().flat_map(|birth| {
        let ahead = BIRTHDAYS.into_iter().map(move |age| (age, birthday(birth, age)));
        ahead.filter(|(_, day)| *day > given.today).take(MAX_BIRTHDAYS)
    });
    let named = birthdays.map(|(age, day)| {
        let values = [("age", i64::from(age).into()), ("day", format::day(words, day).into())];
        (When::Birthday(age).id(), words.with("what-if-birthday", &values))
    });
    let today = (When::Today.id(), words.text("what-if-today"));
    let another = (When::Another.id(), words.text("what-if-another-day"));
    std::iter::once(today).chain(named).chain(std::iter::once(another)).collect()
}
