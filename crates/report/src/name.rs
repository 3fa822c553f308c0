//! The names of the reports, and how one is read.

use core::fmt;
use core::str::FromStr;
use std::io::{self, Write};

use engine::Engine;
use serde::Serialize;

use crate::accounts::Accounts;
use crate::books::Books;
use crate::carriages::Carriages;
use crate::custody::Custody;
use crate::holds::Holds;
use crate::open::Open;
use crate::slots::Slots;
use crate::trades::Trades;
use crate::trial_balance::TrialBalance;
use crate::{History, Page};

/// A report with its two faces.
pub trait Report {
    /// For people: tables on a page.
    fn draw(&self, page: Page) -> String;

    /// For machines: a line of JSON for every row, `{"report": "trial-balance", …}`.
    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()>;
}

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportName {
    /// What rests in every book, on both sides.
    Books,
    /// Every trade.
    Trades,
    /// Every carriage: how far it is, and its money.
    Carriages,
    /// Debits and credits, code by code.
    TrialBalance,
    /// What is set aside for open orders.
    Holds,
    /// What became of the declared slots.
    Slots,
    /// Every account with something in it.
    Accounts,
    /// The proof that what is at the bank is what is owed.
    Custody,
    /// What waits for somebody.
    Open,
}

/// Why a text names no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no report {0:?}; there are {names}", names = ReportName::ALL.map(ReportName::as_str).join(", "))]
pub struct UnknownReport(pub String);

impl ReportName {
    /// Every report, in the order in which a reader wants them.
    pub const ALL: [ReportName; 9] = [
        ReportName::Books,
        ReportName::Trades,
        ReportName::Carriages,
        ReportName::TrialBalance,
        ReportName::Holds,
        ReportName::Slots,
        ReportName::Accounts,
        ReportName::Custody,
        ReportName::Open,
    ];

    /// The word by which it is asked for.
    pub fn as_str(self) -> &'static str {
        match self {
            ReportName::Books => "books",
            ReportName::Trades => "trades",
            ReportName::Carriages => "carriages",
            ReportName::TrialBalance => "trial-balance",
            ReportName::Holds => "holds",
            ReportName::Slots => "slots",
            ReportName::Accounts => "accounts",
            ReportName::Custody => "custody",
            ReportName::Open => "open",
        }
    }

    /// What it tells, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            ReportName::Books => "what rests in every book, on both sides",
            ReportName::Trades => "every trade",
            ReportName::Carriages => "every carriage: how far it is, and its money",
            ReportName::TrialBalance => "debits and credits, code by code",
            ReportName::Holds => "what is set aside for open orders",
            ReportName::Slots => "what became of the declared slots",
            ReportName::Accounts => "every account with something in it",
            ReportName::Custody => "the proof that what is at the bank is what is owed",
            ReportName::Open => "what waits for somebody",
        }
    }

    /// Whether it needs to have listened to what happened; the others are read from the engine alone.
    pub fn needs_history(self) -> bool {
        match self {
            ReportName::Trades | ReportName::Carriages | ReportName::Custody | ReportName::Open => true,
            ReportName::Books
            | ReportName::TrialBalance
            | ReportName::Holds
            | ReportName::Slots
            | ReportName::Accounts => false,
        }
    }

    /// Reads it as things stand.
    pub fn read(self, engine: &Engine, history: &History) -> Box<dyn Report> {
        match self {
            ReportName::Books => Box::new(Books::read(engine)),
            ReportName::Trades => Box::new(Trades::read(engine, history)),
            ReportName::Carriages => Box::new(Carriages::read(engine, history)),
            ReportName::TrialBalance => Box::new(TrialBalance::read(engine)),
            ReportName::Holds => Box::new(Holds::read(engine)),
            ReportName::Slots => Box::new(Slots::read(engine)),
            ReportName::Accounts => Box::new(Accounts::read(engine)),
            ReportName::Custody => Box::new(Custody::read(engine, history)),
            ReportName::Open => Box::new(Open::read(engine, history)),
        }
    }

    /// Writes the rows of this report, each on a line of JSON.
    pub(crate) fn write_rows<R: Serialize>(self, rows: &[R], out: &mut dyn Write) -> io::Result<()> {
        rows.iter().try_for_each(|row| self.write_row(row, out))
    }

    /// Writes one row of this report on a line of JSON.
    pub(crate) fn write_row<R: Serialize>(self, row: &R, out: &mut dyn Write) -> io::Result<()> {
        write_line(self.as_str(), row, out)
    }
}

/// Writes one row on a line of JSON, behind the name of its report.
pub(crate) fn write_line<R: Serialize>(report: &'static str, row: &R, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, R> {
        report: &'static str,
        #[serde(flatten)]
        row: &'a R,
    }
    serde_json::to_writer(&mut *out, &Line { report, row })?;
    out.write_all(b"\n")
}

impl FromStr for ReportName {
    type Err = UnknownReport;

    fn from_str(text: &str) -> Result<ReportName, UnknownReport> {
        let found = ReportName::ALL.into_iter().find(|name| name.as_str() == text);
        found.ok_or_else(|| UnknownReport(text.to_owned()))
    }
}

impl fmt::Display for ReportName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_is_found_by_its_name() {
        for name in ReportName::ALL {
            assert_eq!(name.as_str().parse(), Ok(name));
        }
        let unknown = "balance".parse::<ReportName>().map_err(|error| error.to_string());
        assert_eq!(
            unknown,
            Err(
                "there is no report \"balance\"; there are books, trades, carriages, trial-balance, holds, slots, \
                 accounts, custody, open"
                    .to_owned()
            )
        );
    }
}
