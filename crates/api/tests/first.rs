//! First.
mod hall;
use hall::client::Ask;
use hall::{Hall, INSTRUMENT, order};
#[tokio::test]
async fn first() {
    let hall = Hall::open().await;
    hall.set_the_stage().await;
    let show = |what: &str, a: &hall::client::Answer| {
        println!("{what}: {} {:?}\n    {}", a.status, a.headers.get("laycan-sequence"), a.text())
    };
    let ask = |body: &str| Ask::new("POST", "/v1/orders").json(body);
    show("ask", &hall.must("alder", "k1", "/v1/orders", &order("ask", 10, "1850.00", "A-1")).await);
    let trial = hall
        .ask(
            Ask::new("POST", "/v1/orders?validate_only=true")
                .actor("birch")
                .json(&order("bid", 12, "1860.00", "B-1")),
        )
        .await;
    show("trial", &trial);
    show("bid", &hall.must("birch", "k1", "/v1/orders", &order("bid", 12, "1860.00", "B-1")).await);
    show("again", &hall.must("birch", "k1", "/v1/orders", &order("bid", 12, "1860.00", "B-1")).await);
    show("other", &hall.ask(ask(&order("bid", 13, "1860.00", "B-1")).actor("birch").key("k1")).await);
    show("much", &hall.ask(ask(&order("bid", 4000, "1860.00", "B-2")).actor("birch").key("k2")).await);
    show(
        "much",
        &hall
            .ask(
                Ask::new("POST", "/v1/orders?validate_only=true")
                    .json(&order("bid", 4000, "1860.00", "B-2"))
                    .actor("birch"),
            )
            .await,
    );
    show("tick", &hall.ask(ask(&order("bid", 1, "1861.00", "B-2")).actor("birch").key("k3")).await);
    show("own", &hall.ask(Ask::new("GET", "/v1/orders/by-client-id/B-1").actor("birch")).await);
    show("book", &hall.get(&format!("/v1/books?instrument={INSTRUMENT}")).await);
    show("instrument", &hall.get(&format!("/v1/instruments/{}", INSTRUMENT.replace('/', "%2F"))).await);
    show(
        "patch",
        &hall
            .ask(
                Ask::new("PATCH", "/v1/orders/by-client-id/B-1")
                    .actor("birch")
                    .key("k4")
                    .json(r#"{"quantity": 1}"#),
            )
            .await,
    );
    show(
        "delete",
        &hall.ask(Ask::new("DELETE", "/v1/orders/by-client-id/B-1").actor("birch").key("k5")).await,
    );
    show("command", &hall.ask(Ask::new("GET", "/v1/commands/k2").actor("birch")).await);
    show(
        "carriage",
        &hall
            .ask(
                Ask::new("POST", "/v1/carriages/x/nominations")
                    .actor("birch")
                    .key("k6")
                    .json(r#"{"units": []}"#),
            )
            .await,
    );
    show(
        "405",
        &hall.ask(Ask::new("PUT", "/v1/orders").actor("birch").key("k6").json(r#"{"units": []}"#)).await,
    );
    let hall = hall.restart().await;
    show("again", &hall.must("birch", "k1", "/v1/orders", &order("bid", 12, "1860.00", "B-1")).await);
}
