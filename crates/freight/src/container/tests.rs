//! Container numbers: read with any check digit, flagged when it is wrong.

use expect_test::{Expect, expect};

use crate::ContainerNumber;

fn check(texts: &[&str], expected: &Expect) {
    let told = texts.iter().map(|text| match ContainerNumber::parse(text) {
        Ok(number) if number.check_digit_is_right() => format!("{number} is right"),
        Ok(number) => format!("{number} should end with {}", number.check_digit()),
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn published_numbers_are_right() {
    check(
        &["TEXU3070079", "MSKU6011672", "CSQU3054383"],
        &expect![[r#"
        TEXU3070079 is right
        MSKU6011672 is right
        CSQU3054383 is right"#]],
    );
}

#[test]
fn a_wrong_check_digit_is_flagged_and_not_refused() {
    check(
        &["TEXU3070070", "HMMU5443121"],
        &expect![[r#"
        TEXU3070070 should end with 9
        HMMU5443121 should end with 5"#]],
    );
}

#[test]
fn every_letter_counts_what_the_standard_says() {
    let told = (b'A'..=b'Z').map(|letter| format!("{}{}", char::from(letter), super::worth(letter)));
    assert_eq!(
        told.collect::<Vec<_>>().join(" "),
        "A10 B12 C13 D14 E15 F16 G17 H18 I19 J20 K21 L23 M24 N25 O26 P27 Q28 R29 S30 T31 U32 V34 W35 X36 Y37 Z38"
    );
}

#[test]
fn a_remainder_of_ten_counts_as_zero() {
    let tens: Vec<String> = (0..1000u32)
        .map(|serial| ContainerNumber::parse(&format!("MSKU{serial:06}0")).unwrap())
        .filter(ContainerNumber::check_digit_is_right)
        .map(|number| number.to_string())
        .take(3)
        .collect();
    expect!["MSKU0000080 MSKU0000120 MSKU0000140"].assert_eq(&tens.join(" "));
}

#[test]
fn other_forms_are_refused() {
    check(
        &[
            "",
            "MSKU 601167-2",
            "msku6011672",
            "MSKX6011672",
            "MS1U6011672",
            "MSKU60116A2",
            "MSKU601167",
            "MSKU60116722",
        ],
        &expect![[r#"
            TEXT_EMPTY: container number "" has length 0, but at least 11 is needed
            TEXT_TOO_LONG: container number "MSKU 601167-2" has length 13, but at most 11 is allowed
            CODE_MALFORMED: container number "msku6011672" has 'm' at place 1, but must be three letters, then U, J or Z, then seven digits
            CONTAINER_MALFORMED: container number "MSKX6011672" must be three letters, then U, J or Z, then seven digits
            CONTAINER_MALFORMED: container number "MS1U6011672" must be three letters, then U, J or Z, then seven digits
            CONTAINER_MALFORMED: container number "MSKU60116A2" must be three letters, then U, J or Z, then seven digits
            TEXT_TOO_SHORT: container number "MSKU601167" has length 10, but at least 11 is needed
            TEXT_TOO_LONG: container number "MSKU60116722" has length 12, but at most 11 is allowed"#]],
    );
}
