//! What a council's policy gives one person on one day, worked out from the facts, with the reasons.

mod age;
mod ages;
mod amount;
mod assess;
mod category;
mod check;
mod commitment;
mod condition;
mod education;
mod explain;
mod facts;
mod period;
mod policy;
mod reasons;
mod schedule;
mod synthetic;
mod term;
mod ternary;

#[cfg(test)]
mod tests;

pub use age::{age_on, birthday};
pub use amount::{AgeBand, Amount, Cohort, FosteringRate, FosteringRates, Taper};
pub use assess::{Assessed, Assessment, LedgerEntry, Outcome, Outline, Units, assess, assess_only, outlines};
pub use category::{CategoryFinding, category};
pub use check::Fault;
pub use commitment::{ApprovalLimits, Commitment, NotAsked, Terms};
pub use condition::{AgeSpan, BabyDue, Condition, Flag};
pub use facts::{
    Accommodation, Activity, ActivityGroup, Asylum, Benefit, Care, Category, CategoryOverride, Course,
    CourseLevel, Custody, Employment, EmploymentKind, Episode, EpisodeKind, Facts, Home, Loss,
    NotAccommodation, Parent, PlacementSupport, Stated,
};

pub use policy::{
    Again, Change, Counted, DayOfYear, DecidedBy, NotADayOfYear, Paid, Period, Policy, Rule, Term, Who,
    YearOf, YearStarts,
};
pub use reasons::{Reason, Values, clause_text};
pub use schedule::{DuePayment, Span, due_payments, next_payment};
pub use synthetic::{fingerprint, synthetic_person};
pub use term::{Attendance, TermWeek, WeekRefused, WeekState, term_weeks, week_to_confirm};
