//! What the council tells everybody.

pub mod payment_time;
