//! A real SMTP server (aiosmtpd) for one test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde::Deserialize;

/// A running mail server; dropping it stops the server.
pub struct MailServer {
    process: Child,
    letters: Receiver<String>,
    port: u16,
}

#[derive(Debug, Deserialize)]
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    pub subject: String,
    pub text: String,
}

impl MailServer {
    /// `None` if `ONWARD_PYTHON`, the path of a Python with aiosmtpd, is not set.
    pub fn start() -> Option<Self> {
        let Some(python) = std::env::var_os("ONWARD_PYTHON") else {
            eprintln!("skipped: ONWARD_PYTHON is not set (`cargo xtask test` sets it)");
            return None;
        };
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/support/mail_server.py");
        let mut process = Command::new(python).arg(script).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);

        #[derive(Deserialize)]
        struct Started {
            port: u16,
        }
        let started = lines.next().expect("the mail server starts");
        let Started { port } = serde_json::from_str(&started).unwrap();
        let (sender, letters) = channel();
        thread::spawn(move || {
            for line in lines {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Some(Self { process, letters, port })
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Waits for the next letter.
    #[track_caller]
    pub fn next(&self) -> Letter {
        let line = self.letters.recv_timeout(Duration::from_secs(20)).expect("a letter arrives");
        serde_json::from_str(&line).unwrap()
    }

    /// Waits for the next letter to somebody.
    #[track_caller]
    pub fn next_to(&self, handle: &str) -> Letter {
        loop {
            let letter = self.next();
            if letter.to.iter().any(|to| to.starts_with(handle)) {
                return letter;
            }
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
