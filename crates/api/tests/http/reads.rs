//! Lists in pieces, statements that add up, and a journal that can be had whole.

use serde_json::{Value, json};

use crate::hall::client::Ask;
use crate::hall::{Hall, INSTRUMENT, SERVICE, order};

#[tokio::test]
async fn a_list_is_read_in_pieces() {
    for hall in Hall::on_each("a_list_is_read_in_pieces").await {
        hall.set_the_stage().await;
        let mut last = 0;
        for number in 0..7 {
            let name = format!("A-{number}");
            let placed = hall.must("alder", &name, "/v1/orders", &order("ask", 1, "1850.00", &name)).await;
            last = placed.json()["sequence"].as_u64().unwrap();
        }
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/v1/orders?state=open&limit=3&at_least={last}{cursor}");
            let page = hall.get_as("alder", &path).await.json();
            let items = page["items"].as_array().unwrap_or_else(|| panic!("{page}"));
            assert!(items.len() <= 3);
            names.extend(items.iter().map(|item| item["client_order_id"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(names, ["A-0", "A-1", "A-2", "A-3", "A-4", "A-5", "A-6"]);
        let elsewhere = hall.get_as("alder", &format!("/v1/orders?state=filled{cursor}")).await;
        assert_eq!(elsewhere.problem(), (400, "CURSOR_OF_ANOTHER_LIST".to_owned()));
        let elsewhere = hall.get(&format!("/v1/instruments?{}", &cursor[1..])).await;
        assert_eq!(elsewhere.problem(), (400, "CURSOR_OF_ANOTHER_LIST".to_owned()));
        hall.close().await;
    }
}

#[tokio::test]
async fn everything_that_is_listed_can_be_read() {
    for hall in Hall::on_each("everything_that_is_listed_can_be_read").await {
        hall.set_the_stage().await;
        let encoded = |code: &str| code.replace('/', "%2F");
        let instrument = hall.get(&format!("/v1/instruments/{}", encoded(INSTRUMENT))).await.json();
        assert_eq!((&instrument["tick"], &instrument["phase"]), (&json!("5.00"), &json!("continuous")));
        let service = hall.get(&format!("/v1/services/{}", encoded(SERVICE))).await.json();
        assert_eq!(service["service"]["unit"], json!({"boxes": "22G1"}), "{service}");
        let places = hall.get("/v1/places").await.json();
        assert_eq!(places["items"][0]["place"]["code"], "CNCHQ");
        let terms = hall.get("/v1/terms/standard").await.json();
        assert_eq!((&terms["version"], &terms["terms"]["fee_tax"]), (&json!(1), &json!("0.06")));
        let members = hall.get_as("birch", "/v1/participants?limit=2").await.json();
        assert_eq!(members["items"][1]["participant"], "alder", "{members}");
        let late = hall.get("/v1/instruments?at_least=9000000").await;
        assert_eq!(late.problem(), (503, "SEQUENCE_NOT_REACHED".to_owned()));
        assert!(late.header("retry-after").is_some());
        hall.close().await;
    }
}

#[tokio::test]
async fn a_statement_adds_up() {
    for hall in Hall::on_each("a_statement_adds_up").await {
        hall.set_the_stage().await;
        hall.must("alder", "a-1", "/v1/orders", &order("ask", 10, "1850.00", "A-1")).await;
        let bid = hall.must("birch", "b-1", "/v1/orders", &order("bid", 10, "1850.00", "B-1")).await;
        let at_least = bid.header("laycan-sequence").unwrap().to_owned();
        let path = format!("/v1/statements?account=2010/birch/CNY&from=2026-03-01&at_least={at_least}");
        let statement = hall.get_as("birch", &path).await.json();
        assert_eq!(statement["opening"], "0.00", "{statement}");
        let entries = statement["items"].as_array().unwrap();
        let last = entries.last().unwrap_or(&Value::Null);
        assert_eq!(last["balance"], statement["closing"]);
        let balances = hall.get_as("birch", "/v1/balances").await.json();
        assert_eq!(balances["balances"][0]["posted"]["amount"], statement["closing"]);
        let trial = hall.get_as("exchange", "/v1/trial-balance").await.json();
        assert!(trial["totals"].as_array().unwrap().iter().all(|total| total["equal"] == true), "{trial}");
        hall.close().await;
    }
}

#[tokio::test]
async fn the_journal_can_be_had_whole() {
    for hall in Hall::on_each("the_journal_can_be_had_whole").await {
        hall.set_the_stage().await;
        let head = hall.get_as("birch", "/v1/journal/head").await.json();
        let last = head["sequence"].as_u64().unwrap();
        let export = hall.get_as("exchange", "/v1/journal/export?from=3").await;
        assert_eq!(export.header("content-type"), Some("application/x-ndjson"));
        let text = export.text();
        let sequences: Vec<u64> = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["sequence"].as_u64().unwrap())
            .collect();
        assert_eq!(sequences, (3..=last).collect::<Vec<_>>());
        let beyond = hall.get_as("exchange", "/v1/journal/export?from=99999").await;
        assert_eq!((beyond.status, beyond.body.len()), (200, 0));
        let metrics = hall.ask(Ask::new("GET", "/metrics")).await.text();
        assert!(metrics.contains("laycan_sequence_durable"), "{metrics}");
        hall.close().await;
    }
}
