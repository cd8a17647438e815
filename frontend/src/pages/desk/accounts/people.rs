//! The caseload: who is overdue or due for a contact first, then everybody else.

use chrono::Datelike;
use onward_domain::api::accounts::people::CaseloadItem;
use onward_domain::api::accounts::session::Me;
use onward_domain::api::endpoints::DESK_PEOPLE;
use onward_domain::calendar::ContactDue;
use onward_domain::role::Role;
use yew::prelude::*;
use yew_router::Routable;

use crate::components::{TextField, Tone, async_state, chip};
use crate::format;
use crate::pages::desk::heading::Heading;
use crate::pages::desk::paged_list::use_list;
use crate::route::DeskRoute;
use crate::words::{Words, use_words};

/// Whose young people are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Mine,
    Covering,
    All,
}

impl View {
    const ALL: [Self; 3] = [Self::Mine, Self::Covering, Self::All];

    const fn name(self) -> &'static str {
        match self {
            Self::Mine => "desk-people-mine",
            Self::Covering => "desk-people-covering",
            Self::All => "desk-people-all",
        }
    }

    fn holds(self, item: &CaseloadItem) -> bool {
        match self {
            Self::Mine => item.mine,
            Self::Covering => !item.mine,
            Self::All => true,
        }
    }
}

#[component]
pub fn People() -> Html {
    let words = use_words();
    let role = use_context::<Me>().map_or(Role::Adviser, |me| me.role);
    let has_caseload = role == Role::Adviser;
    let view = use_state(|| if has_caseload { View::Mine } else { View::All });
    let search = use_state(String::new);
    let list = use_list(DESK_PEOPLE.at([]).query("limit", &100));
    let onsearch = {
        let search = search.clone();
        Callback::from(move |text| search.set(text))
    };
    html! {
        <div class="page">
            <div class="page-head">
                <Heading title={words.text("desk-people-title")} />
                if has_caseload {
                    <div class="views" role="group" aria-label={words.text("desk-people-views")}>
                        { for View::ALL.into_iter().map(|each| {
                            let view = view.clone();
                            let pressed = (*view == each).to_string();
                            html! {
                                <button
                                    type="button"
                                    class="view"
                                    aria-pressed={pressed}
                                    onclick={move |_| view.set(each)}
                                >
                                    { words.text(each.name()) }
                                </button>
                            }
                        }) }
                    </div>
                }
            </div>
            { async_state(&list.first, |_| {
                let here: Vec<CaseloadItem> =
                    list.items().into_iter().filter(|item| view.holds(item)).collect();
                html! {
                    <>
                        if !here.is_empty() {
                            <div class="page-head">
                            <p class="soft" role="status">{ summary(&words, &here) }</p>
                            <div class="search">
                                <TextField
                                    id="search"
                                    kind="search"
                                    label={words.text("desk-people-search")}
                                    value={(*search).clone()}
                                    onchange={onsearch.clone()}
                                />
                            </div>
                            </div>
                        }
                        { tables(&words, &here, &search) }
                        { list.more(&words) }
                    </>
                }
            }) }
        </div>
    }
}

fn summary(words: &Words, people: &[CaseloadItem]) -> String {
    let count = |wanted: fn(&ContactDue) -> bool| {
        i64::try_from(people.iter().filter(|item| wanted(&item.contact_due)).count()).unwrap_or(i64::MAX)
    };
    let overdue = count(|due| matches!(due, ContactDue::Overdue { .. }));
    let soon = count(|due| matches!(due, ContactDue::DueSoon { .. }));
    words.with("desk-people-summary", &[("overdue", overdue.into()), ("soon", soon.into())])
}

fn tables(words: &Words, people: &[CaseloadItem], search: &str) -> Html {
    let empty = |title: &str, about: &str| {
        html! { <div class="empty-page"><div><h2>{ words.text(title) }</h2><p>{ words.text(about) }</p></div></div> }
    };
    if people.is_empty() {
        return empty("desk-people-none-title", "desk-people-none");
    }
    let sought = search.trim().to_lowercase();
    let mut found: Vec<&CaseloadItem> =
        people.iter().filter(|item| item.young_person.name.to_lowercase().contains(&sought)).collect();
    if found.is_empty() {
        return empty("desk-people-none-found-title", "desk-people-none-found");
    }
    found.sort_by_key(|item| (urgency(item.contact_due), item.young_person.name.clone()));
    let (urgent, others): (Vec<&CaseloadItem>, Vec<&CaseloadItem>) = found.into_iter().partition(|item| {
        matches!(item.contact_due, ContactDue::Overdue { .. } | ContactDue::DueSoon { .. })
    });
    html! {
        <>
            { table(words, "desk-people-attention", &urgent) }
            { table(words, "desk-people-others", &others) }
        </>
    }
}

