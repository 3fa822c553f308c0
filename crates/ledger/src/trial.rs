//! The trial balance: what stands on either side, code by code.
//!
//! Per asset the debits equal the credits; that is how accountants check a ledger, and so do we.

use std::collections::BTreeMap;

use money::Asset;

use crate::{AccountCode, Ledger, Side};

/// What stands on the accounts of one code in one asset, in minor units.
///
/// A balance that is below zero on its normal side counts on the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrialRow {
    /// What is counted.
    pub asset: Asset,
    /// Which accounts.
    pub code: AccountCode,
    /// The sum of their debit balances; sums of 18 digits need more than 64 bits.
    pub debit: i128,
    /// The sum of their credit balances.
    pub credit: i128,
}

impl Ledger {
    /// The trial balance, by ascending asset and code; codes without an open account have no row.
    pub fn trial_balance(&self) -> Vec<TrialRow> {
        let mut rows = BTreeMap::new();
        for (_, account) in self.accounts() {
            let (asset, code) = (account.asset(), account.key().code);
            let row =
                rows.entry((asset, code)).or_insert_with(|| TrialRow { asset, code, debit: 0, credit: 0 });
            let side = if account.posted() < 0 { account.normal().opposite() } else { account.normal() };
            let total = match side {
                Side::Debit => &mut row.debit,
                Side::Credit => &mut row.credit,
            };
            let units = i128::from(account.posted().unsigned_abs());
            *total = total.checked_add(units).expect("2^24 balances of 18 digits fit 128 bits");
        }
        rows.into_values().collect()
    }
}

#[cfg(test)]
mod tests;
