//! Expected and found, side by side.

use expect_test::{Expect, expect};

use super::{Difference, Mismatch};

fn check(expected_lines: &[&str], found_lines: &[&str], expected: &Expect) {
    let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let asked = "bid O3 birch 8 CNSGH-NLRTM 2026W14 45G1 @ 1,860.00";
    let difference = Difference::between(13, asked, &own(expected_lines), &own(found_lines));
    let shown = difference.map(|difference| Mismatch { differences: vec![difference] }.to_string());
    expected.assert_eq(&shown.unwrap_or_else(|| "the same".to_owned()));
}

#[test]
fn the_first_character_that_differs_is_named() {
    check(
        &["  trade T1  O3 O2  5 @ 1,840.00", "  trade T2  O3 O1  4 @ 1,850.00"],
        &["  trade T1  O3 O2  5 @ 1,840.00", "  trade T2  O3 O1  3 @ 1,850.00", "  dropped O3  1"],
        &expect![[r#"
            line 15, column 20: below `bid O3 birch 8 CNSGH-NLRTM 2026W14 45G1 @ 1,860.00`

                expected                         found
                trade T1  O3 O2  5 @ 1,840.00 │  trade T1  O3 O2  5 @ 1,840.00
                trade T2  O3 O1  4 @ 1,850.00 ≠  trade T2  O3 O1  3 @ 1,850.00
                                              ≠  dropped O3  1
        "#]],
    );
}

#[test]
fn lines_too_many_or_too_few_are_named() {
    check(
        &["  dropped O3  1"],
        &[],
        &expect![[r#"
        line 14, column 3: below `bid O3 birch 8 CNSGH-NLRTM 2026W14 45G1 @ 1,860.00`

            expected         found
            dropped O3  1 ≠
    "#]],
    );
    check(
        &[],
        &["  dropped O3  1"],
        &expect![[r#"
        line 13, column 1: below `bid O3 birch 8 CNSGH-NLRTM 2026W14 45G1 @ 1,860.00`

            expected    found
                     ≠  dropped O3  1
    "#]],
    );
    check(&["  dropped O3  1"], &["  dropped O3  1"], &expect!["the same"]);
}
