//! What a worker can say to a request, and the words that are ready for it.

use chrono::NaiveDate;
use onward_domain::api::payments::decisions::DeskRequest;
use onward_domain::api::payments::text_blocks::TextBlock;
use onward_domain::money::Pence;
use onward_domain::payments::{Action, PayBy, State};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::format;
use crate::words::Words;

/// What stands in ready words for what the worker writes.
const GAP: char = '…';

/// One thing a worker can say. Agreeing is one action of the rules and two choices here: all of it, or a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Start looking at it.
    Take,
    /// Agree to all of it.
    Agree,
    /// Agree to a part.
    Part,
    /// Agree as a manager to what a personal adviser agreed.
    Authorise,
    /// Ask the young person something.
    Ask,
    Decline,
    /// Put it back in the queue.
    Release,
    /// Say who deals with the complaint.
    Acknowledge,
    /// Answer the complaint.
    Answer,
}

impl Choice {
    /// Every choice, in the order they are shown; the first that is allowed is chosen to begin with.
    const ALL: [Self; 9] = [
        Self::Agree,
        Self::Part,
        Self::Authorise,
        Self::Ask,
        Self::Decline,
        Self::Take,
        Self::Release,
        Self::Acknowledge,
        Self::Answer,
    ];

    /// What the server says this worker may do now, as choices. While the young person was asked something there are none:
    /// going on without their answer is one of the rarer steps.
    #[must_use]
    pub fn allowed(actions: &[Action], state: State) -> Vec<Self> {
        let may = |choice: &Self| state != State::MoreNeeded && actions.contains(&choice.action());
        Self::ALL.into_iter().filter(may).collect()
    }

    /// The action of the rules that it is.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Take => Action::Take,
            Self::Agree | Self::Part => Action::Approve,
            Self::Authorise => Action::Authorise,
            Self::Ask => Action::Ask,
            Self::Decline => Action::Decline,
            Self::Release => Action::Release,
            Self::Acknowledge => Action::Acknowledge,
            Self::Answer => Action::Answer,
        }
    }

    /// Its name in Fluent ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Agree => "agree",
            Self::Part => "part",
            Self::Authorise => "authorise",
            Self::Ask => "ask",
            Self::Decline => "decline",
            Self::Release => "release",
            Self::Acknowledge => "acknowledge",
            Self::Answer => "answer",
        }
    }

    /// The key that chooses it. Agreeing and authorising are never both allowed, so they share one.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::Take => 't',
            Self::Agree | Self::Authorise => 'a',
            Self::Part => 'p',
            Self::Ask => 'q',
            Self::Decline => 'd',
            Self::Release => 'r',
            Self::Acknowledge => 'c',
            Self::Answer => 'w',
        }
    }

    /// Whether the young person reads words with it.
    #[must_use]
    pub const fn has_words(self) -> bool {
        match self {
            Self::Agree
            | Self::Part
            | Self::Authorise
            | Self::Ask
            | Self::Decline
            | Self::Acknowledge
            | Self::Answer => true,
            Self::Take | Self::Release => false,
        }
    }

    /// Whether it can't be said without words.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        match self {
            Self::Part | Self::Ask | Self::Decline | Self::Answer => true,
            Self::Take | Self::Agree | Self::Authorise | Self::Release | Self::Acknowledge => false,
        }
    }
}

/// The amount that stands to be agreed: what was asked for, or the part that was already agreed before a question.
#[must_use]
pub fn whole(request: &DeskRequest) -> Pence {
    let summary = &request.request.summary;
    summary.agreed.as_ref().unwrap_or(&summary.amount).pence
}

/// What would be left of the allowance without this request; nothing where no amount is set.
#[must_use]
pub fn left_without(request: &DeskRequest) -> Option<Pence> {
    let left = request.entitlement_now.card.remaining.as_ref()?.pence;
    Some(left.plus(held(request)))
}

/// What the request holds of the allowance: what was declined or taken back holds nothing any more.
#[must_use]
pub fn held(request: &DeskRequest) -> Pence {
    if request.request.summary.state.commits_money() { whole(request) } else { Pence::ZERO }
}

