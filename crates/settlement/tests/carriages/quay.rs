//! A quay to try carriages at: commands go in, and movements and events are drawn.
//!
//! Everything is applied twice, by the settlement and by a twin that sees nothing but commands and facts (read
//! back from JSON); after each command both must remember the same, and the books must be even.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use freight::{
    Classifier, Consignment, ContainerNumber, EquipmentType, Milestone, MilestoneCode, MilestoneKind,
    ParticipantId, PlaceCode, Role, ServiceId, Unit, UnitNumber,
};
use jiff::Timestamp;
use money::{Asset, Currency, Price, Rate, Sum, Worth};
use settlement::pockets::Pockets;
use settlement::{
    Band, Bargain, Cancellation, CarriageId, Command, Damages, Deposits, Due, Event, Fact, Fees, Movement,
    Need, Purse, Purses, Rejection, Reporter, Rolled, Schedule, Settlement, Side, Sink, Terms, TermsId,
    Tranche, Value,
};

/// A, the shipper.
pub(crate) fn a() -> ParticipantId {
    ParticipantId::new(1).unwrap()
}

/// B, the carrier.
pub(crate) fn b() -> ParticipantId {
    ParticipantId::new(2).unwrap()
}

/// W, a warehouse.
pub(crate) fn w() -> ParticipantId {
    ParticipantId::new(3).unwrap()
}

/// X, the exchange.
pub(crate) fn x() -> ParticipantId {
    ParticipantId::new(4).unwrap()
}

/// The only service, from Chongqing to Shanghai.
pub(crate) fn service() -> ServiceId {
    ServiceId::new(1).unwrap()
}

pub(crate) fn c(number: u64) -> CarriageId {
    CarriageId::new(number).unwrap()
}

pub(crate) fn v(number: u32) -> TermsId {
    TermsId::new(number).unwrap()
}

pub(crate) fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn place(code: &str) -> PlaceCode {
    PlaceCode::parse(code).unwrap()
}

pub(crate) fn kind(code: &str) -> MilestoneKind {
    MilestoneKind::ALL.into_iter().find(|kind| kind.as_str() == code).unwrap()
}

/// The container number of the box `n`.
pub(crate) fn container(n: u32) -> UnitNumber {
    UnitNumber::parse(&format!("MSKU{n:07}")).unwrap()
}

pub(crate) fn boxed(n: u32) -> Consignment {
    Consignment::Box(ContainerNumber::parse(&format!("MSKU{n:07}")).unwrap())
}

pub(crate) fn tranche(weight: &str, needs: &[&str]) -> Tranche {
    let needs = needs.iter().map(|need| Need::parse(need).unwrap()).collect();
    Tranche { weight: rate(weight), needs }
}

/// The terms of the worked examples.
pub(crate) fn terms() -> Terms {
    Terms {
        deposit: Deposits { shipper: rate("0.15"), carrier: rate("0.15") },
        fee: Fees { maker: rate("0.002"), taker: rate("0.002") },
        fee_tax: rate("0.06"),
        freight_tax: rate("0.09"),
        storage_tax: rate("0.06"),
        tranches: vec![
            tranche("0.3", &["LOAD"]),
            tranche("0.5", &["LOAD", "DISC"]),
            tranche("0.2", &["LOAD", "DISC", "GTOT", "CUSR", "SURR"]),
        ],
        no_show: Damages { rate: rate("0.3"), house_share: rate("0.1") },
        roll: Damages { rate: rate("0.3"), house_share: rate("0.1") },
        cancellation: Cancellation {
            bands: vec![
                Band { hours: 168, rate: rate("0.05") },
                Band { hours: 72, rate: rate("0.1") },
                Band { hours: 24, rate: rate("0.2") },
            ],
            house_share: rate("0.1"),
        },
        call_hours: 48,
        closing_days: 3,
    }
}

/// From Chongqing to Shanghai in boxes; cut-off on 9 March at noon, departure when 10 March begins there.
pub(crate) fn schedule() -> Schedule {
    Schedule {
        origin: place("CNCHQ"),
        destination: place("CNSGH"),
        cut_off: at("2026-03-09T12:00:00Z"),
        departure: at("2026-03-09T16:00:00Z"),
        unit: Unit::Boxes(EquipmentType::parse("22G1").unwrap()),
    }
}

/// Settlement, the purses it is lent, and a twin that replays.
#[derive(Clone)]
pub(crate) struct Quay {
    pub(crate) settlement: Settlement,
    pub(crate) purses: Pockets,
    twin: Settlement,
    currency: Currency,
    now: Timestamp,
    events: u32,
}

