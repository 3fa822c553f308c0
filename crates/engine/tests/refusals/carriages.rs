//! Carriages: units named, escrow called, cancelled, rolled.

use core::num::NonZeroU32;

use engine::stage::read;
use engine::{CallEscrow, CancelCarriage, Nominate, Roll, RolledUnits};
use expect_test::expect;
use freight::{Consignment, MilestoneKind};

use crate::desk::Desk;
use crate::words::{boxes, c, happened, nominate, record, trade, traded};

pub(crate) fn roll(carriage: u64, units: RolledUnits) -> Roll {
    Roll { carriage: c(carriage), units }
}

pub(crate) fn refusals(desk: &mut Desk) {
    desk.on(traded());
    of_carriages_that_are_not_open(desk);
    of_nominations(desk);
    of_rolls(desk);
    of_cancelling(desk);
    of_the_call(desk);
    of_what_the_cut_off_leaves(desk);
    of_what_has_departed(desk);
}

fn of_carriages_that_are_not_open(desk: &mut Desk) {
    trade(&mut desk.stage, "birch", 1);
    desk.ask("birch", CancelCarriage { carriage: c(2) });
    desk.refuse("exchange", CallEscrow { carriage: c(3) }, &expect!["CARRIAGE_UNKNOWN: carriage C3 is unknown, with 2 carriages struck so far | a carriage has the number of its trade"]);
    desk.refuse("exchange", CallEscrow { carriage: c(2) }, &expect!["CARRIAGE_CLOSED: carriage C2 is closed, and final | what is still owed is settled by claims and bills"]);
    desk.refuse("birch", nominate(2, 0..1), &expect!["CARRIAGE_CLOSED: carriage C2 is closed, and final | what is still owed is settled by claims and bills"]);
    desk.refuse("birch", CancelCarriage { carriage: c(2) }, &expect!["CARRIAGE_CLOSED: carriage C2 is closed, and final | what is still owed is settled by claims and bills"]);
}

