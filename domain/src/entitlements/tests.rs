//! What the packs give to people, clause by clause.

mod categories;
mod demo_people;
mod fingerprint;
mod from_18;
mod hardship;
mod home;
mod leap_day;
mod learning;
mod packs;
mod people;
mod properties;
mod reasoning;
mod schedule;
mod term;
mod under_18;
