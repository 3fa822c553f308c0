//! A private PostgreSQL, with its own port, settings and files.
//!
//! ```text
//!   private ──▶ running ──▶ stop ──▶ stopped ──▶ start ──▶ running     the same port, the same data
//!                                       └──────────┴──▶ dropped, or the process ended: nothing is left
//! ```

use std::io;
use std::net::TcpListener;
use std::path::Path;
use std::process::ExitStatus;

use super::finder::{Finder, Programs};
use super::postmaster::{Postmaster, PostmasterError, Wishes};
use super::server::Server;
use super::site::{Site, SiteError};
use super::skipping::{self, Missing};
use super::watchdog::Watchdog;

/// How many ports are tried. A free one can be taken by somebody else before the server listens there.
const PORTS: u32 = 8;

/// A PostgreSQL of one's own. Whoever owns it may stop it.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    wishes: Wishes,
    postmaster: Option<Postmaster>,
    // The order matters: the watchdog is gone before the folder is.
    _watchdog: Watchdog,
    site: Site,
}

/// How a server is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Whoever is connected is sent away, and everything is written to its place.
    Fast,
    /// As if the machine had lost its power: the next start recovers from the log.
    Immediate,
}

/// Why there is no cluster. In the order of the checks.
#[derive(Debug, thiserror::Error)]
enum ClusterError {
    /// No place for it.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The system did not do what it was asked.
    #[error("{what}: {cause}")]
    System {
        /// What it was asked for.
        what: &'static str,
        /// What it said.
        cause: io::Error,
    },
    /// No files.
    #[error("initdb ended with {status}:\n{log}")]
    Initdb {
        /// How.
        status: ExitStatus,
        /// The end of what it said.
        log: String,
    },
    /// No server.
    #[error(transparent)]
    Postmaster(#[from] PostmasterError),
}

impl Cluster {
    /// Starts a cluster that the others do not know, with `options` such as `("fsync", "off")`.
    ///
    /// Without an installed PostgreSQL the answer is nothing, and standard error says what was skipped.
    ///
    /// # Panics
    ///
    /// If the PostgreSQL does not work, with the end of its log; and without one, if `REQUIRE_POSTGRES=1`.
    pub fn private(options: &[(&str, &str)]) -> Option<Cluster> {
        let cluster = Cluster::found(options);
        if cluster.is_none() {
            skipping::skip(Missing::Programs);
        }
        cluster
    }

    /// The same, but says nothing.
    pub(super) fn found(options: &[(&str, &str)]) -> Option<Cluster> {
        let programs =
            Finder::of_this_machine().find(Programs::are_in).unwrap_or_else(|error| panic!("{error}"))?;
        Some(Cluster::begin(programs, options).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Where databases are made.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The folder in which everything is that it has.
    pub fn folder(&self) -> &Path {
        self.site.folder()
    }

    /// The number of the server's first process, if it runs.
    pub fn postmaster(&self) -> Option<u32> {
        self.postmaster.as_ref().map(Postmaster::number)
    }

    /// Stops the server, and returns when it has ended. A server that was stopped stays so.
    ///
    /// # Panics
    ///
    /// If it does not end within a minute.
    pub fn stop(&mut self, how: Stop) {
        if let Some(postmaster) = self.postmaster.take() {
            postmaster.stop(&self.site, how).unwrap_or_else(|error| panic!("{error}"));
        }
    }

    /// Starts the server again, and returns when it answers. A server that runs goes on.
    ///
    /// # Panics
    ///
    /// If it does not begin within a minute, or somebody else has taken its port meanwhile.
    pub fn start(&mut self) {
        if self.postmaster.is_none() {
            let started = Postmaster::start(&self.site, &self.wishes);
            self.postmaster = Some(started.unwrap_or_else(|error| panic!("{error}")));
        }
    }

    fn begin(programs: Programs, options: &[(&str, &str)]) -> Result<Cluster, ClusterError> {
        let site = Site::new(programs)?;
        let watchdog = Watchdog::start(site.person(), site.folder())
            .map_err(|cause| ClusterError::System { what: "no watchdog", cause })?;
        initialise(&site)?;
        let options: Vec<_> =
            options.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let mut tries = 1;
        let (postmaster, wishes) = loop {
            let port = free_port().map_err(|cause| ClusterError::System { what: "no free port", cause })?;
            let wishes = Wishes { port, options: options.clone() };
            match Postmaster::start(&site, &wishes) {
                Ok(postmaster) => break (postmaster, wishes),
                Err(PostmasterError::PortTaken(_)) if tries < PORTS => tries += 1,
                Err(error) => return Err(error.into()),
            }
        };
        let server = Server::own(wishes.port);
        Ok(Cluster { server, wishes, postmaster: Some(postmaster), _watchdog: watchdog, site })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(postmaster) = self.postmaster.take() {
            // What does not end now is ended by the watchdog.
            let _ = postmaster.stop(&self.site, Stop::Immediate);
        }
    }
}

impl Stop {
    /// What PostgreSQL is told.
    pub(super) fn signal(self) -> &'static str {
        match self {
            Stop::Fast => "INT",
            Stop::Immediate => "QUIT",
        }
    }
}

/// Makes the files of a cluster: UTF-8, texts in the order of their bytes, open to whoever is on this machine.
fn initialise(site: &Site) -> Result<(), ClusterError> {
    let trouble = |cause| ClusterError::System { what: "initdb could not be run", cause };
    let log_before = site.log_length();
    let mut command = site.initdb().map_err(trouble)?;
    command.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
    // Files that nobody will miss after a power cut need not be on disk; what tests write later must.
    command.arg("--no-sync").arg("--pgdata").arg(site.data());
    let status = command.status().map_err(trouble)?;
    match status.success() {
        true => Ok(()),
        false => Err(ClusterError::Initdb { status, log: site.log_after(log_before) }),
    }
}

/// A port of the loopback interface on which nobody listens, for the moment.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
