//! An HTTP client that behaves like one person's browser: cookies, `Origin`, JSON.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::Duration;

use actix_web::cookie::Cookie;
use onward_backend::commands::seed::DEMO_PASSWORD;
use onward_domain::api::accounts::session::{Session, SignIn};
use onward_domain::api::problem::{ErrorCode, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::http;
use uuid::Uuid;

const API: &str = "/api/v1";

pub struct Client {
    agent: ureq::Agent,
    address: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// A request that has not been sent yet.
pub struct Ask<'c> {
    client: &'c Client,
    method: http::Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Vec<u8>,
    asked: String,
}

impl Client {
    /// A client without cookies for the server with that origin.
    pub fn new(address: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .new_agent();
        Self { agent, address: address.to_owned(), cookies: Mutex::default() }
    }

    /// A client with a copy of the cookies.
    pub fn copied(&self) -> Self {
        let copy = Self::new(&self.address);
        *copy.cookies.lock().unwrap() = self.cookies();
        copy
    }

    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().unwrap().clone()
    }

    /// The path is relative to `/api/v1`, or to the root if it begins with `//`.
    pub fn ask(&self, method: &str, path: &str) -> Ask<'_> {
        let path = path
            .strip_prefix('/')
            .filter(|rest| rest.starts_with('/'))
            .map_or_else(|| format!("{API}{path}"), str::to_owned);
        let method = method.parse().unwrap();
        let headers = vec![("origin".to_owned(), self.address.clone())];
        Ask { client: self, method, path, headers, body: None }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path).send()
    }

    pub fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.ask("POST", path).json(body).send()
    }

    /// A POST with a new idempotency key.
    pub fn post_once(&self, path: &str, body: &impl Serialize) -> Answer {
        self.ask("POST", path).json(body).key(&Uuid::now_v7().to_string()).send()
    }

    pub fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        self.ask("PUT", path).json(body).send()
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.ask("DELETE", path).send()
    }

    /// Begins a PUT with that `Content-Length`, and sends only these bytes of its body.
    pub fn begins_to_send(&self, path: &str, length: usize, bytes: &[u8]) -> TcpStream {
        let host = self.address.strip_prefix("http://").unwrap();
        let cookies: Vec<String> =
            self.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let head = format!(
            "PUT {API}{path} HTTP/1.1\r\nhost: {host}\r\norigin: {}\r\ncookie: {}\r\n\
             content-type: application/pdf\r\ncontent-length: {length}\r\n\r\n",
            self.address,
            cookies.join("; "),
        );
        let mut socket = TcpStream::connect(host).unwrap();
        socket.write_all(head.as_bytes()).unwrap();
        socket.write_all(bytes).unwrap();
        socket
    }

    pub fn set_cookie(&self, cookie: &Cookie<'_>) {
        self.cookies.lock().unwrap().insert(cookie.name().to_owned(), cookie.value().to_owned());
    }

    /// Signs one of the demo's people in.
    #[track_caller]
    pub fn signed_in_with_password(self, handle: &str) -> Self {
        let body = SignIn { handle: handle.to_owned(), password: DEMO_PASSWORD.to_owned() };
        let session: Session = self.post("/session", &body).ok();
        assert_eq!(session.me.handle, handle);
        self
    }

    fn remember_cookies(&self, headers: &http::HeaderMap) {
        let mut jar = self.cookies.lock().unwrap();
        for header in headers.get_all(http::header::SET_COOKIE) {
            let text = header.to_str().unwrap();
            let (pair, attributes) = text.split_once(';').unwrap_or((text, ""));
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() || attributes.to_ascii_lowercase().contains("max-age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Ask<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(present, _)| present != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn key(self, idempotency_key: &str) -> Self {
        self.header("idempotency-key", idempotency_key)
    }

    pub fn json(self, body: &impl Serialize) -> Self {
        let bytes = serde_json::to_vec(body).unwrap();
        self.bytes("application/json", bytes)
    }

    pub fn bytes(mut self, media_type: &str, body: Vec<u8>) -> Self {
        self = self.header("content-type", media_type);
        self.body = Some(body);
        self
    }

    #[track_caller]
    pub fn send(self) -> Answer {
        let asked = format!("{} {}", self.method, self.path);
        self.try_send().unwrap_or_else(|error| panic!("{asked}: {error}"))
    }

    /// As [`Ask::send`], for a server that may have stopped.
    pub fn try_send(self) -> Result<Answer, ureq::Error> {
        let asked = format!("{} {}", self.method, self.path);
        let mut request = http::Request::builder()
            .method(self.method.clone())
            .uri(format!("{}{}", self.client.address, self.path));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let cookies: Vec<String> =
            self.client.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(http::header::COOKIE, cookies.join("; "));
        }
        let mut response = match self.body {
            None if matches!(self.method, http::Method::POST | http::Method::PUT) => {
                self.client.agent.run(request.body(Vec::new())?)?
            }
            None => self.client.agent.run(request.body(())?)?,
            // The only method here that may have a body and often has none.
            Some(body) if self.method == http::Method::DELETE => {
                let request = request.body(())?;
                let mut with_body = self.client.agent.delete(request.uri()).force_send_body();
                for (name, value) in request.headers() {
                    with_body = with_body.header(name, value);
                }
                with_body.send(&body[..])?
            }
            Some(body) => self.client.agent.run(request.body(body)?)?,
        };
        self.client.remember_cookies(response.headers());
        let body = response.body_mut().with_config().limit(64 * 1024 * 1024).read_to_vec()?;
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body, asked })
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Asserts the status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.text());
        self
    }

    /// Asserts the status 200 and reads the body.
    #[track_caller]
    pub fn ok<T: DeserializeOwned>(&self) -> T {
        self.is(200).read()
    }

    /// Asserts the status 201 and reads the body.
    #[track_caller]
    pub fn created<T: DeserializeOwned>(&self) -> T {
        self.is(201).read()
    }

    /// Asserts a problem document (RFC 9457) with that status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: ErrorCode) -> Problem {
        self.is(status);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.asked);
        let problem: Problem = self.read();
        assert_eq!((problem.status, problem.code), (status, code), "{}: {}", self.asked, self.text());
        assert!(!problem.title.is_empty() && !problem.detail.is_empty(), "{}: {}", self.asked, self.text());
        problem
    }

    #[track_caller]
    fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.text()))
    }
}
