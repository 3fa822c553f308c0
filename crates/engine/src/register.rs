//! The register: members, places, services, instruments and terms, by code and by number.
//!
//! Codes are given at admission or listing, by the exchange; commands and people use them, and the numbers
//! behind them index arrays. Nothing is ever struck from the register.

use core::hash::BuildHasherDefault;
use core::num::NonZeroU32;
use std::collections::BTreeMap;

use freight::{
    InstrumentCode, Participant, ParticipantCode, ParticipantId, Place, PlaceBook, Role, Roles, Service,
    ServiceCode, ServiceId, TermsCode,
};
use hashbrown::HashMap;
use jiff::Timestamp;
use matching::{InstrumentId, Lots, Ticks};
use money::{Currency, Price, Worth};
use settlement::TermsId;

use crate::mixing::Mixer;

type ByCode<Code, Id> = HashMap<Code, Id, BuildHasherDefault<Mixer>>;

/// Who and what the exchange knows.
#[derive(Clone, Debug)]
pub struct Register {
    members: Vec<Participant>,
    member_codes: ByCode<ParticipantCode, ParticipantId>,
    pub(crate) places: PlaceBook,
    services: Vec<ListedService>,
    service_codes: ByCode<ServiceCode, ServiceId>,
    instruments: Vec<ListedInstrument>,
    instrument_codes: ByCode<InstrumentCode, InstrumentId>,
    terms: Vec<TermsLine>,
    terms_codes: BTreeMap<TermsCode, usize>,
}

/// A service and its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedService {
    /// Its number.
    pub id: ServiceId,
    /// Its code.
    pub code: ServiceCode,
    /// What is promised.
    pub service: Service,
}

/// An instrument and what its orders need to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedInstrument {
    /// Its number.
    pub id: InstrumentId,
    /// Its code.
    pub code: InstrumentCode,
    /// Its service.
    pub service: ServiceId,
    /// What it is paid in.
    pub currency: Currency,
    /// The step of its prices.
    pub tick: Price,
    /// Units a lot.
    pub lot: NonZeroU32,
    /// When its book closes: the cut-off of the service.
    pub cut_off: Timestamp,
    /// Its line of terms.
    pub(crate) terms: usize,
}

/// Terms that share a code: their versions, the newest last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsLine {
    /// The code.
    pub code: TermsCode,
    /// The versions, ascending.
    pub versions: Vec<TermsId>,
}

impl TermsLine {
    /// The version in force.
    ///
    /// # Panics
    ///
    /// Never: a line begins with a version.
    pub fn newest(&self) -> TermsId {
        *self.versions.last().expect("a line begins with a version")
    }
}

impl ListedInstrument {
    /// What so many lots are worth at a price in ticks, exactly; nothing beyond 18 digits.
    pub(crate) fn worth(&self, ticks: Ticks, lots: Lots) -> Option<Worth> {
        self.tick.times(u64::from(ticks.get()))?.worth(self.units(lots)?.into())
    }

    /// How many units so many lots are, if a carriage can count them.
    pub(crate) fn units(&self, lots: Lots) -> Option<u32> {
        lots.get().checked_mul(self.lot.get())
    }

    /// A price in ticks for people.
    pub fn price(&self, ticks: Ticks) -> Price {
        self.tick.times(u64::from(ticks.get())).expect("ticks in a book were a price once")
    }
}

impl Register {
    /// A register in which only the exchange itself stands, as participant 1, `exchange`.
    pub(crate) fn new() -> Register {
        let mut register = Register {
            members: Vec::new(),
            member_codes: ByCode::default(),
            places: PlaceBook::new(),
            services: Vec::new(),
            service_codes: ByCode::default(),
            instruments: Vec::new(),
            instrument_codes: ByCode::default(),
            terms: Vec::new(),
            terms_codes: BTreeMap::new(),
        };
        let roles = Roles::gather([Role::Exchange]).expect("one role is a set of roles");
        let parse = "the exchange has a code and a name";
        register.admit(Participant {
            code: ParticipantCode::parse("exchange").expect(parse),
            name: freight::Name::parse("The exchange").expect(parse),
            roles,
        });
        register
    }

    /// The member with this number.
    ///
    /// # Panics
    ///
    /// When the number was never given.
    pub fn member(&self, id: ParticipantId) -> &Participant {
        &self.members[index(id.number())]
    }

