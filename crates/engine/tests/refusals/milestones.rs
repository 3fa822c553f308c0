//! Milestones: recorded, corrected, withdrawn.

use engine::CallEscrow;
use engine::stage::read;
use expect_test::expect;
use freight::{Classifier, Milestone, MilestoneKind};
use jiff::SignedDuration;

use crate::desk::Desk;
use crate::words::{boxes, c, correct, happened, nominate, record, traded, withdraw};

/// A word of customs.
fn customs(desk: &Desk, event: &str) -> Milestone {
    let place = Some(read("CNSGH"));
    Milestone { place, ..happened(&desk.stage, event, MilestoneKind::CustomsReleased, 0..0) }
}

pub(crate) fn refusals(desk: &mut Desk) {
    desk.on(traded());
    desk.ask("birch", nominate(1, 0..4));
    desk.ask("alder", record(1, happened(&desk.stage, "G-1", MilestoneKind::GatedIn, 0..3)));
    of_telling(desk);
    of_reporters(desk);
    of_identities(desk);
    of_units(desk);
    of_what_is_final(desk);
}

fn of_telling(desk: &mut Desk) {
    let loaded = happened(&desk.stage, "L-1", MilestoneKind::Loaded, 0..2);
    let told = |boxes| Milestone { boxes, ..loaded.clone() };
    desk.refuse("alder", record(1, told(vec![])), &expect!["MILESTONE_BOXES_MISSING: milestone L-1 is LOAD, which happens to boxes, but it names 0 | add the boxes"]);
    let twice = boxes(0..2).into_iter().chain(boxes(1..2)).collect();
    desk.refuse("alder", record(1, told(twice)), &expect!["MILESTONE_BOX_TWICE: milestone L-1 names box CSQU0000010 twice, but once is enough | name each box once"]);
    let departed = happened(&desk.stage, "D-1", MilestoneKind::Departed, 0..2);
    desk.refuse("alder", record(1, departed), &expect!["MILESTONE_BOXES_NOT_WANTED: milestone D-1 is DEPA, which happens to the whole carriage, but it names 2 of its boxes | leave the boxes out"]);
    let nowhere = Milestone { place: None, ..customs(desk, "C-1") };
    desk.refuse("exchange", record(1, nowhere), &expect!["MILESTONE_PLACE_MISSING: milestone C-1 is CUSR, which is a word of customs, but it names no place | add the place"]);
    let planned = Milestone { classifier: Classifier::Planned, ..loaded.clone() };
    desk.refuse("alder", record(1, planned), &expect!["MILESTONE_NOT_ACTUAL: milestone L-1 of C1 is PLN, but only ACT is recorded | record it once it has happened"]);
    let occurred = desk.stage.now + SignedDuration::from_secs(1);
    desk.refuse("alder", record(1, Milestone { occurred, ..loaded.clone() }), &expect!["MILESTONE_IN_THE_FUTURE: milestone L-1 of C1 occurred at 2026-03-02T01:00:01Z, but it is 2026-03-02T01:00:00Z | record it once it has happened, and check its time zone"]);
    desk.refuse("alder", record(7, loaded), &expect!["CARRIAGE_UNKNOWN: carriage C7 is unknown, with 1 carriage struck so far | a carriage has the number of its trade"]);
}

