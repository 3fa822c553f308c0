//! What is said when there is no PostgreSQL.

use std::env;
use std::io::{self, Write};
use std::thread;

/// What a test could not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// A server, no matter whose.
    Server,
    /// The programs to start one.
    Programs,
}

/// Says loudly that the present test is skipped.
///
/// # Panics
///
/// With the same words, if `REQUIRE_POSTGRES=1`.
pub(super) fn skip(missing: Missing) {
    let remedy = missing.remedy();
    let required = env::var_os("REQUIRE_POSTGRES").is_some_and(|value| !value.is_empty() && value != "0");
    assert!(!required, "REQUIRE_POSTGRES is set, but {remedy}");
    let thread = thread::current();
    let test = thread.name().unwrap_or("a test");
    // Written past `eprintln!`, whose words the test harness keeps to itself when a test passes. Without a
    // standard error there is nobody to tell.
    let _ = writeln!(io::stderr(), "SKIPPED {test}: {remedy}");
}

impl Missing {
    /// What is missing, and what to do about it.
    fn remedy(self) -> String {
        let install = "no PostgreSQL was found; install its server (Debian: postgresql, Fedora: \
            postgresql-server, Homebrew: postgresql@18), or name the folder of initdb and postgres in PG_BIN_DIR";
        match self {
            Missing::Server => format!("{install}, or a running server in TEST_DATABASE_URL"),
            Missing::Programs => install.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
