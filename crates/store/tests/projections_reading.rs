//! How the projections are followed, read, rebuilt and compared, on both databases.

mod days;

use std::sync::Arc;
use std::time::Duration;

use days::{DEADLINE, Home, Played, a_day, wait};
use engine::{AccountName, Sequence};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use store::stage::Cluster;
use store::{
    Address, CommandState, Deadline, LedgerSide, Period, ProjectionError, Projections, Reader, Snapshot,
    Statement, Telling, compare,
};

/// Runs a text as somebody with a tool of their own would.
async fn tamper(address: &Address, text: &'static str) {
    match address {
        Address::Sqlite(journal) => {
            let url = format!("sqlite:{}", Address::projections_beside(journal).display());
            SqliteConnection::connect(&url)
                .await
                .expect("a connection that can be used")
                .execute(text)
                .await
                .expect("a connection that can be used");
        }
        Address::Postgres(options) => {
            let options = options.as_ref().clone().options([("search_path", "projections")]);
            PgConnection::connect_with(&options)
                .await
                .expect("a connection that can be used")
                .execute(text)
                .await
                .expect("a connection that can be used");
        }
    }
}

fn last(tellings: &[Telling]) -> Sequence {
    tellings.last().expect("something was told").sequence
}

#[test]
fn a_follower_that_misses_a_record_is_told_so_and_goes_on_from_the_watermark() {
    let Played { tellings, .. } = a_day(200);
    for home in Home::everywhere("a_follower_that_misses_a_record") {
        wait(async {
            let mut projections = home.open().await;
            assert_eq!(projections.write(&tellings[..50]).await.expect("it is done"), Sequence::new(50));
            let gap = projections.write(&tellings[51..60]).await.expect_err("it is refused");
            assert_eq!(gap.to_string(), "the projections come to record 51 next, but were told of record 52");
            let given_up = projections.write(&tellings[50..]).await.expect_err("it is refused");
            assert!(given_up.is_lost(), "{given_up}");
            assert_eq!(projections.reconnect().await.expect("it is done"), Sequence::new(50));
            // What is known is passed over.
            assert_eq!(projections.write(&tellings).await.expect("it is done"), last(&tellings));
            assert_eq!(projections.write(&tellings[..9]).await.expect("it is done"), last(&tellings));
            assert_eq!(projections.watermark(), last(&tellings));
        });
    }
}

#[test]
fn projections_that_nobody_made_are_missing_and_looking_makes_none() {
    for home in Home::everywhere("projections_that_nobody_made") {
        wait(async {
            for _ in 0..2 {
                let missing = Snapshot::take(home.address(), DEADLINE).await.expect_err("it is refused");
                assert!(matches!(missing, ProjectionError::Missing), "{missing}");
            }
            if let Ok(reader) = Reader::open(home.address(), DEADLINE).await {
                let missing = reader.watermark().await.expect_err("it is refused");
                assert!(matches!(missing, ProjectionError::Missing), "{missing}");
            }
        });
    }
}

#[test]
fn of_two_followers_the_later_sees_that_it_was_too_late() {
    let Played { tellings, .. } = a_day(200);
    for home in Home::everywhere("of_two_followers") {
        wait(async {
            let (mut one, mut other) = (home.open().await, home.open().await);
            one.write(&tellings[..80]).await.expect("it is done");
            let late = other.write(&tellings[..60]).await.expect_err("it is refused");
            assert!(matches!(late, ProjectionError::Moved(Sequence::NONE)), "{late}");
            assert_eq!(other.reconnect().await.expect("it is done"), Sequence::new(80));
            other.write(&tellings).await.expect("it is done");
            assert!(one.write(&tellings).await.expect_err("it is refused").is_lost());
            assert_eq!(one.reconnect().await.expect("it is done"), last(&tellings));
        });
    }
}

