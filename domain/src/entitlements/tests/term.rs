//! Weeks of term: which may be confirmed, what they are worth and when they are paid.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::calendar::add_working_days;
use crate::entitlements::tests::people::{ROTHERHAM, ava, ben, day, facts, with};
use crate::entitlements::{
    Attendance, DuePayment, Facts, LedgerEntry, Span, TermWeek, WeekRefused, WeekState, term_weeks,
    week_to_confirm,
};
use crate::ids::EntitlementId;

const BONUS: &str = "attendance_bonus";
const INCENTIVE: &str = "attendance_incentive";

/// 17, at college and there every day.
fn at_college() -> Value {
    let course = json!({"level": "further", "full_time": true, "attendance_full": true, "starts": "2026-09-07",
                        "ends": "2027-07-02"});
    with(&ben(), json!({"activity": "F2", "course": course}))
}

fn id(name: &str) -> EntitlementId {
    name.parse().unwrap()
}

fn span(since: &str, today: &str) -> Span {
    let today = day(today);
    Span { today, ahead: add_working_days(today, 3), since: day(since) }
}

fn since_ever(who: &Value) -> Vec<(NaiveDate, Facts)> {
    vec![(day("2020-01-01"), facts(who))]
}

fn weeks_of(name: &str, facts: &[(NaiveDate, Facts)], span: Span) -> Vec<TermWeek> {
    term_weeks(std::slice::from_ref(&*ROTHERHAM), &id(name), facts, &[], &BTreeMap::new(), span)
}

fn mondays(weeks: &[TermWeek]) -> Vec<String> {
    weeks.iter().map(|week| week.week.starts.to_string()).collect()
}

fn due(week: &TermWeek) -> &DuePayment {
    week.due.as_ref().unwrap()
}

#[test]
fn t3_each_week_of_term_is_worth_10_pounds_and_half_term_counts() {
    let weeks = weeks_of(BONUS, &since_ever(&at_college()), span("2026-10-14", "2026-11-06"));
    assert_eq!(mondays(&weeks), ["2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02"]);
    for week in &weeks {
        assert_eq!((week.state(), due(week).pence.get()), (WeekState::Waiting, 1000));
        assert_eq!(due(week).pay_on, day("2026-11-11"), "as soon as finance can pay");
        assert_eq!(due(week).period_starts, week.week.starts);
    }
}

#[test]
fn a_week_counts_once_its_friday_is_there_and_holidays_never_do() {
    let who = since_ever(&at_college());
    let last = |today: &str| mondays(&weeks_of(BONUS, &who, span("2026-09-01", today))).pop();
    assert_eq!(last("2026-11-19").unwrap(), "2026-11-09");
    assert_eq!(last("2026-11-20").unwrap(), "2026-11-16");
    assert_eq!(last("2027-01-03").unwrap(), "2026-12-14", "the Christmas holidays");
    assert_eq!(last("2027-01-08").unwrap(), "2027-01-04");
    assert_eq!(last("2026-09-03"), None);
    assert_eq!(last("2026-09-04").unwrap(), "2026-08-31", "term began on the Tuesday");
}

#[test]
fn t4_the_incentive_is_paid_after_the_half_term_that_a_week_is_in() {
    let weeks = weeks_of(INCENTIVE, &since_ever(&ava()), span("2026-10-19", "2026-11-20"));
    let days: Vec<_> =
        weeks.iter().map(|week| (week.week.starts.to_string(), due(week).pay_on.to_string())).collect();
    let (finance, after) = ("2026-11-25".to_owned(), "2026-12-21".to_owned());
    assert_eq!(
        days,
        [
            // Half term was over already: as soon as finance can pay.
            ("2026-10-19".to_owned(), finance.clone()),
            ("2026-10-26".to_owned(), finance),
            ("2026-11-02".to_owned(), after.clone()),
            ("2026-11-09".to_owned(), after.clone()),
            ("2026-11-16".to_owned(), after),
        ]
    );
}

#[test]
fn t3_in_a_week_in_which_it_was_not_theirs_it_cant_be_confirmed_and_the_reason_is_told() {
    let facts = [(day("2020-01-01"), facts(&ben())), (day("2026-11-11"), facts(&at_college()))];
    let span = span("2026-11-02", "2026-11-20");
    let weeks = weeks_of(BONUS, &facts, span);
    let states: Vec<_> = weeks.iter().map(TermWeek::state).collect();
    assert_eq!(states, [WeekState::NotTheirs, WeekState::Waiting, WeekState::Waiting]);
    assert_eq!(due(&weeks[1]).rests_on, day("2026-11-11"), "from the Wednesday on it was");
    let refused = week_to_confirm(&weeks, day("2026-11-02"), span.today).unwrap_err();
    let WeekRefused::NotTheirs(because) = refused else { panic!("{refused:?}") };
    assert!(because.iter().any(|reason| reason.met == Some(false)), "{because:?}");
}

