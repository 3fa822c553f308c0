//! One traded promise to carry, from the trade to the last deposit given back.
//!
//! ```text
//!   struck ──▶ called ──▶ cut off ──▶ closed
//!     │  units named, milestones at any time  │ all units passed all tranches, and the days are over
//!     │                                       │
//!     └── cancelled, not paid ────────────────┴── no unit is left
//! ```
//!
//! Every decision is taken in a [`Draft`]: a copy of the one carriage, to which facts are applied as they are
//! decided. [`Settlement`](crate::Settlement) then applies the same facts to the carriage itself.
//!
//! # Invariants
//!
//! - Slots left = slots without a name + the quantities of named units that have not dropped out.
//! - Once the escrow was called: released so far + what is in the escrow + what the carrier owes to it
//!   = the escrow of the units left.
//!
//! # What is not here
//!
//! How much has been paid, and to whom: that stands in the purses, and is read there.

mod fare;
mod units;
mod milestones;
mod passing;
mod fact;
mod rejection;
mod draft;
mod strike;
mod nominate;
mod report;
mod release;
mod call;
mod dropping;
mod waterfall;
mod cancel;
mod closing;
mod digest;

pub use fact::CarriageFact;
pub use rejection::{CarriageRejection, Reporters};
pub use units::Unit;

pub(crate) use draft::{Draft, Loan};
pub(crate) use strike::{Pinned, strike};

use freight::{Consignment, Milestone, ParticipantId, ServiceId, UnitNumber};
use jiff::Timestamp;
use money::{Currency, Price};

use self::draft::Place;
use self::fare::Fare;
use self::milestones::Milestones;
use self::passing::Marks;
use self::units::Units;
use crate::{Bargain, CarriageId, Party, Schedule, Terms, TermsId};

/// One traded promise to carry so many units of a service, between two sides, under one version of terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carriage {
    id: CarriageId,
    service: ServiceId,
    currency: Currency,
    price: Price,
    terms: TermsId,
    shipper: ParticipantId,
    carrier: ParticipantId,
    /// How many units were traded.
    traded: u32,
    /// How many have not dropped out.
    left: u32,
    /// How many of those have no name yet.
    unnamed: u32,
    failed: Failed,
    dues: Dues,
    units: Units,
    milestones: Milestones,
}

/// How many units dropped out by the fault of each side: damages run over them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Failed {
    shipper: u32,
    carrier: u32,
}

/// What is to come by itself, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dues {
    /// The call of the escrow, until it was paid.
    pub(crate) call: Option<Timestamp>,
    /// The cut-off, until it has passed.
    pub(crate) cut_off: Option<Timestamp>,
    /// The closing, once everything is released.
    pub(crate) close: Option<Timestamp>,
}

impl Dues {
    /// Nothing is to come, before the carriage begins and after it ends.
    pub(crate) const NONE: Dues = Dues { call: None, cut_off: None, close: None };
}

impl Carriage {
    /// What a bargain begins, with nothing named and nothing told; it costs no allocation but its own.
    pub(crate) fn begin(bargain: &Bargain, schedule: &Schedule, terms: &Terms, now: Timestamp) -> Carriage {
        Carriage {
            id: bargain.carriage,
            service: bargain.service,
            currency: bargain.currency,
            price: bargain.price,
            terms: bargain.terms,
            shipper: bargain.shipper.participant,
            carrier: bargain.carrier.participant,
            traded: bargain.quantity,
            left: bargain.quantity,
            unnamed: bargain.quantity,
            failed: Failed::default(),
            dues: Dues {
                call: Some(now.max(call::call_time(schedule, terms))),
                cut_off: Some(now.max(schedule.cut_off)),
                close: None,
            },
            units: Units::default(),
            milestones: Milestones::default(),
        }
    }

    /// Its number, that of its trade.
    pub fn id(&self) -> CarriageId {
        self.id
    }

    /// What is to be carried.
    pub fn service(&self) -> ServiceId {
        self.service
    }

    /// What it is paid in.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The price of one unit.
    pub fn price(&self) -> Price {
        self.price
    }

    /// The terms it pinned when it was traded.
    pub fn terms(&self) -> TermsId {
        self.terms
    }

    /// Who is a side of it.
    pub fn member(&self, party: Party) -> ParticipantId {
        match party {
            Party::Shipper => self.shipper,
            Party::Carrier => self.carrier,
        }
    }

    /// Which side a member is, if it is one.
    pub fn party(&self, member: ParticipantId) -> Option<Party> {
        [Party::Shipper, Party::Carrier].into_iter().find(|&party| self.member(party) == member)
    }

    /// How many units were traded.
    pub fn traded(&self) -> u32 {
        self.traded
    }

    /// How many units have not dropped out.
    pub fn left(&self) -> u32 {
        self.left
    }

    /// How many slots wait for a name.
    pub fn unnamed(&self) -> u32 {
        self.unnamed
    }