/// The longest overdue first, then the soonest due.
fn urgency(due: ContactDue) -> (u8, chrono::NaiveDate) {
    match due {
        ContactDue::Overdue { since } => (0, since),
        ContactDue::DueSoon { by } => (1, by),
        ContactDue::NotDue { by } => (2, by),
    }
}

fn table(words: &Words, caption: &str, people: &[&CaseloadItem]) -> Html {
    if people.is_empty() {
        return Html::default();
    }
    html! {
        <table class="people caseload">
            <caption>{ words.text(caption) }</caption>
            <thead>
                <tr>
                    <th scope="col">{ words.text("desk-people-name") }</th>
                    <th scope="col">{ words.text("desk-people-due") }</th>
                    <th scope="col">{ words.text("desk-people-last") }</th>
                    <th scope="col">{ words.text("desk-people-next") }</th>
                    <th scope="col">{ words.text("desk-place-requests") }</th>
                    <th scope="col"><span class="unseen">{ words.text("desk-people-plan-short") }</span></th>
                </tr>
            </thead>
            <tbody>{ for people.iter().map(|item| row(words, item)) }</tbody>
        </table>
    }
}

fn row(words: &Words, item: &CaseloadItem) -> Html {
    let person = &item.young_person;
    let name = person.name.as_str();
    let last = item.last_contact.map_or_else(
        || words.text("desk-people-never"),
        |at| format::sentence_case(&format::near_day(words, at.naive_local().date())),
    );
    let next = match &item.next_contact {
        Some(contact) => {
            let state = format!("desk-contact-state-{}", contact.state.as_str());
            html! {
                <>
                    { format::sentence_case(&format::when(words, contact.starts_at)) }
                    <small>{ words.with(&state, &[("name", name.into())]) }</small>
                </>
            }
        }
        None => words.text("desk-people-not-planned").into(),
    };
    html! {
        <tr key={person.id.to_string()}>
            <th scope="row">
                <a href={DeskRoute::Person { id: person.id }.to_path()}>{ name }</a>
                <small>
                    { about(words, item) }
                    if !item.mine {
                        { ". " }{ words.with("desk-people-adviser", &[("name", item.adviser_name.as_str().into())]) }
                    }
                </small>
            </th>
            <td>{ due_chip(words, item.contact_due) }</td>
            <td data-label={words.text("desk-people-last")}>{ last }</td>
            <td data-label={words.text("desk-people-next")}>{ next }</td>
            <td>
                { words.with("desk-people-open", &[("count", i64::from(item.open_requests).into())]) }
                if item.facts_to_check > 0 {
                    <small>
                        <a href={DeskRoute::Facts { id: person.id }.to_path()}>
                            { words.with("desk-people-told", &[("count", i64::from(item.facts_to_check).into())]) }
                        </a>
                    </small>
                }
            </td>
            <td class="act">
                <a
                    class="btn quiet small"
                    href={DeskRoute::PlanContact { id: person.id }.to_path()}
                    aria-label={words.with("desk-people-plan", &[("name", name.into())])}
                >
                    { words.text("desk-people-plan-short") }
                </a>
            </td>
        </tr>
    }
}

/// Age and legal category.
#[must_use]
pub fn about(words: &Words, item: &CaseloadItem) -> String {
    let category = words.text(&format!("category-{}", item.category.as_str()));
    match item.age {
        Some(age) => {
            words.with("desk-lately-age", &[("age", i64::from(age).into()), ("category", category.into())])
        }
        None => format!("{}, {category}", words.text("desk-age-unknown")),
    }
}

/// Whether the next contact is due.
pub fn due_chip(words: &Words, due: ContactDue) -> Html {
    let (tone, id, day) = match due {
        ContactDue::Overdue { since } => (Tone::Bad, "desk-due-overdue", since),
        ContactDue::DueSoon { by } => (Tone::Soon, "desk-due-soon", by),
        ContactDue::NotDue { by } => (Tone::Plain, "desk-due-fine", by),
    };
    let day = words.with(
        "desk-short-day",
        &[("day", i64::from(day.day()).into()), ("month", format::short_month(words, day).into())],
    );
    chip(tone, &words.with(id, &[("day", day.into())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_overdue_stand_first() {
        let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
        let longest = urgency(ContactDue::Overdue { since: day("2026-09-01") });
        let overdue = urgency(ContactDue::Overdue { since: day("2026-11-01") });
        let soon = urgency(ContactDue::DueSoon { by: day("2026-08-01") });
        let fine = urgency(ContactDue::NotDue { by: day("2026-07-01") });
        assert!(longest < overdue && overdue < soon && soon < fine);
    }
}
