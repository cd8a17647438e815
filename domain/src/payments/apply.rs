//! The state machine of a payment request: who may do what, when, and what follows.

use chrono::NaiveDate;

use crate::complaints;
use crate::money::Pence;
use crate::payments::{
    Action, Actor, Challenge, Effect, Holder, LedgerAccount, PayBy, Recipient, Refusal, Request,
    ServiceStandard, State, Step, Topic, holder,
};
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
    after.state = next_state(request, step.action(), actor, today)?;
    let emergency = request.emergency;
    let mut effects = Vec::new();
    let mut notify = |recipient, topic| effects.push(Effect::Notify { recipient, topic });

    match step {
        // Taking it and putting it back doesn't move the day the young person was promised. While they were asked there
        // was none.
        Step::Take => {
            after.taken_by = Some(actor.id);
            if request.state == State::MoreNeeded {
                after.answer_by = Some(standard.adviser_answers_by(today, emergency));
            }
            notify(Recipient::YoungPerson, Topic::Taken);
        }
        Step::Release => after.taken_by = None,
        Step::Ask { words } => {
            needs_words(&words)?;
            after.taken_by = Some(actor.id);
            after.approved_by = None;
            after.answer_by = None;
            notify(Recipient::YoungPerson, Topic::MoreNeeded);
        }
        Step::Reply { words: _ } => {
            after.taken_by = None;
            after.answer_by = Some(standard.adviser_answers_by(today, emergency));
            notify(Recipient::Adviser, Topic::Replied);
        }
        Step::Approve { amount, words } => {
            check_amount(request, amount, &words)?;
            after.agreed = Some(amount);
            after.taken_by = Some(actor.id);
            after.approved_by = Some(actor.id);
            after.authorised_by = None;
            decided(&mut after, actor);
            if after.state == State::AwaitingAuthorisation {
                after.answer_by = Some(standard.manager_answers_by(today, emergency));
                notify(Recipient::Managers, Topic::ToAuthorise);
                notify(Recipient::YoungPerson, Topic::ToAuthorise);
            } else {
                after.answer_by = Some(standard.paid_by(today, emergency));
                notify(Recipient::YoungPerson, agreed(&after));
                if request.state == State::Challenged {
                    notify(Recipient::Adviser, agreed(&after));
                }
            }
        }
        Step::Authorise { words: _ } => {
            after.authorised_by = Some(actor.id);
            decided(&mut after, actor);
            after.answer_by = Some(standard.paid_by(today, emergency));
            notify(Recipient::YoungPerson, agreed(&after));
            notify(Recipient::Adviser, agreed(&after));
        }
        Step::Decline { words } => {
            needs_words(&words)?;
            after.taken_by = Some(actor.id);
            after.answer_by = None;
            decided(&mut after, actor);
            notify(Recipient::YoungPerson, Topic::Declined);
            if matches!(request.state, State::AwaitingAuthorisation | State::Challenged) {
                notify(Recipient::Adviser, Topic::Declined);
            }
        }
        Step::Withdraw => {
            after.answer_by = None;
            notify(Recipient::Adviser, Topic::Withdrawn);
        }
        Step::Schedule => notify(Recipient::YoungPerson, Topic::Scheduled),
        Step::Pay => {
            after.answer_by = None;
            notify(Recipient::YoungPerson, Topic::Paid);
        }
        Step::HandOver => {
            after.answer_by = None;
            notify(Recipient::YoungPerson, Topic::HandedOver);
        }
        Step::AllowPayer { words } => {
            needs_words(&words)?;
            after.payer_allowed_by = Some(actor.id);
        }
        Step::Return { words } => {
            needs_words(&words)?;
            after.answer_by = None;
            notify(Recipient::YoungPerson, Topic::Returned);
            notify(Recipient::Adviser, Topic::Returned);
        }
        Step::Reissue => after.answer_by = Some(standard.paid_by(today, emergency)),
        Step::NotHandedOver { words } => {
            needs_words(&words)?;
            after.answer_by = Some(standard.paid_by(today, emergency));
            notify(Recipient::YoungPerson, Topic::NotHandedOver);
        }
        // The young person closes it by sending the receipt; whoever else does says why there is none.
        Step::Close { words } => {
            if request.receipt_due && actor.role != Role::YoungPerson {
                needs_words(&words)?;
            }
            after.receipt_due = false;
            if actor.role == Role::YoungPerson {
                notify(Recipient::Adviser, Topic::ReceiptIn);
            }
        }
        Step::SignOff { words: _ } => after.signed_off_by = Some(actor.id),
        Step::Stop { words } => {
            needs_words(&words)?;
            after.answer_by = None;
            decided(&mut after, actor);
            notify(Recipient::YoungPerson, Topic::Stopped);
            notify(Recipient::Adviser, Topic::Stopped);
        }
        // The agreed part goes its way; the rest is looked at as a request of its own.
        Step::Challenge { words: _ } if after.state == request.state => {
            after.challenge = Some(Challenge::Rest);
            effects.push(Effect::OpenRemainder);
        }
        Step::Challenge { words: _ } => {
            after.challenge = Some(Challenge::Again);
            after.taken_by = None;
            after.approved_by = None;
            after.authorised_by = None;
            after.payer_allowed_by = None;
            after.signed_off_by = None;
            // What was declined is looked at whole, whatever had been agreed of it on the way.
            if request.state == State::Declined {
                after.agreed = None;
            }
            after.answer_by = Some(standard.manager_answers_by(today, emergency));
            notify(Recipient::Managers, Topic::Challenged);
            notify(Recipient::Adviser, Topic::Challenged);
        }
        Step::Complain { words: _ } => {
            let (complaint, owed) = complaints::make(today, standard);
            after.complaint = Some(complaint);
            effects.extend(owed.into_iter().map(Effect::from));
        }
        Step::Acknowledge { words } => {
            let step = complaints::Step::Acknowledge { words };
            effects.extend(move_complaint(&mut after, step, actor)?);
        }
        Step::Answer { words } => {
            let step = complaints::Step::Answer { words };
            effects.extend(move_complaint(&mut after, step, actor)?);
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
pub fn allowed_actions(request: &Request, actor: &Actor, today: NaiveDate) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| next_state(request, *action, actor, today).is_ok()).collect()
}

