//! The web server: one thread for each core, all with the same routes.

use std::net::TcpListener;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};
use utoipa_actix_web::AppExt;

use crate::routes::{self, Interface};
use crate::security_headers::{self, SecurityHeaders};
use crate::service::Service;
use crate::site::Site;

/// Serves on a port that is bound already; the server runs once it is awaited.
///
/// # Errors
/// When the port can't be listened on.
pub fn serve(
    service: web::Data<Service>,
    listener: TcpListener,
    threads: Option<usize>,
) -> std::io::Result<Server> {
    let interface = web::Data::new(Interface::new().map_err(std::io::Error::other)?);
    let site = web::Data::new(Site::new(&service.packs).map_err(std::io::Error::other)?);
    let https = service.address.starts_with("https://");
    let headers = web::Data::new(SecurityHeaders::new(&site, https).map_err(std::io::Error::other)?);
    let server = HttpServer::new(move || {
        let interface = interface.clone();
        App::new()
            .wrap(from_fn(security_headers::add))
            .app_data(service.clone())
            .app_data(site.clone())
            .app_data(headers.clone())
            .into_utoipa_app()
            .configure(routes::all)
            .into_app()
            .configure(|config| routes::rest(config, interface))
    });
    let server = match threads {
        Some(threads) => server.workers(threads.max(1)),
        None => server,
    };
    // The program stops the server itself, so that the worker can finish what it has begun.
    Ok(server.disable_signals().listen(listener)?.run())
}
