//! What passes, told in a line.

use freight::{MilestoneKind, PlaceCode, Scope};
use proptest::prelude::*;

use super::{Way, marks, passed};
use crate::carriage::milestones::Told;
use crate::{Need, Tranche};

/// One thing told: its kind, where, and the units.
type Said = (MilestoneKind, Option<PlaceCode>, Vec<u32>);

fn place(code: &str) -> PlaceCode {
    PlaceCode::parse(code).unwrap()
}

fn way() -> Way {
    Way { origin: place("CNCHQ"), destination: place("CNSGH") }
}

fn tranche(needs: &str) -> Tranche {
    let needs = needs.split_whitespace().map(|need| Need::parse(need).unwrap()).collect();
    Tranche { weight: money::Rate::ONE, needs }
}

/// `LOAD:0,1 CUSR@CNCHQ SURR`.
fn read(text: &str) -> Vec<Said> {
    let one = |word: &str| {
        let (head, units) = word.split_once(':').unwrap_or((word, ""));
        let (code, at) = head.split_once('@').unwrap_or((head, "CNSGH"));
        let kind = MilestoneKind::ALL.into_iter().find(|kind| kind.as_str() == code).unwrap();
        let units = units.split(',').filter_map(|unit| unit.parse().ok()).collect();
        (kind, Some(place(at)), units)
    };
    text.split_whitespace().map(one).collect()
}

fn told(said: &[Said]) -> impl Iterator<Item = Told<'_>> {
    said.iter().map(|(kind, place, units)| Told { kind: *kind, place: *place, units })
}

