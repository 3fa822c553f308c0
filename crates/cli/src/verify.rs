//! `laycan verify`: whether the books can be trusted, from the first record on.
//!
//! ```text
//!   journal ──▶ the chain, block by block ──▶ every record applied again ──▶ the exchange as it must be
//!                                                                              │
//!               debits = credits · held ≤ posted · custody · projections ◀─────┘
//! ```
//!
//! It takes no lock: a live database can be verified.

use std::io::{Write, stdout};

use clap::Args;
use engine::Engine;
use report::{Custody, History, TrialBalance};

use crate::database::Database;
use crate::ending::{Ending, Trouble, say};
use crate::progress::Records;
use crate::tasks;

/// Checks the journal, and everything that follows from it, from the first record on.
///
/// The chain of blocks, each record applied again, debits against credits, holds against balances, the proof of
/// custody. A live database can be verified. The exit code is 1 at the first fault, which is named with
/// its sequence.
#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    database: Database,
}

impl Verify {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        tasks::run(self.verify())?
    }

    async fn verify(self) -> Result<Ending, Trouble> {
        let (address, deadline) = (&self.database.database, self.database.patience.deadline());
        let mut history = History::new();
        let mut progress = Records::begin("verify");
        let replayed =
            sequencer::replay(address, deadline, &mut history, |at, of| progress.at(at, of)).await?;
        drop(progress);
        let engine = replayed.driver.engine();
        let mut out = stdout().lock();
        writeln!(out, "journal     {} records, hash {}", replayed.driver.sequence(), replayed.chain.hash())?;
        writeln!(out, "digest      {}", engine.digest())?;
        let faults = faults(engine, &history);
        for fault in &faults {
            say(fault);
        }
        if faults.is_empty() {
            writeln!(out, "books       debits equal credits, and nothing is held that is not there")?;
            writeln!(out, "custody     what is at the bank is what is owed")?;
            return Ok(Ending::Fine);
        }
        Ok(Ending::Refused)
    }
}

/// What is wrong with the books.
fn faults(engine: &Engine, history: &History) -> Vec<String> {
    let mut faults = Vec::new();
    for total in TrialBalance::read(engine).totals().filter(|total| !total.equal) {
        faults.push(format!("debits and credits differ in {}", total.asset));
    }
    for (_, account) in engine.ledger().accounts() {
        if account.floor() && account.held().signed() > account.posted() {
            let name = engine.account_name(account.key());
            faults.push(format!(
                "account {name} has {}, but {} is held",
                account.posted(),
                account.held().signed()
            ));
        }
    }
    if !Custody::read(engine, history).holds() {
        faults.push("the proof of custody fails: laycan run with --report custody shows where".to_owned());
    }
    faults
}
