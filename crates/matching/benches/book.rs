//! What an operation costs: to decide and to apply it, on the four shapes of the workload.
//!
//! Criterion reports the time of a whole stream and its operations a second; 40 million a second are 25 ns each.

mod workload;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use workload::{Counter, Prepared, Shape, Workload};

fn shapes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("book");
    group.sample_size(10);
    for shape in Shape::ALL {
        let workload = Workload::generate(shape, Shape::SEED, 1_000_000);
        let prepared = Prepared::new(&workload);
        let mut counter = Counter::default();
        prepared.run(&mut prepared.filled(&mut ()), &mut counter);
        assert_eq!((counter.trades, counter.volume), (workload.expected.trades, workload.expected.volume));
        group.throughput(Throughput::Elements(prepared.timed() as u64));
        group.bench_function(shape.name(), |bencher| {
            bencher.iter_batched_ref(
                || (prepared.filled(&mut ()), Counter::default()),
                |(books, counter)| prepared.run(books, counter),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, shapes);
criterion_main!(benches);
