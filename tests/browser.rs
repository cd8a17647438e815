//! The whole job in a real browser: two windows, a real mail server, a push message read by an independent program.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::outbox::{decrypted, subscribe};
use crate::support::*;

#[test]
fn ava_asks_pat_agrees_and_robin_publishes_an_event() {
    let Some(chromium) = std::env::var_os("ONWARD_CHROMIUM") else {
        eprintln!("left out: ONWARD_CHROMIUM is not set (`cargo xtask test` sets it)");
        return;
    };
    let server = MailServer::start().expect("with a browser there is a mail server");
    TestApp::with_mail_server(Database::Sqlite, &server, |app| {
        subscribe(&app.sign_in_as("ava"), app.push.endpoint("avas-phone"));
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let pictures = folder.join("../test-output");
        std::fs::create_dir_all(&pictures).unwrap();
        let mut browser = Command::new("node")
            .arg(folder.join("browser/main_job.mjs"))
            .env("ONWARD_ADDRESS", app.address())
            .env("ONWARD_CHROMIUM", chromium)
            .env("ONWARD_PHOTO", folder.join("support/photo.jpg"))
            .env("ONWARD_PICTURES", &pictures)
            .env("ONWARD_NOW", app.now().to_rfc3339())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut answers = browser.stdin.take().unwrap();
        for line in BufReader::new(browser.stdout.take().unwrap()).lines().map_while(Result::ok) {
            println!("{line}");
            if line == "the push message?" {
                let pushed = app.push.wait_for(1);
                let payload = decrypted(&pushed[0].body).expect("with a browser there is a Python");
                writeln!(answers, "{payload}").unwrap();
            }
        }
        assert!(
            browser.wait().unwrap().success(),
            "the browser's part failed; its last screens are in test-output"
        );
        // The README's pictures are made anew on request only: every run would change a byte or two.
        if std::env::var_os("ONWARD_WRITE_PICTURES").is_some() {
            for name in ["phone-home", "desk-request"] {
                let (from, to) = (format!("{name}-light.png"), format!("../docs/{name}.png"));
                std::fs::copy(pictures.join(from), folder.join(to)).unwrap();
            }
        }
        app.until_all_is_sent();
        let to_ava = server.next_to("ava");
        assert!(to_ava.text.contains(app.address()), "{to_ava:?}");
    });
}
