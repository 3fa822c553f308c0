//! A story: an order rests, meets another, becomes a trade and a carriage, and is seen everywhere.

use serde_json::json;

use crate::hall::client::Ask;
use crate::hall::{Hall, INSTRUMENT, order};

#[tokio::test]
async fn an_order_is_placed_filled_and_cancelled() {
    for hall in Hall::on_each("an_order_is_placed_filled_and_cancelled").await {
        hall.set_the_stage().await;

        let ask = hall.must("alder", "a-1", "/v1/orders", &order("ask", 10, "1850.00", "A-1")).await;
        assert_eq!(ask.json()["accepted"]["placed"]["state"], "resting");
        let bid = hall.must("birch", "b-1", "/v1/orders", &order("bid", 12, "1860.00", "B-1")).await;
        let sequence = bid.json()["sequence"].as_u64().unwrap();
        assert_eq!(bid.header("laycan-sequence"), Some(sequence.to_string().as_str()));

        let book = hall.get(&format!("/v1/books?instrument={INSTRUMENT}")).await.json();
        assert_eq!(book["bids"], json!([{"price": "1860.00", "quantity": 2, "orders": 1}]));
        assert_eq!(book["asks"], json!([]));

        let trades = hall.get_as("birch", &format!("/v1/trades?at_least={sequence}")).await.json();
        assert_eq!(trades["items"][0]["quantity"], 10, "{trades}");
        assert_eq!(trades["items"][0]["parties"]["carrier"], "alder");
        assert_eq!(
            trades["items"][0]["parties"].get("maker_order"),
            None,
            "the other side's order is its own affair"
        );
        let tape = hall.get_as("cedar", &format!("/v1/trades?instrument={INSTRUMENT}")).await.json();
        assert_eq!(tape["items"][0].get("parties"), None, "{tape}");

        let balances = hall.get_as("birch", "/v1/balances").await.json();
        assert_eq!(balances["balances"][0]["available"], json!({"amount": "96619.89", "currency": "CNY"}));
        let holds = hall.get_as("birch", "/v1/holds").await.json();
        assert_eq!(holds["items"][0]["amount"], "565.89", "{holds}");

        let id = bid.json()["accepted"]["placed"]["order"].as_str().unwrap().to_owned();
        let seen = hall.get_as("birch", &format!("/v1/orders/{id}")).await.json();
        assert_eq!(
            (&seen["state"], &seen["filled"], &seen["open"]),
            (&json!("partially_filled"), &json!(10), &json!(2))
        );
        let named = hall.get_as("birch", "/v1/orders/by-client-id/B-1").await.json();
        assert_eq!((&named["order"], &named["open"]), (&json!(id), &json!(2)));

        let amended = Ask::new("PATCH", "/v1/orders/by-client-id/B-1").actor("birch").key("b-2");
        let amended = hall.ask(amended.json(r#"{"quantity": 1}"#)).await;
        assert_eq!(amended.json()["accepted"]["amended"]["kept_place"], true, "{}", amended.text());
        let cancelled =
            hall.ask(Ask::new("DELETE", &format!("/v1/orders/{id}")).actor("birch").key("b-3")).await;
        assert_eq!(cancelled.json()["accepted"]["cancelled"]["order"], json!(id), "{}", cancelled.text());
        let seen = hall.get_as("birch", &format!("/v1/orders/{id}")).await.json();
        assert_eq!((&seen["state"], &seen["ending"]), (&json!("cancelled"), &json!("cancelled")));

        let carriage = hall.get_as("alder", "/v1/carriages/1").await.json();
        assert_eq!(carriage["carriage"]["left"], 10, "{carriage}");
        let ready = hall.get("/readyz").await;
        assert_eq!((ready.status, ready.json()["ready"].as_bool()), (200, Some(true)));
        hall.close().await;
    }
}

#[tokio::test]
async fn any_command_can_be_asked_by_its_name() {
    for hall in Hall::on_each("any_command_can_be_asked_by_its_name").await {
        hall.set_the_stage().await;
        // Written over several lines, as people do.
        let body = "{\n  \"withdraw_money\": {\n    \"sum\": {\"amount\": \"100.00\", \"currency\": \"CNY\"}\n  }\n}\n";
        let answer = hall.must("birch", "w-1", "/v1/commands", body).await;
        assert_eq!(answer.json()["accepted"], "done");
        let sequence = answer.header("laycan-sequence").unwrap().to_owned();
        let payments = hall.get_as("birch", &format!("/v1/payments?at_least={sequence}")).await.json();
        assert_eq!(
            payments["items"][0]["amount"],
            json!({"amount": "100.00", "currency": "CNY"}),
            "{payments}"
        );
        let booked = hall.ask(Ask::new("POST", "/v1/payments/1/booking").actor("exchange").key("p-1")).await;
        assert_eq!(booked.status, 200, "{}", booked.text());
        hall.close().await;
    }
}
