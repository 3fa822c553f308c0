//! The overlay is a map, however much is in it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::Overlay;
use crate::AccountId;

fn id(count: u64) -> AccountId {
    AccountId::from_bits(count << 24).unwrap()
}

proptest! {
    #[test]
    fn it_answers_like_a_tree(steps in prop::collection::vec((1u64..30, any::<u8>(), any::<bool>()), 0..100)) {
        let (mut overlay, mut tree) = (Overlay::default(), BTreeMap::new());
        for (count, value, replace) in steps {
            if replace {
                overlay.put(id(count), value);
                tree.insert(count, value);
            } else {
                let kept = *overlay.get_or_copy(id(count), || value);
                prop_assert_eq!(kept, *tree.entry(count).or_insert(value));
            }
        }
        for count in 1..40 {
            prop_assert_eq!(overlay.get(id(count)), tree.get(&count));
        }
        overlay.clear();
        prop_assert!((1..40).all(|count| overlay.get(id(count)).is_none()));
    }
}
