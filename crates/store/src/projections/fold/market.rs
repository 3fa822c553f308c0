//! How orders change.

use engine::Ending;
use matching::OrderId;

use super::Fold;
use crate::projections::live::{Stray, Told};
use crate::projections::rows::{InstrumentRow, OrderRow, OrderState};

/// What one trade leaves of the two orders that met.
pub(super) struct Met {
    /// The order that arrived, or the one that rested.
    pub(super) order: OrderId,
    /// How many units traded.
    pub(super) traded: u32,
    /// How many are open.
    pub(super) open: u32,
}

impl Fold {
    /// The book with this code.
    pub(super) fn book(&self, told: Told, code: freight::InstrumentCode) -> Result<&InstrumentRow, Stray> {
        self.instruments.get(&code).ok_or_else(|| Stray {
            sequence: told.sequence,
            table: "instruments",
            what: code.to_string(),
        })
    }

    pub(super) fn met(&mut self, told: Told, met: &Met) -> Result<(), Stray> {
        let order = self.orders.change(told, &met.order)?;
        order.filled += met.traded;
        order.open = met.open;
        order.state = state(order);
        Ok(())
    }

    pub(super) fn amended(
        &mut self,
        told: Told,
        id: OrderId,
        open: u32,
        limit: money::Price,
    ) -> Result<(), Stray> {
        let order = self.orders.change(told, &id)?;
        order.open = open;
        order.quantity = order.filled + open;
        order.limit_price = Some(limit);
        order.state = state(order);
        Ok(())
    }

    pub(super) fn ended(&mut self, told: Told, id: OrderId, how: Ending) -> Result<(), Stray> {
        let order = self.orders.change(told, &id)?;
        order.open = 0;
        order.ending = Some(how);
        order.state = match how {
            Ending::Cancelled | Ending::Dropped | Ending::SelfTrade => OrderState::Cancelled,
            Ending::Expired => OrderState::Expired,
        };
        Ok(())
    }
}

/// How far an order that has not ended is.
fn state(order: &OrderRow) -> OrderState {
    match (order.open, order.filled) {
        (0, _) => OrderState::Filled,
        (_, 0) => OrderState::Accepted,
        (_, _) => OrderState::PartiallyFilled,
    }
}
