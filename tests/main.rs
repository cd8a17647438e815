//! End-to-end tests: a real server on a real database, called over HTTP.

mod browser;
mod durability;
mod endpoints;
mod packs;
mod permissions;
mod routes;
mod schema;
mod several_servers;
mod spreadsheet;
mod support;
