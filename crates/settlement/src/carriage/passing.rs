//! Which tranches each unit has passed: a pure function of the milestones that stand.
//!
//! ```text
//!   milestones that stand, in the order in which they were recorded
//!        │ per unit: GTIN LOAD DISC GTOT     for all: SURR     by place: the last word of customs
//!        ▼
//!   a tranche is passed by a unit once all its needs are met together
//! ```
//!
//! What happened to a unit and to its papers stands as a set, whatever its order. Of customs the last word
//! counts at each place; so a tranche waits while customs inspects or holds. But once a unit has passed a
//! tranche, a later word of customs takes nothing back: only a withdrawal does, since then the milestone it
//! rested on does not stand.
//!
//! # What is not here
//!
//! Which units have dropped out, and what a passed tranche is worth.

use freight::{MilestoneKind, PlaceCode, Scope};

use super::milestones::Told;
use crate::{Need, Station, Tranche};

/// Where a service begins and ends: how the places at which customs speaks are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) origin: PlaceCode,
    pub(crate) destination: PlaceCode,
}

/// A set of kinds of milestones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u16);

/// Which tranches one unit has passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Passed(u16);

/// The last word of customs at each place where it spoke: whether that was a release.
#[derive(Default)]
struct Words(Vec<(PlaceCode, bool)>);

/// The needs of one tranche, sorted by who can meet them.
struct Gate {
    marks: Marks,
    customs: Vec<Option<Station>>,
}

impl Marks {
    /// Adds a kind.
    pub(crate) fn add(&mut self, kind: MilestoneKind) {
        self.0 |= 1 << (kind as u8);
    }

    /// Whether the kind is among them.
    pub(crate) fn has(self, kind: MilestoneKind) -> bool {
        self.0 & 1 << (kind as u8) != 0
    }

    fn with(self, others: Marks) -> Marks {
        Marks(self.0 | others.0)
    }

    fn covers(self, others: Marks) -> bool {
        self.0 & others.0 == others.0
    }
}

impl Passed {
    /// Whether the tranche, counted from 0, was passed.
    pub(crate) fn has(self, tranche: usize) -> bool {
        self.0 & 1 << tranche != 0
    }

    fn add(&mut self, tranche: usize) {
        self.0 |= 1 << tranche;
    }
}

impl Words {
    fn hear(&mut self, place: PlaceCode, kind: MilestoneKind) {
        let released = kind == MilestoneKind::CustomsReleased;
        match self.0.iter_mut().find(|(at, _)| *at == place) {
            Some((_, last)) => *last = released,
            None => self.0.push((place, released)),
        }
    }

    /// Whether the last word of customs stops the cargo somewhere: it stops the last tranche, whatever that needs.
    fn stop(&self) -> bool {
        self.0.iter().any(|(_, released)| !released)
    }

    /// Whether customs spoke at such a station, and released last wherever it did.
    fn released(&self, at: Option<Station>, way: Way) -> bool {
        let concerned = |place: PlaceCode| match at {
            None => true,
            Some(Station::Origin) => place == way.origin,
            Some(Station::Destination) => place == way.destination,
            Some(Station::Transit) => place != way.origin && place != way.destination,
        };
        let mut spoken = self.0.iter().filter(|(place, _)| concerned(*place)).peekable();
        spoken.peek().is_some() && spoken.all(|(_, released)| *released)
    }
}

impl Gate {
    fn of(tranche: &Tranche) -> Gate {
        let mut gate = Gate { marks: Marks::default(), customs: Vec::new() };
        for &Need { kind, at } in &tranche.needs {
            match kind.scope() {
                Scope::Customs => gate.customs.push(at),
                Scope::PerBox | Scope::Document | Scope::Transport => gate.marks.add(kind),
            }
        }
        gate
    }
}

/// What has happened to each of `units` units, as a set of kinds.
pub(crate) fn marks<'a>(told: impl Iterator<Item = Told<'a>>, units: usize) -> Vec<Marks> {
    let mut marks = vec![Marks::default(); units];
    for Told { kind, units, .. } in told {
        units.iter().for_each(|&unit| marks[index(unit)].add(kind));
    }
    marks
}

/// Which of `tranches` each of `units` units has passed, by what was `told` in this order.
pub(crate) fn passed<'a>(
    told: impl Iterator<Item = Told<'a>>,
    units: usize,
    tranches: &[Tranche],
    way: Way,
) -> Vec<Passed> {
    let gates: Vec<Gate> = tranches.iter().map(Gate::of).collect();
    let mut happened = vec![Marks::default(); units];
    let mut passed = vec![Passed::default(); units];
    let mut papers = Marks::default();
    let mut words = Words::default();
    for Told { kind, place, units } in told {
        match kind.scope() {
            Scope::PerBox => units.iter().for_each(|&unit| happened[index(unit)].add(kind)),
            Scope::Customs => words.hear(place.expect("customs always say where"), kind),
            Scope::Document | Scope::Transport => papers.add(kind),
        }
        for (tranche, gate) in gates.iter().enumerate() {
            let is_last = tranche + 1 == gates.len();
            if is_last && words.stop() || !gate.customs.iter().all(|&at| words.released(at, way)) {
                continue;
            }
            let mut judge = |unit: usize| {
                if happened[unit].with(papers).covers(gate.marks) {
                    passed[unit].add(tranche);
                }
            };
            match kind.scope() {
                Scope::PerBox => units.iter().for_each(|&unit| judge(index(unit))),
                Scope::Customs | Scope::Document | Scope::Transport => (0..happened.len()).for_each(judge),
            }
        }
    }
    passed
}

fn index(unit: u32) -> usize {
    usize::try_from(unit).expect("a place fits the address space")
}

#[cfg(test)]
mod tests;
