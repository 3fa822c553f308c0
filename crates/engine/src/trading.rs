//! Orders: what the book answers, what must be held, and what each fill is a bargain of.
//!
//! ```text
//!   hold at the limit ──▶ book ──▶ fill, fill, … ──▶ hold what is still needed
//!                                   └ bargain ──▶ charges, slots, a carriage
//! ```
//!
//! The hold of an order is placed before it meets anything: deposit, fee and tax of what it has traded and of
//! what is open at its limit, less what was charged. It is changed once a command, after the last fill. An ask
//! holds its slots too. One function builds the bargain of a fill, in decide and again in apply.

use freight::{ParticipantId, Role};
use jiff::Timestamp;
use ledger::{Cause, HoldChange, HoldId, Key};
use matching::{
    Amend, Amended, Cancel, Fill, Ground, Lots, OrderId, Place, PostOnly, Remainder, Side, Step, Ticks,
    TimeInForce,
};
use money::{Minor, Worth};
use settlement::{Bargain, CarriageId, Charges, Party, Purse, TermsId, Value};

use crate::command::{AmendOrder, CancelOrder, OrderName, PlaceOrder};
use crate::orders::OrderFile;
use crate::purses::LentPurses;
use crate::register::ListedInstrument;
use crate::rejection::{OrderLabel, Purpose, Rejection};
use crate::{Engine, Facts, Outcome, posting};

/// An order on its way to meet others: a new one, or one that lost its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    /// Its number.
    pub(crate) order: OrderId,
    /// Whose.
    pub(crate) member: ParticipantId,
    /// Bid or ask.
    pub(crate) side: Side,
    /// The terms that it pinned.
    pub(crate) terms: TermsId,
    /// What it had traded before this command.
    pub(crate) traded: Value,
    /// What was held for it before this command.
    pub(crate) held: Holds,
    /// The worst price; none for a market order.
    pub(crate) limit: Option<Ticks>,
    /// How much arrives.
    pub(crate) lots: Lots,
    /// How its member knows it.
    pub(crate) label: OrderLabel,
}

/// The holds of an order, if it has any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holds {
    pub(crate) money: Option<HoldId>,
    pub(crate) slots: Option<HoldId>,
}

/// One fill as both pillars see it: what the maker's file becomes, and what was agreed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Struck {
    pub(crate) fill: Fill,
    pub(crate) maker_traded: Value,
    pub(crate) bargain: Bargain,
}

/// The side of a carriage that an order of this side becomes.
pub(crate) fn party(side: Side) -> Party {
    match side {
        Side::Bid => Party::Shipper,
        Side::Ask => Party::Carrier,
    }
}

fn plus(left: Worth, right: Worth) -> Worth {
    left.checked_add(right).expect("the worth of an order was checked against its limit")
}

impl Engine {
    /// The book's command for a new order; decide and apply both build it here.
    pub(crate) fn placing(
        &self,
        member: ParticipantId,
        listed: &ListedInstrument,
        action: &PlaceOrder,
        now: Timestamp,
    ) -> Result<Place, Rejection> {
        let instrument = self.books.instrument(listed.id).expect("a listed instrument has a book");
        let lots = instrument.lots(u64::from(action.quantity))?;
        let limit = action.limit.map(|price| instrument.ticks(price)).transpose()?;
        let midnight = || self.register.origin_of(listed.service).clock.next_midnight(now);
        let expires = match (action.time_in_force, limit) {
            (TimeInForce::Gtc, Some(_)) => Some(listed.cut_off),
            (TimeInForce::Day, Some(_)) => Some(listed.cut_off.min(midnight())),
            (TimeInForce::Gtc | TimeInForce::Day, None) | (TimeInForce::Ioc | TimeInForce::Fok, _) => None,
        };
        Ok(Place {
            instrument: listed.id,
            owner: member,
            side: action.side,
            lots,
            limit,
            time_in_force: action.time_in_force,
            post_only: if action.post_only { PostOnly::Yes } else { PostOnly::No },
            expires,
        })
    }

