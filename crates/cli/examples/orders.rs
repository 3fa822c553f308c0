//! A seeded stream of order commands as lines of JSON, to see how long `laycan run --quiet` takes.
//!
//! ```text
//! cargo run --release -p cli --example orders -- 200000 > orders.jsonl
//! time target/release/laycan run --quiet orders.jsonl
//! ```
//!
//! First the market is set up: ten members with money, a service with capacity, one book. Then come as many
//! commands as were asked for, a tenth of them aggressive, three in ten a cancellation; the same seed gives the
//! same lines everywhere.

use std::io::{self, BufWriter, Write};

use engine::{
    Action, AdmitMember, CancelOrder, DeclareCapacity, ListInstrument, ListPlace, ListService, OrderName,
    PlaceOrder, Receive, SetTerms,
};
use freight::{ClientOrderId, ParticipantCode};
use jiff::{SignedDuration, Timestamp};
use matching::{Side, TimeInForce};
use money::Price;
use serde::de::DeserializeOwned;
use wire::{Line, write_line};

const SERVICE: &str = "CNCHQ-CNSGH/2026W15/22G1";
const BOOK: &str = "CNCHQ-CNSGH/2026W15/22G1/CNY";
/// The middle of the book, in ticks of 1.00.
const MIDDLE: i64 = 1_850;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let commands = arguments.next().and_then(Result::ok).unwrap_or(200_000);
    let seed = arguments.next().and_then(Result::ok).unwrap_or(1);
    let mut lines = Lines::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()), seed);
    lines.market()?;
    lines.orders(commands)?;
    lines.out.flush()
}

/// Lines on their way out.
struct Lines<W> {
    out: W,
    dice: Dice,
    at: Timestamp,
    line: Vec<u8>,
}

/// A resting order: whose, and its name.
#[derive(Clone, Copy)]
struct Resting {
    member: u64,
    name: u64,
}

impl<W: Write> Lines<W> {
    fn new(out: W, seed: u64) -> Lines<W> {
        let at = "2026-03-02T01:00:00Z".parse().expect("it is a time");
        Lines { out, dice: Dice(seed), at, line: Vec::new() }
    }

    /// Members, a place at each end, terms, a service, its book, capacity, money.
    fn market(&mut self) -> io::Result<()> {
        for number in 0..10 {
            let role = if number % 2 == 0 { "carrier" } else { "shipper" };
            self.ask(
                "exchange",
                read::<AdmitMember>(&format!(
                    r#"{{"member": "{}", "name": "Member {number}", "roles": ["{role}"]}}"#,
                    member(number),
                )),
            )?;
        }
        for (code, name) in [("CNCHQ", "Chongqing"), ("CNSGH", "Shanghai")] {
            self.ask("exchange", read::<ListPlace>(&format!(
                r#"{{"place": {{"code": "{code}", "name": "{name}", "country": "CN", "functions": "1-------",
                    "clock": [{{"from": "1970-01-01T00:00:00Z", "seconds": 28800}}]}}}}"#,
            )))?;
        }
        self.ask("exchange", read::<SetTerms>(
            r#"{"code": "river", "terms": {
                "deposit": {"shipper": "0.15", "carrier": "0.15"}, "fee": {"maker": "0.002", "taker": "0.002"},
                "fee_tax": "0.06", "freight_tax": "0.09", "storage_tax": "0.06",
                "tranches": [{"weight": "0.3", "needs": ["LOAD"]}, {"weight": "0.7", "needs": ["DISC"]}],
                "no_show": {"rate": "0.3", "house_share": "0.1"}, "roll": {"rate": "0.3", "house_share": "0.1"},
                "cancellation": {"bands": [], "house_share": "0.1"}, "call_hours": 72, "closing_days": 3}}"#,
        ))?;
        self.ask(
            "exchange",
            read::<ListService>(&format!(
                r#"{{"code": "{SERVICE}", "service": {{
                "movement": {{"origin": "CNCHQ", "destination": "CNSGH", "mode": "barge"}},
                "window": "2026W15", "unit": {{"boxes": "22G1"}}, "cut_off": "2026-04-04T16:00:00Z",
                "longest_transit_days": 13}}}}"#,
            )),
        )?;
        self.ask("exchange", read::<ListInstrument>(&format!(
            r#"{{"code": "{BOOK}", "service": "{SERVICE}", "currency": "CNY", "tick": "1.00", "lot": 1, "terms": "river"}}"#,
        )))?;
        for number in 0..10 {
            self.ask("exchange", read::<Receive>(&format!(
                r#"{{"member": "{}", "sum": {{"amount": "100000000000.00", "currency": "CNY"}}, "reference": "FUNDS-{number}"}}"#,
                member(number),
            )))?;
            if number % 2 == 0 {
                let quantity = 100_000_000;
                let service = SERVICE.parse().expect("it is a code");
                self.ask(&member(number), DeclareCapacity { service, quantity })?;
            }
        }
        Ok(())
    }

    /// So many commands on the book.
    fn orders(&mut self, commands: u64) -> io::Result<()> {
        let mut resting: Vec<Resting> = Vec::new();
        for name in 0..commands {
            if !resting.is_empty() && self.dice.below(10) < 3 {
                let place = self.dice.below(resting.len() as u64);
                let Resting { member: whose, name } =
                    resting.swap_remove(usize::try_from(place).expect("it is an index"));
                self.ask(&member(whose), CancelOrder { order: OrderName::Client(client(name)) })?;
                continue;
            }
            let side = if self.dice.below(2) == 0 { Side::Ask } else { Side::Bid };
            let aggressive = self.dice.below(10) == 0;
            let away = 1 + i64::try_from(self.dice.below(100)).expect("it is below a hundred");
            // Bids lie below the middle and asks above it; an aggressive order reaches far over it.
            let reach = if aggressive { -100 } else { away };
            let ticks = if side == Side::Bid { MIDDLE - reach } else { MIDDLE + reach };
            let whose = self.dice.below(5) * 2 + u64::from(side == Side::Bid);
            let order = PlaceOrder {
                instrument: BOOK.parse().expect("it is a code"),
                side,
                quantity: 1 + u32::try_from(self.dice.below(20)).expect("it is below twenty"),
                limit: Price::parse(&format!("{ticks}.00")).ok(),
                time_in_force: if aggressive { TimeInForce::Ioc } else { TimeInForce::Gtc },
                post_only: false,
                client_order_id: Some(client(name)),
            };
            if !aggressive {
                resting.push(Resting { member: whose, name });
            }
            self.ask(&member(whose), order)?;
        }
        Ok(())
    }

    fn ask(&mut self, actor: &str, action: impl Into<Action>) -> io::Result<()> {
        self.at += SignedDuration::from_millis(1);
        let actor = ParticipantCode::parse(actor).expect("it is a code");
        self.line.clear();
        write_line(&mut self.line, &Line { at: self.at, actor, key: None, command: action.into() });
        self.out.write_all(&self.line)
    }
}

fn member(number: u64) -> String {
    format!("member-{number}")
}

fn client(name: u64) -> ClientOrderId {
    ClientOrderId::parse(&format!("O-{name}")).expect("it is printable")
}

fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Dice with a seed: splitmix64 (Steele, Lea, Flood: *Fast Splittable Pseudorandom Number Generators*, 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % sides
    }
}
