//! What was decided is written: the engine never refuses here, live or in replay.
//!
//! The market is written first, then settlement, then the ledger, and people are told in that order: what
//! happened, what it means for carriages and claims, which money and slots moved.

use freight::ParticipantId;
use jiff::Timestamp;
use matching::{Cancel, Ground, OrderId, Phase, Step};
use settlement::Value;

use crate::command::{Action, Affair, Command};
use crate::due::for_settlement;
use crate::facts::{Due, Facts, Outcome};
use crate::orders::OrderFile;
use crate::register::ListedInstrument;
use crate::sink::Sink;
use crate::telling::{Context, Pencil, of_ledger};
use crate::trading::{Arrival, Struck};
use crate::{Engine, Event};

/// Apply met something that decide did not allow.
const DECIDED: &str = "what was decided can be written";

impl Engine {
    /// Remembers what happened, and tells `sink` of it in people's words.
    ///
    /// # Panics
    ///
    /// When outcome and facts were not decided for this command at this time on this state.
    pub fn apply<S: Sink>(
        &mut self,
        command: &Command,
        now: Timestamp,
        outcome: Outcome,
        facts: &Facts,
        sink: &mut S,
    ) {
        let actor = self.member(command.actor).expect(DECIDED);
        match (&command.action, outcome) {
            (Action::PlaceOrder(action), Outcome::Placed { matched, money, slots }) => {
                let listed = self.instrument(action.instrument).expect(DECIDED).clone();
                let place = self.placing(actor, &listed, action, now).expect(DECIDED);
                let arrival = self.arriving(&listed, &place, matched.order, action);
                let traded = self.strike(&listed, &arrival, &facts.matching);
                self.orders.add(OrderFile {
                    order: matched.order,
                    instrument: listed.id,
                    member: actor,
                    client: action.client_order_id,
                    terms: arrival.terms,
                    traded,
                    money,
                    slots,
                });
                let mut pencil = Pencil::over(&self.register, &self.orders, sink);
                self.books.apply_place(&place, matched, &facts.matching, &mut pencil);
                self.settle_trades(now, facts, sink);
                self.finish(now, facts, sink);
                self.file_away(matched.order);
            }
            (Action::AmendOrder(action), Outcome::Amended { order, matched, money, slots }) => {
                let amend = self.amending(actor, order, action).expect(DECIDED);
                let file = *self.orders.open(order);
                let listed = self.register.instrument(file.instrument).clone();
                let arrival = self.returning(&file, &amend);
                let traded = self.strike(&listed, &arrival, &facts.matching);
                let file = self.orders.open_mut(order);
                (file.traded, file.money, file.slots) = (traded, money, slots);
                let mut pencil = Pencil::over(&self.register, &self.orders, sink);
                self.books.apply_amend(&amend, matched, &facts.matching, &mut pencil);
                self.settle_trades(now, facts, sink);
                self.finish(now, facts, sink);
                self.file_away(order);
            }
            (Action::CancelOrder(_), Outcome::Cancelled { order, matched }) => {
                let cancel = Cancel { order, ground: Ground::Owner(actor) };
                self.books.apply_cancel(
                    &cancel,
                    matched,
                    &mut Pencil::over(&self.register, &self.orders, sink),
                );
                self.finish(now, facts, sink);
                self.file_away(order);
            }
            (Action::Advance(_), Outcome::Advanced(due)) => {
                if let Some(due) = due {
                    self.apply_due(due, now, facts, sink);
                }
            }
            (action, Outcome::Done) => self.apply_done(actor, action, now, facts, sink),
            (
                action,
                Outcome::Placed { .. }
                | Outcome::Amended { .. }
                | Outcome::Cancelled { .. }
                | Outcome::Advanced(_),
            ) => panic!("{outcome:?} is no outcome of {action:?}"),
        }
    }

    fn apply_due<S: Sink>(&mut self, due: Due, now: Timestamp, facts: &Facts, sink: &mut S) {
        match due {
            Due::Expiry(order) => {
                let cancel = Cancel { order, ground: Ground::Expiry };
                let matched = self.books.decide_cancel(&cancel).expect(DECIDED);
                self.books.apply_cancel(
                    &cancel,
                    matched,
                    &mut Pencil::over(&self.register, &self.orders, sink),
                );
                self.finish(now, facts, sink);
                self.file_away(order);
            }
            Due::BookClosing(instrument) => {
                self.books.set_phase(instrument, Phase::Closed);
                let listed = self.register.instrument(instrument);
                self.closings.remove(listed.cut_off, instrument);
                if S::LISTENS {
                    sink.tell(Event::BookClosed { instrument: listed.code });
                }
            }
            Due::Call(_) | Due::CutOff(_) | Due::Collecting { .. } | Due::Closing(_) => {
                self.settle(&for_settlement(due), now, facts, sink);
                if let Due::Collecting { debtor, currency } = due {
                    self.collectors.look(&self.settlement, &self.ledger, now, debtor, currency.into());
                }
            }
        }
    }

