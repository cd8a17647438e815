//! The state machine of a payment request: who may do what, when, and what follows.

use chrono::NaiveDate;

use super::{
    About, Action, Actor, Effect, LedgerAccount, PayBy, Refusal, Request, ServiceStandard, State, Step, Whom,
};
use crate::money::Pence;
use crate::role::Role;

/// Does a step: the request as it is afterwards, and what is owed for it, to be stored and performed in one transaction.
///
/// # Errors
/// When this person may not do this, or not now, or not with these words or this amount: see [`Refusal`].
pub fn apply(
    request: &Request,
    step: Step,
    actor: &Actor,
    today: NaiveDate,
    standard: &ServiceStandard,
) -> Result<(Request, Vec<Effect>), Refusal> {
    let mut after = request.clone();
    after.state = next_state(request, step.action(), actor)?;
    let emergency = request.emergency;
    let mut effects = Vec::new();
    let mut notify = |whom, about| effects.push(Effect::Notify { whom, about });

    match step {
        // Taking it and putting it back doesn't move the day the young person was promised.
        Step::Take => {
            after.taken_by = Some(actor.id);
            notify(Whom::YoungPerson, About::Taken);
        }
        Step::Release => after.taken_by = None,
        Step::Ask { words } => {
            needs_words(&words)?;
            after.taken_by = Some(actor.id);
            after.approved_by = None;
            after.answer_by = None;
            notify(Whom::YoungPerson, About::MoreNeeded);
        }
        Step::Reply { words: _ } => {
            after.taken_by = None;
            after.answer_by = Some(standard.adviser_answers_by(today, emergency));
            notify(Whom::Adviser, About::Replied);
        }
        Step::Approve { amount, words } => {
            check_amount(request, amount, &words)?;
            after.agreed = Some(amount);
            after.taken_by = Some(actor.id);
            after.approved_by = Some(actor.id);
            if request.needs_manager {
                after.answer_by = Some(standard.manager_answers_by(today, emergency));
                notify(Whom::Managers, About::ToAuthorise);
                notify(Whom::YoungPerson, About::ToAuthorise);
            } else {
                after.answer_by = Some(standard.paid_by(today, emergency));
                notify(Whom::YoungPerson, agreed(&after));
            }
        }
        Step::Authorise { words: _ } => {
            after.authorised_by = Some(actor.id);
            after.answer_by = Some(standard.paid_by(today, emergency));
            notify(Whom::YoungPerson, agreed(&after));
            notify(Whom::Adviser, agreed(&after));
        }
        Step::Decline { words } => {
            needs_words(&words)?;
            after.taken_by = Some(actor.id);
            after.answer_by = None;
            notify(Whom::YoungPerson, About::Declined);
            if request.state == State::AwaitingAuthorisation {
                notify(Whom::Adviser, About::Declined);
            }
        }
        Step::Withdraw => {
            after.answer_by = None;
            notify(Whom::Adviser, About::Withdrawn);
        }
        Step::Schedule => notify(Whom::YoungPerson, About::Scheduled),
        Step::Pay => {
            after.answer_by = None;
            notify(Whom::YoungPerson, About::Paid);
        }
        Step::HandOver => {
            after.answer_by = None;
            notify(Whom::YoungPerson, About::HandedOver);
        }
        Step::AllowPayer { words } => {
            needs_words(&words)?;
            after.payer_allowed_by = Some(actor.id);
        }
        Step::Return { words } => {
            needs_words(&words)?;
            after.answer_by = None;
            notify(Whom::YoungPerson, About::Returned);
            notify(Whom::Adviser, About::Returned);
        }
        Step::PutRight => after.answer_by = Some(standard.paid_by(today, emergency)),
        // The young person closes it by sending the receipt.
        Step::Close => {
            after.receipt_due = false;
            if actor.role == Role::YoungPerson {
                notify(Whom::Adviser, About::ReceiptIn);
            }
        }
    }

    effects.extend(moves(request, &after));
    Ok((after, effects))
}

/// What a step moves in the ledger: what is no longer committed goes back to the allowance, the rest to where the new
/// state holds it.
fn moves(before: &Request, after: &Request) -> impl Iterator<Item = Effect> {
    let (from, to) = (LedgerAccount::holding(before.state), LedgerAccount::holding(after.state));
    let given_back = before.committed().less(after.committed());
    let kept = if from == to { Pence::ZERO } else { after.committed() };
    [
        Effect::Move { from, to: LedgerAccount::Allowance, pence: given_back },
        Effect::Move { from, to, pence: kept },
    ]
    .into_iter()
    .filter(|effect| !matches!(effect, Effect::Move { pence: Pence::ZERO, .. }))
}

