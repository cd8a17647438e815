//! The worker's app.

use onward_frontend::mount;
use onward_frontend::pages::desk::App;

fn main() {
    mount::<App>();
}
