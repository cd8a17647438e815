//! The addresses that people open in a browser: the apps' screens, the public pages and the apps' files.

use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::Error;
use crate::app_state::AppState;
use crate::auth::SignedIn;
use crate::handlers::offer::authority::{WhichAuthority, pack_for};
use crate::http::error::ApiError;
use crate::http::site::{PublicPages, Site};

/// The phone app's screens, by the first part of their addresses; its own router does the rest.
const PHONE_SCREENS: [&str; 14] = [
    "", "money", "what-if", "tell-us", "facts", "requests", "people", "contacts", "events", "offer", "help",
    "inbox", "bank", "settings",
];
/// The desk's, by the part after `/desk`.
const DESK_SCREENS: [&str; 8] =
    ["", "requests", "people", "events", "payments", "repayments", "texts", "inbox"];

/// `/offer`: all articles, readable before the app has started and without it.
pub async fn offer(
    state: web::Data<AppState>,
    site: web::Data<Site>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    Ok(pages(&state, &site, who, &which)?.offer.answer(&request))
}

/// `/offer/{slug}`: one article, or the page that says that there is none of that name.
pub async fn article(
    state: web::Data<AppState>,
    site: web::Data<Site>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    slug: web::Path<String>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    let pages = pages(&state, &site, who, &which)?;
    Ok(match pages.article(&slug) {
        Some(article) => article.answer(&request),
        None => pages.no_article.answer_as(&request, HttpResponse::NotFound()),
    })
}

/// `/help`: who to turn to when it can't wait.
pub async fn help(
    state: web::Data<AppState>,
    site: web::Data<Site>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    Ok(pages(&state, &site, who, &which)?.help.answer(&request))
}

/// Every other address: a file of an app, or the page that a screen of it begins with.
///
/// # Errors
/// When it is an address of the interface that isn't there, or anything but a GET.
pub async fn screen(site: web::Data<Site>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let path = request.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Err(Error::NotFound.into());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(ApiError::MethodNotAllowed);
    }
    let (app, inside, screens): (_, _, &[&str]) = match path.strip_prefix("desk") {
        Some("") => (&site.desk, "", &DESK_SCREENS),
        Some(rest) if rest.starts_with('/') => (&site.desk, rest.trim_start_matches('/'), &DESK_SCREENS),
        Some(_) | None => (&site.phone, path, &PHONE_SCREENS),
    };
    if let Some(file) = app.get(inside) {
        return Ok(file.answer(&request));
    }
    let Some(index) = app.index() else {
        return Ok(site.not_built.answer_as(&request, HttpResponse::ServiceUnavailable()));
    };
    let first = inside.split('/').next().unwrap_or_default();
    Ok(if screens.contains(&first) {
        index.answer(&request)
    } else {
        // The app says in its own words that nothing is here.
        index.answer_as(&request, HttpResponse::NotFound())
    })
}

fn pages<'s>(
    state: &'s AppState,
    site: &'s Site,
    who: Result<SignedIn, ApiError>,
    which: &WhichAuthority,
) -> Result<&'s PublicPages, ApiError> {
    let authority = &pack_for(state, who, which)?.authority.id;
    site.pages(authority).ok_or_else(|| ApiError::internal(format!("there are no pages for `{authority}`")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_screen_of_the_apps_can_be_opened_by_its_address() {
        let routes = include_str!("../../../../frontend/src/route.rs");
        let addresses = routes.split("#[at(\"/").skip(1).map(|rest| rest.split('"').next().unwrap());
        let (desk, phone): (Vec<&str>, Vec<&str>) =
            addresses.partition(|address| address.starts_with("desk"));
        let firsts = |addresses: Vec<&'static str>| -> BTreeSet<&'static str> {
            let first = |address: &'static str| address.split('/').next().unwrap();
            addresses.into_iter().map(first).filter(|first| *first != "not-found").collect()
        };
        assert_eq!(firsts(phone), BTreeSet::from(PHONE_SCREENS));
        let desk = desk.into_iter().map(|address| address.trim_start_matches("desk").trim_start_matches('/'));
        assert_eq!(firsts(desk.collect()), BTreeSet::from(DESK_SCREENS));
    }
}
