//! The search for an installed PostgreSQL.
//!
//! ```text
//!   PG_BIN_DIR ──▶ pg_config --bindir ──▶ PATH, folder by folder ──▶ /usr/lib/postgresql/*/bin, newest first
//! ```
//!
//! A folder counts if it holds both `initdb` and `postgres`; a client alone has neither. What [`Finder::find`]
//! answers depends on nothing but the finder and on what the caller tells it of the folders.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Debian and its kin keep the versions side by side.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The places in which a PostgreSQL may be, as this machine names them.
#[derive(Clone, Debug, Default)]
pub(super) struct Finder {
    /// What `PG_BIN_DIR` says.
    pub(super) told: Option<PathBuf>,
    /// What `pg_config --bindir` answers.
    pub(super) configured: Option<PathBuf>,
    /// The folders of `PATH`.
    pub(super) path: Vec<PathBuf>,
    /// The folders of the versions, in any order, without their `bin`.
    pub(super) versions: Vec<PathBuf>,
}

/// The programs of one PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Programs {
    /// The folder in which they are.
    folder: PathBuf,
}

/// Why the search ended in a wrong place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum FinderError {
    /// Somebody named a folder, and meant another.
    #[error("PG_BIN_DIR is {}, but initdb and postgres are not both there", .0.display())]
    NotThere(PathBuf),
}

impl Finder {
    /// Asks this machine for the places.
    pub(super) fn of_this_machine() -> Finder {
        let told = env::var_os("PG_BIN_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let path = env::var_os("PATH").unwrap_or_default();
        let versions = fs::read_dir(VERSIONS)
            .map(|folders| folders.flatten().map(|folder| folder.path()).collect())
            .unwrap_or_default();
        Finder { told, configured: configured(), path: env::split_paths(&path).collect(), versions }
    }

    /// The first place that is `complete`.
    ///
    /// # Errors
    ///
    /// The place that somebody named is not. Whoever names one wants that one, and none instead of it.
    pub(super) fn find(&self, complete: impl Fn(&Path) -> bool) -> Result<Option<Programs>, FinderError> {
        if let Some(told) = &self.told {
            return match complete(told) {
                true => Ok(Some(Programs { folder: told.clone() })),
                false => Err(FinderError::NotThere(told.clone())),
            };
        }
        let mut versions = self.versions.clone();
        versions.sort_by_cached_key(|folder| version(folder));
        let newest_first = versions.into_iter().rev().map(|folder| folder.join("bin"));
        let mut places = self.configured.iter().chain(&self.path).cloned().chain(newest_first);
        Ok(places.find(|folder| complete(folder)).map(|folder| Programs { folder }))
    }
}

impl Programs {
    /// Whether a folder holds the programs that are needed.
    pub(super) fn are_in(folder: &Path) -> bool {
        folder.is_absolute() && ["initdb", "postgres"].iter().all(|program| folder.join(program).is_file())
    }

    /// Makes the files of a cluster.
    pub(super) fn initdb(&self) -> PathBuf {
        self.folder.join("initdb")
    }

    /// Serves them.
    pub(super) fn postgres(&self) -> PathBuf {
        self.folder.join("postgres")
    }
}

/// What `pg_config` says, if there is one.
fn configured() -> Option<PathBuf> {
    let asked = Command::new("pg_config").arg("--bindir").stderr(Stdio::null()).output().ok()?;
    let answer = String::from_utf8(asked.stdout).ok()?;
    Some(answer.trim()).filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// The numbers in the name of a version's folder, so that 15 comes after 9.6; without numbers it comes first.
fn version(folder: &Path) -> Vec<u32> {
    let name = folder.file_name().map(OsString::from).unwrap_or_default();
    name.to_string_lossy().split('.').map_while(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests;
