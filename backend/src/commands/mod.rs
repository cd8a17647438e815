//! The subcommands of `onward` that do not serve.

pub mod assess;
pub mod cohort;
pub mod keys;
pub mod ledger;
pub mod migrate;
pub mod seed;
