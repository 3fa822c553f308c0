//! Cells below each other.

use expect_test::{Expect, expect};

fn check(rows: &[&[&str]], expected: &Expect) {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    expected.assert_eq(&super::lines(&rows).join("\n"));
}

#[test]
fn numbers_end_and_words_begin_below_each_other() {
    check(
        &[
            &["account", "posted", "held"],
            &["2010/birch/CNY", "19,670.00", "0.00"],
            &["2030/C1/birch/CNY", "-5.00", ""],
        ],
        &expect![[r#"
            account               posted  held
            2010/birch/CNY     19,670.00  0.00
            2030/C1/birch/CNY      -5.00"#]],
    );
    check(&[&["only"]], &expect!["only"]);
    check(&[], &expect![""]);
}
