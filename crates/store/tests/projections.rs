//! The laws of the projections, over generated trading days.

mod days;

use days::{Home, Played, played, wait};
use engine::days::day;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use proptest::sample::Index;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_rows_are_the_same_in_whatever_batches_they_come(
        moves in day(120),
        sizes in proptest::collection::vec(1usize..40, 1..20),
    ) {
        let Played { tellings, .. } = played(&moves);
        let (one, some) = (Home::sqlite(), Home::sqlite());
        let (first, second) = wait(async {
            let mut projections = one.open().await;
            for telling in &tellings {
                projections.write([telling]).await.unwrap();
            }
            let mut projections = some.open().await;
            let (mut rest, mut sizes) = (tellings.as_slice(), sizes.iter().cycle());
            while !rest.is_empty() {
                let (now, later) = rest.split_at((*sizes.next().unwrap()).min(rest.len()));
                projections.write(now).await.unwrap();
                rest = later;
            }
            (one.digests().await, some.digests().await)
        });
        prop_assert_eq!(first, second);
    }

    #[test]
    fn a_restart_changes_nothing(moves in day(120), stop in any::<Index>(), again in any::<Index>()) {
        let Played { tellings, .. } = played(&moves);
        let (whole, parts) = (Home::sqlite(), Home::sqlite());
        let (first, second) = wait(async {
            whole.open().await.write(&tellings).await.unwrap();
            let stop = stop.index(tellings.len());
            parts.open().await.write(&tellings[..stop]).await.unwrap();
            // What was written is told again, as after a lost answer.
            let mut projections = parts.open().await;
            projections.write(&tellings[again.index(stop + 1)..stop]).await.unwrap();
            for telling in &tellings[stop..] {
                projections.reconnect().await.unwrap();
                projections.write([telling]).await.unwrap();
            }
            (whole.digests().await, parts.digests().await)
        });
        prop_assert_eq!(first, second);
    }
}
