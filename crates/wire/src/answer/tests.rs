//! Tests of what is told: one exact form each.

use engine::{
    Answer, Audience, Driver, Due, Engine, Entry, Event, Outcome, Refused, Rejection, Sequence, Sink,
};
use expect_test::expect;
use freight::{CommandKey, ParticipantCode};
use jiff::Timestamp;
use matching::{Amended, Cancelled, Cause, Lots, OrderId, Placed, Remainder};
use money::Currency;
use serde::Deserialize;
use settlement::CarriageId;

use super::{write_answer, write_due, write_event, write_refused, write_unreadable};
use crate::guide::story::{Piece, TEXT, pieces};
use crate::read_line;

fn order() -> OrderId {
    OrderId::new(1 << 24).expect("the first order")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

#[test]
fn an_answer_has_one_form() {
    let lots = Lots::new(3).expect("3 lots");
    let engine = Engine::new();
    let birch = ParticipantCode::parse("birch").expect("a code");
    let results = [
        Ok(Outcome::Done),
        Ok(Outcome::Placed {
            matched: Placed { order: order(), remainder: Remainder::Rests(lots) },
            money: ledger::HoldId::from_bits(1 << 24),
            slots: None,
        }),
        Ok(Outcome::Placed {
            matched: Placed {
                order: order(),
                remainder: Remainder::Cancelled { lots, cause: Cause::Unfilled },
            },
            money: None,
            slots: None,
        }),
        Ok(Outcome::Amended { order: order(), matched: Amended::Kept, money: None, slots: None }),
        Ok(Outcome::Amended {
            order: order(),
            matched: Amended::Moved(Remainder::Filled),
            money: None,
            slots: None,
        }),
        Ok(Outcome::Cancelled { order: order(), matched: Cancelled { lots } }),
        Ok(Outcome::Advanced(None)),
        Ok(Outcome::Advanced(Some(Due::Expiry(order())))),
        Err(Rejection::MemberUnknown(birch)),
    ];
    let mut out = Vec::new();
    for (result, line) in results.into_iter().zip(7..) {
        let answer = Answer {
            sequence: Sequence::new(line + 5),
            at: "2026-03-02T01:00:00Z".parse().unwrap(),
            result,
            repeated: line == 7,
        };
        write_answer(&mut out, line, &answer, engine.register());
    }
    let key = CommandKey::parse("birch-17").expect("a key");
    write_refused(&mut out, 17, &Refused::KeyReused { actor: birch, key, sequence: Sequence::new(3) });
    write_unreadable(&mut out, &read_line(r#"{"at":7}"#, 18).expect_err("no instant"));
    write_unreadable(&mut out, &read_line("", 19).expect_err("nothing"));
    expect![[r#"
        {"sequence":12,"line":7,"repeated":true,"accepted":"done"}
        {"sequence":13,"line":8,"accepted":{"placed":{"order":"O16777216","state":"resting","money_hold":"H16777216"}}}
        {"sequence":14,"line":9,"accepted":{"placed":{"order":"O16777216","state":"dropped"}}}
        {"sequence":15,"line":10,"accepted":{"amended":{"order":"O16777216","state":"resting","kept_place":true}}}
        {"sequence":16,"line":11,"accepted":{"amended":{"order":"O16777216","state":"filled","kept_place":false}}}
        {"sequence":17,"line":12,"accepted":{"cancelled":{"order":"O16777216"}}}
        {"sequence":18,"line":13,"accepted":{"advanced":{}}}
        {"sequence":19,"line":14,"accepted":{"advanced":{"due":{"expiry":"O16777216"}}}}
        {"sequence":20,"line":15,"rejected":{"code":"MEMBER_UNKNOWN","message":"no member birch was admitted","hint":"check the spelling, or admit the member first"}}
        {"line":17,"rejected":{"code":"KEY_REUSED","message":"birch has used key birch-17 for another command, at sequence 3","hint":"use a new key for a new command"}}
        {"line":18,"rejected":{"code":"WRONG_TYPE","message":"at is the number 7, but an instant as a string belongs here","hint":"write a text, in quotes","column":7,"path":"at"}}
        {"line":19,"rejected":{"code":"LINE_EMPTY","message":"the line has 0 characters that count","hint":"write a command, or leave it out","column":1}}
    "#]].assert_eq(&String::from_utf8(out).expect("JSON is UTF-8"));
}

#[test]
fn what_was_due_is_told_by_codes() {
    let engine = Engine::new();
    let (exchange, _) = engine.register().members().next().expect("the exchange");
    let cny = Currency::parse("CNY").expect("a currency");
    let carriage = CarriageId::new(1).expect("from 1");
    let mut out = Vec::new();
    for due in [
        Due::Expiry(order()),
        Due::Call(carriage),
        Due::CutOff(carriage),
        Due::Collecting { debtor: exchange, currency: cny },
        Due::Closing(carriage),
    ] {
        write_due(&mut out, Sequence::new(12), at("2026-03-02T01:00:00Z"), due, engine.register());
    }
    expect![[r#"
        {"sequence":12,"at":"2026-03-02T01:00:00Z","due":{"expiry":"O16777216"}}
        {"sequence":12,"at":"2026-03-02T01:00:00Z","due":{"call":1}}
        {"sequence":12,"at":"2026-03-02T01:00:00Z","due":{"cut_off":1}}
        {"sequence":12,"at":"2026-03-02T01:00:00Z","due":{"collecting":{"debtor":"exchange","currency":"CNY"}}}
        {"sequence":12,"at":"2026-03-02T01:00:00Z","due":{"closing":1}}
    "#]].assert_eq(&String::from_utf8(out).expect("JSON is UTF-8"));
}

/// Writes each event, and reads it again.
struct Reader {
    place: (Sequence, Timestamp),
    read: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    sequence: u64,
    at: Timestamp,
    event: Event,
}

impl Sink for Reader {
    fn tell(&mut self, event: Event) {
        let mut out = Vec::new();
        let (sequence, at) = self.place;
        write_event(&mut out, sequence, at, &event);
        let read: Read = serde_json::from_slice(&out).expect("an event can be read again");
        assert_eq!((read.sequence, read.at, read.event), (sequence.number(), at, event));
        self.read += 1;
    }
}

impl Audience for Reader {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.place = (entry.sequence, entry.at);
    }
}

#[test]
fn every_event_of_a_story_is_read_again() {
    let mut driver = Driver::new(Engine::new());
    let mut reader = Reader { place: (Sequence::NONE, Timestamp::UNIX_EPOCH), read: 0 };
    for piece in pieces(TEXT) {
        let Piece::Line(text) = piece else { continue };
        let line = read_line(text, 1).expect("the story can be read");
        let answer = driver.submit(line.at, line.key, &line.into_command(), &mut reader);
        assert!(answer.expect("nothing is refused at the door").result.is_ok());
    }
    assert!(reader.read > 100, "the story has more than {} events", reader.read);
}
