//! Answers: what came of a command, and what was read, each with the sequence for which it is true.
//!
//! What a command is answered is a pure function of its record, so that the same key gives the same bytes, also
//! after a restart; that it had been asked before is told by a header alone.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::{Answer, Sequence};
use jiff::Timestamp;
use sequencer::Sequencer;
use serde::Serialize;
use utoipa::ToSchema;
use wire::Accepted;

use crate::error::{Asked, Problem};

/// The header that names the sequence for which an answer is true.
pub(crate) const SEQUENCE: HeaderName = HeaderName::from_static("laycan-sequence");

/// The header that tells that nothing happened now.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What came of a command that was accepted.
#[derive(Serialize, ToSchema)]
pub(crate) struct Done {
    /// The place of its record in the journal, from 1.
    pub(crate) sequence: Sequence,
    /// The time of its record.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) at: Timestamp,
    /// What came of it.
    pub(crate) accepted: Accepted,
}

/// The answer to a command; `prefix` leads to its fields in the body.
pub(crate) fn answered(sequencer: &Sequencer, asked: Asked, answer: &Answer, prefix: &str) -> Response {
    let Answer { sequence, at, ref result, repeated } = *answer;
    let mut response = match result {
        Ok(outcome) => json(StatusCode::OK, &Done { sequence, at, accepted: in_words(sequencer, *outcome) }),
        Err(rejection) => {
            let pointer = asked.field(rejection.code()).map(|field| format!("{prefix}/{field}"));
            Problem::refused(rejection, (sequence, at), pointer).into_response()
        }
    };
    let headers = response.headers_mut();
    headers.insert(SEQUENCE, HeaderValue::from(sequence.number()));
    if repeated {
        headers.insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

/// An outcome in words; only what was due needs the register, and no member asks for that.
pub(crate) fn in_words(sequencer: &Sequencer, outcome: engine::Outcome) -> Accepted {
    Accepted::of_asked(outcome)
        .unwrap_or_else(|| sequencer.peek(|driver| Accepted::of(outcome, driver.engine().register())))
}

/// What was read, true for `sequence`.
pub(crate) fn read(sequence: Sequence, value: &impl Serialize) -> Response {
    let mut response = json(StatusCode::OK, value);
    response.headers_mut().insert(SEQUENCE, HeaderValue::from(sequence.number()));
    response
}

/// A value as JSON.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let mut out = Vec::with_capacity(256);
    serde_json::to_writer(&mut out, value).expect("what is answered has a form in JSON");
    let mut response = Response::new(Body::from(out));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
