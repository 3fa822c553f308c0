//! A market of so many books, whose members' money and slots do not run out.
//!
//! A tenth of the orders cross the spread; half of the others rest and half are cancels, once the books are
//! as deep as they should be.

use engine::stage::{Stage, order, read};
use engine::{CancelOrder, Command, OrderName, Outcome};
use freight::Role;
use matching::{OrderId, Side};

/// A plain generator of pseudo-random numbers (xorshift64*), so that every run is the same.
#[derive(Clone, Copy)]
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    }
}

/// A market of so many books, with members whose money and slots do not run out.
#[derive(Clone)]
pub(crate) struct Market {
    /// The exchange, and the time of every command.
    pub(crate) stage: Stage,
    books: Vec<String>,
    dice: Dice,
    open: Vec<(OrderId, &'static str)>,
}

const SHIPPERS: [&str; 8] = ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"];
const CARRIERS: [&str; 8] = ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"];

impl Market {
    pub(crate) fn new(books: usize) -> Market {
        let mut stage = Stage::new();
        for member in SHIPPERS {
            stage.admit(member, &[Role::Shipper]);
            stage.fund(member, "9000000000000.00 CNY");
        }
        for member in CARRIERS {
            stage.admit(member, &[Role::Carrier]);
            stage.fund(member, "9000000000000.00 CNY");
        }
        let mut codes = Vec::new();
        for book in 0..books {
            let service = format!("CNCHQ-CNSGH/{book}/22G1");
            stage.service(&service, "2026-03-07T08:00:00Z");
            stage.list(&service, "CNY", "1.00");
            for carrier in CARRIERS {
                stage.declare(carrier, &service, 2_000_000_000);
            }
            codes.push(format!("{service}/CNY"));
        }
        Market { stage, books: codes, dice: Dice(0x9E37_79B9_7F4A_7C15), open: Vec::new() }
    }

    /// The next command: an order that rests, an order that crosses, or a cancel.
    fn next(&mut self, depth: usize) -> Command {
        let book = &self.books[self.dice.below(self.books.len() as u64) as usize];
        let member = self.dice.below(8) as usize;
        let (side, actor) = match self.dice.below(2) {
            0 => (Side::Bid, SHIPPERS[member]),
            _ => (Side::Ask, CARRIERS[member]),
        };
        let quantity = 1 + self.dice.below(9) as u32;
        let roll = self.dice.below(100);
        if roll >= 10 && self.open.len() > depth && roll < 60 {
            let place = self.dice.below(self.open.len() as u64) as usize;
            let (order, owner) = self.open.swap_remove(place);
            return Command {
                actor: read(owner),
                action: CancelOrder { order: OrderName::Id(order) }.into(),
            };
        }
        let away = self.dice.below(40);
        let limit = match (side, roll < 10) {
            (Side::Bid, false) => 1_000 - away,
            (Side::Ask, false) => 1_001 + away,
            (Side::Bid, true) => 1_010,
            (Side::Ask, true) => 990,
        };
        let mut place = order(book, side, quantity, &limit.to_string());
        if roll < 10 {
            place.time_in_force = matching::TimeInForce::Ioc;
        }
        Command { actor: read(actor), action: place.into() }
    }

    /// Makes so many commands and plays them, so that cancels name orders that are open.
    pub(crate) fn script(&mut self, commands: u64, depth: usize) -> Vec<Command> {
        let now = self.stage.now;
        (0..commands)
            .map(|_| {
                let command = self.next(depth);
                let answer = self.stage.driver.submit(now, None, &command, &mut ()).expect("in order");
                if let Ok(Outcome::Placed { matched, .. }) = answer.result
                    && let matching::Remainder::Rests(_) = matched.remainder
                {
                    let owner = SHIPPERS.iter().chain(&CARRIERS);
                    let owner = owner.copied().find(|&owner| command.actor == read(owner)).expect("a member");
                    self.open.push((matched.order, owner));
                }
                command
            })
            .collect()
    }

    /// Makes so many commands for the market as it is, without playing them here.
    pub(crate) fn make_ahead(&mut self, commands: u64, depth: usize) -> Vec<Command> {
        let mut copy = self.clone();
        let script = copy.script(commands, depth);
        (self.dice, self.open) = (copy.dice, copy.open);
        script
    }
}
