//! `validate_only` tells what would come of a command, and records nothing.

use serde_json::json;

use crate::hall::client::Ask;
use crate::hall::{Hall, order};

#[tokio::test]
async fn a_trial_tells_what_the_command_then_does() {
    for hall in Hall::on_each("a_trial_tells_what_the_command_then_does").await {
        hall.set_the_stage().await;
        hall.must("alder", "a-1", "/v1/orders", &order("ask", 10, "1850.00", "A-1")).await;
        let body = order("bid", 12, "1860.00", "B-1");
        let trial = |body: &str| Ask::new("POST", "/v1/orders?validate_only=true").actor("birch").json(body);
        let told = hall.ask(trial(&body)).await.json();
        assert_eq!(told["accepted"], true, "{told}");
        assert_eq!(told["fills"], json!([{"quantity": 10, "price": "1850.00", "currency": "CNY"}]));
        assert_eq!(told["rests"], 2);
        let held = &told["holds"][0];
        assert_eq!(held["amount"]["money"]["amount"], "565.89", "{told}");
        let again = hall.ask(trial(&body)).await.json();
        assert_eq!(told, again, "nothing was recorded");

        hall.must("birch", "b-1", "/v1/orders", &body).await;
        let sequence = told["sequence"].as_u64().unwrap() + 1;
        let entries = format!("/v1/entries?account=2010/birch/CNY&at_least={sequence}");
        let entries = hall.get_as("birch", &entries).await.json();
        let moved: Vec<(String, String)> = entries["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["sequence"] == sequence)
            .map(|entry| (entry["reason"].to_string(), entry["amount"].to_string()))
            .collect();
        let foretold: Vec<(String, String)> = told["moves"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["amount"].get("money").is_some())
            .map(|one| (one["reason"].to_string(), one["amount"]["money"]["amount"].to_string()))
            .collect();
        assert_eq!(moved, foretold);
        let holds = hall.get_as("birch", "/v1/holds").await.json();
        assert_eq!(holds["items"][0]["amount"], "565.89");

        let missing = hall.ask(trial(&order("bid", 900, "1860.00", "B-2"))).await;
        assert_eq!(missing.status, 200, "a trial is answered: {}", missing.text());
        let missing = missing.json();
        assert_eq!(
            (&missing["accepted"], &missing["refusal"]["code"]),
            (&json!(false), &json!("BALANCE_TOO_LOW"))
        );
        assert!(missing["refusal"]["missing"]["money"]["amount"].is_string(), "{missing}");
        hall.close().await;
    }
}
