//! The whole order path: holds, trades, deposits, fees, slots, carriages.
//!
//! A tenth of the orders cross the spread; the others rest or are cancelled, so that the books stay as deep
//! as they are. What is timed is `Driver::submit`, with nobody listening. Carriages are struck and kept: this
//! is a market before its first cut-off.

#![allow(
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a measurement reads the clock and prints"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use engine::{Command, Driver};
use market::Market;

mod market;

/// Commands a round.
const ROUND: u64 = 20_000;
/// How many rounds are made; Criterion asks for some twenty.
const MOST_ROUNDS: u64 = 60;

fn play(driver: &mut Driver, now: jiff::Timestamp, commands: &[Command]) -> Duration {
    let start = Instant::now();
    for command in commands {
        let answer = driver.submit(now, None, command, &mut ());
        let _ = black_box(answer.expect("in order"));
    }
    start.elapsed()
}

fn orders(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("order path");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(ROUND));
    group.warm_up_time(Duration::from_millis(10)).measurement_time(Duration::from_millis(100));
    for (name, books) in [("one book", 1), ("a thousand books", 1_000)] {
        let mut market = Market::new(books);
        market.script(20_000, 10_000);
        // Made in one go, since making commands takes a copy of the exchange, which would leave caches cold.
        let script = market.make_ahead(MOST_ROUNDS * ROUND, 10_000);
        let (mut driver, now) = (market.stage.driver, market.stage.now);
        let mut rounds = script.chunks(usize::try_from(ROUND).expect("a round fits"));
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|count| {
                let rounds = rounds.by_ref().take(usize::try_from(count).expect("few rounds"));
                let spent: Vec<Duration> = rounds.map(|round| play(&mut driver, now, round)).collect();
                assert_eq!(spent.len() as u64, count, "more rounds were asked than were made");
                spent.iter().sum()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, orders);
criterion_main!(benches);