/// Whether a "yes" to it now goes on to a manager, before any money does.
#[must_use]
pub fn agreeing_needs_manager(request: &Request) -> bool {
    let leads_to = way_out(request.state, Action::Approve).map(|Transition(_, _, to)| to);
    request.needs_manager && matches!(leads_to, Some(Target::Agreed))
}

/// One way out of a state: what is done, who may do it, where it leads.
struct Transition(Action, &'static [Role], Target);

/// Where a way leads.
enum Target {
    Is(State),
    Same,
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
const fn transitions_from(state: State) -> &'static [Transition] {
    use Target::{Agreed, Is, Same};
    use {Action as A, State as S};
    match state {
        // Whoever decides at once has taken it by doing so.
        S::Submitted => &[
            Transition(A::Take, DECIDER, Is(S::InReview)),
            Transition(A::Ask, DECIDER, Is(S::MoreNeeded)),
            Transition(A::Approve, DECIDER, Agreed),
            Transition(A::Decline, DECIDER, Is(S::Declined)),
            Transition(A::Withdraw, OWNER, Is(S::Withdrawn)),
            Transition(A::Challenge, OWNER, Is(S::Challenged)),
        ],
        S::InReview => &[
            Transition(A::Ask, DECIDER, Is(S::MoreNeeded)),
            Transition(A::Approve, DECIDER, Agreed),
            Transition(A::Decline, DECIDER, Is(S::Declined)),
            Transition(A::Release, DECIDER, Is(S::Submitted)),
            Transition(A::Withdraw, OWNER, Is(S::Withdrawn)),
            Transition(A::Challenge, OWNER, Is(S::Challenged)),
        ],
        // Who was asked may answer by phone, or not at all.
        S::MoreNeeded => &[
            Transition(A::Take, DECIDER, Is(S::InReview)),
            Transition(A::Reply, OWNER, Is(S::Submitted)),
            Transition(A::Withdraw, OWNER, Is(S::Withdrawn)),
            Transition(A::Stop, MANAGER, Is(S::Declined)),
        ],
        S::AwaitingAuthorisation => &[
            Transition(A::Ask, MANAGER, Is(S::MoreNeeded)),
            Transition(A::Authorise, MANAGER, Is(S::Approved)),
            Transition(A::Decline, MANAGER, Is(S::Declined)),
            Transition(A::Withdraw, OWNER, Is(S::Withdrawn)),
            Transition(A::Complain, OWNER, Same),
        ],
        // Who looks at it again is a manager, so that no other manager need agree.
        S::Challenged => &[
            Transition(A::Approve, MANAGER, Is(S::Approved)),
            Transition(A::Decline, MANAGER, Is(S::Declined)),
            Transition(A::Withdraw, OWNER, Is(S::Withdrawn)),
            Transition(A::Complain, OWNER, Same),
        ],
        S::Approved => &[
            Transition(A::Schedule, FINANCE, Is(S::Scheduled)),
            Transition(A::HandOver, FINANCE, Is(S::Paid)),
            Transition(A::AllowPayer, MANAGER, Is(S::Approved)),
            Transition(A::SignOff, MANAGER, Same),
            Transition(A::Stop, MANAGER, Is(S::Declined)),
            Transition(A::Withdraw, OWNER, Is(S::Withdrawn)),
            Transition(A::Challenge, OWNER, Same),
            Transition(A::Complain, OWNER, Same),
        ],
        S::Scheduled => &[
            Transition(A::Pay, FINANCE, Is(S::Paid)),
            Transition(A::Return, FINANCE, Is(S::Returned)),
            Transition(A::SignOff, MANAGER, Same),
            Transition(A::Challenge, OWNER, Same),
            Transition(A::Complain, OWNER, Same),
        ],
        // A bank may send money back days after it went out.
        S::Paid => &[
            Transition(A::Return, FINANCE, Is(S::Returned)),
            Transition(A::NotHandedOver, FINANCE, Is(S::Approved)),
            Transition(A::Close, ANYBODY_OF_IT, Is(S::Closed)),
            Transition(A::SignOff, MANAGER, Same),
            Transition(A::Challenge, OWNER, Same),
            Transition(A::Complain, OWNER, Same),
        ],
        // What was recorded as sent back by mistake is paid after all, when the bank's own file says so.
        S::Returned => &[
            Transition(A::Reissue, OWNER_OR_DECIDER, Is(S::Approved)),
            Transition(A::Pay, FINANCE, Is(S::Paid)),
            Transition(A::SignOff, MANAGER, Same),
            Transition(A::Stop, MANAGER, Is(S::Declined)),
            Transition(A::Challenge, OWNER, Same),
            Transition(A::Complain, OWNER, Same),
        ],
        S::Closed => &[
            Transition(A::Return, FINANCE, Is(S::Returned)),
            Transition(A::NotHandedOver, FINANCE, Is(S::Approved)),
            Transition(A::SignOff, MANAGER, Same),
            Transition(A::Challenge, OWNER, Same),
            Transition(A::Complain, OWNER, Same),
        ],
        S::Declined => {
            &[Transition(A::Challenge, OWNER, Is(S::Challenged)), Transition(A::Complain, OWNER, Same)]
        }
        S::Withdrawn => &[],
    }
}

/// What may be done wherever the request stands: a complaint is answered whatever became of the request meanwhile.
const ANYWHERE: &[Transition] = &[
    Transition(Action::Acknowledge, MANAGER, Target::Same),
    Transition(Action::Answer, MANAGER, Target::Same),
];

fn way_out(state: State, action: Action) -> Option<&'static Transition> {
    transitions_from(state).iter().chain(ANYWHERE).find(|Transition(offered, _, _)| *offered == action)
}

