//! What is kept is whole, or it is said that it is not.

use engine::Sequence;
use freight::InstrumentCode;

use super::{Ring, Sent};

fn sent(sequence: u64) -> Sent {
    let instrument = InstrumentCode::parse("A/CNY").unwrap();
    Sent { sequence: Sequence::new(sequence), instrument, text: sequence.to_string().into() }
}

fn behind(ring: &Ring, seen: u64) -> Option<Vec<u64>> {
    let found = ring.behind(Sequence::new(seen))?;
    Some(found.map(|sent| sent.sequence.number()).collect())
}

#[test]
fn what_is_behind_a_record_is_whole() {
    let mut ring = Ring::new(3, Sequence::new(10));
    [12, 13, 15].into_iter().for_each(|sequence| ring.keep(sent(sequence)));
    assert_eq!(behind(&ring, 9), None);
    assert_eq!(behind(&ring, 10), Some(vec![12, 13, 15]));
    assert_eq!(behind(&ring, 12), Some(vec![13, 15]));
    assert_eq!(behind(&ring, 14), Some(vec![15]));
    assert_eq!(behind(&ring, 99), Some(vec![]));
}

#[test]
fn what_one_record_changed_goes_together() {
    let mut ring = Ring::new(3, Sequence::new(10));
    [11, 11, 12, 13].into_iter().for_each(|sequence| ring.keep(sent(sequence)));
    assert_eq!(ring.after(), Sequence::new(11));
    assert_eq!(behind(&ring, 10), None);
    assert_eq!(behind(&ring, 11), Some(vec![12, 13]));
}
