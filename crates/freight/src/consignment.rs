//! Consignments: what is named when capacity is taken up.
//!
//! Mostly that is a box. Where a service is not counted in boxes it is a quantity of cargo that
//! travels under one number. *Box* means unit in the words of milestones and money: a milestone
//! names the boxes that it happened to, and cargo stands there by its number, for its whole quantity.

use core::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::code::COMPOUND;
use crate::text::code;
use crate::{ContainerNumber, Unit};

code! {
    /// Names a box by its container number, or a consignment by the number its shipper gave it:
    /// at most 16 characters.
    pub struct UnitNumber(1..=16);
    kind: "unit number",
    pattern: "^[A-Z0-9][A-Z0-9./+-]{0,15}$",
    example: "MSKU6011672",
    alphabet: COMPOUND,
}

/// One thing that a nomination names: a box, or a quantity of cargo that travels under one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Consignment {
    /// One box, by its container number.
    Box(ContainerNumber),
    /// A quantity under one number, where the unit is no box.
    Cargo {
        /// The number that its shipper gave it.
        number: UnitNumber,
        /// How many units of the service it takes: tonnes, kilograms or moves.
        #[cfg_attr(feature = "schema", schema(value_type = u32, minimum = 1))]
        quantity: NonZeroU32,
    },
}

impl Consignment {
    /// The key under which milestones speak of it.
    pub fn number(&self) -> UnitNumber {
        match *self {
            Consignment::Box(number) => UnitNumber::from(number),
            Consignment::Cargo { number, .. } => number,
        }
    }

    /// How many units of the service it takes; a box takes one.
    pub fn quantity(&self) -> u32 {
        match *self {
            Consignment::Box(_) => 1,
            Consignment::Cargo { quantity, .. } => quantity.get(),
        }
    }

    /// Whether it can be counted in `unit`: a box as a box or as one move, other cargo in anything but boxes.
    pub fn is_counted_in(&self, unit: Unit) -> bool {
        match (self, unit) {
            (Consignment::Box(_), Unit::Boxes(_) | Unit::Moves) => true,
            (Consignment::Box(_), Unit::Tonnes | Unit::Kilograms) => false,
            (Consignment::Cargo { .. }, Unit::Boxes(_)) => false,
            (Consignment::Cargo { .. }, Unit::Tonnes | Unit::Kilograms | Unit::Moves) => true,
        }
    }
}

impl From<ContainerNumber> for UnitNumber {
    fn from(number: ContainerNumber) -> UnitNumber {
        UnitNumber::parse(number.as_str()).expect("every container number is a unit number")
    }
}

#[cfg(test)]
mod tests;
