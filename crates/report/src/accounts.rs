//! The accounts: every one with something in it.

use std::io::{self, Write};

use engine::{AccountName, Engine};
use ledger::Key;
use serde::Serialize;

use crate::figure::{Figure, figure};
use crate::page::{Sheet, Tone, figures, words};
use crate::trial_balance::name;
use crate::{Page, Report, ReportName};

/// Every account with a balance or a hold, by code, asset, owner and subject.
#[derive(Clone, Debug)]
pub struct Accounts {
    rows: Vec<AccountRow>,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountRow {
    /// Its name: code, what it is about, whose it is, and the asset.
    pub account: AccountName,
    /// What accountants call its code.
    pub name: &'static str,
    /// A currency, or a service whose slots are counted.
    pub asset: String,
    /// The balance on its normal side.
    pub posted: Figure,
    /// What holds keep from its owner.
    pub held: Figure,
    /// Posted less held.
    pub available: Figure,
    #[serde(skip)]
    key: Key,
}

impl Accounts {
    /// Reads the ledger.
    pub fn read(engine: &Engine) -> Accounts {
        let live = engine.ledger().accounts().filter(|(_, account)| !account.is_empty());
        let mut rows: Vec<AccountRow> = live
            .map(|(_, account)| {
                let (key, asset) = (account.key(), account.asset());
                let (posted, held) = (Figure::new(account.posted(), asset), figure(account.held(), asset));
                AccountRow {
                    account: engine.account_name(key),
                    name: engine.ledger().chart().row(key.code).map_or("", |row| row.name),
                    asset: name(engine, asset),
                    posted,
                    held,
                    available: posted - held,
                    key,
                }
            })
            .collect();
        rows.sort_by_key(|row| row.key);
        Accounts { rows }
    }

    /// The rows, in order.
    pub fn rows(&self) -> &[AccountRow] {
        &self.rows
    }
}

impl Report for Accounts {
    fn draw(&self, page: Page) -> String {
        let columns =
            [words("account"), words(""), figures("balance"), figures("held"), figures("available")];
        let mut sheet = Sheet::new("Accounts", columns);
        let mut before = None;
        for row in &self.rows {
            if before.is_some_and(|code| code != row.key.code) {
                sheet.space();
            }
            before = Some(row.key.code);
            let available = if row.held.is_zero() { String::new() } else { row.available.to_string() };
            sheet.row([
                row.account.to_string().into(),
                Tone::Faint.text(row.name),
                row.posted.to_string().into(),
                row.held.or_blank().into(),
                available.into(),
            ]);
        }
        if self.rows.is_empty() {
            sheet.note(Tone::Faint, "no account has anything in it");
        }
        sheet.draw(page)
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        ReportName::Accounts.write_rows(&self.rows, out)
    }
}
