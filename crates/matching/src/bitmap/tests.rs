//! A bitmap answers as a sorted set does.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Narrow, Wide};

#[test]
fn the_next_and_the_previous_are_found_across_words_and_groups() {
    let places = [0, 63, 64, 200, 255];
    let mut narrow = Narrow::EMPTY;
    for place in places {
        narrow.set(place);
    }
    assert_eq!(places.map(|place| narrow.next(place)), places.map(Some));
    assert_eq!([narrow.next(1), narrow.next(65), narrow.next(201)], [Some(63), Some(200), Some(255)]);
    assert_eq!(
        [narrow.previous(62), narrow.previous(199), narrow.previous(254)],
        [Some(0), Some(64), Some(200)]
    );
    narrow.clear(255);
    assert_eq!(narrow.next(201), None);
    assert_eq!(narrow.count(), 4);

    let places = [0, 63, 4_095, 4_096, 200_000, Wide::MOST - 1];
    let mut wide = Wide::new(Wide::MOST);
    for place in places {
        wide.set(place);
    }
    assert_eq!(places.map(|place| wide.next(place)), places.map(Some));
    assert_eq!([wide.next(1), wide.next(64), wide.next(4_097)], [Some(63), Some(4_095), Some(200_000)]);
    assert_eq!(wide.next(200_001), Some(Wide::MOST - 1));
    assert_eq!(
        [wide.previous(62), wide.previous(4_094), wide.previous(199_999)],
        [Some(0), Some(63), Some(4_096)]
    );
    wide.clear(Wide::MOST - 1);
    assert_eq!([wide.next(200_001), wide.previous(Wide::MOST - 1)], [None, Some(200_000)]);
    assert_eq!(wide.count(), 5);
}

/// Places that share words and groups, and some that do not.
fn place() -> impl Strategy<Value = usize> {
    prop_oneof![0..130usize, 4_000..4_200usize, 8_100..8_200usize, 0..Wide::MOST]
}

proptest! {
    #[test]
    fn a_wide_bitmap_is_a_sorted_set(
        turned in prop::collection::vec(place(), 1..200),
        asked in prop::collection::vec(place(), 20),
    ) {
        let (mut wide, mut model) = (Wide::new(Wide::MOST), BTreeSet::new());
        for place in turned {
            if model.remove(&place) {
                wide.clear(place);
            } else {
                wide.set(place);
                model.insert(place);
            }
            for &from in &asked {
                prop_assert_eq!(wide.has(from), model.contains(&from));
                prop_assert_eq!(wide.next(from), model.range(from..).next().copied());
                prop_assert_eq!(wide.previous(from), model.range(..=from).next_back().copied());
            }
            prop_assert_eq!(wide.count(), model.len());
        }
    }
}
