//! What a command costs as history grows: prints nanoseconds a command after 10⁴, 10⁵ and 10⁶ commands.
//!
//! All commands are made first, on an exchange of their own; then they are played on a fresh one, and windows
//! of ten thousand are timed. Carriages are struck and none is closed, so that everything grows.

#![allow(
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a measurement reads the clock and prints"
)]

use std::time::Instant;

use market::Market;

#[path = "../benches/market/mod.rs"]
mod market;

const WINDOW: usize = 10_000;

fn main() {
    for books in [1, 1_000] {
        let mut fresh = Market::new(books);
        let commands = fresh.make_ahead(1_030_000, 10_000);
        let mut window = Instant::now();
        for (count, command) in commands.iter().enumerate() {
            if count % WINDOW == 0 {
                window = Instant::now();
            }
            let answer = fresh.stage.driver.submit(fresh.stage.now, None, command, &mut ());
            assert!(answer.is_ok(), "commands come in order");
            let done = count + 1;
            let told =
                [20_000, 30_000, 100_000, 110_000, 120_000, 1_000_000, 1_010_000, 1_020_000, 1_030_000];
            if told.contains(&done) {
                let each = window.elapsed().as_nanos() / WINDOW as u128;
                println!("{books} books: {each} ns a command from {} to {done}", done - WINDOW);
            }
        }
    }
}
