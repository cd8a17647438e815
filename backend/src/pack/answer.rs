//! Answers that are made once, when the pack is read.

use bytes::Bytes;
use serde::Serialize;

use crate::pack::fault::PackFault;
use crate::precompressed::Precompressed;

/// The JSON response of a value; `file` is named if it can't be written.
pub fn json_answer(file: &str, value: &impl Serialize) -> Result<Precompressed, PackFault> {
    let bytes = serde_json::to_vec(value)
        .map_err(|error| PackFault::whole(file, format!("it can't be written as JSON: {error}")))?;
    Ok(Precompressed::new("application/json", Bytes::from(bytes)))
}
