//! How the events of one command become rows: what concerns the actor, once and in sum.
//!
//! To the exchange, every account is its concern.

use std::collections::BTreeMap;

use engine::{AccountName, Event, Family, Holding};
use freight::ParticipantCode;
use ledger::HoldId;
use matching::Side;
use money::{Currency, Money};
use settlement::Reason;

use super::CheckRow;
use crate::figure::figure;

/// Rows on their way, from the events of one command.
pub(super) struct Rows<C> {
    actor: ParticipantCode,
    /// What a book is paid in.
    currency: C,
    rows: Vec<CheckRow>,
    charges: BTreeMap<(Reason, money::Asset), i64>,
    holds: BTreeMap<HoldId, (AccountName, Holding)>,
}

impl<C: Fn(freight::InstrumentCode) -> Option<Currency>> Rows<C> {
    pub(super) fn new(actor: ParticipantCode, currency: C) -> Rows<C> {
        Rows { actor, currency, rows: Vec::new(), charges: BTreeMap::new(), holds: BTreeMap::new() }
    }

    pub(super) fn gather(mut self, events: Vec<Event>) -> Vec<CheckRow> {
        for event in events {
            self.hear(event);
        }
        let charges = self.charges.into_iter();
        self.rows.extend(
            charges
                .map(|((reason, asset), minor)| CheckRow::Charge { reason, amount: Money { minor, asset } }),
        );
        let holds = self.holds.into_values().filter(|(_, amount)| *amount != nothing_of(amount));
        self.rows.extend(holds.map(|(account, amount)| CheckRow::Hold { account, amount }));
        self.rows
    }

    fn hear(&mut self, event: Event) {
        match event.family() {
            Family::Market => self.hear_market(&event),
            Family::Posting => {
                if let Event::Transferred { debit, credit, amount, reason, .. } = event {
                    self.moved(debit, credit, amount, reason);
                }
            }
            Family::Hold => self.hear_hold(event),
            Family::Register | Family::Carriage | Family::Treasury => {
                // Every fill becomes a carriage; to say so again helps nobody.
                if !matches!(event, Event::CarriageStruck { .. }) {
                    self.rows.push(CheckRow::Tell { event });
                }
            }
        }
    }

    fn hear_market(&mut self, event: &Event) {
        if let &Event::Trade {
            instrument,
            price,
            quantity,
            shipper,
            carrier,
            maker: order,
            maker_client_order_id: client_order_id,
            taker_side,
            ..
        } = event
        {
            let with = if taker_side == Side::Bid { carrier } else { shipper };
            let Some(currency) = (self.currency)(instrument) else { return };
            let value = price.value(u64::from(quantity), currency).unwrap_or_default();
            let value = figure(value, currency.into());
            self.rows.push(CheckRow::Fill { quantity, price, currency, value, with, order, client_order_id });
        } else if let &Event::OrderRested { open, .. } = event {
            self.rows.push(CheckRow::Rest { open });
        } else if let &Event::OrderEnded { order, how, open, .. } = event {
            self.rows.push(CheckRow::End { order, how, open });
        }
    }

    fn hear_hold(&mut self, event: Event) {
        if let Event::HoldPlaced { hold, account, amount, .. } = event {
            self.held(hold, account, amount);
        } else if let Event::HoldChanged { hold, account, remaining, .. } = event {
            self.held(hold, account, remaining);
        }
    }

    fn moved(&mut self, debit: AccountName, credit: AccountName, amount: Holding, reason: Reason) {
        match amount {
            Holding::Money(money) if debit.0.starts_with(&format!("2010/{}/", self.actor)) => {
                *self.charges.entry((reason, money.asset)).or_default() += money.minor;
            }
            Holding::Money(_) | Holding::Slots { .. } if self.is_mine(&debit) || self.is_mine(&credit) => {
                self.rows.push(CheckRow::Move { debit, credit, amount, reason });
            }
            Holding::Money(_) | Holding::Slots { .. } => {}
        }
    }

    fn held(&mut self, hold: HoldId, account: AccountName, amount: Holding) {
        if self.is_mine(&account) {
            self.holds.insert(hold, (account, amount));
        }
    }

    /// Whether an account is the actor's; to the exchange, every account matters.
    fn is_mine(&self, account: &AccountName) -> bool {
        let actor = self.actor.as_str();
        actor == "exchange" || account.0.split('/').any(|part| part == actor)
    }
}

fn nothing_of(amount: &Holding) -> Holding {
    match *amount {
        Holding::Money(money) => Holding::Money(Money { minor: 0, asset: money.asset }),
        Holding::Slots { service, .. } => Holding::Slots { service, quantity: 0 },
    }
}
