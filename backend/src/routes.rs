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
use crate::handlers::{
    accounts, contacts, entitlements, events, health, home, notifications, offer, payments,
};
use crate::http::error::ApiError;
use crate::http::language::translate_problem;
use crate::http::site::Site;
use crate::precompressed::Precompressed;

/// The largest body that is taken as JSON, in bytes.
const MAX_JSON_BYTES: usize = 64 * 1024;
/// The largest body that is taken at all: a photo.
const MAX_BYTES: usize = onward_domain::api::payments::requests::MAX_EVIDENCE_BYTES + 1;

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
            .wrap(from_fn(translate_problem))
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
        .service(offer::authority::show)
        .service(offer::articles::list)
        .service(offer::articles::show)
        .service(accounts::session::renew)
        .service(accounts::session::sign_in)
        .service(accounts::session::sign_out);
}

fn signed_in(config: &mut ServiceConfig<'_>) {
    config
        .service(accounts::me::show)
        .service(events::own::index)
        .service(events::own::ics)
        .service(events::own::show)
        .service(notifications::inbox::list)
        .service(notifications::inbox::read)
        .service(notifications::push::key)
        .service(notifications::push::subscribe)
        .service(notifications::push::unsubscribe);
}

fn young_person(config: &mut ServiceConfig<'_>) {
    config
        .service(home::show)
        .service(offer::authority::payment_time)
        .service(payments::bank_details::show_own)
        .service(payments::bank_details::update)
        .service(entitlements::assessment::list)
        .service(entitlements::assessment::show)
        .service(entitlements::attendance_weeks::index_own)
        .service(entitlements::what_if::show)
        .service(entitlements::facts::index_own)
        .service(entitlements::facts::create)
        .service(payments::requests::index)
        .service(payments::requests::create)
        .service(payments::requests::show)
        .service(payments::requests::withdraw)
        .service(payments::requests::reply)
        .service(payments::requests::reissue)
        .service(payments::requests::challenge)
        .service(payments::requests::complain)
        .service(payments::evidence::put)
        .service(payments::evidence::show_own)
        .service(contacts::own::list)
        .service(contacts::own::confirm)
        .service(contacts::own::ask_to_move)
        .service(contacts::own::decline)
        .service(events::own::take_place)
        .service(events::own::give_up_place);
}

fn desk(config: &mut ServiceConfig<'_>) {
    // Personal advisers and managers.
    config
        .service(payments::desk_requests::index)
        .service(payments::desk_requests::show)
        .service(payments::desk_requests::take)
        .service(payments::desk_requests::release)
        .service(payments::desk_requests::ask)
        .service(payments::desk_requests::approve)
        .service(payments::desk_requests::decline)
        .service(payments::desk_requests::authorise)
        .service(payments::desk_requests::reissue)
        .service(payments::desk_requests::allow_payer)
        .service(payments::desk_requests::sign_off)
        .service(payments::desk_requests::stop)
        .service(payments::desk_requests::close)
        .service(payments::desk_requests::acknowledge_complaint)
        .service(payments::desk_requests::answer_complaint)
        .service(payments::evidence::show)
        .service(payments::text_blocks::index)
        .service(payments::text_blocks::create)
        .service(payments::text_blocks::update)
        .service(payments::text_blocks::remove)
        .service(accounts::people::list)
        .service(accounts::people::show)
        .service(entitlements::desk_facts::show)
        .service(entitlements::desk_facts::update)
        .service(entitlements::desk_facts::confirm)
        .service(entitlements::desk_facts::decline)
        .service(entitlements::desk_attendance_weeks::show)
        .service(entitlements::desk_attendance_weeks::create)
        .service(contacts::desk::plan)
        .service(contacts::desk::change)
        .service(contacts::desk::cancel);
    // Finance.
    config
        .service(payments::due::index)
        .service(payments::due::ready)
        .service(payments::due::hand_over)
        .service(payments::due::index_hand_overs)
        .service(payments::due::reverse_hand_over)
        .service(payments::runs::index)
        .service(payments::runs::create)
        .service(payments::runs::show)
        .service(payments::runs::take_out)
        .service(payments::runs::release)
        .service(payments::runs::pain001)
        .service(payments::runs::csv)
        .service(payments::runs::results)
        .service(payments::repayments::index)
        .service(payments::repayments::create)
        .service(payments::repayments::reverse);
    // Participation workers.
    config
        .service(events::desk::index)
        .service(events::desk::create)
        .service(events::desk::update)
        .service(events::desk::cancel)
        .service(events::desk::attendance)
        .service(events::desk::preview);
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
        .app_data(web::PayloadConfig::new(MAX_BYTES))
        .app_data(
            web::JsonConfig::default()
                .limit(MAX_JSON_BYTES)
                .error_handler(|error, _| json_error(&error).into()),
        )
        .app_data(web::PathConfig::default().error_handler(|_, _| ApiError::NOT_FOUND.into()))
        .app_data(
            web::QueryConfig::default()
                .error_handler(|error, _| ApiError::BadRequest(error.to_string()).into()),
        )
        .route("/api/openapi.json", web::get().to(openapi))
        .route("/offer", get_or_head().to(offer::pages::offer))
        .route("/offer/{slug}", get_or_head().to(offer::pages::article))
        .route("/help", get_or_head().to(offer::pages::help))
        .default_service(web::to(elsewhere));
}

/// HEAD answers with the headers of GET, for everything that is a page (RFC 9110 §9.3.2).
fn get_or_head() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// The description as it is sent, and which methods each address answers to.
pub struct Interface {
    description: Precompressed,
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
        let description = Precompressed::new("application/json", serde_json::to_vec(&description)?);
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
        None => offer::pages::screen(site, request).await,
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