/// Why nothing happened.
#[derive(Debug)]
pub(crate) enum Refused {
    ByRule(Rejection),
    ForShortage(Movement),
}

/// What was told, one event a line.
#[derive(Default)]
struct Told(String);

impl Sink for Told {
    fn tell(&mut self, event: Event<'_>) {
        let text = match event {
            Event::Struck { bargain } => format!("Struck {{ carriage: {:?} }}", bargain.carriage),
            Event::Recorded { carriage: _, source, event, kind, place, occurred: _, updated: _, units } => {
                let place = place.map_or(String::new(), |place| format!(" at {place}"));
                format!("Recorded {{ {event}: {kind} of {} boxes{place} by {source:?} }}", units.len())
            }
            Event::Corrected { carriage: _, source, event, kind, place, occurred: _, updated: _, units } => {
                let place = place.map_or(String::new(), |place| format!(" at {place}"));
                format!("Corrected {{ {event}: {kind} of {} boxes{place} by {source:?} }}", units.len())
            }
            told => format!("{told:?}"),
        };
        let text = text.replace("ParticipantId(1)", "A").replace("ParticipantId(2)", "B");
        let text = text.replace("ParticipantId(3)", "W").replace("ParticipantId(4)", "X");
        let text = text.replace("CarriageId(1)", "C1").replace("CarriageId(2)", "C2").replace("Minor", "");
        writeln!(self.0, "{text}").unwrap();
    }
}

impl Quay {
    /// Terms are set, the service is listed, and B has 100 slots to sell.
    pub(crate) fn open(terms: &Terms, currency: &str) -> Quay {
        Quay::with(terms, currency, schedule())
    }

    pub(crate) fn with(terms: &Terms, currency: &str, schedule: Schedule) -> Quay {
        let mut quay = Quay {
            settlement: Settlement::new(),
            purses: Pockets::default(),
            twin: Settlement::new(),
            currency: Currency::parse(currency).unwrap(),
            now: at("2026-03-02T01:00:00Z"),
            events: 0,
        };
        quay.run(&Command::SetTerms(terms)).unwrap();
        quay.run(&Command::List(service(), schedule)).unwrap();
        quay.run(&Command::Declare { carrier: b(), service: service(), quantity: 100 }).unwrap();
        quay
    }

    /// Asks and records; answers what was posted and told.
    pub(crate) fn run(&mut self, command: &Command<'_>) -> Result<String, Refused> {
        let (mut purses, mut facts) = (self.purses.clone(), Vec::new());
        purses.movements.clear();
        let before = self.settlement.clone();
        let decided = self.settlement.decide(command, self.now, &mut purses, &mut facts);
        assert_eq!(self.settlement, before, "deciding changes nothing");
        decided.map_err(Refused::ByRule)?;
        if let Some(shortage) = purses.shortage {
            return Err(Refused::ForShortage(shortage));
        }
        self.purses = purses;
        let mut told = Told::default();
        self.settlement.apply(command, self.now, &facts, &mut told);
        let recorded = serde_json::to_string(&facts).unwrap();
        let replayed: Vec<Fact> = serde_json::from_str(&recorded).unwrap();
        self.twin.apply(command, self.now, &replayed, &mut ());
        self.audit();
        Ok(self.drawn() + &told.0)
    }

    /// Draws what a command did, or why it did nothing.
    pub(crate) fn draw(&mut self, command: &Command<'_>) -> String {
        match self.run(command) {
            Ok(drawn) => drawn,
            Err(Refused::ByRule(rejection)) => format!("{}: {rejection}\n", rejection.code()),
            Err(Refused::ForShortage(movement)) => format!("shortage: {}\n", self.line(&movement)),
        }
    }

    /// Goes on to a later time, performing what is due on the way; answers what that did.
    pub(crate) fn on(&mut self, time: &str) -> String {
        self.on_until(at(time))
    }

    pub(crate) fn on_until(&mut self, time: Timestamp) -> String {
        let mut drawn = String::new();
        while let Some((due, item)) = self.settlement.next_due().filter(|(due, _)| *due <= time) {
            self.now = self.now.max(due);
            let command = match item {
                Due::Call(carriage) => Command::Call { carriage },
                Due::CutOff(carriage) => Command::CutOff { carriage },
                Due::Close(carriage) => Command::Close { carriage },
            };
            writeln!(drawn, "{item:?}").unwrap();
            drawn += &self.draw(&command);
        }
        self.now = time;
        drawn.replace("CarriageId(1)", "C1").replace("CarriageId(2)", "C2")
    }

