//! Cells: what stands in one column of one row, on its way out of a database and into a hash.

use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::link::Argument;
use super::table::Table;

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Whole(i64),
    /// A text, or a decimal as text.
    Text(String),
}

/// A row that no table of this release can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("table {table} has {found} in column {column}: {why}")]
pub struct CellError {
    /// In which table.
    pub table: &'static str,
    /// In which column.
    pub column: &'static str,
    /// What stands there.
    pub found: String,
    /// What is wrong with it.
    pub why: String,
}

/// The cells of one row, read one after another.
#[derive(Debug)]
pub(super) struct Cells {
    table: &'static Table,
    place: usize,
    cells: std::vec::IntoIter<Cell>,
}

impl Cells {
    /// The cells of a row of `table`, in the order of its columns.
    pub(super) fn of(table: &'static Table, cells: Vec<Cell>) -> Cells {
        Cells { table, place: 0, cells: cells.into_iter() }
    }

    /// Reads the next cell.
    ///
    /// # Errors
    ///
    /// [`CellError`] if it is no `T`.
    ///
    /// # Panics
    ///
    /// After the last.
    pub(super) fn next<T: DeserializeOwned>(&mut self) -> Result<T, CellError> {
        let column = &self.table.columns[self.place];
        self.place += 1;
        let cell = self.cells.next().expect("a row has a cell for every column");
        T::deserialize(Value::from(cell.clone())).map_err(|error| CellError {
            table: self.table.name,
            column: column.name,
            found: cell.to_string(),
            why: error.to_string(),
        })
    }
}

impl Cell {
    /// Hashes the cell so that no two rows of cells hash the same bytes.
    pub(super) fn hash(&self, into: &mut Sha256) {
        match self {
            Cell::Null => into.update([0]),
            Cell::Whole(number) => {
                into.update([1]);
                into.update(number.to_le_bytes());
            }
            Cell::Text(text) => {
                let length = u64::try_from(text.len()).expect("a text is in memory");
                into.update([2]);
                into.update(length.to_le_bytes());
                into.update(text.as_bytes());
            }
        }
    }

    /// The same as an argument of a text; a key has no empty cell.
    pub(super) fn argument(&self) -> Option<Argument> {
        match self {
            Cell::Null => None,
            Cell::Whole(number) => Some(Argument::Whole(*number)),
            Cell::Text(text) => Some(Argument::Text(text.clone())),
        }
    }
}

impl From<Cell> for Value {
    fn from(cell: Cell) -> Value {
        match cell {
            Cell::Null => Value::Null,
            Cell::Whole(number) => Value::from(number),
            Cell::Text(text) => Value::from(text),
        }
    }
}

impl core::fmt::Display for Cell {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Cell::Null => f.write_str("nothing"),
            Cell::Whole(number) => number.fmt(f),
            Cell::Text(text) => f.write_str(text),
        }
    }
}
