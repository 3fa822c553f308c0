//! What was told of a carriage: milestones in the order in which they were recorded.
//!
//! A milestone is known by its source and the source's own code for it. Corrected, it keeps its place in the
//! order; withdrawn, it no longer stands, but its identity stays taken.

use core::ops::Range;

use freight::{Milestone, MilestoneCode, MilestoneKind, ParticipantId, PlaceCode};
use jiff::Timestamp;

/// All milestones of one carriage, in the order in which they were recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Milestones {
    records: Vec<Record>,
    /// The places of the units that the records name, each record's in a row.
    named: Vec<u32>,
}

/// One milestone, as it was told last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Who told it.
    pub(crate) source: ParticipantId,
    /// The source's own code for it.
    pub(crate) event: MilestoneCode,
    /// What happened.
    pub(crate) kind: MilestoneKind,
    /// Where, if it was said.
    pub(crate) place: Option<PlaceCode>,
    /// When.
    pub(crate) occurred: Timestamp,
    /// When the source said so last, if it told.
    pub(crate) updated: Option<Timestamp>,
    /// Whether it stands, or was withdrawn.
    pub(crate) stands: bool,
    named: Range<usize>,
}

/// What one milestone that stands says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told<'a> {
    /// What happened.
    pub(crate) kind: MilestoneKind,
    /// Where, if it was said.
    pub(crate) place: Option<PlaceCode>,
    /// To which units, by their places.
    pub(crate) units: &'a [u32],
}

impl Milestones {
    /// All records, withdrawn ones too.
    pub(crate) fn records(&self) -> &[Record] {
        &self.records
    }

    /// The places of the units that a record names.
    pub(crate) fn named(&self, record: &Record) -> &[u32] {
        &self.named[record.named.clone()]
    }

    /// What stands, in the order in which it was recorded.
    pub(crate) fn standing(&self) -> impl Iterator<Item = Told<'_>> {
        self.records.iter().filter(|record| record.stands).map(|record| Told {
            kind: record.kind,
            place: record.place,
            units: self.named(record),
        })
    }

    /// Where the milestone with this identity is recorded.
    pub(crate) fn place(&self, source: ParticipantId, event: MilestoneCode) -> Option<usize> {
        self.records.iter().position(|record| record.event == event && record.source == source)
    }

    /// Records what `source` tells of the units at these places.
    pub(crate) fn record(
        &mut self,
        source: ParticipantId,
        milestone: &Milestone,
        units: impl IntoIterator<Item = u32>,
    ) {
        let &Milestone { event, kind, place, occurred, updated, .. } = milestone;
        let named = self.put_down(units);
        self.records.push(Record { source, event, kind, place, occurred, updated, stands: true, named });
    }

    /// Tells the record at `at` anew; it keeps its place in the order.
    pub(crate) fn correct(&mut self, at: usize, milestone: &Milestone, units: impl IntoIterator<Item = u32>) {
        let &Milestone { event, kind, place, occurred, updated, .. } = milestone;
        let named = self.put_down(units);
        let Record { source, updated: known, .. } = self.records[at];
        let updated = updated.or(known);
        self.records[at] = Record { source, event, kind, place, occurred, updated, stands: true, named };
    }

    /// Lets the record at `at` stand no longer.
    pub(crate) fn withdraw(&mut self, at: usize) {
        assert!(self.records[at].stands, "milestone {} is withdrawn twice", self.records[at].event);
        self.records[at].stands = false;
    }

    fn put_down(&mut self, units: impl IntoIterator<Item = u32>) -> Range<usize> {
        let start = self.named.len();
        self.named.extend(units);
        start..self.named.len()
    }
}
