//! What may and may not happen to a payment request, said as people would say it.

mod challenge;
mod deciding;
mod mending;
mod paying;
mod properties;
mod standard;
mod transitions;

use chrono::NaiveDate;

use super::*;
use crate::complaints::{self, Complaint};
use crate::ids::AccountId;
use crate::money::Pence;
use crate::role::Role;
use crate::testing::*;

fn made_on_monday() -> Complaint {
    Complaint::made(monday(), &STANDARD)
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

/// Ava asks for £40 on the Monday.
fn asked() -> Request {
    Request {
        young_person: ava().id,
        state: State::Submitted,
        amount: pence(4000),
        agreed: None,
        taken_by: None,
        approved_by: None,
        authorised_by: None,
        payer_allowed_by: None,
        signed_off_by: None,
        decided_by: vec![],
        challenge: None,
        complaint: None,
        pay_by: PayBy::BankTransfer,
        needs_manager: false,
        emergency: false,
        receipt_due: false,
        automatic: false,
        answer_by: Some(STANDARD.adviser_answers_by(monday(), false)),
    }
}

fn in_state(state: State) -> Request {
    Request { state, ..asked() }
}

/// The action with contents that are fine.
fn step(action: Action, amount: Pence) -> Step {
    let words = String::from("Because of the list we made together.");
    match action {
        Action::Take => Step::Take,
        Action::Ask => Step::Ask { words },
        Action::Reply => Step::Reply { words },
        Action::Approve => Step::Approve { amount, words },
        Action::Decline => Step::Decline { words },
        Action::Authorise => Step::Authorise { words },
        Action::Release => Step::Release,
        Action::Withdraw => Step::Withdraw,
        Action::Schedule => Step::Schedule,
        Action::Pay => Step::Pay,
        Action::HandOver => Step::HandOver,
        Action::AllowPayer => Step::AllowPayer { words },
        Action::Return => Step::Return { words },
        Action::Reissue => Step::Reissue,
        Action::NotHandedOver => Step::NotHandedOver { words },
        Action::Close => Step::Close { words },
        Action::SignOff => Step::SignOff { words },
        Action::Stop => Step::Stop { words },
        Action::Challenge => Step::Challenge { words },
        Action::Complain => Step::Complain { words },
        Action::Acknowledge => Step::Acknowledge { words },
        Action::Answer => Step::Answer { words },
    }
}

fn on_monday(request: &Request, step: Step, actor: &Actor) -> Result<(Request, Vec<Effect>), Refusal> {
    apply(request, step, actor, monday(), &STANDARD)
}

/// Walks a request along, each step allowed.
fn walk(request: Request, steps: &[(Action, Actor)]) -> Request {
    steps.iter().fold(request, |request, (action, actor)| {
        let step = step(*action, request.committed());
        on_monday(&request, step, actor).unwrap_or_else(|refusal| panic!("{action}: {refusal:?}")).0
    })
}

fn told(effects: &[Effect]) -> Vec<(Recipient, Topic)> {
    let told = effects.iter().filter_map(|effect| match effect {
        Effect::Notify { recipient, topic } => Some((*recipient, *topic)),
        Effect::Move { .. } | Effect::OpenRemainder => None,
    });
    told.collect()
}

fn given_back(effects: &[Effect]) -> Pence {
    let amounts = effects.iter().filter_map(|effect| match effect {
        Effect::Move { to: LedgerAccount::Allowance, pence, .. } => Some(*pence),
        Effect::Move { .. } | Effect::Notify { .. } | Effect::OpenRemainder => None,
    });
    amounts.sum()
}
