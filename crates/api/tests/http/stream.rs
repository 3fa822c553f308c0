//! The stream: a snapshot, what changes behind it, what was missed, and an end for who lags.

use std::time::Duration;

use api::Settings;
use engine::{Command, PlaceOrder};
use freight::ParticipantCode;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::hall::{Hall, INSTRUMENT, order};

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(20);

type Socket = WebSocketStream<TcpStream>;

async fn listen(hall: &Hall, more: &str) -> Socket {
    let stream = TcpStream::connect(hall.address).await.expect("it listens");
    listen_on(stream, more).await
}

async fn listen_on(stream: TcpStream, more: &str) -> Socket {
    let url = format!("ws://laycan/v1/stream?instruments={INSTRUMENT}{more}");
    client_async(url, stream).await.expect("it streams").0
}

async fn next(socket: &mut Socket) -> Value {
    let message = timeout(LONG, socket.next()).await.expect("in time").expect("more").expect("whole");
    serde_json::from_str(message.to_text().expect("a text")).expect("JSON")
}

#[tokio::test]
async fn a_reader_gets_a_snapshot_and_what_changes() {
    for hall in Hall::on_each("a_reader_gets_a_snapshot_and_what_changes").await {
        hall.set_the_stage().await;
        hall.must("alder", "a-1", "/v1/orders", &order("ask", 10, "1850.00", "A-1")).await;
        let mut socket = listen(&hall, "").await;
        let snapshot = next(&mut socket).await;
        assert_eq!(snapshot["type"], "snapshot");
        assert_eq!(snapshot["asks"], json!([{"price": "1850.00", "quantity": 10, "orders": 1}]));
        let first = snapshot["sequence"].as_u64().unwrap();

        hall.must("birch", "b-1", "/v1/orders", &order("bid", 12, "1860.00", "B-1")).await;
        let update = next(&mut socket).await;
        assert_eq!((&update["type"], update["sequence"].as_u64()), (&json!("update"), Some(first + 1)));
        assert_eq!(update["trades"][0]["quantity"], 10);
        assert_eq!(
            update["levels"],
            json!([
                {"side": "bid", "price": "1860.00", "quantity": 2, "orders": 1},
                {"side": "ask", "price": "1850.00", "quantity": 0, "orders": 0},
            ])
        );

        // Who comes back gets what it missed, and what follows.
        let mut again = listen(&hall, &format!("&resume={first}")).await;
        let resumed = next(&mut again).await;
        assert_eq!((&resumed["type"], resumed["after"].as_u64()), (&json!("resumed"), Some(first)));
        assert_eq!(next(&mut again).await, update);
        hall.must("alder", "a-2", "/v1/orders", &order("ask", 1, "1900.00", "A-2")).await;
        assert_eq!(next(&mut again).await, next(&mut socket).await);

        // Nothing is expected from a reader.
        socket.send(Message::text("hello")).await.unwrap();
        let closed = timeout(LONG, socket.next()).await.unwrap().unwrap().unwrap();
        let Message::Close(Some(frame)) = closed else { panic!("{closed:?}") };
        assert_eq!((frame.code, frame.reason.as_str()), (CloseCode::from(4003), "NOTHING_EXPECTED"));
        hall.close().await;
    }
}

#[tokio::test]
async fn who_was_away_too_long_begins_anew() {
    let hall = Hall::open_with(Settings { stream_ring: 3, ..Settings::default() }).await;
    hall.set_the_stage().await;
    for number in 0..8 {
        let name = format!("A-{number}");
        hall.must("alder", &name, "/v1/orders", &order("ask", 1, "1850.00", &name)).await;
    }
    for resume in [1, 9_000] {
        let mut socket = listen(&hall, &format!("&resume={resume}")).await;
        let gap = next(&mut socket).await;
        assert_eq!((&gap["type"], gap["asked"].as_u64()), (&json!("gap"), Some(resume)), "{gap}");
        let snapshot = next(&mut socket).await;
        assert_eq!(snapshot["asks"], json!([{"price": "1850.00", "quantity": 8, "orders": 8}]));
    }
    hall.close().await;
}

