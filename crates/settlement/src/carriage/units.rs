//! What is carried: units with a number, and slots that wait for one.
//!
//! A unit that dropped out keeps its place and its number, so that milestones go on naming the same things.

use freight::{Consignment, UnitNumber};

/// What a nomination named: one box, or a quantity under one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its number.
    pub number: UnitNumber,
    /// How many slots it takes.
    pub quantity: u32,
    /// Whether it dropped out of the carriage.
    pub out: bool,
}

/// The named units of one carriage, in the order in which they were named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Units {
    list: Vec<Unit>,
    /// Their places in the list, by number.
    by_number: Vec<u32>,
}

impl Units {
    /// All of them, in the order in which they were named.
    pub(crate) fn all(&self) -> &[Unit] {
        &self.list
    }

    /// The place of the unit with this number.
    pub(crate) fn place(&self, number: UnitNumber) -> Option<u32> {
        self.search(number).ok().map(|at| self.by_number[at])
    }

    /// The unit at a place that was answered before.
    pub(crate) fn at(&self, place: u32) -> &Unit {
        &self.list[index(place)]
    }

    /// Names one more, unless its number is taken; answers whether it was not.
    pub(crate) fn name(&mut self, consignment: &Consignment) -> bool {
        let (number, quantity) = (consignment.number(), consignment.quantity());
        let Err(at) = self.search(number) else { return false };
        let place = u32::try_from(self.list.len()).expect("a carriage has at most 2^32 slots");
        self.by_number.insert(at, place);
        self.list.push(Unit { number, quantity, out: false });
        true
    }

    /// Takes the unit at `place` out of the carriage.
    pub(crate) fn drop_out(&mut self, place: u32) {
        let unit = &mut self.list[index(place)];
        assert!(!unit.out, "unit {} drops out twice", unit.number);
        unit.out = true;
    }

    fn search(&self, number: UnitNumber) -> Result<usize, usize> {
        self.by_number.binary_search_by_key(&number, |&place| self.at(place).number)
    }
}

fn index(place: u32) -> usize {
    usize::try_from(place).expect("a place fits the address space")
}
