//! Purses as a plain list, for tests of settlement alone.

use std::collections::BTreeMap;

use freight::ParticipantId;
use money::Asset;

use crate::{Movement, Purse, Purses};

/// Purses kept in a list: what was posted, in order, and what is in each.
#[derive(Clone, Debug, Default)]
pub struct Pockets {
    balances: BTreeMap<(Purse, Asset), i64>,
    /// Every movement, in order.
    pub movements: Vec<Movement>,
    /// The first movement for which the giving purse had too little.
    pub shortage: Option<Movement>,
}

/// Whether the purse grows when it gives: the bank and what is owed stand on the other side of the books.
fn is_asset(purse: Purse) -> bool {
    match purse {
        Purse::Bank
        | Purse::Fx
        | Purse::Owed(..)
        | Purse::BankCharges
        | Purse::Drawings
        | Purse::Declared(_) => true,
        Purse::Free(_)
        | Purse::Deposit(..)
        | Purse::Escrow(_)
        | Purse::Earned(_)
        | Purse::Accrued(..)
        | Purse::AccruedToEscrow(..)
        | Purse::AccruedToFund(_)
        | Purse::AccruedToHouse(_)
        | Purse::Disputed(_)
        | Purse::Netted(..)
        | Purse::InTransit(..)
        | Purse::Unallocated(_)
        | Purse::Tax
        | Purse::Fund
        | Purse::Fees
        | Purse::Penalties
        | Purse::Rounding
        | Purse::Available(..)
        | Purse::Right(..)
        | Purse::Nominated(..)
        | Purse::Consumed(..)
        | Purse::Lapsed(..) => false,
    }
}

/// Whether the purse may be below zero.
fn may_be_negative(purse: Purse) -> bool {
    matches!(purse, Purse::Fx | Purse::Rounding)
}

impl Pockets {
    fn after(&self, purse: Purse, asset: Asset, change: i64) -> Option<i64> {
        let signed = if is_asset(purse) { -change } else { change };
        let after = self.balance(purse, asset) + signed;
        (after >= 0 || may_be_negative(purse)).then_some(after)
    }

    /// The purses that are not empty, in order, for drawing.
    pub fn filled(&self) -> impl Iterator<Item = (Purse, Asset, i64)> + '_ {
        self.balances
            .iter()
            .filter(|(_, balance)| **balance != 0)
            .map(|(&(purse, asset), &balance)| (purse, asset, balance))
    }
}

impl Purses for Pockets {
    fn balance(&self, purse: Purse, asset: Asset) -> i64 {
        self.balances.get(&(purse, asset)).copied().unwrap_or(0)
    }

    fn post(&mut self, movement: Movement) {
        let Movement { from, to, asset, amount, .. } = movement;
        let (Some(less), Some(more)) =
            (self.after(from, asset, -amount.signed()), self.after(to, asset, amount.signed()))
        else {
            self.shortage = self.shortage.or(Some(movement));
            return;
        };
        self.balances.insert((from, asset), less);
        self.balances.insert((to, asset), more);
        self.movements.push(movement);
    }

    fn earned(&self, asset: Asset) -> Vec<ParticipantId> {
        self.filled()
            .filter(|&(_, of, _)| of == asset)
            .filter_map(|(purse, _, _)| if let Purse::Earned(member) = purse { Some(member) } else { None })
            .collect()
    }

    fn retire(&mut self, purse: Purse, asset: Asset) {
        let left = self.balances.remove(&(purse, asset)).unwrap_or(0);
        assert_eq!(left, 0, "{purse:?} is retired with {left} left in it");
    }
}
