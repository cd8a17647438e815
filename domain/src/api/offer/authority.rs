//! The council: its names, colours, contacts and standards, from its pack.

use serde::{Deserialize, Serialize};

use crate::ids::AuthorityId;
use crate::payments::ServiceStandard;

/// A council as its people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authority {
    /// The pack's id.
    pub id: AuthorityId,
    /// The place's name.
    pub name: String,
    /// The council's full name.
    pub council: String,
    /// What the service is called.
    pub service_name: String,
    /// The word the council's young people chose for themselves.
    pub word_for_young_people: String,
    /// The languages the apps can be read in.
    pub languages: Vec<String>,
    /// The council's colours.
    pub colours: Colours,
    /// Where young people can drop in.
    pub hub: Hub,
    /// Who to turn to for what, in office hours.
    pub contacts: Vec<HelpLine>,
    /// Who answers when the office is closed.
    pub out_of_hours: HelpLine,
    /// Who to call or text when it can't wait.
    pub urgent: Vec<HelpLine>,
    /// How soon the council promises to answer and pay, in working days.
    pub service_standard: ServiceStandard,
    /// The sentences of the entitlements that only this council has, in Fluent's notation; often empty.
    #[serde(default)]
    pub words: String,
}

/// The council's colours as CSS hex values, each text pair at least 4.5:1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colours {
    /// The one strong colour, on light paper.
    pub brand: String,
    /// Text on the strong colour.
    pub brand_ink: String,
    /// A pale wash of it.
    pub brand_wash: String,
    /// The strong colour on dark paper.
    pub brand_dark: String,
    /// Text on it.
    pub brand_ink_dark: String,
    /// A dim wash of it.
    pub brand_wash_dark: String,
}

/// A place with its weekly hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hub {
    /// What it is called.
    pub name: String,
    /// Where it is, on one line.
    pub address: String,
    /// What to search for on a map.
    pub map_query: String,
    /// When it is open.
    pub opening: Vec<Opening>,
}

/// One weekly opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opening {
    /// The day of the week in words.
    pub day: String,
    /// From when, as `13:00`.
    pub from: String,
    pub to: String,
    /// What it is for.
    pub what: String,
}

/// Somebody to turn to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HelpLine {
    /// A short id.
    pub id: String,
    /// Who it is.
    pub name: String,
    /// What they help with.
    pub what_for: String,
    /// A number to call.
    #[serde(default)]
    pub phone: Option<String>,
    /// A number to text.
    #[serde(default)]
    pub text: Option<String>,
    /// A mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// A page on the web.
    #[serde(default)]
    pub web: Option<String>,
    /// When they answer.
    #[serde(default)]
    pub hours: Option<String>,
}

/// What the council kept of what it promises, lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentTime {
    /// Within how many working days half of what was asked for was paid, of the 90 days before today; nothing where
    /// fewer than five people were paid.
    pub median_working_days_to_payment: Option<u32>,
}
