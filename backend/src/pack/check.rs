//! `onward pack check`: whether a pack can be used, and all that is wrong with it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use crate::pack::{Pack, Packs, Source};

/// What to do with packs.
#[derive(Clone, Debug, Subcommand)]
pub enum PackCommand {
    /// Say everything that is wrong with a pack, with file, line and mend, or what it holds.
    Check {
        /// A council's folder, or a folder of such folders.
        folder: PathBuf,
    },
}

/// Prints the faults, and ends with exit code 1, or a line for each pack.
#[must_use]
pub fn run(command: &PackCommand) -> ExitCode {
    let PackCommand::Check { folder } = command;
    let source = if folder.join(super::authority::FILE).is_file() {
        Source::Pack(folder.clone())
    } else {
        Source::Folder(folder.clone())
    };
    match Packs::load(&source) {
        Ok(packs) => {
            for pack in packs.all() {
                println!("{}", summary(pack));
            }
            ExitCode::SUCCESS
        }
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            ExitCode::FAILURE
        }
    }
}

/// What a pack holds, in one line.
fn summary(pack: &Pack) -> String {
    let count =
        |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let policies = pack.policies.iter().map(|policy| {
        let entitlements = count(policy.rules.len(), "entitlement", "entitlements");
        format!("{entitlements} from {}", policy.effective_from)
    });
    let articles = count(pack.articles.len(), "article", "articles");
    format!("{}: {}; {articles}", pack.authority.id, policies.collect::<Vec<_>>().join(", "))
}
