//! A client that costs next to nothing: many connections kept open, each with one request on its way at any time.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::str;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

/// A request that is sent again and again, and the status that it must be answered with.
#[derive(Clone)]
pub struct Exchange {
    head: String,
    /// What follows the number, where each request carries one.
    tail: Option<String>,
    status: u16,
}

impl Exchange {
    /// A request that is the same each time.
    pub fn new(request: String, status: u16) -> Self {
        Self { head: request, tail: None, status }
    }

    /// A request with a new number between head and tail each time.
    pub fn numbered(head: String, tail: String, status: u16) -> Self {
        Self { head, tail: Some(tail), status }
    }

    fn request(&self, number: u64) -> String {
        match &self.tail {
            Some(tail) => format!("{}{number}{tail}", self.head),
            None => self.head.clone(),
        }
    }
}

/// Answers a second, with every exchange on a connection of its own and all of them at once.
///
/// # Errors
/// When a connection breaks or an answer has another status than it must have: then there is nothing to measure.
pub fn rate(address: &str, exchanges: &[Exchange], time: Duration) -> Result<f64> {
    let mut connections = Vec::new();
    for exchange in exchanges {
        let mut connection = Connection::open(address)?;
        connection.send(&exchange.request(0))?;
        connections.push((connection, exchange));
    }
    let mut number = 0;
    let start = Instant::now();
    let mut answered = 0_u32;
    while start.elapsed() < time {
        for (connection, exchange) in &mut connections {
            connection.receive()?.expect_status(exchange.status)?;
            answered += 1;
            number += 1;
            connection.send(&exchange.request(number))?;
        }
    }
    let rate = f64::from(answered) / start.elapsed().as_secs_f64();
    for (connection, exchange) in &mut connections {
        connection.receive()?.expect_status(exchange.status)?;
    }
    Ok(rate)
}

/// One connection that is kept open.
pub struct Connection {
    stream: TcpStream,
    /// What was read and not yet consumed.
    buffer: Vec<u8>,
    address: String,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream, buffer: Vec::with_capacity(16 * 1024), address: address.to_owned() })
    }

    /// Signs a demo person in and answers the cookie to send from then on.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn sign_in(&mut self, handle: &str) -> Result<String> {
        let body = json!({ "handle": handle, "password": "onward-demo" }).to_string();
        let answer = self.exchange(&format!(
            "POST /api/v1/session HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/json\r\n\
             Content-Length: {1}\r\n\r\n{body}",
            self.address,
            body.len()
        ))?;
        ensure!(answer.status < 300, "{handle} cannot sign in: {}", answer.text());
        answer
            .headers("set-cookie")
            .filter_map(|cookie| cookie.split(';').next())
            .find(|cookie| cookie.contains("onward_access="))
            .map(str::to_owned)
            .context("signing in set no onward_access cookie")
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn exchange(&mut self, request: &str) -> Result<Answer> {
        self.send(request)?;
        self.receive()
    }

    fn send(&mut self, request: &str) -> Result<()> {
        self.stream.write_all(request.as_bytes()).context("the server hung up")
    }

    fn receive(&mut self) -> Result<Answer> {
        let head_length = loop {
            if let Some(place) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break place + 4;
            }
            self.read_more()?;
        };
        let head: Vec<u8> = self.buffer.drain(..head_length).collect();
        let head = String::from_utf8(head).context("an answer's head is not text")?;
        let status =
            head.split(' ').nth(1).and_then(|text| text.parse().ok()).context("an answer has no status")?;
        let mut answer = Answer { status, head, body: Vec::new() };
        if status != 304 && status != 204 {
            let length = answer.header("content-length").context("an answer has no length")?;
            let length: usize = length.parse().context("an answer's length is no number")?;
            while self.buffer.len() < length {
                self.read_more()?;
            }
            answer.body = self.buffer.drain(..length).collect();
        }
        Ok(answer)
    }

    fn read_more(&mut self) -> Result<()> {
        let mut chunk = [0; 16 * 1024];
        let count = self.stream.read(&mut chunk).context("the server does not answer")?;
        ensure!(count > 0, "the server hung up");
        self.buffer.extend(chunk.iter().take(count));
        Ok(())
    }
}

/// What came back.
pub struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    /// The same answer, if it has the status that it must have.
    ///
    /// # Errors
    /// With the answer's text otherwise.
    pub fn expect_status(&self, status: u16) -> Result<&Self> {
        if self.status != status {
            bail!("the server answered {} where {status} was due: {}", self.status, self.text());
        }
        Ok(self)
    }

    /// The first header of a name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// The content.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(move |(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
