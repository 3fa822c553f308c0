//! The laws of the reports, over generated days of a small market.

mod market;

use engine::Engine;
use engine::days::{self, Memory, play};
use market::{Market, order};
use proptest::prelude::*;
use report::{Accounts, Carriages, Custody, History, ReportName, Slots, TrialBalance};

/// One thing that somebody asks; what is refused moves nothing, and that is fine too.
#[derive(Clone, Debug)]
enum Asked {
    Order { member: usize, quantity: u32, ticks: u32 },
    Receipt { member: Option<usize>, cents: u32 },
    Withdrawal { member: usize, cents: u32 },
    Booking { payment: u64 },
    Return { payment: u64 },
    Charge { cents: u32 },
    Netting,
    Hours { count: u32 },
}

const MEMBERS: [(&str, &str); 4] = [("alder", "ask"), ("cedar", "ask"), ("birch", "bid"), ("maple", "bid")];

fn asked() -> impl Strategy<Value = Asked> {
    let cents = || prop_oneof![1..100u32, 1..2_000_000u32];
    prop_oneof![
        6 => (0..4usize, 1..15u32, 1_840..1_861u32).prop_map(|(member, quantity, ticks)| Asked::Order { member, quantity, ticks }),
        2 => (prop::option::of(0..4usize), cents()).prop_map(|(member, cents)| Asked::Receipt { member, cents }),
        2 => (0..4usize, cents()).prop_map(|(member, cents)| Asked::Withdrawal { member, cents }),
        2 => (1..5u64).prop_map(|payment| Asked::Booking { payment }),
        1 => (1..5u64).prop_map(|payment| Asked::Return { payment }),
        1 => cents().prop_map(|cents| Asked::Charge { cents }),
        1 => Just(Asked::Netting),
        2 => (1..60u32).prop_map(|count| Asked::Hours { count }),
    ]
}

fn money(cents: u32) -> String {
    format!(r#"{{"amount": "{}.{:02}", "currency": "CNY"}}"#, cents / 100, cents % 100)
}

fn ask(market: &mut Market, place: usize, asked: &Asked) {
    match *asked {
        Asked::Order { member, quantity, ticks } => {
            let (member, side) = MEMBERS[member];
            market.ask(member, &order(side, quantity, &format!("{ticks}.00"), &format!("N-{place}")));
        }
        Asked::Receipt { member, cents } => {
            let whose =
                member.map_or(String::new(), |member| format!(r#""member": "{}", "#, MEMBERS[member].0));
            market.ask(
                "exchange",
                &format!(r#"{{"receive": {{{whose}"sum": {}, "reference": "R"}}}}"#, money(cents)),
            );
        }
        Asked::Withdrawal { member, cents } => {
            market.ask(MEMBERS[member].0, &format!(r#"{{"withdraw_money": {{"sum": {}}}}}"#, money(cents)));
        }
        Asked::Booking { payment } => {
            market.ask("exchange", &format!(r#"{{"book_payment": {{"payment": {payment}}}}}"#));
        }
        Asked::Return { payment } => {
            market.ask("exchange", &format!(r#"{{"return_payment": {{"payment": {payment}}}}}"#));
        }
        Asked::Charge { cents } => {
            market.ask("exchange", &format!(r#"{{"book_bank_charge": {{"sum": {}}}}}"#, money(cents)));
        }
        Asked::Netting => {
            market.ask("exchange", r#"{"open_netting": {"currency": "CNY", "value_date": "2026-03-30"}}"#);
        }
        Asked::Hours { count } => {
            market.now += jiff::SignedDuration::from_hours(i64::from(count));
            market.ask("exchange", r#"{"advance": {}}"#);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_adds_up(day in prop::collection::vec(asked(), 1..60)) {
        let mut market = Market::new();
        for (place, asked) in day.iter().enumerate() {
            ask(&mut market, place, asked);
        }
        check(market.driver.engine(), &market.history)?;
        for name in ReportName::ALL {
            for line in market.lines(name).lines() {
                let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
                prop_assert_eq!(&value["report"], name.as_str());
                prop_assert!(!has_decimal(&value), "every decimal is a string: {}", line);
            }
        }
    }

    /// The same over the days of the engine's own laws: milestones, bills, tax, currency, whatever there is.
    #[test]
    fn what_is_shown_of_any_day_adds_up(day in days::day(250)) {
        let (mut memory, mut history) = (Memory::default(), History::new());
        let mut stage = days::stage_told(&mut history);
        for a_move in &day {
            play(&mut stage, &mut memory, a_move, &mut history);
        }
        check(stage.driver.engine(), &history)?;
    }
}

/// Every proof that the reports hold.
fn check(engine: &Engine, history: &History) -> Result<(), TestCaseError> {
    for total in TrialBalance::read(engine).totals() {
        prop_assert!(total.equal, "the trial balance of {} is equal: {total:?}", total.asset);
    }
    for row in Slots::read(engine).rows() {
        prop_assert!(row.equal, "declared is the sum of all states: {row:?}");
        prop_assert!(row.on_offer <= row.available, "what is on offer is available: {row:?}");
    }
    let custody = Custody::read(engine, history);
    prop_assert!(custody.holds(), "custody is proved: {custody:?}");
    for row in Carriages::read(engine, history).rows() {
        let sum = row.released + row.escrow_left + row.escrow_owed;
        prop_assert_eq!(row.escrow, sum, "released, left and owed are the escrow of {}", row.carriage);
    }
    for row in Accounts::read(engine).rows() {
        prop_assert_eq!(row.posted, row.held + row.available, "{} is held or available", row.account);
    }
    Ok(())
}

/// Whether a number with a point stands anywhere.
fn has_decimal(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => !number.is_i64() && !number.is_u64(),
        serde_json::Value::Array(values) => values.iter().any(has_decimal),
        serde_json::Value::Object(fields) => fields.values().any(has_decimal),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::String(_) => false,
    }
}
