//! Forum events: what is on, one's own seat, and how they are written, published and called off.

pub mod calendar;
pub mod desk;
pub mod own;
mod step;
mod view;
