//! `onward assess`: what a person is entitled to, worked out from a file of facts.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;
use onward_domain::entitlements::{Assessed, Facts, LedgerEntry, Policy, Reason, assess};
use onward_domain::ids::AuthorityId;
use onward_domain::words::Words;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::commands::cohort::Cohort;
use crate::config::PackArgs;
use crate::pack::Packs;
use crate::words::{reason_sentence, words_of};

/// What is asked, and of whom.
#[derive(Args, Clone, Debug)]
pub struct AssessArgs {
    /// The packs.
    #[command(flatten)]
    pub packs: PackArgs,
    /// Under which council's policy.
    #[arg(long, default_value = "rotherham")]
    pub authority: AuthorityId,
    /// On which day; today when left out.
    #[arg(long)]
    pub on: Option<NaiveDate>,
    /// A file of facts, or `-` for standard input.
    #[arg(required_unless_present = "cohort")]
    pub facts: Option<PathBuf>,
    /// A file with many people, the facts of one a line: prints how many have what, and what it is worth.
    #[arg(long, value_name = "FILE", conflicts_with = "facts")]
    pub cohort: Option<PathBuf>,
    /// The table of a cohort as JSON.
    #[arg(long, requires = "cohort")]
    pub json: bool,
}

/// Facts with what was had already.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    ledger: Vec<LedgerEntry>,
    #[serde(flatten)]
    facts: serde_json::Map<String, Value>,
}

/// Prints the assessment. Bad facts end with exit code 2 and one line that names the place.
#[must_use]
pub fn run(args: &AssessArgs) -> ExitCode {
    match answer(args) {
        Ok(answer) => {
            print!("{answer}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("onward assess: {}", fault.replace('\n', " "));
            ExitCode::from(2)
        }
    }
}

fn answer(args: &AssessArgs) -> Result<String, String> {
    let packs = Packs::load(&args.packs.source())
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
    let pack = packs.get(&args.authority).ok_or_else(|| format!("there is no pack `{}`", args.authority))?;
    let on = args.on.unwrap_or_else(|| Clock::Machine.today());
    let policy = pack.policy_on(on).ok_or_else(|| format!("{} has no policy for {on}", args.authority))?;
    match (&args.cohort, &args.facts) {
        (Some(people), _) => {
            let cohort = Cohort::read(people, policy, on)?;
            Ok(if args.json { format!("{}\n", cohort.json()) } else { cohort.table() })
        }
        (None, Some(facts)) => Ok(format!("{}\n", answer_for_one(facts, policy, on)?)),
        (None, None) => Err("name a file of facts, or --cohort and a file of people".to_owned()),
    }
}

fn answer_for_one(file: &Path, policy: &Policy, on: NaiveDate) -> Result<Value, String> {
    let name = file.display().to_string();
    let text = if name == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(|cause| format!("standard input: {cause}"))?;
        text
    } else {
        std::fs::read_to_string(file).map_err(|cause| format!("{name}: {cause}"))?
    };
    let asked: Asked = serde_json::from_str(&text).map_err(|cause| format!("{name}: {cause}"))?;
    let facts: Facts = read_facts(&name, &text, asked.facts)?;
    let words = words_of("en").map_err(|cause| cause.to_string())?;
    let assessment = assess(policy, &facts, &asked.ledger, on);
    Ok(json!({
        "on": assessment.on,
        "age": assessment.age,
        "category": assessment.category,
        "category_because": assessment.category_because.iter().map(|reason| reason_sentence(&words, reason)).collect::<Vec<_>>(),
        "policy": assessment.policy,
        "entitlements": assessment.entitlements.iter().map(|one| entitlement(&words, one)).collect::<Vec<_>>(),
    }))
}

/// The facts without the ledger; a fault is told with its line where the file alone shows it.
fn read_facts(name: &str, text: &str, facts: serde_json::Map<String, Value>) -> Result<Facts, String> {
    // Read from the text when there is no ledger, because only that knows lines.
    let read = if text.contains("\"ledger\"") {
        serde_json::from_value(Value::Object(facts))
    } else {
        serde_json::from_str(text)
    };
    read.map_err(|cause| format!("{name}: {cause}"))
}

fn entitlement(words: &Words, one: &Assessed) -> Value {
    json!({
        "id": one.id,
        "outcome": one.outcome,
        "amount_pence": one.amount,
        "remaining_pence": one.remaining,
        "units": one.units,
        "counted": one.counted,
        "clauses": one.clauses,
        "opens": one.opens,
        "ends": one.ends,
        "decided_by": one.decided_by,
        "because": one.because.iter().map(|reason| explained(words, reason)).collect::<Vec<_>>(),
        "would_change_it": one.would_change_it.iter().map(|reason| explained(words, reason)).collect::<Vec<_>>(),
    })
}

fn explained(words: &Words, reason: &Reason) -> Value {
    json!({ "fact": reason.fact, "met": reason.met, "text": reason_sentence(words, reason) })
}
