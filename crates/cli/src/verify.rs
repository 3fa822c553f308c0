//! `laycan verify`: whether the books can be trusted, from the first record on.
//!
//! ```text
//!   journal ──▶ the chain, block by block ──▶ every record applied again ──▶ the exchange as it must be
//!                                                                              │
//!               debits = credits · held ≤ posted · custody · projections ◀─────┘
//! ```
//!
//! It takes no lock: a live database can be verified.

use std::io::{IsTerminal, Write, stderr, stdout};

use clap::Args;
use engine::{Engine, Sequence};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use report::{Custody, History, TrialBalance};

use crate::database::Database;
use crate::ending::{Ending, Trouble, say};
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
        let bar = bar();
        let mut history = History::new();
        let progress = |at: Sequence, last: Sequence| {
            if at.number().is_multiple_of(4_096) || at == last {
                bar.set_length(last.number());
                bar.set_position(at.number());
            }
        };
        let address = &self.database.database;
        let deadline = self.database.patience.deadline();
        let replayed = sequencer::replay(address, deadline, &mut history, progress).await;
        bar.finish_and_clear();
        let replayed = replayed?;
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

/// How far it is, on a terminal and nowhere else.
fn bar() -> ProgressBar {
    let target = if stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(8)
    } else {
        ProgressDrawTarget::hidden()
    };
    let style = ProgressStyle::with_template("{bar:32} {human_pos} of {human_len} records, {per_sec}, {eta}");
    let bar = ProgressBar::with_draw_target(Some(0), target);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
