//! What is promised: a movement, a handling, or a through carriage.

use core::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// Names a service: a counter from 1, given at listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ServiceId(NonZeroU32);

impl ServiceId {
    /// Nothing for zero: the counter begins at 1.
    pub fn new(number: u32) -> Option<ServiceId> {
        NonZeroU32::new(number).map(ServiceId)
    }

    /// The counter.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}
