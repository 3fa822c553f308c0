//! The trial balance: what stands on either side, code by code, and that both sides are equal.
//!
//! Slots are counted in accounts like money, so every service is an asset here with a balance of its own.
//! On a page its codes are drawn on one line; the report of slots has them in detail.

use std::collections::BTreeMap;
use std::io::{self, Write};

use engine::{Engine, posting};
use money::Asset;
use serde::Serialize;

use crate::figure::Figure;
use crate::page::{Sheet, Tone, figures, spaced, words};
use crate::{Page, Report, ReportName};

/// Debits and credits, asset by asset.
#[derive(Clone, Debug)]
pub struct TrialBalance {
    assets: Vec<AssetBalance>,
}

/// Debits and credits of one asset.
#[derive(Clone, Debug)]
struct AssetBalance {
    asset: Asset,
    name: String,
    rows: Vec<TrialRow>,
    total: TrialTotal,
}

/// What stands on the accounts of one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrialRow {
    /// A currency, or a service whose slots are counted.
    pub asset: String,
    /// The code in the chart.
    pub code: u16,
    /// What accountants call it.
    pub name: &'static str,
    /// The sum of the debit balances.
    pub debit: Figure,
    /// The sum of the credit balances.
    pub credit: Figure,
}

/// Both sides of one asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrialTotal {
    /// A currency, or a service whose slots are counted.
    pub asset: String,
    /// All debits.
    pub total_debit: Figure,
    /// All credits.
    pub total_credit: Figure,
    /// Whether they are equal; if not, our own books are wrong.
    pub equal: bool,
}

impl TrialBalance {
    /// Reads the ledger.
    pub fn read(engine: &Engine) -> TrialBalance {
        let mut assets: BTreeMap<Asset, Vec<TrialRow>> = BTreeMap::new();
        for row in engine.ledger().trial_balance() {
            if row.debit == 0 && row.credit == 0 {
                continue;
            }
            assets.entry(row.asset).or_default().push(TrialRow {
                asset: name(engine, row.asset),
                code: row.code.0,
                name: engine.ledger().chart().row(row.code).map_or("", |row| row.name),
                debit: Figure::new(row.debit, row.asset),
                credit: Figure::new(row.credit, row.asset),
            });
        }
        let balance = |(asset, rows): (Asset, Vec<TrialRow>)| {
            let zero = Figure::zero(asset);
            let debit = rows.iter().fold(zero, |sum, row| sum + row.debit);
            let credit = rows.iter().fold(zero, |sum, row| sum + row.credit);
            let name = name(engine, asset);
            let total = TrialTotal {
                asset: name.clone(),
                total_debit: debit,
                total_credit: credit,
                equal: debit == credit,
            };
            AssetBalance { asset, name, rows, total }
        };
        TrialBalance { assets: assets.into_iter().map(balance).collect() }
    }

    /// Both sides of every asset, currencies first.
    pub fn totals(&self) -> impl Iterator<Item = &TrialTotal> {
        self.assets.iter().map(|balance| &balance.total)
    }
}

/// A currency's code, or the service's whose slot it is.
pub(crate) fn name(engine: &Engine, asset: Asset) -> String {
    match posting::service_of(asset) {
        Some(service) => engine.register().service(service).code.to_string(),
        None => asset.to_string(),
    }
}

impl AssetBalance {
    fn money_sheet(&self) -> Sheet {
        let columns = [figures("code"), words("account"), figures("debit"), figures("credit"), words("")];
        let mut sheet = Sheet::new(format!("Trial balance, {}", self.name), columns);
        for row in &self.rows {
            let (debit, credit) = (row.debit.or_blank(), row.credit.or_blank());
            sheet.row([row.code.to_string().into(), row.name.into(), debit.into(), credit.into(), "".into()]);
        }
        let TrialTotal { total_debit, total_credit, .. } = self.total;
        sheet.total([
            "".into(),
            "".into(),
            total_debit.to_string().into(),
            total_credit.to_string().into(),
            self.verdict(),
        ]);
        sheet
    }

    fn verdict(&self) -> crate::page::Text {
        if self.total.equal { Tone::Good.text("equal") } else { Tone::Bad.text("NOT EQUAL") }
    }
}

impl Report for TrialBalance {
    fn draw(&self, page: Page) -> String {
        let (currencies, services): (Vec<_>, Vec<_>) =
            self.assets.iter().partition(|balance| balance.asset.as_currency().is_some());
        let mut sheets: Vec<String> =
            currencies.iter().map(|balance| balance.money_sheet().draw(page)).collect();
        if !services.is_empty() {
            let columns =
                [words("service"), figures("declared (debit)"), figures("all states (credit)"), words("")];
            let mut sheet = Sheet::new("Trial balance, slots", columns);
            for balance in services {
                let TrialTotal { total_debit, total_credit, .. } = balance.total;
                sheet.row([
                    spaced(&balance.name).into(),
                    total_debit.to_string().into(),
                    total_credit.to_string().into(),
                    balance.verdict(),
                ]);
            }
            sheets.push(sheet.draw(page));
        }
        sheets.join("\n")
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        for balance in &self.assets {
            ReportName::TrialBalance.write_rows(&balance.rows, out)?;
            ReportName::TrialBalance.write_row(&balance.total, out)?;
        }
        Ok(())
    }
}
