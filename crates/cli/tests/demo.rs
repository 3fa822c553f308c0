//! `laycan demo`, as a shell sees it.

mod shell;

use std::process::Command;

use expect_test::expect;
use shell::Shell;
use shell::served::Served;
use store::stage::grounds;

#[test]
fn the_demo_shows_the_day_and_says_how_long_it_took() {
    let shown = Shell::run(&["demo"], "");
    assert!(shown.starts_with("exit 0\nLaycan · a trading day"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "there are no colours in a pipe");
    let lines: Vec<&str> = shown.lines().collect();
    let (took, rest) = lines.split_last().expect("it says something");
    assert!(took.starts_with(" played in ") && took.ends_with(" ms"), "{took}");
    let headings = rest.windows(2).filter(|pair| pair[0].is_empty()).map(|pair| format!("{}\n", pair[1]));
    expect![[r#"
        CNCHQ-CNSGH 2026W15 22G1 CNY   1,860.00 bid, 1,905.00 asked
        CNCQD-CNQZH 2026W15 45G1 CNY   4,250.00 bid, 4,280.00 asked
        CNQZH-SGSIN 2026W15 45G1 USD   785.00 bid, 815.00 asked
         nothing rests in CNCHQ-CNSGH 2026W11 22G1 CNY, CNCQD-CNQZH 2026W11 45G1 CNY, CNQZH-SGSIN 2026W11 45G1 USD,
        Trades of 2026-03-02, UTC+08
        Carriages
        Their money
        Trial balance, CNY
        Trial balance, USD
        Trial balance, slots
        Slots
        Custody, CNY
         the bank has booked
        Custody, USD
         the bank has booked
        Receivables, each with its debtor and its owner
        Still open
         360 records: 299 commands done, 6 refused, 55 things done when they fell due; 981 events.
    "#]].assert_eq(&headings.collect::<String>());
    let again = Shell::run(&["demo"], "");
    let again: Vec<&str> = again.lines().collect();
    assert_eq!(rest, &again[..again.len() - 1], "the same day gives the same exchange, down to its digest");
}

#[test]
fn a_day_that_was_played_can_be_served_and_is_played_once() {
    for ground in grounds("demo_served") {
        let mut command = Command::new(env!("CARGO_BIN_EXE_laycan"));
        command.args(["demo", "--serve", "--listen", "127.0.0.1:0", "--database", &ground.url]);
        let served = Served::begin(command);
        assert!(served.said.starts_with("Laycan · a trading day"), "the day is shown first: {}", served.said);
        let mut client = served.client();
        let ready = client.get("/readyz").expect("answered");
        assert_eq!((ready.status, &ready.json()["sequence"]), (200, &360.into()), "{}", ready.body);
        let reads = [
            ("/v1/instruments", "items", 8),
            ("/v1/trades?limit=5&at_least=360", "items", 5),
            ("/v1/carriages?limit=3&at_least=360", "items", 3),
            ("/v1/trial-balance?at_least=360", "totals", 0),
            ("/v1/accounts?limit=7&at_least=360", "items", 7),
        ];
        for (path, field, rows) in reads {
            let answer = client.get(path).expect("answered");
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            let found = answer.json()[field].as_array().map_or(0, Vec::len);
            assert!(found > 0 && (rows == 0 || found == rows), "{path} has {found} rows: {}", answer.body);
        }
        let book = client.get("/v1/books?instrument=CNCHQ-CNSGH/2026W15/22G1/CNY").expect("answered").json();
        assert_eq!(
            (&book["bids"][0]["price"], &book["asks"][0]["price"]),
            (&"1860.00".into(), &"1905.00".into())
        );

        // The clock of the day runs on, and the exchange still takes commands.
        let advanced = client.command("exchange", "on", r#"{"advance":{}}"#).expect("answered");
        assert_eq!((advanced.status, &advanced.json()["sequence"]), (200, &361.into()), "{}", advanced.body);
        assert!(advanced.body.contains(r#""at":"2026-"#), "{}", advanced.body);

        let second = ["demo", "--serve", "--listen", "127.0.0.1:0", "--database", &ground.url];
        let second = Shell::run(&second, "");
        assert!(second.starts_with("exit 2\n"), "{second}");
        assert!(second.contains("is being written by another process"), "{second}");
        assert_eq!(served.stop(), Some(0));
        let third = Shell::run(&["demo", "--database", &ground.url], "");
        assert!(third.starts_with("exit 2\n"), "{third}");
        assert!(third.contains("has 361 records already, but a fresh one is needed"), "{third}");
        assert!(Shell::run(&["verify", "--database", &ground.url], "").starts_with("exit 0\n"));
    }
}