/// The sentences that are ready for a choice, the first of which stands in the box to begin with where it may.
#[must_use]
pub fn ready_words(
    words: &Words,
    choice: Choice,
    request: &DeskRequest,
    paid_by: Option<NaiveDate>,
) -> Vec<String> {
    let when = || {
        let (way, account_from) = (request.request.summary.pay_by, request.account_usable_from);
        [("when", goes_out(words, way, account_from, paid_by, format::today()).into())]
    };
    let text = |id: &str| Some(words.text(id));
    let ready = match choice {
        Choice::Take | Choice::Release => vec![],
        Choice::Agree => vec![
            if request.needs_manager {
                text("desk-block-agree-manager")
            } else {
                Some(words.with("desk-block-agree", &when()))
            },
            request.request.receipt_due.then(|| words.text("desk-block-agree-receipt")),
            text("desk-block-agree-tell"),
        ],
        Choice::Part => vec![
            text(if request.needs_manager { "desk-block-part-manager" } else { "desk-block-part-left" }),
            text("desk-block-part-cheaper"),
            text("desk-block-part-limit"),
            request.request.receipt_due.then(|| words.text("desk-block-agree-receipt")),
        ],
        Choice::Authorise => vec![
            Some(words.with("desk-block-authorise", &when())),
            request.request.receipt_due.then(|| words.text("desk-block-agree-receipt")),
        ],
        Choice::Ask => vec![
            request.request.evidence.is_empty().then(|| words.text("desk-block-ask-photo")),
            text("desk-block-ask-when"),
            text("desk-block-ask-more"),
            text("desk-block-ask-call"),
        ],
        Choice::Decline => vec![
            text("desk-block-decline-rules"),
            text("desk-block-decline-other"),
            text("desk-block-decline-talk"),
            // Whoever looks again has the last word: after that there is only a complaint.
            (request.request.summary.state != State::Challenged)
                .then(|| words.text("desk-block-decline-again")),
        ],
        Choice::Acknowledge => {
            let due = request.request.complaint.map(|complaint| format::day(words, complaint.answer_by));
            let day = [("day", due.unwrap_or_default().into())];
            vec![Some(words.with("desk-block-acknowledge", &day))]
        }
        Choice::Answer => vec![
            text("desk-block-answer-right"),
            text("desk-block-answer-stays"),
            text("desk-block-answer-ombudsman"),
        ],
    };
    ready.into_iter().flatten().collect()
}

/// When what is agreed today leaves us, as the young person reads it. It says nothing of when a bank lets them have it,
/// and promises no day before which nothing can go to their account.
fn goes_out(
    words: &Words,
    way: PayBy,
    account_from: Option<NaiveDate>,
    paid_by: Option<NaiveDate>,
    today: NaiveDate,
) -> String {
    let not_before = match way {
        PayBy::BankTransfer => account_from,
        PayBy::Voucher | PayBy::Goods | PayBy::Cash => Some(today),
    };
    let day = match (not_before, paid_by) {
        (None, _) => "no-account".to_owned(),
        (Some(_), None) => "unknown".to_owned(),
        (Some(not_before), Some(paid_by)) if paid_by.max(not_before) > today => {
            format::day(words, paid_by.max(not_before))
        }
        (Some(_), Some(_)) => "today".to_owned(),
    };
    words.with(&format!("desk-block-when-{}", way.as_str()), &[("day", day.into())])
}

/// What stands in the box before the worker has written: agreeing to all has its usual words; whoever gets
/// less, or a question, reads why.
#[must_use]
pub fn first_words(choice: Choice, ready: &[String]) -> String {
    match choice {
        Choice::Agree | Choice::Authorise | Choice::Acknowledge => ready.first().cloned().unwrap_or_default(),
        Choice::Take | Choice::Part | Choice::Ask | Choice::Decline | Choice::Release | Choice::Answer => {
            String::new()
        }
    }
}

/// Whether a part of the ready words is still to be filled in: a "…" that stands by itself.
#[must_use]
pub fn has_gap(text: &str) -> bool {
    text.split_whitespace().any(|word| word.starts_with(GAP))
}

/// The ready sentences that are not in the box yet.
pub fn ready_blocks(
    words: &Words,
    ready: &[String],
    text: &str,
    words_box: &NodeRef,
    write: &Callback<String>,
) -> Html {
    let left: Vec<&String> = ready.iter().filter(|block| !text.contains(block.as_str())).collect();
    if left.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="blocks" aria-label={words.text("desk-decide-blocks")}>
            { for left.into_iter().map(|block| {
                let (text, block) = (text.to_owned(), block.clone());
                let (words_box, write) = (words_box.clone(), write.clone());
                let onclick = {
                    let block = block.clone();
                    move |_| put_in(&words_box, &text, &block, &write)
                };
                html! { <li><button type="button" class="block" {onclick}>{ "+ " }{ block }</button></li> }
            }) }
        </ul>
    }
}

/// The council's own words that go with an answer.
#[must_use]
pub fn own_words(blocks: Option<&Vec<TextBlock>>, choice: Choice) -> Vec<String> {
    let blocks = blocks.into_iter().flatten().filter(|block| block.action == choice.action());
    blocks.map(|block| block.words.clone()).collect()
}

/// Puts words in where the cursor stands, and the cursor after them, so that one can go on writing.
fn put_in(words_box: &NodeRef, text: &str, block: &str, write: &Callback<String>) {
    let area = words_box.cast::<HtmlTextAreaElement>();
    let cursor = area.as_ref().and_then(|area| area.selection_end().ok().flatten());
    let (after, end) = with_block(text, block, cursor.and_then(|cursor| usize::try_from(cursor).ok()));
    // What is still to be written is chosen, so that typing fills it in.
    let length = block.encode_utf16().count();
    let gap = block.split_once(GAP).map(|(before, _)| before.encode_utf16().count());
    let (from, to) = gap.map_or((end, end), |gap| (end - length + gap, end - length + gap + 1));
    if let (Some(area), Ok(from), Ok(to)) = (area, u32::try_from(from), u32::try_from(to)) {
        area.set_value(&after);
        // What is on the page can be focused, and the cursor stands within what it holds.
        let _focused = area.focus();
        let _placed = area.set_selection_range(from, to);
    }
    write.emit(after);
}