/// Everything this person may do to this request now: the buttons to draw.
#[must_use]
pub fn allowed_actions(request: &Request, actor: &Actor) -> Vec<Action> {
    Action::ALL.into_iter().filter(|action| next_state(request, *action, actor).is_ok()).collect()
}

/// One way out of a state: what is done, who may do it, where it leads.
struct Way(Action, &'static [Role], To);

/// Where a way leads.
enum To {
    /// Always here.
    Is(State),
    /// To [`State::AwaitingAuthorisation`] where a manager must agree too, otherwise to [`State::Approved`].
    Agreed,
}

const OWNER: &[Role] = &[Role::YoungPerson];
const DECIDER: &[Role] = &[Role::Adviser, Role::Manager];
const MANAGER: &[Role] = &[Role::Manager];
const FINANCE: &[Role] = &[Role::Finance];
const OWNER_OR_DECIDER: &[Role] = &[Role::YoungPerson, Role::Adviser, Role::Manager];
const ANYBODY_OF_IT: &[Role] = &[Role::YoungPerson, Role::Adviser, Role::Manager, Role::Finance];

/// The table: every way out of every state, and for whom. Nothing else may happen.
const fn ways_out(state: State) -> &'static [Way] {
    use To::{Agreed, Is};
    use {Action as A, State as S};
    match state {
        // Whoever decides at once has taken it by doing so.
        S::Submitted => &[
            Way(A::Take, DECIDER, Is(S::InReview)),
            Way(A::Ask, DECIDER, Is(S::MoreNeeded)),
            Way(A::Approve, DECIDER, Agreed),
            Way(A::Decline, DECIDER, Is(S::Declined)),
            Way(A::Withdraw, OWNER, Is(S::Withdrawn)),
        ],
        S::InReview => &[
            Way(A::Ask, DECIDER, Is(S::MoreNeeded)),
            Way(A::Approve, DECIDER, Agreed),
            Way(A::Decline, DECIDER, Is(S::Declined)),
            Way(A::Release, DECIDER, Is(S::Submitted)),
            Way(A::Withdraw, OWNER, Is(S::Withdrawn)),
        ],
        S::MoreNeeded => &[Way(A::Reply, OWNER, Is(S::Submitted)), Way(A::Withdraw, OWNER, Is(S::Withdrawn))],
        S::AwaitingAuthorisation => &[
            Way(A::Ask, MANAGER, Is(S::MoreNeeded)),
            Way(A::Authorise, MANAGER, Is(S::Approved)),
            Way(A::Decline, MANAGER, Is(S::Declined)),
            Way(A::Withdraw, OWNER, Is(S::Withdrawn)),
        ],
        S::Approved => &[
            Way(A::Schedule, FINANCE, Is(S::Scheduled)),
            Way(A::HandOver, FINANCE, Is(S::Paid)),
            Way(A::AllowPayer, MANAGER, Is(S::Approved)),
            Way(A::Withdraw, OWNER, Is(S::Withdrawn)),
        ],
        S::Scheduled => &[Way(A::Pay, FINANCE, Is(S::Paid)), Way(A::Return, FINANCE, Is(S::Returned))],
        // A bank may send money back days after it went out.
        S::Paid => &[Way(A::Return, FINANCE, Is(S::Returned)), Way(A::Close, ANYBODY_OF_IT, Is(S::Closed))],
        S::Returned => &[Way(A::PutRight, OWNER_OR_DECIDER, Is(S::Approved))],
        S::Closed => &[Way(A::Return, FINANCE, Is(S::Returned))],
        S::Declined | S::Withdrawn => &[],
    }
}

fn way_out(state: State, action: Action) -> Option<&'static Way> {
    ways_out(state).iter().find(|Way(offered, _, _)| *offered == action)
}

/// Whoever may do this in some state or other; the widest circle of the table, which holds the narrower ones.
fn roles_ever(action: Action) -> &'static [Role] {
    let circles =
        State::ALL.into_iter().filter_map(|state| way_out(state, action)).map(|Way(_, roles, _)| *roles);
    circles.max_by_key(|roles| roles.len()).unwrap_or_default()
}

