//! HTTP and WebSocket: every command, every read, described and refused in words.
//!
//! ```text
//!   request ──▶ watching ──▶ door: who asks, under which key ──▶ body, query ──┬──▶ asking ──▶ sequencer
//!                                                                             ├──▶ reading ──▶ memory, projections
//!   Problem ◀── every refusal, axum's own included ◀──────────────────────────┴──▶ stream ──▶ deltas
//! ```
//!
//! # Invariants
//!
//! - What a command is answered is a pure function of its record: the same key gives the same bytes.
//! - Every refusal is a problem document (RFC 9457) with a stable code; `error` alone chooses its status.
//! - An answer names the sequence for which it is true.
//!
//! # What is not here
//!
//! SQL. Who may ask as whom: until there are keys, the header `Actor` is believed, so listen on loopback only.

mod settings;
mod codes;
mod error;
mod gauges;
mod desk;
mod door;
mod query;
mod body;
mod answer;
mod asking;
mod reading;
mod stream;
mod health;
mod pages;
mod watching;
mod describing;
mod serving;

pub use describing::openapi;
pub use desk::Desk;
pub use serving::serve;
pub use settings::Settings;

use axum::Router;

/// Everything that can be asked, over `desk`.
pub fn router(desk: Desk) -> Router {
    let (router, _) = describing::described().split_for_parts();
    router
        .fallback(watching::no_route)
        .method_not_allowed_fallback(watching::no_method)
        .layer(axum::middleware::from_fn_with_state(desk.clone(), watching::watch))
        .with_state(desk)
}
