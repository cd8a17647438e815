//! The young person's app.

use onward_frontend::pages::phone::App;
use onward_frontend::{kept, mount};

fn main() {
    kept::on_this_device();
    mount::<App>();
}
