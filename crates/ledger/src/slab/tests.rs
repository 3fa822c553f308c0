//! Which places are given, and in which order.

use expect_test::{Expect, expect};

use super::{Claims, Place, Slab};

/// `+` puts something in, `-2` takes out what was put in second; answers the places that were given.
fn check(script: &str, expected: &Expect) {
    let mut slab = Slab::new();
    let mut claims = Claims::default();
    let written = Slab::<u8>::new();
    let (mut places, mut claimed) = (Vec::new(), Vec::new());
    for word in script.split_whitespace() {
        match word.strip_prefix('-') {
            None => {
                places.push(slab.insert(places.len()));
                claimed.push(claims.claim(&written));
            }
            Some(nth) => {
                let nth = nth.parse::<usize>().unwrap().saturating_sub(1);
                assert_eq!(slab.remove(places[nth]), nth);
                claims.release(claimed[nth]);
            }
        }
    }
    assert_eq!(places, claimed, "claims answer what the slab gives");
    assert_eq!(slab.iter().count(), slab.len());
    expected.assert_eq(&format!("{places:?} free {:?}", slab.free()));
}

#[test]
fn the_slot_that_became_free_last_is_taken_first() {
    check("+ + +", &expect!["[1@0, 2@1, 3@2] free []"]);
    check("+ + + -1 -3 + + +", &expect!["[1@0, 2@1, 3@2, 4@2, 5@0, 6@3] free []"]);
    check("+ -1 + -2 +", &expect!["[1@0, 2@0, 3@0] free []"]);
    check("+ + + -2 -1", &expect!["[1@0, 2@1, 3@2] free [1, 0]"]);
}

#[test]
fn claims_go_on_from_what_is_written() {
    let mut slab = Slab::new();
    let places: Vec<Place> = (0..4).map(|at| slab.insert(at)).collect();
    slab.remove(places[1]);
    slab.remove(places[3]);
    let mut claims = Claims::default();
    let room = claims.room(&slab);
    let first = [claims.claim(&slab), claims.claim(&slab)];
    claims.release(places[0]);
    claims.release(first[0]);
    let then = [claims.claim(&slab), claims.claim(&slab), claims.claim(&slab)];
    assert_eq!(claims.room(&slab), room - 3);
    let given = [slab.insert(0), slab.insert(0)];
    slab.remove(places[0]);
    slab.remove(given[0]);
    assert_eq!((first, then), (given, [slab.insert(0), slab.insert(0), slab.insert(0)]));
}

#[test]
fn a_past_name_finds_nothing() {
    let mut slab = Slab::new();
    let past = slab.insert("past");
    slab.remove(past);
    let now = slab.insert("now");
    assert_eq!((slab.get(past), slab.get(now)), (None, Some(&"now")));
    assert_eq!(slab.get_mut(past), None);
}

#[test]
#[should_panic(expected = "nothing stands at 1@0")]
fn nothing_is_taken_out_twice() {
    let mut slab = Slab::new();
    let place = slab.insert(());
    slab.remove(place);
    slab.remove(place);
}

#[test]
fn a_number_without_a_count_is_no_id() {
    assert_eq!(
        Place::try_from((1 << 24) - 1).unwrap_err().to_string(),
        "ID_WITHOUT_COUNT: 16777215 is no id, since its count is zero"
    );
    assert_eq!(u64::from(Place::try_from(1 << 24).unwrap()), 1 << 24);
    assert_eq!(u64::from(Place::try_from(u64::MAX).unwrap()), u64::MAX);
}
