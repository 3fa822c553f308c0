//! Both databases, one after the other, for tests that must hold on each.

use super::{Database, Folder, folder, postgres};
use crate::Address;

/// An empty database for a test; it is removed when this is dropped.
#[derive(Debug)]
pub struct Ground {
    /// Where it is.
    pub address: Address,
    /// The address as a user would write it.
    pub url: String,
    /// What removes it.
    pub keep: Keep,
}

/// What removes an empty database once a test is over.
#[derive(Debug)]
pub enum Keep {
    /// The folder of a SQLite file.
    Sqlite(Folder),
    /// A database of the server that tests share.
    Postgres(Database),
}

/// A SQLite file, and a PostgreSQL database if there is a server; if not, standard error says so loudly.
///
/// # Panics
///
/// As [`postgres`] does.
pub fn grounds(test: &str) -> Vec<Ground> {
    let folder = folder();
    let file = folder.path().join("laycan.db");
    let mut grounds = vec![Ground {
        url: format!("sqlite:{}", file.display()),
        address: Address::Sqlite(file),
        keep: Keep::Sqlite(folder),
    }];
    if let Some(server) = postgres() {
        let database = server.database(test);
        let url = database.url().to_owned();
        let address = url.parse().unwrap_or_else(|error| panic!("{url}: {error}"));
        grounds.push(Ground { address, url, keep: Keep::Postgres(database) });
    }
    grounds
}
