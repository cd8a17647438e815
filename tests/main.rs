//! Onward as people meet it: a real server on a real database, asked over HTTP.

mod automatic;
mod browser;
mod durability;
mod ledger;
mod outbox;
mod packs;
mod permissions;
mod routes;
mod several_servers;
mod spreadsheet;
mod support;
