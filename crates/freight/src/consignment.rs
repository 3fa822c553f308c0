//! What is named when capacity is taken up: boxes, or consignments where the unit is no box.
//!
//! *Box* means unit everywhere beyond this room: a milestone names the boxes that it happened to,
//! and a consignment stands there by its number, for its whole quantity.

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

/// One thing that a nomination names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Carried {
    /// One box.
    Box(ContainerNumber),
    /// A quantity under one number.
    Consignment(Consignment),
}

/// A quantity of cargo that travels under one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Consignment {
    /// The number that its shipper gave it.
    pub number: UnitNumber,
    /// How many units of the service it takes: tonnes, kilograms or moves.
    #[cfg_attr(feature = "schema", schema(value_type = u32, minimum = 1))]
    pub quantity: NonZeroU32,
}

impl Carried {
    /// The key under which milestones speak of it.
    pub fn number(&self) -> UnitNumber {
        match self {
            Carried::Box(number) => UnitNumber::from(*number),
            Carried::Consignment(consignment) => consignment.number,
        }
    }

    /// How many units of the service it takes; a box takes one.
    pub fn quantity(&self) -> u32 {
        match self {
            Carried::Box(_) => 1,
            Carried::Consignment(consignment) => consignment.quantity.get(),
        }
    }

    /// Whether it is counted in `unit`: a box is one box or one move, a consignment is anything but boxes.
    pub fn is_counted_in(&self, unit: Unit) -> bool {
        match (self, unit) {
            (Carried::Box(_), Unit::Boxes(_) | Unit::Moves) => true,
            (Carried::Box(_), Unit::Tonnes | Unit::Kilograms) => false,
            (Carried::Consignment(_), Unit::Boxes(_)) => false,
            (Carried::Consignment(_), Unit::Tonnes | Unit::Kilograms | Unit::Moves) => true,
        }
    }
}

impl From<ContainerNumber> for UnitNumber {
    fn from(number: ContainerNumber) -> UnitNumber {
        UnitNumber::parse(number.as_str()).expect("every container number is a unit number")
    }
}
