//! The texts that write tables and walk through them, made from the tables as data.

use std::sync::LazyLock;

use super::link::Dialect;
use super::rows::TABLES;
use super::table::{Growth, Kind, Table};

/// Moves the watermark, unless somebody else did. It comes first in a transaction, so that of two followers one
/// waits for the other, and then sees that it was too late.
pub(super) const ADVANCE: &str = "\
UPDATE watermark SET sequence = $2, at = $3 WHERE one = 1 AND sequence = $1";

/// The texts about one table.
#[derive(Debug)]
pub(super) struct Texts {
    /// Writes rows, given as a JSON array of arrays: `$1`.
    pub(super) write: String,
    /// Takes rows away, given as a JSON array of their keys: `$1`; nothing where none ever goes.
    pub(super) remove: Option<String>,
    /// The first rows in the order of the key, at most `$1`.
    pub(super) first: String,
    /// The rows behind the key `$2` and so on, at most `$1`.
    pub(super) next: String,
}

/// The texts about each of [`TABLES`], in their order.
pub(super) fn texts(dialect: Dialect) -> &'static [Texts] {
    static SQLITE: LazyLock<Vec<Texts>> = LazyLock::new(|| all(Dialect::Sqlite));
    static POSTGRES: LazyLock<Vec<Texts>> = LazyLock::new(|| all(Dialect::Postgres));
    match dialect {
        Dialect::Sqlite => &SQLITE,
        Dialect::Postgres => &POSTGRES,
    }
}

fn all(dialect: Dialect) -> Vec<Texts> {
    let texts = TABLES.iter().map(|table| Texts {
        write: write(table, dialect),
        remove: (table.growth == Growth::Ends).then(|| remove(table, dialect)),
        first: walk(table, ""),
        next: walk(table, &behind(table)),
    });
    texts.collect()
}

/// An array of arrays is read in the databases' binary form of JSON: a row is then not parsed again for each of
/// its cells, which made writing twice as fast.
fn write(table: &Table, dialect: Dialect) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let cells = table.columns.iter().enumerate().map(|(place, column)| match (dialect, column.kind) {
        (Dialect::Sqlite, _) | (Dialect::Postgres, Kind::Text) => format!("value ->> {place}"),
        (Dialect::Postgres, Kind::Whole) => format!("CAST(value ->> {place} AS BIGINT)"),
        (Dialect::Postgres, Kind::Decimal) => format!("CAST(value ->> {place} AS NUMERIC)"),
    });
    let cells = cells.collect::<Vec<_>>().join(", ");
    let source = match dialect {
        Dialect::Sqlite => "jsonb_each($1)",
        Dialect::Postgres => "jsonb_array_elements(CAST($1 AS JSONB))",
    };
    // SQLite needs a condition here, or it takes the conflict for one of a join.
    let insert = format!(
        "INSERT INTO {} ({}) SELECT {cells} FROM {source} WHERE true",
        table.name,
        columns.join(", ")
    );
    match table.growth {
        Growth::Appends => insert,
        Growth::Changes | Growth::Ends => {
            let others = columns.iter().filter(|column| !table.key.contains(column));
            let set = others.map(|column| format!("{column} = excluded.{column}")).collect::<Vec<_>>();
            format!("{insert} ON CONFLICT ({}) DO UPDATE SET {}", table.key.join(", "), set.join(", "))
        }
    }
}

fn remove(table: &Table, dialect: Dialect) -> String {
    let source = match dialect {
        Dialect::Sqlite => "jsonb_each($1)",
        Dialect::Postgres => "jsonb_array_elements_text(CAST($1 AS JSONB))",
    };
    format!("DELETE FROM {} WHERE {} IN (SELECT value FROM {source})", table.name, table.key[0])
}

fn walk(table: &Table, behind: &str) -> String {
    let (columns, key) = (table.selected(), table.key.join(", "));
    format!("SELECT {columns} FROM {}{behind} ORDER BY {key} LIMIT $1", table.name)
}

fn behind(table: &Table) -> String {
    let places: Vec<String> = (2..).take(table.key.len()).map(|place| format!("${place}")).collect();
    match table.key {
        [key] => format!(" WHERE {key} > $2"),
        key => format!(" WHERE ({}) > ({})", key.join(", "), places.join(", ")),
    }
}
