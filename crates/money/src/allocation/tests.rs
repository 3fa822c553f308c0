//! Shares: the largest remainder gets what rounding leaves.

use expect_test::{Expect, expect};

use crate::{Minor, allocate};

fn check(total: u64, weights: &[u64], expected: &Expect) {
    let shares = allocate(Minor::new(total).unwrap(), weights);
    let told = shares.map(|shares| shares.into_iter().map(Minor::units).collect::<Vec<_>>());
    expected.assert_eq(&format!("{told:?}"));
}

#[test]
fn the_largest_remainder_goes_first() {
    check(100, &[1, 2, 4], &expect!["Some([14, 29, 57])"]);
    check(7, &[3, 3, 3, 1], &expect!["Some([2, 2, 2, 1])"]);
}

#[test]
fn ties_go_to_the_lower_index() {
    check(100, &[1, 1, 1], &expect!["Some([34, 33, 33])"]);
    check(2, &[1, 1, 1, 1], &expect!["Some([1, 1, 0, 0])"]);
}

#[test]
fn who_weighs_nothing_gets_nothing() {
    check(5, &[0, 1, 0, 1], &expect!["Some([0, 3, 0, 2])"]);
    check(0, &[1, 2], &expect!["Some([0, 0])"]);
}

#[test]
fn nothing_to_split_by_is_no_split() {
    check(5, &[], &expect!["None"]);
    check(0, &[], &expect!["None"]);
    check(5, &[0, 0], &expect!["None"]);
}

#[test]
fn the_greatest_amount_is_split_by_the_greatest_weights() {
    check(
        Minor::MAX.units(),
        &[u64::MAX, u64::MAX, 1],
        &expect!["Some([500000000000000000, 499999999999999999, 0])"],
    );
}

#[test]
fn a_part_is_rounded_once_and_the_greatest_product_is_exact() {
    let whole = Minor::MAX;
    let most = 1u128 << 92;
    assert_eq!(whole.part(most, most), whole);
    assert_eq!(whole.part(0, most), Minor::ZERO);
    assert_eq!(whole.part(most / 2, most).units(), 500_000_000_000_000_000);
    let parts =
        |units: u64, numerator, denominator| Minor::new(units).unwrap().part(numerator, denominator).units();
    assert_eq!([parts(5, 1, 2), parts(1, 1, 3), parts(2, 1, 3), parts(3, 1, 2)], [3, 0, 1, 2]);
}
