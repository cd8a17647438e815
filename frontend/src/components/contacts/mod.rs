//! Parts of screens about visits and the people who visit.

pub mod contact_card;
pub mod contact_links;
