//! Signing in, and the settings of this phone.

pub mod settings;
pub mod sign_in;
