//! Bodies that are too slow or too long are told so, and not waited for.

use std::time::Duration;

use api::Settings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::hall::client::{Ask, read};
use crate::hall::{Hall, order};

/// Far longer than the limits of these tests.
const LONG: Duration = Duration::from_secs(10);

fn impatient() -> Settings {
    let short = Duration::from_millis(300);
    Settings { head_time: short, body_time: short, wait: short, ..Settings::default() }
}

#[tokio::test]
async fn half_a_body_is_a_problem_and_closed() {
    for hall in Hall::on_each_with("half_a_body_is_a_problem_and_closed", impatient()).await {
        hall.set_the_stage().await;
        let whole =
            Ask::new("POST", "/v1/orders").actor("birch").key("k").json(order("bid", 1, "1860.00", "B-1"));
        let bytes = whole.bytes();
        let mut stream = TcpStream::connect(hall.address).await.unwrap();
        stream.write_all(&bytes[..bytes.len() - 10]).await.unwrap();
        let answer = timeout(LONG, read(&mut stream)).await.expect("in time").expect("an answer");
        assert_eq!(answer.problem(), (408, "BODY_TOO_SLOW".to_owned()));
        let mut rest = Vec::new();
        timeout(LONG, stream.read_to_end(&mut rest)).await.expect("it is closed").unwrap();
        assert_eq!(hall.ask(whole).await.status, 200, "nothing was done before");
        hall.close().await;
    }
}

#[tokio::test]
async fn a_body_that_says_it_is_long_is_not_waited_for() {
    for hall in Hall::on_each_with("a_body_that_says_it_is_long_is_not_waited_for", impatient()).await {
        hall.set_the_stage().await;
        let head = "POST /v1/orders HTTP/1.1\r\nHost: l\r\nActor: birch\r\nIdempotency-Key: k\r\n\
                Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n";
        let mut stream = TcpStream::connect(hall.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = timeout(LONG, read(&mut stream)).await.expect("in time").expect("an answer");
        assert_eq!(answer.problem(), (413, "BODY_TOO_LARGE".to_owned()));
        // In pieces, without a word about its length.
        let head = head.replace("Content-Length: 99999999", "Transfer-Encoding: chunked");
        let mut stream = TcpStream::connect(hall.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let piece = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
        let told = async {
            for _ in 0..8 {
                if stream.write_all(piece.as_bytes()).await.is_err() {
                    break;
                }
            }
            read(&mut stream).await
        };
        let answer = timeout(LONG, told).await.expect("in time").expect("an answer");
        assert_eq!(answer.problem(), (413, "BODY_TOO_LARGE".to_owned()));
        hall.close().await;
    }
}
