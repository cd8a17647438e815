//! The phone's screens.

mod app;
mod article;
mod ask;
mod ask_check;
mod ask_draft;
mod ask_steps;
mod attendance_weeks;
mod bank;
mod challenge;
mod contact;
mod entitlement;
mod event;
mod events;
mod facts;
mod help;
mod home;
mod inbox;
mod later;
mod money;
mod offer;
mod people;
mod request;
mod requests;
mod settings;
mod sign_in;
mod tell;
mod tell_us;
mod unsent;
mod what_if;
mod what_if_tried;

pub use app::App;
pub use later::{Screens, later_screens, seldom};
