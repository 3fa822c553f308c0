//! A stage for tests: a real PostgreSQL, a database a test, a folder for SQLite's files.
//!
//! ```text
//!   postgres() ──▶ TEST_DATABASE_URL, if set ────────────────────────────┐
//!       │                                                                ▼
//!       └────────▶ Finder ──▶ Programs ──▶ Cluster, one a test binary ──▶ Server ──▶ Database, one a test
//!                                             │
//!   folder() ──▶ Folder                       └─ Watchdog: ends it with the test binary, even if that is killed
//! ```
//!
//! ```no_run
//! # async fn works() {
//! let Some(server) = store::stage::postgres() else { return };
//! let database = server.database("a_journal_begins_empty");
//! let pool = sqlx::PgPool::connect(database.url()).await.expect("a database to connect to");
//! # }
//! ```
//!
//! | variable | what it does |
//! |---|---|
//! | `TEST_DATABASE_URL` | names a server on which databases are made; nothing is started then |
//! | `PG_BIN_DIR` | the folder in which `initdb` and `postgres` are; it is searched for otherwise |
//! | `REQUIRE_POSTGRES` | `1` lets tests fail that would be skipped |
//!
//! # Invariants
//!
//! - Nothing that was started here outlives the test binary by more than seconds, however that ended.
//! - A test never sees the database of another, and can only stop a cluster that is its own.
//!
//! # What is not here
//!
//! Schemas: who owns one prepares it, see [`Server::database_from`]. It works where there is a Unix.

mod finder;
mod folder;
mod person;
mod watchdog;
mod site;
mod postmaster;
mod cluster;
mod apart;
mod database;
mod server;
mod skipping;
mod ground;

use std::env;
use std::sync::OnceLock;

pub use cluster::{Cluster, Stop};
pub use database::Database;
pub use folder::Folder;
pub use ground::{Ground, Keep, grounds};
pub use server::Server;
use skipping::Missing;

/// The server that all tests of this binary share; it is started for the first of them.
///
/// Its settings are those of production where durability is concerned. Without a PostgreSQL the answer is
/// nothing, and standard error says loudly what was skipped.
///
/// # Panics
///
/// If there is a PostgreSQL that does not work, with the end of its log; and without one, if
/// `REQUIRE_POSTGRES=1`.
pub fn postgres() -> Option<&'static Server> {
    static SHARED: OnceLock<Option<Shared>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| match env::var("TEST_DATABASE_URL") {
        Ok(url) if !url.is_empty() => Some(Shared::Given(Server::given(&url))),
        _ => Cluster::found(&[]).map(Shared::Started),
    });
    match shared {
        Some(Shared::Given(server)) => Some(server),
        Some(Shared::Started(cluster)) => Some(cluster.server()),
        None => {
            skipping::skip(Missing::Server);
            None
        }
    }
}

/// An empty folder for a test's files, such as databases of SQLite; it is removed when it is dropped.
///
/// # Panics
///
/// If the place for temporary files cannot be written.
pub fn folder() -> Folder {
    Folder::new("laycan_files").unwrap_or_else(|error| panic!("no folder for the files of a test: {error}"))
}

/// Where the shared server came from. It stands in a static and is never dropped: the watchdog clears away.
enum Shared {
    /// It was there before, and will be afterwards.
    Given(Server),
    /// It is this binary's own.
    Started(Cluster),
}
