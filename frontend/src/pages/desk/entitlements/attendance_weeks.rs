//! Confirming attendance on a person's page: weeks of term that are then paid, or that were not attended in full.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use onward_domain::api::PersonName;
use onward_domain::api::endpoints::{DESK_ATTENDANCE_WEEKS, DESK_ATTENDANCE_WEEKS_CREATE};
use onward_domain::api::entitlements::attendance_weeks::{
    AttendanceWeek, AttendanceWeeks, MAX_WORDS, NewAttendance,
};
use onward_domain::entitlements::WeekState;
use onward_domain::ids::{AccountId, EntitlementId};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::api;
use crate::components::entitlements::attendance_week::{week_chip, week_name, week_paid};
use crate::components::entitlements::reasons::reasons;
use crate::components::payments::balance::entitlement_name;
use crate::components::{Button, Kind, TextField, failure_notice, focus_on, not_done, use_toast};
use crate::format;
use crate::hooks::{refresh_all, use_action, use_resource};
use crate::words::{Words, use_words};

#[derive(PartialEq, Properties)]
pub struct AttendanceCardsProps {
    pub id: AccountId,
}

/// A card for each entitlement that is paid by attendance; none where the person has none.
#[component]
pub fn AttendanceCards(props: &AttendanceCardsProps) -> Html {
    let resource = use_resource(DESK_ATTENDANCE_WEEKS.at([&props.id]));
    match (&resource.value, &resource.failure) {
        (Some(person), _) => html! {
            <>{ for person.items.iter().map(|weeks| html! {
                <Weeks key={weeks.entitlement.to_string()} person={person.young_person.clone()} weeks={weeks.clone()} />
            }) }</>
        },
        (None, Some(failure)) => {
            let resource = resource.clone();
            failure_notice(failure, Callback::from(move |()| resource.refetch()))
        }
        (None, None) => html! {},
    }
}

#[derive(PartialEq, Properties)]
struct WeeksProps {
    person: PersonName,
    weeks: AttendanceWeeks,
}

