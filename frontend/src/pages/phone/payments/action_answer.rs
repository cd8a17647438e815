//! Showing the answer to an action on a request.

use onward_domain::api::payments::requests::PaymentRequest;
use onward_domain::api::problem::ErrorCode;
use yew::Callback;

use crate::api::Failure;
use crate::components::{TRACK_NOW, focus_on_change};
use crate::hooks::Resource;
/// Shows the request that an action returned, and moves the focus to its state. Refetches it if its state changed in
/// the meantime.
///
/// # Errors
/// Every other failure, for the caller to show.
pub fn take_in(
    resource: &Resource<PaymentRequest>,
    say: &Callback<String>,
    answered: Result<PaymentRequest, Failure>,
    done: String,
    moved_on: String,
) -> Result<(), Failure> {
    match answered {
        Ok(request) => {
            resource.set(request);
            say.emit(done);
            focus_on_change(TRACK_NOW);
            Ok(())
        }
        Err(failure) if failure.code() == Some(ErrorCode::StateMovedOn) => {
            resource.refetch();
            say.emit(moved_on);
            focus_on_change(TRACK_NOW);
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}
