//! `laycan verify`: whether the books can be trusted, from the first record on.
//!
//! ```text
//!   journal ──▶ chain, decode ──▶ every record applied again ──┬──▶ debits = credits · held ≤ posted · custody
//!   (a task)                                                   └──▶ tables made anew (a task) ══ the projections
//! ```
//!
//! It takes no lock: a live database can be verified. The projections are held against the journal as far as
//! they had come when it began.

use std::io::{Write, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::Args;
use engine::{Audience, Engine, Entry, Event, Sequence, Sink};
use report::{Custody, History, TrialBalance};
use sequencer::{Pages, Replay};
use store::{Address, Deadline, Listener, ProjectionError, Projections, Snapshot, Telling, compare};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::database::Database;
use crate::ending::{Ending, Trouble, say};
use crate::progress::Records;
use crate::tasks;

/// How many records are handed over to the tables at a time.
const TOLD: usize = 4_096;

/// Checks the journal, and everything that follows from it, from the first record on.
///
/// The chain of blocks, each record applied again, debits against credits, holds against balances, the proof of
/// custody, and every row of the projections. A live database can be verified. The exit code is 1 at the first
/// fault, which is named with its sequence.
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
        let (address, deadline) = self.database.address()?;
        // A copy of the journal that was put aside has no tables beside it.
        let mut snapshot = match Snapshot::take(&address, deadline).await {
            Ok(snapshot) => Some(snapshot),
            Err(ProjectionError::Missing) => None,
            Err(error) => return Err(error.into()),
        };
        let watermark = snapshot.as_ref().map_or(Sequence::NONE, Snapshot::watermark);
        let anew = Anew::begin(deadline).await?;
        let (replay, history) = match play(&address, deadline, watermark, &anew).await? {
            Played::Whole(replay, history) => (replay, history),
            Played::Misfit(after) => {
                let misfit = after.next();
                say(&format!(
                    "the journal breaks at sequence {misfit}, or in its block: a record does not fit"
                ));
                return Ok(Ending::Refused);
            }
        };
        let engine = replay.driver.engine();
        let last = replay.driver.sequence();
        let mut out = stdout().lock();
        writeln!(out, "journal      {last} records, hash {}", replay.chain.hash())?;
        writeln!(out, "digest       {}", engine.digest())?;
        let faults = faults(engine, &history);
        for fault in &faults {
            say(&format!("at sequence {last} {fault}"));
        }
        if !faults.is_empty() {
            return Ok(Ending::Refused);
        }
        writeln!(out, "books        debits equal credits, and nothing is held that is not there")?;
        writeln!(out, "custody      what is at the bank is what is owed")?;
        let Some(snapshot) = &mut snapshot else {
            writeln!(out, "projections  none are there: laycan projections rebuild makes them")?;
            return Ok(Ending::Fine);
        };
        let mut rows = anew.finish().await?;
        match compare(snapshot, &mut rows).await? {
            None => {
                writeln!(out, "projections  every row as the journal has it, up to record {watermark}")?;
                Ok(Ending::Fine)
            }
            Some(difference) => {
                say(&format!("the projections are not what the journal says: {difference}"));
                eprintln!("  laycan projections rebuild makes them again from the journal");
                Ok(Ending::Refused)
            }
        }
    }
}

/// What playing a journal came to.
enum Played {
    /// All of it.
    Whole(Box<Replay>, History),
    /// Something behind this place does not fit the exchange.
    Misfit(Sequence),
}

/// Applies the journal from its beginning, and hands what was told up to `watermark` over to the tables.
async fn play(
    address: &Address,
    deadline: Deadline,
    watermark: Sequence,
    anew: &Anew,
) -> Result<Played, Trouble> {
    let mut pages = Pages::open(address, deadline).await?;
    if watermark > pages.last() {
        return Err(sequencer::ReplayError::Ahead { watermark, last: pages.last() }.into());
    }
    let mut progress = Records::begin("verify");
    let mut replay = Replay::new();
    let mut both = Both(History::new(), Listener::new());
    while let Some(page) = pages.next().await? {
        let before = replay.chain.last();
        // The exchange is thrown away if it breaks down.
        if catch_unwind(AssertUnwindSafe(|| replay.apply(&page, &mut both))).is_err() {
            return Ok(Played::Misfit(before));
        }
        if both.1.len() >= TOLD || replay.chain.last() == pages.last() {
            let mut told = both.1.take();
            told.retain(|telling| telling.sequence <= watermark);
            anew.write(told).await;
        }
        progress.at(replay.chain.last(), pages.last());
    }
    Ok(Played::Whole(Box::new(replay), both.0))
}

/// The history and a listener, both listening.
struct Both(History, Listener);

impl Sink for Both {
    fn tell(&mut self, event: Event) {
        self.0.tell(event.clone());
        self.1.tell(event);
    }
}

impl Audience for Both {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.0.begin(entry);
        self.1.begin(entry);
    }
}

/// Tables that are made anew beside the replay, in a file that is removed again.
struct Anew {
    folder: tempfile::TempDir,
    address: Address,
    deadline: Deadline,
    told: mpsc::Sender<Vec<Telling>>,
    writing: JoinHandle<Result<(), ProjectionError>>,
}

impl Anew {
    async fn begin(deadline: Deadline) -> Result<Anew, Trouble> {
        let folder = tempfile::tempdir()?;
        let address = Address::Sqlite(folder.path().join("anew.db"));
        let mut tables = Projections::open(&address, deadline).await?;
        let (told, mut heard) = mpsc::channel::<Vec<Telling>>(2);
        let writing = tokio::spawn(async move {
            while let Some(tellings) = heard.recv().await {
                tables.write(&tellings).await?;
            }
            Ok(())
        });
        Ok(Anew { folder, address, deadline, told, writing })
    }

    /// Hands some records over. What goes wrong is said when it is finished.
    async fn write(&self, tellings: Vec<Telling>) {
        let _ended = self.told.send(tellings).await;
    }

    /// Waits until all is written.
    async fn finish(self) -> Result<Snapshot, Trouble> {
        let Anew { folder, address, deadline, told, writing } = self;
        drop(told);
        writing.await.map_err(std::io::Error::from)??;
        let snapshot = Snapshot::take(&address, deadline).await?;
        // The file stays open, and is gone once it is not read any more.
        drop(folder);
        Ok(snapshot)
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
            let held = account.held().signed();
            faults.push(format!("account {name} has {}, but {held} is held", account.posted()));
        }
    }
    if !Custody::read(engine, history).holds() {
        faults.push("the proof of custody fails: laycan run with --report custody shows where".to_owned());
    }
    faults
}
