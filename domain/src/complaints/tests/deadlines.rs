//! The promised days: acknowledged in three working days, answered in ten (guide §32).

use super::*;

#[test]
fn clause_32_bank_holidays_do_not_count() {
    let (complaint, effects) = make("2026-12-24".parse().unwrap(), &STANDARD);
    assert_eq!(complaint.acknowledge_by.to_string(), "2026-12-31");
    assert_eq!(complaint.answer_by.to_string(), "2027-01-12");
    assert_eq!(effects, [Effect::Notify { recipient: Recipient::Managers, topic: Topic::Made }]);
}

#[test]
fn the_next_promised_day_follows_the_state() {
    let made = made();
    assert_eq!(made.due(), Some(made.acknowledge_by));
    let acknowledged = Complaint { state: State::Acknowledged, ..made };
    assert_eq!(acknowledged.due(), Some(made.answer_by));
    assert_eq!(Complaint { state: State::Answered, ..made }.due(), None);
}
