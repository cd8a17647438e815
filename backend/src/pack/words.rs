//! `words/en.ftl`: the sentences of the entitlements that only this council has.

use onward_domain::entitlements::{Policy, Rule};
use onward_domain::words::Words;

use crate::pack::fault::{PackFault, line_with};
use crate::pack::source::PackFiles;
use crate::words::{FIRST_LANGUAGE, words_of};

const FILE: &str = "words/en.ftl";

/// What a pack's own sentences may be about; the rest belongs to the apps.
const KINDS: [&str; 4] = ["entitlement-", "evidence-", "elsewhere-", "clause-"];

/// Reads the pack's own sentences, and finds what its policies name and nobody has written. Empty without the file.
pub fn read(files: &PackFiles, policies: &[Policy], faults: &mut Vec<PackFault>) -> String {
    let shown = files.shown(FILE);
    let text = files.get(FILE).unwrap_or_default();
    let (own, shared) = match (Words::read(FIRST_LANGUAGE, [text]), words_of(FIRST_LANGUAGE)) {
        (Ok(own), Ok(shared)) => (own, shared),
        (Err(unreadable), _) | (_, Err(unreadable)) => {
            faults.push(PackFault::whole(shown, unreadable.to_string()));
            return String::new();
        }
    };
    for (number, line) in (1..).zip(text.lines()) {
        let Some((id, _)) = line.split_once('=') else { continue };
        let id = id.trim_end();
        if !id.starts_with(|first: char| first.is_ascii_alphabetic()) {
            continue; // a line of a longer sentence, or a comment
        }
        if !KINDS.iter().any(|kind| id.starts_with(kind)) {
            let what = format!("`{id}` is not a pack's to say; begin it with one of {}", KINDS.join(" "));
            faults.push(PackFault::at(&shown, number, what));
        } else if shared.find(id, &[]).is_some() {
            let what = format!("`{id}` is written for all councils already; choose another id");
            faults.push(PackFault::at(&shown, number, what));
        }
    }
    for policy in policies {
        let file = format!("policy/{}.toml", policy.effective_from);
        let rules = files.get(&file).unwrap_or_default();
        for rule in &policy.rules {
            for id in named(rule).filter(|id| own.find(id, &[]).or(shared.find(id, &[])).is_none()) {
                faults.push(PackFault {
                    file: files.shown(&file),
                    line: line_with(rules, &format!("id = \"{}\"", rule.id)),
                    what: format!("`{id}` is not written; add it to {FILE}, like {id} = …"),
                });
            }
        }
    }
    text.to_owned()
}

/// The sentences that an entitlement needs.
fn named(rule: &Rule) -> impl Iterator<Item = String> {
    let own = [format!("entitlement-{}", rule.id), format!("entitlement-{}-about", rule.id)];
    let elsewhere = rule.elsewhere.as_deref().map(str::to_owned);
    let again = rule.again.as_ref().map(|again| again.evidence.clone());
    own.into_iter().chain(rule.evidence.iter().cloned()).chain(elsewhere).chain(again)
}