/// Which of two units pass each tranche, as `0`, `1`, `01` or `-`, tranche by tranche.
fn draw(said: &[Said], tranches: &[Tranche]) -> String {
    let passed = passed(told(said), 2, tranches, way());
    let of = |tranche: usize| {
        let units: String =
            (0..2).filter(|unit| passed[*unit].has(tranche)).map(|unit: usize| unit.to_string()).collect();
        if units.is_empty() { "-".to_owned() } else { units }
    };
    (0..tranches.len()).map(of).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(said: &str, tranches: &[&str], expected: &str) {
    let tranches: Vec<_> = tranches.iter().map(|needs| tranche(needs)).collect();
    assert_eq!(draw(&read(said), &tranches), expected, "{said}");
}

#[test]
fn customs_stop_the_last_tranche_though_it_does_not_need_their_release() {
    check("HOLD LOAD:0 GTOT:0", &["LOAD", "LOAD GTOT"], "0 -");
    check("HOLD LOAD:0 GTOT:0 CUSR", &["LOAD", "LOAD GTOT"], "0 0");
    check("LOAD:0 GTOT:0 HOLD GTOT:1 LOAD:1", &["LOAD", "LOAD GTOT"], "01 0");
    check("CUSR@CNSGH HOLD@CNCHQ LOAD:0", &["LOAD CUSR@destination"], "-");
}

#[test]
fn a_tranche_waits_for_its_set_in_any_order() {
    let tranches = ["LOAD", "LOAD DISC", "LOAD DISC SURR"];
    check("", &tranches, "- - -");
    check("LOAD:0", &tranches, "0 - -");
    check("DISC:0,1", &tranches, "- - -");
    check("DISC:0,1 LOAD:1", &tranches, "1 1 -");
    check("SURR DISC:0,1 LOAD:1", &tranches, "1 1 1");
    check("DISC:0,1 LOAD:1 SURR LOAD:0", &tranches, "01 01 01");
}

#[test]
fn customs_have_the_last_word_wherever_they_spoke() {
    check("CUSR", &["CUSR"], "01");
    check("CUSS CUSR", &["CUSR"], "01");
    check("CUSI", &["CUSR"], "-");
    check("CUSR@CNCHQ CUSI@CNSGH", &["CUSR LOAD"], "-");
    check("CUSR@CNCHQ CUSI@CNSGH LOAD:0", &["CUSR LOAD"], "-");
    check("CUSR@CNCHQ CUSI@CNSGH LOAD:0 CUSR@CNSGH", &["CUSR LOAD"], "0");
    check("CUSI@CNCHQ CUSR@CNCHQ HOLD@CNCHQ LOAD:0", &["CUSR LOAD"], "-");
}

#[test]
fn a_need_may_say_where_customs_must_release() {
    let stations = ["CUSR@origin", "CUSR@transit", "CUSR@destination"];
    check("CUSR@CNCHQ", &stations, "01 - -");
    check("CUSR@CNWUH", &stations, "- 01 -");
    check("CUSR@CNSGH", &stations, "- - 01");
    check("CUSI@CNNKG CUSR@CNWUH", &stations, "- - -");
    check("CUSI@CNNKG CUSR@CNWUH CUSR@CNNKG", &stations, "- 01 -");
}

#[test]
fn a_later_word_of_customs_takes_nothing_back() {
    let tranches = ["LOAD", "LOAD CUSR"];
    check("LOAD:0 CUSR CUSI", &tranches, "0 0");
    check("LOAD:0 CUSR CUSI LOAD:1", &tranches, "01 0");
    check("CUSR CUSI LOAD:0 HOLD", &tranches, "0 -");
}

#[test]
fn a_handling_begins_where_it_ends() {
    let said = read("CUSR@CNSGH");
    let there = Way { origin: place("CNSGH"), destination: place("CNSGH") };
    let tranches = [tranche("CUSR@origin CUSR@destination"), tranche("CUSR@transit")];
    let passed = passed(told(&said), 1, &tranches, there);
    assert!(passed[0].has(0) && !passed[0].has(1));
}

#[test]
fn marks_are_a_set() {
    let said = read("GTIN:0 LOAD:0 GTIN:0 SURR");
    let marks = marks(told(&said), 2);
    assert!(marks[0].has(MilestoneKind::GatedIn) && marks[0].has(MilestoneKind::Loaded));
    assert!(!marks[0].has(MilestoneKind::Surrendered), "papers are nobody's");
    assert!(!marks[1].has(MilestoneKind::GatedIn));
}

/// Anything told of two units.
fn said() -> impl Strategy<Value = Said> {
    let places = prop::sample::select(vec!["CNCHQ", "CNWUH", "CNSGH"]);
    let kinds = prop::sample::select(MilestoneKind::ALL.to_vec());
    (kinds, places, prop::sample::subsequence(vec![0, 1], 1..=2)).prop_map(|(kind, at, units)| {
        match kind.scope() {
            Scope::PerBox => (kind, Some(place(at)), units),
            Scope::Customs | Scope::Document | Scope::Transport => (kind, Some(place(at)), Vec::new()),
        }
    })
}

/// Everything that is no word of customs commutes.
fn without_customs() -> impl Strategy<Value = Vec<Said>> {
    let said = said().prop_filter("no customs", |(kind, _, _)| kind.scope() != Scope::Customs);
    prop::collection::vec(said, 0..12)
}

proptest! {
    #[test]
    fn the_order_matters_to_customs_alone(
        (told, shuffled) in without_customs().prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle())),
    ) {
        let tranches = [tranche("LOAD"), tranche("LOAD DISC"), tranche("GTIN SURR"), tranche("GTOT SURR")];
        prop_assert_eq!(draw(&told, &tranches), draw(&shuffled, &tranches));
    }

    #[test]
    fn one_more_thing_told_never_takes_a_tranche_back(told in prop::collection::vec(said(), 0..12), more in said()) {
        let tranches = [tranche("LOAD"), tranche("LOAD CUSR"), tranche("GTOT CUSR@origin SURR")];
        let before = passed(self::told(&told), 2, &tranches, way());
        let told: Vec<_> = told.into_iter().chain([more]).collect();
        let after = passed(self::told(&told), 2, &tranches, way());
        for (before, after) in before.iter().zip(&after) {
            prop_assert!((0..3).all(|tranche| !before.has(tranche) || after.has(tranche)));
        }
    }

    #[test]
    fn a_tranche_is_passed_only_if_each_of_its_needs_was_told(told in prop::collection::vec(said(), 0..12)) {
        let tranches = [tranche("LOAD"), tranche("LOAD DISC"), tranche("LOAD DISC GTOT CUSR SURR")];
        let happened = marks(self::told(&told), 2);
        let heard = |kind| told.iter().any(|(told, _, _)| *told == kind);
        for (happened, passed) in happened.iter().zip(passed(self::told(&told), 2, &tranches, way())) {
            prop_assert_eq!(passed.has(0), happened.has(MilestoneKind::Loaded));
            prop_assert!(!passed.has(1) || passed.has(0));
            prop_assert!(!passed.has(2) || passed.has(1) && heard(MilestoneKind::Surrendered));
        }
    }
}
