//! One page of a list: what a caller asks for, and where the next page begins.

use onward_domain::api::Page;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use uuid::Uuid;

/// Which part of a list.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The `next` of the page before.
    pub cursor: Option<Uuid>,
    /// At most so many; 1 to 100, 20 when left out.
    #[serde(default, deserialize_with = "one_to_a_hundred")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u8>,
}

/// How many entries a page may hold; anything else is refused, as the description of the interface says.
///
/// # Errors
/// When it is no number from 1 to 100.
pub fn one_to_a_hundred<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let limit = u8::deserialize(deserializer)?;
    if (1..=100).contains(&limit) { Ok(Some(limit)) } else { Err(D::Error::custom("limit is 1 to 100")) }
}

impl Paging {
    /// The id of the last entry of the page before.
    pub fn after<T: From<Uuid>>(&self) -> Option<T> {
        self.cursor.map(T::from)
    }

    /// How many rows to ask the table for: one more than the page holds, which tells whether there is another page.
    #[must_use]
    pub fn rows(&self) -> i64 {
        i64::from(self.most()) + 1
    }

    /// Makes the page of what the table answered; `id` is what the next page begins after.
    pub fn page<T>(&self, mut found: Vec<T>, id: impl Fn(&T) -> String) -> Page<T> {
        let most = usize::from(self.most());
        let has_more = found.len() > most;
        found.truncate(most);
        let next = found.last().filter(|_| has_more).map(id);
        Page { items: found, next }
    }

    fn most(&self) -> u8 {
        self.limit.unwrap_or(20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_begins_after_the_last_entry_shown_and_the_last_page_has_none() {
        let paging = Paging { cursor: None, limit: Some(2) };
        assert_eq!(paging.rows(), 3);
        let page = paging.page(vec!["a", "b", "c"], ToString::to_string);
        assert_eq!((page.items, page.next.as_deref()), (vec!["a", "b"], Some("b")));
        let page = paging.page(vec!["c", "d"], ToString::to_string);
        assert_eq!((page.items, page.next), (vec!["c", "d"], None));
    }
}
