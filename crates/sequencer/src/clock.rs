//! The clock that the sequencer is given.
//!
//! A record is stamped with the later of this clock and the last time, so that time never runs backwards.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// Tells the time, to whole microseconds.
pub trait Clock: Send + 'static {
    /// What time it is.
    fn now(&self) -> Timestamp;

    /// How long to wait until `then`, if this clock runs by itself.
    fn until(&self, then: Timestamp) -> Option<Duration>;
}

/// The clock of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    fn until(&self, then: Timestamp) -> Option<Duration> {
        // A little late rather than early: what is due is due once its time has come.
        let wait = Timestamp::now().duration_until(then);
        Some(Duration::try_from(wait).unwrap_or_default() + Duration::from_millis(1))
    }
}

/// A clock that somebody sets by hand: a day that is played, or a test.
#[derive(Clone, Debug)]
pub struct HandClock(Arc<Mutex<Timestamp>>);

impl HandClock {
    /// A clock that shows `at`.
    pub fn at(at: Timestamp) -> HandClock {
        HandClock(Arc::new(Mutex::new(at)))
    }

    /// Sets the clock.
    pub fn set(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn until(&self, _then: Timestamp) -> Option<Duration> {
        None
    }
}