    /// The member with this code, if it was admitted.
    pub fn member_by_code(&self, code: ParticipantCode) -> Option<ParticipantId> {
        self.member_codes.get(&code).copied()
    }

    /// All members, by number; the first is the exchange itself.
    pub fn members(&self) -> impl Iterator<Item = (ParticipantId, &Participant)> {
        (1..).map_while(ParticipantId::new).zip(&self.members)
    }

    /// All places and their aliases.
    pub fn places(&self) -> &PlaceBook {
        &self.places
    }

    /// The service with this number.
    ///
    /// # Panics
    ///
    /// When the number was never given.
    pub fn service(&self, id: ServiceId) -> &ListedService {
        &self.services[index(id.number())]
    }

    /// The service with this code, if it was listed.
    pub fn service_by_code(&self, code: ServiceCode) -> Option<ServiceId> {
        self.service_codes.get(&code).copied()
    }

    /// All services, by number.
    pub fn services(&self) -> impl Iterator<Item = &ListedService> {
        self.services.iter()
    }

    /// The instrument with this number.
    ///
    /// # Panics
    ///
    /// When the number was never given.
    pub fn instrument(&self, id: InstrumentId) -> &ListedInstrument {
        &self.instruments[index(id.number())]
    }

    /// The instrument with this code, if it was listed.
    pub fn instrument_by_code(&self, code: InstrumentCode) -> Option<&ListedInstrument> {
        self.instrument_codes.get(&code).map(|&id| self.instrument(id))
    }

    /// All instruments, by number.
    pub fn instruments(&self) -> impl Iterator<Item = &ListedInstrument> {
        self.instruments.iter()
    }

    /// The version of terms in force under a code.
    pub fn terms_by_code(&self, code: TermsCode) -> Option<TermsId> {
        self.terms_codes.get(&code).map(|&line| self.terms[line].newest())
    }

    /// All lines of terms, in the order in which they began.
    pub fn terms(&self) -> impl Iterator<Item = &TermsLine> {
        self.terms.iter()
    }

    /// The version of terms in force for an instrument.
    pub(crate) fn terms_of(&self, instrument: &ListedInstrument) -> TermsId {
        self.terms[instrument.terms].newest()
    }

    /// The line of terms of an instrument.
    pub fn line(&self, instrument: &ListedInstrument) -> &TermsLine {
        &self.terms[instrument.terms]
    }

    /// The place where a service begins.
    pub(crate) fn origin_of(&self, service: ServiceId) -> &Place {
        let origin = self.service(service).service.origin();
        self.places.find(origin).expect("a service is listed with places that are")
    }

    pub(crate) fn admit(&mut self, member: Participant) -> ParticipantId {
        let id = ParticipantId::new(next(self.members.len())).expect("counters begin at 1");
        fresh(self.member_codes.insert(member.code, id));
        self.members.push(member);
        id
    }

    pub(crate) fn list_service(&mut self, code: ServiceCode, service: Service) -> ServiceId {
        let id = self.next_service();
        fresh(self.service_codes.insert(code, id));
        self.services.push(ListedService { id, code, service });
        id
    }

    pub(crate) fn next_service(&self) -> ServiceId {
        ServiceId::new(next(self.services.len())).expect("counters begin at 1")
    }

    pub(crate) fn list_instrument(&mut self, listed: ListedInstrument) {
        assert_eq!(index(listed.id.number()), self.instruments.len(), "instruments are listed in order");
        fresh(self.instrument_codes.insert(listed.code, listed.id));
        self.instruments.push(listed);
    }

    /// The place of a line of terms, if it has begun.
    pub(crate) fn line_of(&self, code: TermsCode) -> Option<usize> {
        self.terms_codes.get(&code).copied()
    }

    pub(crate) fn add_terms(&mut self, code: TermsCode, version: TermsId) {
        let line = *self.terms_codes.entry(code).or_insert_with(|| {
            self.terms.push(TermsLine { code, versions: Vec::new() });
            self.terms.len() - 1
        });
        self.terms[line].versions.push(version);
    }
}

fn next(length: usize) -> u32 {
    u32::try_from(length)
        .ok()
        .and_then(|length| length.checked_add(1))
        .expect("fewer than 2^32 are ever listed")
}

/// Where the thing with this number stands in its array.
pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).expect("numbers fit an index") - 1
}

fn fresh<Id: Copy>(before: Option<Id>) {
    assert!(before.is_none(), "a code is checked before it is given");
}
