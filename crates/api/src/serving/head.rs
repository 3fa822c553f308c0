//! The head of a request that could not be read, and the words in which it is refused.
//!
//! ```text
//!   HTTP/1.1 431 Request Header Fields Too Large
//!   content-type: application/problem+json
//!   x-request-id: 19cb2f0a1c8-c7                    connection 7 of the process that began then
//!   content-length: 301
//!   connection: close
//!   date: Mon, 02 Mar 2026 01:00:00 GMT
//!
//!   {"type":"/errors#HEAD_TOO_LARGE", …
//! ```
//!
//! Such a request never came as far as the one who watches every request, and has no number. A connection ends
//! with its first head that cannot be read, so the number of the connection names it as well.

use core::fmt;
use std::time::Duration;

use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use crate::codes::Complaint;
use crate::error::Problem;
use crate::settings::Settings;

/// How many headers a request may have.
pub(super) const HEADERS: usize = 64;

/// The least room for a head that the library takes.
const LEAST_ROOM: usize = 8 * 1024;

/// The longest path with a query that the library takes, in bytes.
const URI: usize = 65_534;

/// Why the head of a request was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum HeadError {
    /// It is no head of HTTP/1.1, or of HTTP/1.0.
    #[error("the head of the request is not written as HTTP/1.1 has it, in its first line or in a header")]
    Malformed,
    /// It ends before it is whole.
    #[error("the head of the request broke off before its empty line")]
    Broken,
    /// It has too many bytes or headers.
    #[error("the head of the request has more than {bytes} bytes, or more than {headers} headers")]
    TooLarge { bytes: usize, headers: usize },
    /// The path with its query has too many bytes.
    #[error("the path and the query have more than {URI} bytes")]
    UriTooLong,
    /// It is not there yet.
    #[error("the head of the request did not arrive within {0:?}")]
    TooSlow(Duration),
}

impl Complaint for HeadError {
    fn code(&self) -> &'static str {
        match self {
            HeadError::Malformed => "HEAD_MALFORMED",
            HeadError::Broken => "HEAD_BROKEN",
            HeadError::TooLarge { .. } => "HEAD_TOO_LARGE",
            HeadError::UriTooLong => "URI_TOO_LONG",
            HeadError::TooSlow(_) => "HEAD_TOO_SLOW",
        }
    }
}

/// How much of a head is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// Its bytes at most.
    pub(super) bytes: usize,
    /// How long it may take to arrive.
    pub(super) time: Duration,
}

impl Limits {
    /// What `settings` come to.
    pub(super) fn of(settings: Settings) -> Limits {
        Limits { bytes: settings.head.max(LEAST_ROOM), time: settings.head_time }
    }

    /// Why the library answers with `status` by itself, if it ever does.
    pub(super) fn refused(self, status: StatusCode) -> Option<HeadError> {
        match status {
            StatusCode::BAD_REQUEST => Some(HeadError::Malformed),
            StatusCode::URI_TOO_LONG => Some(HeadError::UriTooLong),
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
                Some(HeadError::TooLarge { bytes: self.bytes, headers: HEADERS })
            }
            _ => None,
        }
    }

    /// Why the library ended a connection with `error`, if a head was the reason.
    pub(super) fn given_up(self, error: &hyper::Error) -> Option<HeadError> {
        if error.is_timeout() {
            return Some(HeadError::TooSlow(self.time));
        }
        if error.is_incomplete_message() {
            return Some(HeadError::Broken);
        }
        // Where it is not the library itself that says so, it was greeted in HTTP/2.
        error.is_parse().then_some(HeadError::Malformed)
    }
}

/// The name of a connection: when this process began to serve, and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ConnectionName {
    /// In milliseconds of the clock on the wall.
    pub(super) begun: i64,
    /// From 1.
    pub(super) number: u64,
}

impl fmt::Display for ConnectionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-c{}", self.begun, self.number)
    }
}

/// The whole answer to a head that was not read.
pub(super) fn answer(error: HeadError, name: ConnectionName) -> Vec<u8> {
    let (problem, name) = (Problem::of(&error), name.to_string());
    let body = serde_json::to_vec(&problem.document(&name)).unwrap_or_default();
    let status = problem.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let mut answer = format!(
        "HTTP/1.1 {} {reason}\r\ncontent-type: application/problem+json\r\nx-request-id: {name}\r\n\
         content-length: {}\r\nconnection: close\r\n",
        status.as_u16(),
        body.len(),
    )
    .into_bytes();
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&Timestamp::now()) {
        answer.extend_from_slice(format!("date: {date}\r\n").as_bytes());
    }
    answer.extend_from_slice(b"\r\n");
    answer.extend_from_slice(&body);
    tracing::debug!(request_id = name, code = error.code(), "refused");
    answer
}
