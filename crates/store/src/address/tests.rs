//! What is an address, and what is none.

use expect_test::{Expect, expect};

use super::Address;

fn check(text: &str, expected: &Expect) {
    let said = match text.parse::<Address>() {
        Ok(address) => address.to_string(),
        Err(error) => format!("no: {error}"),
    };
    expected.assert_eq(&said);
}

#[test]
fn addresses_of_both_kinds_are_read() {
    check("sqlite:laycan.db", &expect!["sqlite:laycan.db"]);
    check("sqlite:///var/lib/laycan/laycan.db", &expect!["sqlite:/var/lib/laycan/laycan.db"]);
    check("postgres://clerk@db.example:5433/exchange", &expect!["postgres://clerk@db.example:5433/exchange"]);
}

#[test]
fn a_password_is_never_shown() {
    check(
        "postgres://clerk:secret@db.example/exchange",
        &expect!["postgres://clerk@db.example:5432/exchange"],
    );
    check(
        "mysql://clerk:secret@db.example/exchange",
        &expect![
            "no: mysql://clerk@db.example/exchange is no address of a database: write sqlite:FILE or postgres://USER@HOST/NAME"
        ],
    );
}

#[test]
fn a_password_is_not_shown_of_what_is_no_address() {
    for text in [
        "postgres://laycan@127.0.0.1/x?password=s3cret&sslmode=nonsense",
        "postgres://laycan:s3cret",
        "postgres://laycan:s3cret/x",
        "laycan:s3cret@h/x",
        "postgres:laycan:s3cret@h/x",
        "postgres//laycan:s3cret@h/x",
        "mysql://h/x?user=a&password=s3cret",
        "sqlite:laycan.db?password=s3cret",
    ] {
        let said = text.parse::<Address>().expect_err(text).to_string();
        assert!(!said.contains("s3cret"), "{said}");
    }
}

#[test]
fn a_journal_in_memory_is_none() {
    check(
        "sqlite::memory:",
        &expect!["no: sqlite::memory: names no file: a journal needs one, as in sqlite:laycan.db"],
    );
    check("sqlite:", &expect!["no: sqlite: names no file: a journal needs one, as in sqlite:laycan.db"]);
}