    fn apply_done<S: Sink>(
        &mut self,
        actor: ParticipantId,
        action: &Action,
        now: Timestamp,
        facts: &Facts,
        sink: &mut S,
    ) {
        match action.affair() {
            Affair::Member(action) => {
                self.apply_admission(action);
                if S::LISTENS {
                    let crate::AdmitMember { member, name, roles } = action.clone();
                    sink.tell(Event::MemberAdmitted { member, name, roles });
                }
            }
            Affair::Place(action) => {
                self.apply_place_listing(action);
                if S::LISTENS {
                    sink.tell(Event::PlaceListed {
                        code: action.place.code,
                        name: action.place.name.clone(),
                    });
                }
            }
            Affair::Service(action) => {
                let service = self.canonical(&action.service).expect(DECIDED);
                let schedule = self.schedule(&service);
                let id = self.register.list_service(action.code, service);
                self.settle(&settlement::Command::List(id, schedule), now, facts, sink);
                if S::LISTENS {
                    let warnings = self.oddities(action.code, &service);
                    sink.tell(Event::ServiceListed { code: action.code, cut_off: service.cut_off, warnings });
                }
            }
            Affair::Instrument(action) => {
                let (listed, instrument) = self.listing(action).expect(DECIDED);
                self.books.apply_list(&instrument, listed.id);
                self.closings.add(listed.cut_off, listed.id);
                self.register.list_instrument(listed);
                if S::LISTENS {
                    let &crate::ListInstrument { code, service, currency, .. } = action;
                    sink.tell(Event::InstrumentListed { code, service, currency });
                }
            }
            Affair::Terms(terms) => {
                let before = self.settlement.newest_terms();
                self.settle(&settlement::Command::SetTerms(&terms.terms), now, facts, sink);
                let version = self.settlement.newest_terms().expect(DECIDED);
                assert!(before < Some(version), "new terms are a new version");
                self.register.add_terms(terms.code, version);
                if S::LISTENS {
                    sink.tell(Event::TermsSet { code: terms.code, version });
                }
            }
            Affair::Settlement => {
                let asked = self.ask_settlement(actor, action).expect(DECIDED);
                self.settle(&asked.command(), now, facts, sink);
            }
            Affair::NewOrder(_) | Affair::Change(_) | Affair::Cancelling(_) | Affair::Advance => {
                unreachable!("{action:?} has an outcome of its own")
            }
        }
    }

    /// Prepares the bargains of all fills, before the book changes, and writes the makers' files. Answers what
    /// the arriving order has traded.
    fn strike(&mut self, listed: &ListedInstrument, arrival: &Arrival, steps: &[Step]) -> Value {
        let mut struck = core::mem::take(&mut self.struck);
        struck.clear();
        let mut so_far = arrival.traded;
        for fill in self.books.fills(steps) {
            let one = self.struck(listed, arrival, so_far, fill);
            so_far = match arrival.side {
                matching::Side::Bid => one.bargain.shipper.after,
                matching::Side::Ask => one.bargain.carrier.after,
            };
            struck.push(one);
        }
        for Struck { fill, maker_traded, .. } in &struck {
            self.orders.open_mut(fill.maker).traded = *maker_traded;
        }
        self.struck = struck;
        so_far
    }

    /// Tells settlement of the bargains.
    fn settle_trades<S: Sink>(&mut self, now: Timestamp, facts: &Facts, sink: &mut S) {
        let struck = core::mem::take(&mut self.struck);
        assert!(facts.settlement.is_empty(), "a bargain says all there is to know");
        for Struck { bargain, .. } in &struck {
            let context = Some(Context::of_bargain(bargain));
            let mut pencil = Pencil::over(&self.register, &self.orders, sink).about(context);
            self.settlement.apply(&settlement::Command::Strike(*bargain), now, &[], &mut pencil);
        }
        self.struck = struck;
    }

    /// Writes what settlement decided, then what it moved.
    fn settle<S: Sink>(
        &mut self,
        command: &settlement::Command<'_>,
        now: Timestamp,
        facts: &Facts,
        sink: &mut S,
    ) {
        let context = command.carriage().and_then(|id| self.settlement.carriage(id)).map(Context::of);
        let mut pencil = Pencil::over(&self.register, &self.orders, sink).about(context);
        self.settlement.apply(command, now, &facts.settlement, &mut pencil);
        let owing = pencil.owing;
        self.finish(now, facts, sink);
        for (member, asset) in owing {
            self.collectors.look(&self.settlement, &self.ledger, now, member, asset);
        }
    }

    /// Writes the ledger's facts, and looks at debtors whose money they touched.
    fn finish<S: Sink>(&mut self, now: Timestamp, facts: &Facts, sink: &mut S) {
        let watch = !self.collectors.idle(&self.settlement);
        let mut touched = Vec::new();
        let Engine { register, orders, ledger, .. } = self;
        ledger.apply(facts.ledger.as_slice(), |event| {
            if watch {
                of_ledger::touched(&event, &mut touched);
            }
            if S::LISTENS {
                of_ledger::tell(register, orders, event, sink);
            }
        });
        for (member, asset) in touched {
            self.collectors.look(&self.settlement, &self.ledger, now, member, asset);
        }
    }

    /// Forgets the files and holds of orders that are not open any more: the arriving one, and its makers.
    fn file_away(&mut self, arrived: OrderId) {
        let mut struck = core::mem::take(&mut self.struck);
        for Struck { fill, .. } in struck.drain(..) {
            self.refresh(fill.maker);
        }
        self.struck = struck;
        self.refresh(arrived);
    }

    fn refresh(&mut self, order: OrderId) {
        if self.books.order(order).is_none() {
            self.orders.remove(order);
            return;
        }
        let ended = |hold: &ledger::HoldId| self.ledger.hold(*hold).is_some();
        let file = self.orders.open_mut(order);
        file.money = file.money.filter(ended);
        file.slots = file.slots.filter(ended);
    }
}
