//! The laws of the projections, over generated trading days.

mod days;

use std::collections::BTreeMap;

use days::{Home, Played, hashes, played, wait};
use engine::days::day;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use store::{Projections, Reader};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_was_told_stands_in_the_tables_whatever_the_batches(
        moves in day(120),
        sizes in proptest::collection::vec(1usize..40, 1..20),
    ) {
        let Played { tellings, .. } = played(&moves);
        let (one, some) = (Home::new(), Home::new());
        wait(async {
            let mut projections = one.open().await;
            for telling in &tellings {
                projections.write(std::slice::from_ref(telling)).await.unwrap();
            }
            let mut projections = some.open().await;
            let (mut rest, mut size) = (tellings.as_slice(), sizes.iter().cycle());
            while !rest.is_empty() {
                let (now, later) = rest.split_at((*size.next().unwrap()).min(rest.len()));
                projections.write(now).await.unwrap();
                rest = later;
            }
        });
        prop_assert_eq!(wait(hashes(&one.address)), wait(hashes(&some.address)));
    }

    #[test]
    fn a_restart_changes_nothing(moves in day(120), at in any::<prop::sample::Index>(), again in any::<prop::sample::Index>()) {
        let Played { tellings, .. } = played(&moves);
        let (whole, parts) = (Home::new(), Home::new());
        wait(async {
            whole.open().await.write(&tellings).await.unwrap();
            let stop = at.index(tellings.len());
            parts.open().await.write(&tellings[..stop]).await.unwrap();
            // What was written is told again, as after a lost answer.
            let mut projections = parts.open().await;
            projections.write(&tellings[again.index(stop + 1)..stop]).await.unwrap();
            for telling in &tellings[stop..] {
                projections.reconnect().await.unwrap();
                projections.write(std::slice::from_ref(telling)).await.unwrap();
            }
        });
        prop_assert_eq!(wait(hashes(&whole.address)), wait(hashes(&parts.address)));
    }
}
