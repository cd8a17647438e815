//! Forum events.

mod taking_part;
