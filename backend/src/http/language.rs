//! The language of what people read in a refusal: the first of `Accept-Language` that there is a translation for.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AcceptLanguage, Header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest};

use crate::http::error::ApiError;
use crate::words::{FIRST_LANGUAGE, words_of};

/// Writes a problem anew where the caller prefers another language than the first.
///
/// # Errors
/// Whatever the handler answers.
pub async fn translate_problem(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let answer = next.call(request).await?;
    let problem = answer.response().error().and_then(|error| error.as_error::<ApiError>());
    let translated =
        problem.and_then(|problem| Some(problem.response(&preferred_language(answer.request())?)));
    match translated {
        Some(response) => Ok(answer.into_response(response).map_into_right_body()),
        None => Ok(answer.map_into_left_body()),
    }
}

/// `None` for the first language.
fn preferred_language(request: &HttpRequest) -> Option<String> {
    let accepted = AcceptLanguage::parse(request).ok()?.ranked();
    let tags = accepted.iter().filter_map(|preference| preference.item());
    let mut languages = tags.map(|tag| tag.primary_language().to_owned());
    let is_translated =
        |language: &String| words_of(language).is_ok_and(|words| words.language() == *language);
    languages.find(is_translated).filter(|language| language != FIRST_LANGUAGE)
}

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;
    use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE};
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service, read_body_json};
    use actix_web::{App, HttpResponse, web};
    use onward_domain::api::problem::Problem;

    use super::*;
    use crate::words::tests::translate;

    #[actix_web::test]
    async fn a_refusal_is_written_in_the_first_language_of_the_caller_that_there_is() {
        translate("cy", "problem-not_found = Nid yw yma.");
        let refuse = || async { Err::<HttpResponse, _>(ApiError::NOT_FOUND) };
        let app =
            init_service(App::new().wrap(from_fn(translate_problem)).default_service(web::to(refuse))).await;
        for (accepts, language, detail) in [
            (None, "en", None),
            (Some("cy-GB, en;q=0.8"), "cy", Some("Nid yw yma.")),
            (Some("fr, cy;q=0.5"), "cy", Some("Nid yw yma.")),
            (Some("en, cy;q=0.5"), "en", None),
            (Some("fr"), "en", None),
            (Some("*"), "en", None),
            (Some(";;, ../../etc"), "en", None),
        ] {
            let mut request = TestRequest::get();
            if let Some(accepts) = accepts {
                request = request.insert_header((ACCEPT_LANGUAGE, accepts));
            }
            let answer = call_service(&app, request.to_request()).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{accepts:?}");
            assert_eq!(answer.headers().get(CONTENT_LANGUAGE).unwrap(), language, "{accepts:?}");
            let problem: Problem = read_body_json(answer).await;
            let english = ApiError::NOT_FOUND.to_string();
            assert_eq!(problem.detail, detail.unwrap_or(&english), "{accepts:?}");
        }
    }
}