    /// Answers what a new order would do.
    pub(crate) fn decide_place(
        &self,
        member: ParticipantId,
        action: &PlaceOrder,
        now: Timestamp,
        facts: &mut Facts,
    ) -> Result<Outcome, Rejection> {
        match action.side {
            Side::Bid => self.must_have(member, &[Role::Shipper, Role::Forwarder]),
            Side::Ask => self.must_have(member, &[Role::Carrier, Role::Forwarder, Role::Warehouse]),
        }?;
        let listed = self.instrument(action.instrument)?;
        if now >= listed.cut_off {
            return Err(Rejection::CutOffPassed { cut_off: listed.cut_off, now });
        }
        if let Some(client) = action.client_order_id
            && self.orders.named(member, client).is_some()
        {
            return Err(Rejection::ClientOrderIdInUse { member: self.code(member), client });
        }
        let place = self.placing(member, listed, action, now)?;
        let from = facts.matching.len();
        let matched = self.books.decide_place(&place, &mut facts.matching)?;
        let arrival = self.arriving(listed, &place, matched.order, action);
        let rest = rests(matched.remainder);
        let Facts { matching, ledger, settlement: _ } = facts;
        let mut purses = LentPurses::over(self.ledger.draft(ledger));
        let steps = &matching[from..];
        let holds = self.carry_out(listed, arrival, rest, steps, &mut purses)?;
        Ok(Outcome::Placed { matched, money: holds.money, slots: holds.slots })
    }

    pub(crate) fn arriving(
        &self,
        listed: &ListedInstrument,
        place: &Place,
        order: OrderId,
        action: &PlaceOrder,
    ) -> Arrival {
        Arrival {
            order,
            member: place.owner,
            side: place.side,
            terms: self.register.terms_of(listed),
            traded: Value::default(),
            held: Holds::default(),
            limit: place.limit,
            lots: place.lots,
            label: action.client_order_id.map_or(OrderLabel::New, OrderLabel::Client),
        }
    }

    /// The open order that a name means.
    pub(crate) fn named(&self, member: ParticipantId, name: OrderName) -> Result<OrderId, Rejection> {
        match name {
            OrderName::Id(order) => Ok(order),
            OrderName::Client(client) => self
                .orders
                .named(member, client)
                .ok_or_else(|| Rejection::ClientOrderUnknown { member: self.code(member), client }),
        }
    }

    /// The book's command for a change; decide and apply both build it here.
    pub(crate) fn amending(
        &self,
        member: ParticipantId,
        order: OrderId,
        action: &AmendOrder,
    ) -> Result<Amend, Rejection> {
        let open = self.books.order(order).ok_or(Rejection::OrderNotOpen(order))?;
        let instrument = self.books.instrument(open.instrument).expect("an open order is in a book");
        let lots = instrument.lots(u64::from(action.quantity))?;
        let limit = action.limit.map_or(Ok(open.limit), |price| instrument.ticks(price))?;
        Ok(Amend { order, owner: member, lots, limit })
    }

    /// Answers what a change of an order would do.
    pub(crate) fn decide_amend(
        &self,
        member: ParticipantId,
        action: &AmendOrder,
        now: Timestamp,
        facts: &mut Facts,
    ) -> Result<Outcome, Rejection> {
        let order = self.named(member, action.order)?;
        if self.books.order(order).is_some_and(|open| open.owner != member) {
            return Err(matching::Rejection::NotOwner { order, asks: member }.into());
        }
        let amend = self.amending(member, order, action)?;
        let from = facts.matching.len();
        let matched = self.books.decide_amend(&amend, &mut facts.matching)?;
        let file = self.orders.open(order);
        let listed = self.register.instrument(file.instrument);
        if now >= listed.cut_off {
            return Err(Rejection::CutOffPassed { cut_off: listed.cut_off, now });
        }
        let arrival = self.returning(file, &amend);
        let rest = match matched {
            Amended::Kept => Some(amend.lots),
            Amended::Moved(remainder) => rests(remainder),
        };
        let Facts { matching, ledger, settlement: _ } = facts;
        let mut purses = LentPurses::over(self.ledger.draft(ledger));
        let steps = &matching[from..];
        let holds = self.carry_out(listed, arrival, rest, steps, &mut purses)?;
        Ok(Outcome::Amended { order, matched, money: holds.money, slots: holds.slots })
    }

