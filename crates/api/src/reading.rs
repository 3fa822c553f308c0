//! Reading: what a client may know, from memory where it is of now, from the projections where it is long.
//!
//! Codes of instruments and services have slashes in them; in a path they are percent-encoded.

mod asked;
mod page;
mod register;
mod market;
mod commands;

use axum::routing::MethodRouter;

use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::Desk;
use crate::health;

pub(crate) use asked::Asking;

/// The parameter that waits until what is read is true for a record.
pub(crate) const AT_LEAST: &str = "at_least";

/// Every read, with its handler.
pub(crate) fn readings(schemas: &mut Schemas) -> Vec<(Reading, MethodRouter<Desk>)> {
    let mut all = Vec::new();
    register::readings(schemas, &mut all);
    market::readings(schemas, &mut all);
    commands::readings(schemas, &mut all);
    health_readings(schemas, &mut all);
    all
}

fn health_readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let health = |path, summary, answer, codes| Reading {
        path,
        tag: "health",
        summary,
        actor: false,
        asks: Vec::new(),
        answer,
        codes,
    };
    let live = Answer::One(schemas.take::<health::Liveness>());
    all.push((health("/livez", "Whether the process runs.", live, &[]), get(health::live)));
    let ready = Answer::One(schemas.take::<health::Readiness>());
    let summary = "Whether commands are accepted; if not, 503 with the reasons.";
    all.push((health("/readyz", summary, ready, &[]), get(health::ready)));
    let metrics = Answer::Text("text/plain; version=0.0.4");
    let summary = "Counters for Prometheus.";
    all.push((health("/metrics", summary, metrics, &[]), get(health::metrics)));
}

/// The parameters of every list.
pub(crate) fn list_asks() -> Vec<Ask> {
    vec![
        Ask::whole("limit", "How many at most, from 1 to 1000; 100 if it is left out."),
        Ask::text("cursor", "The `next` of the page before."),
        at_least(),
    ]
}

/// The parameter `at_least`.
pub(crate) fn at_least() -> Ask {
    Ask::whole(AT_LEAST, "Waits until the answer is true for this record.")
}

/// What every list may be refused with.
pub(crate) const LIST_CODES: &[&str] = &[
    "PARAMETER_TWICE",
    "PARAMETER_MALFORMED",
    "CURSOR_MALFORMED",
    "CURSOR_OF_ANOTHER_LIST",
    "SEQUENCE_NOT_REACHED",
    "JOURNAL_INTERRUPTED",
    "STOPPING",
];
