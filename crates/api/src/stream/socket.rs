//! The socket: one reader of the stream, from the handshake to its end.
//!
//! ```text
//!   4003 NOTHING_EXPECTED   the reader sent something
//!   4008 SLOW_READER        more waited for it than its queue holds, or one message took too long to leave
//!   1001 STOPPING           the exchange is stopping
//! ```

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONNECTION, UPGRADE};
use axum::response::Response;
use engine::Sequence;
use freight::InstrumentCode;
use sequencer::Condition;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, interval_at, timeout};

use super::hub::{Batch, Joined};
use super::message::{StreamHeartbeat, text};
use crate::codes::Complaint;
use crate::desk::Desk;
use crate::error::Problem;
use crate::query::{Query, QueryError};
use crate::reading::NothingListed;

/// How many books one reader may ask for.
const BOOKS: usize = 100;

/// What a reader may send at most; nothing is expected.
const HEARD: usize = 4 * 1024;

/// How often a reader hears that all is well.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long a last word may take to leave.
const FAREWELL: Duration = Duration::from_secs(5);

/// Why there is no stream.
#[derive(Debug, thiserror::Error)]
enum NoStream {
    /// It is an ordinary request.
    #[error("the request does not ask for an upgrade to WebSocket")]
    Plain,
    /// It is half a handshake.
    #[error("the request does not open a WebSocket: {0}")]
    Handshake(String),
    /// As many listen as may.
    #[error("{most} streams are held, which is as many as there can be")]
    Full {
        /// As many as there can be.
        most: usize,
    },
    /// Nobody tells any more.
    #[error("the exchange has stopped, and nothing is told any more")]
    Over,
}

impl Complaint for NoStream {
    fn code(&self) -> &'static str {
        match self {
            NoStream::Plain => "UPGRADE_MISSING",
            NoStream::Handshake(_) => "HANDSHAKE_MALFORMED",
            NoStream::Full { .. } => "BUSY",
            NoStream::Over => "STOPPING",
        }
    }
}

/// How a conversation ends from here.
enum Ended {
    /// The reader has gone.
    Gone,
    /// It lagged.
    Slow,
    /// It spoke.
    Spoke,
    /// The exchange is stopping.
    Stopping,
}

/// `GET /v1/stream`.
pub(crate) async fn open(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let (instruments, resume) = asked(parts.uri.query())?;
    if parts.headers.get(UPGRADE).is_none() || parts.headers.get(CONNECTION).is_none() {
        return Err(NoStream::Plain.into());
    }
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    let upgrade = upgrade.map_err(|error| NoStream::Handshake(error.to_string()))?;
    let leave = desk.stream().ok_or(NoStream::Full { most: desk.settings().streams })?;
    let instruments = Arc::new(instruments);
    let joined = desk.hub().join(Arc::clone(&instruments), resume).await.ok_or(NoStream::Over)?;
    let joined = joined.map_err(NothingListed::Instrument)?;
    let upgrade = upgrade.max_message_size(HEARD).max_frame_size(HEARD);
    Ok(upgrade
        .on_upgrade(move |socket| Conversation { desk, instruments, joined, _leave: leave }.hold(socket)))
}

/// The books that are wanted, and the last record that was seen.
fn asked(query: Option<&str>) -> Result<(BTreeSet<InstrumentCode>, Option<Sequence>), QueryError> {
    let query = Query::read(query, &["instruments", "resume"])?;
    let listed: String = query.need("instruments")?;
    let mut instruments = BTreeSet::new();
    for code in listed.split(',') {
        let read = InstrumentCode::parse(code);
        let code = read.map_err(|error| {
            QueryError::unknown_word(
                "instruments",
                code,
                &format!("codes parted by commas belong here: {error}"),
            )
        })?;
        instruments.insert(code);
    }
    if instruments.len() > BOOKS {
        let found = instruments.len().to_string();
        return Err(QueryError::unknown_word("instruments", &found, "at most 100 books belong here"));
    }
    Ok((instruments, query.sequence("resume")?))
}

/// One reader, and what it asked for.
struct Conversation {
    desk: Desk,
    instruments: Arc<BTreeSet<InstrumentCode>>,
    joined: Joined,
    _leave: OwnedSemaphorePermit,
}

impl Conversation {
    async fn hold(mut self, mut socket: WebSocket) {
        let ended = self.tell(&mut socket).await;
        let (code, reason) = match ended {
            Ended::Gone => return,
            Ended::Slow => {
                self.desk.gauges().cut_off();
                (4008, "SLOW_READER")
            }
            Ended::Spoke => (4003, "NOTHING_EXPECTED"),
            Ended::Stopping => (1001, "STOPPING"),
        };
        let frame = CloseFrame { code, reason: Utf8Bytes::from_static(reason) };
        let farewell = async {
            if socket.send(Message::Close(Some(frame))).await.is_ok() {
                // What the reader still says is read, so that it gets to read the last word.
                while let Some(Ok(_)) = socket.recv().await {}
            }
        };
        let _unheard = timeout(FAREWELL, farewell).await;
    }

    /// Tells until something ends it.
    async fn tell(&mut self, socket: &mut WebSocket) -> Ended {
        let cut = Arc::clone(&self.joined.cut);
        let mut status = self.desk.sequencer().watch();
        let over = async {
            let ending =
                |condition: &Condition| matches!(condition, Condition::Stopping | Condition::Ended(_));
            let _gone = status.wait_for(|status| ending(&status.condition)).await.is_ok();
        };
        tokio::select! {
            biased;
            () = cut.wait() => Ended::Slow,
            () = over => Ended::Stopping,
            ended = self.tell_all(socket) => ended,
        }
    }

    async fn tell_all(&mut self, socket: &mut WebSocket) -> Ended {
        let patience = self.desk.settings().stream_time;
        for first in core::mem::take(&mut self.joined.first) {
            if let Err(ended) = send(socket, patience, Message::Text(first.as_ref().into())).await {
                return ended;
            }
        }
        let mut told = self.joined.sequence;
        let mut heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        loop {
            let sent = tokio::select! {
                biased;
                batch = self.joined.batches.recv() => match batch {
                    Some(batch) => {
                        told = batch.last;
                        self.pass_on(socket, patience, &batch).await
                    }
                    None => return Ended::Stopping,
                },
                heard = socket.recv() => match heard {
                    None | Some(Err(_) | Ok(Message::Close(_))) => return Ended::Gone,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
                    Some(Ok(Message::Text(_) | Message::Binary(_))) => return Ended::Spoke,
                },
                _ = heartbeat.tick() => {
                    let beat = text(&StreamHeartbeat { kind: "heartbeat", sequence: told });
                    send(socket, patience, Message::Text(beat.into())).await
                }
            };
            if let Err(ended) = sent {
                return ended;
            }
        }
    }

    /// Passes on what concerns the books that were asked for.
    async fn pass_on(&self, socket: &mut WebSocket, patience: Duration, batch: &Batch) -> Result<(), Ended> {
        for update in &batch.updates {
            if self.instruments.contains(&update.instrument) {
                send(socket, patience, Message::Text(update.text.as_ref().into())).await?;
            }
        }
        Ok(())
    }
}

/// Sends a message, which must leave in time.
async fn send(socket: &mut WebSocket, patience: Duration, message: Message) -> Result<(), Ended> {
    match timeout(patience, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Ended::Gone),
        Err(_) => Err(Ended::Slow),
    }
}
