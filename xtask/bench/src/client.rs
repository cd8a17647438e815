//! A client that costs next to nothing: many connections kept open, each with one request on its way at any time.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::rc::Rc;
use std::str;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

/// What is sent again and again, and the status that it must be answered with.
#[derive(Clone)]
pub struct Exchange {
    requests: Requests,
    status: u16,
}

#[derive(Clone)]
enum Requests {
    Same(String),
    /// A number between head and tail.
    Numbered(String, String),
    /// Each of them once.
    Listed(Rc<[String]>),
}

impl Exchange {
    /// A request that is the same each time.
    pub fn new(request: String, status: u16) -> Self {
        Self { requests: Requests::Same(request), status }
    }

    /// A request with a new number between head and tail each time.
    pub fn numbered(head: String, tail: String, status: u16) -> Self {
        Self { requests: Requests::Numbered(head, tail), status }
    }

    /// Requests that are each sent once, by whichever connection is free.
    pub fn listed(requests: Rc<[String]>, status: u16) -> Self {
        Self { requests: Requests::Listed(requests), status }
    }

    /// The request of a number; nothing when none is left.
    pub fn request(&self, number: usize) -> Option<Cow<'_, str>> {
        match &self.requests {
            Requests::Same(request) => Some(request.into()),
            Requests::Numbered(head, tail) => Some(format!("{head}{number}{tail}").into()),
            Requests::Listed(requests) => requests.get(number).map(|request| request.as_str().into()),
        }
    }
}

/// Answers a second, with every exchange on a connection of its own and all of them at once; for so long, or until no
/// request is left.
///
/// # Errors
/// When a connection breaks or an answer has another status than it must have: then there is nothing to measure.
pub fn rate(address: &str, exchanges: &[Exchange], time: Duration) -> Result<f64> {
    let mut connections = Vec::new();
    let mut numbers = 0..;
    let mut next = |exchange: &Exchange| exchange.request(numbers.next()?).map(Cow::into_owned);
    for exchange in exchanges {
        let mut connection = Connection::open(address)?;
        connection.send(&next(exchange).context("there are fewer requests than connections")?)?;
        connections.push((connection, exchange));
    }
    let start = Instant::now();
    let mut answered = 0_u32;
    let mut waiting = connections.len();
    'measuring: while start.elapsed() < time {
        for (place, (connection, exchange)) in connections.iter_mut().enumerate() {
            connection.receive()?.expect_status(exchange.status)?;
            answered += 1;
            match next(exchange) {
                Some(request) => connection.send(&request)?,
                None => {
                    waiting = connections.len() - place - 1;
                    break 'measuring;
                }
            }
        }
    }
    let rate = f64::from(answered) / start.elapsed().as_secs_f64();
    for (connection, exchange) in connections.iter_mut().rev().take(waiting) {
        connection.receive()?.expect_status(exchange.status)?;
    }
    Ok(rate)
}

/// The median time of an answer on one connection, in seconds.
///
/// # Errors
/// When the connection breaks or an answer has another status than it must have.
pub fn answer_time(address: &str, exchange: &Exchange, times: usize) -> Result<f64> {
    let mut connection = Connection::open(address)?;
    let mut taken = Vec::with_capacity(times);
    for number in 0..times {
        let request = exchange.request(number).context("there are too few requests")?;
        let start = Instant::now();
        connection.exchange(&request)?.expect_status(exchange.status)?;
        taken.push(start.elapsed().as_secs_f64());
    }
    Ok(crate::rounds::median(taken))
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

/// One penny towards a home of their own, under a new idempotency key each time it is sent.
pub fn payment_request(address: &str, cookie: &str, key: &str) -> Exchange {
    let body = json!({
        "entitlement": "setting_up_home",
        "amount": { "pence": 1, "currency": "GBP" },
        "reason": "A kettle for my new flat, so that I can have tea with my sister.",
        "pay_by": "bank_transfer",
    })
    .to_string();
    let head = format!(
        "POST /api/v1/payment_requests HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nIdempotency-Key: {key}-",
        body.len()
    );
    Exchange::numbered(head, format!("\r\n\r\n{body}"), 201)
}
