//! Signing in and out.

mod session;
