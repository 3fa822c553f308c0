//! Commands, events and rejections as JSON: strict in, exact out.
//!
//! ```text
//!   a line of JSON ──▶ a reader that is strict ──┬──▶ Line: when, who, what is asked
//!                                                └──▶ Unreadable: line, column, path, code, message, hint
//!
//!   event, answer, refusal ──▶ a line of JSON, appended to the caller's buffer
//!   the types themselves   ──▶ their schemas ──▶ docs/guides/commands.md
//! ```
//!
//! # Invariants
//!
//! - What is written and read again is the same.
//! - What is not known here is refused, at every level: fields, words, a field that stands twice.
//! - Every decimal is a string, every id of an order an opaque string, every other id a whole number below 2^53.
//! - The keys of what is written stand in one order.
//!
//! # What is not here
//!
//! HTTP and files. Whether a command makes sense is the engine's affair; here it is only well written.

mod fault;
mod reader;
mod closest;
mod codes;
mod unreadable;
mod line;
mod body;
mod answer;
mod record;
mod schema;
#[cfg(test)]
mod guide;

pub use answer::{
    Accepted, AcceptedLine, DueLine, DueName, EventLine, Rejected, RejectedLine, State, write_answer,
    write_due, write_event, write_refused, write_unreadable,
};
pub use body::{Given, read_body, read_fields};
pub use codes::CODES;
pub use line::{Line, read_action, read_bytes, read_line, write_line};
pub use record::write_record;
pub use schema::schemas;
pub use unreadable::Unreadable;