/// The weeks of one entitlement.
#[component]
fn Weeks(props: &WeeksProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let chosen = use_state(BTreeSet::<NaiveDate>::new);
    let said = use_state(String::new);
    let declining = use_state(|| false);
    let wrong = use_state(|| None::<&'static str>);
    // One for each thing that is said: what was sent and not answered is the same when it is sent again.
    let key = use_state(api::new_key);
    let weeks = &props.weeks;
    let name = props.person.name.as_str();
    let open: Vec<&AttendanceWeek> = weeks.weeks.iter().filter(|week| may_be_confirmed(week)).collect();
    // What somebody else confirmed meanwhile is chosen no more.
    let picked: Vec<NaiveDate> =
        open.iter().map(|week| week.starts).filter(|monday| chosen.contains(monday)).collect();

    let choose = {
        let (chosen, key, wrong) = (chosen.clone(), key.clone(), wrong.clone());
        Callback::from(move |mondays: BTreeSet<NaiveDate>| {
            chosen.set(mondays);
            key.set(api::new_key());
            wrong.set(None);
        })
    };
    let act = {
        let (action, wrong, said, key, declining) =
            (action.clone(), wrong.clone(), said.clone(), key.clone(), declining.clone());
        let (picked, choose) = (picked.clone(), choose.clone());
        let call = DESK_ATTENDANCE_WEEKS_CREATE.at([&props.person.id]);
        let entitlement = weeks.entitlement.clone();
        let done = |id: &str| words.with(id, &[("name", name.into())]);
        let (confirmed, declined) = (done("desk-weeks-confirmed"), done("desk-weeks-declined"));
        let first = open.first().map(|week| week_id(&entitlement, week)).unwrap_or_default();
        let (words_box, head) = (format!("weeks-words-{entitlement}"), format!("weeks-{entitlement}"));
        Callback::from(move |in_full: bool| {
            let mistake = if picked.is_empty() {
                Some("desk-weeks-choose")
            } else if !in_full && said.trim().is_empty() {
                Some("desk-told-words-needed")
            } else {
                None
            };
            wrong.set(mistake);
            if mistake.is_some() {
                focus_on(if picked.is_empty() { &first } else { &words_box });
                return;
            }
            let words = if in_full { String::new() } else { said.trim().to_owned() };
            let body =
                NewAttendance { entitlement: entitlement.clone(), weeks: picked.clone(), in_full, words };
            let (call, key, say, choose) = (call.clone(), (*key).clone(), say.clone(), choose.clone());
            let (said, declining, head) = (said.clone(), declining.clone(), head.clone());
            let done = if in_full { confirmed.clone() } else { declined.clone() };
            action.run(async move {
                let answer = api::send_once(&call, &key, &body).await;
                // Whether it went through or somebody was faster: the page shows how it stands now.
                refresh_all();
                answer?;
                choose.emit(BTreeSet::new());
                said.set(String::new());
                declining.set(false);
                say.emit(done);
                // What was pressed or written in is no more.
                focus_on(&head);
                Ok(())
            });
        })
    };
    let press = |in_full: bool| act.reform(move |_: MouseEvent| in_full);
    let decline = |on: bool| {
        let (declining, key) = (declining.clone(), key.clone());
        Callback::from(move |_: MouseEvent| {
            declining.set(on);
            key.set(api::new_key());
        })
    };
    let change_words = {
        let (said, key) = (said.clone(), key.clone());
        Callback::from(move |text| {
            said.set(text);
            key.set(api::new_key());
        })
    };
    let all = {
        let mondays: BTreeSet<NaiveDate> =
            open.iter().filter(|week| week.state == WeekState::Waiting).map(|week| week.starts).collect();
        choose.reform(move |_: MouseEvent| mondays.clone())
    };
    let mistake = |id: &'static str| wrong.filter(|wrong| *wrong == id).map(|id| words.text(id));
    let unchosen = *wrong == Some("desk-weeks-choose");
    let id = weeks.entitlement.as_str();
    let title = entitlement_name(&words, &weeks.entitlement);
    html! {
        <section class="card" aria-labelledby={format!("weeks-{id}")}>
            <h2 id={format!("weeks-{id}")} tabindex="-1">{ words.with("desk-weeks-title", &[("entitlement", title.into())]) }</h2>
            <p class="soft-note">{ words.with("desk-weeks-about", &[("name", name.into())]) }</p>
            <div class="alerts" role="alert">
                if let Some(failure) = action.failure() {
                    <p class="note bad">{ failure.detail().map_or_else(|| not_done(&words, failure), str::to_owned) }</p>
                    { for (0..picked.len()).filter_map(|place| failure.field(&format!("/weeks/{place}"))).map(|why| html! {
                        <p class="note bad">{ why }</p>
                    }) }
                }
                if let Some(mistake) = mistake("desk-weeks-choose") {
                    <p class="note bad" id={format!("weeks-error-{id}")}>{ mistake }</p>
                }
            </div>
            if open.is_empty() {
                <p>{ words.text("desk-weeks-none") }</p>
            } else {
                <fieldset class="weeks-open" aria-describedby={unchosen.then(|| format!("weeks-error-{id}"))}>
                    <legend class="unseen">{ words.text("desk-weeks-legend") }</legend>
                    { for open.iter().map(|week| tick(&words, week, week_id(&weeks.entitlement, week), &chosen, &choose)) }
                </fieldset>
                if *declining {
                    <TextField id={format!("weeks-words-{id}")} rows={Some(2)} maxlength={u32::try_from(MAX_WORDS).ok()}
                        label={words.with("desk-told-words", &[("name", name.into())])}
                        error={mistake("desk-told-words-needed").map(AttrValue::from)}
                        value={(*said).clone()} onchange={change_words} />
                    <div class="form-buttons">
                        <Button kind={Kind::Danger} busy={action.busy()} onclick={press(false)}>
                            { words.text("desk-weeks-decline-do") }
                        </Button>
                        <Button kind={Kind::Quiet} onclick={decline(false)}>{ words.text("desk-cancel") }</Button>
                    </div>
                } else {
                    <div class="form-buttons">
                        <Button busy={action.busy()} onclick={press(true)}>
                            { words.with("desk-weeks-confirm", &[("count", i64::try_from(picked.len()).unwrap_or_default().into())]) }
                        </Button>
                        <Button kind={Kind::Quiet} onclick={decline(true)}>{ words.text("desk-weeks-decline") }</Button>
                        <Button kind={Kind::Quiet} onclick={all}>{ words.text("desk-weeks-all") }</Button>
                    </div>
                }
            }
            { folded(&words, "desk-weeks-done", weeks, |week| week.state == WeekState::Confirmed) }
            { folded(&words, "desk-weeks-not-theirs", weeks, |week| !week.because.is_empty()) }
            if let Some(until) = weeks.terms_until {
                <p class="soft-note">
                    { words.with("desk-weeks-until", &[("day", format::day(&words, until).into())]) }
                </p>
            }
        </section>
    }
}

/// Whether a worker can say of it that it was attended in full.
fn may_be_confirmed(week: &AttendanceWeek) -> bool {
    match week.state {
        WeekState::Waiting => true,
        WeekState::NotInFull => week.because.is_empty(),
        WeekState::Confirmed | WeekState::NotTheirs => false,
    }
}

/// The `id` of a week's box.
fn week_id(entitlement: &EntitlementId, week: &AttendanceWeek) -> String {
    format!("week-{entitlement}-{}", week.starts)
}

/// One week to tick.
fn tick(
    words: &Words,
    week: &AttendanceWeek,
    id: String,
    chosen: &BTreeSet<NaiveDate>,
    choose: &Callback<BTreeSet<NaiveDate>>,
) -> Html {
    let monday = week.starts;
    let onchange = {
        let chosen = chosen.clone();
        choose.reform(move |event: Event| {
            let mut chosen = chosen.clone();
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                chosen.insert(monday);
            } else {
                chosen.remove(&monday);
            }
            chosen
        })
    };
    html! {
        <label class="choice" key={monday.to_string()}>
            <input type="checkbox" {id} checked={chosen.contains(&monday)} {onchange} />
            <span class="text">
                { week_name(words, week) }
                if let Some(paid) = week_paid(words, week) { <span class="line-note">{ " " }{ paid }</span> }
                if let Some(said) = &week.words {
                    <span class="line-note">{ " " }{ words.with("desk-weeks-said", &[("words", said.as_str().into())]) }</span>
                }
            </span>
        </label>
    }
}

/// Some of the weeks, folded away; nothing where there are none.
fn folded(
    words: &Words,
    title: &'static str,
    weeks: &AttendanceWeeks,
    wanted: impl Fn(&AttendanceWeek) -> bool,
) -> Html {
    let weeks: Vec<&AttendanceWeek> = weeks.weeks.iter().filter(|week| wanted(week)).collect();
    if weeks.is_empty() {
        return html! {};
    }
    html! {
        <details>
            <summary>{ words.with(title, &[("count", i64::try_from(weeks.len()).unwrap_or_default().into())]) }</summary>
            <ul class="lines">{ for weeks.iter().map(|week| html! {
                <li key={week.starts.to_string()}>
                    <div class="line">
                        <span>{ week_name(words, week) }</span>
                        { week_chip(words, week) }
                    </div>
                    if let Some(paid) = week_paid(words, week) { <p class="soft-note">{ paid }</p> }
                    if let Some(by) = &week.by {
                        <p class="soft-note">{ words.with("desk-weeks-by", &[("name", by.as_str().into())]) }</p>
                    }
                    if !week.because.is_empty() { { reasons(words, &week.because) } }
                </li>
            }) }</ul>
        </details>
    }
}
