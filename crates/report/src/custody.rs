//! The proof of custody: what is at the bank is what is owed.
//!
//! ```text
//!   1010 + 1110 + 1190  =  all 2xxx + (4xxx − 5xxx − 3010)      per currency
//!   1010                =  the sum of the lines that the bank has booked
//!   1110 of a claim     =  2055 of the same claim, with its debtor and its owner
//!   1010 + 1190         ≥  all 2xxx but 2055, less what the house has lost
//! ```
//!
//! The last line says that nobody is paid from what has not been collected.

mod proof;
mod statement;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use engine::{Engine, posting};
use freight::ParticipantCode;
use ledger::AccountCode;
use money::{Asset, Currency};
use serde::Serialize;
use settlement::{About, ClaimId};

pub use proof::{BankTotal, CodeTotal, Proof};

use crate::figure::Figure;
use crate::{History, Page, Report, ReportName};

/// The proof, currency by currency, and what members owe.
#[derive(Clone, Debug)]
pub struct Custody {
    proofs: Vec<Proof>,
    receivables: Vec<ReceivableRow>,
}

/// What a member owes, and who will get it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceivableRow {
    /// The claim; a bill has the number of its claim.
    pub claim: ClaimId,
    /// Who owes.
    pub debtor: ParticipantCode,
    /// Who will get it: a member's code, `escrow C12`, `fund` or `house`.
    pub owner: String,
    /// Of which currency.
    pub currency: Currency,
    /// What is owed, on 1110.
    pub receivable: Figure,
    /// What its owner will get, on 2055.
    pub accrued: Figure,
    /// Whether both are the same.
    pub equal: bool,
}

impl Custody {
    /// Reads the ledger, and holds it against what the bank has booked.
    pub fn read(engine: &Engine, history: &History) -> Custody {
        let currencies: BTreeSet<Currency> =
            engine.ledger().accounts().filter_map(|(_, account)| account.asset().as_currency()).collect();
        let proofs = currencies.into_iter().map(|currency| Proof::of(engine, history, currency));
        let proofs = proofs.filter(|proof| !proof.is_empty()).collect();
        Custody { proofs, receivables: receivables(engine) }
    }

    /// The proofs, by currency.
    pub fn proofs(&self) -> &[Proof] {
        &self.proofs
    }

    /// What members owe, by claim.
    pub fn receivables(&self) -> &[ReceivableRow] {
        &self.receivables
    }

    /// Whether everything is as it must be.
    pub fn holds(&self) -> bool {
        self.proofs.iter().all(Proof::holds) && self.receivables.iter().all(|row| row.equal)
    }
}

/// Both sides of every claim, as the ledger has them.
fn receivables(engine: &Engine) -> Vec<ReceivableRow> {
    let mut sides: BTreeMap<ClaimId, [i64; 2]> = BTreeMap::new();
    for (_, account) in engine.ledger().accounts() {
        let side = match account.key().code {
            posting::RECEIVABLE => 0,
            posting::ACCRUED => 1,
            AccountCode(_) => continue,
        };
        if let About::Claim(claim) = posting::subject(account.key()) {
            sides.entry(claim).or_default()[side] += account.posted();
        }
    }
    let known: BTreeMap<ClaimId, _> = engine.settlement().claims().all().collect();
    let row = |(claim, [receivable, accrued]): (ClaimId, [i64; 2])| {
        let known = known.get(&claim)?;
        let currency = known.asset.as_currency()?;
        let figure = |minor: i64| Figure::new(minor, currency);
        Some(ReceivableRow {
            claim,
            debtor: engine.register().member(known.debtor).code,
            owner: engine.owner_name(known.owner),
            currency,
            receivable: figure(receivable),
            accrued: figure(accrued),
            equal: receivable == accrued,
        })
    };
    sides.into_iter().filter_map(row).collect()
}

impl Report for Custody {
    fn draw(&self, page: Page) -> String {
        let mut parts: Vec<String> = self.proofs.iter().map(|proof| statement::draw(proof, page)).collect();
        if let Some(sheet) = statement::receivables(&self.receivables) {
            parts.push(sheet.draw(page));
        }
        if parts.is_empty() {
            parts.push(statement::nothing(page));
        }
        parts.join("\n")
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        ReportName::Custody.write_rows(&self.proofs, out)?;
        ReportName::Custody.write_rows(&self.receivables, out)
    }
}

/// The sum over all accounts of one code in one asset, on its normal side.
fn sum_of(engine: &Engine, asset: Asset, code: AccountCode) -> i128 {
    let accounts = engine.ledger().accounts().map(|(_, account)| account);
    let of_code = accounts.filter(|account| account.key().code == code && account.asset() == asset);
    of_code.map(|account| i128::from(account.posted())).sum()
}
