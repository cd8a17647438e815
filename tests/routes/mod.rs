//! A folder for each area, as in the server; tests that concern several areas stand beside them.

mod accounts;
mod bad_input;
mod contacts;
mod entitlements;
mod events;
mod home;
mod notifications;
mod offer;
mod payments;
mod slow_uploads;
