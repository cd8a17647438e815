//! A local push service: an HTTP server that records what is posted to it (RFC 8030 §5).

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub struct PushService {
    origin: String,
    state: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Clone, Debug)]
pub struct Pushed {
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

struct State {
    received: Vec<Pushed>,
    /// Status lines of the next responses; `201 Created` when empty.
    answers: Vec<&'static str>,
}

impl PushService {
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let state =
            Arc::new((Mutex::new(State { received: Vec::new(), answers: Vec::new() }), Condvar::new()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(&connection, &shared));
            }
        });
        Self { origin, state }
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The endpoint URL of a subscription.
    pub fn endpoint(&self, browser: &str) -> String {
        format!("{}/push/{browser}", self.origin)
    }

    /// Sets the status line of the next response, such as `410 Gone`.
    pub fn answer_next(&self, status: &'static str) {
        self.state.0.lock().unwrap().answers.push(status);
    }

    pub fn received(&self) -> Vec<Pushed> {
        self.state.0.lock().unwrap().received.clone()
    }

    /// Waits until that many messages have been received in total.
    #[track_caller]
    pub fn wait_for(&self, count: usize) -> Vec<Pushed> {
        let (state, changed) = &*self.state;
        let end = Instant::now() + Duration::from_secs(20);
        let mut state = state.lock().unwrap();
        while state.received.len() < count {
            let left = end.checked_duration_since(Instant::now());
            let left =
                left.unwrap_or_else(|| panic!("only {} of {count} messages came", state.received.len()));
            state = changed.wait_timeout(state, left).unwrap().0;
        }
        state.received.clone()
    }
}

impl Pushed {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(present, _)| present == name).map(|(_, value)| value.as_str())
    }
}

fn serve(connection: &TcpStream, state: &(Mutex<State>, Condvar)) {
    let mut reader = BufReader::new(connection);
    // A client that hangs up between two messages is no error.
    while let Ok(Some(pushed)) = read_request(&mut reader) {
        let mut locked = state.0.lock().unwrap();
        locked.received.push(pushed);
        let status = if locked.answers.is_empty() { "201 Created" } else { locked.answers.remove(0) };
        drop(locked);
        state.1.notify_all();
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nlocation: /message\r\n\r\n");
        if (&mut &*connection).write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn read_request(reader: &mut impl BufRead) -> std::io::Result<Option<Pushed>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let pushed = Pushed { path, headers, body: Vec::new() };
    let length = pushed.header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Pushed { body, ..pushed }))
}
