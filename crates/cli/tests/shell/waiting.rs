//! Waits for a state, not for a time: looks again and again, until it is there or a deadline has passed.
#![allow(dead_code, reason = "each test of the binary uses a part of it")]

use std::thread;
use std::time::{Duration, Instant};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(10);

/// Looks until there is something to be seen, and answers that.
///
/// # Panics
///
/// If it takes longer than `patience`.
pub(crate) fn until<T>(what: &str, patience: Duration, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(began.elapsed() < patience, "{what} within {patience:?}");
        thread::sleep(PAUSE);
    }
}
