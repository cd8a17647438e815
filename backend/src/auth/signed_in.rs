//! The extractors: each names in its type who may call the handler that takes it.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use onward_domain::ids::SessionId;
use onward_domain::role::Role;

use crate::app::Error;
use crate::app_state::AppState;
use crate::auth::tokens::{ACCESS_COOKIE, Access};
use crate::db;
use crate::db::accounts::Account;
use crate::db::accounts::sessions::session_account;
use crate::db::stored;
use crate::http::error::ApiError;

/// Anybody who is signed in.
pub struct SignedIn {
    pub account: Account,
    /// On which device.
    pub session: SessionId,
    /// A young person's own revision: it moves on with each change that they can see.
    pub person_revision: Option<i64>,
    /// The council's revision: it moves on with each change that everybody can see.
    pub authority_revision: i64,
}

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let state = request.app_data::<web::Data<AppState>>().cloned();
        let token = request.cookie(ACCESS_COOKIE);
        Box::pin(async move {
            let state = state.ok_or_else(|| ApiError::internal("the service is not part of the app"))?;
            let token = token.ok_or(ApiError::NotSignedIn)?;
            let now = state.clock.now();
            let Access { session } =
                state.tokens.read_access(token.value(), now).ok_or(ApiError::NotSignedIn)?;
            let found =
                state.db.read_one(move |c| session_account(c, session).map_err(db::Error::from)).await?;
            let found = found.ok_or(ApiError::NotSignedIn)?;
            if found.ended_at.is_some() || found.expires_at <= stored(now) {
                return Err(ApiError::NotSignedIn);
            }
            Ok(Self {
                account: found.account.try_into()?,
                session,
                person_revision: found.person_revision,
                authority_revision: found.authority_revision,
            })
        })
    }
}

macro_rules! role_extractors {
    ($($(#[$doc:meta])* $name:ident: [$($role:ident),+];)*) => {$(
        $(#[$doc])*
        pub struct $name(pub SignedIn);

        impl FromRequest for $name {
            type Error = ApiError;
            type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let signed_in = SignedIn::from_request(request, payload);
                Box::pin(async move {
                    let signed_in = signed_in.await?;
                    match signed_in.account.role {
                        $(Role::$role)|+ => Ok(Self(signed_in)),
                        _ => Err(Error::NotAllowed.into()),
                    }
                })
            }
        }
    )*};
}

role_extractors! {
    /// A young person.
    YoungPerson: [YoungPerson];
    /// A personal adviser, or a manager, who may do what a personal adviser does for anybody of the council.
    Adviser: [Adviser, Manager];
    Manager: [Manager];
    Finance: [Finance];
    /// A participation worker.
    ParticipationWorker: [ParticipationWorker];
}