    /// What was named, in order; units that dropped out are marked.
    pub fn units(&self) -> &[Unit] {
        self.units.all()
    }

    /// Whether the escrow was called and paid.
    pub fn is_called(&self) -> bool {
        self.dues.call.is_none()
    }

    /// Whether the cut-off has passed.
    fn is_cut_off(&self) -> bool {
        self.dues.cut_off.is_none()
    }

    /// When it will close, if that is known.
    pub fn closes_at(&self) -> Option<Timestamp> {
        self.dues.close
    }

    /// What is to come by itself, as far as it must be watched: a call never comes after its cut-off, so until
    /// it was paid the cut-off need not be.
    pub(crate) fn dues(&self) -> Dues {
        let Dues { call, cut_off, close } = self.dues;
        Dues { call, cut_off: if call.is_none() { cut_off } else { None }, close }
    }

    fn fare(&self, terms: &Terms) -> Fare {
        Fare { price: self.price, currency: self.currency, tax: terms.freight_tax }
    }

    fn failed(&self, by: Party) -> u32 {
        match by {
            Party::Shipper => self.failed.shipper,
            Party::Carrier => self.failed.carrier,
        }
    }

    /// What has happened to each named unit, by its place.
    fn marks(&self) -> Vec<Marks> {
        passing::marks(self.milestones.standing(), self.units.all().len())
    }

    /// The units that have not dropped out, each with its place and its marks.
    fn present<'a>(&'a self, marks: &'a [Marks]) -> impl Iterator<Item = (u32, &'a Unit, Marks)> {
        let all = (0..).zip(self.units.all().iter().zip(marks));
        all.filter(|(_, (unit, _))| !unit.out).map(|(place, (unit, marks))| (place, unit, *marks))
    }

    /// The places of units with these numbers, which were all named.
    fn places(units: &Units, numbers: &[UnitNumber]) -> impl Iterator<Item = u32> {
        numbers
            .iter()
            .map(|&number| units.place(number).unwrap_or_else(|| panic!("unit {number} was never named")))
    }
}

/// What the command itself says, written down: no fact repeats it.
impl Carriage {
    /// Names units for slots.
    pub(crate) fn name(&mut self, consignments: &[Consignment]) {
        for consignment in consignments {
            let left = self.unnamed.checked_sub(consignment.quantity());
            self.unnamed = left.expect("no more units are named than there are slots");
            assert!(self.units.name(consignment), "unit {} is named twice", consignment.number());
        }
    }

    /// Records what `source` tells.
    pub(crate) fn record(&mut self, source: ParticipantId, milestone: &Milestone) {
        let units = Carriage::places(&self.units, &milestone.boxes);
        self.milestones.record(source, milestone, units);
    }

    /// Tells the milestone recorded at a place anew.
    pub(crate) fn correct(&mut self, at: Place, milestone: &Milestone) {
        let units = Carriage::places(&self.units, &milestone.boxes);
        self.milestones.correct(at.0, milestone, units);
    }

    /// Lets the milestone recorded at a place stand no longer.
    pub(crate) fn withdraw(&mut self, at: Place) {
        self.milestones.withdraw(at.0);
    }

    /// Lets the cut-off have passed.
    pub(crate) fn pass_cut_off(&mut self) {
        self.dues.cut_off = None;
    }
}

/// What was decided, written down: a draft and the settlement both come through here, so that they cannot differ.
impl Carriage {
    pub(crate) fn apply(&mut self, fact: &CarriageFact) {
        match *fact {
            CarriageFact::Called { amount: _ } => self.dues.call = None,
            CarriageFact::Unpaid { asked: _, available: _ } => {}
            CarriageFact::Released { amount: _, total: _, of: _ } => {}
            CarriageFact::Reversed { amount: _, owed: _, total: _, of: _ } => {}
            CarriageFact::UnitOut { unit } => self.units.drop_out(unit),
            CarriageFact::DroppedOut { by, why: _, units, unnamed, escrow_returned: _ } => {
                self.drop_out(units, unnamed);
                match by {
                    Party::Shipper => self.failed.shipper += units,
                    Party::Carrier => self.failed.carrier += units,
                }
            }
            CarriageFact::Charged { from: _, to_other: _, to_house: _, cover: _ } => {}
            CarriageFact::Cancelled { by: _, units, escrow_returned: _ } => {
                self.drop_out(units, self.unnamed);
            }
            CarriageFact::ClosesAt { at } => self.dues.close = at,
            CarriageFact::Closed { shipper_deposit: _, carrier_deposit: _ } => {}
        }
    }

    fn drop_out(&mut self, units: u32, unnamed: u32) {
        self.left = self.left.checked_sub(units).expect("no more units drop out than are left");
        self.unnamed = self.unnamed.checked_sub(unnamed).expect("no more slots drop out than have no name");
    }
}
