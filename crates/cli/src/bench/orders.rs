//! `laycan bench orders`: a seeded stream of order commands, for benches and as lines of JSON for `laycan run`.
//!
//! ```text
//! laycan bench orders 200000 > orders.jsonl
//! time laycan run --quiet orders.jsonl
//! ```
//!
//! First the market is set up: ten members with money, a service with capacity, one book. Then come as many
//! commands as were asked for, a tenth of them aggressive, three in ten a cancellation; the same seed gives the
//! same lines everywhere.

use std::io::{BufWriter, Write, stdout};

use clap::Args;
use engine::{
    Action, AdmitMember, CancelOrder, Command, DeclareCapacity, ListInstrument, ListPlace, ListService,
    OrderName, PlaceOrder, Receive, SetTerms,
};
use freight::{ClientOrderId, ParticipantCode};
use jiff::{SignedDuration, Timestamp};
use matching::{Side, TimeInForce};
use money::Price;
use serde::de::DeserializeOwned;
use wire::{Line, write_line};

use crate::ending::{Ending, Trouble};

const SERVICE: &str = "CNCHQ-CNSGH/2026W15/22G1";
const BOOK: &str = "CNCHQ-CNSGH/2026W15/22G1/CNY";
/// The middle of the book, in ticks of 1.00.
const MIDDLE: i64 = 1_850;

/// Writes a seeded stream of order commands as lines of JSON, which `laycan run` reads.
#[derive(Args)]
pub(crate) struct Orders {
    /// How many order commands, after those that set the market up.
    #[arg(default_value_t = 200_000)]
    commands: u64,
    /// The same seed gives the same lines everywhere.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Orders {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
        let mut line = Vec::new();
        let mut at = beginning();
        let mut stream = Stream::new(self.seed);
        let market = market();
        for command in market.into_iter().chain((0..self.commands).map(|_| stream.next())) {
            at += SignedDuration::from_millis(1);
            line.clear();
            let Command { actor, action: command } = command;
            write_line(&mut line, &Line { at, actor, key: None, command });
            out.write_all(&line)?;
        }
        out.flush()?;
        Ok(Ending::Fine)
    }
}

/// When the market opens: before the cut-off of its service.
pub(crate) fn beginning() -> Timestamp {
    "2026-03-02T01:00:00Z".parse().expect("it is a time")
}

/// Members, a place at each end, terms, a service, its book, capacity, money.
pub(crate) fn market() -> Vec<Command> {
    let mut asked = Vec::new();
    let mut ask = |actor: &str, action: Action| asked.push(Command { actor: code(actor), action });
    for number in 0..10 {
        let role = if number % 2 == 0 { "carrier" } else { "shipper" };
        ask(
            "exchange",
            read::<AdmitMember>(&format!(
                r#"{{"member": "{}", "name": "Member {number}", "roles": ["{role}"]}}"#,
                member(number),
            ))
            .into(),
        );
    }
    for (code, name) in [("CNCHQ", "Chongqing"), ("CNSGH", "Shanghai")] {
        ask(
            "exchange",
            read::<ListPlace>(&format!(
                r#"{{"place": {{"code": "{code}", "name": "{name}", "country": "CN", "functions": "1-------",
                    "clock": [{{"from": "1970-01-01T00:00:00Z", "seconds": 28800}}]}}}}"#,
            ))
            .into(),
        );
    }
    ask("exchange", read::<SetTerms>(
            r#"{"code": "river", "terms": {
                "deposit": {"shipper": "0.15", "carrier": "0.15"}, "fee": {"maker": "0.002", "taker": "0.002"},
                "fee_tax": "0.06", "freight_tax": "0.09", "storage_tax": "0.06",
                "tranches": [{"weight": "0.3", "needs": ["LOAD"]}, {"weight": "0.7", "needs": ["DISC"]}],
                "no_show": {"rate": "0.3", "house_share": "0.1"}, "roll": {"rate": "0.3", "house_share": "0.1"},
                "cancellation": {"bands": [], "house_share": "0.1"}, "call_hours": 72, "closing_days": 3}}"#,
        ).into());
    ask(
        "exchange",
        read::<ListService>(&format!(
            r#"{{"code": "{SERVICE}", "service": {{
                "movement": {{"origin": "CNCHQ", "destination": "CNSGH", "mode": "barge"}},
                "window": "2026W15", "unit": {{"boxes": "22G1"}}, "cut_off": "2026-04-04T16:00:00Z",
                "longest_transit_days": 13}}}}"#,
        ))
        .into(),
    );
    ask("exchange", read::<ListInstrument>(&format!(
            r#"{{"code": "{BOOK}", "service": "{SERVICE}", "currency": "CNY", "tick": "1.00", "lot": 1, "terms": "river"}}"#,
        )).into());
    for number in 0..10 {
        ask("exchange", read::<Receive>(&format!(
                r#"{{"member": "{}", "sum": {{"amount": "100000000000.00", "currency": "CNY"}}, "reference": "FUNDS-{number}"}}"#,
                member(number),
            )).into());
        if number % 2 == 0 {
            let quantity = 100_000_000;
            let service = SERVICE.parse().expect("it is a code");
            ask(&member(number), DeclareCapacity { service, quantity }.into());
        }
    }
    asked
}

