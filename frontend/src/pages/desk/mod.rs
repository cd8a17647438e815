//! The desk: the workers' app, from the sign-in to each of its places.

mod accounts;
mod app;
mod contacts;
mod draft;
mod entitlements;
mod events;
mod heading;
mod keys;
mod navigation;
mod notifications;
mod paged_list;
mod payments;

pub use app::App;
