//! A place's clock, as data: dated offsets from UTC.
//!
//! ```text
//!   from                    offset
//!   2023-01-01T00:00:00Z    +06:00     Almaty until the end of February 2024 …
//!   2024-02-29T18:00:00Z    +05:00     … and since then
//! ```
//!
//! Whoever admits a place makes this list from its time zone, as far ahead as the zone's rules are
//! known. From then on the journal knows what the clock said, however often zone data changes.
//!
//! # Invariants
//!
//! - At least one offset; their dates ascend. The first is also what the clock said before its date.
//! - The start of a day is the first moment at which the clock shows that day or a later one. So it
//!   exists for every day, also where the clock skips midnight, and later days never start earlier.
//!
//! # What is not here
//!
//! Time zones by name, and holidays: which days are worked is a calendar's matter.

use core::fmt;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// The clock of one place: what it is ahead of UTC, and since when.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = Vec<DatedOffset>, min_items = 1))]
#[serde(transparent)]
pub struct Offsets(Vec<DatedOffset>);

/// What a clock is ahead of UTC from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DatedOffset {
    /// Since when; the first entry of a clock also holds before.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub from: Timestamp,
    /// Seconds ahead of UTC, east of Greenwich positive: 28800 for Beijing. At most 18 hours either way.
    #[cfg_attr(feature = "schema", schema(minimum = -64800, maximum = 64800))]
    pub seconds: i32,
}

/// Why a list of offsets is no clock. In the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OffsetsError {
    /// A clock must show something.
    #[error("a clock has 0 offsets, but at least 1 is needed")]
    Empty,
    /// No clock is that far from Greenwich.
    #[error("offset of {seconds} seconds from {from} is more than 64800 seconds away from UTC")]
    TooFar {
        /// Since when.
        from: Timestamp,
        /// Seconds ahead of UTC.
        seconds: i32,
    },
    /// The dates do not ascend.
    #[error("offset from {from} stands after the one from {before}, but must be later")]
    NotAscending {
        /// The date of the earlier entry.
        before: Timestamp,
        /// The date of the later entry.
        from: Timestamp,
    },
}

impl OffsetsError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            OffsetsError::Empty => "CLOCK_EMPTY",
            OffsetsError::TooFar { .. } => "CLOCK_OFFSET_TOO_FAR",
            OffsetsError::NotAscending { .. } => "CLOCK_NOT_ASCENDING",
        }
    }
}

impl Offsets {
    /// The greatest distance from UTC, in seconds: 18 hours.
    pub const FURTHEST: i32 = 18 * 3600;

    /// A clock that never changes, `seconds` ahead of UTC; nothing beyond 18 hours either way.
    pub fn fixed(seconds: i32) -> Option<Offsets> {
        Offsets::dated(vec![DatedOffset { from: Timestamp::UNIX_EPOCH, seconds }]).ok()
    }

    /// A clock from dated offsets.
    pub fn dated(list: Vec<DatedOffset>) -> Result<Offsets, OffsetsError> {
        if list.is_empty() {
            return Err(OffsetsError::Empty);
        }
        let too_far = |one: &&DatedOffset| one.seconds.unsigned_abs() > Offsets::FURTHEST.unsigned_abs();
        if let Some(&DatedOffset { from, seconds }) = list.iter().find(too_far) {
            return Err(OffsetsError::TooFar { from, seconds });
        }
        if let Some(pair) = list.windows(2).find(|pair| pair[1].from <= pair[0].from) {
            return Err(OffsetsError::NotAscending { before: pair[0].from, from: pair[1].from });
        }
        Ok(Offsets(list))
    }

    /// The dated offsets, in ascending order.
    pub fn list(&self) -> &[DatedOffset] {
        &self.0
    }

    /// What the clock is ahead of UTC at `moment`.
    pub fn at(&self, moment: Timestamp) -> Offset {
        let later = self.0.partition_point(|one| one.from <= moment);
        self.0[later.saturating_sub(1)].offset()
    }

    /// The day that the clock shows at `moment`.
    pub fn date(&self, moment: Timestamp) -> Date {
        self.at(moment).to_datetime(moment).date()
    }

    /// When `day` starts: the first moment at which the clock shows it, or a later day if it skips `day`.
    ///
    /// Days at the very ends of the calendar start at the ends of time.
    pub fn midnight(&self, day: Date) -> Timestamp {
        let mut begins = Timestamp::MIN;
        for (index, one) in self.0.iter().enumerate() {
            let ends = self.0.get(index + 1).map_or(Timestamp::MAX, |next| next.from);
            let starts = one.midnight(day).max(begins);
            if starts < ends {
                return starts;
            }
            begins = ends;
        }
        Timestamp::MAX
    }

    /// The next start of a day after `moment`.
    pub fn next_midnight(&self, moment: Timestamp) -> Timestamp {
        let mut day = self.date(moment);
        // Where the clock goes back over midnight, the next day has already started once.
        loop {
            let Ok(tomorrow) = day.tomorrow() else { return Timestamp::MAX };
            day = tomorrow;
            let starts = self.midnight(day);
            if starts > moment {
                return starts;
            }
        }
    }

    /// The start of the day that lies `days` after the day of `moment`.
    pub fn midnight_after(&self, moment: Timestamp, days: u16) -> Timestamp {
        self.midnight(self.date(moment).saturating_add(Span::new().days(days)))
    }
}

impl DatedOffset {
    fn offset(self) -> Offset {
        Offset::from_seconds(self.seconds).expect("18 hours are fewer than the 25 that jiff allows")
    }

    /// When `day` would start, were this offset always in force.
    fn midnight(self, day: Date) -> Timestamp {
        let end = if day.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
        self.offset().to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(end)
    }
}

impl fmt::Debug for Offsets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|one| (one.from, one.offset()))).finish()
    }
}

impl<'de> Deserialize<'de> for Offsets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Offsets, D::Error> {
        Offsets::dated(Vec::deserialize(deserializer)?)
            .map_err(|e| D::Error::custom(format_args!("{}: {e}", e.code())))
    }
}

#[cfg(test)]
mod tests;
