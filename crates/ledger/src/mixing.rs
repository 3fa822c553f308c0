//! A fixed hash for our own numbers.
//!
//! Keys and ids are counters of the exchange, which nobody outside can choose, so a few multiplications
//! are enough and no secret is needed. The constants are those of the finalizer of splitmix64
//! (Steele, Lea, Flood: *Fast Splittable Pseudorandom Number Generators*, 2014).
//!
//! # What is not here
//!
//! Order: whatever is found by hash is never walked by it.

use crate::{AccountId, HoldId, Key};

/// Something that can be found by hash.
pub(crate) trait Mixed: Copy + Eq {
    /// Its bits, well mixed.
    fn mixed(self) -> u64;
}

impl Mixed for Key {
    fn mixed(self) -> u64 {
        let Key { code, asset, owner, subject } = self;
        let whose = u64::from(owner.0) << 32 | u64::from(asset.to_bits());
        mix(mix(subject.0 ^ u64::from(code.0) << 48) ^ whose)
    }
}

impl Mixed for AccountId {
    fn mixed(self) -> u64 {
        mix(self.bits())
    }
}

impl Mixed for HoldId {
    fn mixed(self) -> u64 {
        mix(self.bits())
    }
}

fn mix(bits: u64) -> u64 {
    let bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}
