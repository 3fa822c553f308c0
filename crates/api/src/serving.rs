//! Serving: connections in, one task each, and an end in good order.
//!
//! ```text
//!   listener ──▶ connection ──▶ head, in time ──▶ router ──▶ answer ──▶ the next request
//!                     │              └─ or not, or none ──▶ a problem, and the end
//!                     │ shutdown: the request at hand is answered, then the connection closes
//! ```
//!
//! # What is not here
//!
//! Encryption, and who may connect: until there are keys, listen on loopback only.

mod head;
mod wording;

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use jiff::Timestamp;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use crate::settings::Settings;

use head::{ConnectionName, HEADERS, Limits};
use wording::Wording;

/// How far the end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// Requests are answered.
    Open,
    /// The request at hand is answered, and no other.
    Closing,
    /// Nothing more is waited for.
    Over,
}

/// Serves `router` on `listener` until `shutdown` comes; then every request that was accepted is answered.
///
/// # Errors
///
/// None so far; what is wrong with one connection ends that connection.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    settings: Settings,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let limits = Limits::of(settings);
    let http = http(limits);
    let mut name = ConnectionName { begun: Timestamp::now().as_millisecond(), number: 0 };
    let places = u32::try_from(settings.connections).unwrap_or(u32::MAX).max(1);
    let room = Arc::new(Semaphore::new(places as usize));
    let phase = watch::Sender::new(Phase::Open);
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            accepted = accepted => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Too many open files, or a caller that went away: neither is the end.
                tracing::warn!(%error, "a connection was not accepted");
                sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        set_no_delay(&stream);
        name.number += 1;
        let stream = Wording::new(stream, limits, name);
        let (http, router, phase) = (http.clone(), router.clone(), phase.subscribe());
        tokio::spawn(async move {
            converse((&http, limits), stream, router, phase).await;
            drop(place);
        });
    }
    drop(listener);
    phase.send_replace(Phase::Closing);
    if timeout(settings.grace, room.acquire_many(places)).await.is_err() {
        tracing::warn!("some requests were not answered in time, and their connections are dropped");
        phase.send_replace(Phase::Over);
    }
    Ok(())
}

/// How HTTP is spoken, within `limits`.
fn http(limits: Limits) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.time)
        .max_buf_size(limits.bytes)
        .max_headers(HEADERS);
    http
}

/// Answers one connection to its end.
async fn converse(
    (http, limits): (&http1::Builder, Limits),
    stream: Wording<TcpStream>,
    router: Router,
    mut phase: watch::Receiver<Phase>,
) {
    let service = TowerToHyperService::new(router);
    let mut over = phase.clone();
    let mut connection = http.serve_connection(TokioIo::new(stream), service).with_upgrades();
    let ended = tokio::select! {
        ended = &mut connection => ended,
        () = come(&mut phase, Phase::Closing) => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            tokio::select! {
                ended = &mut connection => ended,
                () = come(&mut over, Phase::Over) => return,
            }
        }
    };
    if let Err(error) = &ended {
        tracing::debug!(%error, "a connection ended early");
    }
    // There is nothing left to part from where a stream of the books has taken over.
    let Some(parts) = connection.into_parts() else { return };
    let given_up = ended.err().and_then(|error| limits.given_up(&error));
    parts.io.into_inner().part(given_up).await;
}

/// Waits until the end has come as far as `phase`, or nobody is there any more who would say so.
async fn come(watched: &mut watch::Receiver<Phase>, phase: Phase) {
    let _gone = watched.wait_for(|now| *now >= phase).await;
}

/// Answers are small and wanted at once.
fn set_no_delay(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps its delay");
    }
}
