//! A client that sends what it is told, byte by byte, and reads one answer.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    method: String,
    path: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// By names in small letters.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Ask {
    pub(crate) fn new(method: &str, path: &str) -> Ask {
        Ask { method: method.to_owned(), path: path.to_owned(), headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Ask {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    pub(crate) fn actor(self, actor: &str) -> Ask {
        self.header("Actor", actor)
    }

    pub(crate) fn key(self, key: &str) -> Ask {
        self.header("Idempotency-Key", key)
    }

    pub(crate) fn body(mut self, body: impl AsRef<[u8]>) -> Ask {
        self.body = body.as_ref().to_vec();
        self
    }

    pub(crate) fn json(self, body: impl AsRef<[u8]>) -> Ask {
        self.header("Content-Type", "application/json").body(body)
    }

    /// The bytes of the head, with the length of the body, and of the body.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = format!("{} {} HTTP/1.1\r\nHost: laycan\r\n", self.method, self.path).into_bytes();
        for (name, value) in &self.headers {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(value);
            out.extend_from_slice(b"\r\n");
        }
        if !self.body.is_empty() || self.method != "GET" {
            out.extend_from_slice(format!("Content-Length: {}\r\n", self.body.len()).as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(&self.body);
        out
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// Status and code of a problem, which is a problem in every respect.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "{problem}");
        for field in ["type", "title", "detail", "code", "hint", "request_id"] {
            let text = problem[field].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{field} says something in {problem}");
        }
        (self.status, problem["code"].as_str().unwrap_or_default().to_owned())
    }
}

/// Sends a request on a connection of its own.
pub(crate) async fn send(address: SocketAddr, ask: &Ask) -> Answer {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream.write_all(&ask.bytes()).await.expect("it reads");
    read(&mut stream).await.expect("it answers")
}

/// Reads one answer; nothing if the connection ends before one is there.
pub(crate) async fn read(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(place) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break place + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let (status, headers) = head(&bytes[..head_end])?;
    let mut body = bytes.split_off(head_end);
    if let Some(length) = headers.get("content-length") {
        let length: usize = length.parse().ok()?;
        while body.len() < length {
            if stream.read_buf(&mut body).await.ok()? == 0 {
                return None;
            }
        }
    } else if headers.contains_key("transfer-encoding") {
        while !body.ends_with(b"0\r\n\r\n") {
            if stream.read_buf(&mut body).await.ok()? == 0 {
                return None;
            }
        }
        body = unchunked(&body);
    }
    Some(Answer { status, headers, body })
}

/// All answers that follow one another in `bytes`, each of which tells its length.
pub(crate) fn all_in(mut bytes: &[u8]) -> Vec<Answer> {
    let mut answers = Vec::new();
    while let Some(place) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
        let (status, headers) = head(&bytes[..place]).expect("the head of an answer");
        let length: usize = headers["content-length"].parse().expect("a length");
        let (body, rest) = bytes[place + 4..].split_at(length);
        answers.push(Answer { status, headers, body: body.to_vec() });
        bytes = rest;
    }
    assert!(bytes.is_empty(), "more follows: {}", String::from_utf8_lossy(bytes));
    answers
}

/// The status and the headers of an answer.
fn head(bytes: &[u8]) -> Option<(u16, BTreeMap<String, String>)> {
    let head = String::from_utf8_lossy(bytes);
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Some((status, headers))
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(place) = bytes.windows(2).position(|two| two == b"\r\n") {
        let length = usize::from_str_radix(&String::from_utf8_lossy(&bytes[..place]), 16).unwrap_or(0);
        out.extend_from_slice(&bytes[place + 2..place + 2 + length]);
        bytes = &bytes[(place + 4 + length).min(bytes.len())..];
    }
    out
}
