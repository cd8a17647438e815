//! The queue: the requests of a view, oldest first, with the chosen one beside them.

use onward_domain::api::Page;
use onward_domain::api::accounts::session::Me;
use onward_domain::api::endpoints::{Call, DESK_REQUESTS, Fetch};
use onward_domain::api::payments::decisions::QueueItem;
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::Holder;
use onward_domain::role::Role;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;
use yew_router::Routable;

use crate::components::{Tone, async_state, chip};
use crate::format;
use crate::pages::desk::heading::Heading;
use crate::pages::desk::keys::use_keys;
use crate::pages::desk::paged_list::{List, use_list};
use crate::pages::desk::payments::complaint_note::complaint_note;
use crate::pages::desk::payments::request::RequestPage;
use crate::route::{DeskRoute, go};
use crate::words::{Words, use_words};

const OPEN: &str = "open";

/// The open requests of everybody this worker answers for.
#[must_use]
pub fn open_requests() -> Call<Fetch, Page<QueueItem>> {
    requests_in(OPEN)
}

fn requests_in(state: &str) -> Call<Fetch, Page<QueueItem>> {
    DESK_REQUESTS.at([]).query("state", &state).query("limit", &100)
}

/// Which requests are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    /// Of the worker's own caseload.
    Mine,
    /// Of those the worker stands in for.
    Covering,
    /// What waits for a manager.
    Authorise,
    /// What was agreed at once and is looked at afterwards.
    SignOff,
    /// What somebody complained about.
    Complaints,
    /// Every open one.
    Team,
    /// The finished ones too.
    All,
}

impl View {
    /// The views that somebody of this role needs, the first to begin with.
    const fn of(role: Role) -> &'static [Self] {
        match role {
            Role::Manager => &[Self::Authorise, Self::SignOff, Self::Complaints, Self::Team, Self::All],
            Role::Adviser
            | Role::YoungPerson
            | Role::ParticipationWorker
            | Role::Finance
            | Role::Admin
            | Role::Service => &[Self::Mine, Self::Covering, Self::All],
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Covering => "covering",
            Self::Authorise => "authorise",
            Self::SignOff => "sign_off",
            Self::Complaints => "complaints",
            Self::Team => "team",
            Self::All => "all",
        }
    }

    /// The `state` to ask the server for.
    const fn state(self) -> &'static str {
        match self {
            Self::Mine | Self::Covering | Self::Authorise | Self::Team => OPEN,
            Self::SignOff => "sign_off",
            Self::Complaints => "complaints",
            Self::All => "all",
        }
    }

    fn holds(self, item: &QueueItem) -> bool {
        match self {
            Self::Mine => item.mine,
            Self::Covering => !item.mine,
            Self::Authorise => item.request.with == Holder::Manager,
            Self::SignOff | Self::Complaints | Self::Team | Self::All => true,
        }
    }
}

/// What has to be the case for a request to be this worker's turn.
#[must_use]
pub const fn turn_of(role: Role) -> Holder {
    match role {
        Role::Manager => Holder::Manager,
        Role::Adviser
        | Role::ParticipationWorker
        | Role::Finance
        | Role::Admin
        | Role::Service
        | Role::YoungPerson => Holder::Adviser,
    }
}

/// A part of the list, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    YourTurn,
    TheirTurn,
    Finished,
}

impl Part {
    const ALL: [Self; 3] = [Self::YourTurn, Self::TheirTurn, Self::Finished];

    fn holding(item: &QueueItem, view: View, role: Role) -> Self {
        if item.request.with == turn_of(role) || matches!(view, View::SignOff | View::Complaints) {
            Self::YourTurn
        } else if item.request.state.is_open() {
            Self::TheirTurn
        } else {
            Self::Finished
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::YourTurn => "desk-requests-your-turn",
            Self::TheirTurn => "desk-requests-their-turn",
            Self::Finished => "desk-requests-finished",
        }
    }
}

/// What the queue needs.
#[derive(PartialEq, Properties)]
pub struct RequestsProps {
    /// The request beside the list.
    pub selected: Option<PaymentRequestId>,
}

