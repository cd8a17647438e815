//! Invented people of all ages and shapes, the same on every machine: to measure with, and to compare machines by.

use std::hash::{DefaultHasher, Hasher};

use chrono::{Days, NaiveDate};
use fastrand::Rng;

use crate::entitlements::assess::{LedgerEntry, assess};
use crate::entitlements::facts::{
    Accommodation, Activity, Asylum, Benefit, Care, Course, CourseLevel, Custody, Employment, EmploymentKind,
    Episode, EpisodeKind, Facts, Home, Loss, Parent, PlacementSupport, Stated,
};
use crate::entitlements::policy::Policy;
use crate::money::Pence;

/// The facts of the invented person of a number, and what they have had under a policy, as they are on `today`. They are
/// 14 to 26; of each most facts are known.
#[must_use]
pub fn synthetic_person(number: u64, policy: &Policy, today: NaiveDate) -> (Facts, Vec<LedgerEntry>) {
    let mut someone = Someone { dice: Rng::with_seed(number), today };
    let facts = someone.facts();
    let ledger = (0..someone.dice.u8(0..6)).filter_map(|_| someone.payment(policy)).collect();
    (facts, ledger)
}

/// What stands for every answer about so many invented people, to the byte: two machines with the same policy, day and
/// number of people that answer with the same fingerprint give the same JSON.
///
/// # Errors
/// When an answer can't be written as JSON.
pub fn fingerprint(policy: &Policy, people: u64, today: NaiveDate) -> Result<u64, serde_json::Error> {
    let mut hasher = DefaultHasher::new();
    for number in 0..people {
        let (facts, ledger) = synthetic_person(number, policy, today);
        hasher.write(&serde_json::to_vec(&assess(policy, &facts, &ledger, today))?);
    }
    Ok(hasher.finish())
}

struct Someone {
    dice: Rng,
    today: NaiveDate,
}

impl Someone {
    fn facts(&mut self) -> Facts {
        Facts {
            date_of_birth: self.mostly(|one| one.ago(14 * 365..27 * 365)),
            care: self.mostly(Self::care),
            category_override: Stated::NotKnown,
            activity: self.mostly(|one| {
                one.one_of([
                    Activity::F1,
                    Activity::F2,
                    Activity::F4,
                    Activity::F5,
                    Activity::P2,
                    Activity::G4,
                    Activity::G5,
                    Activity::G6,
                    Activity::NoneRecorded,
                ])
            }),
            course: self.stated(Self::course),
            employment: self.stated(Self::employment),
            benefits: self.mostly(|one| {
                let paid = [Benefit::UniversalCredit, Benefit::IncomeSupport, Benefit::HousingBenefit];
                paid.into_iter().filter(|_| one.dice.u8(0..4) == 0).collect()
            }),
            accommodation: self.mostly(|one| {
                let kind =
                    one.one_of([Home::U, Home::U, Home::B, Home::C, Home::D, Home::E, Home::Z, Home::X]);
                Accommodation::Place { kind, suitable: one.dice.bool() }
            }),
            placement_support: self.mostly(|one| {
                one.one_of([
                    PlacementSupport::FullCosts,
                    PlacementSupport::AccommodationAndUtilities,
                    PlacementSupport::AccommodationUtilitiesAndFood,
                ])
            }),
            moving_to_independence: self.mostly(|one| one.dice.bool()),
            parent: self.stated(|one| Parent {
                lone: one.mostly(|one| one.dice.bool()),
                youngest_child_born: one.mostly(|one| one.ago(0..6 * 365)),
                children: one.mostly(|one| one.dice.u8(1..4)),
            }),
            baby_due: self.stated(|one| one.ahead(0..250)),
            sick_or_disabled: self.mostly(|one| one.dice.u8(0..5) == 0),
            asylum: self.stated(|one| one.one_of([Asylum::Pending, Asylum::Refugee, Asylum::AppealPending])),
            custody: self.stated(|one| one.one_of([Custody::Remand, Custody::Sentenced])),
            in_touch: self.mostly(|one| one.dice.u8(0..8) > 0),
            engaging_with_plan: self.mostly(|one| one.dice.u8(0..4) > 0),
            needs_assessed: self.mostly(|one| {
                let needs = ["security", "clothing_for_work_or_study", "course_travel", "cultural_needs"];
                needs.into_iter().filter(|_| one.dice.bool()).map(str::to_owned).collect()
            }),
            cash_agreed: self.mostly(|one| one.dice.bool()),
            lost_or_stolen_money: self.stated(|one| Loss {
                on: one.mostly(|one| one.ago(0..60)),
                crime_reference: one.mostly(|one| one.dice.u32(1_000..10_000).to_string()),
            }),
        }
    }

