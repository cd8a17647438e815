//! The young person's app: what its first screens need. The rest comes when the first of it is opened.

use onward_frontend::pages::phone::{App, Screens, lazy_route, set_lazy_routes};
use onward_frontend::{mount, response_cache};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    response_cache::on_this_device();
    set_lazy_routes(|| Box::pin(async { later().await.ok() }));
    mount::<App>();
}

/// What is reached through this alone, the build puts into a file of its own.
#[wasm_split(later, fallible)]
fn later() -> Result<Screens, SplitLoaderError> {
    Ok(lazy_route)
}
