//! The inbox: messages in words, newest first, each leading to what it is about.

use onward_domain::api::Page;
use onward_domain::api::endpoints::{NOTIFICATION_READ, NOTIFICATIONS};
use onward_domain::api::notifications::{Notification, NotificationKind};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Glyph, TopBar, async_state, icon, message_sentence};
use crate::hooks::{Resource, UnreadNews, use_resource, use_unread};
use crate::words::{Words, use_words};
use crate::{api, format};

#[component]
pub fn Inbox() -> Html {
    let words = use_words();
    let inbox = use_resource(NOTIFICATIONS.at([]).query("limit", &100));
    let unread = use_unread();
    let count =
        inbox.value.as_ref().map(|page| page.items.iter().filter(|one| one.read_at.is_none()).count());
    use_effect_with((count, unread), |(count, unread)| {
        if let (Some(count), Some(unread)) = (count, unread) {
            unread.dispatch(UnreadNews::Are(u32::try_from(*count).unwrap_or(u32::MAX)));
        }
    });
    html! {
        <>
            <TopBar title={words.text("inbox-title")} />
            { async_state(&inbox, |page| if page.items.is_empty() {
                html! {
                    <section class="empty">
                        { icon(Glyph::Inbox) }
                        <h2>{ words.text("inbox-empty-title") }</h2>
                        <p>{ words.text("inbox-empty") }</p>
                    </section>
                }
            } else {
                html! { <>{ for page.items.iter().map(|one| message(&words, one, &inbox)) }</> }
            }) }
        </>
    }
}

fn message(words: &Words, notification: &Notification, inbox: &Resource<Page<Notification>>) -> Html {
    let new = notification.read_at.is_none();
    let onclick = {
        let (id, inbox) = (notification.id, inbox.clone());
        move |_| {
            if new {
                let inbox = inbox.clone();
                spawn_local(async move {
                    // Not read at the server stays new in the list, and is tried again when it is opened again.
                    let _read = api::send(&NOTIFICATION_READ.at([&id]), &()).await;
                    inbox.refetch();
                });
            }
        }
    };
    html! {
        <a class={classes!("card", "message", new.then_some("unread"))} key={notification.id.to_string()}
            href={notification.link.clone()} {onclick}>
            { icon(glyph(notification.kind)) }
            <p class="what">
                if new { <span class="unseen">{ words.text("inbox-new") }{ " " }</span> }
                { message_sentence(words, notification) }
            </p>
            if let Some(said) = notification.values.get("words") { <blockquote>{ said }</blockquote> }
            <small class="soft">
                { format::sentence_case(&format::when(words, notification.created_at)) }
            </small>
        </a>
    }
}

const fn glyph(kind: NotificationKind) -> Glyph {
    match kind {
        NotificationKind::RequestQuestion
        | NotificationKind::RequestReplied
        | NotificationKind::RequestReceipt
        | NotificationKind::ComplaintAcknowledged
        | NotificationKind::ComplaintAnswered
        | NotificationKind::RequestComplaint
        | NotificationKind::FactTold
        | NotificationKind::FactDeclined
        | NotificationKind::AttendanceNotInFull => Glyph::Message,
        NotificationKind::RequestAgreed
        | NotificationKind::RequestPartlyAgreed
        | NotificationKind::RequestPaid
        | NotificationKind::RequestHandedOver
        | NotificationKind::RepaymentRecorded
        | NotificationKind::FactConfirmed
        | NotificationKind::AttendanceConfirmed => Glyph::Check,
        NotificationKind::RequestTaken
        | NotificationKind::RequestWithManager
        | NotificationKind::RequestDeclined
        | NotificationKind::RequestScheduled
        | NotificationKind::RequestReturned
        | NotificationKind::RequestNotHandedOver
        | NotificationKind::RequestStopped
        | NotificationKind::RepaymentReversed
        | NotificationKind::BankDetailsChanged
        | NotificationKind::RequestWaiting
        | NotificationKind::RequestWithdrawn
        | NotificationKind::RequestChallenged => Glyph::Money,
        NotificationKind::ContactPlanned
        | NotificationKind::ContactChanged
        | NotificationKind::ContactCancelled
        | NotificationKind::ContactConfirmed
        | NotificationKind::ContactMoveAsked
        | NotificationKind::ContactDeclined => Glyph::People,
        NotificationKind::EventPublished
        | NotificationKind::EventChanged
        | NotificationKind::EventCancelled
        | NotificationKind::EventPlaceFree => Glyph::Calendar,
    }
}