fn of_nominations(desk: &mut Desk) {
    desk.refuse("alder", nominate(1, 0..1), &expect!["ROLE_MISSING: alder is a carrier, but only a shipper or a forwarder may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("maple", nominate(1, 0..1), &expect!["NOT_THE_SHIPPER: the units of C1 are named by its shipper only | ask the shipper of the carriage to name them"]);
    desk.refuse(
        "birch",
        nominate(1, 0..0),
        &expect![
            "UNITS_MISSING: 0 units of C1 were named, but at least 1 is needed | name at least one unit"
        ],
    );
    let quantity = NonZeroU32::MIN;
    let cargo = Consignment::Cargo { number: read("LOT7"), quantity };
    desk.refuse("birch", Nominate { carriage: c(1), units: vec![cargo] }, &expect!["UNIT_WRONG: C1 carries 22G1, but LOT7 is not counted so | name boxes by container numbers, and other cargo by a number and a quantity"]);
    desk.refuse("birch", nominate(1, 0..6), &expect!["TOO_MANY_UNITS: C1 has 5 slots left to nominate, but 6 were named | name fewer units, or buy more slots"]);
    let mut twice = nominate(1, 0..2);
    twice.units.push(twice.units[0]);
    desk.refuse("birch", twice, &expect!["UNIT_TAKEN: C1 has a unit CSQU0000000 already, and each is named once | give each unit a number of its own"]);
    desk.ask("birch", nominate(1, 0..4));
    desk.refuse("birch", nominate(1, 3..5), &expect!["UNIT_TAKEN: C1 has a unit CSQU0000030 already, and each is named once | give each unit a number of its own"]);
}

fn of_rolls(desk: &mut Desk) {
    desk.ask("alder", record(1, happened(&desk.stage, "G", MilestoneKind::GatedIn, 0..3)));
    desk.ask("alder", record(1, happened(&desk.stage, "L", MilestoneKind::Loaded, 0..1)));
    let named = |range| RolledUnits::Named(boxes(range));
    desk.refuse("birch", roll(1, named(1..2)), &expect!["ROLE_MISSING: birch is a shipper, but only a carrier, a forwarder, a warehouse or the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("elm", roll(1, named(1..2)), &expect!["NOT_THE_CARRIER: C1 is rolled by its carrier and the exchange only | ask the carrier of the carriage, or the exchange"]);
    desk.refuse("cedar", roll(1, named(1..2)), &expect!["NOT_THE_CARRIER: C1 is rolled by its carrier and the exchange only | ask the carrier of the carriage, or the exchange"]);
    desk.refuse(
        "alder",
        roll(1, named(0..0)),
        &expect![
            "UNITS_MISSING: 0 units of C1 were named, but at least 1 is needed | name at least one unit"
        ],
    );
    desk.refuse(
        "alder",
        roll(1, RolledUnits::Unnamed(0)),
        &expect![
            "UNITS_MISSING: 0 units of C1 were named, but at least 1 is needed | name at least one unit"
        ],
    );
    desk.refuse("alder", roll(1, RolledUnits::Unnamed(2)), &expect!["TOO_FEW_UNNAMED: C1 has 1 slot without a name, but 2 were to be rolled | roll named units by their numbers"]);
    desk.refuse(
        "alder",
        roll(1, named(1..6)),
        &expect!["UNIT_UNKNOWN: C1 has no unit CSQU0000040 | the shipper must nominate it first"],
    );
    let twice = boxes(1..3).into_iter().chain(boxes(1..2)).collect();
    desk.refuse(
        "alder",
        roll(1, RolledUnits::Named(twice)),
        &expect![
            "UNIT_TWICE: unit CSQU0000010 of C1 is named twice, but once is enough | name each unit once"
        ],
    );
    desk.refuse("exchange", roll(1, named(0..2)), &expect!["UNIT_LOADED: unit CSQU0000000 of C1 is loaded | withdraw its LOAD first, if it was not loaded in truth"]);
}

fn of_cancelling(desk: &mut Desk) {
    desk.refuse("maple", CancelCarriage { carriage: c(1) }, &expect!["NOT_A_PARTY: C1 is cancelled by its shipper and its carrier only | ask the shipper or the carrier of the carriage"]);
    desk.refuse("exchange", CancelCarriage { carriage: c(1) }, &expect!["NOT_A_PARTY: C1 is cancelled by its shipper and its carrier only | ask the shipper or the carrier of the carriage"]);
    desk.refuse("birch", CancelCarriage { carriage: c(1) }, &expect!["UNIT_LOADED: unit CSQU0000000 of C1 is loaded | withdraw its LOAD first, if it was not loaded in truth"]);
}

fn of_the_call(desk: &mut Desk) {
    desk.refuse("birch", CallEscrow { carriage: c(1) }, &expect!["ROLE_MISSING: birch is a shipper, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.ask("exchange", CallEscrow { carriage: c(1) });
    desk.refuse("exchange", CallEscrow { carriage: c(1) }, &expect!["ESCROW_ALREADY_CALLED: the escrow of C1 was called and paid already | nothing is left to be called"]);
}

fn of_what_the_cut_off_leaves(desk: &mut Desk) {
    desk.pass_to("2026-03-07T08:00:00Z");
    desk.refuse("birch", nominate(1, 4..5), &expect!["CUT_OFF_PASSED: the cut-off of C1 was at 2026-03-07T08:00:00Z, but it is 2026-03-07T08:00:00Z | use a service with a later cut-off; slots without a name lapse at theirs"]);
    desk.refuse(
        "alder",
        roll(1, RolledUnits::Named(boxes(3..4))),
        &expect![
            "UNIT_DROPPED_OUT: unit CSQU0000030 has dropped out of C1 | leave out units that dropped out"
        ],
    );
    desk.refuse("alder", roll(1, RolledUnits::Unnamed(1)), &expect!["TOO_FEW_UNNAMED: C1 has 0 slots without a name, but 1 were to be rolled | roll named units by their numbers"]);
}

fn of_what_has_departed(desk: &mut Desk) {
    desk.pass_to("2026-03-09T00:00:00Z");
    desk.refuse("alder", CancelCarriage { carriage: c(1) }, &expect!["CARRIAGE_DEPARTED: the departure of C1 was at 2026-03-07T16:00:00Z, but it is 2026-03-09T00:00:00Z | what is left behind is rolled, and what does not come is a no-show"]);
}

#[test]
fn carriages_refuse() {
    refusals(&mut Desk::reading());
}