/// Whoever may do this in some state or other; the widest circle of the table, which holds the narrower ones.
fn roles_ever(action: Action) -> &'static [Role] {
    let circles =
        State::ALL.iter().filter_map(|state| way_out(*state, action)).map(|Transition(_, roles, _)| *roles);
    circles.max_by_key(|roles| roles.len()).unwrap_or_default()
}

/// Where the action leads, if this person may do it now. Who they are is checked before where the request stands, so
/// that nobody learns the state of a request that isn't theirs.
fn next_state(request: &Request, action: Action, actor: &Actor, today: NaiveDate) -> Result<State, Refusal> {
    let for_roles = roles_ever(action);
    if !for_roles.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles });
    }
    check_standing(request, actor)?;
    let Some(Transition(_, for_roles, to)) = way_out(request.state, action) else {
        return Err(Refusal::MovedOn { now: request.state });
    };
    if !for_roles.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles });
    }
    check_way_to_pay(request, action)?;
    if request.automatic && action == Action::Withdraw {
        return Err(Refusal::NotAskedFor);
    }
    check_challenge(request, action, actor, today)?;
    check_second_person(request, action, actor)?;
    Ok(match to {
        Target::Is(state) => *state,
        Target::Same => request.state,
        Target::Agreed if request.needs_manager => State::AwaitingAuthorisation,
        Target::Agreed => State::Approved,
    })
}

fn check_standing(request: &Request, actor: &Actor) -> Result<(), Refusal> {
    let own = actor.standing.is_owner || actor.id == request.young_person;
    match actor.role {
        Role::YoungPerson if own => Ok(()),
        Role::YoungPerson => Err(Refusal::NotYours),
        Role::Adviser
        | Role::Manager
        | Role::ParticipationWorker
        | Role::Finance
        | Role::Admin
        | Role::Service
            if own =>
        {
            Err(Refusal::OwnRequest)
        }
        Role::Adviser if !actor.standing.in_caseload => Err(Refusal::NotYourCaseload),
        Role::Adviser
        | Role::Manager
        | Role::ParticipationWorker
        | Role::Finance
        | Role::Admin
        | Role::Service => Ok(()),
    }
}