fn of_reporters(desk: &mut Desk) {
    let loaded = happened(&desk.stage, "L-1", MilestoneKind::Loaded, 0..2);
    desk.refuse("birch", record(1, loaded.clone()), &expect!["ROLE_MISSING: birch is a shipper, but only a carrier, a forwarder, a warehouse or the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    for member in ["elm", "cedar"] {
        desk.refuse(
            member,
            record(1, loaded.clone()),
            &expect!["NOT_A_REPORTER: LOAD of C1 is recorded by its carrier and the exchange only | ask who may record it"],
        );
    }
    let gated = happened(&desk.stage, "G-0", MilestoneKind::GatedIn, 0..2);
    desk.refuse("elm", record(1, gated), &expect!["NOT_A_REPORTER: GTIN of C1 is recorded by its carrier, a warehouse and the exchange only | ask who may record it"]);
    desk.refuse(
        "alder",
        record(1, customs(desk, "C-1")),
        &expect!["NOT_A_REPORTER: CUSR of C1 is recorded by the exchange only | ask who may record it"],
    );
    let surrendered = happened(&desk.stage, "S-1", MilestoneKind::Surrendered, 0..0);
    desk.refuse("cedar", record(1, surrendered), &expect!["NOT_A_REPORTER: SURR of C1 is recorded by its carrier and the exchange only | ask who may record it"]);
}

fn of_identities(desk: &mut Desk) {
    let again = happened(&desk.stage, "G-1", MilestoneKind::GatedIn, 3..4);
    desk.refuse("alder", record(1, again.clone()), &expect!["MILESTONE_KNOWN: milestone G-1 of C1 is recorded already, and a code is used once | correct it under the same code, or record another under a new one"]);
    desk.refuse("cedar", correct(1, again.clone()), &expect!["MILESTONE_UNKNOWN: milestone G-1 of C1 was never recorded by that source | name the source and its code as they were recorded; the exchange must name the source"]);
    desk.refuse("cedar", withdraw(1, Some("alder"), "G-1"), &expect!["NOT_THE_SOURCE: milestone G-1 of C1 is corrected and withdrawn by its source and the exchange only | ask the source, or the exchange, to do it"]);
    desk.refuse("cedar", withdraw(1, None, "G-1"), &expect!["MILESTONE_UNKNOWN: milestone G-1 of C1 was never recorded by that source | name the source and its code as they were recorded; the exchange must name the source"]);
    desk.refuse("exchange", withdraw(1, Some("alder"), "G-9"), &expect!["MILESTONE_UNKNOWN: milestone G-9 of C1 was never recorded by that source | name the source and its code as they were recorded; the exchange must name the source"]);
    desk.refuse(
        "exchange",
        withdraw(1, Some("nobody"), "G-1"),
        &expect![
            "MEMBER_UNKNOWN: no member nobody was admitted | check the spelling, or admit the member first"
        ],
    );
    desk.refuse("birch", withdraw(1, None, "G-1"), &expect!["ROLE_MISSING: birch is a shipper, but only a carrier, a forwarder, a warehouse or the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.ask("alder", record(1, happened(&desk.stage, "G-2", MilestoneKind::GatedIn, 3..4)));
    let said = |time: &str| {
        let gated_in = happened(&desk.stage, "G-2", MilestoneKind::GatedIn, 3..4);
        correct(1, Milestone { updated: Some(read(time)), ..gated_in })
    };
    let (later, earlier) = (said("2026-03-02T00:58:00Z"), said("2026-03-02T00:57:59Z"));
    desk.ask("alder", later.clone());
    desk.refuse("alder", earlier, &expect!["MILESTONE_OUTDATED: milestone G-2 of C1 was told anew at 2026-03-02T00:57:59Z, but what stands was told at 2026-03-02T00:58:00Z | leave out words that a later one has overtaken"]);
    desk.ask("alder", later);
    desk.ask("alder", withdraw(1, None, "G-2"));
    desk.refuse("alder", withdraw(1, None, "G-2"), &expect!["WITHDRAWAL_OF_A_WITHDRAWAL: milestone G-2 of C1 was withdrawn already | to say that it did happen, record it under a new code"]);
    let corrected = Milestone { event: read("G-2"), ..again.clone() };
    desk.refuse("alder", correct(1, corrected.clone()), &expect!["MILESTONE_WITHDRAWN: milestone G-2 of C1 was withdrawn, and is corrected no more | record it under a new code"]);
    desk.refuse("alder", record(1, corrected), &expect!["MILESTONE_KNOWN: milestone G-2 of C1 is recorded already, and a code is used once | correct it under the same code, or record another under a new one"]);
}

fn of_units(desk: &mut Desk) {
    let loaded = happened(&desk.stage, "L-1", MilestoneKind::Loaded, 2..6);
    desk.refuse(
        "alder",
        record(1, loaded.clone()),
        &expect!["UNIT_UNKNOWN: C1 has no unit CSQU0000040 | the shipper must nominate it first"],
    );
    let corrected = Milestone { event: read("G-1"), kind: MilestoneKind::GatedIn, ..loaded };
    desk.refuse(
        "alder",
        correct(1, corrected),
        &expect!["UNIT_UNKNOWN: C1 has no unit CSQU0000040 | the shipper must nominate it first"],
    );
    desk.ask("exchange", CallEscrow { carriage: c(1) });
    desk.pass_to("2026-03-07T08:00:00Z");
    let loaded = happened(&desk.stage, "L-1", MilestoneKind::Loaded, 2..4);
    desk.refuse(
        "alder",
        record(1, loaded),
        &expect![
            "UNIT_DROPPED_OUT: unit CSQU0000030 has dropped out of C1 | leave out units that dropped out"
        ],
    );
}

fn of_what_is_final(desk: &mut Desk) {
    for (event, kind) in
        [("L-1", MilestoneKind::Loaded), ("D-1", MilestoneKind::Discharged), ("O-1", MilestoneKind::GatedOut)]
    {
        desk.ask("alder", record(1, happened(&desk.stage, event, kind, 0..3)));
    }
    desk.ask("alder", record(1, happened(&desk.stage, "S-1", MilestoneKind::Surrendered, 0..0)));
    desk.ask("exchange", record(1, customs(desk, "C-1")));
    desk.pass_to("2026-03-10T08:00:00Z");
    let late = happened(&desk.stage, "L-2", MilestoneKind::Loaded, 0..1);
    desk.refuse("alder", record(1, late.clone()), &expect!["CARRIAGE_CLOSED: carriage C1 is closed, and final | what is still owed is settled by claims and bills"]);
    desk.refuse("alder", correct(1, Milestone { event: read("L-1"), ..late }), &expect!["CARRIAGE_CLOSED: carriage C1 is closed, and final | what is still owed is settled by claims and bills"]);
    desk.refuse("alder", withdraw(1, None, "L-1"), &expect!["CARRIAGE_CLOSED: carriage C1 is closed, and final | what is still owed is settled by claims and bills"]);
}

#[test]
fn milestones_are_refused() {
    refusals(&mut Desk::reading());
}
