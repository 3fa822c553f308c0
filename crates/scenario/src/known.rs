//! What a text has said so far, as far as later lines rely on it.
//!
//! A line is read with what stands above it: the time, the clock, which books were listed, which sets of boxes
//! have a name, which families of lines are shown. Nothing here asks whether an exchange agrees.

use std::collections::BTreeMap;

use engine::Family;
use freight::{
    Consignment, InstrumentCode, MilestoneCode, MilestoneKind, ParticipantCode, Reference, ServiceCode,
};
use jiff::Timestamp;
use jiff::tz::Offset;
use money::Currency;
use settlement::CarriageId;

/// What the lines above have said.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The clock by which times are written and shown.
    pub(crate) clock: Offset,
    /// The last time that did not run backwards; nothing before the first `on`.
    pub(crate) now: Option<Timestamp>,
    /// Which lines are shown below commands.
    pub(crate) shown: Shown,
    /// The books of each service, by currency.
    pub(crate) books: BTreeMap<ServiceCode, BTreeMap<Currency, InstrumentCode>>,
    /// What each book is paid in.
    pub(crate) currencies: BTreeMap<InstrumentCode, Currency>,
    /// Boxes under a common name.
    pub(crate) sets: BTreeMap<String, Vec<Consignment>>,
    milestones: BTreeMap<(CarriageId, MilestoneKind), u32>,
    references: u32,
}

/// The families of lines that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown(u8);

/// The words for the families, in the order of [`Family`].
pub(crate) const FAMILIES: [(&str, Family); 6] = [
    ("register", Family::Register),
    ("market", Family::Market),
    ("carriage", Family::Carriage),
    ("treasury", Family::Treasury),
    ("postings", Family::Posting),
    ("holds", Family::Hold),
];

/// The exchange itself, which asks what nobody else is named for.
pub(crate) fn the_exchange() -> ParticipantCode {
    ParticipantCode::parse("exchange").expect("the code of the exchange is well formed")
}

impl Known {
    /// Before the first line: times in UTC, and the families that are shown by default.
    pub(crate) fn new() -> Known {
        Known {
            clock: Offset::UTC,
            now: None,
            shown: Shown::default(),
            books: BTreeMap::new(),
            currencies: BTreeMap::new(),
            sets: BTreeMap::new(),
            milestones: BTreeMap::new(),
            references: 0,
        }
    }

    /// A book was listed.
    pub(crate) fn list(&mut self, service: ServiceCode, currency: Currency, instrument: InstrumentCode) {
        self.books.entry(service).or_default().insert(currency, instrument);
        self.currencies.insert(instrument, currency);
    }

    /// A name for a milestone to which the text gives none: `C1-LOAD-2` for the second loading of C1.
    ///
    /// A command with a key may be asked again, and must then be the same; so the key is its name.
    pub(crate) fn name_milestone(
        &mut self,
        carriage: CarriageId,
        kind: MilestoneKind,
        key: Option<&str>,
    ) -> MilestoneCode {
        if let Some(name) = key.and_then(|key| MilestoneCode::parse(key).ok()) {
            return name;
        }
        let count = self.milestones.entry((carriage, kind)).or_default();
        *count += 1;
        let name = format!("{carriage}-{kind}-{count}");
        MilestoneCode::parse(&name).expect("a carriage, a kind and a count have at most 36 characters")
    }

    /// A reference for a receipt to which the text gives none: `RECEIPT-2` for the second, or its key.
    pub(crate) fn name_receipt(&mut self, key: Option<&str>) -> Reference {
        if let Some(name) = key.and_then(|key| Reference::parse(key).ok()) {
            return name;
        }
        self.references += 1;
        Reference::parse(&format!("RECEIPT-{}", self.references)).expect("a count has few digits")
    }
}

impl Shown {
    /// The same with one family more.
    pub(crate) fn with(self, family: Family) -> Shown {
        Shown(self.0 | bit(family))
    }

    /// The same without one family.
    pub(crate) fn without(self, family: Family) -> Shown {
        Shown(self.0 & !bit(family))
    }

    /// Whether lines of a family are shown.
    pub(crate) fn has(self, family: Family) -> bool {
        self.0 & bit(family) != 0
    }
}

impl Default for Shown {
    /// Market, carriage and treasury.
    fn default() -> Shown {
        [Family::Market, Family::Carriage, Family::Treasury].into_iter().fold(Shown(0), Shown::with)
    }
}

fn bit(family: Family) -> u8 {
    match family {
        Family::Register => 1,
        Family::Market => 1 << 1,
        Family::Carriage => 1 << 2,
        Family::Treasury => 1 << 3,
        Family::Posting => 1 << 4,
        Family::Hold => 1 << 5,
    }
}
