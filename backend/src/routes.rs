//! The whole route table, grouped by who calls.

use actix_web::dev::ResourceDef;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpRequest, HttpResponse, ResponseError, Route, guard, web};
use utoipa::OpenApi;
use utoipa::openapi::path::PathItem;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};

use crate::auth::cross_site::refuse_cross_site;
use crate::error::ApiError;
use crate::handlers::{
    attendance_weeks, authority, bank_details, contacts, desk_attendance_weeks, desk_contacts, desk_events,
    desk_facts, desk_payment_requests, desk_payment_runs, desk_payments, desk_people, desk_repayments,
    desk_text_blocks, entitlements, events, evidence, facts, health, home, me, notifications, offer, pages,
    payment_requests, push, session, what_if,
};
use crate::ready::Ready;
use crate::site::Site;

/// The largest body that is taken as JSON, in bytes.
const MOST_JSON_BYTES: usize = 64 * 1024;
/// The largest body that is taken at all: a photo.
const MOST_BYTES: usize = onward_domain::api::payment_request::MOST_EVIDENCE_BYTES + 1;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Onward",
        description = "A care leaver's money, people and rights. Sign in with `POST /api/v1/session`; the cookies it \
                       sets go with every request. Times are London's.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(onward_domain::api::problem::Problem))
)]
struct Description;

/// Everything the server answers.
pub fn all(config: &mut ServiceConfig<'_>) {
    config.service(
        scope("/api/v1")
            .wrap(from_fn(refuse_cross_site))
            // Routes are tried in turn: a scope is passed over at a glance, and what is read most comes first.
            .service(scope("/desk").configure(desk))
            .configure(young_person)
            .configure(signed_in)
            .configure(anybody),
    );
    config.service(scope("/health").service(health::live).service(health::ready));
}

fn anybody(config: &mut ServiceConfig<'_>) {
    config
        .service(authority::authority)
        .service(offer::list)
        .service(offer::one)
        .service(session::renew)
        .service(session::sign_in)
        .service(session::sign_out);
}

fn signed_in(config: &mut ServiceConfig<'_>) {
    config
        .service(me::me)
        .service(events::list)
        .service(events::ics)
        .service(events::one)
        .service(notifications::list)
        .service(notifications::read)
        .service(push::key)
        .service(push::subscribe)
        .service(push::unsubscribe);
}

fn young_person(config: &mut ServiceConfig<'_>) {
    config
        .service(home::home)
        .service(authority::pace)
        .service(bank_details::mine)
        .service(bank_details::give)
        .service(entitlements::list)
        .service(entitlements::one)
        .service(attendance_weeks::mine)
        .service(what_if::what_if)
        .service(facts::mine)
        .service(facts::tell)
        .service(payment_requests::list)
        .service(payment_requests::submit)
        .service(payment_requests::one)
        .service(payment_requests::withdraw)
        .service(payment_requests::reply)
        .service(payment_requests::put_right)
        .service(payment_requests::challenge)
        .service(payment_requests::complain)
        .service(evidence::put)
        .service(evidence::own)
        .service(contacts::list)
        .service(contacts::confirm)
        .service(contacts::ask_to_move)
        .service(contacts::decline)
        .service(events::take_place)
        .service(events::give_up_place);
}

fn desk(config: &mut ServiceConfig<'_>) {
    // Personal advisers and managers.
    config
        .service(desk_payment_requests::queue)
        .service(desk_payment_requests::one)
        .service(desk_payment_requests::take)
        .service(desk_payment_requests::release)
        .service(desk_payment_requests::ask)
        .service(desk_payment_requests::approve)
        .service(desk_payment_requests::decline)
        .service(desk_payment_requests::authorise)
        .service(desk_payment_requests::put_right)
        .service(desk_payment_requests::allow_payer)
        .service(desk_payment_requests::sign_off)
        .service(desk_payment_requests::stop)
        .service(desk_payment_requests::close)
        .service(desk_payment_requests::acknowledge_complaint)
        .service(desk_payment_requests::answer_complaint)
        .service(evidence::at_the_desk)
        .service(desk_text_blocks::list)
        .service(desk_text_blocks::write)
        .service(desk_text_blocks::change)
        .service(desk_text_blocks::remove)
        .service(desk_people::list)
        .service(desk_people::one)
        .service(desk_facts::one)
        .service(desk_facts::change)
        .service(desk_facts::confirm)
        .service(desk_facts::decline)
        .service(desk_attendance_weeks::one)
        .service(desk_attendance_weeks::say)
        .service(desk_contacts::plan)
        .service(desk_contacts::change)
        .service(desk_contacts::cancel);
    // Finance.
    config
        .service(desk_payments::due)
        .service(desk_payments::ready)
        .service(desk_payments::hand_over)
        .service(desk_payments::handed_over_lately)
        .service(desk_payments::not_handed_over)
        .service(desk_payment_runs::list)
        .service(desk_payment_runs::make)
        .service(desk_payment_runs::one)
        .service(desk_payment_runs::take_out)
        .service(desk_payment_runs::release)
        .service(desk_payment_runs::pain001)
        .service(desk_payment_runs::csv)
        .service(desk_payment_runs::results)
        .service(desk_repayments::list)
        .service(desk_repayments::receive)
        .service(desk_repayments::reverse);
    // Participation workers.
    config
        .service(desk_events::list)
        .service(desk_events::publish)
        .service(desk_events::change)
        .service(desk_events::cancel)
        .service(desk_events::attendance)
        .service(desk_events::preview);
}

