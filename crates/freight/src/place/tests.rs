//! Places and aliases: what a code means by which mode.

use expect_test::{Expect, expect};

use crate::{Alias, CountryCode, Functions, Mode, Name, Offsets, Place, PlaceBook, PlaceCode};

fn code(text: &str) -> PlaceCode {
    PlaceCode::parse(text).unwrap()
}

fn place(text: &str) -> Place {
    Place {
        code: code(text),
        name: Name::parse(text).unwrap(),
        country: CountryCode::parse(&text[..2]).unwrap(),
        functions: Functions::UNKNOWN,
        clock: Offsets::fixed(8 * 3600).unwrap(),
    }
}

/// Places, then aliases: `CNCQI rail CNCQD`, with `-` for every mode.
fn book(places: &str, aliases: &[&str]) -> (PlaceBook, String) {
    let mut book = PlaceBook::new();
    for text in places.split_whitespace() {
        book.check(code(text)).unwrap();
        book.admit(place(text));
    }
    let mut refused = String::new();
    for line in aliases {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mode = Mode::ALL.into_iter().find(|mode| mode.as_str() == words[1]);
        let alias = Alias { code: code(words[0]), mode, means: code(words[2]) };
        match book.check_alias(alias) {
            Ok(()) => book.add_alias(alias),
            Err(error) => refused += &format!("{line} → {}: {error}\n", error.code()),
        }
    }
    (book, refused)
}

fn check(places: &str, aliases: &[&str], asked: &str, expected: &Expect) {
    let (book, mut told) = book(places, aliases);
    for text in asked.split_whitespace() {
        let by = |mode| book.canonical(code(text), mode).to_string();
        let modes = Mode::ALL.map(|mode| format!("{mode} {}", by(Some(mode))));
        told += &format!("{text} means {}; {}\n", by(None), modes.join(", "));
    }
    expected.assert_eq(&told);
}

#[test]
fn a_city_means_another_place_by_every_mode() {
    check(
        "CNCHQ CNCQD CNCKG CNCTN",
        &[
            "CNCQI barge CNCHQ",
            "CNCQI rail CNCQD",
            "CNCQI air CNCKG",
            "CNCQI road CNCTN",
            "CNCTN barge CNCHQ",
        ],
        "CNCQI CNCTN CNCHQ",
        &expect![[r#"
            CNCQI means CNCQI; barge CNCHQ, rail CNCQD, road CNCTN, sea CNCQI, air CNCKG
            CNCTN means CNCTN; barge CNCHQ, rail CNCTN, road CNCTN, sea CNCTN, air CNCTN
            CNCHQ means CNCHQ; barge CNCHQ, rail CNCHQ, road CNCHQ, sea CNCHQ, air CNCHQ
        "#]],
    );
}

#[test]
fn an_alias_of_an_alias_is_followed() {
    check(
        "CNSGH CNSHZ CNPVG",
        &["CNSHG - CNSGH", "CNSGH rail CNSHZ", "CNSGH air CNPVG"],
        "CNSHG CNSGH CNSHZ",
        &expect![[r#"
            CNSHG means CNSGH; barge CNSGH, rail CNSHZ, road CNSGH, sea CNSGH, air CNPVG
            CNSGH means CNSGH; barge CNSGH, rail CNSHZ, road CNSGH, sea CNSGH, air CNPVG
            CNSHZ means CNSHZ; barge CNSHZ, rail CNSHZ, road CNSHZ, sea CNSHZ, air CNSHZ
        "#]],
    );
}

#[test]
fn a_code_can_stay_itself_by_one_mode() {
    check(
        "VNHAN VNYEV",
        &["VNHAN - VNYEV", "VNHAN air VNHAN"],
        "VNHAN",
        &expect![[r#"
        VNHAN means VNYEV; barge VNYEV, rail VNYEV, road VNYEV, sea VNYEV, air VNHAN
    "#]],
    );
}

#[test]
fn the_later_alias_replaces_the_earlier() {
    check(
        "CNCHQ CQGUOYUAN",
        &["CNCTN barge CNCHQ", "CNCTN barge CQGUOYUAN"],
        "CNCTN",
        &expect![[r#"
        CNCTN means CNCTN; barge CQGUOYUAN, rail CNCTN, road CNCTN, sea CNCTN, air CNCTN
    "#]],
    );
}

#[test]
fn aliases_lead_to_admitted_places_and_never_in_a_circle() {
    check(
        "AA BB CC",
        &[
            "AA rail BB",
            "BB rail CC",
            "CC rail AA",
            "CC - AA",
            "BB sea CC",
            "AA - BB",
            "CC sea BB",
            "DD rail EE",
        ],
        "AA BB CC",
        &expect![[r#"
            CC rail AA → ALIAS_CIRCLE: alias CC means AA, but AA already leads to CC
            CC - AA → ALIAS_CIRCLE: alias CC means AA, but AA already leads to CC
            CC sea BB → ALIAS_CIRCLE: alias CC means BB, but BB already leads to CC
            DD rail EE → PLACE_UNKNOWN: alias DD means EE, but no place EE is admitted
            AA means BB; barge BB, rail CC, road BB, sea CC, air BB
            BB means BB; barge BB, rail CC, road BB, sea CC, air BB
            CC means CC; barge CC, rail CC, road CC, sea CC, air CC
        "#]],
    );
}

#[test]
fn a_circle_that_no_mode_would_walk_is_none() {
    // By rail BB stays itself, so its alias for every other mode does not close the circle.
    check(
        "AA BB",
        &["AA rail BB", "BB rail BB", "BB - AA"],
        "AA BB",
        &expect![[r#"
        AA means AA; barge AA, rail BB, road AA, sea AA, air AA
        BB means AA; barge AA, rail BB, road AA, sea AA, air AA
    "#]],
    );
}

#[test]
fn a_place_is_found_by_number_and_by_code() {
    let (mut book, _) = book("CNCHQ CNSGH", &["CNSHG - CNSGH"]);
    let id = book.resolve(code("CNSHG"), Some(Mode::Sea)).unwrap();
    assert_eq!(book.get(id).unwrap().code, code("CNSGH"));
    assert_eq!(book.find(code("CNSHG")), None);
    assert_eq!(book.resolve(code("SGSIN"), None), None);

    book.set_clock(id, Offsets::fixed(9 * 3600).unwrap());
    assert_eq!(book.find(code("CNSGH")).unwrap().clock, Offsets::fixed(9 * 3600).unwrap());
    let listed = book.places().map(|(id, place)| format!("{} {}", id.number(), place.code));
    expect![[r#"
        1 CNCHQ
        2 CNSGH"#]]
    .assert_eq(&listed.collect::<Vec<_>>().join("\n"));

    let error = book.check(code("CNCHQ")).unwrap_err();
    expect!["PLACE_KNOWN: place CNCHQ is already admitted, as number 1"]
        .assert_eq(&format!("{}: {error}", error.code()));
}