#[tokio::test]
async fn streams_are_held_by_so_many_and_no_more() {
    let hall = Hall::open_with(Settings { streams: 1, ..Settings::default() }).await;
    hall.set_the_stage().await;
    let mut held = listen(&hall, "").await;
    next(&mut held).await;
    let url = format!("ws://{}/v1/stream?instruments={INSTRUMENT}", hall.address);
    let full = tokio_tungstenite::connect_async(&url).await.expect_err("one is held");
    let tokio_tungstenite::tungstenite::Error::Http(refused) = full else { panic!("{full}") };
    assert_eq!(refused.status().as_u16(), 503);
    let body = String::from_utf8(refused.into_body().unwrap_or_default()).unwrap();
    assert!(body.contains("\"BUSY\""), "{body}");
    held.close(None).await.unwrap();
    // Who goes makes room, as soon as that is noticed.
    while tokio_tungstenite::connect_async(&url).await.is_err() {
        tokio::task::yield_now().await;
    }
    hall.close().await;
}

#[tokio::test]
async fn a_reader_that_lags_is_cut_off_and_slows_nobody() {
    let hall = Hall::open_with(Settings { stream_queue: 2, ..Settings::default() }).await;
    hall.set_the_stage().await;
    let receipt =
        r#"{"member": "birch", "sum": {"amount": "900000000.00", "currency": "CNY"}, "reference": "more"}"#;
    hall.must("exchange", "more", "/v1/receipts", receipt).await;
    let small = TcpSocket::new_v4().unwrap();
    small.set_recv_buffer_size(4_096).unwrap();
    let stream = small.connect(hall.address).await.unwrap();
    // It listens, and reads nothing.
    let mut slow = listen_on(stream, "").await;
    let command = |price: u32| {
        let action = PlaceOrder {
            limit: Some(engine::stage::price(&format!("{price}.00"))),
            ..engine::stage::order(INSTRUMENT, matching::Side::Bid, 1, "5.00")
        };
        Command { actor: ParticipantCode::parse("birch").unwrap(), action: action.into() }
    };
    let mut cut = false;
    for round in 0..200 {
        let mut asked = Vec::new();
        for number in 1..=200 {
            let (sequencer, command) = (hall.sequencer.clone(), command(number * 5));
            asked.push(tokio::spawn(async move { sequencer.submit(None, command).await }));
        }
        for asked in asked {
            asked.await.unwrap().expect("a slow reader slows nobody");
        }
        let metrics = hall.get("/metrics").await.text();
        cut = metrics.contains("laycan_stream_readers 0");
        if cut {
            assert!(round > 0, "a reader is not cut off at once");
            break;
        }
    }
    assert!(cut, "it lagged, and was cut off");
    let end = async {
        loop {
            match slow.next().await {
                Some(Ok(Message::Close(Some(frame)))) => {
                    break Some((u16::from(frame.code), frame.reason.to_string()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break None,
            }
        }
    };
    let end = timeout(LONG, end).await.expect("in time");
    assert_eq!(end, Some((4008, "SLOW_READER".to_owned())));
    hall.close().await;
}

#[tokio::test]
async fn the_end_of_the_exchange_ends_the_stream() {
    let hall = Hall::open().await;
    hall.set_the_stage().await;
    let mut socket = listen(&hall, "").await;
    assert_eq!(next(&mut socket).await["type"], "snapshot");
    let closing = tokio::spawn(hall.close());
    let closed = timeout(LONG, socket.next()).await.unwrap().unwrap().unwrap();
    let Message::Close(Some(frame)) = closed else { panic!("{closed:?}") };
    assert_eq!((u16::from(frame.code), frame.reason.as_str()), (1001, "STOPPING"));
    closing.await.unwrap();
}
