//! Admitting and listing: how members, places, services and instruments come into the register.

use core::num::NonZeroU32;

use freight::{
    Mode, Participant, ParticipantId, Place, PlaceBook, PlaceCode, Promise, Role, Service, ServiceCode,
};
use jiff::Timestamp;
use matching::{Instrument, InstrumentId, ListingError, Phase};
use settlement::Schedule;

use crate::command::{AdmitMember, ListInstrument, ListPlace, ListService};
use crate::register::{ListedInstrument, ListedService};
use crate::{Engine, Facts, Outcome, Rejection};

/// What accounts and claims are called that belong to no member.
const RESERVED: [&str; 3] = ["escrow", "fund", "house"];

impl Engine {
    pub(crate) fn must_be_exchange(&self, actor: ParticipantId) -> Result<(), Rejection> {
        self.must_have(actor, &[Role::Exchange])
    }

    pub(crate) fn decide_admission(
        &self,
        actor: ParticipantId,
        action: &AdmitMember,
    ) -> Result<Outcome, Rejection> {
        self.must_be_exchange(actor)?;
        if RESERVED.contains(&action.member.as_str()) {
            return Err(Rejection::MemberReserved(action.member));
        }
        match self.register.member_by_code(action.member) {
            Some(_) => Err(Rejection::MemberKnown(action.member)),
            None => Ok(Outcome::Done),
        }
    }

    pub(crate) fn apply_admission(&mut self, action: &AdmitMember) {
        let AdmitMember { member, name, roles } = action;
        self.register.admit(Participant { code: *member, name: name.clone(), roles: *roles });
    }

    pub(crate) fn decide_place_listing(
        &self,
        actor: ParticipantId,
        action: &ListPlace,
        now: Timestamp,
    ) -> Result<Outcome, Rejection> {
        self.must_be_exchange(actor)?;
        let place = &action.place;
        if let Some(known) = self.register.places.find(place.code) {
            let same = *known == Place { clock: known.clock.clone(), ..place.clone() };
            let itself = self.register.places.canonical(place.code, None) == place.code;
            if !same || !itself {
                return Err(Rejection::PlaceKnown(place.code));
            }
        }
        let mut places = self.register.places.clone();
        write_place(&mut places, place);
        for &alias in &action.aliases {
            places.check_alias(alias)?;
            let before = places.clone();
            places.add_alias(alias);
            let moved = self.register.services().find(|listed| {
                canonical(&before, &listed.service) != canonical(&places, &listed.service)
                    && self.in_use(listed, now)
            });
            if let Some(moved) = moved {
                let freight::Alias { code, means, .. } = alias;
                return Err(Rejection::AliasInUse { code, means, service: moved.code });
            }
        }
        Ok(Outcome::Done)
    }

    /// Whether a service can still be traded, or a carriage of it is not closed.
    fn in_use(&self, listed: &ListedService, now: Timestamp) -> bool {
        now < listed.service.cut_off
            || self.settlement.carriages().any(|carriage| carriage.service() == listed.id)
    }

    /// Writes a place, or the new clock of one that is listed already, as when a country changes its time.
    pub(crate) fn apply_place_listing(&mut self, action: &ListPlace) {
        write_place(&mut self.register.places, &action.place);
        action.aliases.iter().for_each(|&alias| self.register.places.add_alias(alias));
    }

    pub(crate) fn decide_service(
        &self,
        actor: ParticipantId,
        action: &ListService,
        now: Timestamp,
        facts: &mut Facts,
    ) -> Result<Outcome, Rejection> {
        self.must_be_exchange(actor)?;
        if self.register.service_by_code(action.code).is_some() {
            return Err(Rejection::ServiceKnown(action.code));
        }
        let service = self.canonical(&action.service)?;
        for place in [service.origin(), service.destination()] {
            self.register.places.find(place).ok_or(Rejection::PlaceUnknown(place))?;
        }
        if service.cut_off <= now {
            return Err(Rejection::ServiceCutOff { service: action.code, cut_off: service.cut_off, now });
        }
        let (cut_off, day_over) = (service.cut_off, self.last_departure(&service));
        if cut_off > day_over {
            return Err(Rejection::CutOffAfterDeparture { service: action.code, cut_off, day_over });
        }
        let id = self.register.next_service();
        self.decide_settlement(&settlement::Command::List(id, self.schedule(&service)), now, facts)
    }

    /// When and where a service takes place, as settlement must know it.
    pub(crate) fn schedule(&self, service: &Service) -> Schedule {
        let origin =
            self.register.places.find(service.origin()).expect("the places of a service were checked");
        Schedule {
            origin: service.origin(),
            destination: service.destination(),
            cut_off: service.cut_off,
            departure: service.first_departure(&origin.clock),
            unit: service.unit,
        }
    }

