//! `policy/<effective-from>.toml`: the rules of entitlement from one day on.

use chrono::NaiveDate;
use onward_domain::entitlements::{Fault, Policy};

use crate::pack::fault::{PackFault, line_with};
use crate::pack::source::PackFiles;

const FOLDER: &str = "policy";

/// Reads every policy of a pack, the earliest first.
pub fn read_all(folder: &str, files: &PackFiles, faults: &mut Vec<PackFault>) -> Vec<Policy> {
    let mut policies = Vec::new();
    for (name, text) in files.under(FOLDER, ".toml") {
        let shown = files.shown(&format!("{FOLDER}/{name}.toml"));
        match read(folder, name, &shown, text) {
            Ok(policy) => policies.push(policy),
            Err(found) => faults.extend(found),
        }
    }
    if policies.is_empty() && faults.is_empty() {
        let what = "there is no policy; add one, named by its first day, like policy/2017-04-01.toml";
        faults.push(PackFault::whole(files.shown(FOLDER), what));
    }
    // Names are dates and each file begins on its name's day, so no two can begin on the same one.
    policies.sort_by_key(|policy| policy.effective_from);
    policies
}

fn read(folder: &str, name: &str, shown: &str, text: &str) -> Result<Policy, Vec<PackFault>> {
    let policy: Policy =
        toml::from_str(text).map_err(|error| vec![PackFault::toml(shown, text, 0, &error)])?;
    let at =
        |words: &str, what: String| PackFault { file: shown.to_owned(), line: line_with(text, words), what };
    let mut faults = Vec::new();
    if policy.authority.as_str() != folder {
        let what = format!("it is for `{}` but stands in `{folder}`; make them the same", policy.authority);
        faults.push(at("authority =", what));
    }
    if name.parse::<NaiveDate>().ok() != Some(policy.effective_from) {
        let what = format!("it begins on {0}, so its name must be {0}.toml", policy.effective_from);
        faults.push(at("effective_from =", what));
    }
    faults.extend(policy.check().iter().map(|fault| PackFault {
        file: shown.to_owned(),
        line: line_of_entitlement(text, fault),
        what: fault.to_string(),
    }));
    if faults.is_empty() { Ok(policy) } else { Err(faults) }
}

/// The line of the entitlement that a fault is about; of the later one where two have the same id.
fn line_of_entitlement(text: &str, fault: &Fault) -> Option<usize> {
    let id = format!("id = \"{}\"", fault.entitlement());
    let mut lines = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with(&id));
    let found = match fault {
        Fault::DuplicateId(_) => lines.last(),
        Fault::MissingClause(_)
        | Fault::NeverHolds(_)
        | Fault::MissingAmount(_)
        | Fault::MissingElsewhere(_)
        | Fault::StrayElsewhere(_)
        | Fault::StrayNeed(_)
        | Fault::MissingStarts(..)
        | Fault::NotByTheWeek(_)
        | Fault::TermsOutOfOrder(_)
        | Fault::ChangesOutOfOrder(_)
        | Fault::AmountOutOfOrder(_) => lines.next(),
    };
    found.map(|(place, _)| place + 1)
}
