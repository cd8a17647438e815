//! The phone's screens.

mod accounts;
mod app;
mod contacts;
mod entitlements;
mod events;
mod help;
mod home;
mod lazy_routes;
mod notifications;
mod offer;
mod payments;

pub use app::App;
pub use lazy_routes::{Screens, lazy_route, set_lazy_routes};
