//! What holds a commit through a crash is read back.

use sqlx::{ConnectOptions, Executor, SqlSafeStr};

use super::{Deadline, TABLES, connect, must_be_durable};
use crate::Address;
use crate::journal::sql;
use crate::stage::{Cluster, postgres};

fn options(url: &str) -> sqlx::postgres::PgConnectOptions {
    match url.parse().unwrap() {
        Address::Postgres(options) => *options,
        Address::Sqlite(file) => panic!("{} is a file", file.display()),
    }
}

#[tokio::test]
async fn weaker_settings_of_a_session_are_refused() {
    let Some(server) = postgres() else { return };
    let database = server.database("weaker_session");
    let mut connection = options(database.url()).connect().await.unwrap();
    must_be_durable(&mut connection, Deadline::default()).await.unwrap();
    connection.execute("SET synchronous_commit = local").await.unwrap();
    let refused = must_be_durable(&mut connection, Deadline::default()).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "synchronous_commit is local, but only on keeps what was answered through a crash"
    );
}

#[tokio::test]
async fn a_server_that_does_not_sync_is_refused() {
    let Some(cluster) = Cluster::private(&[("fsync", "off")]) else { return };
    let database = cluster.server().database("no_sync");
    let refused = connect(&options(database.url()), Deadline::default()).await.unwrap_err();
    assert_eq!(refused.to_string(), "fsync is off, but only on keeps what was answered through a crash");
}

#[tokio::test]
async fn every_text_can_be_prepared() {
    let Some(server) = postgres() else { return };
    let database = server.database("every_text");
    let mut connection = connect(&options(database.url()), Deadline::default()).await.unwrap();
    TABLES.run(&mut connection).await.unwrap();
    for text in sql::OF_POSTGRES {
        connection.prepare(text.into_sql_str()).await.unwrap_or_else(|error| panic!("{text}: {error}"));
    }
}
