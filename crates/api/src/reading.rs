//! Reading: what a client may know, from memory where it is of now, from the projections where it is long.
//!
//! Codes of instruments and services have slashes in them; in a path they are percent-encoded.

mod asked;
mod page;
mod register;
mod market;
mod figure;
mod orders;
mod trades;
mod carriages;
mod accounts;
mod statements;
mod treasury;
mod commands;
mod journal;

use axum::routing::MethodRouter;

use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::Desk;
use crate::{health, pages, stream};

pub(crate) use asked::Asking;
#[cfg(test)]
pub(crate) use market::{Book, Level};
pub(crate) use register::NothingListed;

/// The parameter that waits until what is read is true for a record.
pub(crate) const AT_LEAST: &str = "at_least";

/// Every read, with its handler.
pub(crate) fn readings(schemas: &mut Schemas) -> Vec<(Reading, MethodRouter<Desk>)> {
    let mut all = Vec::new();
    register::readings(schemas, &mut all);
    market::readings(schemas, &mut all);
    orders::readings(schemas, &mut all);
    trades::readings(schemas, &mut all);
    carriages::readings(schemas, &mut all);
    accounts::readings(schemas, &mut all);
    statements::readings(schemas, &mut all);
    treasury::readings(schemas, &mut all);
    commands::readings(schemas, &mut all);
    journal::readings(schemas, &mut all);
    stream_reading(schemas, &mut all);
    health_readings(schemas, &mut all);
    pages::readings(schemas, &mut all);
    all
}

fn stream_reading(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    schemas.take::<stream::StreamUpdate>();
    schemas.take::<stream::StreamResumed>();
    schemas.take::<stream::StreamGap>();
    schemas.take::<stream::StreamHeartbeat>();
    let reading = Reading {
        path: "/v1/stream",
        tag: "market",
        summary: "Books and trades as they change, over WebSocket: a StreamSnapshot of each book, then every \
                  StreamUpdate behind it, and a StreamHeartbeat from time to time. Who resumes gets \
                  StreamResumed and what it missed, or StreamGap and the snapshots. A reader that lags is cut \
                  off with the code 4008, SLOW_READER.",
        actor: false,
        asks: vec![
            Ask::text("instruments", "The books, parted by commas; at most 100.").needed(),
            Ask::whole("resume", "The last sequence that was seen."),
        ],
        answer: Answer::One(schemas.take::<stream::StreamSnapshot>()),
        codes: &[
            "UPGRADE_MISSING",
            "BUSY",
            "HANDSHAKE_MALFORMED",
            "PARAMETER_MISSING",
            "PARAMETER_MALFORMED",
            "INSTRUMENT_UNKNOWN",
            "STOPPING",
        ],
    };
    all.push((reading, get(stream::open)));
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
    "PROJECTIONS_UNREADABLE",
    "NOT_YOURS",
];

/// The parameters of every list, by name.
pub(crate) const LIST: [&str; 3] = ["limit", "cursor", AT_LEAST];

/// A list in which only one's own stands, except for the exchange.
pub(crate) fn own_list(
    (tag, path): (&'static str, &'static str),
    summary: &'static str,
    asks: impl IntoIterator<Item = Ask>,
    answer: String,
) -> Reading {
    let asks = asks.into_iter().chain(list_asks()).collect();
    Reading { path, tag, summary, actor: true, asks, answer: Answer::Page(answer), codes: LIST_CODES }
}
