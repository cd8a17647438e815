//! The least that a server of the same kind can do: one actix route that answers the same bytes each time.

use std::fs;
use std::path::Path;

use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::{Context, Result};

/// Serves a file's bytes at every address until it is ended.
///
/// # Errors
/// When the file can't be read or the port is taken.
pub fn serve(listen: &str, body: &Path) -> Result<()> {
    let body = Bytes::from(fs::read(body).context("cannot read the body")?);
    let server = HttpServer::new(move || {
        let body = body.clone();
        App::new().default_service(web::to(move || {
            let body = body.clone();
            async { HttpResponse::Ok().content_type("application/json").body(body) }
        }))
    });
    let server = server.bind(listen).with_context(|| format!("cannot listen on {listen}"))?;
    actix_web::rt::System::new().block_on(server.run()).context("the server failed")
}
