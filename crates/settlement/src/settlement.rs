//! Settlement: all carriages and claims, and the two questions that can be asked of them.
//!
//! ```text
//!   Command ──▶ decide(&self) ──┬──▶ Facts, and movements in the lent purses ──▶ apply(&mut self) ──▶ events
//!                               └──▶ Rejection
//! ```
//!
//! Carriages stand in a tree by their numbers. A new one goes to its right edge, which is warm; nothing is ever
//! moved because the table grows; and people, and the digest, walk it in order. A look-up costs a few steps more
//! than a hash, but a trade needs none.

use std::collections::BTreeMap;

use freight::{Milestone, ParticipantId, ServiceId};
use jiff::Timestamp;
use money::{Amount, Asset};

use crate::agenda::Agenda;
use crate::canon::length;
use crate::carriage::{Carriage, CarriageFact, CarriageRejection, Draft, Dues, Loan, Pinned, strike};
use crate::treasury::{BillRejection, Claims, Storage, Treasury, TreasuryRejection};
use crate::{
    About, Bargain, CarriageId, Command, Due, Event, Fact, Movement, Party, Purse, Purses, Reason, Rejection,
    Schedule, Sink, Terms, TermsId,
};

/// What trades oblige their sides to do, and how far they have come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    /// By number, from 1.
    terms: Vec<Terms>,
    /// By number, from 1; nothing for a service that was never listed.
    schedules: Vec<Option<Schedule>>,
    carriages: BTreeMap<CarriageId, Box<Carriage>>,
    /// The highest number of a carriage that was struck.
    newest: u64,
    agenda: Agenda,
    claims: Claims,
    treasury: Treasury,
}

/// What can be read.
impl Settlement {
    /// Nothing has happened yet.
    pub fn new() -> Settlement {
        Settlement::default()
    }

    /// A version of terms.
    ///
    /// # Panics
    ///
    /// If it was never set.
    pub fn terms(&self, id: TermsId) -> &Terms {
        let place = id.number().checked_sub(1).and_then(|place| usize::try_from(place).ok());
        let terms = place.and_then(|place| self.terms.get(place));
        terms.unwrap_or_else(|| panic!("terms {id} were never set"))
    }

    /// The version of terms that was set last.
    pub fn newest_terms(&self) -> Option<TermsId> {
        u32::try_from(self.terms.len()).ok().and_then(TermsId::new)
    }

    /// When and where a service takes place, if it is listed.
    pub fn schedule(&self, service: ServiceId) -> Option<&Schedule> {
        self.schedules.get(row(service))?.as_ref()
    }

    /// A carriage that is not finished.
    pub fn carriage(&self, id: CarriageId) -> Option<&Carriage> {
        self.carriages.get(&id).map(|carriage| &**carriage)
    }

    /// All carriages that are not finished, in the order of their numbers.
    pub fn carriages(&self) -> impl Iterator<Item = &Carriage> {
        self.carriages.values().map(|carriage| &**carriage)
    }

    /// What members owe.
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// Receipts, cycles and payments.
    pub fn treasury(&self) -> &Treasury {
        &self.treasury
    }

    /// What is due first of calls, cut-offs and closings, and when.
    ///
    /// Whether collecting is due depends on what members have, so it is asked of [`Settlement::claims`].
    pub fn next_due(&self) -> Option<(Timestamp, Due)> {
        self.agenda.next()
    }

    /// Hashes all that settlement remembers, in a canonical form.
    pub fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        length(self.terms.len(), hash);
        self.terms.iter().for_each(|terms| terms.digest(hash));
        length(self.schedules.len(), hash);
        for schedule in &self.schedules {
            hash(&[u8::from(schedule.is_some())]);
            schedule.iter().for_each(|schedule| schedule.digest(hash));
        }
        length(self.carriages.len(), hash);
        self.carriages().for_each(|carriage| carriage.digest(hash));
        hash(&self.newest.to_le_bytes());
        self.claims.digest(hash);
        self.treasury.digest(hash);
    }
}

