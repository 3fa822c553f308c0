//! Generated days, and homes for the projections of them.

use std::time::Duration;

use engine::days::{self, Memory, Move, play};
use engine::{Driver, Engine};
use freight::CommandKey;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use store::stage::{Database, Folder, folder, postgres};
use store::{Address, Deadline, Listener, Projections, Reader, Snapshot, TableDigest, Telling};

/// How long a call of a database may take in tests.
pub(crate) const DEADLINE: Deadline = Deadline(Duration::from_secs(30));

/// A day that was played, and what was told of it.
pub(crate) struct Played {
    /// The exchange at the end of the day.
    pub(crate) engine: Engine,
    /// All records, from the first on; every other command has a key.
    pub(crate) tellings: Vec<Telling>,
}

/// Plays a day, from the first record on.
pub(crate) fn played(moves: &[Move]) -> Played {
    let (mut stage, mut memory) = (days::stage(), Memory::default());
    for a_move in moves {
        play(&mut stage, &mut memory, a_move, &mut ());
    }
    let (mut driver, mut listener) = (Driver::new(Engine::new()), Listener::new());
    for (number, (at, command)) in stage.asked.iter().enumerate() {
        let key: Option<CommandKey> =
            (number % 2 == 0).then(|| format!("key {number}").parse().expect("a key"));
        driver.submit(*at, key, command, &mut listener).expect("commands come in order");
    }
    Played { engine: driver.engine().clone(), tellings: listener.take() }
}

/// A long day, always the same.
pub(crate) fn a_day(moves: usize) -> Played {
    let mut runner = TestRunner::deterministic();
    played(&days::day(moves).new_tree(&mut runner).expect("a day").current())
}

/// Where the projections of one test are.
pub(crate) struct Home {
    /// The address of the journal that they would follow.
    pub(crate) address: Address,
    _keeps: Keeps,
}

/// What has to live as long as the test.
enum Keeps {
    _Folder(Folder),
    _Database(Database),
}

impl Home {
    /// A home on SQLite.
    pub(crate) fn sqlite() -> Home {
        let folder = folder();
        let address = Address::Sqlite(folder.path().join("laycan.db"));
        Home { address, _keeps: Keeps::_Folder(folder) }
    }

    /// A home on PostgreSQL; nothing where there is none.
    pub(crate) fn postgres(test: &str) -> Option<Home> {
        let database = postgres()?.database(test);
        let address = database.url().parse().expect("an address");
        Some(Home { address, _keeps: Keeps::_Database(database) })
    }

    /// The projections here, made if they are not there.
    pub(crate) async fn open(&self) -> Projections {
        Projections::open(&self.address, DEADLINE).await.expect("projections")
    }

    /// A reader of them.
    pub(crate) async fn reader(&self) -> Reader {
        Reader::open(&self.address, DEADLINE).await.expect("a reader")
    }

    /// What their tables hold.
    pub(crate) async fn digests(&self) -> Vec<TableDigest> {
        self.snapshot().await.digests(|_| {}).await.expect("digests")
    }

    /// Their tables at this moment.
    pub(crate) async fn snapshot(&self) -> Snapshot {
        Snapshot::take(&self.address, DEADLINE).await.expect("a snapshot")
    }
}

/// Waits for what a test does.
pub(crate) fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(work)
}
