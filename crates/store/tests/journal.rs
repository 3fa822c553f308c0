//! One suite for the journal, held on each database.

use engine::stage::{Stage, order};
use engine::{Audience, Command, Entry, Event, Sequence, Sink};
use freight::Role;
use matching::Side;
use store::stage::{Ground, grounds};
use store::{
    Block, BlockBuilder, Break, Chain, Deadline, Epoch, Hash, Head, Journal, JournalError, JournalReader,
    Journals,
};

/// Blocks in the making, a record each.
#[derive(Default)]
struct Blocks {
    builder: BlockBuilder,
    sealed: Vec<Block>,
    commands: Vec<Command>,
}

impl Sink for Blocks {
    fn tell(&mut self, _event: Event) {}
}

impl Audience for Blocks {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.builder.push(entry);
        self.commands.push(entry.command.clone());
    }
}

/// A chain of so many blocks, two records each, that `epoch` writes behind `head`.
fn chain(count: usize, epoch: Epoch) -> Vec<Block> {
    let mut blocks = Blocks::default();
    let mut stage = Stage::new();
    stage.admit("alder", &[Role::Carrier]);
    let mut driver = engine::Driver::new(engine::Engine::new());
    let asked = std::mem::take(&mut stage.asked);
    let nonsense = order("NOWHERE/2026W10/22G1/CNY", Side::Ask, 1, "1.00");
    let (at, actor) = (stage.now, "alder".parse().expect("a code"));
    let commands = asked.into_iter().map(|(_, command)| command);
    let commands = commands.chain(std::iter::repeat(Command { actor, action: nonsense.into() }));
    for (number, command) in commands.take(count * 2).enumerate() {
        driver.submit(at, None, &command, &mut blocks).expect("in order");
        if number % 2 == 1 {
            let previous = blocks.sealed.last().map_or(Hash::NONE, |block| block.hash);
            let block = blocks.builder.seal(epoch, previous).expect("two records");
            blocks.sealed.push(block);
        }
    }
    blocks.sealed
}

async fn written(ground: &Ground, count: usize) -> Vec<Block> {
    let mut journal = Journals::open(&ground.address, Deadline::default()).await.expect("an empty journal");
    let epoch = journal.lead().await.expect("the lead");
    let blocks = chain(count, epoch);
    for block in &blocks {
        journal.append(block).await.expect("appended");
    }
    journal.close().await;
    blocks
}

/// Follows the chain to its end, as a start does.
async fn followed(ground: &Ground) -> Result<Chain, JournalError> {
    let mut reader = JournalReader::open(&ground.address, Deadline::default()).await?;
    let head = reader.head().await?;
    let mut chain = Chain::new();
    loop {
        let blocks = reader.blocks(chain.last()).await?;
        if blocks.is_empty() {
            break;
        }
        for block in &blocks {
            chain.follow(block)?;
        }
    }
    chain.ends(&head)?;
    Ok(chain)
}

#[tokio::test]
async fn what_was_appended_is_read_again() {
    for ground in grounds("appended_is_read") {
        let blocks = written(&ground, 300).await;
        let mut reader = JournalReader::open(&ground.address, Deadline::default()).await.expect("a journal");
        let mut read = Vec::new();
        while let Some(last) = Some(read.last().map_or(Sequence::NONE, |block: &Block| block.last)) {
            let page = reader.blocks(last).await.expect("readable");
            if page.is_empty() {
                break;
            }
            read.extend(page);
        }
        assert_eq!(read, blocks);
        let chain = followed(&ground).await.expect("a sound chain");
        assert_eq!((chain.last().number(), chain.hash()), (600, blocks[299].hash));
        let before = reader.before(Sequence::new(42)).await.expect("a place");
        assert_eq!(before.number(), 40, "41 and 42 stand in one block");
    }
}

