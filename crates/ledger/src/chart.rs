//! The chart of accounts: what each code means, as data of the caller.
//!
//! ```text
//!   2010  member available     credit   never below zero   listed
//!   │                          │        │                  └ can be walked in order of asset, owner, subject
//!   │                          │        └ floor
//!   │                          └ normal side: what makes the balance grow
//!   └ the first digit is the class
//! ```
//!
//! # Invariants
//!
//! - Codes have four digits, their first digit names a class, and they stand in ascending order, each once.
//!
//! # What is not here
//!
//! The chart of any trade: the crate that knows the trade brings it.

use core::fmt;

use serde::{Deserialize, Serialize};

/// The codes of a ledger, in ascending order, and what each of them means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartOfAccounts {
    rows: Vec<Row>,
}

/// One line of the chart: what all accounts of one code have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The four digits that accounts of this kind share.
    pub code: AccountCode,
    /// What accountants call it.
    pub name: &'static str,
    /// The side on which the balance usually stands, and on which it is counted as positive.
    pub normal: Side,
    /// Whether the balance may never go below zero on its normal side. Only such accounts can carry holds.
    pub floor: bool,
    /// Whether accounts of this code can be listed in order; only those pay for an ordered index.
    pub listed: bool,
}

/// The place of an account in the chart: four digits, as in 2010.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct AccountCode(pub u16);

/// A side of an account, and of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The left side: what is had.
    Debit,
    /// The right side: what is owed.
    Credit,
}

/// What the first digit of a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 1: what the house has.
    Assets,
    /// 2: what the house owes.
    Liabilities,
    /// 3: what belongs to those who own the house.
    Equity,
    /// 4: what the house earned.
    Income,
    /// 5: what the house spent.
    Expense,
    /// 9: units of capacity, outside the money.
    Capacity,
}

/// Why rows are no chart. In the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// The code has not four digits, or its first digit names no class.
    #[error("code {0} has no class: four digits that begin with 1, 2, 3, 4, 5 or 9 are needed")]
    NoClass(AccountCode),
    /// A code stands twice, or after a greater one.
    #[error("code {code} stands after {before}, but codes must ascend")]
    NotAscending {
        /// The code that stands before.
        before: AccountCode,
        /// The code that is equal or smaller.
        code: AccountCode,
    },
}

impl ChartError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            ChartError::NoClass(_) => "CHART_CODE_WITHOUT_CLASS",
            ChartError::NotAscending { .. } => "CHART_CODES_NOT_ASCENDING",
        }
    }
}

impl ChartOfAccounts {
    /// A chart of `rows`, which stand in ascending order of their codes.
    ///
    /// # Errors
    ///
    /// The first row without a class, or the first that does not ascend.
    pub fn new(rows: Vec<Row>) -> Result<ChartOfAccounts, ChartError> {
        let mut before: Option<AccountCode> = None;
        for row in &rows {
            if row.code.class().is_none() {
                return Err(ChartError::NoClass(row.code));
            }
            if let Some(before) = before.filter(|&before| before >= row.code) {
                return Err(ChartError::NotAscending { before, code: row.code });
            }
            before = Some(row.code);
        }
        Ok(ChartOfAccounts { rows })
    }

    /// What `code` means, if the chart knows it.
    pub fn row(&self, code: AccountCode) -> Option<&Row> {
        let place = self.rows.binary_search_by_key(&code, |row| row.code).ok()?;
        self.rows.get(place)
    }

    /// All rows, by ascending code.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl AccountCode {
    /// The class that the first of four digits names.
    pub fn class(self) -> Option<Class> {
        match self.0 {
            1000..=1999 => Some(Class::Assets),
            2000..=2999 => Some(Class::Liabilities),
            3000..=3999 => Some(Class::Equity),
            4000..=4999 => Some(Class::Income),
            5000..=5999 => Some(Class::Expense),
            9000..=9999 => Some(Class::Capacity),
            _ => None,
        }
    }
}

impl Side {
    /// The other side.
    pub fn opposite(self) -> Side {
        match self {
            Side::Debit => Side::Credit,
            Side::Credit => Side::Debit,
        }
    }
}

impl fmt::Display for AccountCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for AccountCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Side::Debit => "debit",
            Side::Credit => "credit",
        })
    }
}

#[cfg(test)]
mod tests;