/// The queue with one request beside it.
#[component]
pub fn Requests(props: &RequestsProps) -> Html {
    let role = use_context::<Me>().map_or(Role::Adviser, |me| me.role);
    let words = use_words();
    let views = View::of(role);
    let view = use_state(|| views.first().copied().unwrap_or(View::All));
    let list = use_list(requests_in(view.state()));
    let parts = parts(&list, *view, role);
    let order: Vec<PaymentRequestId> =
        parts.iter().flat_map(|(_, items)| items).map(|item| item.request.id).collect();
    let next = next_turn(&parts, props.selected);
    let onkey = use_callback((order, props.selected), |key: char, (order, selected)| {
        let to = match key {
            'j' => neighbour(order, *selected, true),
            'k' => neighbour(order, *selected, false),
            _ => None,
        };
        if let Some(id) = to {
            go(&DeskRoute::Request { id });
        }
    });
    use_keys(onkey);
    html! {
        <div class="split" data-open={props.selected.is_some().to_string()}>
            <section class="queue" aria-label={words.text("desk-requests-title")}>
                <div class="queue-head">
                    <div class="between">
                        if props.selected.is_some() {
                            <h2 class="queue-title">{ words.text("desk-requests-title") }</h2>
                        } else {
                            <Heading title={words.text("desk-requests-title")} />
                        }
                        <small class="soft">{ words.text("desk-requests-order") }</small>
                    </div>
                    <div class="views" role="group" aria-label={words.text("desk-requests-views")}>
                        { for views.iter().map(|each| view_button(&words, &list, *each, &view)) }
                    </div>
                </div>
                { async_state(&list.first, |_| show(&words, &parts, *view, props.selected)) }
                <div class="queue-more">{ list.more(&words) }</div>
            </section>
            <div class="beside">
                if let Some(id) = props.selected {
                    <RequestPage key={id.to_string()} {id} {next} />
                } else {
                    <div class="empty-page">
                        <div>
                            <h2>{ words.text("desk-requests-choose-title") }</h2>
                            <p>{ words.text("desk-requests-choose") }</p>
                        </div>
                    </div>
                }
            </div>
        </div>
    }
}

fn parts(list: &List<QueueItem>, view: View, role: Role) -> Vec<(Part, Vec<QueueItem>)> {
    let items = list.items();
    let of_part = |part| {
        let items: Vec<QueueItem> = items
            .iter()
            .filter(|item| view.holds(item) && Part::holding(item, view, role) == part)
            .cloned()
            .collect();
        (!items.is_empty()).then_some((part, items))
    };
    Part::ALL.into_iter().filter_map(of_part).collect()
}

/// The request after or before the chosen one; the first where none is chosen.
fn neighbour(
    order: &[PaymentRequestId],
    selected: Option<PaymentRequestId>,
    after: bool,
) -> Option<PaymentRequestId> {
    let here = selected.and_then(|id| order.iter().position(|each| *each == id));
    let to = match (here, after) {
        (Some(here), true) => here + 1,
        (Some(here), false) => here.checked_sub(1)?,
        (None, _) => 0,
    };
    order.get(to).copied()
}

/// The oldest request that waits for this worker, other than the chosen one.
fn next_turn(
    parts: &[(Part, Vec<QueueItem>)],
    selected: Option<PaymentRequestId>,
) -> Option<PaymentRequestId> {
    let mut turns = parts.iter().filter(|(part, _)| *part == Part::YourTurn).flat_map(|(_, items)| items);
    turns.find(|item| Some(item.request.id) != selected).map(|item| item.request.id)
}

fn view_button(words: &Words, list: &List<QueueItem>, each: View, view: &UseStateHandle<View>) -> Html {
    let onclick = {
        let view = view.clone();
        Callback::from(move |_| view.set(each))
    };
    let name = words.text(&format!("desk-requests-{}", each.as_str()));
    // Only the open ones are counted, from the list that is here.
    let label = if each.state() == OPEN && view.state() == OPEN {
        let count = list.items().iter().filter(|item| each.holds(item)).count();
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        words.with("desk-requests-view-count", &[("view", name.into()), ("count", count.into())])
    } else {
        name
    };
    html! {
        <button type="button" class="view" aria-pressed={(each == **view).to_string()} {onclick}>{ label }</button>
    }
}

