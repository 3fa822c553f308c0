//! Nobody is answered before the disk, nothing is lost, and nothing happens twice.

mod hall;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use engine::{Advance, Answer, Command, Driver};
use freight::CommandKey;
use hall::{Absent, Gated, Moment, Spoilt, clock, day, opened, over, replayed, start, stop, written};
use sequencer::{Condition, NotDone, Settings, Status};
use store::Journal;
use store::stage::{Ground, grounds};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

fn key(number: usize) -> Option<CommandKey> {
    Some(format!("k{number}").parse().expect("a key"))
}

/// Time passes, and nothing else.
fn advance() -> Command {
    Command { actor: "exchange".parse().expect("a code"), action: Advance {}.into() }
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart() {
    for Ground { address, .. } in grounds("written_is_there") {
        let (sequencer, running, clock) = written(&address).await;
        let day = day(60);
        let mut answers = Vec::new();
        for (number, (at, command)) in day.iter().enumerate() {
            clock.set(*at);
            answers.push(sequencer.submit(key(number), command.clone()).await.expect("written"));
        }
        let (live, at) = sequencer.read(|driver| driver.engine().digest()).await.expect("read");
        stop(sequencer, running).await;
        assert_eq!(replayed(&address).await, (at.number(), live));

        let (sequencer, running, _) = written(&address).await;
        for (number, (_, command)) in day.iter().enumerate() {
            let again = sequencer.submit(key(number), command.clone()).await.expect("answered");
            assert_eq!(again, Answer { repeated: true, ..answers[number].clone() });
        }
        let refused = sequencer.submit(key(0), advance()).await.expect_err("another command");
        assert_eq!(refused.code(), "KEY_REUSED");
        stop(sequencer, running).await;
    }
}

#[tokio::test]
async fn nobody_is_answered_and_nobody_reads_while_a_commit_is_under_way() {
    for Ground { address, .. } in grounds("nobody_reads_ahead") {
        let (gate, open) = watch::channel(false);
        let blocks = Arc::new(AtomicUsize::new(0));
        let opened = over(opened(&address).await, |inner| Gated { inner, open, blocks: Arc::clone(&blocks) });
        let (sequencer, running, _) = start(opened, &clock(), Settings::default());
        let (before, _) = sequencer.read(Driver::sequence).await.expect("all of it is on disk");
        assert_eq!(before.number(), 0);

        let mut asked = JoinSet::new();
        let ask = |number| {
            let sequencer = sequencer.clone();
            async move { sequencer.submit(key(number), advance()).await }
        };
        asked.spawn(ask(0));
        while sequencer.peek(|driver| driver.sequence().number()) < 1 {
            tokio::task::yield_now().await;
        }
        // The first commits; nine more are decided meanwhile.
        (1..10).for_each(|number| drop(asked.spawn(ask(number))));
        while sequencer.peek(|driver| driver.sequence().number()) < 10 {
            tokio::task::yield_now().await;
        }
        let reading = sequencer.clone();
        let mut read = tokio::spawn(async move { reading.read(Driver::sequence).await });
        assert!(timeout(Duration::from_millis(50), asked.join_next()).await.is_err(), "nobody is answered");
        assert!(timeout(Duration::from_millis(50), &mut read).await.is_err(), "nobody reads");
        assert_eq!(sequencer.status().durable.number(), 0);

        gate.send_replace(true);
        while let Some(answered) = asked.join_next().await {
            answered.expect("asked").expect("answered");
        }
        let (seen, _) = read.await.expect("read").expect("on disk");
        assert_eq!((seen.number(), sequencer.status().durable.number()), (10, 10));
        assert_eq!(blocks.load(Ordering::Relaxed), 2, "the nine were decided while the first was committed");
        stop(sequencer, running).await;
    }
}

#[tokio::test]
async fn a_lost_answer_of_the_journal_loses_nothing_and_doubles_nothing() {
    let day = day(12);
    for moment in [Moment::Before, Moment::After] {
        for nth in 1.. {
            let mut spoilt = false;
            for Ground { address, .. } in grounds("lost_answer") {
                let calls = Arc::new(AtomicUsize::new(0));
                let opened = over(opened(&address).await, |inner| Spoilt {
                    inner,
                    calls: Arc::clone(&calls),
                    nth,
                    moment,
                });
                let clock = clock();
                let (sequencer, running, _) = start(opened, &clock, Settings::default());
                let mut expected = engine::Driver::new(engine::Engine::new());
                for (number, (at, command)) in day.iter().enumerate() {
                    clock.set(*at);
                    let answer = loop {
                        match sequencer.submit(key(number), command.clone()).await {
                            Ok(answer) => break answer,
                            Err(NotDone::Unknown | NotDone::Interrupted(_)) => {}
                            Err(other) => panic!("call {nth} {moment:?}: {other}"),
                        }
                    };
                    let alone = expected.submit(*at, key(number), command, &mut ()).expect("in order");
                    assert_eq!(Answer { repeated: false, ..answer }, alone, "call {nth} {moment:?}");
                }
                stop(sequencer, running).await;
                let wanted = (expected.sequence().number(), expected.engine().digest());
                assert_eq!(replayed(&address).await, wanted, "call {nth} {moment:?}");
                spoilt |= calls.load(Ordering::Relaxed) >= nth;
            }
            if !spoilt {
                assert!(nth > 12, "every call of a short run was spoilt once, and there were only {nth}");
                break;
            }
        }
    }
}

#[tokio::test]
async fn fifty_that_ask_the_same_at_once_get_one_answer() {
    for Ground { address, .. } in grounds("fifty_at_once") {
        let (sequencer, running, _) = written(&address).await;
        let mut asked = JoinSet::new();
        for _ in 0..50 {
            let sequencer = sequencer.clone();
            asked.spawn(async move { sequencer.submit(key(7), advance()).await });
        }
        let mut first = 0;
        while let Some(answered) = asked.join_next().await {
            let answer = answered.expect("asked").expect("answered");
            assert_eq!(answer.sequence.number(), 1);
            first += usize::from(!answer.repeated);
        }
        assert_eq!(first, 1, "it happened once");
        stop(sequencer, running).await;
        assert_eq!(replayed(&address).await.0, 1);
    }
}

#[tokio::test]
async fn a_full_queue_says_so_at_once() {
    for Ground { address, .. } in grounds("full_queue") {
        let (gate, open) = watch::channel(false);
        let blocks = Arc::new(AtomicUsize::new(0));
        let opened = over(opened(&address).await, |inner| Gated { inner, open, blocks });
        let settings = Settings { queue: 4, block: 2, ..Settings::default() };
        let (sequencer, running, _) = start(opened, &clock(), settings);
        let mut asked = JoinSet::new();
        let mut busy = 0;
        for number in 0..20 {
            let sequencer = sequencer.clone();
            asked.spawn(async move { sequencer.submit(key(number), advance()).await });
        }
        // As many as two blocks and the queue hold are kept waiting; all others are told, while nothing commits.
        while busy < 20 - 2 - 2 - 4 {
            match asked.join_next().await.expect("more are told").expect("asked") {
                Err(NotDone::Busy { waiting: 4 }) => busy += 1,
                other => panic!("nothing commits, and yet: {other:?}"),
            }
        }
        gate.send_replace(true);
        while let Some(answered) = asked.join_next().await {
            match answered.expect("asked") {
                Ok(_) | Err(NotDone::Busy { waiting: 4 }) => {}
                Err(other) => panic!("{other}"),
            }
        }
        stop(sequencer, running).await;
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_set_back_the_journal() {
    for Ground { address, .. } in grounds("clock_set_back") {
        let (sequencer, running, clock) = written(&address).await;
        let first = sequencer.submit(None, advance()).await.expect("written");
        clock.set("2020-01-01T00:00:00Z".parse().expect("a time"));
        let second = sequencer.submit(None, advance()).await.expect("written");
        assert_eq!(second.at, first.at);
        stop(sequencer, running).await;
    }
}

#[tokio::test]
async fn what_is_due_is_done_though_nobody_comes() {
    for Ground { address, .. } in grounds("due_by_itself") {
        let (sequencer, running, clock) = written(&address).await;
        for (at, command) in day(0) {
            clock.set(at);
            sequencer.submit(None, command).await.expect("written");
        }
        let due = sequencer.peek(Driver::next_due).expect("a book closes at its cut-off");
        stop(sequencer, running).await;

        // From here on a clock that runs by itself, and is far ahead.
        let opened = opened(&address).await;
        assert!(due < jiff::Timestamp::now(), "the day has passed");
        let (sequencer, running, _) =
            sequencer::start(opened, sequencer::SystemClock, Settings::default(), 0);
        let mut status = sequencer.watch();
        let before = status.borrow().durable;
        status.wait_for(|status| status.durable > before).await.expect("the writer works");
        while sequencer.peek(Driver::next_due).is_some_and(|due| due < jiff::Timestamp::now()) {
            tokio::task::yield_now().await;
        }
        stop(sequencer, running).await;
    }
}

#[tokio::test]
async fn a_journal_that_refuses_ends_the_writer() {
    for Ground { address, .. } in grounds("refusing_journal") {
        let mut opened = opened(&address).await;
        // Somebody takes the lead without asking: an operator with a database tool.
        opened.journal.lead().await.expect("a lead");
        let (sequencer, running, _) = start(opened, &clock(), Settings::default());
        let unknown = sequencer.submit(key(1), advance()).await.expect_err("it cannot be written");
        assert_eq!(unknown, NotDone::Unknown);
        let over = |status: &Status| matches!(status.condition, Condition::Ended(Some(_)));
        sequencer.watch().wait_for(over).await.expect("whoever watches hears of it");
        let ended = running.ended().await.expect_err("the writer cannot go on");
        assert!(ended.to_string().contains("epoch"), "{ended}");
        assert!(matches!(sequencer.status().condition, Condition::Ended(Some(_))));
        let stopped = sequencer.submit(key(2), advance()).await.expect_err("nobody is there");
        assert_eq!(stopped.code(), "STOPPING");
        assert_eq!(replayed(&address).await.0, 0);
    }
}

#[tokio::test]
async fn a_follower_that_lags_too_far_stops_the_writer_and_everybody_is_told() {
    for Ground { address, .. } in grounds("follower_lags") {
        let settings = Settings { block: 1, lag: 3, ..Settings::default() };
        let (sequencer, running, mut followed) =
            sequencer::start(opened(&address).await, clock(), settings, 1);
        let mut followed = followed.pop().expect("one follower");
        for number in 0..4 {
            sequencer.submit(key(number), advance()).await.expect("the follower may lag by so much");
        }
        // The fourth record is one too many: nothing more is decided.
        let told = sequencer.submit(key(4), advance()).await.expect_err("the follower is behind");
        assert_eq!(told, NotDone::Lagging { behind: 4 });
        assert_eq!(sequencer.status().condition, Condition::Lagging { behind: 4 });
        let again = sequencer.submit(key(3), advance()).await.expect("what was asked before is answered");
        assert!(again.repeated && again.sequence.number() == 4);
        assert_eq!(sequencer.read(Driver::sequence).await.expect("reads go on").0.number(), 4);

        let mut status = sequencer.watch();
        let first = followed.next(1).await;
        followed.done(first[0].last);
        status.wait_for(|status| status.condition == Condition::Working).await.expect("it works again");
        sequencer.submit(key(4), advance()).await.expect("it is near enough");

        // One that has ended keeps nobody waiting.
        let told = sequencer.submit(key(5), advance()).await.expect_err("it is behind again");
        assert_eq!(told.code(), "PROJECTIONS_BEHIND");
        drop(followed);
        status.wait_for(|status| status.condition == Condition::Working).await.expect("it works again");
        sequencer.submit(key(5), advance()).await.expect("nobody follows any more");
        stop(sequencer, running).await;
        assert_eq!(replayed(&address).await.0, 6);
    }
}

/// A follower may catch up at any moment, also between two looks of the writer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_that_lags_again_and_again_never_stops_the_writer_for_good() {
    for Ground { address, .. } in grounds("lags_again") {
        let settings = Settings { block: 1, lag: 0, lenience: Duration::ZERO, ..Settings::default() };
        let (sequencer, running, mut followed) =
            sequencer::start(opened(&address).await, clock(), settings, 1);
        let mut followed = followed.pop().expect("one follower");
        let follower = tokio::spawn(async move {
            loop {
                let taken = followed.next(1).await;
                let Some(last) = taken.last().map(|committed| committed.last) else { break };
                tokio::task::yield_now().await;
                followed.done(last);
            }
        });
        let mut asked = JoinSet::new();
        for caller in 0..4 {
            let sequencer = sequencer.clone();
            asked.spawn(async move {
                for number in 0..100 {
                    while let Err(told) = sequencer.submit(key(caller * 100 + number), advance()).await {
                        assert_eq!(told.code(), "PROJECTIONS_BEHIND");
                        tokio::task::yield_now().await;
                    }
                }
            });
        }
        let all = timeout(Duration::from_secs(60), async {
            while let Some(ended) = asked.join_next().await {
                ended.expect("all were accepted");
            }
        });
        all.await.expect("nobody is turned away for ever");
        stop(sequencer, running).await;
        follower.await.expect("it ends with the writer");
        assert_eq!(replayed(&address).await.0, 400);
    }
}

#[tokio::test]
async fn a_follower_that_lags_does_not_keep_the_writer_from_stopping() {
    for Ground { address, .. } in grounds("lagging_stop") {
        let settings = Settings { block: 1, lag: 0, ..Settings::default() };
        let (sequencer, running, followed) = sequencer::start(opened(&address).await, clock(), settings, 1);
        sequencer.submit(key(0), advance()).await.expect("written");
        let waiting = sequencer.clone();
        let asked = tokio::spawn(async move { waiting.submit(key(1), advance()).await });
        while !asked.is_finished() && sequencer.status().condition == Condition::Working {
            tokio::task::yield_now().await;
        }
        stop(sequencer, running).await;
        let _answered_or_told = asked.await.expect("nobody is left without a word");
        drop(followed);
    }
}

#[tokio::test]
async fn a_writer_whose_journal_does_not_answer_can_be_stopped() {
    for Ground { address, .. } in grounds("stopped_in_outage") {
        let opened = over(opened(&address).await, Absent);
        let (sequencer, running, _) = start(opened, &clock(), Settings::default());
        let unknown = sequencer.submit(key(0), advance()).await.expect_err("the journal is away");
        assert_eq!(unknown, NotDone::Unknown);
        let again = sequencer.submit(key(0), advance()).await.expect_err("the journal is away");
        assert_eq!(again, NotDone::Unknown, "the first attempt may still take effect");
        let other = sequencer.submit(key(1), advance()).await.expect_err("the journal is away");
        assert_eq!(other.code(), "JOURNAL_INTERRUPTED");
        sequencer.stop();
        let ended = timeout(Duration::from_secs(10), running.ended()).await.expect("it ends");
        let said = ended.expect_err("what became of the record is not known").to_string();
        assert!(said.contains("not known whether records 1 to 1"), "{said}");
        assert_eq!(replayed(&address).await.0, 0);
    }
}
