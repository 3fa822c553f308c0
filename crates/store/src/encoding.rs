//! How records become bytes: MessagePack with names, and a block of them compressed by LZ4.
//!
//! Names, not places: a field that is added later is absent in old records and gets its default, and a reader
//! of an old journal needs no table of what stood where. Within a block names repeat, and compression takes
//! them away again; `docs/decisions` has what was measured.
//!
//! # Invariants
//!
//! - What [`Encoding::NEWEST`] wrote once is read for ever; golden blocks in `fixtures/journal` hold that.
//!
//! # What is not here
//!
//! Hashes and places: a block has them.

use engine::{Action, Command, Entry, Facts, Outcome, Rejection};
use freight::{CommandKey, ParticipantCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::record::Record;

/// A way in which the body of a block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Each record in MessagePack with names behind its length in four bytes; all of them compressed by LZ4
    /// behind the length of the whole in four bytes. Lengths have their lowest byte first.
    One,
}

/// Why a body cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// Written by a later release.
    #[error("encoding {0} is not known to this release")]
    Unknown(i64),
    /// The compressed bytes are damaged.
    #[error("the block cannot be unpacked: {0}")]
    Packed(String),
    /// The bytes of a record are damaged, or not of this encoding.
    #[error("a record cannot be read: {0}")]
    Record(String),
    /// Fewer or more records than the block says.
    #[error("the block says that it has {said} records, but has {found}")]
    Count {
        /// By first and last sequence.
        said: u64,
        /// In the body.
        found: u64,
    },
}

impl Encoding {
    /// What is written today.
    pub const NEWEST: Encoding = Encoding::One;

    /// The number under which it stands in the journal.
    pub fn number(self) -> i64 {
        match self {
            Encoding::One => 1,
        }
    }

    /// The encoding with this number.
    ///
    /// # Errors
    ///
    /// [`EncodingError::Unknown`], when a later release wrote it.
    pub fn numbered(number: i64) -> Result<Encoding, EncodingError> {
        match number {
            1 => Ok(Encoding::One),
            _ => Err(EncodingError::Unknown(number)),
        }
    }
}

/// The time of a record, to the nanosecond and for every year.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct At(i64, i32);

/// A record as it is written.
#[derive(Serialize)]
struct Written<'a> {
    at: At,
    actor: ParticipantCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<CommandKey>,
    action: &'a Action,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejection: Option<&'a Rejection>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fills: &'a [matching::Step],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ledger: &'a [ledger::Fact],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    settlement: &'a [settlement::Fact],
}

/// A record as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    at: At,
    actor: ParticipantCode,
    #[serde(default)]
    key: Option<CommandKey>,
    action: Action,
    #[serde(default)]
    outcome: Option<Outcome>,
    #[serde(default)]
    rejection: Option<Rejection>,
    #[serde(default)]
    fills: Vec<matching::Step>,
    #[serde(default)]
    ledger: Vec<ledger::Fact>,
    #[serde(default)]
    settlement: Vec<settlement::Fact>,
}

/// Writes one record behind what `out` has.
pub(crate) fn write(entry: &Entry<'_>, out: &mut Vec<u8>) {
    let Facts { matching, ledger, settlement } = entry.facts;
    let written = Written {
        at: At(entry.at.as_second(), entry.at.subsec_nanosecond()),
        actor: entry.command.actor,
        key: entry.key,
        action: &entry.command.action,
        outcome: entry.result.ok(),
        rejection: entry.result.err(),
        fills: matching,
        ledger: ledger.as_slice(),
        settlement,
    };
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    let mut serializer = rmp_serde::Serializer::new(&mut *out).with_struct_map();
    written.serialize(&mut serializer).expect("a record can be written to memory");
    let length = u32::try_from(out.len() - start - 4).expect("a record is far below four gigabytes");
    out[start..start + 4].copy_from_slice(&length.to_le_bytes());
}

/// Packs what was written into the body of a block.
///
/// # Panics
///
/// When it is larger than what is read back.
pub(crate) fn pack(written: &[u8]) -> Vec<u8> {
    assert!(written.len() <= LARGEST as usize, "a block is far smaller than {LARGEST} bytes");
    lz4_flex::compress_prepend_size(written)
}

/// How large a body may be unpacked: far more than a block ever holds, so that a damaged length is found.
const LARGEST: u32 = 1 << 28;

/// Unpacks a body, and gives its records to `each` in their order; answers how many there were.
pub(crate) fn read(
    encoding: Encoding,
    body: &[u8],
    mut each: impl FnMut(Record),
) -> Result<u64, EncodingError> {
    match encoding {
        Encoding::One => {}
    }
    let size = body.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes));
    if size.is_none_or(|size| size > LARGEST) {
        return Err(EncodingError::Packed("it has no sound length".to_owned()));
    }
    let written = lz4_flex::decompress_size_prepended(body)
        .map_err(|error| EncodingError::Packed(error.to_string()))?;
    let mut rest = written.as_slice();
    let mut count = 0;
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<4>().ok_or_else(cut_off)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| cut_off())?;
        let (record, behind) = behind.split_at_checked(length).ok_or_else(cut_off)?;
        let record: Read =
            rmp_serde::from_slice(record).map_err(|error| EncodingError::Record(error.to_string()))?;
        each(record.record()?);
        (rest, count) = (behind, count + 1);
    }
    Ok(count)
}

fn cut_off() -> EncodingError {
    EncodingError::Record("it is cut off".to_owned())
}

impl Read {
    fn record(self) -> Result<Record, EncodingError> {
        let result = match (self.outcome, self.rejection) {
            (Some(outcome), None) => Ok(outcome),
            (None, Some(rejection)) => Err(rejection),
            (Some(_), Some(_)) | (None, None) => {
                return Err(EncodingError::Record("it has not either an outcome or a rejection".to_owned()));
            }
        };
        let At(second, nanosecond) = self.at;
        let at =
            Timestamp::new(second, nanosecond).map_err(|error| EncodingError::Record(error.to_string()))?;
        let facts = Facts { matching: self.fills, ledger: self.ledger.into(), settlement: self.settlement };
        Ok(Record {
            at,
            key: self.key,
            command: Command { actor: self.actor, action: self.action },
            result,
            facts,
        })
    }
}

#[cfg(test)]
mod tests;
