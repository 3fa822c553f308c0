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
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::settings::Settings;

/// How many headers a request may have.
const HEADERS: usize = 64;

/// Serves `router` on `listener` until `shutdown` comes; then every request that was accepted is answered.
///
/// # Errors
///
/// What the listener says, when nothing can be accepted any more.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    settings: Settings,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(settings.head_time)
        .max_buf_size(settings.head.max(8 * 1024))
        .max_headers(HEADERS)
        .keep_alive(true);
    let (graceful, room) = (GracefulShutdown::new(), Arc::new(Semaphore::new(settings.connections)));
    tokio::pin!(shutdown);
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
        let service = TowerToHyperService::new(router.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service).with_upgrades();
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    if timeout(settings.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time, and are dropped");
    }
    Ok(())
}

/// Answers are small and wanted at once.
fn set_no_delay(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps its delay");
    }
}
