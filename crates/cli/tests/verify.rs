//! `laycan verify`, as a shell sees it.

mod shell;

use engine::{Action, Receive, Sequence};
use ledger::Fact;
use money::Amount;
use shell::Shell;
use shell::sql::Sql;
use store::stage::{folder, grounds};
use store::{Address, BlockBuilder, Deadline, Hash, Journal as _, JournalReader, Journals, Record};

#[test]
fn a_journal_is_verified_with_its_tables_without_them_and_not_at_all_where_there_is_none() {
    let folder = folder();
    let file = folder.path().join("day.db");
    let url = format!("sqlite:{}", file.display());
    let verify = || Shell::run(&["verify", "--database", &url], "");
    let missing = verify();
    assert!(missing.starts_with("exit 2\n") && missing.contains("there is no database at"), "{missing}");

    assert!(Shell::run(&["demo", "--database", &url], "").starts_with("exit 0\n"));
    let whole = verify();
    assert!(whole.starts_with("exit 0\n") && whole.contains("every row as the journal has it"), "{whole}");

    for name in ["day.projections.db", "day.projections.db-wal", "day.projections.db-shm"] {
        let file = folder.path().join(name);
        if file.exists() {
            std::fs::remove_file(file).expect("removed");
        }
    }
    let copy = verify();
    assert!(copy.starts_with("exit 0\n") && copy.contains("projections  none are there"), "{copy}");
    assert!(Shell::run(&["projections", "rebuild", "--database", &url], "").starts_with("exit 0\n"));
    assert_eq!(verify(), whole, "rebuilt tables are the same");
}

/// Plays the day, and answers what verifies it.
fn played(url: &str) -> impl Fn() -> String {
    assert!(Shell::run(&["demo", "--database", url], "").starts_with("exit 0\n"));
    let url = url.to_owned();
    move || Shell::run(&["verify", "--database", &url], "")
}

#[test]
fn a_row_of_the_tables_that_is_not_what_the_journal_says_is_named_with_its_record() {
    for ground in grounds("verify_finds_rows") {
        let Some(tables) = Sql::projections(&ground) else { continue };
        let verify = played(&ground.url);
        let whole = verify();
        let record =
            |table: &str, wanted: &str| tables.run(&format!("SELECT sequence FROM {table} WHERE {wanted}"));
        let sum = record("balances", "account = '1010/CNY'");
        let order = tables.run("SELECT min(order_id) FROM orders");
        let ordered = record("orders", &format!("order_id = '{order}'"));
        let moved = record("transfers", "transfer_id = 7");
        let faults = [
            (
                "UPDATE balances SET posted = posted + 1 WHERE account = '1010/CNY'".to_owned(),
                format!("table balances differs at 1010/CNY (record {sum}): posted is "),
            ),
            (
                format!("UPDATE orders SET open = open + 1 WHERE order_id = '{order}'"),
                format!("table orders differs at {order} (record {ordered}): open is "),
            ),
            (
                "DELETE FROM transfers WHERE transfer_id = 7".to_owned(),
                format!("table transfers differs at 7 (record {moved}): no such row on one side"),
            ),
            (
                "UPDATE watermark SET sequence = 200".to_owned(),
                "table commands differs at 201 (record 201): a row on one side".to_owned(),
            ),
            (
                "UPDATE watermark SET at = '1999-01-01T00:00:00.000000000Z'".to_owned(),
                "table watermark differs at 1 (record 360): at is ".to_owned(),
            ),
            (
                "UPDATE watermark SET sequence = 9000".to_owned(),
                "the projections have come to record 9000, but the journal ends at 360".to_owned(),
            ),
        ];
        for (fault, named) in faults {
            assert_eq!(tables.run(&fault), "");
            let found = verify();
            assert!(found.starts_with("exit 1\n") && found.contains(&named), "{fault}: {named}\n{found}");
            assert!(!found.contains("every row as the journal has it"), "{found}");
            let rebuilt = Shell::run(&["projections", "rebuild", "--database", &ground.url], "");
            assert!(rebuilt.starts_with("exit 0\n"), "{rebuilt}");
            assert_eq!(verify(), whole, "{fault} is undone");
        }
    }
}

/// Blocks of one record each, of which the second follows the first.
fn neighbours(journal: &Sql) -> (u64, u64) {
    let first = journal.run(
        "SELECT min(one.first) FROM block one JOIN block two ON two.first = one.last + 1 \
         WHERE one.first > 100 AND one.first = one.last AND two.first = two.last",
    );
    let first = first.parse().expect("most blocks of a day have one record");
    (first, first + 1)
}