#[tokio::test]
async fn a_second_writer_is_refused_and_a_reader_is_not() {
    for ground in grounds("second_writer") {
        let mut journal =
            Journals::open(&ground.address, Deadline::default()).await.expect("an empty journal");
        journal.lead().await.expect("the lead");
        let refused =
            Journals::open(&ground.address, Deadline::default()).await.expect_err("a second writer");
        assert!(matches!(refused, JournalError::Taken { .. }), "{refused}");
        followed(&ground).await.expect("a reader needs no leave");
        drop(journal);
        // A server lets go of a session a little later than its client.
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
        let again = loop {
            match Journals::open(&ground.address, Deadline::default()).await {
                Ok(journal) => break Ok(journal),
                Err(error) if std::time::Instant::now() > deadline => break Err(error),
                Err(_) => tokio::task::yield_now().await,
            }
        };
        let epoch = again.expect("the first has gone").lead().await.expect("the lead");
        assert_eq!(epoch.number(), 2, "each writer has an epoch of its own");
    }
}

#[tokio::test]
async fn a_block_that_does_not_follow_or_is_of_an_old_epoch_is_refused() {
    for ground in grounds("does_not_follow") {
        let mut journal =
            Journals::open(&ground.address, Deadline::default()).await.expect("an empty journal");
        let epoch = journal.lead().await.expect("the lead");
        let blocks = chain(3, epoch);
        journal.append(&blocks[0]).await.expect("it follows");
        assert!(
            matches!(journal.append(&blocks[0]).await, Err(JournalError::Refused(_))),
            "it is there already"
        );
        assert!(matches!(journal.append(&blocks[2]).await, Err(JournalError::Refused(_))), "one is missing");
        let head = journal.head().await.expect("a head");
        assert_eq!(head, Head { epoch, last: blocks[0].last, hash: blocks[0].hash });
        journal.lead().await.expect("another takes the lead");
        let deposed = journal.append(&blocks[1]).await.expect_err("an old epoch");
        assert!(matches!(deposed, JournalError::Deposed { .. }), "{deposed}");
        journal.reconnect().await.expect("the database is there");
        assert_eq!(journal.head().await.expect("a head").last, blocks[0].last);
    }
}