    pub(crate) fn returning(&self, file: &OrderFile, amend: &Amend) -> Arrival {
        Arrival {
            order: file.order,
            member: file.member,
            side: self.books.order(file.order).expect("an order with a file is open").side,
            terms: file.terms,
            traded: file.traded,
            held: Holds { money: file.money, slots: file.slots },
            limit: Some(amend.limit),
            lots: amend.lots,
            label: label(file),
        }
    }

    /// Answers what the cancelling of an order would do.
    pub(crate) fn decide_cancel(
        &self,
        member: ParticipantId,
        action: &CancelOrder,
        facts: &mut Facts,
    ) -> Result<Outcome, Rejection> {
        let order = self.named(member, action.order)?;
        let matched = self.books.decide_cancel(&Cancel { order, ground: Ground::Owner(member) })?;
        self.end_holds(order, facts);
        Ok(Outcome::Cancelled { order, matched })
    }

    /// Answers what the end of an order's time would do.
    pub(crate) fn decide_expiry(&self, order: OrderId, facts: &mut Facts) {
        self.end_holds(order, facts);
    }

    fn end_holds(&self, order: OrderId, facts: &mut Facts) {
        let file = self.orders.open(order);
        let mut draft = self.ledger.draft(&mut facts.ledger);
        for hold in [file.money, file.slots].into_iter().flatten() {
            let ended = draft.change(hold, HoldChange { drawn: Minor::ZERO, remaining: Minor::ZERO });
            assert_eq!(ended, Ok(()), "the hold of an open order can always end");
        }
    }

    /// What an order must hold beside what it was charged, for what is open at its limit.
    fn needs(
        &self,
        listed: &ListedInstrument,
        arrival: &Arrival,
        traded: Value,
        open: Option<(Ticks, Lots)>,
    ) -> Result<Minor, Rejection> {
        let open = match open {
            None => return Ok(Minor::ZERO),
            Some((ticks, lots)) => self.worth(listed, ticks, lots)?,
        };
        let terms = self.settlement.terms(arrival.terms);
        let all = terms.hold(party(arrival.side), traded, open, listed.currency).and_then(Charges::total);
        let all = all.ok_or_else(|| self.too_much(listed, arrival))?;
        Ok(all.saturating_sub(self.charged(listed, arrival.terms, arrival.side, traded)))
    }

    /// What an order has been charged for what it traded.
    fn charged(&self, listed: &ListedInstrument, terms: TermsId, side: Side, traded: Value) -> Minor {
        let charges = self.settlement.terms(terms).charges(party(side), traded, listed.currency);
        charges.and_then(Charges::total).expect("what was charged had at most 18 digits")
    }

    /// What so many lots are worth; refused where the escrow for them would have more than 18 digits, or a
    /// carriage could not count the units.
    fn worth(&self, listed: &ListedInstrument, ticks: Ticks, lots: Lots) -> Result<Worth, Rejection> {
        let worth = listed.worth(ticks, lots).filter(|worth| {
            // A tax is at most all of the freight, so only the greatest orders need a closer look.
            worth.is_modest() || {
                let freight_tax = self.settlement.terms(self.register.terms_of(listed)).freight_tax;
                let freight = worth.minor(listed.currency);
                freight.is_some_and(|freight| {
                    freight_tax.of(freight).is_some_and(|tax| freight.checked_add(tax).is_some())
                })
            }
        });
        worth.ok_or_else(|| Rejection::ValueOutOfRange {
            quantity: u64::from(lots.get()) * u64::from(listed.lot.get()),
            price: listed.price(ticks),
        })
    }

