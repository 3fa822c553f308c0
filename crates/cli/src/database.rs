//! Where the database is: a flag, then the environment, then a file here.

use std::path::Path;
use std::time::Duration;

use clap::Args;
use store::{Address, Deadline};

use crate::ending::Trouble;

/// Where the database is, and how long it may take to answer.
#[derive(Args, Clone)]
pub(crate) struct Database {
    /// Where the database is: sqlite:FILE or postgres://USER@HOST/NAME.
    #[arg(long, value_name = "URL", env = "LAYCAN_DATABASE", default_value = "sqlite:laycan.db")]
    #[arg(hide_env_values = true)]
    database: Location,
    #[command(flatten)]
    pub(crate) patience: Patience,
}

/// Where a database is, in the words that were given. They are read only when the command begins: a mistake that
/// is found earlier is shown with all that was given, and a password may be in it.
#[derive(Clone)]
pub(crate) struct Location(String);

impl Database {
    /// Where it is, and how long it may take to answer.
    ///
    /// # Errors
    ///
    /// As [`Location::address`].
    pub(crate) fn address(&self) -> Result<(Address, Deadline), Trouble> {
        Ok((self.database.address()?, self.patience.deadline()))
    }
}

impl Location {
    /// The address.
    ///
    /// # Errors
    ///
    /// [`Trouble::Address`]; [`Trouble::NoFolder`], when a file could neither be there nor be made.
    pub(crate) fn address(&self) -> Result<Address, Trouble> {
        let address = self.0.parse()?;
        if let Address::Sqlite(file) = &address
            && let Some(folder) = file.parent().filter(|folder| *folder != Path::new("") && !folder.is_dir())
        {
            let folder = folder.to_owned();
            return Err(Trouble::NoFolder { address, folder });
        }
        Ok(address)
    }

    /// What was given, a password included: for a process of our own, never for people.
    pub(crate) fn as_given(&self) -> &str {
        &self.0
    }
}

impl From<String> for Location {
    fn from(given: String) -> Location {
        Location(given)
    }
}

/// How long the database may take to answer.
#[derive(Args, Clone, Copy)]
pub(crate) struct Patience {
    /// How many seconds a call of the database may take before its answer counts as lost.
    #[arg(
        long = "database-deadline",
        value_name = "SECONDS",
        env = "LAYCAN_DATABASE_DEADLINE",
        default_value_t = 5
    )]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=3600))]
    seconds: u64,
}

impl Patience {
    /// The deadline of each call.
    pub(crate) fn deadline(self) -> Deadline {
        Deadline(Duration::from_secs(self.seconds))
    }
}
