//! Carriages from the trade to the closing, over purses in a list.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "the quay serves the laws too")]
mod quay;
mod examples;
mod terms;
mod milestones;
mod dropping;
mod cancelling;
mod refusals;
