//! Problems: why a request was not done, as RFC 9457 has it. Here alone HTTP statuses are chosen.
//!
//! ```json
//! {"type": "/errors#BALANCE_TOO_LOW", "title": "A member has too little free money.", "status": 422,
//!  "detail": "birch has 1,756.23 CNY available, but 8,442.66 CNY must be held for O4, 6,686.43 CNY more",
//!  "code": "BALANCE_TOO_LOW", "hint": "pay in what is missing, …", "figures": {"available": …, "asked": …},
//!  "sequence": 12, "at": "2026-03-02T01:00:00Z", "request_id": "S12"}
//! ```
//!
//! A refusal on record says nothing that another reading of the record would not say: its `request_id` is the
//! place of the record, so that the same key gives the same bytes. Every other problem has the number of its
//! request, which the header `X-Request-Id` of every answer has too.

mod status;

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::{Action, Rejection, Sequence};
use jiff::Timestamp;
use sequencer::NotDone;
use serde::Serialize;
use store::{JournalError, ProjectionError};

use crate::codes::{Complaint, explained};

pub(crate) use status::status_of;

/// Why a request was not done.
#[derive(Clone, Debug)]
pub(crate) struct Problem(Box<Said>);

/// What is said of it.
#[derive(Clone, Debug)]
struct Said {
    code: &'static str,
    detail: String,
    hint: Cow<'static, str>,
    place: Option<Place>,
    figures: Option<serde_json::Value>,
    record: Option<(Sequence, Timestamp)>,
}

/// What of the request is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A place in the body, as a JSON pointer (RFC 6901), with line and column where they are known.
    Pointer { pointer: String, line: u64, column: usize },
    /// A parameter of the path or the query.
    Parameter(String),
    /// A header.
    Header(&'static str),
}

/// A problem as it is written.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Document<'a> {
    /// Where the code is explained.
    #[serde(rename = "type")]
    kind: String,
    /// What the code means.
    title: &'a str,
    /// The status of the answer.
    status: u16,
    /// What is wrong, naming the thing and both figures.
    detail: &'a str,
    /// The stable code.
    code: &'a str,
    /// What can be done about it.
    hint: &'a str,
    /// The place in the body, as a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    /// The line of the body, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// The character of that line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The parameter of the path or the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    /// The header.
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'a str>,
    /// The figures of the detail by name, for machines.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    figures: Option<&'a serde_json::Value>,
    /// The place of the record, if the refusal is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<Sequence>,
    /// The time of the record, if the refusal is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
    /// The number of the request; of a refusal on record the place of the record, as `S12`.
    request_id: String,
}

impl Problem {
    /// A problem that is not on record.
    fn new(code: &'static str, detail: String, hint: Cow<'static, str>, place: Option<Place>) -> Problem {
        Problem(Box::new(Said { code, detail, hint, place, figures: None, record: None }))
    }

    /// A problem with a code of this crate.
    pub(crate) fn of(complaint: &impl Complaint) -> Problem {
        let hint = Cow::Borrowed(complaint.hint());
        Problem::new(complaint.code(), complaint.to_string(), hint, complaint.place())
    }

    /// A refusal by the engine, which is on record.
    pub(crate) fn refused(
        rejection: &Rejection,
        record: (Sequence, Timestamp),
        pointer: Option<String>,
    ) -> Problem {
        Problem(Box::new(Said {
            code: rejection.code(),
            detail: rejection.to_string(),
            hint: Cow::Borrowed(rejection.hint()),
            place: pointer.map(|pointer| Place::Pointer { pointer, line: 0, column: 0 }),
            figures: figures(rejection),
            record: Some(record),
        }))
    }

    /// The same, said of another place of the request.
    pub(crate) fn at(mut self, place: Place) -> Problem {
        self.0.place = Some(place);
        self
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        status_of(self.0.code)
    }

    /// The document, for a request of this name.
    pub(crate) fn document<'a>(&'a self, request_id: &str) -> Document<'a> {
        let (mut pointer, mut line, mut column, mut parameter, mut header) = (None, None, None, None, None);
        match &self.0.place {
            None => {}
            Some(Place::Pointer { pointer: at, line: row, column: character }) => {
                pointer = Some(at.as_str());
                line = Some(*row).filter(|&row| row > 0);
                column = Some(*character).filter(|&character| character > 0);
            }
            Some(Place::Parameter(name)) => parameter = Some(name.as_str()),
            Some(Place::Header(name)) => header = Some(*name),
        }
        Document {
            kind: format!("/errors#{}", self.0.code),
            title: explained(self.0.code).map_or("", |known| known.meaning),
            status: self.status().as_u16(),
            detail: &self.0.detail,
            code: self.0.code,
            hint: &self.0.hint,
            pointer,
            line,
            column,
            parameter,
            header,
            figures: self.0.figures.as_ref(),
            sequence: self.0.record.map(|(sequence, _)| sequence),
            at: self.0.record.map(|(_, at)| at),
            request_id: match self.0.record {
                Some((sequence, _)) => format!("S{sequence}"),
                None => request_id.to_owned(),
            },
        }
    }

    /// The answer, for a request of this name; `before` is the answer without a body, whose headers stay.
    pub(crate) fn answer(&self, request_id: &str, mut before: Response) -> Response {
        let body = serde_json::to_vec(&self.document(request_id)).unwrap_or_default();
        let headers = before.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        let status = self.status();
        match status {
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
            }
            StatusCode::UNAUTHORIZED => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Actor"));
            }
            // What is left of the body is not worth waiting for.
            StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE => {
                headers.insert(CONNECTION, HeaderValue::from_static("close"));
            }
            _ => {}
        }
        if let Some((sequence, _)) = self.0.record {
            headers.insert(crate::answer::SEQUENCE, HeaderValue::from(sequence.number()));
        }
        *before.body_mut() = Body::from(body);
        before
    }
}

