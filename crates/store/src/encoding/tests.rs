//! What was written is read again, and what is damaged is refused.

use engine::days::{self, Memory};
use engine::{Audience, Entry, Event, Sink};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

use super::{Encoding, EncodingError, pack, read, write};
use crate::record::Record;

/// Writes every record, and keeps it.
#[derive(Default)]
struct Written {
    bytes: Vec<u8>,
    records: Vec<Record>,
}

impl Sink for Written {
    const LISTENS: bool = false;

    fn tell(&mut self, _event: Event) {}
}

impl Audience for Written {
    fn begin(&mut self, entry: &Entry<'_>) {
        write(entry, &mut self.bytes);
        self.records.push(Record::of(entry));
    }
}

/// A day that was played.
fn played(moves: &[days::Move]) -> Written {
    let mut written = Written::default();
    let mut stage = days::stage_told(&mut written);
    let mut memory = Memory::default();
    moves.iter().for_each(|a_move| days::play(&mut stage, &mut memory, a_move, &mut written));
    written
}

/// A record with nothing hidden.
fn shown(record: &Record) -> String {
    let Record { at, key, command, result, facts } = record;
    let engine::Facts { matching, ledger, settlement } = facts;
    format!("{at} {key:?} {command:?} {result:?} {matching:?} {:?} {settlement:?}", ledger.as_slice())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_written_is_read_again(day in days::day(40)) {
        let written = played(&day);
        let mut found = Vec::new();
        let count = read(Encoding::NEWEST, &pack(&written.bytes), |record| found.push(record));
        prop_assert_eq!(count, Ok(written.records.len() as u64));
        for (found, expected) in found.iter().zip(&written.records) {
            prop_assert_eq!(shown(found), shown(expected));
        }
    }

    #[test]
    fn damage_is_refused_and_never_a_panic(day in days::day(10), place in any::<proptest::sample::Index>(), bit in 0_u8..8) {
        let written = played(&day);
        let mut body = pack(&written.bytes);
        let at = place.index(body.len());
        body[at] ^= 1 << bit;
        let read = read(Encoding::NEWEST, &body, |_| {});
        prop_assert!(read.is_err() || read.is_ok_and(|count| count > 0));
    }
}

#[test]
fn an_encoding_of_a_later_release_is_named() {
    assert_eq!(Encoding::numbered(2), Err(EncodingError::Unknown(2)));
    assert_eq!(Encoding::numbered(1), Ok(Encoding::One));
}
