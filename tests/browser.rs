//! Tests in a real browser: each runs one of the scripts in `browser/` against a server of its own.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use onward_domain::api::payments::requests::{NewPaymentRequest, PaymentRequest};
use onward_domain::payments::PayBy;

use crate::support::*;

/// A command that runs one of the scripts in `browser/` with the environment that `screens.mjs` reads.
fn script(name: &str, app: &TestApp, chromium: &OsStr) -> Command {
    std::fs::create_dir_all(pictures()).unwrap();
    let mut browser = Command::new("node");
    browser
        .arg(folder().join("browser").join(name))
        .env("ONWARD_ADDRESS", app.address())
        .env("ONWARD_CHROMIUM", chromium)
        .env("ONWARD_PICTURES", pictures())
        .env("ONWARD_NOW", app.now().to_rfc3339());
    browser
}

/// Runs a script, which must succeed. Lines that it prints are passed to `answer`; what that returns is written to its
/// standard input.
#[track_caller]
fn play(script: &mut Command, answer: impl Fn(&str) -> Option<String>) {
    let mut browser = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut answers = browser.stdin.take().unwrap();
    for line in BufReader::new(browser.stdout.take().unwrap()).lines().map_while(Result::ok) {
        println!("{line}");
        if let Some(answer) = answer(&line) {
            writeln!(answers, "{answer}").unwrap();
        }
    }
    assert!(
        browser.wait().unwrap().success(),
        "the browser's part failed; its last screens are in test-output"
    );
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder for the screenshots.
fn pictures() -> PathBuf {
    folder().join("../test-output")
}

fn chromium() -> Option<OsString> {
    let chromium = std::env::var_os("ONWARD_CHROMIUM");
    if chromium.is_none() {
        eprintln!("skipped: ONWARD_CHROMIUM is not set (`cargo xtask test` sets it)");
    }
    chromium
}

#[test]
fn what_ben_tries_out_stays_on_his_phone() {
    let Some(chromium) = chromium() else { return };
    TestApp::on(Database::Sqlite, |app| {
        play(&mut script("what_if.mjs", app, &chromium), |_| None);
    });
}

#[test]
fn ava_answers_questions_and_pat_confirms_changes_and_looks_back() {
    let Some(chromium) = chromium() else { return };
    TestApp::on(Database::Sqlite, |app| {
        play(&mut script("facts.mjs", app, &chromium), |_| None);
    });
}

#[test]
fn pat_confirms_weeks_of_term_and_ava_sees_them() {
    let Some(chromium) = chromium() else { return };
    TestApp::on(Database::Sqlite, |app| {
        play(&mut script("attendance.mjs", app, &chromium), |_| None);
    });
}

#[test]
fn ava_asks_for_something_else_and_signs_a_promise() {
    let Some(chromium) = chromium() else { return };
    TestApp::on(Database::Sqlite, |app| {
        let mut asking = script("asking.mjs", app, &chromium);
        play(asking.env("ONWARD_PHOTO", folder().join("support/photo.jpg")), |_| None);
    });
}

#[test]
fn pat_asks_ava_answers_a_part_is_agreed_and_mo_authorises_what_is_above_pats_limit() {
    let Some(chromium) = chromium() else { return };
    TestApp::on(Database::Sqlite, |app| {
        let ava = app.sign_in_as("ava");
        asked(&ava, FOOD, 4_000);
        asked(&ava, FARES, 30_000);
        play(&mut script("deciding.mjs", app, &chromium), |_| None);
    });
}

#[test]
fn fin_pays_the_bank_sends_it_back_ava_puts_it_right_and_fin_pays_again() {
    let Some(chromium) = chromium() else { return };
    TestApp::on(Database::Sqlite, |app| {
        let (ava, eli) = (app.sign_in_as("ava"), app.sign_in_as("eli"));
        let (pat, sam) = (app.sign_in_as("pat"), app.sign_in_as("sam"));
        gives_bank_details(&ava, "Ava Example");
        for (who, worker, request) in [
            (&ava, &pat, new_request(FOOD, 4_000)),
            (&ava, &pat, new_request(FARES, 500)),
            (&ava, &pat, new_request(FARES, 500)),
            (&eli, &sam, new_request(FARES, 1_250)),
            (&eli, &sam, NewPaymentRequest { pay_by: PayBy::Cash, ..new_request(FARES, 720) }),
        ] {
            let request: PaymentRequest = who.post_once("/payment_requests", &request).created();
            agrees(worker, &request);
        }
        play(&mut script("paying.mjs", app, &chromium), |question| {
            (question == "wednesday?").then(|| {
                app.set_clock("2026-11-25T10:00:00Z");
                app.now().to_rfc3339()
            })
        });
    });
}

#[test]
fn fin_records_what_ava_repays_and_reverses_a_mistake() {
    let Some(chromium) = chromium() else { return };
    TestApp::on(Database::Sqlite, |app| {
        let ava = app.sign_in_as("ava");
        gives_bank_details(&ava, "Ava Example");
        let request: PaymentRequest = ava.post_once("/payment_requests", &promised_request(5_000)).created();
        agrees(&app.sign_in_as("pat"), &request);
        bank_says(&app.sign_in_as("fin"), &request, "paid", "");
        play(&mut script("repaying.mjs", app, &chromium), |_| None);
    });
}

#[test]
fn a_no_is_looked_at_again_by_a_manager_and_a_complaint_is_answered() {
    let Some(chromium) = chromium() else { return };
    TestApp::on(Database::Sqlite, |app| {
        let (ava, cai) = (app.sign_in_as("ava"), app.sign_in_as("cai"));
        let (pat, mo) = (app.sign_in_as("pat"), app.sign_in_as("mo"));
        decides(&pat, &asked(&ava, FOOD, 4_000), "decline", "Your foster carer still buys the food.").is(200);
        agrees_to_part(&pat, &asked(&ava, FARES, 3_000), 1_000);
        let cais = asked(&cai, "returning_learner_support", 5_000);
        decides(&pat, &cais, "decline", "The college pays this.").is(200);
        objects(&cai, &cais, "challenge", "").is(200);
        decides(&mo, &cais, "decline", "It stays a no: the college pays this.").is(200);
        play(&mut script("challenge.mjs", app, &chromium), |_| None);
    });
}

#[test]
fn ava_asks_pat_agrees_and_robin_publishes_an_event() {
    let Some(chromium) = chromium() else { return };
    let server = MailServer::start().expect("with a browser there is a mail server");
    TestApp::with_mail_server(Database::Sqlite, &server, |app| {
        subscribe(&app.sign_in_as("ava"), app.push.endpoint("avas-phone"));
        let mut main_job = script("main_job.mjs", app, &chromium);
        play(main_job.env("ONWARD_PHOTO", folder().join("support/photo.jpg")), |question| {
            (question == "the push message?").then(|| {
                let pushed = app.push.wait_for(1);
                decrypted(&pushed[0].body).expect("with a browser there is a Python").to_string()
            })
        });
        // The README's pictures are made anew on request only: every run would change a byte or two.
        if std::env::var_os("ONWARD_WRITE_PICTURES").is_some() {
            for name in ["phone-home", "desk-request"] {
                let (from, to) = (format!("{name}-light.png"), format!("../docs/{name}.png"));
                std::fs::copy(pictures().join(from), folder().join(to)).unwrap();
            }
        }
        app.until_all_is_sent();
        let to_ava = server.next_to("ava");
        assert!(to_ava.text.contains(app.address()), "{to_ava:?}");
    });
}
