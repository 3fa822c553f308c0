//! A handler that breaks down is answered with a problem, and the next request is answered as ever.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use sequencer::SystemClock;
use store::{Address, Deadline};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::watch;
use crate::{Desk, Settings, serve};

async fn broken() {
    panic!("the well is dry");
}

#[tokio::test]
async fn a_handler_that_breaks_down_is_a_problem() {
    let folder = store::stage::folder();
    let journal = Address::Sqlite(folder.path().join("laycan.db"));
    let opened = sequencer::open(&journal, Deadline::default(), &mut (), |_, _| {}).await.unwrap();
    let (sequencer, _running, _) = sequencer::start(opened, SystemClock, sequencer::Settings::default(), 0);
    let desk = Desk::new(sequencer, SystemClock, (journal, Deadline::default()), Settings::default());
    let router = Router::new()
        .route("/broken", get(broken))
        .route("/whole", get(async || "whole"))
        .layer(from_fn_with_state(desk.clone(), watch))
        .with_state(desk);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, router, Settings::default(), core::future::pending()));
    // Both on one connection: the first does not break it.
    let mut stream = TcpStream::connect(address).await.unwrap();
    let asked =
        "GET /broken HTTP/1.1\r\nHost: l\r\n\r\nGET /whole HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n";
    stream.write_all(asked.as_bytes()).await.unwrap();
    let mut told = String::new();
    stream.read_to_string(&mut told).await.unwrap();
    assert!(told.starts_with("HTTP/1.1 500 "), "{told}");
    assert!(told.contains("application/problem+json") && told.contains("\"code\":\"INTERNAL\""), "{told}");
    assert!(!told.contains("the well is dry"), "what broke is not told: {told}");
    assert!(told.ends_with("whole"), "{told}");
}
