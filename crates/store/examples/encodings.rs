//! How large records are in several encodings, and how long it takes to write and to read them.
//!
//! ```text
//! cargo run --release -p store --example encodings
//! ```
//!
//! Two sorts of records: a stream of orders, a tenth of them aggressive, as most of a journal will be; and
//! generated days with carriages, milestones, claims and payments.

use std::time::Instant;

use engine::days::{self, Memory};
use engine::stage::{Stage, order, read};
use engine::{
    Action, Audience, CancelOrder, Command, Entry, Event, Facts, OrderName, Outcome, Rejection, Sink,
};
use freight::{CommandKey, ParticipantCode, Role};
use matching::{OrderId, Remainder, Side, Step, TimeInForce};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};

/// What is recorded of one command.
#[derive(Serialize, Deserialize)]
struct Row {
    #[serde(rename = "t")]
    at: i64,
    #[serde(rename = "w")]
    actor: ParticipantCode,
    #[serde(rename = "k", skip_serializing_if = "Option::is_none", default)]
    key: Option<CommandKey>,
    #[serde(rename = "c")]
    action: Action,
    #[serde(rename = "o", skip_serializing_if = "Option::is_none", default)]
    outcome: Option<Outcome>,
    #[serde(rename = "r", skip_serializing_if = "Option::is_none", default)]
    rejection: Option<Rejection>,
    #[serde(rename = "m", skip_serializing_if = "Vec::is_empty", default)]
    matching: Vec<Step>,
    #[serde(rename = "l", skip_serializing_if = "Vec::is_empty", default)]
    ledger: Vec<ledger::Fact>,
    #[serde(rename = "s", skip_serializing_if = "Vec::is_empty", default)]
    settlement: Vec<settlement::Fact>,
}

/// Keeps what is recorded.
#[derive(Default)]
struct Rows(Vec<Row>);

impl Sink for Rows {
    const LISTENS: bool = false;
    fn tell(&mut self, _event: Event) {}
}

impl Audience for Rows {
    fn begin(&mut self, entry: &Entry<'_>) {
        let Facts { matching, ledger, settlement } = entry.facts;
        self.0.push(Row {
            at: i64::try_from(entry.at.as_nanosecond()).expect("this century"),
            actor: entry.command.actor,
            key: entry.key,
            action: entry.command.action.clone(),
            outcome: entry.result.ok(),
            rejection: entry.result.err().cloned(),
            matching: matching.clone(),
            ledger: ledger.as_slice().to_vec(),
            settlement: settlement.clone(),
        });
    }
}

fn main() {
    measure("orders", &orders(100_000));
    measure("days", &generated_days(300));
}

fn measure(what: &str, rows: &[Row]) {
    println!("{what}: {} records", rows.len());
    case(
        what,
        "json",
        rows,
        |row| serde_json::to_vec(row).expect("written"),
        |bytes| serde_json::from_slice::<Row>(bytes).expect("read"),
    );
    case(
        what,
        "cbor, names",
        rows,
        |row| {
            let mut out = Vec::new();
            ciborium::into_writer(row, &mut out).expect("written");
            out
        },
        |bytes| ciborium::from_reader::<Row, _>(bytes).expect("read"),
    );
    case(
        what,
        "messagepack, names",
        rows,
        |row| rmp_serde::to_vec_named(row).expect("written"),
        |bytes| rmp_serde::from_slice::<Row>(bytes).expect("read"),
    );
}

fn case(what: &str, name: &str, rows: &[Row], write: impl Fn(&Row) -> Vec<u8>, read: impl Fn(&[u8]) -> Row) {
    let start = Instant::now();
    let written: Vec<Vec<u8>> = rows.iter().map(&write).collect();
    let writing = start.elapsed().as_nanos() / rows.len() as u128;
    let size: usize = written.iter().map(Vec::len).sum();
    let start = Instant::now();
    for bytes in &written {
        std::hint::black_box(read(bytes));
    }
    let reading = start.elapsed().as_nanos() / rows.len() as u128;
    let mut packed = 0;
    let (mut packing, mut unpacking) = (0, 0);
    for block in written.chunks(128) {
        let whole = block.concat();
        let start = Instant::now();
        let small = lz4_flex::compress_prepend_size(&whole);
        packing += start.elapsed().as_nanos();
        packed += small.len();
        let start = Instant::now();
        std::hint::black_box(lz4_flex::decompress_size_prepended(&small).expect("read"));
        unpacking += start.elapsed().as_nanos();
    }
    let n = rows.len();
    println!(
        "  {what} {name:20} {:5} B  write {writing:5} ns  read {reading:5} ns   lz4 {:5} B  {} + {} ns",
        size / n,
        packed / n,
        packing / n as u128,
        unpacking / n as u128
    );
}

fn generated_days(days: usize) -> Vec<Row> {
    let mut rows = Rows::default();
    let mut runner = TestRunner::deterministic();
    for _ in 0..days {
        let day = days::day(120).new_tree(&mut runner).expect("a day").current();
        let mut stage = days::stage_told(&mut rows);
        let mut memory = Memory::default();
        for a_move in &day {
            days::play(&mut stage, &mut memory, a_move, &mut rows);
        }
    }
    rows.0
}

fn orders(count: usize) -> Vec<Row> {
    let mut stage = Stage::new();
    let mut rows = Rows::default();
    let service = "CNCHQ-CNSGH/2026W10/22G1";
    for (member, role) in [("alder", Role::Carrier), ("birch", Role::Shipper)] {
        stage.admit(member, &[role]);
        stage.fund(member, "9000000000000.00 CNY");
    }
    stage.service(service, "2026-03-07T08:00:00Z");
    stage.list(service, "CNY", "1.00");
    stage.declare("alder", service, 2_000_000_000);
    let book = format!("{service}/CNY");
    let mut dice = 7_u64;
    let mut below = move |bound: u64| {
        dice ^= dice >> 12;
        dice ^= dice << 25;
        dice ^= dice >> 27;
        (dice.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    };
    let mut open: Vec<(OrderId, &'static str)> = Vec::new();
    for number in 0..count {
        let (side, actor) = if below(2) == 0 { (Side::Bid, "birch") } else { (Side::Ask, "alder") };
        let roll = below(100);
        let command = if (10..60).contains(&roll) && open.len() > 1000 {
            let (order, owner) = open.swap_remove(below(open.len() as u64) as usize);
            Command { actor: read(owner), action: CancelOrder { order: OrderName::Id(order) }.into() }
        } else {
            let away = below(40);
            let limit = match (side, roll < 10) {
                (Side::Bid, false) => 1000 - away,
                (Side::Ask, false) => 1001 + away,
                (Side::Bid, true) => 1010,
                (Side::Ask, true) => 990,
            };
            let mut place = order(&book, side, 1 + below(9) as u32, &limit.to_string());
            if roll < 10 {
                place.time_in_force = TimeInForce::Ioc;
            }
            Command { actor: read(actor), action: place.into() }
        };
        let key: CommandKey = read(&format!("k-{number}"));
        let answer = stage.driver.submit(stage.now, Some(key), &command, &mut rows).expect("in order");
        if let Ok(Outcome::Placed { matched, .. }) = answer.result
            && let Remainder::Rests(_) = matched.remainder
        {
            open.push((matched.order, actor));
        }
    }
    rows.0
}
