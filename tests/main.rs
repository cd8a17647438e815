//! Onward as people meet it: a real server on a real database, asked over HTTP.

mod automatic;
mod browser;
mod durability;
mod outbox;
mod permissions;
mod routes;
mod support;
