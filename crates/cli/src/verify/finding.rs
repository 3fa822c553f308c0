//! Finding the record after which the books are wrong.
//!
//! ```text
//!   sound ◀──── replay to the middle: sound or wrong? ────▶ wrong        until one follows the other
//! ```
//!
//! What is wrong with the books is looked for once, at the end; only if something is, the journal is halved again
//! and again.

use engine::{Engine, Sequence};
use report::{Custody, History, TrialBalance};
use sequencer::{Pages, Replay};
use store::{Address, Deadline};

use crate::ending::Trouble;
use crate::progress::Records;

/// The first record after which something is wrong with the books, and what; after `last` something is.
pub(super) async fn first_fault(
    address: &Address,
    deadline: Deadline,
    last: Sequence,
) -> Result<(Sequence, Vec<String>), Trouble> {
    let mut progress = Records::begin("find");
    let (mut sound, mut wrong) = (Sequence::NONE, last);
    while sound.next() < wrong {
        let middle = Sequence::new(sound.number().midpoint(wrong.number()));
        match faults_after(address, deadline, middle).await?.is_empty() {
            true => sound = middle,
            false => wrong = middle,
        }
        let left = wrong.number() - sound.number();
        progress.at(Sequence::new(last.number() - left), last);
    }
    Ok((wrong, faults_after(address, deadline, wrong).await?))
}

/// What is wrong with the books after `until`.
async fn faults_after(
    address: &Address,
    deadline: Deadline,
    until: Sequence,
) -> Result<Vec<String>, Trouble> {
    let mut pages = Pages::open(address, deadline).await?;
    let (mut replay, mut history) = (Replay::new(), History::new());
    while replay.driver.sequence() < until
        && let Some(page) = pages.next().await?
    {
        let wanted = until.number() - replay.driver.sequence().number();
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
        page.records().iter().take(wanted).for_each(|record| replay.step(record, &mut history));
    }
    Ok(faults(replay.driver.engine(), &history))
}

/// What is wrong with the books.
pub(super) fn faults(engine: &Engine, history: &History) -> Vec<String> {
    let mut faults = Vec::new();
    for total in TrialBalance::read(engine).totals().filter(|total| !total.equal) {
        faults.push(format!("debits and credits differ in {}", total.asset));
    }
    for (_, account) in engine.ledger().accounts() {
        if account.floor() && account.held().signed() > account.posted() {
            let name = engine.account_name(account.key());
            let held = account.held().signed();
            faults.push(format!("account {name} has {}, but {held} is held", account.posted()));
        }
    }
    if !Custody::read(engine, history).holds() {
        faults.push("the proof of custody fails: laycan run with --report custody shows where".to_owned());
    }
    faults
}
