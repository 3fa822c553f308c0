//! The clock that the sequencer is given.
//!
//! A record is stamped with the later of this clock and the last time, so that time never runs backwards.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

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

/// A clock that somebody sets by hand: a day that is played, or a test. Once it is let go, it runs from there.
#[derive(Clone, Debug)]
pub struct HandClock(Arc<Mutex<Hands>>);

/// Where the hands of a clock stand, and since when they move by themselves.
#[derive(Clone, Copy, Debug)]
struct Hands {
    at: Timestamp,
    since: Option<Instant>,
}

impl Hands {
    fn now(self) -> Timestamp {
        let passed = self.since.map(|since| since.elapsed()).unwrap_or_default();
        let micros = i64::try_from(passed.as_micros()).unwrap_or(i64::MAX);
        self.at.checked_add(SignedDuration::from_micros(micros)).unwrap_or(Timestamp::MAX)
    }
}

impl HandClock {
    /// A clock that shows `at`.
    pub fn at(at: Timestamp) -> HandClock {
        HandClock(Arc::new(Mutex::new(Hands { at, since: None })))
    }

    /// Sets the clock.
    pub fn set(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Hands { at, since: None };
    }

    /// Lets the clock run from where it stands.
    pub fn run(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).since = Some(Instant::now());
    }

    fn hands(&self) -> Hands {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        self.hands().now()
    }

    fn until(&self, then: Timestamp) -> Option<Duration> {
        let hands = self.hands();
        hands.since?;
        let wait = hands.now().duration_until(then);
        Some(Duration::try_from(wait).unwrap_or_default() + Duration::from_millis(1))
    }
}
