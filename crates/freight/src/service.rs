//! What is promised: a movement, a handling, or a through carriage.
//!
//! ```text
//!   movement   one lane by one mode                      CNCHQ ──barge──▶ CNSGH
//!   handling   at one place, from a mode to a mode       CNSGH  barge ─▶ sea
//!   through    from place to place by a chain of both    CNCHQ ═════════▶ SGSIN
//! ```
//!
//! Each has a sailing window, a unit in which it is counted, a cargo cut-off and a longest transit.
//!
//! # What is not here
//!
//! Money: the same service may be traded in several currencies, and a slot of it is one slot in all
//! of them. The feasible chains from place to place will have a room of their own.

use core::fmt;
use core::num::NonZeroU32;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{EquipmentType, Lane, Mode, Offsets, PlaceCode, SailingWindow, Through};

/// Names a service: a counter from 1, given at listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = u32, minimum = 1))]
pub struct ServiceId(NonZeroU32);

/// What is carried: where, when, counted in what, and until when cargo is taken in.
///
/// In the protocol exactly one of `movement`, `handling` and `through` stands beside the other fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Service {
    /// Where and how.
    pub promise: Promise,
    /// The days on which it may depart, at the clock of the place where it begins.
    pub window: SailingWindow,
    /// In what a quantity of it is counted.
    pub unit: Unit,
    /// The cargo cut-off: what is not gated in at this time is a no-show.
    pub cut_off: Timestamp,
    /// The longest transit in calendar days, counted from the day of departure.
    pub longest_transit_days: u16,
}

/// The three kinds of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Promise {
    /// One lane by one mode.
    Movement(Lane),
    /// From a mode to a mode at one place.
    Handling(Handling),
    /// From place to place by a chain of movements and handlings, under one contract.
    Through(Through),
}

/// From a mode to a mode at one place; the same mode twice is a transfer, as where the gauge changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Handling {
    /// Where.
    pub place: PlaceCode,
    /// The mode by which the cargo arrives.
    pub from: Mode,
    /// The mode by which it goes on.
    pub to: Mode,
}

/// In what a quantity of a service is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Boxes of one size-type.
    Boxes(EquipmentType),
    /// Metric tonnes.
    Tonnes,
    /// Kilograms.
    Kilograms,
    /// Handling moves.
    Moves,
}

impl ServiceId {
    /// Nothing for zero: the counter begins at 1.
    pub fn new(number: u32) -> Option<ServiceId> {
        NonZeroU32::new(number).map(ServiceId)
    }

    /// The counter.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}

impl Service {
    /// The place where it begins; its clock says when a day of the window begins.
    pub fn origin(&self) -> PlaceCode {
        self.promise.origin()
    }

    /// The place where it ends.
    pub fn destination(&self) -> PlaceCode {
        self.promise.destination()
    }

    /// When the first day of departure begins at the origin, whose clock is `clock`.
    pub fn first_departure(&self, clock: &Offsets) -> Timestamp {
        clock.midnight(self.window.first())
    }

    /// When the last day of departure is over at the origin, whose clock is `clock`.
    pub fn last_departure(&self, clock: &Offsets) -> Timestamp {
        clock.midnight(self.window.last().saturating_add(jiff::Span::new().days(1)))
    }

    /// The last day on which it may arrive: the longest transit after the last day of departure.
    pub fn latest_arrival(&self) -> Date {
        self.window.last().saturating_add(jiff::Span::new().days(self.longest_transit_days))
    }
}

impl Promise {
    /// The place where it begins.
    pub fn origin(&self) -> PlaceCode {
        match self {
            Promise::Movement(lane) => lane.origin(),
            Promise::Handling(handling) => handling.place,
            Promise::Through(through) => through.origin(),
        }
    }

    /// The place where it ends.
    pub fn destination(&self) -> PlaceCode {
        match self {
            Promise::Movement(lane) => lane.destination(),
            Promise::Handling(handling) => handling.place,
            Promise::Through(through) => through.destination(),
        }
    }
}

impl fmt::Display for Handling {
    /// For people: `CNSGH barge to sea`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {} to {}", self.place, self.from, self.to))
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Promise::Movement(lane) => lane.fmt(f),
            Promise::Handling(handling) => handling.fmt(f),
            Promise::Through(through) => through.fmt(f),
        }
    }
}

impl fmt::Display for Unit {
    /// For people: `22G1`, `tonnes`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unit::Boxes(equipment) => equipment.fmt(f),
            Unit::Tonnes => f.pad("tonnes"),
            Unit::Kilograms => f.pad("kilograms"),
            Unit::Moves => f.pad("moves"),
        }
    }
}

impl fmt::Display for Service {
    /// For people: `CNCHQ-CNSGH by barge 2026W10 22G1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {} {}", self.promise, self.window, self.unit))
    }
}

#[cfg(test)]
mod tests;
