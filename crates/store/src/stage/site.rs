//! The site of a cluster: whose programs, run by whom, in which folder.
//!
//! ```text
//!   folder ──┬── data    what initdb makes and postgres serves
//!            ├── log     what both say
//!            └── .s.PGSQL.*
//! ```

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::finder::Programs;
use super::folder::Folder;
use super::person::{Person, PersonError};

/// How many of the last lines of the log are shown when something is wrong.
const TAIL: usize = 20;

/// Where a cluster stands.
#[derive(Debug)]
pub(super) struct Site {
    programs: Programs,
    person: Person,
    folder: Folder,
}

/// Why there is no site. In the order of the checks.
#[derive(Debug, thiserror::Error)]
pub(super) enum SiteError {
    /// No folder.
    #[error("no folder for a cluster: {0}")]
    Folder(io::Error),
    /// Nobody to run it.
    #[error(transparent)]
    Person(#[from] PersonError),
}

impl Site {
    /// Makes a folder for what `programs` will do.
    pub(super) fn new(programs: Programs) -> Result<Site, SiteError> {
        let folder = Folder::new("laycan_postgres").map_err(SiteError::Folder)?;
        let person = Person::for_folder(folder.path())?;
        Ok(Site { programs, person, folder })
    }

    /// The folder that holds everything.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder that the server serves.
    pub(super) fn data(&self) -> PathBuf {
        self.folder().join("data")
    }

    /// Who runs the programs.
    pub(super) fn person(&self) -> &Person {
        &self.person
    }

    /// Makes the files of a cluster.
    pub(super) fn initdb(&self) -> io::Result<Command> {
        self.logged(&self.programs.initdb())
    }

    /// Serves them.
    pub(super) fn postgres(&self) -> io::Result<Command> {
        self.logged(&self.programs.postgres())
    }

    /// Where the log ends by now, in bytes.
    pub(super) fn log_length(&self) -> u64 {
        fs::metadata(self.log()).map_or(0, |log| log.len())
    }

    /// The last lines of what was logged after the first `length` bytes.
    pub(super) fn log_after(&self, length: u64) -> String {
        let bytes = fs::read(self.log()).unwrap_or_default();
        let since = usize::try_from(length).ok().and_then(|length| bytes.get(length..)).unwrap_or_default();
        let text = String::from_utf8_lossy(since);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(TAIL)..].join("\n")
    }

    /// A program that writes what it says to the log, in English, whatever is spoken around here.
    fn logged(&self, program: &Path) -> io::Result<Command> {
        let log = OpenOptions::new().create(true).append(true).open(self.log())?;
        let also: File = log.try_clone()?;
        let mut command = self.person.command(program);
        command.env("LC_ALL", "C").stdout(log).stderr(also);
        Ok(command)
    }

    fn log(&self) -> PathBuf {
        self.folder().join("log")
    }
}