/// The description of the whole interface, made from the code.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    let mut description =
        App::new().into_utoipa_app().openapi(Description::openapi()).configure(all).split_for_parts().1;
    for (path, item) in &mut description.paths.paths {
        for (method, operation) in [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("delete", &mut item.delete),
        ] {
            if let Some(operation) = operation {
                // Handlers are named within their resource; here each name stands alone.
                let name =
                    path.trim_start_matches("/api/v1").replace(['{', '}'], "").replace(['/', '.'], "_");
                operation.operation_id = Some(format!("{method}{name}"));
            }
        }
    }
    description
}

/// What belongs to every app besides its routes: limits, errors as problems, pages, and what isn't there.
pub fn rest(config: &mut web::ServiceConfig, interface: web::Data<Interface>) {
    config
        .app_data(interface)
        .app_data(web::PayloadConfig::new(MOST_BYTES))
        .app_data(
            web::JsonConfig::default()
                .limit(MOST_JSON_BYTES)
                .error_handler(|error, _| json_error(&error).into()),
        )
        .app_data(web::PathConfig::default().error_handler(|_, _| ApiError::NotFound.into()))
        .app_data(
            web::QueryConfig::default()
                .error_handler(|error, _| ApiError::BadRequest(error.to_string()).into()),
        )
        .route("/api/openapi.json", web::get().to(openapi))
        .route("/offer", get_or_head().to(pages::offer))
        .route("/offer/{slug}", get_or_head().to(pages::article))
        .route("/help", get_or_head().to(pages::help))
        .default_service(web::to(elsewhere));
}

/// HEAD answers with the headers of GET, for everything that is a page (RFC 9110 §9.3.2).
fn get_or_head() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// The description as it is sent, and which methods each address answers to.
pub struct Interface {
    description: Ready,
    methods: Vec<(ResourceDef, Vec<&'static str>)>,
}

impl Interface {
    /// Made once, when the server starts.
    ///
    /// # Errors
    /// When the description can't be written as JSON, which is a defect.
    pub fn new() -> Result<Self, serde_json::Error> {
        let description = description();
        let methods = description
            .paths
            .paths
            .iter()
            .map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item)))
            .collect();
        let description = Ready::new("application/json", serde_json::to_vec(&description)?);
        Ok(Self { description, methods })
    }
}

async fn openapi(request: HttpRequest, interface: web::Data<Interface>) -> HttpResponse {
    interface.description.answer(&request)
}

/// Everything else: a page or a file, or an address that answers to other methods only.
async fn elsewhere(
    request: HttpRequest,
    interface: web::Data<Interface>,
    site: web::Data<Site>,
) -> Result<HttpResponse, ApiError> {
    match interface.methods.iter().find(|(path, _)| path.is_match(request.path())) {
        Some((_, methods)) => {
            let mut answer = ApiError::MethodNotAllowed.error_response();
            if let Ok(allow) = header::HeaderValue::from_str(&methods.join(", ")) {
                answer.headers_mut().insert(header::ALLOW, allow);
            }
            Ok(answer)
        }
        None => pages::screen(site, request).await,
    }
}

fn methods(item: &PathItem) -> Vec<&'static str> {
    let there = [
        (item.get.is_some(), "GET"),
        (item.post.is_some(), "POST"),
        (item.put.is_some(), "PUT"),
        (item.delete.is_some(), "DELETE"),
    ];
    there.into_iter().filter(|(is, _)| *is).map(|(_, method)| method).collect()
}

fn json_error(error: &actix_web::error::JsonPayloadError) -> ApiError {
    use actix_web::error::JsonPayloadError as Json;
    match error {
        Json::OverflowKnownLength { .. } | Json::Overflow { .. } => ApiError::TooLarge("64 KB"),
        Json::Payload(actix_web::error::PayloadError::Overflow) => ApiError::TooLarge("64 KB"),
        Json::ContentType => ApiError::WrongMediaType("application/json"),
        Json::Deserialize(cause) => {
            ApiError::BadRequest(format!("The body is not what this takes: {cause}."))
        }
        other => ApiError::BadRequest(format!("The body can't be read: {other}.")),
    }
}