/// The one who watches every request writes the document, since the document names the request.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

impl<C: Complaint> From<C> for Problem {
    fn from(complaint: C) -> Problem {
        Problem::of(&complaint)
    }
}

impl From<wire::Unreadable> for Problem {
    fn from(wrong: wire::Unreadable) -> Problem {
        let wire::Unreadable { line, column, path: _, pointer, code, message, hint } = wrong;
        let place = Place::Pointer { pointer: pointer.into(), line, column };
        Problem::new(code, message, Cow::Owned(hint), Some(place))
    }
}

impl From<NotDone> for Problem {
    fn from(not_done: NotDone) -> Problem {
        let detail = not_done.to_string();
        let place = match &not_done {
            NotDone::Refused(_) => Some(Place::Header("Idempotency-Key")),
            NotDone::Busy { .. }
            | NotDone::Interrupted(_)
            | NotDone::Lagging { .. }
            | NotDone::Stopping
            | NotDone::Unknown => None,
        };
        let hint = Cow::Borrowed(not_done.hint());
        Problem::new(not_done.code(), detail, hint, place)
    }
}

impl From<sequencer::Unreadable> for Problem {
    fn from(unreadable: sequencer::Unreadable) -> Problem {
        let hint = Cow::Borrowed(unreadable.hint());
        Problem::new(unreadable.code(), unreadable.to_string(), hint, None)
    }
}

impl From<ProjectionError> for Problem {
    fn from(error: ProjectionError) -> Problem {
        let code = match &error {
            ProjectionError::Behind { .. } => "SEQUENCE_NOT_REACHED",
            ProjectionError::Missing
            | ProjectionError::Migration(_)
            | ProjectionError::Layout { .. }
            | ProjectionError::Cell(_)
            | ProjectionError::Gap { .. }
            | ProjectionError::Moved(_)
            | ProjectionError::Stray(_)
            | ProjectionError::Lost(_)
            | ProjectionError::Refused(_) => "PROJECTIONS_UNREADABLE",
        };
        let hint = Cow::Borrowed(explained(code).map_or("", |known| known.hint));
        Problem::new(code, error.to_string(), hint, None)
    }
}

impl From<JournalError> for Problem {
    fn from(error: JournalError) -> Problem {
        let code = "JOURNAL_UNREADABLE";
        let hint = Cow::Borrowed(error.hint());
        Problem::new(code, error.to_string(), hint, None)
    }
}

/// What a refusal names, without the names of its kinds.
fn figures(rejection: &Rejection) -> Option<serde_json::Value> {
    let mut value = serde_json::to_value(rejection).ok()?;
    loop {
        let object = value.as_object_mut()?;
        if object.len() > 1 {
            return Some(value);
        }
        let (name, inner) = object.iter_mut().next()?;
        if !inner.is_object() {
            // A refusal of one thing is `{"member_unknown": "birch"}`.
            return Some(serde_json::json!({ name.as_str(): inner.take() }));
        }
        value = inner.take();
    }
}

/// Which commands have fields that a refusal can speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A new order.
    Order,
    /// A change of an order.
    Change,
    /// Anything else.
    Other,
}

impl Asked {
    /// What `action` is.
    pub(crate) fn of(action: &Action) -> Asked {
        if matches!(action, Action::PlaceOrder(_)) {
            return Asked::Order;
        }
        if matches!(action, Action::AmendOrder(_)) { Asked::Change } else { Asked::Other }
    }

    /// The field of which a refusal with this code speaks, where it speaks of one.
    pub(crate) fn field(self, code: &str) -> Option<&'static str> {
        let any = match code {
            "SERVICE_UNKNOWN" => Some("service"),
            "TERMS_UNKNOWN" => Some("terms"),
            "MEMBER_UNKNOWN" | "MEMBER_KNOWN" | "MEMBER_RESERVED" => Some("member"),
            "SERVICE_KNOWN" | "INSTRUMENT_KNOWN" => Some("code"),
            "NETTING_VALUE_DATE_PASSED" => Some("value_date"),
            _ => None,
        };
        match (self, code) {
            (Asked::Order, "INSTRUMENT_UNKNOWN" | "BOOK_CLOSED" | "CUT_OFF_PASSED") => Some("instrument"),
            (Asked::Order, "CLIENT_ORDER_ID_IN_USE") => Some("client_order_id"),
            (
                Asked::Order | Asked::Change,
                "PRICE_OFF_TICK" | "PRICE_BEYOND_BOOK" | "POST_ONLY_WOULD_TRADE",
            ) => Some("limit"),
            (
                Asked::Order | Asked::Change,
                "QUANTITY_OFF_LOT"
                | "QUANTITY_ZERO"
                | "QUANTITY_OUT_OF_RANGE"
                | "NOT_FILLABLE"
                | "SLOTS_TOO_FEW",
            ) => Some("quantity"),
            (Asked::Order | Asked::Change, _) => None,
            (Asked::Other, _) => any,
        }
    }
}
