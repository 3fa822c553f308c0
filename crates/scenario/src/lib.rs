//! A market day as a text that a trader and an accountant can read: commands, and below each what must follow.
//!
//! ```text
//!   text ──▶ Scenario ──▶ Player ──▶ one Step at a time ──▶ whoever drives the exchange
//!                           ▲                                          │
//!                           └───────── entries, events ◀───────────────┘
//! ```
//!
//! The language is described for people in `docs/guides/scenarios.md`.
//!
//! ```
//! let day = "\
//! on 2026-03-02 09:00
//! receipt 500.00 CNY
//!   receipt R1  500.00 CNY ref \"RECEIPT-1\"
//! allocate R1 birch 500.00 CNY
//! ";
//! let mut driver = engine::Driver::new(engine::Engine::new());
//! let played = scenario::play(day, &mut driver)?;
//! let mismatch = played.mismatch.expect("nobody has admitted birch");
//! assert_eq!(mismatch.differences[0].found, ["  rejected MEMBER_UNKNOWN: no member birch was admitted"]);
//! # Ok::<(), scenario::ScenarioError>(())
//! ```
//!
//! # What is not here
//!
//! Who drives is the caller's affair. A scenario has never heard of disks or HTTP.

mod fault;
mod words;
mod number;
mod moment;
mod cursor;
mod known;
mod reading;
mod vocabulary;
mod stage;
mod register;
mod terms;
mod market;
mod carriage;
mod treasury;
mod scenario;
mod table;
mod telling;
mod drawing;
mod mismatch;
mod player;
mod play;

pub use fault::{Fault, ScenarioError, Spot};
pub use mismatch::{Difference, Mismatch};
pub use play::{Played, play};
pub use player::{Player, Step};
pub use scenario::Scenario;
