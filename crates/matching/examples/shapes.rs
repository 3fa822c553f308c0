//! How many operations a second the book does, on each shape of the workload: the median of five runs.
//!
//! ```text
//! cargo run --release -p matching --example shapes
//! ```
#![allow(clippy::disallowed_types, clippy::disallowed_macros, reason = "it measures time and prints it")]

#[path = "../benches/workload/mod.rs"]
mod workload;

use std::time::Instant;

use workload::{Counter, Prepared, Shape, Workload};

fn main() {
    println!("shape | median Mops/s | ns an operation: best, median | trades");
    for shape in Shape::ALL {
        let workload = Workload::generate(shape, Shape::SEED, 1_000_000);
        let prepared = Prepared::new(&workload);
        let operations = prepared.timed() as u128;
        let mut counter = Counter::default();
        let mut picoseconds: Vec<u128> = (0..5)
            .map(|_| {
                let mut books = prepared.filled(&mut ());
                counter = Counter::default();
                let start = Instant::now();
                prepared.run(&mut books, &mut counter);
                start.elapsed().as_nanos() * 1_000 / operations
            })
            .collect();
        assert_eq!((counter.trades, counter.volume), (workload.expected.trades, workload.expected.volume));
        picoseconds.sort_unstable();
        let (best, median) = (picoseconds[0], picoseconds[2]);
        let per_second = 10_000_000 / median;
        println!(
            "{:5} | {:>10}.{} | {:>3}.{}, {:>3}.{} | {} of {} lots",
            shape.name(),
            per_second / 10,
            per_second % 10,
            best / 1_000,
            best % 1_000 / 100,
            median / 1_000,
            median % 1_000 / 100,
            counter.trades,
            counter.volume,
        );
    }
}
