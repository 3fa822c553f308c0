//! Every code is explained once.

use super::{CODES, every_code, explained};

#[test]
fn every_code_of_this_crate_is_new_and_says_what_to_do() {
    for known in CODES {
        let elsewhere = engine::catalogue().iter().chain(wire::CODES).any(|other| other.code == known.code);
        assert!(!elsewhere, "{} is explained elsewhere", known.code);
        assert!(known.meaning.ends_with('.'), "{} means a sentence", known.code);
        assert!(!known.hint.is_empty() && !known.hint.ends_with('.'), "{} has a hint", known.code);
    }
}

#[test]
fn the_sequencer_says_nothing_that_is_not_explained() {
    use sequencer::{NotDone, Unreadable};
    let not_done = [
        NotDone::Busy { waiting: 1 },
        NotDone::Interrupted(String::new()),
        NotDone::Lagging { behind: 1 },
        NotDone::Stopping,
        NotDone::Unknown,
    ];
    for not_done in not_done {
        let known = explained(not_done.code()).expect("an explanation");
        assert_eq!(known.hint, not_done.hint(), "{} has one hint", not_done.code());
    }
    for unreadable in [Unreadable::Interrupted(String::new()), Unreadable::Ended] {
        assert!(explained(unreadable.code()).is_some(), "{} is explained", unreadable.code());
    }
}

#[test]
fn codes_stand_in_order_and_once() {
    let codes: Vec<&str> = every_code().iter().map(|known| known.code).collect();
    assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
}
