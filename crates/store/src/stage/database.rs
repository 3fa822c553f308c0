//! A database for one test.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::apart;

/// A database that nobody else knows; it is dropped with this value, whoever is still connected.
#[derive(Debug)]
pub struct Database {
    name: String,
    url: String,
    /// The URL of another database of the server, from which this one is made and dropped.
    keeper: String,
}

/// What a new database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin<'a> {
    /// Nothing.
    Empty,
    /// What the database of this name holds, to which nobody is connected.
    Copy(&'a str),
}

impl Database {
    /// Makes the database `name`, which will be found at `url`.
    pub(super) fn create(
        keeper: &str,
        name: String,
        url: String,
        origin: Origin<'_>,
    ) -> Result<Database, sqlx::Error> {
        create(keeper, &name, origin)?;
        Ok(Database { name, url, keeper: keeper.to_owned() })
    }

    /// Its name, which begins with `laycan` and the name of the test.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is: `postgres://…`.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // On a server that a test has stopped this cannot be done, and need not: it vanishes with its databases.
        let _ = drop_now(&self.keeper, &self.name);
    }
}

/// Makes a database.
pub(super) fn create(keeper: &str, name: &str, origin: Origin<'_>) -> Result<(), sqlx::Error> {
    let origin = match origin {
        // Texts are in the order of their bytes, as in a cluster of our own, wherever the server comes from.
        Origin::Empty => r#""template0" ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"#.to_owned(),
        Origin::Copy(template) => format!(r#""{template}""#),
    };
    run(keeper, format!(r#"CREATE DATABASE "{name}" TEMPLATE {origin}"#))
}

/// Drops a database, whoever is connected to it.
pub(super) fn drop_now(keeper: &str, name: &str) -> Result<(), sqlx::Error> {
    run(keeper, format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#))
}

/// Runs a statement in which nothing was put but names that this stage has made.
fn run(keeper: &str, statement: String) -> Result<(), sqlx::Error> {
    apart::wait_for(async || {
        let mut connection = PgConnection::connect(keeper).await?;
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
        connection.close().await
    })
}
