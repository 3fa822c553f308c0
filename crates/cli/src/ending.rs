//! How a command ends: an exit code, and on the error channel what was wrong and what to do.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use scenario::ScenarioError;
use sequencer::{Ended, NotDone, ReplayError, Unreadable};
use store::{Address, AddressError, JournalError, ProjectionError};

/// How a command ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Everything as asked.
    Fine,
    /// The input was refused, wholly or in part; what was wrong has been said.
    Refused,
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The input is not there, or may not be read.
    #[error("{name} cannot be opened: {error}")]
    Opening {
        /// What was to be opened.
        name: String,
        /// What the system says.
        error: io::Error,
    },
    /// The input broke off.
    #[error("{name} cannot be read after line {line}: {error}")]
    Reading {
        /// What was read.
        name: String,
        /// The last line that was read.
        line: u64,
        /// What the system says.
        error: io::Error,
    },
    /// The scenario is no text.
    #[error("{name} is a scenario, but byte {byte} of it does not belong to UTF-8")]
    NotText {
        /// What was read.
        name: String,
        /// The first byte that does not belong, counted from 1.
        byte: usize,
    },
    /// The scenario cannot be understood.
    #[error("{name}, {}", error.drawn().trim_end())]
    Scenario {
        /// What was read.
        name: String,
        /// What is wrong, and where.
        error: ScenarioError,
    },
    /// Nothing says where the database is.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The file of a database lies in no folder.
    #[error("{address} cannot be there: {} is no folder", folder.display())]
    NoFolder {
        /// Which database.
        address: Address,
        /// Where its file was to be.
        folder: PathBuf,
    },
    /// The journal cannot be opened, or not be trusted.
    #[error(transparent)]
    Journal(#[from] ReplayError),
    /// The writer could not go on.
    #[error(transparent)]
    Writer(#[from] Ended),
    /// The exchange did not take what it was asked.
    #[error(transparent)]
    NotDone(#[from] NotDone),
    /// The exchange cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The projections cannot be read or written.
    #[error(transparent)]
    Projections(#[from] ProjectionError),
    /// Nobody can listen there.
    #[error("nothing can listen on {listen}: {error}")]
    Listening {
        /// Where.
        listen: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// Others than this machine could connect.
    #[error("{0} can be reached from other machines, and whoever connects is believed")]
    NotLoopback(SocketAddr),
    /// What is to be written while it works cannot be understood.
    #[error("{levels} names no levels: {reason}")]
    Levels {
        /// What was given.
        levels: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A database that was to be empty has something in it.
    #[error("{address} has {records} records already, but a fresh one is needed")]
    NotEmpty {
        /// Which database.
        address: Address,
        /// How many.
        records: u64,
    },
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Writing(io::Error),
}

impl Trouble {
    /// What can be done about it, where the message does not say so itself.
    fn hint(&self) -> Option<&'static str> {
        match self {
            Trouble::Opening { .. } => Some("give the path of a file, or - for standard input"),
            Trouble::Reading { .. } => {
                Some("everything up to that line was done; what it brought has been told")
            }
            Trouble::NotText { .. } => Some("JSON lines begin with {; anything else is read as a scenario"),
            Trouble::Scenario { .. } | Trouble::Address(_) => None,
            Trouble::Journal(error) => Some(error.hint()),
            Trouble::Projections(error) => Some(error.hint()),
            Trouble::Writer(Ended::Journal(error)) => Some(error.hint()),
            Trouble::Writer(Ended::Unknown { .. } | Ended::Elsewhere { .. } | Ended::Panicked(_)) => {
                Some("start again: the journal is replayed, and says what is wrong with it if anything is")
            }
            Trouble::Listening { .. } => Some("give another --listen; port 0 takes a free one"),
            Trouble::NotLoopback(_) => Some("listen on 127.0.0.1 or [::1] until there is access control"),
            Trouble::Levels { .. } => {
                Some("write one of error, warn, info, debug, trace, as in info,api=debug")
            }
            Trouble::NotDone(error) => Some(error.hint()),
            Trouble::Unreadable(error) => Some(error.hint()),
            Trouble::NoFolder { .. } => Some("make the folder, or give another --database"),
            Trouble::NotEmpty { .. } => Some("give another --database, or leave it out"),
            Trouble::Writing(_) => Some("see whether the disk is full"),
        }
    }

    /// The exit code: a text that cannot be understood was refused, anything else could not be carried out.
    fn code(&self) -> u8 {
        match self {
            Trouble::NotText { .. } | Trouble::Scenario { .. } => 1,
            Trouble::Journal(ReplayError::Journal(JournalError::Broken(_)) | ReplayError::Ahead { .. }) => 1,
            Trouble::Opening { .. }
            | Trouble::Reading { .. }
            | Trouble::Address(_)
            | Trouble::NoFolder { .. }
            | Trouble::Journal(_)
            | Trouble::Writer(_)
            | Trouble::NotDone(_)
            | Trouble::NotEmpty { .. }
            | Trouble::Projections(_)
            | Trouble::Listening { .. }
            | Trouble::NotLoopback(_)
            | Trouble::Levels { .. }
            | Trouble::Unreadable(_)
            | Trouble::Writing(_) => 2,
        }
    }

    /// Whether it is only that nobody reads on.
    fn is_hang_up(&self) -> bool {
        matches!(self, Trouble::Writing(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<JournalError> for Trouble {
    fn from(error: JournalError) -> Trouble {
        Trouble::Journal(error.into())
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Writing(error)
    }
}

/// Turns the end of a command into an exit code, and says what was wrong.
pub(crate) fn exit(ended: Result<Ending, Trouble>) -> ExitCode {
    match ended {
        Ok(Ending::Fine) => ExitCode::SUCCESS,
        Ok(Ending::Refused) => ExitCode::from(1),
        Err(trouble) if trouble.is_hang_up() => ExitCode::SUCCESS,
        Err(trouble) => {
            say(&trouble.to_string());
            if let Some(hint) = trouble.hint() {
                eprintln!("  {hint}");
            }
            ExitCode::from(trouble.code())
        }
    }
}

/// Says something to people, on the error channel.
pub(crate) fn say(words: &str) {
    eprintln!("laycan: {words}");
}
