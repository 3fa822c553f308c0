//! How a command ends: an exit code, and on the error channel what was wrong and what to do.

use std::io;
use std::process::ExitCode;

use scenario::ScenarioError;

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
            Trouble::Scenario { .. } => None,
            Trouble::Writing(_) => Some("see whether the disk is full"),
        }
    }

    /// The exit code: a text that cannot be understood was refused, anything else could not be carried out.
    fn code(&self) -> u8 {
        match self {
            Trouble::NotText { .. } | Trouble::Scenario { .. } => 1,
            Trouble::Opening { .. } | Trouble::Reading { .. } | Trouble::Writing(_) => 2,
        }
    }

    /// Whether it is only that nobody reads on.
    fn is_hang_up(&self) -> bool {
        matches!(self, Trouble::Writing(error) if error.kind() == io::ErrorKind::BrokenPipe)
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
