//! A signed access token of ten minutes and a rotating refresh token, both in cookies that no script can read.
//!
//! A refresh token says which session and which generation of it. Because it is derived from the session's row alone,
//! none is stored, and a repeat within a minute gets the very same successor.

use actix_web::cookie::{Cookie, SameSite, time::Duration as CookieDuration};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use onward_domain::api::LondonTime;
use onward_domain::ids::SessionId;
use serde::{Deserialize, Serialize};

use crate::app::Error;
use crate::db::accounts::sessions::SESSION_DAYS;
use crate::db::{in_london, stored};

/// The cookie that goes with every request.
pub const ACCESS_COOKIE: &str = "onward_access";
/// The cookie that only renewing and signing out see.
pub const REFRESH_COOKIE: &str = "onward_refresh";
/// Where the refresh cookie is sent.
const REFRESH_PATH: &str = "/api/v1/session";
/// How long an access token lasts.
const ACCESS_MINUTES: i64 = 10;

/// Signs and reads tokens.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    reading: DecodingKey,
    /// What an access token has to be.
    access: Validation,
    /// What a refresh token has to be.
    refresh: Validation,
    secure: bool,
}

/// What an access token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The signed-in device.
    pub session: SessionId,
}

/// What a refresh token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// The signed-in device.
    pub session: SessionId,
    /// Which of its refresh tokens this is.
    pub generation: i64,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    /// `access` or `refresh`, so that neither passes for the other.
    aud: String,
    sid: SessionId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    generation: Option<i64>,
    exp: i64,
}

impl Tokens {
    /// Tokens under a secret of at least 32 bytes; `secure` cookies travel by https only.
    #[must_use]
    pub fn new(secret: &[u8], secure: bool) -> Self {
        Self {
            signing: EncodingKey::from_secret(secret),
            reading: DecodingKey::from_secret(secret),
            access: validation("access"),
            refresh: validation("refresh"),
            secure,
        }
    }

    /// When an access token made now has to be renewed, as it crosses the wire.
    #[must_use]
    pub fn renew_by(now: DateTime<Utc>) -> LondonTime {
        in_london(stored(Self::access_ends(now)))
    }

    /// When an access token made now ends.
    #[must_use]
    pub fn access_ends(now: DateTime<Utc>) -> DateTime<Utc> {
        now + Duration::minutes(ACCESS_MINUTES)
    }

    /// The cookie with an access token.
    ///
    /// # Errors
    /// When signing fails, which is a defect.
    pub fn access_cookie(&self, session: SessionId, now: DateTime<Utc>) -> Result<Cookie<'static>, Error> {
        let claims = Claims {
            aud: "access".to_owned(),
            sid: session,
            generation: None,
            exp: Self::access_ends(now).timestamp(),
        };
        Ok(self.cookie(ACCESS_COOKIE, "/", self.sign(&claims)?, CookieDuration::minutes(ACCESS_MINUTES)))
    }

    /// The cookie with the refresh token of one generation of a session.
    ///
    /// # Errors
    /// When signing fails, which is a defect.
    pub fn refresh_cookie(&self, refresh: Refresh, ends: NaiveDateTime) -> Result<Cookie<'static>, Error> {
        let claims = Claims {
            aud: "refresh".to_owned(),
            sid: refresh.session,
            generation: Some(refresh.generation),
            exp: ends.and_utc().timestamp(),
        };
        Ok(self.cookie(REFRESH_COOKIE, REFRESH_PATH, self.sign(&claims)?, CookieDuration::days(SESSION_DAYS)))
    }

    /// Cookies that end both.
    #[must_use]
    pub fn ended_cookies(&self) -> [Cookie<'static>; 2] {
        [
            self.cookie(ACCESS_COOKIE, "/", String::new(), CookieDuration::ZERO),
            self.cookie(REFRESH_COOKIE, REFRESH_PATH, String::new(), CookieDuration::ZERO),
        ]
    }

    /// Reads an access token that has not ended.
    #[must_use]
    pub fn read_access(&self, token: &str, now: DateTime<Utc>) -> Option<Access> {
        let claims = self.read(token, &self.access, now)?;
        Some(Access { session: claims.sid })
    }

    /// Reads a refresh token that has not ended.
    #[must_use]
    pub fn read_refresh(&self, token: &str, now: DateTime<Utc>) -> Option<Refresh> {
        let claims = self.read(token, &self.refresh, now)?;
        Some(Refresh { session: claims.sid, generation: claims.generation? })
    }

    fn sign(&self, claims: &Claims) -> Result<String, Error> {
        encode(&Header::new(Algorithm::HS256), claims, &self.signing).map_err(Error::internal)
    }

    fn read(&self, token: &str, validation: &Validation, now: DateTime<Utc>) -> Option<Claims> {
        let claims: Claims = decode(token, &self.reading, validation).ok()?.claims;
        // The library would ask the machine's clock; ours is passed in.
        (claims.exp > now.timestamp()).then_some(claims)
    }

    fn cookie(
        &self,
        name: &'static str,
        path: &'static str,
        value: String,
        age: CookieDuration,
    ) -> Cookie<'static> {
        Cookie::build(name, value)
            .path(path)
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Strict)
            .max_age(age)
            .finish()
    }
}

/// What is asked of every token for an audience, but for its end.
fn validation(audience: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    validation.set_audience(&[audience]);
    validation.set_required_spec_claims(&["exp", "aud"]);
    validation
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> Tokens {
        Tokens::new(&[7; 32], true)
    }

    fn now() -> DateTime<Utc> {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn session() -> SessionId {
        "01930000-0000-7000-8000-000000000001".parse().unwrap()
    }

    #[test]
    fn an_access_token_ends_after_ten_minutes() {
        let now = now();
        let cookie = tokens().access_cookie(session(), now).unwrap();
        assert_eq!(
            tokens().read_access(cookie.value(), now + Duration::minutes(9)),
            Some(Access { session: session() })
        );
        assert_eq!(tokens().read_access(cookie.value(), now + Duration::minutes(10)), None);
    }

    #[test]
    fn a_refresh_token_is_no_access_token_and_the_other_way_round() {
        let now = now();
        let access = tokens().access_cookie(session(), now).unwrap();
        let refresh = Refresh { session: session(), generation: 3 };
        let cookie = tokens().refresh_cookie(refresh, (now + Duration::days(1)).naive_utc()).unwrap();
        assert_eq!(tokens().read_refresh(cookie.value(), now), Some(refresh));
        assert_eq!(tokens().read_access(cookie.value(), now), None);
        assert_eq!(tokens().read_refresh(access.value(), now), None);
    }

    #[test]
    fn the_same_generation_gives_the_same_refresh_token() {
        let ends = now().naive_utc();
        let refresh = Refresh { session: session(), generation: 3 };
        let (once, again) = (
            tokens().refresh_cookie(refresh, ends).unwrap(),
            tokens().refresh_cookie(refresh, ends).unwrap(),
        );
        assert_eq!(once.value(), again.value());
    }

    #[test]
    fn a_token_under_another_secret_is_nobodys() {
        let now = now();
        let cookie = Tokens::new(&[8; 32], true).access_cookie(session(), now).unwrap();
        assert_eq!(tokens().read_access(cookie.value(), now), None);
    }

    #[test]
    fn no_script_reads_a_cookie_and_no_other_site_sends_it() {
        let cookie = tokens().access_cookie(session(), now()).unwrap();
        assert_eq!(
            (cookie.http_only(), cookie.secure(), cookie.same_site()),
            (Some(true), Some(true), Some(SameSite::Strict))
        );
    }
}
