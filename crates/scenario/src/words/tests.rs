//! Lines and the words that they are cut into.

use expect_test::{Expect, expect};

use super::Line;

fn check(text: &str, expected: &Expect) {
    let shown = match Line::read(7, text) {
        Ok(line) => {
            let word = |w: &super::Word<'_>| {
                let quote = if w.quoted { "\"" } else { "" };
                format!("{}:{quote}{}{quote}", w.column, w.text)
            };
            line.words.iter().map(word).collect::<Vec<_>>().join(" · ")
        }
        Err(error) => format!("{}: {error}", error.code()),
    };
    expected.assert_eq(&shown);
}

#[test]
fn a_line_is_cut_at_its_spaces() {
    check("bid  O3  birch @ 1,860.00  # cheap", &expect!["1:bid · 6:O3 · 10:birch · 16:@ · 18:1,860.00"]);
    check("  deposit 15%", &expect!["3:deposit · 11:15 · 13:%"]);
    check("ask O1 @1.00", &expect!["1:ask · 5:O1 · 8:@ · 9:1.00"]);
    check("tranche 30 % CUSR@origin A#B", &expect!["1:tranche · 9:30 · 12:% · 14:CUSR@origin · 26:A#B"]);
    check("", &expect![""]);
    check("   # nothing but a comment", &expect![""]);
}

#[test]
fn quotation_marks_make_one_word() {
    check(
        r#"member birch "Birch & Söhne # 1" shipper"#,
        &expect![[r#"1:member · 8:birch · 14:"Birch & Söhne # 1" · 34:shipper"#]],
    );
    check(r#"member "" x"#, &expect![[r#"1:member · 8:"" · 11:x"#]]);
    check(
        r#"member birch "Birch"#,
        &expect![
            "SCENARIO_QUOTE_OPEN: line 7, column 14: found a quotation mark, but not the one that closes it on the same line"
        ],
    );
}

#[test]
fn control_characters_are_refused_where_they_stand() {
    check(
        "bid\tO3",
        &expect![[
            r"SCENARIO_CONTROL_CHARACTER: line 7, column 4: found the control character '\t', but expected spaces and printable characters"
        ]],
    );
    check(
        "\tbid",
        &expect![[
            r"SCENARIO_CONTROL_CHARACTER: line 7, column 1: found the control character '\t', but expected spaces and printable characters"
        ]],
    );
    check(
        "bid Ö\u{0}3",
        &expect![[
            r"SCENARIO_CONTROL_CHARACTER: line 7, column 6: found the control character '\0', but expected spaces and printable characters"
        ]],
    );
}
