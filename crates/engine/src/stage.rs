//! A small exchange to try things on: for tests and benches, here and elsewhere.
//!
//! Places, terms and services are those of the worked example: Chongqing to Shanghai by barge, in boxes of the
//! size-type 22G1, with 15 % deposits, a fee of 0.2 % and 6 % tax on it, and tranches of 30, 50 and 20 %.

use freight::{
    CountryCode, Ends, Functions, InstrumentCode, Lane, Mode, Name, Offsets, ParticipantCode, Place,
    PlaceCode, Promise, Reference, Role, Roles, SailingWindow, Service, ServiceCode, TermsCode, Unit,
};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use matching::{Side, TimeInForce};
use money::{Currency, Price, Rate, Sum};
use settlement::{Band, Cancellation, Damages, Deposits, Fees, Terms, Tranche};

use crate::{
    Action, AdmitMember, Answer, Audience, Command, DeclareCapacity, Driver, Engine, ListInstrument,
    ListPlace, ListService, Outcome, PlaceOrder, Receive, Rejection, SetTerms,
};

/// A driver of a small exchange, with a clock that the test moves.
#[derive(Clone, Debug)]
pub struct Stage {
    /// What is driven.
    pub driver: Driver,
    /// The time of the next command.
    pub now: Timestamp,
    /// What was asked, and when, so that it can be asked again elsewhere.
    pub asked: Vec<(Timestamp, Command)>,
}

/// Reads a value whose text is known to be right.
///
/// # Panics
///
/// When it is not.
pub fn read<T: core::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text:?} was thought to be right"))
}

/// A rate whose text is known to be right.
///
/// # Panics
///
/// When it is not.
pub fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