/// What is asked: it reads, and never writes.
impl Settlement {
    /// Answers what `command` would do, if it were recorded at `now`: `purses` get the movements, `facts` what
    /// must be remembered besides.
    ///
    /// On a rejection both may hold a part of what was decided; the caller cuts them back. A shortage of money
    /// is known to the purses alone.
    pub fn decide<P: Purses>(
        &self,
        command: &Command<'_>,
        now: Timestamp,
        purses: &mut P,
        facts: &mut Vec<Fact>,
    ) -> Result<(), Rejection> {
        match *command {
            Command::SetTerms(terms) => terms.check().map_err(Rejection::Terms),
            Command::List(service, schedule) => {
                let before = self.schedule(service);
                assert!(before.is_none_or(|before| *before == schedule), "a service keeps its schedule");
                Ok(())
            }
            Command::Declare { carrier, service, quantity } => {
                declare(carrier, service, quantity, purses);
                Ok(())
            }
            Command::Strike(ref bargain) => self.strike(bargain, purses),
            Command::Nominate { by, carriage, units } => {
                Ok(self.draft(carriage, now, purses, facts)?.nominate(by, units)?)
            }
            Command::Record { by, carriage, milestone } => {
                Ok(self.draft(carriage, now, purses, facts)?.record(by, milestone)?)
            }
            Command::Correct { by, carriage, source, milestone } => {
                Ok(self.draft(carriage, now, purses, facts)?.correct(by, source, milestone)?)
            }
            Command::Withdraw { by, carriage, source, event } => {
                Ok(self.draft(carriage, now, purses, facts)?.withdraw(by, source, event)?)
            }
            Command::Call { carriage } => Ok(self.draft(carriage, now, purses, facts)?.call()?),
            Command::CutOff { carriage } => {
                self.draft(carriage, now, purses, facts)?.cut_off();
                Ok(())
            }
            Command::Close { carriage } => {
                self.draft(carriage, now, purses, facts)?.close_when_due();
                Ok(())
            }
            Command::Cancel { by, carriage } => Ok(self.draft(carriage, now, purses, facts)?.cancel(by)?),
            Command::Roll { by, carriage, units } => {
                Ok(self.draft(carriage, now, purses, facts)?.roll(by, units)?)
            }
            Command::Accrue { warehouse, carriage, units, days, rate } => {
                let found = self.find(carriage)?;
                let (shipper, currency, bought) =
                    (found.member(Party::Shipper), found.currency(), found.traded());
                if units > bought {
                    let refused = BillRejection::TooManyUnits { carriage, units, bought };
                    return Err(TreasuryRejection::Bill(refused).into());
                }
                let storage = Storage { warehouse, carriage, units, days, rate };
                let counted = self.claims.accrue(purses, facts, storage, shipper, currency);
                Ok(counted.map_err(TreasuryRejection::Bill)?)
            }
            Command::Bill { .. }
            | Command::Collect { .. }
            | Command::Receive { .. }
            | Command::Allocate { .. }
            | Command::WithdrawMoney { .. }
            | Command::PayFund { .. }
            | Command::OpenNetting { .. }
            | Command::CloseNetting { .. }
            | Command::Send { .. }
            | Command::Book { .. }
            | Command::Return { .. }
            | Command::Refuse { .. }
            | Command::PayTax { .. }
            | Command::BankCharge { .. }
            | Command::BuyFx { .. }
            | Command::Sweep { .. } => Ok(self.treasury.decide(&self.claims, command, now, purses, facts)?),
        }
    }

    /// Answers what a bargain would do: the same as [`Command::Strike`], and it needs no facts.
    ///
    /// Nothing is read but terms, so that all bargains of one command can be struck one after another.
    pub fn strike<P: Purses>(&self, bargain: &Bargain, purses: &mut P) -> Result<(), Rejection> {
        let (shipper, carrier) = (bargain.shipper, bargain.carrier);
        let pinned = Pinned {
            carriage: self.terms(bargain.terms),
            shipper: self.terms(shipper.terms),
            carrier: self.terms(carrier.terms),
        };
        Ok(strike(bargain, pinned, purses)?)
    }

    fn find(&self, carriage: CarriageId) -> Result<&Carriage, CarriageRejection> {
        let newest = self.newest;
        match self.carriage(carriage) {
            Some(found) => Ok(found),
            None if carriage.number() <= newest => Err(CarriageRejection::Closed { carriage }),
            None => Err(CarriageRejection::Unknown { carriage, newest }),
        }
    }

    fn draft<'a, P: Purses>(
        &'a self,
        carriage: CarriageId,
        now: Timestamp,
        purses: &'a mut P,
        facts: &'a mut Vec<Fact>,
    ) -> Result<Draft<'a, P>, CarriageRejection> {
        let carriage = self.find(carriage)?;
        let (terms, schedule) = (self.terms(carriage.terms()), self.scheduled(carriage.service()));
        Ok(Draft::over(carriage, Loan { terms, schedule, now, claims: self.claims.draft(), purses, facts }))
    }

    fn scheduled(&self, service: ServiceId) -> &Schedule {
        self.schedule(service).unwrap_or_else(|| panic!("service {} was never listed", service.number()))
    }
}

