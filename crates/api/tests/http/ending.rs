//! What was accepted is answered, also while everything ends.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::hall::client::{Ask, read, send};
use crate::hall::{Hall, order};

#[tokio::test]
async fn the_end_answers_what_was_accepted() {
    for hall in Hall::on_each("the_end_answers_what_was_accepted").await {
        hall.set_the_stage().await;
        // Connections that wait between two requests do not hold up the end.
        let mut idle = TcpStream::connect(hall.address).await.unwrap();
        idle.write_all(&Ask::new("GET", "/livez").bytes()).await.unwrap();
        assert!(read(&mut idle).await.is_some());
        let mut waiting = Vec::new();
        for number in 0..20 {
            let name = format!("A-{number}");
            let ask = Ask::new("POST", "/v1/orders").actor("alder").key(&name);
            let bytes = ask.json(order("ask", 1, "1850.00", &name)).bytes();
            let mut stream = TcpStream::connect(hall.address).await.unwrap();
            // The head is there and half the body: the request is accepted, and not answered yet.
            stream.write_all(&bytes[..bytes.len() - 5]).await.unwrap();
            waiting.push((stream, bytes));
        }
        // Once this is answered, those before it were accepted: one listener accepts in order.
        assert_eq!(send(hall.address, &Ask::new("GET", "/livez")).await.status, 200);
        let address = hall.address;
        let closing = tokio::spawn(hall.close());
        for (stream, bytes) in &mut waiting {
            stream.write_all(&bytes[bytes.len() - 5..]).await.unwrap();
        }
        for (stream, _) in &mut waiting {
            let answer = read(stream).await.expect("what was accepted is answered");
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        closing.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
    }
}

#[tokio::test]
async fn an_exchange_that_has_stopped_says_so() {
    for hall in Hall::on_each("an_exchange_that_has_stopped_says_so").await {
        hall.set_the_stage().await;
        hall.sequencer.stop();
        let mut status = hall.sequencer.watch();
        status.wait_for(|status| status.condition != sequencer::Condition::Working).await.unwrap();
        let ready = hall.get("/readyz").await;
        assert_eq!(ready.status, 503);
        assert!(ready.json()["reasons"][0].is_string(), "{}", ready.text());
        let ask =
            Ask::new("POST", "/v1/orders").actor("birch").key("k").json(order("bid", 1, "1860.00", "B-1"));
        let late = hall.ask(ask).await;
        assert_eq!(late.problem(), (503, "STOPPING".to_owned()));
        assert_eq!(late.header("retry-after"), Some("1"));
        assert_eq!(hall.get("/livez").await.status, 200);
        hall.close().await;
    }
}
