//! The screens of both apps.

pub mod desk;
pub mod phone;