fn show(
    words: &Words,
    parts: &[(Part, Vec<QueueItem>)],
    view: View,
    selected: Option<PaymentRequestId>,
) -> Html {
    if parts.is_empty() {
        let id = format!("desk-requests-none-{}", view.as_str());
        return html! {
            <div class="empty-page">
                <div>
                    <h2>{ words.text(&format!("{id}-title")) }</h2>
                    <p>{ words.text(&id) }</p>
                </div>
            </div>
        };
    }
    html! {
        <div>
            { for parts.iter().map(|(part, items)| html! {
                <div key={part.name()}>
                    <h2 class="queue-part">{ words.text(part.name()) }</h2>
                    <ul class="queue-list">
                        { for items.iter().map(|item| {
                            let chosen = selected == Some(item.request.id);
                            html! {
                                <li key={item.request.id.to_string()}>
                                    <Item
                                        item={item.clone()}
                                        complaint={view == View::Complaints}
                                        finished={*part == Part::Finished}
                                        {chosen}
                                    />
                                </li>
                            }
                        }) }
                    </ul>
                </div>
            }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ItemProps {
    item: QueueItem,
    /// Whether it stands there because of the complaint.
    complaint: bool,
    finished: bool,
    chosen: bool,
}

/// One request in the list.
#[component]
fn Item(props: &ItemProps) -> Html {
    let words = use_words();
    let place = use_node_ref();
    let item = &props.item;
    let request = &item.request;
    let complaint = item.complaint.filter(|_| props.complaint);
    let late = match complaint {
        Some(complaint) => complaint.due().is_some_and(|due| due < format::today()),
        None => item.late,
    };
    use_effect_with((props.chosen, place.clone()), |(chosen, place)| {
        if let (true, Some(element)) = (*chosen, place.cast::<Element>()) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    html! {
        <a
            ref={place}
            class="item"
            href={DeskRoute::Request { id: request.id }.to_path()}
            aria-current={props.chosen.then_some("true")}
        >
            <span class="item-row">
                <strong>
                    { &item.young_person.name }
                    if item.emergency && !props.finished {
                        { chip(Tone::Bad, &words.text("desk-item-emergency")) }
                    }
                </strong>
                <span class="money">{ request.agreed.as_ref().unwrap_or(&request.amount).pence.to_string() }</span>
            </span>
            <span>{ words.text(&format!("entitlement-{}", request.entitlement)) }</span>
            <span class="item-reason">{ &item.reason }</span>
            <span class={classes!("item-note", late.then_some("late"))}>
                { complaint.map_or_else(|| note(&words, item), |complaint| complaint_note(&words, complaint)) }
            </span>
        </a>
    }
}

/// When it is due while it is somebody's turn here, else where it is.
fn note(words: &Words, item: &QueueItem) -> String {
    let request = &item.request;
    match (request.with, request.answer_by) {
        (Holder::Adviser | Holder::Manager, Some(day)) => {
            let id = match (item.late, day == format::today()) {
                (true, _) => "desk-item-late",
                (false, true) => "desk-item-today",
                (false, false) => "desk-item-by",
            };
            words.with(id, &[("day", format::near_day(words, day).into())])
        }
        (Holder::Adviser | Holder::Manager, None)
        | (Holder::YoungPerson | Holder::Finance | Holder::Nobody, _) => {
            words.text(&format!("desk-state-{}", request.state))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(last: u8) -> PaymentRequestId {
        format!("01930000-0000-7000-8000-0000000000{last:02}").parse().unwrap()
    }

    #[test]
    fn j_and_k_walk_the_list_and_stop_at_its_ends() {
        let order = [id(1), id(2), id(3)];
        assert_eq!(neighbour(&order, None, true), Some(id(1)));
        assert_eq!(neighbour(&order, Some(id(1)), true), Some(id(2)));
        assert_eq!(neighbour(&order, Some(id(3)), true), None);
        assert_eq!(neighbour(&order, Some(id(1)), false), None);
        assert_eq!(neighbour(&[], None, true), None);
    }

    #[test]
    fn a_request_that_left_the_list_leads_back_to_its_top() {
        assert_eq!(neighbour(&[id(2), id(3)], Some(id(1)), true), Some(id(2)));
    }
}