#[test]
fn tables_of_another_layout_are_refused_and_made_again() {
    let Played { tellings, .. } = a_day(300);
    for home in Home::everywhere("tables_of_another_layout") {
        wait(async {
            home.open().await.write(&tellings).await.expect("it is done");
            let before = home.digests().await;
            tamper(home.address(), "UPDATE watermark SET layout = 99").await;
            let refused = Projections::open(home.address(), DEADLINE).await.expect_err("it is refused");
            assert_eq!(
                refused.to_string(),
                "the projections have layout 99, but this release writes layout 1"
            );
            let mut heard = Vec::new();
            let again = tellings.iter().cloned().map(Ok::<_, ProjectionError>);
            let rebuilt = Projections::rebuild(home.address(), DEADLINE, again, |to| heard.push(to)).await;
            assert_eq!(rebuilt.expect("it is done").watermark(), last(&tellings));
            assert_eq!(heard.last(), Some(&last(&tellings)));
            assert_eq!(home.digests().await, before);
        });
    }
}

#[test]
fn the_first_row_that_differs_is_named() {
    let Played { tellings, .. } = a_day(400);
    let whole = Home::sqlite();
    wait(async { whole.open().await.write(&tellings).await.expect("it is done") });
    for home in Home::everywhere("the_first_row_that_differs") {
        wait(async {
            home.open().await.write(&tellings).await.expect("it is done");
            let differs = async |home: &Home| {
                let (mut one, mut other) = (whole.snapshot().await, home.snapshot().await);
                assert_eq!((one.watermark(), other.watermark()), (last(&tellings), last(&tellings)));
                compare(&mut one, &mut other)
                    .await
                    .expect("it is done")
                    .map(|difference| difference.to_string())
            };
            assert_eq!(differs(&home).await, None);
            tamper(home.address(), "UPDATE members SET name = 'Nobody' WHERE member = 'birch'").await;
            assert_eq!(
                differs(&home).await.as_deref(),
                Some(
                    "table members differs at birch (record 8): \
                     name is birch on one side, name is Nobody on the other"
                )
            );
            tamper(home.address(), "DELETE FROM members WHERE member = 'ash'").await;
            assert_eq!(
                differs(&home).await.as_deref(),
                Some("table members differs at ash (record 4): a row on one side, no such row on the other")
            );
            tamper(home.address(), "DELETE FROM commands WHERE sequence > 20").await;
            assert_eq!(
                differs(&home).await.as_deref(),
                Some("table commands differs at 21 (record 21): a row on one side, no such row on the other")
            );
        });
    }
}

#[test]
fn rows_that_are_missing_are_an_error_and_no_panic() {
    let Played { tellings, .. } = a_day(2_000);
    for home in Home::everywhere("rows_that_are_missing") {
        wait(async {
            let mut projections = home.open().await;
            let half = tellings.len() / 2;
            projections.write(&tellings[..half]).await.expect("it is done");
            tamper(home.address(), "DELETE FROM orders").await;
            projections.reconnect().await.expect("it is done");
            let stray = projections.write(&tellings[half..]).await.expect_err("it is refused");
            assert!(matches!(stray, ProjectionError::Stray(_)), "{stray}");
            assert!(stray.hint().contains("rebuild"));
        });
    }
}

#[test]
fn a_reader_waits_for_a_record() {
    let Played { tellings, .. } = a_day(200);
    let soon = Duration::from_millis(30);
    for home in Home::everywhere("a_reader_waits_for_a_record") {
        wait(async {
            let mut projections = home.open().await;
            let apart = home.reader().await;
            let near = home.reader().await.following(projections.watch());
            projections.write(&tellings[..40]).await.expect("it is done");
            for reader in [&apart, &near] {
                assert_eq!(
                    reader.wait_for(Sequence::new(40), soon).await.expect("it is done"),
                    Sequence::new(40)
                );
                let behind = reader.wait_for(Sequence::new(41), soon).await.expect_err("it is refused");
                assert_eq!(
                    behind.to_string(),
                    "the projections have come to record 40, but were to come to record 41"
                );
            }
            let write = async { projections.write(&tellings).await.expect("it is done") };
            let (written, first, second) = tokio::join!(
                write,
                apart.wait_for(last(&tellings), DEADLINE.0),
                near.wait_for(last(&tellings), DEADLINE.0)
            );
            assert_eq!((first.expect("it is done"), second.expect("it is done")), (written, written));
        });
    }
}

