//! A head that cannot be read is refused in words, and its connection closed in good order.

use std::time::Duration;

use api::Settings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::hall::Hall;
use crate::hall::client::{Answer, Ask, all_in};

/// Far longer than the limits of these tests.
const LONG: Duration = Duration::from_secs(10);

/// Sends `bytes`, and reads all answers to the end of the connection, which is no broken one.
async fn told(hall: &Hall, bytes: &[u8]) -> Vec<Answer> {
    let mut stream = TcpStream::connect(hall.address).await.expect("it listens");
    stream.write_all(bytes).await.expect("it reads");
    answers(&mut stream).await
}

async fn answers(stream: &mut TcpStream) -> Vec<Answer> {
    let mut bytes = Vec::new();
    let ended = timeout(LONG, stream.read_to_end(&mut bytes)).await.expect("it is closed");
    ended.expect("it ends in good order");
    all_in(&bytes)
}

fn must_be(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.problem(), (status, code.to_owned()), "{}", answer.text());
    assert_eq!(answer.header("connection"), Some("close"));
    assert!(answer.header("date").is_some_and(|date| date.ends_with(" GMT")), "{:?}", answer.headers);
    assert_eq!(answer.json()["request_id"].as_str(), answer.header("x-request-id"));
}

#[tokio::test]
async fn a_head_that_cannot_be_read_is_a_problem() {
    let hall = Hall::open().await;
    let long = "x".repeat(100_000);
    let longer = "x".repeat(3_000_000);
    let get = |rest: &str| format!("GET /livez HTTP/1.1\r\nHost: l\r\n{rest}\r\n");
    let many: String = (0..200).map(|number| format!("X-{number}: y\r\n")).collect();
    let table: Vec<(String, u16, &str)> = vec![
        ("garbage\r\n\r\n".to_owned(), 400, "HEAD_MALFORMED"),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\r\n\r\n".to_owned(), 400, "HEAD_MALFORMED"),
        ("GET /livez HTTP/3.0\r\n\r\n".to_owned(), 400, "HEAD_MALFORMED"),
        ("GET /livez\r\n\r\n".to_owned(), 400, "HEAD_MALFORMED"),
        ("GET /li vez HTTP/1.1\r\n\r\n".to_owned(), 400, "HEAD_MALFORMED"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), 400, "HEAD_MALFORMED"),
        (get("Bad Name: y\r\n"), 400, "HEAD_MALFORMED"),
        (get(": y\r\n"), 400, "HEAD_MALFORMED"),
        (get("X: \u{0}\r\n"), 400, "HEAD_MALFORMED"),
        (get("Content-Length: many\r\n"), 400, "HEAD_MALFORMED"),
        (get("Content-Length: 1\r\nContent-Length: 2\r\n"), 400, "HEAD_MALFORMED"),
        (get("Transfer-Encoding: gzip\r\n"), 400, "HEAD_MALFORMED"),
        (get(&format!("X-Long: {long}\r\n")), 431, "HEAD_TOO_LARGE"),
        (get(&format!("X-Long: {longer}\r\n")), 431, "HEAD_TOO_LARGE"),
        (get(&many), 431, "HEAD_TOO_LARGE"),
        (format!("GET /{} HTTP/1.1\r\n\r\n", &long[..70_000]), 431, "HEAD_TOO_LARGE"),
    ];
    for (bytes, status, code) in table {
        let shown: String = bytes.chars().take(80).collect();
        let answers = told(&hall, bytes.as_bytes()).await;
        assert_eq!(answers.len(), 1, "{shown:?}: {answers:?}");
        must_be(&answers[0], status, code);
        // The next connection is served as ever.
        assert_eq!(hall.get("/livez").await.status, 200);
    }
    hall.close().await;
}

#[tokio::test]
async fn a_path_that_is_too_long_is_told_from_a_head_that_is() {
    let hall = Hall::open_with(Settings { head: 200_000, ..Settings::default() }).await;
    let long = "x".repeat(70_000);
    let answers = told(&hall, format!("GET /{long} HTTP/1.1\r\n\r\n").as_bytes()).await;
    must_be(&answers[0], 414, "URI_TOO_LONG");
    assert_eq!(hall.get("/livez").await.status, 200);
    hall.close().await;
}

#[tokio::test]
async fn what_was_asked_before_a_wrong_head_is_answered_first() {
    let hall = Hall::open().await;
    let good = Ask::new("GET", "/livez").bytes();
    let head = b"HEAD /livez HTTP/1.1\r\nHost: l\r\n\r\n".as_slice();
    let old = b"GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".as_slice();
    let body = Ask::new("POST", "/v1/orders").json("{}").bytes();
    for before in [&good[..], old, &body[..]] {
        let answers = told(&hall, &[before, b"garbage\r\n\r\n"].concat()).await;
        assert_eq!(answers.len(), 2, "{answers:?}");
        must_be(&answers[1], 400, "HEAD_MALFORMED");
    }
    // An answer to HEAD has a length and no body, so what follows is looked at by hand.
    let mut stream = TcpStream::connect(hall.address).await.unwrap();
    stream.write_all(&[head, b"garbage\r\n\r\n"].concat()).await.unwrap();
    let mut all = String::new();
    timeout(LONG, stream.read_to_string(&mut all)).await.expect("it is closed").unwrap();
    assert!(all.starts_with("HTTP/1.1 200 OK\r\n"), "{all}");
    assert!(all.contains("HTTP/1.1 400 Bad Request\r\n") && all.contains("\"HEAD_MALFORMED\""), "{all}");
    hall.close().await;
}

#[tokio::test]
async fn half_a_head_is_told_so_and_closed() {
    let short = Duration::from_millis(300);
    let hall = Hall::open_with(Settings { head_time: short, ..Settings::default() }).await;
    for half in ["GET /li", "GET /livez HTTP/1.1\r\nHost: l\r\nX-Slow: "] {
        let answers = told(&hall, half.as_bytes()).await;
        must_be(&answers[0], 408, "HEAD_TOO_SLOW");
        assert!(answers[0].text().contains("300ms"), "{}", answers[0].text());
    }
    // Who sent nothing, or nothing since its answer, is told nothing.
    assert_eq!(told(&hall, b"").await, []);
    let answers = told(&hall, &Ask::new("GET", "/livez").bytes()).await;
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [200]);
    hall.close().await;
}

#[tokio::test]
async fn a_head_that_broke_off_is_told_so() {
    let hall = Hall::open().await;
    let mut stream = TcpStream::connect(hall.address).await.unwrap();
    stream.write_all(b"GET /livez HTTP/1.1\r\nHos").await.unwrap();
    stream.shutdown().await.unwrap();
    must_be(&answers(&mut stream).await[0], 400, "HEAD_BROKEN");
    hall.close().await;
}
