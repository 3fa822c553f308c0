//! How fast a journal is read, and how fast it is applied again.
//!
//! ```text
//! cargo run --release -p sequencer --example replaying URL [TIMES]
//! ```
//!
//! `URL` is a journal that is there, such as the one that `laycan bench durable --database URL` leaves. Each line
//! is one pass: its records are only fetched, checked and decoded, or applied as well.

use std::ops::ControlFlow;
use std::time::Instant;

use store::{Address, Deadline};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let address: Address = arguments.next().expect("the URL of a journal").parse().expect("a URL");
    let times: u32 = arguments.next().map_or(5, |times| times.parse().expect("a number of passes"));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        for _ in 0..times {
            let start = Instant::now();
            let mut count = 0_u128;
            let counted = sequencer::records(&address, Deadline::default(), |_, _| {
                count += 1;
                ControlFlow::Continue(())
            });
            counted.await.expect("a sound journal");
            tell("decoded", count, start);
            let start = Instant::now();
            let replay = sequencer::replay(&address, Deadline::default(), &mut (), |_, _| {}).await;
            let replay = replay.expect("a sound journal");
            tell("replayed", replay.driver.sequence().number().into(), start);
        }
    });
}

fn tell(what: &str, records: u128, start: Instant) {
    println!("{what:8} {:8} records/s", records * 1_000_000 / start.elapsed().as_micros().max(1));
}