/// So many bids that rest far below the market.
pub(crate) fn resting(count: usize) -> Vec<Command> {
    let bid = |number| {
        let order = PlaceOrder {
            instrument: BOOK.parse().expect("it is a code"),
            side: Side::Bid,
            quantity: 1,
            limit: Price::parse(&format!("{}.00", 1 + number % 100)).ok(),
            time_in_force: TimeInForce::Gtc,
            post_only: false,
            client_order_id: ClientOrderId::parse(&format!("R-{number}")).ok(),
        };
        Command { actor: code(&member(number as u64 % 5 * 2 + 1)), action: order.into() }
    };
    (0..count).map(bid).collect()
}

/// So many new members with money: first all are admitted, then all are paid for.
pub(crate) fn newcomers(count: usize) -> Vec<Command> {
    let admit = |number| -> Action {
        let text =
            format!(r#"{{"member": "new-{number}", "name": "Newcomer {number}", "roles": ["shipper"]}}"#);
        read::<AdmitMember>(&text).into()
    };
    let receive = |number| -> Action {
        let sum = r#"{"amount": "100.00", "currency": "CNY"}"#;
        let text = format!(r#"{{"member": "new-{number}", "sum": {sum}, "reference": "N-{number}"}}"#);
        read::<Receive>(&text).into()
    };
    let commands = (0..count).map(admit).chain((0..count).map(receive));
    commands.map(|action| Command { actor: code("exchange"), action }).collect()
}

/// Commands on the book, one after another.
#[derive(Debug)]
pub(crate) struct Stream {
    dice: Dice,
    resting: Vec<Resting>,
    named: u64,
}

/// A resting order: whose, and its name.
#[derive(Clone, Copy, Debug)]
struct Resting {
    member: u64,
    name: u64,
}

impl Stream {
    /// A stream with a seed.
    pub(crate) fn new(seed: u64) -> Stream {
        Stream { dice: Dice(seed), resting: Vec::new(), named: 0 }
    }

    /// How many commands it has given.
    pub(crate) fn named(&self) -> u64 {
        self.named
    }

    /// The next command.
    pub(crate) fn next(&mut self) -> Command {
        let name = self.named;
        self.named += 1;
        if !self.resting.is_empty() && self.dice.below(10) < 3 {
            let place = self.dice.below(self.resting.len() as u64);
            let Resting { member: whose, name } =
                self.resting.swap_remove(usize::try_from(place).expect("it is an index"));
            let action = CancelOrder { order: OrderName::Client(client(name)) }.into();
            return Command { actor: code(&member(whose)), action };
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
            self.resting.push(Resting { member: whose, name });
        }
        Command { actor: code(&member(whose)), action: order.into() }
    }
}

fn code(text: &str) -> ParticipantCode {
    ParticipantCode::parse(text).expect("it is a code")
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
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % sides
    }
}
