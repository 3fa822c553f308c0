//! `laycan demo`, as a shell sees it.

mod shell;

use expect_test::expect;
use shell::Shell;

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
