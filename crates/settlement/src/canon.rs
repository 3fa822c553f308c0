//! How settlement is written down to be hashed: one form for one state.
//!
//! Numbers are little-endian, texts and lists begin with their length, and what may be missing begins with a
//! byte that says so.

use jiff::Timestamp;

/// Hashes an instant.
pub(crate) fn instant(at: Timestamp, hash: &mut impl FnMut(&[u8])) {
    hash(&at.as_nanosecond().to_le_bytes());
}

/// Hashes a text.
pub(crate) fn text(text: &str, hash: &mut impl FnMut(&[u8])) {
    length(text.len(), hash);
    hash(text.as_bytes());
}

/// Hashes how many there are of something.
pub(crate) fn length(length: usize, hash: &mut impl FnMut(&[u8])) {
    let length = u64::try_from(length).expect("a length fits 64 bits");
    hash(&length.to_le_bytes());
}
