//! Comparing projections, row by row: of the same records, the same rows, on whatever database.

use engine::Sequence;
use sha2::{Digest as _, Sha256};

use super::ProjectionError;
use super::cell::Cell;
use super::link::{Argument, Link, read};
use super::query::WATERMARK;
use super::row::Row;
use super::rows::TABLES;
use super::table::Table;
use super::texts;
use super::watermark::WatermarkRow;
use crate::address::Address;
use crate::block::Hash;
use crate::journal::Deadline;

/// How many rows are read at a time.
const STEP: i64 = 2_000;

/// The tables as they stood at one moment, while a follower may go on.
#[derive(Debug)]
pub struct Snapshot {
    link: Link,
    watermark: Sequence,
    /// The row that says so.
    mark: Option<Vec<Cell>>,
}

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDigest {
    /// Which table.
    pub table: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over all cells of all rows, in the order of the key.
    pub hash: Hash,
}

/// The first row in which two projections differ.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("table {table} differs at {key} (record {sequence}): {one} on one side, {other} on the other")]
pub struct Difference {
    /// In which table.
    pub table: &'static str,
    /// The key of the row.
    pub key: String,
    /// The record that wrote it last, on the side that has it.
    pub sequence: i64,
    /// What stands on one side: the column and what is in it, or that there is no such row.
    pub one: String,
    /// What stands on the other.
    pub other: String,
}

impl Snapshot {
    /// Looks at the projections of the exchange whose journal is at `address`.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn take(address: &Address, deadline: Deadline) -> Result<Snapshot, ProjectionError> {
        let mut link = Link::open(address, deadline).await?;
        let begin = link.dialect().begin_to_read();
        link.run(begin.to_owned()).await?;
        let marks = link.cells(WatermarkRow::TABLE, WATERMARK.text(), Vec::new()).await?;
        let rows: Vec<WatermarkRow> = read(marks.clone())?;
        let watermark = rows.first().map_or(Sequence::NONE, |mark| mark.sequence);
        Ok(Snapshot { link, watermark, mark: marks.into_iter().next() })
    }

    /// The last record whose rows are seen.
    pub fn watermark(&self) -> Sequence {
        self.watermark
    }

    /// Hashes every table; `progress` hears of each when it is done.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn digests(
        &mut self,
        mut progress: impl FnMut(&TableDigest),
    ) -> Result<Vec<TableDigest>, ProjectionError> {
        let mut digests = Vec::with_capacity(TABLES.len());
        for (place, table) in TABLES.iter().enumerate() {
            let mut walk = Walk::over(place);
            let (mut sha, mut rows) = (Sha256::new(), 0);
            while let Some(row) = walk.next(&mut self.link).await? {
                row.iter().for_each(|cell| cell.hash(&mut sha));
                rows += 1;
            }
            let hash = Hash::of_bytes(&sha.finalize()).expect("SHA-256 has 32 bytes");
            let digest = TableDigest { table: table.name, rows, hash };
            progress(&digest);
            digests.push(digest);
        }
        Ok(digests)
    }
}

/// Looks for the first row in which two projections differ; nothing if they are equal.
///
/// # Errors
///
/// [`ProjectionError`] of either.
pub async fn compare(
    one: &mut Snapshot,
    other: &mut Snapshot,
) -> Result<Option<Difference>, ProjectionError> {
    for (place, table) in TABLES.iter().enumerate() {
        let (mut left, mut right) = (Walk::over(place), Walk::over(place));
        loop {
            let (a, b) = (left.next(&mut one.link).await?, right.next(&mut other.link).await?);
            if a != b {
                return Ok(Some(difference(table, a.as_deref(), b.as_deref())));
            }
            if a.is_none() {
                break;
            }
        }
    }
    if one.mark != other.mark {
        let (one, other) = (one.mark.as_deref(), other.mark.as_deref());
        return Ok(Some(difference(WatermarkRow::TABLE, one, other)));
    }
    Ok(None)
}

/// What is to be said of two rows that should be the same.
fn difference(table: &'static Table, one: Option<&[Cell]>, other: Option<&[Cell]>) -> Difference {
    let key = |row: &[Cell]| table.key_places().map(|place| row[place].clone()).collect::<Vec<_>>();
    let (first, one, other) = match (one, other) {
        (Some(one), Some(other)) if key(one) == key(other) => {
            let places = table.columns.iter().zip(one.iter().zip(other));
            let mut places = places.filter(|(_, (one, other))| one != other);
            let (column, (left, right)) = places.next().expect("rows that differ differ in a column");
            (one, format!("{} is {left}", column.name), format!("{} is {right}", column.name))
        }
        // The lesser key is the row that the other side lacks.
        (Some(one), Some(other)) if key(one) > key(other) => {
            (other, "no such row".to_owned(), "a row".to_owned())
        }
        (Some(one), _) => (one, "a row".to_owned(), "no such row".to_owned()),
        (None, Some(other)) => (other, "no such row".to_owned(), "a row".to_owned()),
        (None, None) => unreachable!("two ends are equal"),
    };
    let place = table.columns.iter().position(|column| column.name == "sequence");
    let sequence = match place.map(|place| &first[place]) {
        Some(Cell::Whole(sequence)) => *sequence,
        Some(Cell::Null | Cell::Text(_)) | None => 0,
    };
    let key = key(first).iter().map(Cell::to_string).collect::<Vec<_>>().join(", ");
    Difference { table: table.name, key, sequence, one, other }
}

/// A walk through a table in the order of its key, some rows at a time.
struct Walk {
    place: usize,
    ready: std::vec::IntoIter<Vec<Cell>>,
    /// The key behind which the next rows are; nothing before the first.
    behind: Option<Vec<Argument>>,
    over: bool,
}

impl Walk {
    fn over(place: usize) -> Walk {
        Walk { place, ready: Vec::new().into_iter(), behind: None, over: false }
    }

    async fn next(&mut self, link: &mut Link) -> Result<Option<Vec<Cell>>, ProjectionError> {
        if self.ready.len() == 0 && !self.over {
            self.read(link).await?;
        }
        Ok(self.ready.next())
    }

    async fn read(&mut self, link: &mut Link) -> Result<(), ProjectionError> {
        let (table, texts) = (TABLES[self.place], &texts::texts(link.dialect())[self.place]);
        let text = if self.behind.is_some() { &texts.next } else { &texts.first };
        let mut arguments = vec![Argument::Whole(STEP)];
        arguments.extend(self.behind.take().into_iter().flatten());
        let rows = link.cells(table, text, arguments).await?;
        self.over = rows.len() < usize::try_from(STEP).expect("a step is small");
        self.behind = rows.last().map(|row| {
            let key = table.key_places().filter_map(|place| row[place].argument());
            key.collect()
        });
        self.ready = rows.into_iter();
        Ok(())
    }
}
