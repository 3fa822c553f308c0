//! Whether all is well: `/livez`, `/readyz`, `/metrics`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use engine::Sequence;
use sequencer::{Condition, Following};
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer;
use crate::desk::Desk;

/// Whether commands are accepted, and why not.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// Whether commands are accepted.
    ready: bool,
    /// What is not well, which is why not if they are not; empty if all is well.
    reasons: Vec<String>,
    /// The last record on disk.
    sequence: Sequence,
    /// The last record whose rows are in the tables; left out where no tables are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    projected: Option<Sequence>,
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
        Condition::Lagging { behind } => {
            reasons.push(format!(
                "nothing is accepted until the projections catch up: they are {behind} records behind"
            ));
        }
        Condition::Stopping => reasons.push("the exchange is stopping".to_owned()),
        Condition::Ended(None) => reasons.push("the exchange has stopped".to_owned()),
        Condition::Ended(Some(why)) => reasons.push(format!("the writer has ended: {why}")),
    }
    let ready = reasons.is_empty();
    // Commands are accepted without the tables; what they answer is then old, or refused.
    match desk.following() {
        None | Some(Following::Working | Following::Ended(None)) => {}
        Some(Following::Interrupted(why)) => reasons.push(format!("the projections are behind: {why}")),
        Some(Following::Ended(Some(why))) => reasons.push(format!("the projections are not written: {why}")),
    }
    let projected = projected(&desk).await;
    let code = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    answer::json(code, &Readiness { ready, reasons, sequence: status.durable, projected })
}

/// `GET /metrics`.
pub(crate) async fn metrics(State(desk): State<Desk>) -> Response {
    let decided = desk.sequencer().peek(engine::Driver::sequence).number();
    let projected = projected(&desk).await.map(Sequence::number);
    let text = desk.gauges().text(&desk.sequencer().status(), decided, desk.hub().readers(), projected);
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// The last record whose rows are in the tables.
async fn projected(desk: &Desk) -> Option<Sequence> {
    desk.projections()?.watermark().await.ok()
}
