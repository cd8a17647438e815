//! What cargo and the user tell this program by its environment.

use std::ffi::OsString;

/// The value of a variable.
#[expect(clippy::disallowed_methods, reason = "the one place of the build tool that reads the environment")]
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
