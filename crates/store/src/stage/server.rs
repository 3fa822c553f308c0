//! A server on which databases are made.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

use super::apart;
use super::database::{self, Database, Origin};
use super::folder::unheard_of;

/// How much of a test's name goes into the name of its database. PostgreSQL cuts names off after 63 bytes.
const NAME: usize = 38;

/// A PostgreSQL that answers.
#[derive(Debug)]
pub struct Server {
    /// The URL of a database that is always there.
    keeper: String,
    templates: Templates,
}

/// Whether databases are prepared once and then copied.
#[derive(Debug)]
enum Templates {
    /// They are: these, by name. They end with the server.
    Kept(Mutex<BTreeSet<String>>),
    /// They are not, so that nothing is left on a server that belongs to somebody else.
    NotKept,
}

impl Server {
    /// The server of a cluster of our own.
    pub(super) fn own(port: u16) -> Server {
        let keeper = format!("postgres://postgres@127.0.0.1:{port}/postgres?sslmode=disable");
        Server { keeper, templates: Templates::Kept(Mutex::default()) }
    }

    /// A server that was there before.
    pub(super) fn given(url: &str) -> Server {
        Server { keeper: url.to_owned(), templates: Templates::NotKept }
    }

    /// An empty database for `test`, whose name helps whoever looks at the server.
    ///
    /// # Panics
    ///
    /// If the server does not make one.
    pub fn database(&self, test: &str) -> Database {
        self.make(test, Origin::Empty)
    }

    /// A database for `test` that holds what `prepare` put into the first that was made from `template`.
    ///
    /// It is prepared once and then copied, which is much faster than to prepare every one; on a server named by
    /// `TEST_DATABASE_URL` every one is prepared, for nothing may be left there. `prepare` receives a URL, and must
    /// have closed its connections when it returns.
    ///
    /// # Panics
    ///
    /// If the server does not make one, or `prepare` panics.
    pub fn database_from(
        &self,
        test: &str,
        template: &str,
        prepare: impl AsyncFnOnce(&str) + Send,
    ) -> Database {
        let prepare_at = |url: &str| apart::wait_for(async || prepare(url).await);
        match &self.templates {
            Templates::NotKept => {
                let database = self.database(test);
                prepare_at(database.url());
                database
            }
            Templates::Kept(prepared) => {
                let name = format!("laycan_template_{}", plain(template));
                // Who comes second waits here. A template whose preparation panicked is no template.
                let mut prepared = prepared.lock().unwrap_or_else(PoisonError::into_inner);
                if !prepared.contains(&name) {
                    database::drop_now(&self.keeper, &name)
                        .and_then(|()| database::create(&self.keeper, &name, Origin::Empty))
                        .unwrap_or_else(|error| panic!("template {name} was not made: {error}"));
                    prepare_at(&self.url_of(&name));
                    prepared.insert(name.clone());
                }
                drop(prepared);
                self.make(test, Origin::Copy(&name))
            }
        }
    }

    fn make(&self, test: &str, origin: Origin<'_>) -> Database {
        let name = unheard_of(&format!("laycan_{}", plain(test)));
        let url = self.url_of(&name);
        Database::create(&self.keeper, name, url, origin)
            .unwrap_or_else(|error| panic!("no database was made for {test}: {error}"))
    }

    /// The URL of another database of this server.
    fn url_of(&self, name: &str) -> String {
        let options = PgConnectOptions::from_str(&self.keeper)
            .unwrap_or_else(|error| panic!("TEST_DATABASE_URL is no URL of a PostgreSQL: {error}"));
        options.database(name).to_url_lossy().into()
    }
}

/// The beginning of `name` in letters that need no quotation, within a URL or a statement.
fn plain(name: &str) -> String {
    let letters = name.chars().map(|letter| match letter.to_ascii_lowercase() {
        letter @ ('a'..='z' | '0'..='9') => letter,
        _ => '_',
    });
    letters.take(NAME).collect()
}
