//! The streams that measure the book end as the generator's own book says.

#[cfg(test)]
#[path = "../benches/workload/mod.rs"]
mod workload;

use workload::{Expected, Hasher, Prepared, Shape, Workload};

#[test]
fn the_book_makes_the_trades_of_the_generator() {
    for shape in Shape::ALL {
        let workload = Workload::generate(shape, Shape::SEED, 20_000);
        let prepared = Prepared::new(&workload);
        let mut hasher = Hasher::default();
        let mut books = prepared.filled(&mut hasher);
        prepared.run(&mut books, &mut hasher);
        let resting = books.open_count();
        let resting_lots = books.open_orders().map(|order| u64::from(order.lots.get())).sum();
        assert_eq!(
            Expected { resting, resting_lots, ..hasher.0 },
            workload.expected,
            "shape {}",
            shape.name()
        );
    }
}

/// The stream is the same on every machine, and today as when the published figures were taken.
#[test]
fn a_stream_is_always_the_same() {
    let hashes = Shape::ALL.map(|shape| Workload::generate(shape, Shape::SEED, 20_000).expected.hash);
    assert_eq!(
        hashes.map(|hash| format!("{hash:016x}")),
        ["0000000000000000", "e8d7b2d4f671a0ff", "c22f5815799995cc", "f95dba61214d24fe"]
    );
}
