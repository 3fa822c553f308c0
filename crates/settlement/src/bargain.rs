//! What a trade agreed, as the engine tells it to settlement.

use freight::{ParticipantId, PlaceCode, ServiceId, Unit};
use jiff::Timestamp;
use money::{Currency, Price};

use crate::canon::{instant, text};
use crate::{CarriageId, TermsId, Value};

/// When and where a service takes place, as far as settlement must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Where it begins; customs there is customs at the origin.
    pub origin: PlaceCode,
    /// Where it ends; customs there is customs at the destination. Handling ends where it begins.
    pub destination: PlaceCode,
    /// The cargo cut-off: what is not gated in by then is a no-show.
    pub cut_off: Timestamp,
    /// The start of the first day of departure by the clock of the origin; cancellation bands count back from it.
    pub departure: Timestamp,
    /// In what a quantity of it is counted, so that a nomination names the right things.
    pub unit: Unit,
}

/// One side of a bargain, with what its order has traded before and after, for charges that accrue over the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Who.
    pub participant: ParticipantId,
    /// The terms that the order pinned, for deposit, fee and tax.
    pub terms: TermsId,
    /// The value that the order had traded before.
    pub before: Value,
    /// The value that the order has traded now.
    pub after: Value,
}

/// What a trade agreed: so many units of a service, at a price, between two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bargain {
    /// The carriage has the number of its trade.
    pub carriage: CarriageId,
    /// What is to be carried.
    pub service: ServiceId,
    /// What it is paid in.
    pub currency: Currency,
    /// For one unit.
    pub price: Price,
    /// How many units, at least one.
    pub quantity: u32,
    /// The terms in force at the trade, for the carriage.
    pub terms: TermsId,
    /// Who bought.
    pub shipper: Side,
    /// Who sold.
    pub carrier: Side,
}

impl Schedule {
    /// Hashes the schedule, in a canonical form.
    pub(crate) fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        let Schedule { origin, destination, cut_off, departure, unit } = self;
        text(origin.as_str(), hash);
        text(destination.as_str(), hash);
        instant(*cut_off, hash);
        instant(*departure, hash);
        text(&unit.to_string(), hash);
    }
}
