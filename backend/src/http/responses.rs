//! What several endpoints answer alike, for the description of the interface.

use std::collections::BTreeMap;

use onward_domain::api::problem::Problem;
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::http::error::PROBLEM_TYPE;

/// Declares sets of problems, each with its status and what it means.
macro_rules! sets {
    ($($(#[$doc:meta])* $name:ident: $(($status:literal, $meaning:literal)),+;)+) => {$(
        $(#[$doc])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                [$(($status, $meaning)),+].map(problem).into()
            }
        }
    )+};
}

sets! {
    NotSignedIn: ("401", "Nobody is signed in");
    /// Some roles only.
    NotAllowed: ("401", "Nobody is signed in"), ("403", "Your role may not do this");
    NotFound: ("404", "It isn't there, or is somebody else's");
    /// A record that belongs to somebody.
    NotReached:
        ("401", "Nobody is signed in"),
        ("403", "Your role may not do this"),
        ("404", "It isn't there, or is somebody else's");
    BadQuery: ("400", "The address can't be read");
    Refused: ("409", "It has changed since, or can't be done to it now");
    BadBody:
        ("400", "The body can't be read"),
        ("413", "The body is too large"),
        ("415", "The body is of another media type");
    /// A body whose fields are checked.
    InvalidBody:
        ("400", "The body can't be read"),
        ("413", "The body is too large"),
        ("415", "The body is of another media type"),
        ("422", "`fields` says what is wrong with each field");
}

/// For answers with an `ETag`.
pub struct NotModified;

impl IntoResponses for NotModified {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        [("304".to_owned(), Response::new("As you have it").into())].into()
    }
}

fn problem((status, meaning): (&str, &str)) -> (String, RefOr<Response>) {
    let content = Content::new(Some(Ref::from_schema_name(Problem::name())));
    let response = ResponseBuilder::new().description(meaning).content(PROBLEM_TYPE, content).build();
    (status.to_owned(), response.into())
}