    /// The service with its places as they are canonical for its modes, so that no port is split by its codes.
    ///
    /// Refused where both ends of a lane turn out to be one place.
    pub(crate) fn canonical(&self, service: &Service) -> Result<Service, Rejection> {
        Ok(canonical(&self.register.places, service)?)
    }

    /// When the last day of departure is over.
    fn last_departure(&self, service: &Service) -> Timestamp {
        let origin =
            self.register.places.find(service.origin()).expect("the places of a service were checked");
        service.last_departure(&origin.clock)
    }

    /// What is odd about a service: places that lack the function for its mode, and services of the same promise,
    /// window and unit, over which bids and asks would miss each other. It is told, and never refused.
    pub(crate) fn oddities(&self, code: ServiceCode, service: &Service) -> Vec<String> {
        let ends = match service.promise {
            Promise::Movement(lane) => vec![(lane.origin(), lane.mode()), (lane.destination(), lane.mode())],
            Promise::Handling(handling) => {
                vec![(handling.place, handling.from), (handling.place, handling.to)]
            }
            Promise::Through(_) => Vec::new(),
        };
        let lacking = ends.into_iter().filter_map(|(code, mode)| {
            let warning = self.register.places.find(code)?.functions.warn(mode)?;
            Some(format!("{code}: {warning}"))
        });
        let alike = self.register.services().filter(|known| {
            let Service { promise, window, unit, cut_off: _, longest_transit_days: _ } = known.service;
            known.code != code && (promise, window, unit) == (service.promise, service.window, service.unit)
        });
        let alike =
            alike.map(|known| format!("{}: promises the same in the same window and unit", known.code));
        lacking.chain(alike).collect()
    }

    pub(crate) fn decide_instrument(
        &self,
        actor: ParticipantId,
        action: &ListInstrument,
        now: Timestamp,
    ) -> Result<Outcome, Rejection> {
        self.must_be_exchange(actor)?;
        if self.register.instrument_by_code(action.code).is_some() {
            return Err(Rejection::InstrumentKnown(action.code));
        }
        let (listed, instrument) = self.listing(action)?;
        let decided = self.books.decide_list(&instrument);
        decided.map_err(|ListingError::AlreadyListed { instrument, .. }| Rejection::BookKnown {
            service: action.service,
            currency: action.currency,
            instrument: self.register.instrument(instrument).code,
        })?;
        if now >= listed.cut_off {
            return Err(Rejection::ServiceCutOff { service: action.service, cut_off: listed.cut_off, now });
        }
        Ok(Outcome::Done)
    }

    /// The instrument that a listing opens, for the register and for its book.
    pub(crate) fn listing(
        &self,
        action: &ListInstrument,
    ) -> Result<(ListedInstrument, Instrument), Rejection> {
        let service =
            self.register.service_by_code(action.service).ok_or(Rejection::ServiceUnknown(action.service))?;
        let lot = NonZeroU32::new(action.lot).ok_or(Rejection::LotZero(action.code))?;
        let terms = self.register.line_of(action.terms).ok_or(Rejection::TermsUnknown(action.terms))?;
        let count =
            u32::try_from(self.register.instruments().count()).expect("fewer than 2^32 are ever listed");
        let id = InstrumentId::new(count + 1).expect("counters begin at 1");
        let cut_off = self.register.service(service).service.cut_off;
        let &ListInstrument { code, currency, tick, .. } = action;
        Ok((
            ListedInstrument { id, code, service, currency, tick, lot, cut_off, terms },
            Instrument { service, currency, tick, lot, phase: Phase::Continuous },
        ))
    }
}

/// The service with its places as `places` has them.
fn canonical(places: &PlaceBook, service: &Service) -> Result<Service, freight::LaneError> {
    let place = |code: PlaceCode, mode: Option<Mode>| places.canonical(code, mode);
    let promise = match service.promise {
        Promise::Movement(lane) => {
            let by = Some(lane.mode());
            let ends = freight::Ends {
                origin: place(lane.origin(), by),
                destination: place(lane.destination(), by),
            };
            Promise::Movement(freight::Lane::between(ends, lane.mode())?)
        }
        Promise::Handling(handling) => Promise::Handling(freight::Handling {
            place: place(handling.place, Some(handling.from)),
            ..handling
        }),
        Promise::Through(through) => {
            let ends = freight::Ends {
                origin: place(through.origin(), None),
                destination: place(through.destination(), None),
            };
            Promise::Through(freight::Through::between(ends)?)
        }
    };
    Ok(Service { promise, ..*service })
}

fn write_place(places: &mut PlaceBook, place: &Place) {
    match places.check(place.code) {
        Ok(_) => {
            places.admit(place.clone());
        }
        Err(freight::PlaceError::AlreadyAdmitted { code: _, id }) => {
            places.set_clock(id, place.clock.clone());
        }
        Err(other) => unreachable!("a place is refused only where its code is taken, but: {other}"),
    }
}
