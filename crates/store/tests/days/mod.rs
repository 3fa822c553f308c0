//! Generated days, and homes for the projections of them.

use std::time::Duration;

use engine::days::{self, Memory, Move, play};
use engine::{Audience, Driver, Engine, Entry, Event, Sink};
use freight::CommandKey;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use report::History;
use store::stage::{Ground, Keep, folder, grounds};
use store::{Address, Deadline, Listener, Projections, Reader, Snapshot, TableDigest, Telling};

/// How long a call of a database may take in tests.
pub(crate) const DEADLINE: Deadline = Deadline(Duration::from_secs(30));

/// A day that was played, and what was told of it.
pub(crate) struct Played {
    /// The exchange at the end of the day.
    pub(crate) engine: Engine,
    /// All records, from the first on; every other command has a key.
    pub(crate) tellings: Vec<Telling>,
    /// What reports remember of it.
    pub(crate) history: History,
}

/// Two who listen to the same.
#[derive(Default)]
struct Both(Listener, History);

impl Audience for Both {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.0.begin(entry);
        self.1.begin(entry);
    }
}

impl Sink for Both {
    fn tell(&mut self, event: Event) {
        self.0.tell(event.clone());
        self.1.tell(event);
    }
}

/// Plays a day, from the first record on.
pub(crate) fn played(moves: &[Move]) -> Played {
    let (mut stage, mut memory) = (days::stage(), Memory::default());
    for a_move in moves {
        play(&mut stage, &mut memory, a_move, &mut ());
    }
    let (mut driver, mut both) = (Driver::new(Engine::new()), Both::default());
    for (number, (at, command)) in stage.asked.iter().enumerate() {
        let key: Option<CommandKey> =
            (number % 2 == 0).then(|| format!("key {number}").parse().expect("a key"));
        driver.submit(*at, key, command, &mut both).expect("commands come in order");
    }
    let Both(mut listener, history) = both;
    Played { engine: driver.engine().clone(), tellings: listener.take(), history }
}

/// A day of so many moves, always the same.
pub(crate) fn a_day(moves: usize) -> Played {
    let mut runner = TestRunner::deterministic();
    let mut day: Vec<Move> = Vec::new();
    while day.len() < moves {
        day.extend(days::day(300).new_tree(&mut runner).expect("a day").current());
    }
    day.truncate(moves);
    played(&day)
}

/// Where the projections of one test are.
pub(crate) struct Home(Ground);

impl Home {
    /// A home on SQLite.
    pub(crate) fn sqlite() -> Home {
        let folder = folder();
        let file = folder.path().join("laycan.db");
        let (address, url) = (Address::Sqlite(file.clone()), format!("sqlite:{}", file.display()));
        Home(Ground { address, url, keep: Keep::Sqlite(folder) })
    }

    /// A home on each database that there is.
    pub(crate) fn everywhere(test: &str) -> Vec<Home> {
        grounds(test).into_iter().map(Home).collect()
    }

    /// The address of the journal that they follow.
    pub(crate) fn address(&self) -> &Address {
        &self.0.address
    }

    /// The projections here, made if they are not there.
    pub(crate) async fn open(&self) -> Projections {
        Projections::open(self.address(), DEADLINE).await.expect("projections")
    }

    /// A reader of them.
    pub(crate) async fn reader(&self) -> Reader {
        Reader::open(self.address(), DEADLINE).await.expect("a reader")
    }

    /// What their tables hold.
    pub(crate) async fn digests(&self) -> Vec<TableDigest> {
        self.snapshot().await.digests(|_| {}).await.expect("digests")
    }

    /// Their tables at this moment.
    pub(crate) async fn snapshot(&self) -> Snapshot {
        Snapshot::take(self.address(), DEADLINE).await.expect("a snapshot")
    }
}

/// Waits for what a test does.
pub(crate) fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(work)
}
