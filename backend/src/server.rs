//! The web server: one thread for each core, all with the same routes.

use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::{Extensions, Server, ServiceRequest};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, HttpServer, web};
use tokio::sync::watch;
use utoipa_actix_web::AppExt;

use crate::app_state::AppState;
use crate::http::security_headers::{self, SecurityHeaders};
use crate::http::site::Site;
use crate::routes::{self, Interface};

/// All that comes of one reading of packs and keys. Each request takes it anew, so that both may change under a server
/// that goes on: no connection is closed for it.
pub struct AppSnapshot {
    state: web::Data<AppState>,
    site: web::Data<Site>,
    headers: web::Data<SecurityHeaders>,
}

impl AppSnapshot {
    /// What the server answers with from now on, with this state of the app.
    ///
    /// # Errors
    /// When the public pages of its packs can't be made.
    pub fn new(state: web::Data<AppState>) -> std::io::Result<Arc<Self>> {
        let site = web::Data::new(Site::new(&state.packs).map_err(std::io::Error::other)?);
        let https = state.address.starts_with("https://");
        let headers = web::Data::new(SecurityHeaders::new(&site, https).map_err(std::io::Error::other)?);
        Ok(Arc::new(Self { state, site, headers }))
    }

    fn to_app_data(&self) -> Extensions {
        let mut data = Extensions::new();
        data.insert(self.state.clone());
        data.insert(self.site.clone());
        data.insert(self.headers.clone());
        data
    }
}

/// Serves on a port that is bound already; the server runs once it is awaited.
///
/// # Errors
/// When the port can't be listened on.
pub fn serve(
    reading: watch::Receiver<Arc<AppSnapshot>>,
    listener: TcpListener,
    threads: Option<usize>,
) -> std::io::Result<Server> {
    let interface = web::Data::new(Interface::new().map_err(std::io::Error::other)?);
    let server = HttpServer::new(move || {
        let (interface, reading) = (interface.clone(), reading.clone());
        App::new()
            .wrap(from_fn(security_headers::add))
            // The last is the outermost: all others find the data here.
            .wrap(from_fn(move |mut request: ServiceRequest, next: Next<_>| {
                request.add_data_container(Rc::new(reading.borrow().to_app_data()));
                next.call(request)
            }))
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
