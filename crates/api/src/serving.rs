//! Serving: connections in, one task each, and an end in good order.
//!
//! ```text
//!   listener ──▶ connection ──▶ head, in time ──▶ router ──▶ answer ──▶ the next request
//!                     │ shutdown: the request at hand is answered, then the connection closes
//! ```
//!
//! # What is not here
//!
//! Encryption, and who may connect: until there are keys, listen on loopback only.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use crate::settings::Settings;

/// How many headers a request may have.
const HEADERS: usize = 64;

/// The least room for a head that the library takes.
const LEAST_HEAD: usize = 8 * 1024;

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
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(settings.head_time)
        .max_buf_size(settings.head.max(LEAST_HEAD))
        .max_headers(HEADERS);
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
        let (http, router, phase) = (http.clone(), router.clone(), phase.subscribe());
        tokio::spawn(async move {
            converse(&http, stream, router, phase).await;
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

/// Answers one connection to its end.
async fn converse(
    http: &http1::Builder,
    stream: TcpStream,
    router: Router,
    mut phase: watch::Receiver<Phase>,
) {
    let service = TowerToHyperService::new(router);
    let mut over = phase.clone();
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service).with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = come(&mut phase, Phase::Closing) => {
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                ended = connection => ended,
                () = come(&mut over, Phase::Over) => Ok(()),
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
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
