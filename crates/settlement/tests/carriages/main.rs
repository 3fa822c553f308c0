//! Carriages from the trade to the closing, over purses in a list.

mod quay;
mod examples;
mod terms;
mod milestones;
mod dropping;
mod cancelling;
mod refusals;
