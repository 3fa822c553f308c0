//! What holds a commit through a crash is read back.

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor, SqlSafeStr, SqliteConnection};

use super::{Deadline, TABLES, connect, must_be_durable};
use crate::journal::sql;
use crate::stage::folder;

async fn set(mode: SqliteJournalMode, synchronous: SqliteSynchronous) -> String {
    let folder = folder();
    let file = folder.path().join("weak.db");
    let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let mut connection = options.journal_mode(mode).synchronous(synchronous).connect().await.unwrap();
    match must_be_durable(&mut connection, Deadline::default()).await {
        Ok(()) => "fine".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn weaker_settings_are_refused() {
    use SqliteJournalMode::{Delete, Wal};
    assert_eq!(set(Wal, SqliteSynchronous::Full).await, "fine");
    assert_eq!(set(Wal, SqliteSynchronous::Extra).await, "fine");
    let keeps = "keeps what was answered through a crash";
    assert_eq!(
        set(Wal, SqliteSynchronous::Normal).await,
        format!("synchronous is normal, but only full {keeps}")
    );
    assert_eq!(set(Wal, SqliteSynchronous::Off).await, format!("synchronous is off, but only full {keeps}"));
    assert_eq!(
        set(Delete, SqliteSynchronous::Full).await,
        format!("journal_mode is delete, but only wal {keeps}")
    );
}

#[tokio::test]
async fn every_text_can_be_prepared() {
    let folder = folder();
    let mut connection: SqliteConnection =
        connect(&folder.path().join("laycan.db"), Deadline::default()).await.unwrap();
    TABLES.run(&mut connection).await.unwrap();
    for text in sql::OF_SQLITE {
        connection.prepare(text.into_sql_str()).await.unwrap_or_else(|error| panic!("{text}: {error}"));
    }
}
