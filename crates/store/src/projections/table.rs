//! Tables as data: a name, columns, a key.
//!
//! From it the texts are made that write and read a table, so that a row type, its table and every text about
//! it cannot disagree; a test holds the tables of both databases against it.

/// One table of the projections.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// Its name in SQL.
    pub(super) name: &'static str,
    /// Its columns, in the order in which rows are written and compared.
    pub(super) columns: &'static [Column],
    /// The columns that name a row.
    pub(super) key: &'static [&'static str],
    /// What becomes of a row.
    pub(super) growth: Growth,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name in SQL.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) kind: Kind,
    /// Whether something stands in it in every row.
    pub(super) filled: bool,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A whole number: `INTEGER` in SQLite, `BIGINT` in PostgreSQL.
    Whole,
    /// A text: `TEXT` in both, ordered by its bytes.
    Text,
    /// An exact decimal: `TEXT` in SQLite, `NUMERIC` in PostgreSQL, which keeps its digits.
    Decimal,
}

/// What becomes of the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// A row is written once.
    Appends,
    /// A row is written again when what it describes changes.
    Changes,
    /// The same, and it is taken away when what it describes has ended.
    Ends,
}

impl Table {
    /// The columns as they are selected: decimals as text, everything else as it is.
    pub(super) fn selected(&self) -> String {
        let columns = self.columns.iter().map(|column| match column.kind {
            Kind::Whole | Kind::Text => column.name.to_owned(),
            Kind::Decimal => format!("CAST({0} AS TEXT) AS {0}", column.name),
        });
        columns.collect::<Vec<_>>().join(", ")
    }

    /// The places of the key's columns among the columns.
    ///
    /// # Panics
    ///
    /// Never: a test looks for every column of every key.
    pub(super) fn key_places(&self) -> impl Iterator<Item = usize> {
        self.key.iter().map(|name| {
            let place = self.columns.iter().position(|column| column.name == *name);
            place.expect("a key is made of columns")
        })
    }
}
