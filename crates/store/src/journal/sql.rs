//! The texts in which the journal speaks to databases; a test prepares each of them.

/// Where the chain ends.
pub(super) const HEAD: &str = "SELECT epoch, last, hash FROM head WHERE one = 1";

/// Takes the lead.
pub(super) const LEAD: &str = "UPDATE head SET epoch = epoch + 1 WHERE one = 1 RETURNING epoch";

/// Appends a block, unless somebody else holds the lead or the place is taken.
pub(super) const APPEND_SQLITE: &str = "\
INSERT INTO block (first, last, epoch, at, encoding, body, previous, hash) \
SELECT $1, $2, $3, $4, $5, $6, $7, $8 FROM head WHERE epoch = $3 AND last = $1 - 1";

/// The same, and nobody takes the lead before it is on disk.
pub(super) const APPEND_POSTGRES: &str = "\
INSERT INTO block (first, last, epoch, at, encoding, body, previous, hash) \
SELECT $1, $2, $3, $4, $5, $6, $7, $8 \
FROM (SELECT 1 FROM head WHERE epoch = $3 AND last = $1 - 1 FOR UPDATE) AS office";

/// Blocks behind a place, in order.
pub(super) const READ: &str = "\
SELECT first, last, epoch, at, encoding, body, previous, hash FROM block \
WHERE first > $1 ORDER BY first LIMIT $2";

/// The block in which a place stands, by its first record.
pub(super) const BLOCK_OF: &str = "SELECT max(first) FROM block WHERE first <= $1";

/// All texts that SQLite is asked.
#[cfg(test)]
pub(super) const OF_SQLITE: [&str; 5] = [HEAD, LEAD, APPEND_SQLITE, READ, BLOCK_OF];

/// All texts that PostgreSQL is asked.
#[cfg(test)]
pub(super) const OF_POSTGRES: [&str; 5] = [HEAD, LEAD, APPEND_POSTGRES, READ, BLOCK_OF];
