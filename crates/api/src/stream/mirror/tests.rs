//! Laws: the mirror shows the books of the engine, and so does whoever follows its updates.

use std::collections::BTreeMap;

use engine::Driver;
use engine::days::{Memory, Move, day, play, stage_told};
use freight::InstrumentCode;
use matching::Side;
use money::Price;
use proptest::prelude::*;
use store::Listener;

use super::Mirror;
use crate::reading::Book;
use crate::stream::message::{StreamLevel, StreamSnapshot, StreamUpdate};

/// A book as a reader keeps it: a snapshot, and every update behind it.
#[derive(Default)]
struct Followed([BTreeMap<Price, (u64, u32)>; 2]);

impl Followed {
    fn begin(snapshot: &StreamSnapshot) -> Followed {
        let side = |levels: &[StreamLevel]| {
            levels.iter().map(|level| (level.price, (level.quantity, level.orders))).collect()
        };
        Followed([side(&snapshot.bids), side(&snapshot.asks)])
    }

    fn follow(&mut self, update: &StreamUpdate) {
        for change in &update.levels {
            let levels = &mut self.0[usize::from(change.side == Side::Ask)];
            match change.quantity {
                0 => levels.remove(&change.price),
                quantity => levels.insert(change.price, (quantity, change.orders)),
            };
        }
    }
}

/// The levels of a book of the engine.
fn of_engine(driver: &Driver, instrument: InstrumentCode) -> Followed {
    let book = Book::of(driver, instrument, usize::MAX).expect("it is listed");
    let side = |levels: &[crate::reading::Level]| {
        levels.iter().map(|level| (level.price, (level.quantity, level.orders))).collect()
    };
    Followed([side(&book.bids), side(&book.asks)])
}

fn must_agree(moves: &[Move]) {
    let mut listener = Listener::new();
    let mut stage = stage_told(&mut listener);
    let (mut mirror, mut memory) = (Mirror::of(&stage.driver), Memory::default());
    let _before = listener.take();
    let mut followed: BTreeMap<InstrumentCode, Followed> = BTreeMap::new();
    for a_move in moves {
        play(&mut stage, &mut memory, a_move, &mut listener);
        for telling in listener.take() {
            for update in mirror.hear(&telling) {
                assert_eq!(update.sequence, telling.sequence);
                if let Some(book) = followed.get_mut(&update.instrument) {
                    book.follow(&update);
                }
            }
        }
        assert_eq!(mirror.sequence(), stage.driver.sequence());
        let anew = Mirror::of(&stage.driver);
        for listed in stage.driver.engine().register().instruments() {
            let truth = of_engine(&stage.driver, listed.code);
            let snapshot = mirror.snapshot(listed.code).expect("it is listed");
            assert_eq!(Followed::begin(&snapshot).0, truth.0, "the mirror of {}", listed.code);
            assert_eq!(anew.snapshot(listed.code), Some(snapshot.clone()), "begun anew");
            let book = followed.entry(listed.code).or_insert_with(|| Followed::begin(&snapshot));
            assert_eq!(book.0, truth.0, "who follows {}", listed.code);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_mirror_shows_the_books_of_the_engine(moves in day(80)) {
        must_agree(&moves);
    }
}
