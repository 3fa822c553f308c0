//! The watchdog of one cluster: it ends the cluster with the process that made it.
//!
//! ```text
//!   test process ── pipe ──▶ sh: waits for the end of its input ──▶ stops the server, removes the folder
//!        │                                                              ▲
//!        └── ends, panics, or is killed: the system closes the pipe ────┘
//! ```
//!
//! Statics are not dropped when a process ends, so this is the usual way out too, and not only the last resort.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Stdio};

use super::person::Person;

/// What the watchdog does, in the language that every Unix speaks.
const SCRIPT: &str = include_str!("watchdog.sh");

/// A shell that waits for this process to end.
#[derive(Debug)]
pub(super) struct Watchdog {
    /// Its input is the pipe. No other process has this end: it is closed when a program is started.
    shell: Child,
}

impl Watchdog {
    /// Watches over `folder`. Started before anything else is, so that there is no moment without it.
    ///
    /// It runs as the server does, so that it can end nothing else. It has a group of its own, which an interrupt
    /// from the terminal does not reach, and none of our outputs, since whoever reads them waits for their end.
    pub(super) fn start(person: &Person, folder: &Path) -> io::Result<Watchdog> {
        let mut command = person.command("/bin/sh");
        command.args(["-c", SCRIPT, "laycan-watchdog"]).arg(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        Ok(Watchdog { shell: command.spawn()? })
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // If it cannot be waited for, it does its work nevertheless.
        let _ = self.shell.wait();
    }
}
