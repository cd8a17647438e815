//! Concurrency, on one server with SQLite and three with one PostgreSQL: nothing is overspent or paid twice.

use std::array::from_fn;

use onward_domain::api::payments::requests::{PaymentRequest, RevisionBody};
use onward_domain::api::payments::runs::{LineEffect, NewPaymentRun, PaymentRun, RunResults};
use onward_domain::ids::PaymentRequestId;

use crate::support::*;

#[test]
fn three_servers_overspend_nothing_and_pay_each_request_once() {
    let Some(demo) = Demo::on(Database::Postgres) else { return };
    nothing_is_overspent_or_paid_twice::<3>(&demo);
}

#[test]
fn a_server_on_sqlite_overspends_nothing_and_pays_each_request_once() {
    let Some(demo) = Demo::on(Database::Sqlite) else { return };
    nothing_is_overspent_or_paid_twice::<1>(&demo);
}

#[track_caller]
fn nothing_is_overspent_or_paid_twice<const SERVERS: usize>(demo: &Demo) {
    let servers: [_; SERVERS] = from_fn(|_| demo.serve());
    // The same people at each of them.
    let everywhere = |who| servers.each_ref().map(|server| server.sign_in_as(who));
    let sign_in = || (everywhere("ava"), everywhere("pat"), everywhere("fin"));
    let (mut ava, mut pat, mut fin) = sign_in();
    let any = |who: &[Client; SERVERS], number: usize| who[number % SERVERS].copied();
    gives_bank_details(&ava[0], "Ava Example");
    let (rounds, people) = rounds();
    for round in 0..rounds {
        // A hundred rounds take longer than a sign-in lasts.
        if round % 10 == 9 {
            (ava, pat, fin) = sign_in();
        }
        // One balance: £2,000 in parts of £150, whoever is first.
        let asked = at_once(people, |number| asks(&any(&ava, number), HOME, 15_000));
        asked.iter().for_each(|answer| assert!(matches!(answer.status, 201 | 409), "{}", answer.text()));
        let accepted: Vec<PaymentRequest> =
            asked.iter().filter(|answer| answer.status == 201).map(Answer::created).collect();
        assert_eq!(accepted.len(), 13, "round {round}");

        // One request: everybody agrees or declines at once.
        let decided = at_once(people, |number| {
            let action = if number % 2 == 0 { "approve" } else { "decline" };
            decides(&any(&pat, number), &accepted[0], action, "Because of the list.")
        });
        assert_eq!(statuses(&decided, 200, 409), 1, "round {round}");
        for request in &accepted {
            let revision = tracked(&ava[0], request).revision;
            ava[SERVERS - 1].post(
                &format!("/payment_requests/{}/withdraw", request.summary.id),
                &RevisionBody { revision },
            );
        }

        // One request sent to every server, and paid by every one.
        let key = format!("many-at-once-round-{round}");
        let sent = at_once(people, |number| {
            let ava = any(&ava, number);
            ava.ask("POST", "/payment_requests").json(&new_request(FARES, 500)).key(&key).send()
        });
        let request: PaymentRequest = sent[0].created();
        let same = |answer: &Answer| -> PaymentRequestId { answer.created::<PaymentRequest>().summary.id };
        assert!(sent.iter().all(|answer| same(answer) == request.summary.id), "round {round}");
        agrees(&pat[round % SERVERS], &request);
        let made =
            at_once(people, |number| any(&fin, number).post_once("/desk/payment_runs", &NewPaymentRun {}));
        assert_eq!(statuses(&made, 201, 409), 1, "round {round}");
        let run: PaymentRun = made.iter().find(|answer| answer.status == 201).unwrap().created();
        assert_eq!(run.payments.len(), 1, "round {round}");
        let act = RevisionBody { revision: run.revision };
        let release = format!("{}/release", run_path(&run));
        let released = at_once(people, |number| any(&fin, number).post(&release, &act));
        assert_eq!(statuses(&released, 200, 409), 1, "round {round}");
        let file = format!("reference,status\n{},paid\n", reference(&request));
        let results = at_once(people, |number| uploads(&any(&fin, number), &run, "text/csv", &file));
        let changed =
            results.iter().filter(|answer| answer.ok::<RunResults>().lines[0].effect == LineEffect::Changed);
        assert_eq!(changed.count(), 1, "round {round}");
    }
    let paid = "SELECT COUNT(*) AS count FROM payment_request_steps WHERE action = 'pay'";
    assert_eq!(demo.count(paid), i64::try_from(rounds).unwrap());
    demo.run(&["ledger", "check"]);
}

/// The number of answers with the status `through`; asserts that every other one has the status `refused`.
#[track_caller]
fn statuses(answers: &[Answer], through: u16, refused: u16) -> usize {
    for answer in answers {
        assert!([through, refused].contains(&answer.status), "{}: {}", answer.status, answer.text());
    }
    answers.iter().filter(|answer| answer.status == through).count()
}