#[test]
fn a_command_is_found_by_its_place_its_key_and_its_time() {
    let Played { tellings, engine, history } = a_day(3_000);
    for home in Home::everywhere("a_command_is_found") {
        wait(async {
            home.open().await.write(&tellings).await.expect("it is done");
            let reader = home.reader().await;
            for telling in tellings.iter().step_by(37) {
                let row =
                    reader.command(telling.sequence).await.expect("it is done").expect("it was recorded");
                assert_eq!(row.action().expect("it is done"), telling.action);
                assert_eq!(row.result().expect("it is done"), telling.result);
                assert_eq!(
                    row.refusal.as_deref(),
                    telling.result.as_ref().err().map(engine::Rejection::code)
                );
                if let Some(key) = telling.key {
                    let found = reader.command_by_key(telling.actor, key).await.expect("it is done");
                    assert_eq!(found.expect("it has a key").sequence, telling.sequence);
                }
                let before = reader.last_before(telling.at).await.expect("it is done");
                let known = tellings.partition_point(|other| other.at < telling.at);
                assert_eq!(before, Sequence::new(known as u64), "before {}", telling.at);
            }
            let all = reader.commands(Sequence::NONE, u32::MAX - 1).await.expect("it is done").rows;
            let refused = all.iter().filter(|row| row.state == CommandState::Refused).count() as u64;
            let counts = history.counts();
            assert_eq!((all.len() as u64, refused), (tellings.len() as u64, counts.refused));
            assert_eq!(
                reader.transfers(None, 100_000).await.expect("it is done").rows.len() as u64,
                engine.ledger().transfers()
            );
            let nobody = reader.command_by_key(
                "holly".parse().expect("it is done"),
                "no such key".parse().expect("it is done"),
            );
            assert_eq!(nobody.await.expect("it is done"), None);
            let due = tellings.iter().find(|telling| {
                matches!(telling.result, Ok(engine::Outcome::Advanced(Some(engine::Due::Call(_)))))
            });
            let row = reader
                .command(due.expect("escrow is called").sequence)
                .await
                .expect("it is done")
                .expect("it is done");
            assert!(row.due.expect("it was due").starts_with("call C"));
        });
    }
}

/// The figures of a statement, and its lines as signed amounts.
fn drawn(statement: &Statement) -> (i64, Vec<i64>, i64, bool) {
    let sign = |side: LedgerSide| if side == statement.account.normal { 1 } else { -1 };
    let lines = statement.lines.rows.iter().map(|line| sign(line.side) * line.amount).collect();
    (statement.opening, lines, statement.closing, statement.lines.more)
}

#[test]
fn a_statement_comes_in_pages_that_add_up() {
    let Played { tellings, .. } = a_day(2_000);
    let account = AccountName("2010/birch/CNY".to_owned());
    for home in Home::everywhere("a_statement_comes_in_pages") {
        wait(async {
            home.open().await.write(&tellings).await.expect("it is done");
            let reader = home.reader().await;
            let period = Period { after: Sequence::new(20), until: Sequence::new(u64::MAX) };
            let whole = reader
                .statement(&account, period, None, 10_000)
                .await
                .expect("it is done")
                .expect("it is done");
            assert_eq!(whole.period.until, last(&tellings), "it ends where the tables end");
            let (opening, lines, closing, more) = drawn(&whole);
            assert_eq!(opening + lines.iter().sum::<i64>(), closing);
            assert!(lines.len() > 10 && !more, "{} lines", lines.len());
            let (mut after, mut pages) = (None, Vec::new());
            loop {
                let page = reader
                    .statement(&account, period, after, 3)
                    .await
                    .expect("it is done")
                    .expect("it is done");
                after = page.lines.rows.last().map(|line| line.transfer_id);
                let (from, some, to, more) = drawn(&page);
                assert_eq!((from, to), (opening, closing));
                pages.extend(some);
                if !more {
                    break;
                }
            }
            assert_eq!(pages, lines);
            let nobody = AccountName("2010/nobody/CNY".to_owned());
            assert_eq!(reader.statement(&nobody, period, None, 3).await.expect("it is done"), None);
        });
    }
}