/// Where the action leads, if this person may do it now. Who they are is checked before where the request stands, so
/// that nobody learns the state of a request that isn't theirs.
fn next_state(request: &Request, action: Action, actor: &Actor) -> Result<State, Refusal> {
    let for_roles = roles_ever(action);
    if !for_roles.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles });
    }
    check_standing(request, actor)?;
    let Some(Way(_, for_roles, to)) = way_out(request.state, action) else {
        return Err(Refusal::MovedOn { now: request.state });
    };
    if !for_roles.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles });
    }
    check_way_to_pay(request, action)?;
    if request.automatic && action == Action::Withdraw {
        return Err(Refusal::NotAskedFor);
    }
    check_second_person(request, action, actor)?;
    Ok(match to {
        To::Is(state) => *state,
        To::Agreed if request.needs_manager => State::AwaitingAuthorisation,
        To::Agreed => State::Approved,
    })
}

fn check_standing(request: &Request, actor: &Actor) -> Result<(), Refusal> {
    let own = actor.standing.is_owner || actor.id == request.young_person;
    match actor.role {
        Role::YoungPerson if own => Ok(()),
        Role::YoungPerson => Err(Refusal::NotYours),
        Role::Adviser | Role::Manager | Role::ParticipationWorker | Role::Finance | Role::Admin if own => {
            Err(Refusal::OwnRequest)
        }
        Role::Adviser if !actor.standing.in_caseload => Err(Refusal::NotYourCaseload),
        Role::Adviser | Role::Manager | Role::ParticipationWorker | Role::Finance | Role::Admin => Ok(()),
    }
}

/// A bank account is paid in a run and may send the money back; a voucher, goods and cash are handed over.
fn check_way_to_pay(request: &Request, action: Action) -> Result<(), Refusal> {
    let by_bank = match action {
        Action::Schedule | Action::Return => true,
        Action::HandOver => false,
        Action::Take
        | Action::Ask
        | Action::Reply
        | Action::Approve
        | Action::Decline
        | Action::Authorise
        | Action::Release
        | Action::Withdraw
        | Action::Pay
        | Action::AllowPayer
        | Action::PutRight
        | Action::Close => return Ok(()),
    };
    let pay_by = request.pay_by;
    if by_bank == (pay_by == PayBy::BankTransfer) { Ok(()) } else { Err(Refusal::OtherWay { pay_by }) }
}

/// Who authorises is not who approved; who pays is neither, unless a manager, and not they themselves, wrote down why.
fn check_second_person(request: &Request, action: Action, actor: &Actor) -> Result<(), Refusal> {
    let approved = request.approved_by == Some(actor.id);
    let authorised = request.authorised_by == Some(actor.id);
    let allowed = request.payer_allowed_by.is_some_and(|manager| manager != actor.id);
    match action {
        Action::Authorise if approved => Err(Refusal::SamePerson { did: Action::Approve }),
        Action::Schedule | Action::Pay | Action::HandOver if approved && !allowed => {
            Err(Refusal::SamePerson { did: Action::Approve })
        }
        Action::Schedule | Action::Pay | Action::HandOver if authorised && !allowed => {
            Err(Refusal::SamePerson { did: Action::Authorise })
        }
        Action::Take
        | Action::Ask
        | Action::Reply
        | Action::Approve
        | Action::Decline
        | Action::Authorise
        | Action::Release
        | Action::Withdraw
        | Action::Schedule
        | Action::Pay
        | Action::HandOver
        | Action::AllowPayer
        | Action::Return
        | Action::PutRight
        | Action::Close => Ok(()),
    }
}

/// A part that was already given back (a manager asked more after a part was agreed) can't be agreed to again here.
fn check_amount(request: &Request, amount: Pence, words: &str) -> Result<(), Refusal> {
    let most = request.committed();
    if amount.is_zero() {
        Err(Refusal::NothingAgreed)
    } else if amount > most {
        Err(Refusal::AboveRequest { most })
    } else if amount < most {
        needs_words(words)
    } else {
        Ok(())
    }
}

fn needs_words(words: &str) -> Result<(), Refusal> {
    if words.trim().is_empty() { Err(Refusal::WordsNeeded) } else { Ok(()) }
}

fn agreed(request: &Request) -> About {
    if request.committed() < request.amount { About::AgreedInPart } else { About::Agreed }
}
