//! What is recorded of a decision about one carriage.
//!
//! Amounts are in minor units of the carriage's currency. They were found by looking into purses, which replay
//! does not have; so they are written down, and events are complete without looking again.

use jiff::Timestamp;
use money::Minor;
use serde::{Deserialize, Serialize};

use super::Carriage;
use crate::{Cover, Drop, Event, Party};

/// One thing that was decided about the carriage of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CarriageFact {
    /// The escrow was called and paid.
    Called {
        /// What was paid into the escrow.
        amount: Minor,
    },
    /// The escrow was called, and the shipper had too little.
    Unpaid {
        /// What was called.
        asked: Minor,
        /// What the shipper had.
        available: Minor,
    },
    /// Milestones released freight.
    Released {
        /// How much now.
        amount: Minor,
        /// How much so far.
        total: Minor,
        /// The escrow of the units that are left.
        of: Minor,
    },
    /// A release was taken back.
    Reversed {
        /// How much.
        amount: Minor,
        /// How much of that the carrier lacked, and owes.
        owed: Minor,
        /// How much is still released.
        total: Minor,
        /// The escrow of the units that are left.
        of: Minor,
    },
    /// The named unit at this place is among those that drop out.
    UnitOut {
        /// Its place in the order of naming, from 0.
        unit: u32,
    },
    /// Units dropped out: those named before, and slots without a name.
    DroppedOut {
        /// By whose fault.
        by: Party,
        /// Why.
        why: Drop,
        /// How many in all.
        units: u32,
        /// How many of them had no name yet.
        unnamed: u32,
        /// What of the escrow went back to the shipper, counting what the carrier still owed of it.
        escrow_returned: Minor,
    },
    /// Damages, or a cancellation fee.
    Charged {
        /// The side that pays.
        from: Party,
        /// What the other side gets.
        to_other: Minor,
        /// What the exchange gets.
        to_house: Minor,
        /// What both were covered from.
        cover: Cover,
    },
    /// One side cancelled.
    Cancelled {
        /// Which side.
        by: Party,
        /// How many units were left.
        units: u32,
        /// What of the escrow went back to the shipper, counting what the carrier still owed of it.
        escrow_returned: Minor,
    },
    /// When the carriage will close; nothing if that is not known any more.
    ClosesAt {
        /// When.
        at: Option<Timestamp>,
    },
    /// The carriage is finished.
    Closed {
        /// What went back of the shipper's deposit.
        shipper_deposit: Minor,
        /// What went back of the carrier's deposit.
        carrier_deposit: Minor,
    },
}

impl CarriageFact {
    /// What people are told of it, `carriage` being as it is with this fact applied.
    pub(crate) fn event(&self, carriage: &Carriage) -> Option<Event<'static>> {
        let &Carriage { id, shipper, carrier, .. } = carriage;
        Some(match *self {
            CarriageFact::Called { amount } => Event::EscrowCalled { carriage: id, shipper, amount },
            CarriageFact::Unpaid { asked, available } => {
                Event::EscrowUnpaid { carriage: id, shipper, asked, available }
            }
            CarriageFact::Released { amount, total, of } => {
                Event::Released { carriage: id, carrier, amount, total, of }
            }
            CarriageFact::Reversed { amount, owed, total, of } => {
                Event::ReleaseReversed { carriage: id, carrier, amount, owed, total, of }
            }
            CarriageFact::UnitOut { unit: _ } => return None,
            CarriageFact::DroppedOut { by, why, units, unnamed: _, escrow_returned } => {
                let left = carriage.left;
                Event::DroppedOut { carriage: id, by, why, units, left, escrow_returned }
            }
            CarriageFact::Charged { from, to_other, to_house, cover } => {
                let total = to_other.checked_add(to_house).expect("damages are a part of the freight");
                Event::Charged { carriage: id, from, total, to_other, to_house, cover }
            }
            CarriageFact::Cancelled { by, units, escrow_returned } => {
                Event::Cancelled { carriage: id, by, units, escrow_returned }
            }
            CarriageFact::ClosesAt { at } => Event::ClosesAt { carriage: id, at },
            CarriageFact::Closed { shipper_deposit, carrier_deposit } => {
                Event::Closed { carriage: id, shipper_deposit, carrier_deposit }
            }
        })
    }
}
