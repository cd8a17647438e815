//! Parts of screens about payment requests.

pub mod balance;
pub mod payment_time;
pub mod repaying;
pub mod request_card;
pub mod request_track;
