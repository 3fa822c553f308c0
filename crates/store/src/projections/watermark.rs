//! The watermark: how far the tables have come.

use engine::Sequence;

use super::row::{Moment, rows};

/// The layout of the tables that this release writes. Another one has to be rebuilt.
pub(super) const LAYOUT: i64 = 1;

rows! {
    /// The one row that says how far the tables have come.
    in "watermark", by [one], Changes
    pub(super) WatermarkRow {
        /// Always 1.
        one: i64,
        /// Which release wrote the tables.
        layout: i64,
        /// The last record whose rows were written.
        sequence: Sequence,
        /// Its time.
        at: Option<Moment>,
    }
}
