//! The subcommands of `onward` that do not serve.

pub mod assess;
pub mod cohort;
pub mod seed;