    /// Drafts everything that follows from an arrival: its holds, its makers' holds, and its bargains.
    fn carry_out(
        &self,
        listed: &ListedInstrument,
        arrival: Arrival,
        rest: Option<Lots>,
        steps: &[Step],
        purses: &mut LentPurses<'_>,
    ) -> Result<Holds, Rejection> {
        let (party, terms) = (party(arrival.side), self.settlement.terms(arrival.terms));
        let mut traded = arrival.traded;
        for fill in self.books.fills(steps) {
            traded.taken = traded
                .taken
                .checked_add(self.worth(listed, fill.price, fill.lots)?)
                .ok_or_else(|| self.too_much(listed, &arrival))?;
        }
        let charged = |traded| terms.charges(party, traded, listed.currency).and_then(Charges::total);
        let after = charged(traded).ok_or_else(|| self.too_much(listed, &arrival))?;
        let before = self.charged(listed, arrival.terms, arrival.side, arrival.traded);
        let drawn = after.saturating_sub(before);
        let open = |lots: Option<Lots>| lots.and_then(|lots| Some((arrival.limit?, lots)));
        let remaining = self.needs(listed, &arrival, traded, open(rest))?;
        let before = match steps.is_empty() && rest == Some(arrival.lots) {
            true => remaining,
            false => self.needs(listed, &arrival, arrival.traded, open(Some(arrival.lots)))?,
        };
        let after = drawn.checked_add(remaining).ok_or_else(|| self.too_much(listed, &arrival))?;
        let money = posting::key(Purse::Free(arrival.member), listed.currency.into());
        let change = HoldChange { drawn, remaining };
        let money = self.hold(purses, money, arrival.held.money, before.max(after), change, &arrival)?;
        let slots = match arrival.side {
            Side::Bid => None,
            Side::Ask => {
                let units = |lots: Option<Lots>| lots.map_or(Ok(0), |lots| self.units(listed, lots));
                let (asked, left) = (units(Some(arrival.lots))?, units(rest)?);
                let sold = steps.iter().map(|step| listed.units(step.lots).unwrap_or(0)).sum::<u32>();
                let key = posting::key(
                    Purse::Available(listed.service, arrival.member),
                    posting::slot_of(listed.service),
                );
                let change = HoldChange { drawn: slots(sold), remaining: slots(left) };
                self.hold(purses, key, arrival.held.slots, slots(asked), change, &arrival)?
            }
        };
        let mut so_far = arrival.traded;
        for fill in self.books.fills(steps) {
            let struck = self.struck(listed, &arrival, so_far, fill);
            so_far = match arrival.side {
                Side::Bid => struck.bargain.shipper.after,
                Side::Ask => struck.bargain.carrier.after,
            };
            self.shrink_maker(listed, &struck, arrival.side.opposite(), purses);
            self.settlement.strike(&struck.bargain, purses)?;
            self.unless_short(purses, Some(arrival.label))?;
        }
        Ok(Holds { money, slots })
    }

    fn too_much(&self, listed: &ListedInstrument, arrival: &Arrival) -> Rejection {
        let price = arrival.limit.map_or(listed.tick, |limit| listed.price(limit));
        Rejection::ValueOutOfRange {
            quantity: u64::from(arrival.lots.get()) * u64::from(listed.lot.get()),
            price,
        }
    }

    fn units(&self, listed: &ListedInstrument, lots: Lots) -> Result<u32, Rejection> {
        listed.units(lots).ok_or_else(|| Rejection::ValueOutOfRange {
            quantity: u64::from(lots.get()) * u64::from(listed.lot.get()),
            price: listed.tick,
        })
    }

    /// Brings an order's hold to `before`, what it must cover on arrival, and then changes it once, by what was
    /// drawn. Answers the hold, if anything remains.
    fn hold(
        &self,
        purses: &mut LentPurses<'_>,
        key: Key,
        held: Option<HoldId>,
        before: Minor,
        change: HoldChange,
        arrival: &Arrival,
    ) -> Result<Option<HoldId>, Rejection> {
        let short = |refusal| self.short(refusal, Purpose::Held(arrival.label));
        let draft = purses.draft();
        let hold = match (held, before.amount()) {
            (None, None) => return Ok(None),
            (None, Some(amount)) => {
                let account = draft.open_account(key).map_err(short)?;
                draft.place(account, amount, Cause(arrival.order.number())).map_err(short)?
            }
            (Some(hold), _) => {
                let now = draft.remaining(hold).expect("the hold of an open order has not ended");
                let covered = draft.available_of(key).checked_add(now).is_some_and(|all| before <= all);
                if !covered || now < change.drawn {
                    // What is drawn must be held first; what cannot be covered is refused here.
                    let raised = HoldChange { drawn: Minor::ZERO, remaining: before };
                    draft.change(hold, raised).map_err(short)?;
                }
                hold
            }
        };
        if draft.hold(hold).is_some() {
            draft.change(hold, change).map_err(short)?;
        }
        Ok((!change.remaining.is_zero()).then_some(hold))
    }

