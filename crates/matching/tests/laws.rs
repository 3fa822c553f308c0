//! What holds for every book, whatever is asked of it.

#[cfg(test)]
mod market;

use market::{Market, Mood};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// On every command the fast book and the plain one agree: on each refusal, trade, remainder and queue.
    #[test]
    fn the_fast_book_equals_the_naive_book(seed in any::<u64>(), mood in prop::sample::select(&Mood::ALL[..])) {
        let mut market = Market::new(seed, mood, 40);
        for _ in 0..300 {
            market.step();
        }
        market.check();
    }
}

/// The same law over long runs from known seeds.
#[test]
fn the_fast_book_equals_the_naive_book_for_long() {
    for (seed, mood) in (23..).zip(Mood::ALL) {
        let mut market = Market::new(seed, mood, 300);
        for step in 0..20_000 {
            market.step();
            if step % 500 == 0 {
                market.check();
            }
        }
        market.check();
    }
}
