//! Codes: what is read, what is refused, and in which words.

use expect_test::{Expect, expect};

use crate::{CodeError, ParticipantCode, PlaceCode, Reference, ServiceCode};

fn check<T: core::fmt::Display>(parse: fn(&str) -> Result<T, CodeError>, texts: &[&str], expected: &Expect) {
    let mut told = String::new();
    for text in texts {
        told += &match parse(text) {
            Ok(code) => format!("{code}\n"),
            Err(error) => format!("{}: {error}\n", error.code()),
        };
    }
    expected.assert_eq(&told);
}

#[test]
fn members_are_named_in_small_letters() {
    check(
        ParticipantCode::parse,
        &[
            "birch",
            "b",
            "birch-2",
            "",
            "Birch",
            "2birch",
            "birch ",
            "bïrch",
            "birch\n",
            "abcdefghijklmnopqrstuvwxy",
        ],
        &expect![[r#"
            birch
            b
            birch-2
            TEXT_EMPTY: participant code "" has length 0, but at least 1 is needed
            CODE_MALFORMED: participant code "Birch" has 'B' at place 1, but must be a small letter, then small letters, digits and hyphens
            CODE_MALFORMED: participant code "2birch" has '2' at place 1, but must be a small letter, then small letters, digits and hyphens
            CODE_MALFORMED: participant code "birch " has ' ' at place 6, but must be a small letter, then small letters, digits and hyphens
            CODE_MALFORMED: participant code "bïrch" has 'ï' at place 2, but must be a small letter, then small letters, digits and hyphens
            TEXT_CONTROL_CHARACTER: participant code "birch\n" has a control character at place 6
            TEXT_TOO_LONG: participant code "abcdefghijklmnopqrstuvwxy" has length 25, but at most 24 is allowed
        "#]],
    );
}

#[test]
fn places_are_named_in_capitals() {
    check(
        PlaceCode::parse,
        &["CNCHQ", "CQGUOYUAN", "C", "CN CHQ", "cnchq", "1NCHQ", "CN\0", "CHONGQINGPORT"],
        &expect![[r#"
            CNCHQ
            CQGUOYUAN
            TEXT_TOO_SHORT: place code "C" has length 1, but at least 2 is needed
            CODE_MALFORMED: place code "CN CHQ" has ' ' at place 3, but must be a capital letter, then capital letters and digits
            CODE_MALFORMED: place code "cnchq" has 'c' at place 1, but must be a capital letter, then capital letters and digits
            CODE_MALFORMED: place code "1NCHQ" has '1' at place 1, but must be a capital letter, then capital letters and digits
            TEXT_CONTROL_CHARACTER: place code "CN\0" has a control character at place 3
            TEXT_TOO_LONG: place code "CHONGQINGPORT" has length 13, but at most 12 is allowed
        "#]],
    );
}

#[test]
fn services_are_named_by_lane_window_and_unit() {
    check(
        ServiceCode::parse,
        &["CNCHQ-CNSGH/2026W10/22G1", "0", "/X", "X_Y", "CNCHQ-CNSGH/2026W10..2026W11/22G1/AND/MORE"],
        &expect![[r#"
            CNCHQ-CNSGH/2026W10/22G1
            0
            CODE_MALFORMED: service code "/X" has '/' at place 1, but must be a capital letter or digit, then capital letters, digits, and any of . / + -
            CODE_MALFORMED: service code "X_Y" has '_' at place 2, but must be a capital letter or digit, then capital letters, digits, and any of . / + -
            TEXT_TOO_LONG: service code "CNCHQ-CNSGH/2026W10..2026W11/22G1/AND/MORE" has length 42, but at most 36 is allowed
        "#]],
    );
}

#[test]
fn references_are_printable_and_have_no_outer_spaces() {
    check(
        Reference::parse,
        &[
            "INV 2026/03 #7",
            " INV",
            "INV ",
            "Grüße",
            "tab\there",
            "delete\u{7f}",
            "\u{202e}cod",
            "123456789012345678901234567890123456",
        ],
        &expect![[r#"
            INV 2026/03 #7
            CODE_MALFORMED: reference " INV" has ' ' at place 1, but must be printable ASCII, neither beginning nor ending with a space
            CODE_MALFORMED: reference "INV " has ' ' at place 4, but must be printable ASCII, neither beginning nor ending with a space
            CODE_MALFORMED: reference "Grüße" has 'ü' at place 3, but must be printable ASCII, neither beginning nor ending with a space
            TEXT_CONTROL_CHARACTER: reference "tab\there" has a control character at place 4
            TEXT_CONTROL_CHARACTER: reference "delete\u{7f}" has a control character at place 7
            TEXT_CONTROL_CHARACTER: reference "\u{202e}cod" has a control character at place 1
            TEXT_TOO_LONG: reference "123456789012345678901234567890123456" has length 36, but at most 35 is allowed
        "#]],
    );
}

#[test]
fn codes_are_small_and_lie_in_place() {
    let sizes = [size_of::<ParticipantCode>(), size_of::<PlaceCode>(), size_of::<ServiceCode>()];
    assert_eq!(sizes, [24, 12, 36]);
}

#[test]
fn codes_sort_as_their_texts_do() {
    let mut codes = ["b", "ab", "a", "a-", "abc", "a0"].map(|text| ParticipantCode::parse(text).unwrap());
    codes.sort_unstable();
    expect!["[a, a-, a0, ab, abc, b]"].assert_eq(&format!("{codes:?}"));
}

#[test]
fn a_code_stands_in_json_as_a_string() {
    let place: PlaceCode = serde_json::from_str("\"CNCHQ\"").unwrap();
    assert_eq!(serde_json::to_string(&place).unwrap(), "\"CNCHQ\"");
    let told =
        ["7", "\"cn\"", "null"].map(|json| serde_json::from_str::<PlaceCode>(json).unwrap_err().to_string());
    expect![[r#"
        invalid type: integer `7`, expected a place code as a string at line 1 column 1
        CODE_MALFORMED: place code "cn" has 'c' at place 1, but must be a capital letter, then capital letters and digits at line 1 column 4
        invalid type: null, expected a place code as a string at line 1 column 4"#]].assert_eq(&told.join("\n"));
}
