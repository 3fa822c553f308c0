//! Where a database is: an address as a URL.
//!
//! ```text
//!   sqlite:laycan.db        one file, made if it is not there; projections in laycan.projections.db beside it
//!   postgres://host/name    a database of a PostgreSQL server, made by whoever runs that
//! ```

use core::fmt;
use core::str::FromStr;
use std::path::{Path, PathBuf};

use sqlx::postgres::PgConnectOptions;

/// The address of a database.
#[derive(Clone, Debug)]
pub enum Address {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A database of a PostgreSQL server.
    Postgres(Box<PgConnectOptions>),
}

/// Why a text is no address. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Neither of the two kinds.
    #[error("{0} is no address of a database: write sqlite:FILE or postgres://USER@HOST/NAME")]
    Unknown(String),
    /// A SQLite database needs a file, since a journal in memory is none.
    #[error("{0} names no file: a journal needs one, as in sqlite:laycan.db")]
    NoFile(String),
    /// The rest of a PostgreSQL address cannot be read.
    #[error("{address} cannot be read: {reason}")]
    Unreadable {
        /// Without a password.
        address: String,
        /// What the parser says.
        reason: String,
    },
}

impl Address {
    /// The file of the projections beside this SQLite file.
    pub fn projections_beside(journal: &Path) -> PathBuf {
        let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
        let name = match journal.extension() {
            Some(extension) => format!("{stem}.projections.{}", extension.to_string_lossy()),
            None => format!("{stem}.projections"),
        };
        journal.with_file_name(name)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Address, AddressError> {
        if let Some(file) = text.strip_prefix("sqlite:") {
            let file = file.strip_prefix("//").unwrap_or(file);
            if file.is_empty() || file == ":memory:" || file.contains('?') {
                return Err(AddressError::NoFile(without_query(text)));
            }
            return Ok(Address::Sqlite(PathBuf::from(file)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let options = text.parse::<PgConnectOptions>().map_err(|error| AddressError::Unreadable {
                address: without_password(text),
                reason: error.to_string(),
            })?;
            return Ok(Address::Postgres(Box::new(options)));
        }
        Err(AddressError::Unknown(without_password(text)))
    }
}

impl fmt::Display for Address {
    /// As people may read it: without a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Sqlite(file) => write!(f, "sqlite:{}", file.display()),
            Address::Postgres(options) => write!(
                f,
                "postgres://{}@{}:{}/{}",
                options.get_username(),
                options.get_host(),
                options.get_port(),
                options.get_database().unwrap_or(options.get_username())
            ),
        }
    }
}

/// What was given without what may be a password: what stands between a user's name and the `@`, in the place of
/// a port that is none, or behind a question mark.
fn without_password(text: &str) -> String {
    let text = without_query(text);
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), text.as_str()),
    };
    if let Some((who, place)) = rest.rsplit_once('@') {
        let user = who.split_once(':').map_or(who, |(user, _)| user);
        return format!("{scheme}{user}@{place}");
    }
    let host = rest.split('/').next().unwrap_or_default();
    match host.split_once(':') {
        Some((name, port)) if !scheme.is_empty() && !port.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{scheme}{name}{}", &rest[host.len()..])
        }
        Some(_) | None => text,
    }
}

fn without_query(text: &str) -> String {
    text.split_once('?').map_or(text, |(before, _)| before).to_owned()
}

#[cfg(test)]
mod tests;
