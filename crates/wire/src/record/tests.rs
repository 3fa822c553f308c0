//! A record says everything that is kept of a command.

use engine::stage::Stage;
use engine::{Advance, Audience, Driver, Entry, Event, Sink};
use expect_test::{Expect, expect};

use super::write_record;

/// Writes down every record as it comes.
struct Lines<'a>(&'a Driver, Vec<u8>);

impl Sink for Lines<'_> {
    fn tell(&mut self, _event: Event) {}
}

impl Audience for Lines<'_> {
    fn begin(&mut self, entry: &Entry<'_>) {
        write_record(&mut self.1, entry, self.0.engine().register());
    }
}

fn check(actor: &str, expected: &Expect) {
    let mut stage = Stage::new();
    let before = stage.driver.clone();
    let mut lines = Lines(&before, Vec::new());
    stage.hear(actor, Advance {}, &mut lines);
    expected.assert_eq(&String::from_utf8(lines.1).expect("JSON is text"));
}

#[test]
fn what_was_accepted_is_told_in_words_and_in_numbers() {
    check(
        "exchange",
        &expect![[r#"
        {"sequence":4,"at":"2026-03-02T01:00:00Z","actor":"exchange","command":{"advance":{}},"accepted":{"advanced":{}},"outcome":{"advanced":null}}
    "#]],
    );
}

#[test]
fn what_was_refused_has_its_reason() {
    check(
        "nobody",
        &expect![[r#"
        {"sequence":4,"at":"2026-03-02T01:00:00Z","actor":"nobody","command":{"advance":{}},"rejected":{"code":"MEMBER_UNKNOWN","message":"no member nobody was admitted","hint":"check the spelling, or admit the member first"}}
    "#]],
    );
}
