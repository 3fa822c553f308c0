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

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use engine::{Command, Driver};
use market::Market;

mod market;

/// Commands a round.
const ROUND: u64 = 100_000;

fn play(driver: &mut Driver, now: jiff::Timestamp, commands: &[Command]) -> Duration {
    let start = Instant::now();
    for command in commands {
        let answer = driver.submit(now, None, command, &mut ());
        let _ = black_box(answer.expect("in order"));
    }
    start.elapsed()
}

/// Plays so many commands more, made on a copy so that only their playing is timed.
fn go_on(market: &mut Market, commands: u64, depth: usize) -> Duration {
    let script = market.make_ahead(commands, depth);
    play(&mut market.stage.driver, market.stage.now, &script)
}

fn orders(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("order path");
    group.sample_size(10).throughput(Throughput::Elements(ROUND));
    for (name, books) in [("one book", 1), ("a thousand books", 1_000)] {
        let mut market = Market::new(books);
        market.script(20_000, 10_000);
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|rounds| (0..rounds).map(|_| go_on(&mut market, ROUND, 10_000)).sum());
        });
    }
    group.finish();
}

criterion_group!(benches, orders);
criterion_main!(benches);
