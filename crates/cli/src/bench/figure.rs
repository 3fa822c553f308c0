//! A figure of a bench: how many a second, and how long one took.

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

/// What a case of a bench came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Figure {
    /// Which bench.
    pub(super) bench: &'static str,
    /// Which case of it.
    pub(super) case: String,
    /// How many were done a second; nothing where it is a size that was measured.
    pub(super) per_second: Option<u64>,
    /// How long the middle one took, in microseconds; nothing where none was timed.
    pub(super) p50_us: Option<u64>,
    /// How long all but a hundredth took at most, in microseconds.
    pub(super) p99_us: Option<u64>,
    /// A size in bytes, where that was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bytes: Option<u64>,
}

impl Figure {
    /// A figure of so many in such a time, each of which took so many microseconds.
    pub(super) fn of(case: &str, took: Duration, mut micros: Vec<u32>) -> Figure {
        micros.sort_unstable();
        let at = |percent: usize| {
            let place = (micros.len() * percent / 100).min(micros.len().saturating_sub(1));
            micros.get(place).copied().map(u64::from)
        };
        Figure { p50_us: at(50), p99_us: at(99), ..Figure::plain(case, took, micros.len() as u64) }
    }

    /// A figure of so many in such a time.
    pub(super) fn plain(case: &str, took: Duration, count: u64) -> Figure {
        let nanos = took.as_nanos().max(1);
        let per_second = u64::try_from(u128::from(count) * 1_000_000_000 / nanos).ok();
        Figure { per_second, ..Figure::nothing(case) }
    }

    /// A size.
    pub(super) fn bytes(case: &str, bytes: u64) -> Figure {
        Figure { bytes: Some(bytes), ..Figure::nothing(case) }
    }

    fn nothing(case: &str) -> Figure {
        let case = case.to_owned();
        Figure { bench: "durable", case, per_second: None, p50_us: None, p99_us: None, bytes: None }
    }

    /// Writes the figure as a line of JSON, or as one for people.
    pub(super) fn write(&self, out: &mut impl Write, json: bool) -> io::Result<()> {
        if json {
            serde_json::to_writer(&mut *out, self)?;
            return writeln!(out);
        }
        write!(out, "{:32}", self.case)?;
        if let Some(per_second) = self.per_second {
            write!(out, " {per_second:>10} a second")?;
        }
        if let Some(bytes) = self.bytes {
            write!(out, " {bytes:>10} bytes")?;
        }
        if let (Some(middle), Some(most)) = (self.p50_us, self.p99_us) {
            write!(out, "   p50 {middle:>6} µs   p99 {most:>6} µs")?;
        }
        writeln!(out)
    }
}
