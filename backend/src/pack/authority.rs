//! `authority.toml`: what people read about the council, and the figures that are not policy.

use onward_domain::api::offer::authority::{Authority, Colours, HelpLine, Hub, Opening};
use onward_domain::entitlements::ApprovalLimits;
use onward_domain::ids::AuthorityId;
use onward_domain::payments::{Payee, ServiceStandard};
use serde::Deserialize;

use crate::pack::fault::{PackFault, line_with};
use crate::pack::source::PackFiles;

/// The file that every pack has.
pub const FILE: &str = "authority.toml";

/// Where the council pays from, and what finance is warned of.
#[derive(Clone, Debug)]
pub struct Paying {
    /// The council's own account.
    pub account: Payee,
    /// What a young person reads on their bank statement; it says nothing of care.
    pub reference: String,
    /// For how many days bank details count as new.
    pub new_details_days: u32,
    /// Within how many days the same amount for the same person is looked at twice.
    pub same_payment_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePaying {
    account_name: String,
    sort_code: String,
    account_number: String,
    reference: String,
    new_details_days: u32,
    same_payment_days: u32,
}

/// The file as it is written: stricter than what crosses the wire, where an answer may gain fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: AuthorityId,
    name: String,
    council: String,
    service_name: String,
    word_for_young_people: String,
    languages: Vec<String>,
    colours: FileColours,
    hub: FileHub,
    contacts: Vec<FileHelpLine>,
    out_of_hours: FileOutOfHours,
    urgent: Vec<FileHelpLine>,
    service_standard: ServiceStandard,
    approval: ApprovalLimits,
    paying: FilePaying,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileColours {
    brand: Colour,
    brand_ink: Colour,
    brand_wash: Colour,
    brand_dark: Colour,
    brand_ink_dark: Colour,
    brand_wash_dark: Colour,
}

/// A colour as six hex digits, because it goes into a style as it is.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Colour(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileHub {
    name: String,
    address: String,
    map_query: String,
    #[serde(default)]
    opening: Vec<FileOpening>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileOpening {
    day: Weekday,
    from: Hour,
    to: Hour,
    what: String,
}

/// A day of the week in small English letters.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Weekday(String);

/// A time of day, as `13:00`.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Hour(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileHelpLine {
    id: String,
    name: String,
    what_for: String,
    phone: Option<String>,
    text: Option<String>,
    email: Option<String>,
    web: Option<String>,
    #[serde(alias = "when")]
    hours: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileOutOfHours {
    name: String,
    what_for: String,
    phone: String,
    #[serde(alias = "when")]
    hours: Option<String>,
}

/// Reads and checks the file.
pub fn read(folder: &str, files: &PackFiles) -> Result<(Authority, ApprovalLimits, Paying), PackFault> {
    let shown = files.shown(FILE);
    let text = files.get(FILE).ok_or_else(|| {
        PackFault::whole(&shown, "it is missing; each pack needs one, see the packs that ship")
    })?;
    let file: File = toml::from_str(text).map_err(|error| PackFault::toml(&shown, text, 0, &error))?;
    let fault = |place: &str, what: String| match line_with(text, place) {
        Some(line) => PackFault::at(&shown, line, what),
        None => PackFault::whole(&shown, what),
    };
    if file.id.as_str() != folder {
        let what = format!("the id is `{}` but the folder is `{folder}`; make them the same", file.id);
        return Err(fault("id =", what));
    }
    let lines = || file.contacts.iter().chain(&file.urgent);
    if let Some(line) = lines().find(|line| !line.can_be_reached()) {
        let what = format!("`{}` needs a phone, text, email or web, or nobody can reach it", line.id);
        return Err(fault(&format!("id = \"{}\"", line.id), what));
    }
    if let Some(line) = lines().find(|line| line.web.as_ref().is_some_and(|web| !web.starts_with("https://")))
    {
        let what = format!("the web page of `{}` must begin with https://", line.id);
        return Err(fault(&format!("id = \"{}\"", line.id), what));
    }
    for needed in ["leaving_care_team", "complaints", "advocate"] {
        if !file.contacts.iter().any(|line| line.id == needed) {
            return Err(fault(
                "[[contacts]]",
                format!("a contact with the id `{needed}` is missing; add one"),
            ));
        }
    }
    if file.urgent.is_empty() {
        return Err(PackFault::whole(
            &shown,
            "there is no [[urgent]] number; the page of urgent help needs one",
        ));
    }
    if !file.languages.iter().any(|language| language == crate::words::FIRST_LANGUAGE) {
        return Err(fault(
            "languages =",
            "the languages must hold \"en\", which everything is written in".into(),
        ));
    }
    let from = &file.paying;
    let account = Payee::parse(&from.account_name, &from.sort_code, &from.account_number).map_err(|_| {
        fault(
            "[paying]",
            "account_name, sort_code or account_number is no bank account; write six and eight digits".into(),
        )
    })?;
    if !from.reference.chars().any(char::is_alphanumeric) {
        return Err(fault(
            "[paying]",
            "the reference has no letter or digit; write what a bank statement shows".into(),
        ));
    }
    let paying = Paying {
        account,
        reference: from.reference.clone(),
        new_details_days: from.new_details_days,
        same_payment_days: from.same_payment_days,
    };
    let approval = file.approval;
    Ok((file.into(), approval, paying))
}

impl FileHelpLine {
    fn can_be_reached(&self) -> bool {
        [&self.phone, &self.text, &self.email, &self.web].into_iter().any(Option::is_some)
    }
}

impl From<File> for Authority {
    fn from(file: File) -> Self {
        Self {
            id: file.id,
            name: file.name,
            council: file.council,
            service_name: file.service_name,
            word_for_young_people: file.word_for_young_people,
            languages: file.languages,
            colours: Colours {
                brand: file.colours.brand.0,
                brand_ink: file.colours.brand_ink.0,
                brand_wash: file.colours.brand_wash.0,
                brand_dark: file.colours.brand_dark.0,
                brand_ink_dark: file.colours.brand_ink_dark.0,
                brand_wash_dark: file.colours.brand_wash_dark.0,
            },
            hub: Hub {
                name: file.hub.name,
                address: file.hub.address,
                map_query: file.hub.map_query,
                opening: file.hub.opening.into_iter().map(Into::into).collect(),
            },
            contacts: file.contacts.into_iter().map(Into::into).collect(),
            out_of_hours: HelpLine {
                id: "out_of_hours".to_owned(),
                name: file.out_of_hours.name,
                what_for: file.out_of_hours.what_for,
                phone: Some(file.out_of_hours.phone),
                text: None,
                email: None,
                web: None,
                hours: file.out_of_hours.hours,
            },
            urgent: file.urgent.into_iter().map(Into::into).collect(),
            service_standard: file.service_standard,
            words: String::new(),
        }
    }
}

impl From<FileOpening> for Opening {
    fn from(opening: FileOpening) -> Self {
        Self { day: opening.day.0, from: opening.from.0, to: opening.to.0, what: opening.what }
    }
}

impl From<FileHelpLine> for HelpLine {
    fn from(line: FileHelpLine) -> Self {
        Self {
            id: line.id,
            name: line.name,
            what_for: line.what_for,
            phone: line.phone,
            text: line.text,
            email: line.email,
            web: line.web,
            hours: line.hours,
        }
    }
}

impl TryFrom<String> for Colour {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text))
        } else {
            Err(format!("`{text}` is not a colour; write six hex digits, like \"#14655c\""))
        }
    }
}

impl TryFrom<String> for Weekday {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        if days.contains(&text.as_str()) {
            Ok(Self(text))
        } else {
            Err(format!("`{text}` is not a day of the week; write it like \"monday\""))
        }
    }
}

impl TryFrom<String> for Hour {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match chrono::NaiveTime::parse_from_str(&text, "%H:%M") {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err(format!("`{text}` is not a time of day; write it like \"13:00\"")),
        }
    }
}
