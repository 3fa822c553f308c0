//! The running server of a cluster, from the start of its first process to the end of its last.

use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use super::cluster::Stop;
use super::site::Site;

/// How long a start or a stop may take on a busy machine, before something must be wrong.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long to wait before the server is looked at again.
const GLANCE: Duration = Duration::from_millis(5);

/// The line of the lock file in which the server tells how far it is.
const STATUS_LINE: usize = 7;

/// What is set before a test's own wishes. Durability is left as PostgreSQL has it: that is what is tested.
const SETTINGS: [(&str, &str); 8] = [
    ("listen_addresses", "127.0.0.1"),
    ("max_connections", "100"),
    ("shared_buffers", "16MB"),
    // Some distributions send the log elsewhere.
    ("logging_collector", "off"),
    ("log_destination", "stderr"),
    ("log_timezone", "UTC"),
    ("timezone", "UTC"),
    ("ssl", "off"),
];

/// A server that answers, until it is stopped.
#[derive(Debug)]
pub(super) struct Postmaster {
    process: Child,
}

/// Where a server listens, and what was wished for.
#[derive(Clone, Debug)]
pub(super) struct Wishes {
    /// On the loopback interface.
    pub(super) port: u16,
    /// Names of settings, with their values.
    pub(super) options: Vec<(String, String)>,
}

/// Why the server does not run, or does not end. In the order of the checks.
#[derive(Debug, thiserror::Error)]
pub(super) enum PostmasterError {
    /// The system did not do what it was asked.
    #[error("postgres could not be run: {0}")]
    System(#[from] io::Error),
    /// Somebody else listens there.
    #[error("port {0} is taken")]
    PortTaken(u16),
    /// It ended instead of beginning.
    #[error("postgres ended before it was ready, with {status}:\n{log}")]
    Ended {
        /// How.
        status: ExitStatus,
        /// The end of its log.
        log: String,
    },
    /// It takes too long.
    #[error("postgres had not {what} after {} s:\n{log}", PATIENCE.as_secs())]
    TooSlow {
        /// What it had to do.
        what: &'static str,
        /// The end of its log.
        log: String,
    },
}

impl Postmaster {
    /// Starts the server of `site`, and waits until it answers.
    pub(super) fn start(site: &Site, wishes: &Wishes) -> Result<Postmaster, PostmasterError> {
        let log_before = site.log_length();
        let mut command = site.postgres()?;
        command.arg("-D").arg(site.data()).arg("-p").arg(wishes.port.to_string());
        command.arg("-c").arg(format!("unix_socket_directories=\"{}\"", site.folder().display()));
        for (name, value) in SETTINGS {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        for (name, value) in &wishes.options {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        // An interrupt from the terminal is for the tests; the watchdog sees to the server.
        let mut postmaster = Postmaster { process: command.process_group(0).spawn()? };
        let begun = Instant::now();
        while !postmaster.is_ready(site) {
            if let Some(status) = postmaster.process.try_wait()? {
                let log = site.log_after(log_before);
                return Err(match log.contains("could not bind") {
                    true => PostmasterError::PortTaken(wishes.port),
                    false => PostmasterError::Ended { status, log },
                });
            }
            if begun.elapsed() > PATIENCE {
                return Err(PostmasterError::TooSlow { what: "begun", log: site.log_after(log_before) });
            }
            thread::sleep(GLANCE);
        }
        Ok(postmaster)
    }

    /// The number of its first process.
    pub(super) fn number(&self) -> u32 {
        self.process.id()
    }

    /// Stops it, and waits until its last process has ended.
    pub(super) fn stop(mut self, site: &Site, how: Stop) -> Result<(), PostmasterError> {
        if self.process.try_wait()?.is_some() {
            return Ok(());
        }
        let log_before = site.log_length();
        let mut kill = site.person().command("/bin/sh");
        kill.args(["-c", r#"kill -s "$0" "$1""#, how.signal()]).arg(self.number().to_string());
        kill.status()?;
        let begun = Instant::now();
        while self.process.try_wait()?.is_none() {
            if begun.elapsed() > PATIENCE {
                return Err(PostmasterError::TooSlow { what: "ended", log: site.log_after(log_before) });
            }
            thread::sleep(GLANCE);
        }
        Ok(())
    }

    /// Whether it says so in its lock file; one that an earlier server left behind has another number.
    fn is_ready(&self, site: &Site) -> bool {
        let lock = fs::read_to_string(site.data().join("postmaster.pid")).unwrap_or_default();
        let lines: Vec<&str> = lock.lines().map(str::trim).collect();
        lines.first() == Some(&self.number().to_string().as_str()) && lines.get(STATUS_LINE) == Some(&"ready")
    }
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        // Only a server that did not end when it was asked is still there, and its answer is no longer of interest.
        if let Ok(None) = self.process.try_wait() {
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
    }
}