    /// Changes the holds of a maker by what this fill draws.
    fn shrink_maker(
        &self,
        listed: &ListedInstrument,
        struck: &Struck,
        side: Side,
        purses: &mut LentPurses<'_>,
    ) {
        let Struck { fill, maker_traded, .. } = *struck;
        let file = self.orders.open(fill.maker);
        let charged = self.charged(listed, file.terms, side, maker_traded);
        let drawn = charged.saturating_sub(self.charged(listed, file.terms, side, file.traded));
        let remaining = fill.left.map_or(Minor::ZERO, |left| {
            let open = listed.worth(fill.price, left).expect("what rests was worth no more before");
            let all =
                self.settlement.terms(file.terms).hold(party(side), maker_traded, open, listed.currency);
            all.and_then(Charges::total).expect("what rests cost no more before").saturating_sub(charged)
        });
        let covered = "a resting order holds what its fills draw";
        match file.money {
            Some(hold) => purses.draft().change(hold, HoldChange { drawn, remaining }).expect(covered),
            None => assert!(drawn.is_zero() && remaining.is_zero(), "{covered}"),
        }
        if let Some(hold) = file.slots {
            let units = |lots: Lots| slots(listed.units(lots).expect("what rests was counted before"));
            let change =
                HoldChange { drawn: units(fill.lots), remaining: fill.left.map_or(Minor::ZERO, units) };
            purses.draft().change(hold, change).expect(covered);
        }
    }

    /// The bargain of one fill, and what the maker's file becomes.
    pub(crate) fn struck(
        &self,
        listed: &ListedInstrument,
        taker: &Arrival,
        so_far: Value,
        fill: Fill,
    ) -> Struck {
        let maker = self.orders.open(fill.maker);
        let worth = listed.worth(fill.price, fill.lots).expect("the worth of a fill was checked");
        let maker_traded = Value { made: plus(maker.traded.made, worth), ..maker.traded };
        let taker_side = settlement::Side {
            participant: taker.member,
            terms: taker.terms,
            before: so_far,
            after: Value { taken: plus(so_far.taken, worth), ..so_far },
        };
        let maker_side = settlement::Side {
            participant: maker.member,
            terms: maker.terms,
            before: maker.traded,
            after: maker_traded,
        };
        let (shipper, carrier) = match taker.side {
            Side::Bid => (taker_side, maker_side),
            Side::Ask => (maker_side, taker_side),
        };
        let bargain = Bargain {
            carriage: CarriageId::new(fill.trade.number()).expect("trades are counted from 1"),
            service: listed.service,
            currency: listed.currency,
            price: listed.price(fill.price),
            quantity: listed.units(fill.lots).expect("the units of a fill were counted"),
            terms: self.register.terms_of(listed),
            shipper,
            carrier,
        };
        Struck { fill, maker_traded, bargain }
    }
}

/// What waits in the book.
pub(crate) fn rests(remainder: Remainder) -> Option<Lots> {
    match remainder {
        Remainder::Rests(lots) => Some(lots),
        Remainder::Filled | Remainder::Cancelled { .. } => None,
    }
}

/// How a member knows its open order.
pub(crate) fn label(file: &OrderFile) -> OrderLabel {
    file.client.map_or(OrderLabel::Id(file.order), OrderLabel::Client)
}

/// So many slots, as the ledger counts them.
fn slots(units: u32) -> Minor {
    Minor::new(u64::from(units)).expect("32 bits are fewer than 18 digits")
}