/// What is done to a journal of forty blocks, on each database, and what a start says.
async fn spoil(ground: &Ground, statements: &[&'static str]) -> Break {
    let blocks = written(ground, 40).await;
    assert_eq!(blocks[39].last.number(), 80);
    followed(ground).await.expect("sound so far");
    match &ground.address {
        store::Address::Sqlite(file) => {
            let url = format!("sqlite:{}", file.display());
            let mut database =
                <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.expect("a file");
            for trigger in ["block_is_never_changed", "block_is_never_deleted"] {
                let drop = sqlx::AssertSqlSafe(format!("DROP TRIGGER {trigger}"));
                sqlx::query(drop).execute(&mut database).await.expect("dropped");
            }
            for statement in statements {
                sqlx::query(*statement).execute(&mut database).await.expect(statement);
            }
            sqlx::Connection::close(database).await.expect("closed");
        }
        store::Address::Postgres(options) => {
            let connected = <sqlx::PgConnection as sqlx::Connection>::connect_with(options).await;
            let mut database = connected.expect("a server");
            let drop = "DROP TRIGGER block_is_never_changed ON block";
            sqlx::query(drop).execute(&mut database).await.expect("dropped");
            for statement in statements {
                sqlx::query(*statement).execute(&mut database).await.expect(statement);
            }
        }
    }
    match followed(ground).await {
        Err(JournalError::Broken(found)) => found,
        other => panic!("{statements:?} was not found: {other:?}"),
    }
}

#[tokio::test]
async fn a_deleted_block_is_found() {
    for ground in grounds("deleted_block") {
        let found = spoil(&ground, &["DELETE FROM block WHERE first = 21"]).await;
        let said = "the journal breaks at sequence 21: a block begins at 23, where 21 was to come";
        assert_eq!(found.to_string(), said);
    }
}

#[tokio::test]
async fn a_block_that_went_missing_from_the_end_is_found() {
    for ground in grounds("missing_end") {
        let found = spoil(&ground, &["DELETE FROM block WHERE first >= 75"]).await;
        let said = "the journal breaks at sequence 75: 80 was appended last, but nothing follows here";
        assert_eq!(found.to_string(), said);
    }
}

#[tokio::test]
async fn two_blocks_that_changed_places_are_found() {
    for ground in grounds("swapped_blocks") {
        let swap = [
            "UPDATE block SET first = 1001, last = 1002 WHERE first = 11",
            "UPDATE block SET first = 11, last = 12 WHERE first = 31",
            "UPDATE block SET first = 31, last = 32 WHERE first = 1001",
        ];
        let found = spoil(&ground, &swap).await;
        assert_eq!(found.sequence.number(), 11);
        assert!(found.to_string().contains("as the hash before it"), "{found}");
    }
}

#[tokio::test]
async fn a_changed_byte_of_a_block_is_found() {
    for ground in grounds("changed_byte") {
        let change = match ground.address {
            store::Address::Sqlite(_) => {
                "UPDATE block SET body = CAST(substr(body, 1, 9) || x'ff' || substr(body, 11) AS BLOB) WHERE first = 51"
            }
            store::Address::Postgres(_) => "UPDATE block SET body = set_byte(body, 9, 255) WHERE first = 51",
        };
        let found = spoil(&ground, &[change]).await;
        assert_eq!(found.sequence.number(), 51);
        assert!(found.to_string().contains("by its bytes"), "{found}");
    }
}

#[tokio::test]
async fn a_changed_column_of_a_block_is_found() {
    for (column, change) in [
        ("epoch", "UPDATE block SET epoch = epoch + 1 WHERE first = 51"),
        ("at", "UPDATE block SET at = at + 1 WHERE first = 51"),
        ("encoding", "UPDATE block SET encoding = 2 WHERE first = 51"),
        ("hash", "UPDATE block SET hash = previous WHERE first = 51"),
    ] {
        for ground in grounds("changed_column") {
            let found = spoil(&ground, &[change]).await;
            assert_eq!(found.sequence.number(), 51, "{column}: {found}");
        }
    }
}

/// Damages a closed SQLite file and starts from it.
async fn damaged(damage: impl FnOnce(&mut Vec<u8>)) -> Result<(), JournalError> {
    let ground = grounds("damaged").swap_remove(0);
    let store::Address::Sqlite(file) = &ground.address else { panic!("SQLite comes first") };
    written(&ground, 400).await;
    let mut bytes = std::fs::read(file).expect("a file");
    damage(&mut bytes);
    std::fs::write(file, bytes).expect("written");
    for beside in ["-wal", "-shm"] {
        let mut name = file.clone().into_os_string();
        name.push(beside);
        assert!(!std::fs::exists(&name).expect("looked up"), "a closed file is whole by itself");
    }
    followed(&ground).await?;
    Journals::open(&ground.address, Deadline::default()).await.map(drop)
}

#[tokio::test]
async fn a_truncated_file_is_found_with_a_sequence() {
    for permille in [990, 900, 500, 100] {
        let found = damaged(|bytes| bytes.truncate(bytes.len() * permille / 1_000)).await;
        let error = found.expect_err("it is cut off");
        assert!(matches!(error, JournalError::Broken(_)), "{permille}: {error:?}");
    }
}

#[tokio::test]
async fn a_flipped_bit_is_found_or_does_not_matter() {
    // Every part of the file: header, tables, free pages. What is found names a sequence; what is not is no record.
    let mut found = 0;
    for place in 0..60 {
        let damage = |bytes: &mut Vec<u8>| {
            let at = bytes.len() / 60 * place + 97;
            bytes[at] ^= 0x10;
        };
        match damaged(damage).await {
            Ok(()) => {}
            Err(JournalError::Broken(_) | JournalError::Migration { .. }) => found += 1,
            Err(other) => panic!("flip {place}: {other:?}"),
        }
    }
    assert!(found >= 40, "only {found} of 60 flipped bits were found");
}
