//! The onward server: keeps it all, decides, and notifies.

pub mod assess;
pub mod audit;
pub mod auth;
pub mod bank_files;
pub mod clock;
pub mod cohort;
pub mod config;
pub mod db;
mod due_payments;
pub mod error;
pub mod handlers;
pub mod jobs;
pub mod keys;
pub mod ledger_check;
mod markdown;
pub mod notify;
pub mod pack;
mod ready;
pub mod routes;
pub mod running;
pub mod security_headers;
pub mod seed;
pub mod server;
pub mod service;
pub mod site;
mod words;
