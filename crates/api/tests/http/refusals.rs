//! Whatever cannot be done is a problem with a status of the caller's, never one of ours.

use crate::hall::client::{Answer, Ask};
use crate::hall::{Hall, INSTRUMENT, order};

fn placing() -> Ask {
    Ask::new("POST", "/v1/orders").actor("birch").key("k")
}

fn must_be(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.problem(), (status, code.to_owned()), "{}", answer.text());
}

#[tokio::test]
async fn what_is_refused_at_the_door_is_a_problem() {
    for hall in Hall::on_each("what_is_refused_at_the_door_is_a_problem").await {
        hall.set_the_stage().await;
        let good = order("bid", 1, "1860.00", "B-1");
        let table: Vec<(Ask, u16, &str)> = vec![
            // The way.
            (Ask::new("GET", "/v1/nothing"), 404, "ROUTE_UNKNOWN"),
            (Ask::new("PUT", "/v1/orders").json(&good), 405, "METHOD_NOT_ALLOWED"),
            (Ask::new("BREW", "/v1/orders"), 405, "METHOD_NOT_ALLOWED"),
            (Ask::new("DELETE", "/v1/orders/%ff").actor("birch").key("k"), 400, "PATH_MALFORMED"),
            // Who asks.
            (Ask::new("POST", "/v1/orders").key("k").json(&good), 401, "ACTOR_MISSING"),
            (Ask::new("POST", "/v1/orders").actor("Birch!").key("k").json(&good), 400, "ACTOR_MALFORMED"),
            (Ask::new("POST", "/v1/orders").actor("nobody").key("k").json(&good), 403, "ACTOR_UNKNOWN"),
            (placing().header("Actor", "alder").json(&good), 400, "HEADER_TWICE"),
            (placing().header("Idempotency-Key", "l").json(&good), 400, "HEADER_TWICE"),
            (Ask::new("POST", "/v1/orders").actor("birch").json(&good), 400, "IDEMPOTENCY_KEY_MISSING"),
            (
                Ask::new("POST", "/v1/orders").actor("birch").key("").json(&good),
                400,
                "IDEMPOTENCY_KEY_MALFORMED",
            ),
            (
                Ask::new("POST", "/v1/orders").actor("birch").key(&"k".repeat(36)).json(&good),
                400,
                "IDEMPOTENCY_KEY_MALFORMED",
            ),
            (
                Ask::new("POST", "/v1/orders").actor("birch").header("Idempotency-Key", b"\xff").json(&good),
                400,
                "IDEMPOTENCY_KEY_MALFORMED",
            ),
            // The query.
            (
                Ask::new("POST", "/v1/orders?dry=true").actor("birch").key("k").json(&good),
                400,
                "PARAMETER_UNKNOWN",
            ),
            (
                Ask::new("POST", "/v1/orders?validate_only=maybe").actor("birch").json(&good),
                400,
                "PARAMETER_MALFORMED",
            ),
            // The body.
            (placing().body(&good), 415, "CONTENT_TYPE_UNSUPPORTED"),
            (placing().header("Content-Type", "text/plain").body(&good), 415, "CONTENT_TYPE_UNSUPPORTED"),
            (
                placing().header("Content-Type", "application/json; charset=latin1").body(&good),
                415,
                "CONTENT_TYPE_UNSUPPORTED",
            ),
            (placing().json(" ".repeat(70_000)), 413, "BODY_TOO_LARGE"),
            (placing().json(b"{\"instrument\": \"\xff\"}"), 400, "LINE_NOT_UTF8"),
            (placing().json(format!("{good}\u{0}")), 400, "LINE_CONTROL_CHARACTER"),
            (Ask::new("POST", "/v1/commands").actor("birch").key("k"), 400, "LINE_EMPTY"),
            (Ask::new("POST", "/v1/commands").actor("birch").key("k").json("[]"), 400, "WRONG_TYPE"),
            (Ask::new("POST", "/v1/commands").actor("birch").key("k").json("{}"), 400, "NOT_ONE_NAME"),
            (placing().json(""), 400, "MISSING_FIELD"),
            (placing().json("{\"instrument\": "), 400, "MALFORMED_JSON"),
            (placing().json(format!("{good} {good}")), 400, "TRAILING_CHARACTERS"),
            (placing().json("[]"), 400, "WRONG_TYPE"),
            (placing().json("null"), 400, "WRONG_TYPE"),
            (placing().json(format!("{}{}", "[".repeat(30_000), "]".repeat(30_000))), 400, "WRONG_TYPE"),
            (
                placing().json(format!("{{\"limit\": {}{}}}", "[".repeat(30_000), "]".repeat(30_000))),
                400,
                "WRONG_TYPE",
            ),
            (placing().json("[".repeat(60_000)), 400, "MALFORMED_JSON"),
            (placing().json(good.replace("\"side\"", "\"quantity\": 1, \"side\"")), 400, "DUPLICATE_FIELD"),
            (placing().json(good.replace("\"side\"", "\"sight\"")), 400, "UNKNOWN_FIELD"),
            (placing().json(good.replace(": 1,", ": 1e999,")), 400, "NUMBER_OUT_OF_RANGE"),
            (
                placing().json(good.replace(": 1,", ": 123456789012345678901234567890,")),
                400,
                "NUMBER_OUT_OF_RANGE",
            ),
            (placing().json(good.replace(": 1,", ": -1,")), 400, "NUMBER_OUT_OF_RANGE"),
            (placing().json(good.replace("\"1860.00\"", "1860.00")), 400, "DECIMAL_NOT_A_STRING"),
            (placing().json(good.replace("1860.00", "1,860.00")), 400, "DECIMAL_GROUPED"),
            (placing().json(good.replace("B-1", "B\\u0000")), 400, "TEXT_CONTROL_CHARACTER"),
            (
                Ask::new("POST", "/v1/commands").actor("birch").key("k").json(r#"{"fly": {}}"#),
                400,
                "UNKNOWN_COMMAND",
            ),
            (
                Ask::new("POST", "/v1/carriages/12/escrow-call")
                    .actor("exchange")
                    .key("k")
                    .json(r#"{"carriage": 13}"#),
                400,
                "DUPLICATE_FIELD",
            ),
            (Ask::new("POST", "/v1/carriages/C12/escrow-call").actor("exchange").key("k"), 400, "WRONG_TYPE"),
            (Ask::new("DELETE", "/v1/orders/12").actor("birch").key("k"), 400, "ORDER_ID_MALFORMED"),
            // Lists.
            (Ask::new("GET", "/v1/instruments?limit=-1"), 400, "PARAMETER_MALFORMED"),
            (Ask::new("GET", "/v1/instruments?limit=1000000"), 400, "PARAMETER_MALFORMED"),
            (Ask::new("GET", "/v1/instruments?limit=1&limit=2"), 400, "PARAMETER_TWICE"),
            (Ask::new("GET", "/v1/instruments?cursor=nonsense"), 400, "CURSOR_MALFORMED"),
            (Ask::new("GET", "/v1/books"), 400, "PARAMETER_MISSING"),
            (Ask::new("GET", "/v1/books?instrument=nothing!"), 400, "PARAMETER_MALFORMED"),
            (Ask::new("GET", "/v1/books?instrument=NOTHING"), 404, "INSTRUMENT_UNKNOWN"),
            (Ask::new("GET", "/v1/stream?instruments=NOTHING"), 426, "UPGRADE_MISSING"),
            (Ask::new("GET", "/v1/orders").actor("birch").header("X", "y"), 200, ""),
        ];
        for (ask, status, code) in table {
            let shown = format!("{ask:?}").chars().take(300).collect::<String>();
            let answer = hall.ask(ask).await;
            if status == 200 {
                assert_eq!(answer.status, 200, "{shown}: {}", answer.text());
                continue;
            }
            assert_eq!(answer.problem(), (status, code.to_owned()), "{shown}: {}", answer.text());
            assert!(answer.header("x-request-id").is_some());
            let said = format!("{}; {}", answer.json()["detail"], answer.json()["hint"]);
            // What is said of a line break is true of both.
            let of_a_file = ["the line", "a line", "file"].iter().any(|word| said.contains(word));
            assert!(!of_a_file || code == "LINE_CONTROL_CHARACTER", "a body is no line of a file: {said}");
            assert_eq!(answer.json().get("sequence"), None, "nothing is on record: {}", answer.text());
        }
        hall.close().await;
    }
}

#[tokio::test]
async fn a_problem_names_the_place_and_both_figures() {
    for hall in Hall::on_each("a_problem_names_the_place_and_both_figures").await {
        hall.set_the_stage().await;
        let wrong = order("bid", 1, "1860.00", "B-1").replace("\"1860.00\"", "\"1860.001x\"");
        let wrong = hall.ask(placing().json(wrong.replace(", ", ",\n  "))).await.json();
        assert_eq!((wrong["pointer"].as_str(), wrong["line"].as_u64()), (Some("/limit"), Some(4)), "{wrong}");
        let wrong = hall.ask(Ask::new("DELETE", "/v1/orders/12").actor("birch").key("k")).await.json();
        assert_eq!(wrong["parameter"], "order", "{wrong}");
        let astray = hall.ask(Ask::new("PUT", "/v1/orders")).await;
        let allowed = astray.header("allow").unwrap_or_default().to_owned();
        assert!(allowed.contains("POST") && allowed.contains("GET"), "{allowed}");
        let off = hall.ask(placing().json(order("bid", 1, "1861.00", "B-1"))).await.json();
        assert_eq!(off["pointer"], "/limit", "{off}");
        assert_eq!((&off["figures"]["price"], &off["figures"]["tick"]), (&"1861.00".into(), &"5.00".into()));
        assert_eq!(off["type"], "/errors#PRICE_OFF_TICK");
        hall.close().await;
    }
}

#[tokio::test]
async fn what_the_core_refuses_has_a_status_of_the_callers() {
    for hall in Hall::on_each("what_the_core_refuses_has_a_status_of_the_callers").await {
        hall.set_the_stage().await;
        hall.must("alder", "rests", "/v1/orders", &order("ask", 5, "1850.00", "A-1")).await;
        let table: Vec<(&str, &str, String, u16, &str)> = vec![
            ("birch", "/v1/orders", order("ask", 1, "1860.00", "X"), 403, "ROLE_MISSING"),
            ("birch", "/v1/orders", order("bid", 0, "1860.00", "X"), 422, "QUANTITY_ZERO"),
            ("birch", "/v1/orders", order("bid", 1, "1861.00", "X"), 422, "PRICE_OFF_TICK"),
            ("birch", "/v1/orders", order("bid", 900, "1860.00", "X"), 422, "BALANCE_TOO_LOW"),
            ("alder", "/v1/orders", order("ask", 41, "1860.00", "X"), 422, "SLOTS_TOO_FEW"),
            ("alder", "/v1/orders", order("ask", 1, "1860.00", "A-1"), 409, "CLIENT_ORDER_ID_IN_USE"),
            (
                "birch",
                "/v1/orders",
                order("bid", 1, "1860.00", "X").replace("CNCHQ", "CNXXX"),
                404,
                "INSTRUMENT_UNKNOWN",
            ),
            (
                "birch",
                "/v1/participants",
                r#"{"member": "dove", "name": "Dove", "roles": ["shipper"]}"#.into(),
                403,
                "ROLE_MISSING",
            ),
            (
                "exchange",
                "/v1/participants",
                r#"{"member": "birch", "name": "Birch", "roles": ["shipper"]}"#.into(),
                409,
                "MEMBER_KNOWN",
            ),
            ("birch", "/v1/carriages/9/cancellation", "{}".into(), 404, "CARRIAGE_UNKNOWN"),
            ("exchange", "/v1/payments/9/booking", "{}".into(), 404, "PAYMENT_UNKNOWN"),
            (
                "exchange",
                "/v1/netting-cycles",
                r#"{"currency": "CNY", "value_date": "2026-03-09"}"#.into(),
                409,
                "NETTING_EMPTY",
            ),
        ];
        for (number, (actor, path, body, status, code)) in table.into_iter().enumerate() {
            let ask = Ask::new("POST", path).actor(actor).key(&format!("refused-{number}")).json(&body);
            let answer = hall.ask(ask).await;
            must_be(&answer, status, code);
            let problem = answer.json();
            let sequence = problem["sequence"].as_u64().expect("it is on record");
            assert_eq!(problem["request_id"], format!("S{sequence}"));
        }
        let id = "O99999999999";
        let gone = hall.ask(Ask::new("DELETE", &format!("/v1/orders/{id}")).actor("birch").key("gone")).await;
        must_be(&gone, 409, "ORDER_NOT_OPEN");
        hall.close().await;
    }
}

#[tokio::test]
async fn what_concerns_others_is_not_shown() {
    for hall in Hall::on_each("what_concerns_others_is_not_shown").await {
        hall.set_the_stage().await;
        let placed = hall.must("alder", "a-1", "/v1/orders", &order("ask", 5, "1850.00", "A-1")).await.json();
        let id = placed["accepted"]["placed"]["order"].as_str().unwrap().to_owned();
        let hidden = [
            format!("/v1/orders/{id}"),
            "/v1/orders?member=alder".to_owned(),
            "/v1/balances?member=alder".to_owned(),
            "/v1/accounts?owner=alder".to_owned(),
            "/v1/accounts?code=2010".to_owned(),
            "/v1/holds?member=alder".to_owned(),
            "/v1/entries?account=2010/alder/CNY".to_owned(),
            "/v1/statements?account=2010/alder/CNY".to_owned(),
            "/v1/statements?account=2010/nobody/CNY".to_owned(),
            "/v1/trades?member=alder".to_owned(),
            "/v1/trial-balance".to_owned(),
            "/v1/transfers".to_owned(),
            "/v1/receipts".to_owned(),
            "/v1/obligations?debtor=alder".to_owned(),
            "/v1/obligations?creditor=fund".to_owned(),
            "/v1/payments?member=alder".to_owned(),
            "/v1/journal/export".to_owned(),
        ];
        for path in hidden {
            must_be(&hall.get_as("birch", &path).await, 403, "NOT_YOURS");
            let seen = hall.get_as("exchange", &path).await;
            assert!(seen.status == 200 || seen.status == 404, "{path}: {}", seen.text());
            let nobody = hall.get(&path).await;
            must_be(&nobody, 401, "ACTOR_MISSING");
        }
        must_be(&hall.get_as("birch", "/v1/orders/by-client-id/A-1").await, 404, "ORDER_UNKNOWN");
        let _book = hall.get(&format!("/v1/books?instrument={INSTRUMENT}")).await;
        hall.close().await;
    }
}