    pub(crate) fn receive(&mut self, member: ParticipantId, amount: &str) {
        let sum = Sum::parse(amount, self.currency).unwrap();
        let reference = freight::Reference::parse("R").unwrap();
        self.run(&Command::Receive { member: Some(member), sum, reference }).unwrap();
    }

    /// A trade of orders that trade nothing else: A's bid arrives, B's ask rested.
    pub(crate) fn bargain(&self, carriage: u64, quantity: u32, price: &str) -> Bargain {
        let price = Price::parse(price).unwrap();
        let value = price.worth(u64::from(quantity)).unwrap();
        let side = |participant, after| Side { participant, terms: v(1), before: Value::default(), after };
        Bargain {
            carriage: c(carriage),
            service: service(),
            currency: self.currency,
            price,
            quantity,
            terms: self.settlement.newest_terms().unwrap(),
            shipper: side(a(), Value { made: Worth::ZERO, taken: value }),
            carrier: side(b(), Value { made: value, taken: Worth::ZERO }),
        }
    }

    pub(crate) fn strike(&mut self, carriage: u64, quantity: u32, price: &str) -> String {
        self.draw(&Command::Strike(self.bargain(carriage, quantity, price)))
    }

    /// A names the boxes `first` to `last`.
    pub(crate) fn name(&mut self, carriage: u64, first: u32, last: u32) -> String {
        let units: Vec<_> = (first..=last).map(boxed).collect();
        self.draw(&Command::Nominate { by: a(), carriage: c(carriage), units: &units })
    }

    /// B, or for customs X, tells what happened to the boxes, or at the destination; events are numbered.
    pub(crate) fn tell(&mut self, carriage: u64, what: &str, boxes: &[u32]) -> String {
        self.events += 1;
        let event = format!("e{}", self.events);
        self.tell_as(carriage, &event, what, boxes)
    }

    pub(crate) fn tell_as(&mut self, carriage: u64, event: &str, what: &str, boxes: &[u32]) -> String {
        let milestone = self.milestone(event, what, boxes);
        self.draw(&Command::Record { by: teller(what), carriage: c(carriage), milestone: &milestone })
    }

    /// What is told anew under a code used before.
    pub(crate) fn correct(&mut self, carriage: u64, event: &str, what: &str, boxes: &[u32]) -> String {
        let milestone = self.milestone(event, what, boxes);
        let (by, carriage) = (teller(what), c(carriage));
        self.draw(&Command::Correct { by, carriage, source: by.participant, milestone: &milestone })
    }

    /// What is told did not happen.
    pub(crate) fn withdraw(&mut self, carriage: u64, event: &str, what: &str) -> String {
        let by = teller(what);
        let event = MilestoneCode::parse(event).unwrap();
        self.draw(&Command::Withdraw { by, carriage: c(carriage), source: by.participant, event })
    }

    /// `LOAD`, or `CUSR@CNCHQ`; customs without a place speak at the destination.
    pub(crate) fn milestone(&self, event: &str, what: &str, boxes: &[u32]) -> Milestone {
        let (code, place_code) = what.split_once('@').unwrap_or((what, "CNSGH"));
        Milestone {
            event: MilestoneCode::parse(event).unwrap(),
            kind: kind(code),
            classifier: Classifier::Actual,
            occurred: self.now,
            updated: None,
            place: Some(place(place_code)),
            boxes: boxes.iter().copied().map(container).collect(),
        }
    }

    pub(crate) fn roll(&mut self, carriage: u64, boxes: &[u32]) -> String {
        let units: Vec<_> = boxes.iter().copied().map(container).collect();
        self.draw(&Command::Roll { by: carrier(), carriage: c(carriage), units: Rolled::Named(&units) })
    }

    pub(crate) fn roll_unnamed(&mut self, carriage: u64, units: u32) -> String {
        self.draw(&Command::Roll { by: carrier(), carriage: c(carriage), units: Rolled::Unnamed(units) })
    }

    /// What is in a purse, as people write it.
    pub(crate) fn inside(&self, purse: Purse) -> String {
        let minor = self.purses.balance(purse, self.currency.into());
        money::Money { minor, asset: self.currency.into() }.number(money::Grouping::Thousands).to_string()
    }

