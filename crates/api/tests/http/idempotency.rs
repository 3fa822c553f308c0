//! The same key with the same body gives the same answer, byte for byte, also after a restart.

use crate::hall::client::Ask;
use crate::hall::{Hall, order};

#[tokio::test]
async fn the_same_key_gets_the_same_bytes() {
    for hall in Hall::on_each("the_same_key_gets_the_same_bytes").await {
        hall.set_the_stage().await;
        let bid = |quantity, name| {
            let body = order("bid", quantity, "1860.00", name);
            Ask::new("POST", "/v1/orders").actor("birch").key(&format!("key-{name}")).json(body)
        };
        let [done, refused] = [bid(1, "B-1"), bid(900, "B-2")];
        let first = [hall.ask(done.clone()).await, hall.ask(refused.clone()).await];
        assert_eq!([first[0].status, first[1].status], [200, 422]);
        assert!(first.iter().all(|answer| answer.header("idempotency-replayed").is_none()));
        for _ in 0..2 {
            let again = [hall.ask(done.clone()).await, hall.ask(refused.clone()).await];
            for (again, first) in again.iter().zip(&first) {
                assert_eq!((again.status, &again.body), (first.status, &first.body));
                assert_eq!(again.header("idempotency-replayed"), Some("true"));
                assert_eq!(again.header("laycan-sequence"), first.header("laycan-sequence"));
            }
        }
        // Money comes in, and the refusal stays what it was.
        let receipt =
            r#"{"member": "birch", "sum": {"amount": "5000000.00", "currency": "CNY"}, "reference": "more"}"#;
        hall.must("exchange", "more", "/v1/receipts", receipt).await;

        let hall = hall.restart().await;
        let again = [hall.ask(done.clone()).await, hall.ask(refused.clone()).await];
        for (again, first) in again.iter().zip(&first) {
            assert_eq!((again.status, &again.body), (first.status, &first.body), "after a restart");
            assert_eq!(again.header("idempotency-replayed"), Some("true"));
        }
        let other = hall.ask(bid(2, "B-1").key("ignored")).await;
        assert_eq!(other.problem(), (400, "HEADER_TWICE".to_owned()));
        let body = order("bid", 2, "1860.00", "B-1");
        let other = Ask::new("POST", "/v1/orders").actor("birch").key("key-B-1").json(body);
        assert_eq!(hall.ask(other).await.problem(), (422, "KEY_REUSED".to_owned()));
        // A key belongs to its actor.
        let alders = Ask::new("POST", "/v1/orders")
            .actor("alder")
            .key("key-B-1")
            .json(order("ask", 1, "1900.00", "A-1"));
        assert_eq!(hall.ask(alders).await.status, 200);

        let known = hall.get_as("birch", "/v1/commands/key-B-2").await.json();
        let told: serde_json::Value = serde_json::from_slice(&first[1].body).unwrap();
        assert_eq!((&known["sequence"], &known["rejected"]["code"]), (&told["sequence"], &told["code"]));
        let unknown = hall.get_as("birch", "/v1/commands/never").await;
        assert_eq!(unknown.problem(), (404, "COMMAND_UNKNOWN".to_owned()));
        hall.close().await;
    }
}

#[tokio::test]
async fn many_who_ask_at_once_under_one_key_get_one_answer() {
    for hall in Hall::on_each("many_who_ask_at_once_under_one_key_get_one_answer").await {
        hall.set_the_stage().await;
        let ask =
            Ask::new("POST", "/v1/orders").actor("birch").key("one").json(order("bid", 1, "1860.00", "B-1"));
        let address = hall.address;
        let asked: Vec<_> = (0..32)
            .map(|_| {
                let ask = ask.clone();
                tokio::spawn(async move { crate::hall::client::send(address, &ask).await })
            })
            .collect();
        let mut bodies = Vec::new();
        for asked in asked {
            bodies.push(asked.await.unwrap().body);
        }
        assert!(bodies.iter().all(|body| *body == bodies[0]));
        let orders = hall.get_as("birch", "/v1/holds?at_least=13").await;
        let _seen = orders;
        let named = hall.get_as("birch", "/v1/orders/by-client-id/B-1").await.json();
        assert_eq!(named["open"], 1);
        hall.close().await;
    }
}