#[test]
fn t3_turns_into_t4_at_18_by_the_facts_of_the_day() {
    let turning =
        with(&at_college(), json!({"date_of_birth": "2008-11-11", "benefits": ["universal_credit"]}));
    let facts = since_ever(&turning);
    let span = span("2026-11-02", "2026-11-20");
    let states = |name| weeks_of(name, &facts, span).iter().map(TermWeek::state).collect::<Vec<_>>();
    let [no, yes] = [WeekState::NotTheirs, WeekState::Waiting];
    assert_eq!(states(INCENTIVE), [no, yes, yes]);
    assert_eq!(
        states(BONUS),
        [yes, yes, no],
        "the week of the birthday is theirs by both, as with all that is weekly"
    );
}

#[test]
fn what_is_refused_says_what_would_allow_it() {
    let span = span("2026-11-02", "2026-11-18");
    let weeks = weeks_of(BONUS, &since_ever(&at_college()), span);
    let refused = |monday: &str| week_to_confirm(&weeks, day(monday), span.today).unwrap_err();
    assert_eq!(refused("2026-11-10"), WeekRefused::NoMonday(day("2026-11-09")));
    assert_eq!(refused("2026-11-16"), WeekRefused::NotOver(day("2026-11-20")));
    assert_eq!(refused("2027-05-03"), WeekRefused::NotOver(day("2027-05-07")));
    assert_eq!(refused("2026-08-03"), WeekRefused::NotOfTerm);
    assert_eq!(refused("2026-10-26"), WeekRefused::NotOfTerm, "before they came");
    assert!(week_to_confirm(&weeks, day("2026-11-09"), span.today).is_ok());
}

#[test]
fn what_workers_said_stands_and_what_is_paid_is_not_paid_again() {
    let who = since_ever(&at_college());
    let span = span("2026-11-02", "2026-11-20");
    let open = weeks_of(BONUS, &who, span);
    let paid = LedgerEntry {
        entitlement: id(BONUS),
        on: due(&open[0]).period_starts,
        pence: due(&open[0]).pence,
        units: 0,
        waiting: true,
    };
    let said =
        BTreeMap::from([(day("2026-11-02"), Attendance::InFull), (day("2026-11-09"), Attendance::NotInFull)]);
    let weeks = term_weeks(std::slice::from_ref(&*ROTHERHAM), &id(BONUS), &who, &[paid], &said, span);
    let states: Vec<_> = weeks.iter().map(TermWeek::state).collect();
    assert_eq!(states, [WeekState::Confirmed, WeekState::NotInFull, WeekState::Waiting]);
    assert!(weeks[0].due.is_err(), "nothing is left of that week");
    assert!(weeks[1].due.is_ok(), "it can be put right");
}

#[test]
fn what_nobody_confirms_has_no_weeks() {
    for other in ["maintenance_allowance", "first_food_stock", "no_such_thing"] {
        assert_eq!(weeks_of(other, &since_ever(&at_college()), span("2026-09-01", "2026-11-20")), []);
    }
}

proptest! {
    #[test]
    fn each_week_of_term_stands_there_once_none_of_the_holidays_and_none_that_is_not_over(
        since in 0..400_u64, length in 0..400_u64,
    ) {
        let since = day("2026-08-01") + Days::new(since);
        let today = since + Days::new(length);
        let span = Span { today, ahead: add_working_days(today, 3), since };
        let weeks = weeks_of(BONUS, &since_ever(&at_college()), span);
        let listed: BTreeSet<NaiveDate> = weeks.iter().map(|week| week.week.starts).collect();
        prop_assert_eq!(listed.len(), weeks.len(), "no week twice");
        prop_assert!(weeks.is_sorted_by_key(|week| week.week.starts));
        // Told apart day by day, half terms counted.
        let of_term = |day: NaiveDate| ROTHERHAM.terms.iter().any(|term| term.starts <= day && day <= term.ends);
        let expected: BTreeSet<NaiveDate> = since
            .iter_days()
            .take_while(|day| *day <= today)
            .filter(|day| of_term(*day) && day.weekday().num_days_from_monday() < 5)
            .map(|day| day - Days::new(u64::from(day.weekday().num_days_from_monday())))
            .filter(|monday| *monday + Days::new(4) <= today)
            .collect();
        prop_assert_eq!(listed, expected);
        for week in &weeks {
            prop_assert_eq!(week.week.starts.weekday(), Weekday::Mon);
            if let Ok(due) = &week.due {
                prop_assert!(due.rests_on >= since && due.pay_on >= span.ahead);
                prop_assert!(week.week.starts <= due.rests_on && due.rests_on <= week.week.ends);
            }
        }
    }
}