/// A price whose text is known to be right.
///
/// # Panics
///
/// When it is not.
pub fn price(text: &str) -> Price {
    Price::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

/// A sum such as `60000.00 CNY`.
///
/// # Panics
///
/// When it is none.
pub fn sum(text: &str) -> Sum {
    let (amount, currency) = text.split_once(' ').unwrap_or((text, ""));
    let currency = Currency::parse(currency).unwrap_or_else(|error| panic!("{error}"));
    Sum::parse(amount, currency).unwrap_or_else(|error| panic!("{error}"))
}

/// The terms of the worked example, with this tax on freight.
pub fn terms(freight_tax: &str) -> Terms {
    let damages = Damages { rate: rate("0.30"), house_share: rate("0.10") };
    let tranche = |weight, needs: &[&str]| Tranche {
        weight: rate(weight),
        needs: needs.iter().map(|need| read(need)).collect(),
    };
    Terms {
        deposit: Deposits { shipper: rate("0.15"), carrier: rate("0.15") },
        fee: Fees { maker: rate("0.002"), taker: rate("0.002") },
        fee_tax: rate("0.06"),
        freight_tax: rate(freight_tax),
        storage_tax: rate("0.06"),
        tranches: vec![
            tranche("0.30", &["LOAD"]),
            tranche("0.50", &["LOAD", "DISC"]),
            tranche("0.20", &["LOAD", "DISC", "GTOT", "CUSR", "SURR"]),
        ],
        no_show: damages,
        roll: damages,
        cancellation: Cancellation {
            bands: vec![Band { hours: 168, rate: rate("0.10") }, Band { hours: 72, rate: rate("0.30") }],
            house_share: rate("0.10"),
        },
        call_hours: 24,
        closing_days: 3,
    }
}

impl Default for Stage {
    fn default() -> Stage {
        Stage::new()
    }
}

impl Stage {
    /// An exchange with two places and the terms `standard`, at 2026-03-02 01:00 UTC.
    pub fn new() -> Stage {
        let mut stage = Stage {
            driver: Driver::new(Engine::new()),
            now: read("2026-03-02T01:00:00Z"),
            asked: Vec::new(),
        };
        for (code, name) in [("CNCHQ", "Chongqing Pt"), ("CNSGH", "Shanghai Port")] {
            let place = Place {
                code: read(code),
                name: read::<Name>(name),
                country: read::<CountryCode>("CN"),
                functions: read::<Functions>("1-------"),
                clock: Offsets::fixed(8 * 3600).unwrap_or_else(|| panic!("eight hours are no clock")),
            };
            stage.ask("exchange", ListPlace { place, aliases: Vec::new() });
        }
        stage.ask(
            "exchange",
            SetTerms { code: read::<TermsCode>("standard"), terms: Box::new(terms("0.09")) },
        );
        stage
    }

    /// Lets time pass before the next command.
    pub fn wait_hours(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    /// Asks, and answers what came of it.
    ///
    /// # Errors
    ///
    /// The engine's rejection.
    ///
    /// # Panics
    ///
    /// When the command is refused at the door.
    pub fn try_ask(&mut self, actor: &str, action: impl Into<Action>) -> Result<Outcome, Rejection> {
        self.hear(actor, action, &mut ()).result
    }

    /// Asks what must be accepted.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub fn ask(&mut self, actor: &str, action: impl Into<Action>) -> Outcome {
        self.try_ask(actor, action).unwrap_or_else(|rejection| panic!("{}: {rejection}", rejection.code()))
    }

    /// Asks, and lets `audience` hear what is recorded.
    ///
    /// # Panics
    ///
    /// When the command is refused at the door.
    pub fn hear<A: Audience>(&mut self, actor: &str, action: impl Into<Action>, audience: &mut A) -> Answer {
        let command = Command { actor: read::<ParticipantCode>(actor), action: action.into() };
        let answer = self.driver.submit(self.now, None, &command, audience);
        self.asked.push((self.now, command));
        answer.unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// Admits a member.
    pub fn admit(&mut self, member: &str, roles: &[Role]) {
        let roles = Roles::gather(roles.iter().copied()).unwrap_or_else(|error| panic!("{error}"));
        self.ask("exchange", AdmitMember { member: read(member), name: read(member), roles });
    }

    /// Books a receipt for a member.
    pub fn fund(&mut self, member: &str, amount: &str) {
        let receive =
            Receive { member: Some(read(member)), sum: sum(amount), reference: read::<Reference>("receipt") };
        self.ask("exchange", receive);
    }

    /// Lists a barge service in boxes, with its cut-off; it departs on the day after.
    pub fn service(&mut self, code: &str, cut_off: &str) {
        let ends = Ends { origin: read::<PlaceCode>("CNCHQ"), destination: read::<PlaceCode>("CNSGH") };
        let lane = Lane::between(ends, Mode::Barge).unwrap_or_else(|error| panic!("{error}"));
        let cut_off: Timestamp = read(cut_off);
        let departure = Offset::UTC.to_datetime(cut_off).date().tomorrow();
        let departure = departure.unwrap_or_else(|error| panic!("{error}"));
        let service = Service {
            promise: Promise::Movement(lane),
            window: SailingWindow::day(departure),
            unit: Unit::Boxes(read("22G1")),
            cut_off,
            longest_transit_days: 13,
        };
        self.ask("exchange", ListService { code: read::<ServiceCode>(code), service });
    }

    /// Opens a book for a service, by the terms `standard`.
    pub fn list(&mut self, service: &str, currency: &str, tick: &str) {
        let instrument = ListInstrument {
            code: read::<InstrumentCode>(&format!("{service}/{currency}")),
            service: read(service),
            currency: read(currency),
            tick: price(tick),
            lot: 1,
            terms: read("standard"),
        };
        self.ask("exchange", instrument);
    }

    /// Declares slots.
    pub fn declare(&mut self, carrier: &str, service: &str, quantity: u32) {
        self.ask(carrier, DeclareCapacity { service: read(service), quantity });
    }
}

/// A limit order, good until it is cancelled.
pub fn order(instrument: &str, side: Side, quantity: u32, limit: &str) -> PlaceOrder {
    PlaceOrder {
        instrument: read(instrument),
        side,
        quantity,
        limit: Some(price(limit)),
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        client_order_id: None,
    }
}