/// What is recorded: it writes, and never refuses.
impl Settlement {
    /// Remembers what happened, and tells `sink` of it: `facts` are those that were decided for this command.
    ///
    /// # Panics
    ///
    /// If the facts are not those that [`Settlement::decide`] wrote in this state.
    pub fn apply(&mut self, command: &Command<'_>, now: Timestamp, facts: &[Fact], sink: &mut impl Sink) {
        match *command {
            Command::SetTerms(terms) => {
                self.terms.push(terms.clone());
                let terms = self.newest_terms().expect("versions of terms are counted in 32 bits");
                sink.tell(Event::TermsSet { terms });
            }
            Command::List(service, schedule) => {
                let row = row(service);
                self.schedules.resize(self.schedules.len().max(row + 1), None);
                self.schedules[row] = Some(schedule);
            }
            Command::Declare { carrier, service, quantity } => {
                sink.tell(Event::CapacityDeclared { service, carrier, quantity });
            }
            Command::Strike(ref bargain) => self.begin(bargain, now, sink),
            Command::Nominate { by: _, carriage, units } => {
                self.carriage_mut(carriage).name(units);
                sink.tell(Event::Nominated { carriage, units });
            }
            Command::Record { by, carriage, milestone } => {
                self.change(carriage, facts, sink, |found, sink| {
                    found.record(by.participant, milestone);
                    let Milestone { event, kind, place, occurred, updated, ref boxes, classifier: _ } =
                        *milestone;
                    let (source, units) = (by.participant, boxes.as_slice());
                    let told =
                        Event::Recorded { carriage, source, event, kind, place, occurred, updated, units };
                    sink.tell(told);
                });
            }
            Command::Correct { by: _, carriage, source, milestone } => {
                self.change(carriage, facts, sink, |found, sink| {
                    let Milestone { event, kind, place, occurred, updated, ref boxes, classifier: _ } =
                        *milestone;
                    let at = found.recorded_by(source, event).expect("what is corrected was recorded");
                    found.correct(at, milestone);
                    let units = boxes.as_slice();
                    let told =
                        Event::Corrected { carriage, source, event, kind, place, occurred, updated, units };
                    sink.tell(told);
                });
            }
            Command::Withdraw { by: _, carriage, source, event } => {
                self.change(carriage, facts, sink, |found, sink| {
                    let at = found.recorded_by(source, event).expect("what is withdrawn was recorded");
                    found.withdraw(at);
                    let (source, kind) = found.told(at);
                    sink.tell(Event::Withdrawn { carriage, source, event, kind });
                });
            }
            Command::CutOff { carriage } => {
                self.change(carriage, facts, sink, |found, _| found.pass_cut_off());
            }
            Command::Call { carriage }
            | Command::Close { carriage }
            | Command::Cancel { by: _, carriage }
            | Command::Roll { by: _, carriage, units: _ } => self.change(carriage, facts, sink, |_, _| {}),
            Command::Accrue { .. }
            | Command::Bill { .. }
            | Command::Collect { .. }
            | Command::Receive { .. }
            | Command::Allocate { .. }
            | Command::WithdrawMoney { .. }
            | Command::PayFund { .. }
            | Command::OpenNetting { .. }
            | Command::CloseNetting { .. }
            | Command::Send { .. }
            | Command::Book { .. }
            | Command::Return { .. }
            | Command::Refuse { .. }
            | Command::PayTax { .. }
            | Command::BankCharge { .. }
            | Command::BuyFx { .. }
            | Command::Sweep { .. } => self.treasury.apply(&mut self.claims, command, now, facts, sink),
        }
    }

    fn begin(&mut self, bargain: &Bargain, now: Timestamp, sink: &mut impl Sink) {
        let id = bargain.carriage;
        assert!(id.number() > self.newest, "{id} is struck after C{}", self.newest);
        let (schedule, terms) = (self.scheduled(bargain.service), self.terms(bargain.terms));
        let carriage = Carriage::begin(bargain, schedule, terms, now);
        self.agenda.change(id, Dues::NONE, carriage.dues());
        self.carriages.insert(id, Box::new(carriage));
        self.newest = id.number();
        sink.tell(Event::Struck { bargain });
    }

    fn carriage_mut(&mut self, id: CarriageId) -> &mut Carriage {
        self.carriages.get_mut(&id).unwrap_or_else(|| panic!("{id} is not open"))
    }

    /// Lets what the command says, and then what was decided, come true for one carriage.
    fn change<S: Sink>(
        &mut self,
        id: CarriageId,
        facts: &[Fact],
        sink: &mut S,
        said: impl FnOnce(&mut Carriage, &mut S),
    ) {
        let carriage = self.carriages.get_mut(&id).unwrap_or_else(|| panic!("{id} is not open"));
        let before = carriage.dues();
        said(carriage, sink);
        let mut closed = false;
        for fact in facts {
            match fact {
                Fact::Carriage(fact) => {
                    carriage.apply(fact);
                    fact.event(carriage).into_iter().for_each(|event| sink.tell(event));
                    closed |= matches!(fact, CarriageFact::Closed { .. });
                }
                Fact::Claim(fact) => self.claims.apply(fact, sink),
                Fact::Treasury(fact) => panic!("{fact:?} is not about {id}"),
            }
        }
        let after = if closed { Dues::NONE } else { carriage.dues() };
        self.agenda.change(id, before, after);
        if closed {
            self.carriages.remove(&id);
        }
    }
}

fn declare<P: Purses>(carrier: ParticipantId, service: ServiceId, quantity: u32, purses: &mut P) {
    if let Some(amount) = Amount::new(u64::from(quantity)) {
        purses.post(Movement {
            from: Purse::Declared(service),
            to: Purse::Available(service, carrier),
            asset: Asset::unit(service.number()),
            amount,
            reason: Reason::SlotsDeclared,
            about: About::Service(service),
        });
    }
}

/// Where a service stands, from 0.
fn row(service: ServiceId) -> usize {
    usize::try_from(service.number() - 1).expect("a counter fits the address space")
}