    /// Slots available of B, and right, nominated, consumed, lapsed of A.
    pub(crate) fn slots(&self) -> [i64; 5] {
        let (service, asset) = (service(), Asset::unit(service().number()));
        [
            Purse::Available(service, b()),
            Purse::Right(service, a()),
            Purse::Nominated(service, a()),
            Purse::Consumed(service, a()),
            Purse::Lapsed(service, a()),
        ]
        .map(|purse| self.purses.balance(purse, asset))
    }

    /// All purses that are not empty.
    pub(crate) fn filled(&self) -> BTreeMap<(Purse, Asset), i64> {
        self.purses.filled().map(|(purse, asset, balance)| ((purse, asset), balance)).collect()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// Lets it be so late, whatever is due.
    pub(crate) fn set(&mut self, now: Timestamp) {
        self.now = now;
    }

    fn audit(&self) {
        assert_eq!(self.settlement, self.twin, "who only applies remembers the same");
        assert_eq!(digest(&self.settlement), digest(&self.twin), "and so their digests are the same");
        let mut sums = BTreeMap::<Asset, i64>::new();
        for (purse, asset, balance) in self.purses.filled() {
            *sums.entry(asset).or_default() += if stands_on_the_left(purse) { balance } else { -balance };
        }
        assert!(sums.values().all(|sum| *sum == 0), "the books are even: {sums:?}");
    }

    fn drawn(&self) -> String {
        self.purses.movements.iter().fold(String::new(), |mut drawn, movement| {
            writeln!(drawn, "{}", self.line(movement)).unwrap();
            drawn
        })
    }

    fn line(&self, movement: &Movement) -> String {
        let Movement { from, to, asset, amount, reason, about: _ } = movement;
        let amount = match asset.as_currency() {
            Some(currency) => amount.of(currency).number(money::Grouping::Thousands).to_string(),
            None => format!("{} slots", amount.units()),
        };
        let (from, to) = (short(*from), short(*to));
        format!("{from:<12} > {to:<12} {amount:>10}  {reason:?}")
    }
}

/// The bytes that would be hashed.
fn digest(settlement: &Settlement) -> Vec<u8> {
    let mut bytes = Vec::new();
    settlement.digest(&mut |piece| bytes.extend_from_slice(piece));
    bytes
}

/// Who usually tells such a thing.
fn teller(what: &str) -> Reporter {
    match kind(&what[..4]).scope() {
        freight::Scope::Customs => exchange(),
        freight::Scope::PerBox | freight::Scope::Document | freight::Scope::Transport => carrier(),
    }
}

pub(crate) fn carrier() -> Reporter {
    Reporter { participant: b(), roles: Role::Carrier.into() }
}

pub(crate) fn exchange() -> Reporter {
    Reporter { participant: x(), roles: Role::Exchange.into() }
}

pub(crate) fn warehouse() -> Reporter {
    Reporter { participant: w(), roles: Role::Warehouse.into() }
}

fn stands_on_the_left(purse: Purse) -> bool {
    matches!(
        purse,
        Purse::Bank | Purse::Fx | Purse::Owed(..) | Purse::BankCharges | Purse::Drawings | Purse::Declared(_)
    )
}

/// `Free A`, `Escrow C1`, `Accrued K1 B`.
fn short(purse: Purse) -> String {
    let name = |member: ParticipantId| ["A", "B", "W", "X"][member.number() as usize - 1];
    match purse {
        Purse::Free(member) => format!("free {}", name(member)),
        Purse::Deposit(_, member) => format!("deposit {}", name(member)),
        Purse::Escrow(_) => "escrow".into(),
        Purse::Earned(member) => format!("earned {}", name(member)),
        Purse::Accrued(claim, member) => format!("accrued {claim} {}", name(member)),
        Purse::AccruedToEscrow(claim, _) => format!("to escrow {claim}"),
        Purse::AccruedToFund(claim) => format!("to fund {claim}"),
        Purse::AccruedToHouse(claim) => format!("to house {claim}"),
        Purse::Owed(claim, member) => format!("owed {claim} {}", name(member)),
        Purse::Available(_, member) => format!("available {}", name(member)),
        Purse::Right(_, member) => format!("right {}", name(member)),
        Purse::Nominated(_, member) => format!("nominated {}", name(member)),
        Purse::Consumed(_, member) => format!("consumed {}", name(member)),
        Purse::Lapsed(_, member) => format!("lapsed {}", name(member)),
        other => format!("{other:?}").to_lowercase(),
    }
}
