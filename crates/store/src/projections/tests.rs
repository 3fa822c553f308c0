//! Rows, tables and texts fit each other, on both databases.

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::{Connection, Executor, PgConnection, Row as _, SqliteConnection};

use super::link::{self, Dialect};
use super::query::ALL;
use super::rows::{ProgressRow, StatementRow, TABLES, TrialRow};
use super::table::{Kind, Table};
use super::texts::{ADVANCE, texts};
use super::watermark::WatermarkRow;
use super::{Deadline, Projections, Row};
use crate::address::Address;
use crate::stage;

/// What a database says of a column: its name, its type, and whether it may be empty.
type Described = (String, String, bool);

/// Every table and view that a row type has.
fn tables() -> impl Iterator<Item = &'static Table> {
    let others = [WatermarkRow::TABLE, ProgressRow::TABLE, StatementRow::TABLE, TrialRow::TABLE];
    TABLES.iter().copied().chain(others)
}

/// Every text that a database is asked.
fn all_texts(dialect: Dialect) -> Vec<&'static str> {
    let mut all = vec![ADVANCE];
    all.extend(ALL.iter().map(|query| query.text()));
    for texts in texts(dialect) {
        all.extend([texts.write.as_str(), &texts.first, &texts.next]);
        all.extend(texts.remove.as_deref());
    }
    all
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

/// Whether a column of a row type is as the database describes it.
fn check(table: &Table, described: &[Described], kind: impl Fn(Kind) -> &'static str, strict: bool) {
    let columns: Vec<Described> = table
        .columns
        .iter()
        .map(|column| (column.name.to_owned(), kind(column.kind).to_owned(), !column.filled))
        .collect();
    if strict {
        assert_eq!(columns, described, "table {}", table.name);
    } else {
        // A view does not tell what may be empty.
        let names = |columns: &[Described]| columns.iter().map(|column| column.0.clone()).collect::<Vec<_>>();
        assert_eq!(names(&columns), names(described), "view {}", table.name);
    }
}

#[test]
fn every_key_is_made_of_columns_that_are_filled() {
    for table in tables() {
        for place in table.key_places() {
            assert!(table.columns[place].filled, "table {} has an empty key", table.name);
        }
    }
    let names: BTreeMap<&str, usize> = TABLES.iter().map(|table| table.name).zip(0..).collect();
    assert_eq!(names.len(), TABLES.len(), "two tables have one name");
}

/// A connection to tables that were just made in `folder`.
async fn made(folder: &Path) -> SqliteConnection {
    let journal = folder.join("laycan.db");
    Projections::open(&Address::Sqlite(journal.clone()), Deadline::default()).await.expect("it is done");
    SqliteConnection::connect_with(&link::file(&journal, Deadline::default())).await.expect("it is done")
}

#[test]
fn sqlite_has_the_tables_and_can_be_asked_every_text() {
    wait(async {
        let folder = stage::folder();
        let mut line = made(folder.path()).await;
        for table in tables() {
            let text = sqlx::AssertSqlSafe(format!("PRAGMA table_info({})", table.name));
            let rows = line.fetch_all(sqlx::raw_sql(text)).await.expect("it is done");
            let described: Vec<Described> = rows
                .iter()
                .map(|row| (row.get("name"), row.get("type"), row.get::<i64, _>("notnull") == 0))
                .collect();
            let is_table = TABLES.iter().any(|other| other.name == table.name);
            let kind = |kind| match kind {
                Kind::Whole => "INTEGER",
                Kind::Text | Kind::Decimal => "TEXT",
            };
            check(table, &described, kind, is_table);
        }
        for text in all_texts(Dialect::Sqlite) {
            (&mut line)
                .prepare(sqlx::SqlStr::from_static(text))
                .await
                .unwrap_or_else(|error| panic!("{text}: {error}"));
        }
    });
}

#[test]
fn no_answer_walks_through_a_whole_table() {
    wait(async {
        let folder = stage::folder();
        let mut line = made(folder.path()).await;
        // What is asked without an argument is asked once, at a start, or is a sum over all accounts.
        for query in ALL.iter().filter(|query| query.text().contains("$1")) {
            let text = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", query.text()));
            let plan = line.fetch_all(sqlx::raw_sql(text)).await.expect("it is done");
            let steps: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
            let walks = |step: &String| TABLES.iter().any(|table| *step == format!("SCAN {}", table.name));
            assert!(!steps.iter().any(walks), "{}: {}", query.text(), steps.join("; "));
        }
    });
}

#[test]
fn postgres_has_the_tables_and_can_be_asked_every_text() {
    let Some(server) = stage::postgres() else { return };
    let database = server.database("postgres_has_the_tables_and_can_be_asked_every_text");
    let address: Address = database.url().parse().expect("it is done");
    wait(async {
        Projections::open(&address, Deadline::default()).await.expect("it is done");
        let Address::Postgres(options) = &address else { unreachable!("it is PostgreSQL") };
        let mut line = PgConnection::connect_with(&link::schema(options)).await.expect("it is done");
        for table in tables() {
            let text = "SELECT column_name, data_type, is_nullable, collation_name \
                        FROM information_schema.columns \
                        WHERE table_schema = 'projections' AND table_name = $1 ORDER BY ordinal_position";
            let rows = sqlx::query(text).bind(table.name).fetch_all(&mut line).await.expect("it is done");
            let described: Vec<Described> =
                rows.iter().map(|row| (row.get(0), row.get(1), row.get::<String, _>(2) == "YES")).collect();
            let is_table = TABLES.iter().any(|other| other.name == table.name);
            let kind = |kind| match kind {
                Kind::Whole => "bigint",
                Kind::Text => "text",
                Kind::Decimal => "numeric",
            };
            check(table, &described, kind, is_table);
            for row in rows.iter().filter(|row| is_table && row.get::<String, _>(1) == "text") {
                let order: Option<String> = row.get(3);
                assert_eq!(order.as_deref(), Some("C"), "{}.{}", table.name, row.get::<String, _>(0));
            }
        }
        for text in all_texts(Dialect::Postgres) {
            (&mut line)
                .prepare(sqlx::SqlStr::from_static(text))
                .await
                .unwrap_or_else(|error| panic!("{text}: {error}"));
        }
    });
}
