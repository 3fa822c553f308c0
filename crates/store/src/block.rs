//! Blocks: what one group commit appends, and the chain that binds them.
//!
//! ```text
//!   ┌ 1..40 ┐   ┌ 41 ┐   ┌ 42..90 ┐
//!   │ hash ─┼──▶│ ───┼──▶│        │     each hash covers the hash before it, the place, and every byte
//!   └───────┘   └────┘   └────────┘
//! ```
//!
//! # Invariants
//!
//! - The first sequence of a block follows the last of the one before it.
//! - A block has at least one record.
//!
//! The hash is SHA-256 (FIPS 180-4).

use core::fmt;

use engine::{Entry, Sequence};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::encoding::{self, Encoding, EncodingError};
use crate::record::Record;

/// A SHA-256 of a block, with everything before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash([u8; 32]);

/// A time of office of one writer; each start of one begins a new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Epoch(i64);

/// One row of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The place of its first record.
    pub first: Sequence,
    /// The place of its last record.
    pub last: Sequence,
    /// Who wrote it.
    pub epoch: Epoch,
    /// The time of its last record, cut to microseconds since 1970 so that it is a 64-bit column.
    pub at: i64,
    /// How the body is written; what is not known to this release is found when it is read.
    pub encoding: i64,
    /// The records.
    pub body: Vec<u8>,
    /// The hash of the block before; zeros for the first.
    pub previous: Hash,
    /// The hash of all this.
    pub hash: Hash,
}

/// Why a block does not stand where it is. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    /// Another block is missing before it, or it stands twice.
    #[error("a block begins at {found}, where {expected} was to come")]
    Place {
        /// What follows the block before.
        expected: Sequence,
        /// What the block says.
        found: Sequence,
    },
    /// It ends before it begins.
    #[error("a block ends at {last}, before it begins")]
    Empty {
        /// What the block says.
        last: Sequence,
    },
    /// The one before was changed, or the block belongs elsewhere.
    #[error("the block names {found} as the hash before it, which is {expected}")]
    Previous {
        /// The hash of the block before.
        expected: Hash,
        /// What the block says.
        found: Hash,
    },
    /// Something in the block was changed.
    #[error("the block has the hash {found} by its bytes, but says {said}")]
    Changed {
        /// Computed.
        found: Hash,
        /// What the block says.
        said: Hash,
    },
    /// The bytes are as they were written, and cannot be read.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
}

impl Hash {
    /// Before the first block.
    pub const NONE: Hash = Hash([0; 32]);

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A hash of these bytes; nothing if they are not 32.
    pub fn of_bytes(bytes: &[u8]) -> Option<Hash> {
        bytes.try_into().ok().map(Hash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Epoch {
    /// The epoch with this number.
    pub fn new(number: i64) -> Epoch {
        Epoch(number)
    }

    /// The number.
    pub fn number(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Block {
    /// The hash by what stands in the block.
    fn computed(&self) -> Hash {
        let mut sha = Sha256::new();
        sha.update(b"laycan block");
        sha.update(self.previous.0);
        sha.update(self.first.number().to_le_bytes());
        sha.update(self.last.number().to_le_bytes());
        sha.update(self.epoch.0.to_le_bytes());
        sha.update(self.at.to_le_bytes());
        sha.update(self.encoding.to_le_bytes());
        sha.update(&self.body);
        Hash(sha.finalize().into())
    }

    /// Whether the block follows `sequence` and `hash`, and is as it was written.
    ///
    /// # Errors
    ///
    /// [`BlockError`], which says what does not fit.
    pub fn follows(&self, sequence: Sequence, hash: Hash) -> Result<(), BlockError> {
        if self.first != sequence.next() {
            return Err(BlockError::Place { expected: sequence.next(), found: self.first });
        }
        if self.last < self.first {
            return Err(BlockError::Empty { last: self.last });
        }
        if self.previous != hash {
            return Err(BlockError::Previous { expected: hash, found: self.previous });
        }
        match self.computed() {
            found if found == self.hash => Ok(()),
            found => Err(BlockError::Changed { found, said: self.hash }),
        }
    }

    /// Gives the records of the block to `each`, in their order.
    ///
    /// # Errors
    ///
    /// [`EncodingError`]; some records may have been given before it was found.
    pub fn records(&self, each: impl FnMut(Record)) -> Result<(), EncodingError> {
        let found = encoding::read(Encoding::numbered(self.encoding)?, &self.body, each)?;
        let said = self.last.number() - self.first.number() + 1;
        if found != said {
            return Err(EncodingError::Count { said, found });
        }
        Ok(())
    }

    /// How many records it has.
    pub fn len(&self) -> u64 {
        self.last.number() - self.first.number() + 1
    }

    /// Never: a block has at least one record.
    pub fn is_empty(&self) -> bool {
        false
    }
}

/// A block in the making: records one after another, until it is sealed.
#[derive(Debug, Default)]
pub struct BlockBuilder {
    written: Vec<u8>,
    first: Option<Sequence>,
    last: Sequence,
    at: Timestamp,
}

impl BlockBuilder {
    /// Nothing yet.
    pub fn new() -> BlockBuilder {
        BlockBuilder::default()
    }

    /// Adds what was recorded.
    ///
    /// # Panics
    ///
    /// When it does not follow what was added before.
    pub fn push(&mut self, entry: &Entry<'_>) {
        match self.first {
            None => self.first = Some(entry.sequence),
            Some(_) => assert_eq!(entry.sequence, self.last.next(), "records come in their order"),
        }
        (self.last, self.at) = (entry.sequence, entry.at);
        encoding::write(entry, &mut self.written);
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// How many records it has.
    pub fn len(&self) -> u64 {
        self.first.map_or(0, |first| self.last.number() - first.number() + 1)
    }

    /// How many bytes they take before they are packed.
    pub fn size(&self) -> usize {
        self.written.len()
    }

    /// The block of what was added, behind `previous`; the builder is empty again. Nothing if nothing was added.
    pub fn seal(&mut self, epoch: Epoch, previous: Hash) -> Option<Block> {
        let first = self.first.take()?;
        let mut block = Block {
            first,
            last: self.last,
            epoch,
            at: self.at.as_microsecond(),
            encoding: Encoding::NEWEST.number(),
            body: encoding::pack(&self.written),
            previous,
            hash: Hash::NONE,
        };
        block.hash = block.computed();
        self.written.clear();
        Some(block)
    }
}
