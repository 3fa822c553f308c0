//! The stream: books and trades as they change, to whoever listens, over WebSocket.
//!
//! ```text
//!   feed ──▶ Mirror: levels of every book ──▶ Batch: the updates of one block ──┬──▶ Ring: the last ones
//!                                                                               └──▶ a queue a reader ──▶ socket
//! ```
//!
//! A reader gets a snapshot of each book that it asked for, and then every update behind it; each says its
//! sequence, and the new total of each level that changed. Who comes back says the last sequence it has seen, and
//! gets what it missed while the ring has it, and a snapshot otherwise.
//!
//! # Invariants
//!
//! - A snapshot and the updates behind it make the same book as the engine's, at each sequence.
//! - Nothing is told that is not on disk.
//! - A reader that lags is cut off, with a code; it slows nobody.

mod mirror;
mod message;
mod ring;
mod hub;
mod socket;

pub(crate) use hub::Hub;
pub(crate) use message::{StreamGap, StreamHeartbeat, StreamResumed, StreamSnapshot, StreamUpdate};
pub(crate) use socket::open;
