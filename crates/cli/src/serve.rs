//! `laycan serve`: the exchange as a service.
//!
//! ```text
//!   database ──▶ replay ──▶ writer, follower ──▶ HTTP, until it is asked to stop
//! ```
//!
//! What was accepted is answered before it ends. If the writer cannot go on, the process ends with its last word.

use std::io::{self, Write, stdout};
use std::net::SocketAddr;

use api::Desk;
use clap::Args;
use sequencer::SystemClock;
use store::{Address, Deadline, Reader};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::database::Database;
use crate::ending::{Ending, Trouble, say};
use crate::exchange::Exchange;
use crate::{speaking, tasks};

/// Serves the exchange over HTTP: commands and reads under /v1, a stream, its own description under /docs.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    database: Database,
    /// Where to listen; port 0 takes a free one. Only this machine can connect, until there is access control.
    #[arg(long, value_name = "ADDRESS", env = "LAYCAN_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// What is written on the error channel: error, warn, info, debug, or trace, also by crate as in info,api=debug.
    #[arg(long, value_name = "LEVELS", env = "LAYCAN_LOG", default_value = "info")]
    log: String,
}

impl Serve {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        speaking::begin(&self.log)?;
        if !self.listen.ip().is_loopback() {
            return Err(Trouble::NotLoopback(self.listen));
        }
        tasks::run(self.serve())?
    }

    async fn serve(self) -> Result<Ending, Trouble> {
        let (address, deadline) = self.database.address()?;
        let mut stop = StopWord::listen()?;
        let exchange = tokio::select! {
            biased;
            () = stop.heard() => {
                say("stopped before it served");
                return Ok(Ending::Fine);
            }
            opened = Exchange::open(&address, deadline, SystemClock) => opened?,
        };
        serve_on(self.listen, exchange, SystemClock, (address, deadline), stop).await
    }
}

/// Serves an exchange at `listen` until the process is asked to stop.
pub(crate) async fn serve_on(
    listen: SocketAddr,
    exchange: Exchange,
    clock: impl sequencer::Clock + Sync,
    database: (Address, Deadline),
    mut stop: StopWord,
) -> Result<Ending, Trouble> {
    let listener = TcpListener::bind(listen).await.map_err(|error| Trouble::Listening { listen, error })?;
    let settings = api::Settings::default();
    let reader = Reader::open(&database.0, database.1).await?.following(exchange.watermark.clone());
    let place = database.0.to_string();
    let desk = Desk::new(exchange.sequencer.clone(), clock, database, settings);
    let desk = desk.with_projections(reader, exchange.following.clone());
    let router = api::router(desk);
    let said = format!(
        "laycan serves {place} on http://{}\n\
         only this machine can connect: whoever does is believed to be the Actor that it names\n",
        listener.local_addr()?
    );
    // A service goes on whether anybody reads this or not.
    let mut out = stdout().lock();
    let _hung_up = out.write_all(said.as_bytes()).and_then(|()| out.flush());
    drop(out);

    let sequencer = exchange.sequencer.clone();
    let (closing, closed) = tokio::sync::oneshot::channel();
    let served = tokio::spawn(api::serve(listener, router, settings, async {
        let _gone = closed.await;
    }));
    let mut status = sequencer.watch();
    let ended = async move {
        let over = |status: &sequencer::Status| matches!(status.condition, sequencer::Condition::Ended(_));
        let _gone = status.wait_for(over).await;
    };
    tokio::select! {
        () = stop.heard() => say("stopping: what was accepted is answered first"),
        () = ended => {}
    }
    // Requests first, then the writer: whoever was let in is answered.
    let _gone = closing.send(());
    let served = served.await;
    sequencer.stop();
    drop(sequencer);
    exchange.ended().await?;
    served.map_err(|error| Trouble::Writing(error.into()))??;
    Ok(Ending::Fine)
}

/// The word to stop: an interrupt, or what a service manager sends. It is listened for from the beginning, so that
/// no moment is left in which it would end the process unheard.
pub(crate) struct StopWord {
    interrupt: Signal,
    terminate: Signal,
}

impl StopWord {
    /// Listens from now on.
    ///
    /// # Errors
    ///
    /// When the system does not let it.
    pub(crate) fn listen() -> io::Result<StopWord> {
        let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(StopWord { interrupt, terminate })
    }

    /// Waits for the word.
    async fn heard(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
