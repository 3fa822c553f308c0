//! What the ledger tells, in people's words.

use freight::ParticipantId;
use ledger::{Cause, Key};
use matching::OrderId;
use money::{Asset, Minor};

use crate::engine::{about_name, account_name, holding};
use crate::event::Event;
use crate::orders::OrderFiles;
use crate::posting::{self, Holder};
use crate::register::Register;
use crate::sink::Sink;

/// Tells one event of the ledger. Accounts that open and close are no news: their transfers are.
pub(crate) fn tell<S: Sink>(register: &Register, orders: &OrderFiles, event: ledger::Event, sink: &mut S) {
    let of = |key: Key, minor: Minor| holding(register, key.asset, minor.signed());
    match event {
        ledger::Event::AccountOpened { .. } | ledger::Event::AccountClosed { .. } => {}
        ledger::Event::Transferred { id, debit, credit, amount, cause } => {
            let (reason, about) = posting::reason(cause);
            sink.tell(Event::Transferred {
                transfer: id,
                debit: account_name(register, debit.account),
                credit: account_name(register, credit.account),
                amount: of(debit.account, amount.minor()),
                reason,
                about: about_name(register, about),
            });
        }
        ledger::Event::HoldPlaced { id, account, amount, cause } => {
            let order = order_of(cause);
            sink.tell(Event::HoldPlaced {
                hold: id,
                account: account_name(register, account),
                amount: of(account, amount.minor()),
                order,
                client_order_id: orders.get(order).and_then(|file| file.client),
            });
        }
        ledger::Event::HoldChanged { id, account, cause, drawn, given_back, added, remaining } => {
            let order = order_of(cause);
            sink.tell(Event::HoldChanged {
                hold: id,
                account: account_name(register, account),
                drawn: of(account, drawn),
                given_back: of(account, given_back),
                added: of(account, added),
                remaining: of(account, remaining),
                order,
                client_order_id: orders.get(order).and_then(|file| file.client),
            });
        }
    }
}

/// The order for which something is held.
fn order_of(cause: Cause) -> OrderId {
    OrderId::new(cause.0).expect("a hold is for an order")
}

/// The members whose free money, or debts, an event touched.
pub(crate) fn touched(event: &ledger::Event, members: &mut Vec<(ParticipantId, Asset)>) {
    let mut touch = |key: Key| {
        if (key.code == posting::AVAILABLE || key.code == posting::RECEIVABLE)
            && let Holder::Member(member) = posting::holder(key)
        {
            members.push((member, key.asset));
        }
    };
    match event {
        ledger::Event::AccountOpened { .. } | ledger::Event::AccountClosed { .. } => {}
        ledger::Event::Transferred { debit, credit, .. } => {
            touch(debit.account);
            touch(credit.account);
        }
        ledger::Event::HoldPlaced { account, .. } | ledger::Event::HoldChanged { account, .. } => {
            touch(*account);
        }
    }
}
