//! Carriages from the trade to the closing, over purses in a list.

mod quay;
mod examples;
