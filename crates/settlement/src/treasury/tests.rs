//! A desk to try the treasury at: commands go in, and movements and events are drawn.
//!
//! Everything is applied twice, by the desk and by a twin that sees nothing but commands and facts; after each
//! command both must remember the same, and every claim must be owed exactly as it is accrued.

mod example;
mod claims;
mod bills;
mod collecting;
mod netting;
mod payments;
mod receipts;
mod house;
mod laws;

use freight::ParticipantId;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use money::{Amount, Asset, Currency, Minor, Price, Rate, Sum};

use super::{Claims, ClaimsDraft, Owner, Storage, Treasury, TreasuryRejection, inside};
use crate::pockets::Pockets;
use crate::{About, CarriageId, ClaimId, Command, Event, Fact, Movement, Purse, Purses, Reason, Sink};

/// The treasury, its claims and its purses, and a twin that replays.
#[derive(Clone, Default)]
struct Desk {
    treasury: Treasury,
    claims: Claims,
    purses: Pockets,
    twin: (Treasury, Claims),
}

/// What events were told, one a line.
#[derive(Default)]
struct Told(String);

impl Sink for Told {
    fn tell(&mut self, event: Event<'_>) {
        self.0 += &format!("» {}\n", short(&format!("{event:?}")));
    }
}

/// Why nothing happened.
#[derive(Debug)]
enum Refused {
    ByRule(TreasuryRejection),
    ForShortage(Movement),
}

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const PAY_DAY: Date = date(2026, 4, 15);

impl Desk {
    /// Asks and records; answers what was posted and told.
    fn run(&mut self, command: &Command<'_>) -> Result<String, Refused> {
        let (mut purses, mut facts) = (self.purses.clone(), Vec::new());
        purses.movements.clear();
        let before = self.clone();
        self.decide(command, &mut purses, &mut facts).map_err(Refused::ByRule)?;
        assert!(self.remembers_as(&before), "deciding changed something");
        if let Some(shortage) = purses.shortage {
            return Err(Refused::ForShortage(shortage));
        }
        self.purses = purses;
        let mut told = Told::default();
        self.treasury.apply(&mut self.claims, command, NOW, &facts, &mut told);
        self.twin.0.apply(&mut self.twin.1, command, NOW, &facts, &mut ());
        self.audit();
        Ok(self.drawn() + &told.0)
    }

    /// As the dispatcher does: A is the shipper of every carriage, and pays in CNY.
    fn decide(
        &self,
        command: &Command<'_>,
        purses: &mut Pockets,
        facts: &mut Vec<Fact>,
    ) -> Result<(), TreasuryRejection> {
        match *command {
            Command::Accrue { warehouse, carriage, units, days, rate } => {
                let storage = Storage { warehouse, carriage, units, days, rate };
                Ok(self.claims.accrue(purses, facts, storage, a(), cny())?)
            }
            _ => self.treasury.decide(&self.claims, command, NOW, purses, facts),
        }
    }

    /// Draws what a command did, or why it did nothing.
    fn draw(&mut self, command: &Command<'_>) -> String {
        match self.run(command) {
            Ok(drawn) => drawn,
            Err(Refused::ByRule(rejection)) => format!("{}: {rejection}\n", rejection.code()),
            Err(Refused::ForShortage(movement)) => format!("shortage: {}\n", line(&movement)),
        }
    }

