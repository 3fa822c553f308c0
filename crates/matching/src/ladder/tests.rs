//! A ladder answers as a sorted map does.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::Ladder;
use crate::queue::Queue;
use crate::rank::Rank;

/// Occupies a rank, or vacates it if it is occupied.
fn toggle(ladder: &mut Ladder, model: &mut BTreeMap<Rank, Queue>, rank: Rank) {
    let level = Queue { head: rank.0, tail: rank.0 };
    assert_eq!(ladder.is_occupied(rank), model.contains_key(&rank), "{rank:?}");
    if model.remove(&rank).is_some() {
        ladder.vacate(rank);
    } else {
        ladder.occupy(rank, level);
        model.insert(rank, level);
    }
}

fn check(ladder: &Ladder, model: &BTreeMap<Rank, Queue>) {
    let mut rank = ladder.best();
    for (&expected, &level) in model {
        assert_eq!(rank, expected);
        assert_eq!(ladder.level(rank), level);
        rank = ladder.after(rank);
    }
    assert_eq!(rank, Rank::NONE);
}

fn check_all(ranks: impl IntoIterator<Item = u32>) -> Ladder {
    let (mut ladder, mut model) = (Ladder::new(), BTreeMap::new());
    for rank in ranks {
        toggle(&mut ladder, &mut model, Rank(rank));
        check(&ladder, &model);
    }
    ladder
}

#[test]
fn the_window_slides_without_growing() {
    // One order walks over the prices: what it leaves behind is gone.
    let ladder = check_all([0].into_iter().chain((0..2_000).flat_map(|step| [step + 1, step])));
    assert_eq!(ladder.levels.len(), Ladder::FIRST);
}

#[test]
fn the_window_grows_as_far_as_it_is_not_too_sparse() {
    let ladder = check_all((0..500).map(|step| 1_000_000 + step * 7));
    assert_eq!(ladder.levels.len(), 4_096);
    let ladder = check_all((0..500).map(|step| step * 1_000_000));
    assert_eq!(ladder.levels.len(), Ladder::FIRST);
}

#[test]
fn both_ends_of_all_prices_are_reached() {
    check_all([0, u32::MAX - 1, 1, u32::MAX - 2, 1, 0, u32::MAX - 1, 7, u32::MAX - 2]);
}

#[test]
fn a_stray_order_does_not_keep_the_window() {
    let ladder = check_all([5].into_iter().chain((0..100).map(|step| 3_000_000_000 + step)));
    assert!(ladder.near(Rank(3_000_000_050)).is_some());
    assert!(ladder.near(Rank(5)).is_none());
}

proptest! {
    #[test]
    fn a_ladder_is_a_sorted_map(
        centres in prop::collection::vec(0..u32::MAX - 1, 1..4),
        moves in prop::collection::vec((any::<prop::sample::Index>(), 0u32..400, 0u32..3), 1..300),
    ) {
        let ranks = moves.into_iter().map(|(centre, offset, zoom)| {
            let offset = offset * [1, 40, 5_000][zoom as usize];
            centre.get(&centres).saturating_add(offset).min(u32::MAX - 1)
        });
        check_all(ranks);
    }
}