    fn care(&mut self) -> Care {
        let kinds =
            [EpisodeKind::LookedAfter, EpisodeKind::LookedAfter, EpisodeKind::Remand, EpisodeKind::Respite];
        let episode = |one: &mut Self| {
            let from = one.ago(30..16 * 365);
            let to = (one.dice.u8(0..3) > 0).then(|| from + Days::new(one.dice.u64(10..2_500)));
            Episode { from, to, kind: one.one_of(kinds) }
        };
        Care {
            episodes: self.mostly(|one| (0..one.dice.u8(0..4)).map(|_| episode(one)).collect()),
            returned_home_on: self.stated(|one| one.ago(0..2_000)),
            special_guardianship: self.stated(|one| one.ago(0..3_000)),
            detained_or_in_hospital_at_16: self.mostly(|one| one.dice.u8(0..8) == 0),
        }
    }

    fn course(&mut self) -> Course {
        let levels =
            [CourseLevel::School, CourseLevel::Further, CourseLevel::Higher, CourseLevel::Postgraduate];
        Course {
            level: self.mostly(|one| one.one_of(levels)),
            full_time: self.mostly(|one| one.dice.u8(0..4) > 0),
            needs_computer: self.mostly(|one| one.dice.bool()),
            attendance_full: self.mostly(|one| one.dice.bool()),
            starts: self.mostly(|one| one.ago(0..700)),
            ends: self.mostly(|one| one.ahead(0..900)),
            bursary_covers_costs: self.mostly(|one| one.dice.u8(0..4) == 0),
        }
    }

    fn employment(&mut self) -> Employment {
        let kinds = [EmploymentKind::FullTime, EmploymentKind::PartTime, EmploymentKind::Apprentice];
        Employment {
            kind: self.mostly(|one| one.one_of(kinds)),
            weekly_wage_pence: self.mostly(|one| one.pence(20_000)),
            weekly_outgoings_pence: self.mostly(|one| one.pence(12_000)),
            proof_of_earnings: self.mostly(|one| one.dice.bool()),
            started: self.mostly(|one| one.ago(0..400)),
        }
    }

    fn payment(&mut self, policy: &Policy) -> Option<LedgerEntry> {
        let rule = policy.rules.get(self.place(policy.rules.len()))?;
        Some(LedgerEntry {
            entitlement: rule.id.clone(),
            on: self.ago(0..500),
            pence: self.pence(30_000),
            units: self.dice.u32(0..3),
            waiting: self.dice.u8(0..4) == 0,
        })
    }

    fn mostly<T>(&mut self, fact: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.dice.u8(0..8) > 0).then(|| fact(self))
    }

    fn stated<T>(&mut self, fact: impl FnOnce(&mut Self) -> T) -> Stated<T> {
        match self.dice.u8(0..8) {
            0 => Stated::NotKnown,
            1..=4 => Stated::No,
            5.. => Stated::Is(fact(self)),
        }
    }

    fn one_of<T: Copy, const N: usize>(&mut self, all: [T; N]) -> T {
        all[self.place(N)]
    }

    /// A place in a list. The library's own for `usize` rolls differently where that has 32 bits, as on the phone.
    fn place(&mut self, length: usize) -> usize {
        self.dice.u32(..) as usize % length.max(1)
    }

    fn pence(&mut self, below: i64) -> Pence {
        Pence::new(self.dice.i64(0..below)).unwrap_or_default()
    }

    fn ago(&mut self, days: std::ops::Range<u64>) -> NaiveDate {
        self.today - Days::new(self.dice.u64(days))
    }

    fn ahead(&mut self, days: std::ops::Range<u64>) -> NaiveDate {
        self.today + Days::new(self.dice.u64(days))
    }
}
