//! Something that a person does and the server answers: under way, or why it did not happen.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::{UseStateHandle, hook, use_memo, use_state};

use crate::api::Failure;

/// One action at a time.
#[derive(Clone, PartialEq)]
pub struct Action {
    state: UseStateHandle<State>,
    running: Rc<Cell<bool>>,
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    Idle,
    Running,
    Failed(Failure),
}

impl Action {
    /// Whether it is under way.
    #[must_use]
    pub fn busy(&self) -> bool {
        *self.state == State::Running
    }

    /// Why the last one did not happen.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match &*self.state {
            State::Failed(failure) => Some(failure),
            State::Idle | State::Running => None,
        }
    }

    /// Does it, unless one is under way: a double tap does it once.
    pub fn run(&self, work: impl Future<Output = Result<(), Failure>> + 'static) {
        if self.running.replace(true) {
            return;
        }
        let (state, running) = (self.state.clone(), self.running.clone());
        state.set(State::Running);
        spawn_local(async move {
            let done = work.await;
            running.set(false);
            state.set(match done {
                Ok(()) => State::Idle,
                Err(failure) => State::Failed(failure),
            });
        });
    }
}

/// An action of this component.
#[hook]
pub fn use_action() -> Action {
    Action { state: use_state(|| State::Idle), running: use_memo((), |()| Cell::new(false)) }
}
