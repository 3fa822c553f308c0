//! Whether all is well: `/livez`, `/readyz`, `/metrics`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use engine::Sequence;
use sequencer::Condition;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer;
use crate::desk::Desk;

/// Whether commands are accepted, and why not.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// Whether commands are accepted.
    ready: bool,
    /// Why not; empty if they are.
    reasons: Vec<String>,
    /// The last record on disk.
    sequence: Sequence,
}

/// Whether the process runs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Liveness {
    /// It does.
    alive: bool,
}

/// `GET /livez`.
pub(crate) async fn live() -> Response {
    answer::json(StatusCode::OK, &Liveness { alive: true })
}

/// `GET /readyz`.
pub(crate) async fn ready(State(desk): State<Desk>) -> Response {
    let status = desk.sequencer().status();
    let mut reasons = Vec::new();
    match &status.condition {
        Condition::Working => {}
        Condition::Interrupted(why) => reasons.push(format!("the journal does not answer: {why}")),
        Condition::Stopping => reasons.push("the exchange is stopping".to_owned()),
        Condition::Ended(None) => reasons.push("the exchange has stopped".to_owned()),
        Condition::Ended(Some(why)) => reasons.push(format!("the writer has ended: {why}")),
    }
    let ready = reasons.is_empty();
    let code = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    answer::json(code, &Readiness { ready, reasons, sequence: status.durable })
}

/// `GET /metrics`.
pub(crate) async fn metrics(State(desk): State<Desk>) -> Response {
    let decided = desk.sequencer().peek(engine::Driver::sequence).number();
    let projected = match desk.projections() {
        Some(tables) => tables.watermark().await.ok().map(engine::Sequence::number),
        None => None,
    };
    let text = desk.gauges().text(&desk.sequencer().status(), decided, desk.hub().readers(), projected);
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
