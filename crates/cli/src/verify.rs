//! `laycan verify`: whether the books can be trusted, from the first record on.
//!
//! ```text
//!   journal ──▶ chain, decode ──▶ every record applied again ──┬──▶ debits = credits · held ≤ posted · custody
//!   (a task)                                                   └──▶ tables made anew (a task) ══ the projections
//! ```
//!
//! It takes no lock: a live database can be verified. The projections are held against the journal as far as
//! they had come when it began.

mod finding;

use std::io::{Write, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use clap::Args;
use engine::{Audience, Entry, Event, Sequence, Sink};
use report::History;
use sequencer::{Pages, Replay};
use store::{Address, Deadline, Listener, ProjectionError, Projections, Snapshot, Telling, compare};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::database::Database;
use crate::ending::{Ending, Trouble, say};
use crate::progress::Records;
use crate::tasks;
use finding::{faults, first_fault};

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
            Played::Misfit(misfit, why) => {
                say(&format!("the journal breaks at sequence {misfit}: the record does not fit: {why}"));
                return Ok(Ending::Refused);
            }
        };
        let engine = replay.driver.engine();
        let last = replay.driver.sequence();
        let mut out = stdout().lock();
        writeln!(out, "journal      {last} records, hash {}", replay.chain.hash())?;
        writeln!(out, "digest       {}", engine.digest())?;
        if !faults(engine, &history).is_empty() {
            let (sequence, faults) = first_fault(&address, deadline, last).await?;
            faults.iter().for_each(|fault| say(&format!("at sequence {sequence} {fault}")));
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
    /// The record at this place does not fit the exchange, and why.
    Misfit(Sequence, String),
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
        let mut at = replay.chain.last();
        // The exchange is thrown away if it breaks down, and what it said is told in our own words.
        let loud = take_hook();
        set_hook(Box::new(|_| ()));
        let applied = catch_unwind(AssertUnwindSafe(|| {
            for record in page.records() {
                at = at.next();
                replay.step(record, &mut both);
            }
        }));
        set_hook(loud);
        if let Err(panicked) = applied {
            let why = panicked.downcast_ref::<String>().map(String::as_str);
            let why = why.or_else(|| panicked.downcast_ref::<&str>().copied()).unwrap_or("it breaks down");
            return Ok(Played::Misfit(at, why.to_owned()));
        }
        replay.chain = page.chain();
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