#[test]
fn a_journal_that_was_touched_breaks_at_exactly_that_sequence() {
    for ground in grounds("verify_finds_breaks") {
        let Some(journal) = Sql::journal(&ground) else { continue };
        let verify = played(&ground.url);
        let whole = verify();
        journal.run(match journal.is_sqlite() {
            true => "DROP TRIGGER block_is_never_changed; DROP TRIGGER block_is_never_deleted",
            false => "ALTER TABLE block DISABLE TRIGGER USER",
        });
        journal.run("CREATE TABLE kept AS SELECT * FROM block");
        let (one, two) = neighbours(&journal);
        let body = journal.run(&format!("SELECT {} FROM block WHERE first = {one}", journal.hex("body")));
        let last = journal.run("SELECT max(first) FROM block").parse().expect("a sequence");
        let mut faults = vec![
            (format!("DELETE FROM block WHERE first = {one}"), one, "a block begins at".to_owned()),
            (format!("DELETE FROM block WHERE first = {last}"), last, "but nothing follows here".to_owned()),
            ("DELETE FROM block".to_owned(), 1, "but nothing follows here".to_owned()),
            (
                format!(
                    "UPDATE block SET epoch = kept.epoch, at = kept.at, encoding = kept.encoding, \
                     body = kept.body, previous = kept.previous, hash = kept.hash FROM kept \
                     WHERE kept.first = {} - block.first AND block.first IN ({one}, {two})",
                    one + two
                ),
                one,
                "as the hash before it".to_owned(),
            ),
            (format!("UPDATE block SET at = at + 1 WHERE first = {two}"), two, "by its bytes".to_owned()),
        ];
        // A bit of the first byte, of one in the middle, and of the last.
        for place in [0, body.len() / 4 * 2, body.len() - 2] {
            let byte = u8::from_str_radix(&body[place..place + 2], 16).expect("two digits") ^ 1;
            let flipped = format!("{}{byte:02x}{}", &body[..place], &body[place + 2..]);
            let body = journal.bytes(&flipped);
            let fault = format!("UPDATE block SET body = {body} WHERE first = {one}");
            faults.push((fault, one, "by its bytes".to_owned()));
        }
        for (fault, sequence, why) in faults {
            journal.run(&fault);
            let found = verify();
            let named = format!("the journal breaks at sequence {sequence}: ");
            assert!(found.starts_with("exit 1\n") && found.contains(&named), "{fault}: {named}\n{found}");
            assert!(found.contains(&why), "{fault}: {why}\n{found}");
            journal.run("DELETE FROM block; INSERT INTO block SELECT * FROM kept ORDER BY first");
            assert_eq!(verify(), whole, "{fault} is undone");
        }
    }
}

/// The journal of the day again, of which a hand that knows the chain has changed one record.
async fn forged(from: &Address, to: &Address, forge: impl Fn(&mut Record) -> bool) -> u64 {
    let mut reader = JournalReader::open(from, Deadline::default()).await.expect("a journal");
    let mut journal = Journals::open(to, Deadline::default()).await.expect("an empty one");
    let epoch = journal.lead().await.expect("nobody else writes");
    let (mut block, mut last, mut changed) = (BlockBuilder::new(), Sequence::NONE, None);
    loop {
        let blocks = reader.blocks(last).await.expect("sound blocks");
        if blocks.is_empty() {
            break;
        }
        for read in blocks {
            let each = |mut record: Record| {
                last = last.next();
                if changed.is_none() && forge(&mut record) {
                    changed = Some(last);
                }
                block.push(&record.entry(last));
            };
            read.records(each).expect("sound records");
        }
    }
    let block = block.seal(epoch, Hash::NONE).expect("a day of records");
    journal.append(&block).await.expect("it follows");
    journal.close().await;
    changed.expect("one was changed").number()
}

/// Changes a record, or passes it over.
type Forge = fn(&mut Record) -> bool;

fn receives_more(record: &mut Record) -> bool {
    let Action::Receive(Receive { member: Some(_), .. }) = &record.command.action else { return false };
    let more = |fact: &Fact| match *fact {
        Fact::Transferred { debit, credit, amount, cause } => {
            let amount = Amount::new(amount.units() + 1).expect("a little more");
            Fact::Transferred { debit, credit, amount, cause }
        }
        Fact::AccountOpened(_)
        | Fact::AccountClosed(_)
        | Fact::HoldPlaced { .. }
        | Fact::HoldChanged { .. } => *fact,
    };
    let facts: Vec<Fact> = record.facts.ledger.as_slice().iter().map(more).collect();
    record.facts.ledger = facts.into();
    true
}

fn runs_backwards(record: &mut Record) -> bool {
    let is = matches!(record.command.action, Action::PlaceOrder(_));
    if is {
        record.at = "2001-01-01T00:00:00Z".parse().expect("a time");
    }
    is
}

#[test]
fn a_forged_record_in_a_sound_chain_is_found_at_exactly_its_sequence() {
    let folder = folder();
    let address = |name: &str| Address::Sqlite(folder.path().join(name));
    let day = address("day.db");
    assert!(Shell::run(&["demo", "--database", &day.to_string()], "").starts_with("exit 0\n"));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let forgeries: [(&str, Forge, &str); 2] = [
        ("more.db", receives_more, "laycan: at sequence {} the proof of custody fails"),
        (
            "time.db",
            runs_backwards,
            "laycan: the journal breaks at sequence {}: the record does not fit: time does not run backwards",
        ),
    ];
    for (name, forge, said) in forgeries {
        let forgery = address(name);
        let sequence = runtime.block_on(forged(&day, &forgery, forge));
        let found = Shell::run(&["verify", "--database", &forgery.to_string()], "");
        let said = said.replace("{}", &sequence.to_string());
        assert!(found.starts_with("exit 1\n") && found.contains(&said), "{said}\n{found}");
        assert!(!found.contains("panicked"), "{found}");
    }
}
