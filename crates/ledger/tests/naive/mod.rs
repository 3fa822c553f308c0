//! A second ledger, as plain as can be: names and numbers in trees, the whole copied before each group.
//!
//! It shares nothing with the first but the words in which it is asked. It has no slots, no drafts and no
//! facts: what is refused is undone by taking the copy.

use std::collections::BTreeMap;

use ledger::strategies::{Ask, RECENT, Which};
use ledger::{ChartOfAccounts, Key, Row, Side};

const MOST: i128 = 999_999_999_999_999_999;

/// Accounts and holds by how-manieth they are, from 0.
#[derive(Clone, Debug)]
pub(crate) struct Naive {
    chart: ChartOfAccounts,
    /// Every account that ever was, and whether it is open.
    pub(crate) accounts: Vec<(Key, bool)>,
    /// Debits less credits of what is open.
    pub(crate) net: BTreeMap<Key, i128>,
    /// Every hold that ever was: on which account, and what is left.
    pub(crate) holds: Vec<(usize, i128)>,
}

impl Naive {
    /// Books in which nothing stands.
    pub(crate) fn new(chart: ChartOfAccounts) -> Naive {
        Naive { chart, accounts: Vec::new(), net: BTreeMap::new(), holds: Vec::new() }
    }

    /// The balance of the nth account, on its normal side.
    pub(crate) fn posted(&self, nth: usize) -> i128 {
        let key = self.accounts[nth].0;
        let net = self.net[&key];
        match self.row(key).normal {
            Side::Debit => net,
            Side::Credit => -net,
        }
    }

    /// What is held on the nth account.
    pub(crate) fn held(&self, nth: usize) -> i128 {
        self.holds.iter().filter(|hold| hold.0 == nth).map(|hold| hold.1).sum()
    }

    /// The code of the refusal, or none; nothing at all where there was nothing to choose from.
    pub(crate) fn put(&mut self, ask: Ask) -> Option<Result<(), &'static str>> {
        match ask {
            Ask::Close(which) => {
                let nth = self.choose(which)?;
                Some(self.close(nth))
            }
            Ask::Transfer { debit, credit, amount } => {
                let (debit, credit) = (self.choose(debit)?, self.choose(credit)?);
                Some(self.transfer(debit, credit, amount.units().into()))
            }
            Ask::Place { account, amount } => {
                let nth = self.choose(account)?;
                let (key, open) = self.accounts[nth];
                if open && !self.row(key).floor {
                    return None;
                }
                Some(self.place(nth, amount.units().into()))
            }
            Ask::Change { hold, change } => {
                if self.holds.is_empty() {
                    return None;
                }
                let oldest = self.holds.len().saturating_sub(RECENT);
                let nth = oldest + hold.index(self.holds.len() - oldest);
                Some(self.change(nth, change.drawn.units().into(), change.remaining.units().into()))
            }
        }
    }

    fn choose(&mut self, which: Which) -> Option<usize> {
        match which {
            Which::Named(key) => {
                let known = self.accounts.iter().position(|&account| account == (key, true));
                Some(known.unwrap_or_else(|| {
                    self.net.insert(key, 0);
                    self.accounts.push((key, true));
                    self.accounts.len() - 1
                }))
            }
            Which::Past(_) if self.accounts.is_empty() => None,
            Which::Past(index) => Some(index.index(self.accounts.len())),
        }
    }

    fn row(&self, key: Key) -> &Row {
        self.chart.row(key.code).expect("the strategies keep to the chart")
    }

    fn close(&mut self, nth: usize) -> Result<(), &'static str> {
        let (key, open) = self.accounts[nth];
        if !open {
            return Err("ACCOUNT_CLOSED");
        }
        if self.net[&key] != 0 || self.held(nth) != 0 {
            return Err("ACCOUNT_NOT_EMPTY");
        }
        self.net.remove(&key);
        self.accounts[nth].1 = false;
        Ok(())
    }

    fn transfer(&mut self, debit: usize, credit: usize, amount: i128) -> Result<(), &'static str> {
        let (left, right) = (self.accounts[debit], self.accounts[credit]);
        if !left.1 || !right.1 {
            return Err("ACCOUNT_CLOSED");
        }
        if debit == credit {
            return Err("ACCOUNTS_EQUAL");
        }
        if left.0.asset != right.0.asset {
            return Err("ASSETS_DIFFER");
        }
        let mut after = self.clone();
        after.net.entry(left.0).and_modify(|net| *net += amount);
        after.net.entry(right.0).and_modify(|net| *net -= amount);
        let sinks = |nth: usize, key: Key| {
            self.row(key).floor && after.posted(nth) < self.posted(nth) && after.posted(nth) < self.held(nth)
        };
        if sinks(debit, left.0) {
            return Err("NOT_AVAILABLE");
        }
        if sinks(credit, right.0) {
            return Err("OVERDRAFT");
        }
        if after.posted(debit).abs() > MOST || after.posted(credit).abs() > MOST {
            return Err("BALANCE_OVERFLOW");
        }
        *self = after;
        Ok(())
    }

    fn place(&mut self, nth: usize, amount: i128) -> Result<(), &'static str> {
        if !self.accounts[nth].1 {
            return Err("ACCOUNT_CLOSED");
        }
        if self.posted(nth) - self.held(nth) < amount {
            return Err("NOT_AVAILABLE");
        }
        self.holds.push((nth, amount));
        Ok(())
    }

    fn change(&mut self, nth: usize, drawn: i128, left: i128) -> Result<(), &'static str> {
        let (account, before) = self.holds[nth];
        if before == 0 {
            return Err("HOLD_ENDED");
        }
        if drawn > before {
            return Err("HOLD_NOT_COVERED");
        }
        let added = left - (before - drawn);
        if added > 0 && self.posted(account) - self.held(account) < added {
            return Err("NOT_AVAILABLE");
        }
        self.holds[nth].1 = left;
        Ok(())
    }
}