    /// Decides with a draft of claims, as a carriage would, and records it.
    fn draft<T>(
        &mut self,
        decide: impl FnOnce(&mut ClaimsDraft<'_>, &mut Pockets, &mut Vec<Fact>) -> T,
    ) -> T {
        self.purses.movements.clear();
        let mut facts = Vec::new();
        let mut draft = self.claims.draft();
        let answer = decide(&mut draft, &mut self.purses, &mut facts);
        let owed = [c(1), c(2)].map(|carriage| draft.owed_to_escrow(&self.purses, carriage, cny().into()));
        let mut told = Told::default();
        self.claims.apply_all(&facts, &mut told);
        self.twin.1.apply_all(&facts, &mut ());
        let after = [c(1), c(2)].map(|carriage| self.owed_to(carriage));
        assert_eq!(owed, after, "a draft answers what applying its facts answers");
        self.audit();
        answer
    }

    fn arise(&mut self, debtor: ParticipantId, owner: Owner, units: u64) -> ClaimId {
        let about = About::Carriage(c(1));
        self.draft(|draft, purses, facts| {
            draft.arise(purses, facts, debtor, owner, cny().into(), amount(units), about)
        })
    }

    fn reassign(&mut self, carriage: CarriageId, to: Owner, units: u64) -> String {
        self.draft(|draft, purses, facts| {
            draft.reassign(purses, facts, carriage, cny().into(), to, minor(units));
        });
        self.drawn()
    }

    fn lapse(&mut self, carriage: CarriageId, units: u64) -> String {
        self.draft(|draft, purses, facts| draft.lapse(purses, facts, carriage, cny().into(), minor(units)));
        self.drawn()
    }

    fn owed_to(&self, carriage: CarriageId) -> Minor {
        self.claims.draft().owed_to_escrow(&self.purses, carriage, cny().into())
    }

    /// The bank receives money, and freight that was paid with it is released.
    fn earn(&mut self, member: ParticipantId, units: u64) {
        let (from, to, asset) = (Purse::Bank, Purse::Earned(member), cny().into());
        let about = About::Carriage(c(1));
        self.purses.post(Movement {
            from,
            to,
            asset,
            amount: amount(units),
            reason: Reason::Released,
            about,
        });
    }

    /// The bank receives money for a member.
    fn pay_in(&mut self, member: ParticipantId, sum: Sum) {
        let reference = freight::Reference::parse("RECEIPT").expect("a reference");
        self.run(&Command::Receive { member: Some(member), sum, reference }).expect("there is room");
    }

    /// The movements of the last command.
    fn drawn(&self) -> String {
        self.purses.movements.iter().map(|movement| line(movement) + "\n").collect()
    }

    /// What is in the purses, but for the bank.
    fn filled(&self) -> String {
        let lines = self.purses.filled().filter(|(purse, ..)| *purse != Purse::Bank);
        lines
            .map(|(purse, asset, balance)| {
                format!("{}  {}\n", short(&format!("{purse:?}")), money(balance, asset))
            })
            .collect()
    }

    fn remembers_as(&self, other: &Desk) -> bool {
        self.treasury == other.treasury && self.claims == other.claims
    }

    fn digest(treasury: &Treasury, claims: &Claims) -> Vec<u8> {
        let mut bytes = Vec::new();
        treasury.digest(&mut |more| bytes.extend_from_slice(more));
        claims.digest(&mut |more| bytes.extend_from_slice(more));
        bytes
    }

    /// What must hold at all times.
    fn audit(&self) {
        assert_eq!(
            (&self.treasury, &self.claims),
            (&self.twin.0, &self.twin.1),
            "the twin remembers the same"
        );
        let ours = Desk::digest(&self.treasury, &self.claims);
        assert_eq!(ours, Desk::digest(&self.twin.0, &self.twin.1), "the twin has the same digest");
        for (id, claim) in self.claims.all() {
            let owed = inside(&self.purses, claim.owed(id), claim.asset);
            assert_eq!(
                owed,
                inside(&self.purses, claim.accrued(id), claim.asset),
                "{id} is owed as it is accrued"
            );
            let queued = self.claims.billed_of(claim.debtor, claim.asset).any(|queued| queued == id);
            assert_eq!(queued, claim.stage != super::Stage::Accruing, "{id} is queued once it is billed");
            assert!(!queued || !owed.is_zero(), "{id} is billed and owes nothing");
        }
        let claims = self.purses.filled().filter(|(purse, ..)| matches!(purse, Purse::Owed(..))).count();
        assert!(claims <= self.claims.all().count(), "what is owed belongs to a claim");
        for (purse, asset, balance) in self.purses.filled() {
            let within = balance.unsigned_abs() <= Minor::MAX.units();
            assert!(within, "{purse:?} holds {}", money(balance, asset));
        }
        for currency in [cny(), jpy()] {
            let (ours, theirs) = self.sides(currency.into());
            assert_eq!(ours, theirs, "custody of {currency} is proved");
        }
    }

    /// What the house has, and what it owes or has earned.
    fn sides(&self, asset: Asset) -> (i128, i128) {
        let (mut ours, mut theirs) = (0, 0);
        for (purse, _, balance) in self.purses.filled().filter(|&(_, of, _)| of == asset) {
            match purse {
                Purse::Bank | Purse::Owed(..) | Purse::Fx | Purse::BankCharges | Purse::Drawings => {
                    ours += i128::from(balance);
                }
                _ => theirs += i128::from(balance),
            }
        }
        (ours, theirs)
    }
}

fn line(movement: &Movement) -> String {
    let Movement { from, to, asset, amount, reason, about } = movement;
    short(&format!("{reason:?}  {from:?} ▶ {to:?}  {}  {about:?}", amount.of(*asset)))
}

/// Numbers as people write them: `K1` for `ClaimId(1)`, `A` for the first participant.
fn short(text: &str) -> String {
    let mut text = text.to_owned();
    let kinds = [
        ("Claim", "K"),
        ("Bill", "B"),
        ("Carriage", "C"),
        ("Cycle", "N"),
        ("Payment", "P"),
        ("Receipt", "R"),
    ];
    for (kind, letter) in kinds {
        for number in 1..20 {
            text = text.replace(&format!("{kind}Id({number})"), &format!("{letter}{number}"));
        }
    }
    for (number, letter) in (1..).zip(["A", "B", "W", "D", "E"]) {
        text = text.replace(&format!("ParticipantId({number})"), letter);
    }
    text
}

fn money(balance: i64, asset: Asset) -> String {
    money::Money { minor: balance, asset }.to_string()
}

fn member(number: u32) -> ParticipantId {
    ParticipantId::new(number).expect("not zero")
}

fn a() -> ParticipantId {
    member(1)
}

fn b() -> ParticipantId {
    member(2)
}

fn w() -> ParticipantId {
    member(3)
}

fn d() -> ParticipantId {
    member(4)
}

fn c(number: u64) -> CarriageId {
    CarriageId::new(number).expect("not zero")
}

fn k(number: u64) -> ClaimId {
    ClaimId::new(number).expect("not zero")
}

fn cny() -> Currency {
    Currency::parse("CNY").expect("a currency")
}

fn jpy() -> Currency {
    Currency::parse("JPY").expect("a currency")
}

fn amount(units: u64) -> Amount {
    Amount::new(units).expect("an amount")
}

fn minor(units: u64) -> Minor {
    Minor::new(units).expect("18 digits")
}

fn yuan(text: &str) -> Sum {
    Sum::parse(text, cny()).expect("a sum")
}

fn yen(text: &str) -> Sum {
    Sum::parse(text, jpy()).expect("a sum")
}

fn price(text: &str) -> Price {
    Price::parse(text).expect("a price")
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).expect("a rate")
}
