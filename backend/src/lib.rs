//! The onward server: keeps it all, decides, and notifies.

pub mod app;
pub mod app_state;
pub mod auth;
pub mod bank_files;
pub mod clock;
pub mod commands;
pub mod config;
pub mod db;
pub mod handlers;
pub mod http;
pub mod jobs;
pub mod keys;
pub mod notify;
pub mod pack;
mod precompressed;
pub mod routes;
pub mod server;
pub mod supervisor;
mod words;