/// A bank account is paid in a run and may send the money back; a voucher, goods and cash are handed over.
fn check_way_to_pay(request: &Request, action: Action) -> Result<(), Refusal> {
    let by_bank = match action {
        Action::Schedule | Action::Return => true,
        Action::HandOver | Action::NotHandedOver => false,
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
        | Action::Reissue
        | Action::Close
        | Action::SignOff
        | Action::Stop
        | Action::Challenge
        | Action::Complain
        | Action::Acknowledge
        | Action::Answer => return Ok(()),
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
        Action::Authorise | Action::SignOff if approved => Err(Refusal::SamePerson { did: Action::Approve }),
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
        | Action::Reissue
        | Action::NotHandedOver
        | Action::Close
        | Action::SignOff
        | Action::Stop
        | Action::Challenge
        | Action::Complain
        | Action::Acknowledge
        | Action::Answer => Ok(()),
    }
}

/// When somebody else may be asked, when one may complain, and who deals with either: nobody who decided before.
fn check_challenge(
    request: &Request,
    action: Action,
    actor: &Actor,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let decided_before = request.decided_by.contains(&actor.id);
    match action {
        Action::Challenge => may_challenge(request, today),
        Action::Complain if request.complaint.is_some() => Err(Refusal::ComplainedBefore),
        Action::Complain => may_complain(request, today),
        Action::Acknowledge => may_settle_complaint(request, complaints::Action::Acknowledge, actor),
        Action::Answer => may_settle_complaint(request, complaints::Action::Answer, actor),
        Action::SignOff if !request.sign_off_due() => Err(Refusal::NothingToSignOff),
        Action::Approve | Action::Decline if request.state == State::Challenged && decided_before => {
            Err(Refusal::DecidedBefore)
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
        | Action::Reissue
        | Action::NotHandedOver
        | Action::Close
        | Action::SignOff
        | Action::Stop => Ok(()),
    }
}

/// Once for each request: after a "no", after a part, or when no answer came by the promised day.
fn may_challenge(request: &Request, today: NaiveDate) -> Result<(), Refusal> {
    let waits = holder(request) == Holder::Adviser;
    match request.answer_by {
        _ if request.challenge.is_some() => Err(Refusal::ChallengedBefore),
        Some(by) if waits && by >= today => Err(Refusal::NotLate { by }),
        _ if waits || is_refused(request) => Ok(()),
        Some(_) | None => Err(Refusal::NothingRefused),
    }
}

/// After the second look, if it was not a whole yes; when a manager's answer or the money is late; or when it is said to
/// be paid.
fn may_complain(request: &Request, today: NaiveDate) -> Result<(), Refusal> {
    match (request.answer_by, request.challenge) {
        (Some(by), _) if by < today => Ok(()),
        (Some(by), _) if holder(request) == Holder::Manager => Err(Refusal::NotLate { by }),
        // Nothing more is promised once it is paid, and yet it may never have come.
        _ if request.state == State::Paid => Ok(()),
        _ if !is_refused(request) => Err(Refusal::NothingRefused),
        (_, None) => Err(Refusal::ChallengeFirst),
        // A part that was stopped after its rest was looked at has no second look left.
        (_, Some(Challenge::Rest)) if request.state != State::Declined => Err(Refusal::ChallengedBefore),
        (_, Some(Challenge::Rest | Challenge::Again)) => Ok(()),
    }
}

/// Whether the answer was "no", or "yes" to a part.
fn is_refused(request: &Request) -> bool {
    request.state == State::Declined || request.agreed.is_some_and(|agreed| agreed < request.amount)
}

fn decided(request: &mut Request, actor: &Actor) {
    if !request.decided_by.contains(&actor.id) {
        request.decided_by.push(actor.id);
    }
}

fn may_settle_complaint(request: &Request, action: complaints::Action, actor: &Actor) -> Result<(), Refusal> {
    let complaint = request.complaint.ok_or(Refusal::NoComplaint)?;
    complaints::check(&complaint, action, actor, &request.decided_by)?;
    Ok(())
}

fn move_complaint(
    request: &mut Request,
    step: complaints::Step,
    actor: &Actor,
) -> Result<impl Iterator<Item = Effect>, Refusal> {
    let complaint = request.complaint.ok_or(Refusal::NoComplaint)?;
    let (moved, owed) = complaints::apply(&complaint, step, actor, &request.decided_by)?;
    request.complaint = Some(moved);
    Ok(owed.into_iter().map(Effect::from))
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

fn agreed(request: &Request) -> Topic {
    if request.committed() < request.amount { Topic::AgreedInPart } else { Topic::Agreed }
}
