//! What is carried, where, when, in what, by whom, and what became of it.
#![deny(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![deny(clippy::cast_possible_wrap, clippy::cast_precision_loss)]

mod participant;
mod service;

pub use participant::ParticipantId;
pub use service::ServiceId;
