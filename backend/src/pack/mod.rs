//! Authority packs: everything that differs between councils, read from files and checked before it is used.

mod answer;
mod article;
mod authority;
mod check;
mod fault;
pub mod markdown;
mod policy;
mod source;
mod words;

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use onward_domain::api::offer::articles::{ArticleSummary, Offer};
use onward_domain::api::offer::authority::Authority;
use onward_domain::entitlements::{ApprovalLimits, Policy};
use onward_domain::ids::AuthorityId;

pub use article::Article;
pub use authority::Paying;
pub use check::{PackCommand, run};
pub use fault::PackFault;
pub use source::Source;

use crate::precompressed::Precompressed;
use answer::json_answer;
use source::PackFiles;

/// All packs that this server serves.
pub struct Packs {
    by_id: BTreeMap<AuthorityId, Pack>,
}

/// One council's pack.
pub struct Pack {
    /// The council as its people see it.
    pub authority: Authority,
    /// The local offer, by need and order.
    pub articles: Vec<Article>,
    /// The rules of entitlement, the earliest first; no two begin on the same day.
    pub policies: Vec<Policy>,
    /// Up to where a personal adviser decides alone.
    pub approval: ApprovalLimits,
    /// Where the council pays from.
    pub paying: Paying,
    /// `GET /authority`, made once.
    pub authority_answer: Precompressed,
    /// `GET /offer`, made once.
    pub offer_answer: Precompressed,
}

impl Packs {
    /// Reads and checks every pack there is.
    ///
    /// # Errors
    /// All that is wrong with any of them, so that it can be put right in one go.
    pub fn load(source: &Source) -> Result<Self, Vec<PackFault>> {
        let folders = source.read().map_err(|fault| vec![fault])?;
        let mut by_id = BTreeMap::new();
        let mut faults = Vec::new();
        for (folder, files) in &folders {
            match Pack::read(folder, files) {
                Ok(pack) => {
                    by_id.insert(pack.authority.id.clone(), pack);
                }
                Err(found) => faults.extend(found),
            }
        }
        if by_id.is_empty() && faults.is_empty() {
            faults.push(PackFault::whole(
                source.to_string(),
                "there is no pack here; add a folder with an authority.toml",
            ));
        }
        if faults.is_empty() { Ok(Self { by_id }) } else { Err(faults) }
    }

    /// The pack of a council, if it is served here.
    #[must_use]
    pub fn get(&self, id: &AuthorityId) -> Option<&Pack> {
        self.by_id.get(id)
    }

    /// Every pack, by id.
    pub fn all(&self) -> impl Iterator<Item = &Pack> {
        self.by_id.values()
    }
}

impl Pack {
    /// The rules as they stand on a day: the latest that have begun.
    #[must_use]
    pub fn policy_on(&self, date: NaiveDate) -> Option<&Policy> {
        Policy::in_force(&self.policies, date)
    }

    /// The rules as they stand on a day, and those that are known to come after them.
    pub fn policies_from(&self, date: NaiveDate) -> impl Iterator<Item = &Policy> {
        let now = self.policy_on(date).map(|policy| policy.effective_from);
        self.policies.iter().filter(move |policy| Some(policy.effective_from) >= now)
    }

    /// The article at this address of the local offer.
    #[must_use]
    pub fn article(&self, slug: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.article.slug == slug)
    }

    fn read(folder: &str, files: &PackFiles) -> Result<Self, Vec<PackFault>> {
        let mut faults = Vec::new();
        let authority = authority::read(folder, files).map_err(|fault| faults.push(fault)).ok();
        let policies = policy::read_all(folder, files, &mut faults);
        let articles = article::read_all(files, &mut faults);
        let words = words::read(files, &policies, &mut faults);
        if faults.is_empty() {
            article::check_references(files, &articles, &policies, &mut faults);
        }
        match authority {
            Some((authority, approval, paying)) if faults.is_empty() => {
                let authority = Authority { words, ..authority };
                let summaries: Vec<ArticleSummary> =
                    articles.iter().map(|article| article.summary.clone()).collect();
                let authority_answer = json_answer(folder, &authority).map_err(|fault| vec![fault])?;
                let offer_answer =
                    json_answer(folder, &Offer { items: summaries }).map_err(|fault| vec![fault])?;
                Ok(Self { authority, articles, policies, approval, paying, authority_answer, offer_answer })
            }
            Some(_) | None => Err(faults),
        }
    }
}

/// Its ids only: a pack is as long as a book.
impl fmt::Debug for Packs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.by_id.keys()).finish()
    }
}

#[cfg(test)]
mod tests;