#[test]
fn a_lock_that_is_held_too_long_is_a_lost_answer() {
    let Played { tellings, .. } = a_day(100);
    let home = Home::sqlite();
    let Address::Sqlite(journal) = home.address() else { unreachable!("it is SQLite") };
    wait(async {
        let short = Deadline(Duration::from_millis(100));
        let mut projections = Projections::open(home.address(), short).await.expect("it is done");
        let url = format!("sqlite:{}", Address::projections_beside(journal).display());
        let mut other = SqliteConnection::connect(&url).await.expect("it is done");
        other.execute("BEGIN IMMEDIATE").await.expect("it is done");
        assert!(projections.write(&tellings).await.expect_err("it is refused").is_lost());
        other.execute("ROLLBACK").await.expect("it is done");
        assert_eq!(projections.reconnect().await.expect("it is done"), Sequence::NONE);
        assert_eq!(projections.write(&tellings).await.expect("it is done"), last(&tellings));
    });
}

#[test]
fn a_server_that_goes_away_is_waited_for() {
    let Some(mut cluster) = Cluster::private(&[]) else { return };
    let Played { tellings, .. } = a_day(300);
    let database = cluster.server().database("a_server_that_goes_away");
    let address: Address = database.url().parse().expect("it is done");
    wait(async {
        let mut projections = Projections::open(&address, DEADLINE).await.expect("it is done");
        projections.write(&tellings[..100]).await.expect("it is done");
        cluster.stop(store::stage::Stop::Immediate);
        assert!(projections.write(&tellings).await.expect_err("it is refused").is_lost());
        assert!(projections.reconnect().await.expect_err("it is refused").is_lost());
        cluster.start();
        // A commit that nobody waited for may be gone after a crash; then it is told again.
        assert!(projections.reconnect().await.expect("it is done") <= Sequence::new(100));
        assert_eq!(projections.write(&tellings).await.expect("it is done"), last(&tellings));
        let reader = Reader::open(&address, DEADLINE).await.expect("it is done");
        assert_eq!(reader.watermark().await.expect("it is done"), last(&tellings));
    });
}

#[test]
fn a_follower_and_its_readers_work_on_any_thread() {
    let blocks: Vec<Arc<Vec<Telling>>> =
        a_day(200).tellings.chunks(30).map(|some| Arc::new(some.to_vec())).collect();
    let count = blocks.iter().map(|block| block.len() as u64).sum();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("it is done");
    for home in Home::everywhere("a_follower_and_its_readers") {
        let (address, blocks) = (home.address().clone(), blocks.clone());
        let followed = runtime.spawn(async move {
            let mut projections = Projections::open(&address, DEADLINE).await.expect("it is done");
            let reader =
                Reader::open(&address, DEADLINE).await.expect("it is done").following(projections.watch());
            let read = tokio::spawn(async move {
                reader.wait_for(Sequence::new(100), DEADLINE.0).await.expect("it is done");
                reader.trial_balance().await.expect("it is done").len()
            });
            let all: Vec<&Telling> = blocks.iter().flat_map(|block| block.iter()).collect();
            projections.write(all).await.expect("it is done");
            (projections.watermark(), read.await.expect("it is done"))
        });
        let (watermark, rows) = runtime.block_on(followed).expect("it is done");
        assert!(rows > 0 && watermark == Sequence::new(count), "{rows} rows at {watermark}");
    }
}
