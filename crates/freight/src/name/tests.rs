//! Names: any script, nothing invisible.

use expect_test::{Expect, expect};

use crate::Name;

fn check(texts: &[&str], expected: &Expect) {
    let told = texts.iter().map(|text| match Name::parse(text) {
        Ok(name) => name.to_string(),
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn names_are_written_in_any_script() {
    check(
        &["Birch Trading Co.", "长江航运", "Záhony"],
        &expect![[r#"
        Birch Trading Co.
        长江航运
        Záhony"#]],
    );
}

#[test]
fn what_nobody_would_see_is_refused() {
    check(
        &["", " Birch", "Birch\u{a0}", "Bir\u{200b}ch", "evil\u{202e}hcriB", "a\r\nb", &"x".repeat(65)],
        &expect![[r#"
            TEXT_EMPTY: name "" has length 0, but at least 1 is needed
            NAME_SPACE_AT_END: name " Birch" begins or ends with a space, but it must do neither
            NAME_SPACE_AT_END: name "Birch\u{a0}" begins or ends with a space, but it must do neither
            TEXT_CONTROL_CHARACTER: name "Bir\u{200b}ch" has a control character at place 4
            TEXT_CONTROL_CHARACTER: name "evil\u{202e}hcriB" has a control character at place 5
            TEXT_CONTROL_CHARACTER: name "a\r\nb" has a control character at place 2
            TEXT_TOO_LONG: name "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" has length 65, but at most 64 is allowed"#]],
    );
}
