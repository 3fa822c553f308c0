//! Milestones: what they happen to, and how they must be told.

use expect_test::{Expect, expect};

use crate::{Milestone, MilestoneKind};

fn check(json: &str, expected: &Expect) {
    expected.assert_eq(&match serde_json::from_str::<Milestone>(json) {
        Ok(milestone) => match milestone.check() {
            Ok(()) => format!("{} {} at {}", milestone.classifier, milestone.kind, milestone.occurred),
            Err(error) => format!("{}: {error}", error.code()),
        },
        Err(error) => error.to_string(),
    });
}

#[test]
fn a_milestone_did_happen_unless_it_says_otherwise() {
    check(
        r#"{"event": "e-1", "kind": "LOAD", "occurred": "2026-03-03T08:00:00+08:00", "boxes": ["MSKU6011672"]}"#,
        &expect!["ACT LOAD at 2026-03-03T00:00:00Z"],
    );
    check(
        r#"{"event": "e-2", "kind": "ARRI", "classifier": "EST", "occurred": "2026-03-12T00:00:00Z", "place": "CNSGH"}"#,
        &expect!["EST ARRI at 2026-03-12T00:00:00Z"],
    );
}

#[test]
fn what_happens_to_boxes_says_to_which() {
    check(
        r#"{"event": "e-1", "kind": "GTIN", "occurred": "2026-03-01T00:00:00Z"}"#,
        &expect!["MILESTONE_BOXES_MISSING: milestone e-1 is GTIN, which happens to boxes, but it names 0"],
    );
    check(
        r#"{"event": "e-1", "kind": "DISC", "occurred": "2026-03-01T00:00:00Z", "boxes": ["B", "A", "B"]}"#,
        &expect!["MILESTONE_BOX_TWICE: milestone e-1 names box B twice, but once is enough"],
    );
}

#[test]
fn what_happens_to_the_whole_carriage_names_no_box() {
    check(
        r#"{"event": "e-1", "kind": "SURR", "occurred": "2026-03-01T00:00:00Z", "boxes": ["A"]}"#,
        &expect![
            "MILESTONE_BOXES_NOT_WANTED: milestone e-1 is SURR, which happens to the whole carriage, but it names 1 of its boxes"
        ],
    );
}

#[test]
fn customs_say_where() {
    check(
        r#"{"event": "e-1", "kind": "CUSR", "occurred": "2026-03-01T00:00:00Z"}"#,
        &expect![
            "MILESTONE_PLACE_MISSING: milestone e-1 is CUSR, which is a word of customs, but it names no place"
        ],
    );
    check(
        r#"{"event": "e-1", "kind": "HOLD", "occurred": "2026-03-01T00:00:00Z", "place": "CNSGH"}"#,
        &expect!["ACT HOLD at 2026-03-01T00:00:00Z"],
    );
}

#[test]
fn unknown_kinds_and_fields_are_refused() {
    check(
        r#"{"event": "e-1", "kind": "load", "occurred": "2026-03-01T00:00:00Z"}"#,
        &expect![
            "unknown variant `load`, expected one of `GTIN`, `LOAD`, `DISC`, `GTOT`, `CUSS`, `CUSI`, `CUSR`, `HOLD`, `SURR`, `RECE`, `CONF`, `DEPA`, `ARRI` at line 1 column 31"
        ],
    );
    check(
        r#"{"event": "e-1", "kind": "DEPA", "occurred": "2026-03-01T00:00:00Z", "vessel": "X"}"#,
        &expect![
            "unknown field `vessel`, expected one of `event`, `kind`, `classifier`, `occurred`, `updated`, `place`, `boxes` at line 1 column 77"
        ],
    );
    check(
        r#"{"event": "e-1", "kind": "DEPA", "occurred": "2026-03-01"}"#,
        &expect![
            "failed to find time component, which is required for parsing a timestamp at line 1 column 57"
        ],
    );
}

#[test]
fn every_kind_is_written_as_its_code() {
    let told = MilestoneKind::ALL.map(|kind| {
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
        format!("{kind} {:?} {:?}", kind, kind.scope())
    });
    expect![[r#"
        GTIN GatedIn PerBox
        LOAD Loaded PerBox
        DISC Discharged PerBox
        GTOT GatedOut PerBox
        CUSS CustomsSelected Customs
        CUSI CustomsInspected Customs
        CUSR CustomsReleased Customs
        HOLD CustomsHeld Customs
        SURR Surrendered Document
        RECE Received Document
        CONF Confirmed Document
        DEPA Departed Transport
        ARRI Arrived Transport"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn a_source_may_say_when_it_said_so() {
    let told = r#"{"event":"e-1","kind":"DEPA","classifier":"ACT","occurred":"2026-03-01T00:00:00Z","updated":"2026-03-02T00:00:00Z"}"#;
    let milestone: Milestone = serde_json::from_str(told).unwrap();
    assert!(milestone.updated > Some(milestone.occurred));
    assert_eq!(serde_json::to_string(&milestone).unwrap(), told);
}
