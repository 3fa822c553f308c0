//! The fold: tellings in, rows out, and nothing in between but what may still change.
//!
//! ```text
//!   Telling … ──▶ hear ──┬─▶ rows that are written once          commands, trades, transfers, entries …
//!                        └─▶ live rows, written as they are now  orders, carriages, balances, obligations …
//!                              ▲
//!   tables, after a restart ───┘ load: the live rows, as the tables have them
//! ```
//!
//! # Invariants
//!
//! - The same tellings make the same rows, in whatever batches they come, and after whatever restarts: there is
//!   no clock here, and no order of hashes.
//! - In memory is what is open: orders in a book, carriages under way, accounts with something in them, claims
//!   that are owed, receipts without an owner; and every payment, since the bank may return it long after.
//!
//! # What is not here
//!
//! SQL: a batch goes to the follower. Rules: everything was decided, and is only written down.

mod hear;
mod command;
mod market;
mod carriage;
mod treasury;
mod books;

use std::collections::BTreeMap;

use engine::AccountName;
use engine::posting;
use freight::{InstrumentCode, PlaceCode, UnitNumber};
use ledger::{ChartOfAccounts, HoldId};
use matching::OrderId;
use settlement::{CarriageId, ClaimId, CycleId, PaymentId, ReceiptId};

use super::batch::Batch;
use super::live::{Live, Stray, Told, dated};
use super::row::Moment;
use super::rows::{
    BalanceRow, CarriageRow, CarriageState, CycleRow, CycleState, InstrumentRow, ObligationRow,
    ObligationState, OrderRow, OrderState, PaymentRow, PlaceRow, ReceiptRow, UnitRow,
};
use crate::telling::Telling;

dated!(
    BalanceRow,
    CarriageRow,
    CycleRow,
    InstrumentRow,
    ObligationRow,
    OrderRow,
    PaymentRow,
    PlaceRow,
    ReceiptRow,
    UnitRow,
);

/// Turns tellings into rows.
#[derive(Debug)]
pub(super) struct Fold {
    chart: ChartOfAccounts,
    batch: Batch,
    places: Live<PlaceCode, PlaceRow>,
    instruments: Live<InstrumentCode, InstrumentRow>,
    orders: Live<OrderId, OrderRow>,
    carriages: Live<CarriageId, CarriageRow>,
    units: Live<(CarriageId, UnitNumber), UnitRow>,
    obligations: Live<ClaimId, ObligationRow>,
    /// Those without an owner.
    receipts: Live<ReceiptId, ReceiptRow>,
    cycles: Live<CycleId, CycleRow>,
    payments: Live<PaymentId, PaymentRow>,
    balances: Live<AccountName, BalanceRow>,
    /// What became of holds in this batch; a hold tells all of itself when it changes, so none is remembered.
    holds: BTreeMap<HoldId, books::HoldPage>,
}

impl Fold {
    /// Nothing was told yet.
    pub(super) fn new() -> Fold {
        Fold {
            chart: posting::chart(),
            batch: Batch::new(),
            places: Live::default(),
            instruments: Live::default(),
            orders: Live::default(),
            carriages: Live::default(),
            units: Live::default(),
            obligations: Live::default(),
            receipts: Live::default(),
            cycles: Live::default(),
            payments: Live::default(),
            balances: Live::default(),
            holds: BTreeMap::new(),
        }
    }

    /// Hears one record with its events.
    ///
    /// # Errors
    ///
    /// [`Stray`], after which the fold has to be loaded again.
    pub(super) fn hear(&mut self, telling: &Telling) -> Result<(), Stray> {
        let told = Told { sequence: telling.sequence, at: Moment(telling.at) };
        self.command(told, telling);
        for (position, event) in (0..).zip(&telling.events) {
            self.event(told, position, telling, event)?;
        }
        (self.batch.last, self.batch.at) = (telling.sequence, telling.at);
        Ok(())
    }

    /// The rows of everything that was heard since the last flush.
    pub(super) fn flush(&mut self) -> Batch {
        let batch = &mut self.batch;
        self.places.flush(batch, |_| true);
        self.instruments.flush(batch, |_| false);
        self.orders.flush(batch, |order| match order.state {
            OrderState::Accepted | OrderState::PartiallyFilled => false,
            OrderState::Filled | OrderState::Cancelled | OrderState::Expired => true,
        });
        self.carriages.flush(batch, |carriage| carriage.state == CarriageState::Closed);
        self.units.flush(batch, |_| true);
        self.obligations.flush(batch, |obligation| obligation.state == ObligationState::Settled);
        self.receipts.flush(batch, |receipt| receipt.unallocated == 0);
        self.cycles.flush(batch, |cycle| cycle.state == CycleState::Closed);
        self.payments.flush(batch, |_| false);
        self.balances.flush(batch, |balance| balance.posted == 0 && balance.held == 0);
        self.flush_holds();
        core::mem::replace(&mut self.batch, Batch::new())
    }
}

/// What must be loaded after a restart, table by table: what a table has open.
pub(super) enum Open {
    /// Books, since trades take their currency.
    Instrument(InstrumentRow),
    /// An order in a book.
    Order(OrderRow),
    /// A carriage under way.
    Carriage(CarriageRow),
    /// A claim that is owed.
    Obligation(ObligationRow),
    /// A receipt without an owner.
    Receipt(ReceiptRow),
    /// A cycle that is not closed.
    Cycle(CycleRow),
    /// A payment.
    Payment(PaymentRow),
    /// An account with something in it.
    Balance(BalanceRow),
}

impl Fold {
    /// Remembers what a table has open.
    pub(super) fn load(&mut self, open: Open) {
        match open {
            Open::Instrument(row) => self.instruments.load(row.instrument, row),
            Open::Order(row) => self.orders.load(row.order_id, row),
            Open::Carriage(row) => self.carriages.load(row.carriage_id, row),
            Open::Obligation(row) => self.obligations.load(row.claim_id, row),
            Open::Receipt(row) => {
                if let Some(receipt) = row.receipt_id {
                    self.receipts.load(receipt, row);
                }
            }
            Open::Cycle(row) => self.cycles.load(row.cycle_id, row),
            Open::Payment(row) => self.payments.load(row.payment_id, row),
            Open::Balance(row) => self.balances.load(row.account.clone(), row),
        }
    }
}
