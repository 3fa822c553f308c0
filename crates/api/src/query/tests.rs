//! Queries that are read, and what is told of those that are not.

use expect_test::{Expect, expect};

use super::Query;

fn check(text: &str, expected: &Expect) {
    use crate::codes::Complaint;
    let known = ["limit", "cursor", "at_least", "standing"];
    let told = Query::read(Some(text), &known).and_then(|query| {
        let limit = query.number("limit", 1..=1000)?;
        let at_least = query.sequence("at_least")?;
        let standing = query.flag("standing")?;
        Ok(format!("{limit:?} {at_least:?} {standing} {:?}", query.text("cursor")))
    });
    expected.assert_eq(&told.unwrap_or_else(|error| format!("{}: {error}", error.code())));
}

#[test]
fn a_query_is_read() {
    check("", &expect!["None None false None"]);
    check(
        "limit=7&at_least=12&standing=true&cursor=a%20b",
        &expect![[r#"Some(7) Some(Sequence(12)) true Some("a b")"#]],
    );
}

#[test]
fn a_query_is_strict() {
    check(
        "limit=-1",
        &expect![[r#"PARAMETER_MALFORMED: limit is "-1", but a whole number from 1 to 1000 belongs here"#]],
    );
    check(
        "limit=0",
        &expect![[r#"PARAMETER_MALFORMED: limit is "0", but a whole number from 1 to 1000 belongs here"#]],
    );
    check(
        "limit=01",
        &expect![[r#"PARAMETER_MALFORMED: limit is "01", but a whole number from 1 to 1000 belongs here"#]],
    );
    check(
        "limit=99999999999999999999999",
        &expect![[
            r#"PARAMETER_MALFORMED: limit is "99999999999999999999999", but a whole number from 1 to 1000 belongs here"#
        ]],
    );
    check(
        "limit=",
        &expect![[r#"PARAMETER_MALFORMED: limit is "", but a whole number from 1 to 1000 belongs here"#]],
    );
    check("limit=1&limit=2", &expect!["PARAMETER_TWICE: parameter limit stands twice"]);
    check(
        "offset=1",
        &expect![[
            r#"PARAMETER_UNKNOWN: parameter "offset" is not known here; known are: limit, cursor, at_least, standing"#
        ]],
    );
    check(
        "standing=yes",
        &expect![[r#"PARAMETER_MALFORMED: standing is "yes", but true or false belongs here"#]],
    );
    check(
        "at_least=9007199254740992",
        &expect![[
            r#"PARAMETER_MALFORMED: at_least is "9007199254740992", but a whole number from 0 to 9007199254740991 belongs here"#
        ]],
    );
    check("cursor=%ff", &expect![[r#"None None false Some("�")"#]]);
}