/// The text with the words in it, and where they end. Browsers count cursors in UTF-16.
fn with_block(text: &str, block: &str, cursor: Option<usize>) -> (String, usize) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (before, rest) = units.split_at(cursor.unwrap_or(units.len()).min(units.len()));
    let (before, rest) = (String::from_utf16_lossy(before), String::from_utf16_lossy(rest));
    let (before, rest) = (before.trim_end(), rest.trim_start());
    let mut after = if before.is_empty() { block.to_owned() } else { format!("{before} {block}") };
    let end = after.encode_utf16().count();
    if !rest.is_empty() {
        after = format!("{after} {rest}");
    }
    (after, end)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[test]
    fn an_adviser_who_looks_at_a_request_can_agree_all_or_part_ask_decline_or_put_it_back() {
        let actions = [Action::Ask, Action::Approve, Action::Decline, Action::Release];
        assert_eq!(
            Choice::allowed(&actions, State::InReview),
            [Choice::Agree, Choice::Part, Choice::Ask, Choice::Decline, Choice::Release]
        );
    }

    #[test]
    fn what_belongs_to_the_young_person_or_finance_is_no_choice_here() {
        let others = [Action::Reply, Action::Withdraw, Action::Schedule, Action::Pay, Action::Return];
        assert_eq!(Choice::allowed(&others, State::InReview), []);
    }

    #[wasm_bindgen_test]
    fn what_is_promised_is_the_day_it_leaves_us_in_the_way_it_was_asked_for() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (words, today, thursday) = (Words::desk(), day("2026-11-23"), day("2026-11-26"));
        let said = |way, account, paid| goes_out(&words, way, account, paid, today);
        let bank = |account, paid| said(PayBy::BankTransfer, account, paid);
        let by = |what: &str, day| format!("{what} by {}.", format::day(&words, day));
        assert_eq!(bank(Some(today), Some(thursday)), by("We send the money", thursday));
        assert_eq!(bank(Some(today), Some(today)), "We send the money today.");
        assert_eq!(bank(Some(thursday), Some(today)), by("We send the money", thursday), "the account waits");
        assert!(bank(None, Some(today)).starts_with("Give us your bank details"));
        assert_eq!(said(PayBy::Voucher, None, Some(thursday)), by("We get your voucher to you", thursday));
        assert_eq!(said(PayBy::Goods, None, Some(today)), "We buy it for you today.");
        for way in PayBy::ALL.iter().copied() {
            assert!(said(way, Some(today), None).contains("in the app"), "{way}");
        }
    }

    #[test]
    fn no_two_choices_that_are_allowed_together_share_a_key() {
        for together in [
            &[Action::Ask, Action::Approve, Action::Decline, Action::Release][..],
            &[Action::Ask, Action::Authorise, Action::Decline][..],
            &[Action::Take][..],
            &[Action::Approve, Action::Decline, Action::Acknowledge, Action::Answer][..],
        ] {
            let mut keys: Vec<char> =
                Choice::allowed(together, State::InReview).into_iter().map(Choice::key).collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all);
        }
    }

    #[wasm_bindgen_test]
    fn ready_words_go_in_where_the_cursor_stands() {
        let put = |text, cursor| with_block(text, "Call me.", cursor);
        assert_eq!(put("", None), ("Call me.".to_owned(), 8));
        assert_eq!(put("Hello Ava.", None), ("Hello Ava. Call me.".to_owned(), 19));
        assert_eq!(put("Hello. Bye.", Some(6)), ("Hello. Call me. Bye.".to_owned(), 15));
        assert_eq!(put("Yes 👍 bye", Some(6)), ("Yes 👍 Call me. bye".to_owned(), 15));
        assert_eq!(put("Bye.", Some(0)), ("Call me. Bye.".to_owned(), 8));
    }

    #[wasm_bindgen_test]
    fn a_no_names_the_button_as_the_phone_does() {
        let button = format!("“{}”", Words::phone().text("challenge-do"));
        assert!(Words::desk().text("desk-block-decline-again").contains(&button), "{button}");
    }

    #[wasm_bindgen_test]
    fn ready_words_that_want_a_reason_are_not_sent_as_they_stand() {
        let words = Words::desk();
        for id in ["part-left", "part-manager", "decline-rules", "answer-stays"] {
            assert!(has_gap(&words.text(&format!("desk-block-{id}"))), "{id}");
        }
        for filled in ["Yes to part of this, because you have a bed.", "Well… yes.", ""] {
            assert!(!has_gap(filled), "{filled}");
        }
        for choice in [Choice::Part, Choice::Decline, Choice::Answer] {
            assert_eq!(first_words(choice, &["Yes to part of this.".to_owned()]), "");
        }
    }
}
