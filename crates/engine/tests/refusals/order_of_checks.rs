//! Where a command has several faults, the first check wins.
//!
//! Each ladder begins with a command that is wrong in every way, and each step mends what was told of the one
//! before; the last is accepted.

use engine::stage::{order, price, read, sum};
use engine::{Action, AllocateReceipt, CorrectMilestone, ListInstrument, Nominate, PlaceOrder, RolledUnits};
use expect_test::expect;
use freight::{Classifier, Consignment, Milestone, MilestoneKind};
use jiff::SignedDuration;
use matching::{Side, TimeInForce};

use crate::carriages::roll;
use crate::desk::Desk;
use crate::money::allocate;
use crate::netting::{earned, open, send};
use crate::orders::{LOTS, amend, client, market_with_lots};
use crate::register::{instrument, place, service};
use crate::words::{
    BOOK, SERVICE, accrue, boxes, c, correct, happened, market, named, nominate, placed, receive, record,
    traded, withdraw,
};

#[test]
fn of_placing_a_bid() {
    let mut desk = Desk::reading();
    desk.on(market_with_lots());
    desk.stage.service("EARLY", "2026-03-02T02:00:00Z");
    desk.stage.list("EARLY", "CNY", "1.00");
    desk.ask("birch", named("B-1", order(BOOK, Side::Bid, 1, "100")));
    desk.stage.declare("alder", SERVICE, 100);
    desk.stage.fund("alder", "40000.00 USD");
    desk.ask("alder", order(LOTS, Side::Ask, 10, "50"));
    desk.pass_to("2026-03-02T02:00:00Z");
    let worst = PlaceOrder {
        instrument: read("NOWHERE"),
        side: Side::Bid,
        quantity: 0,
        limit: Some(price("100000000.01")),
        time_in_force: TimeInForce::Fok,
        post_only: true,
        client_order_id: Some(read("B-1")),
    };
    let late = PlaceOrder { instrument: read("EARLY/CNY"), ..worst.clone() };
    let taken = PlaceOrder { instrument: read(LOTS), ..worst.clone() };
    let empty = PlaceOrder { client_order_id: Some(read("B-2")), ..taken.clone() };
    let off_lot = PlaceOrder { quantity: 4_000_000_001, ..empty.clone() };
    let off_tick = PlaceOrder { quantity: 4_000_000_000, ..off_lot.clone() };
    let meets = PlaceOrder { limit: Some(price("200000000.00")), ..off_tick.clone() };
    let whole = PlaceOrder { post_only: false, ..meets.clone() };
    let dear = PlaceOrder { time_in_force: TimeInForce::Gtc, ..whole.clone() };
    let poor = PlaceOrder { quantity: 100_000, ..dear.clone() };
    let good = PlaceOrder { quantity: 20, limit: Some(price("60")), ..poor.clone() };
    let steps = vec![
        ("nobody", worst.clone().into()),
        ("alder", worst.clone().into()),
        ("birch", worst.into()),
        ("birch", late.into()),
        ("birch", taken.into()),
        ("birch", empty.into()),
        ("birch", off_lot.into()),
        ("birch", off_tick.into()),
        ("birch", meets.into()),
        ("birch", whole.into()),
        ("birch", dear.into()),
        ("birch", poor.into()),
        ("birch", good.into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
        MEMBER_UNKNOWN
        ROLE_MISSING
        INSTRUMENT_UNKNOWN
        CUT_OFF_PASSED
        CLIENT_ORDER_ID_IN_USE
        QUANTITY_ZERO
        QUANTITY_OFF_LOT
        PRICE_OFF_TICK
        POST_ONLY_WOULD_TRADE
        NOT_FILLABLE
        VALUE_OUT_OF_RANGE
        BALANCE_TOO_LOW
    "#]],
    );
}

#[test]
fn of_placing_an_ask() {
    let mut desk = Desk::reading();
    desk.on(market());
    let many = order(BOOK, Side::Ask, 41, "100000");
    let cheap = order(BOOK, Side::Ask, 41, "1850");
    let good = order(BOOK, Side::Ask, 40, "1850");
    let steps = vec![("alder", many.into()), ("alder", cheap.into()), ("alder", good.into())];
    desk.climb(
        steps,
        &expect![[r#"
        BALANCE_TOO_LOW
        SLOTS_TOO_FEW
    "#]],
    );
}

#[test]
fn of_amending() {
    let mut desk = Desk::reading();
    desk.on(market_with_lots());
    let mine = desk.ask("birch", named("B-1", order(LOTS, Side::Bid, 10, "40")));
    let mine = engine::OrderName::Id(placed(mine));
    desk.stage.fund("alder", "40000.00 USD");
    desk.ask("alder", order(LOTS, Side::Ask, 10, "50"));
    let steps: Vec<(&str, Action)> = vec![
        ("maple", amend(client("B-1"), 0, Some("100000000.01")).into()),
        ("maple", amend(mine, 0, Some("100000000.01")).into()),
        ("birch", amend(mine, 0, Some("100000000.01")).into()),
        ("birch", amend(mine, 15, Some("100000000.01")).into()),
        ("birch", amend(mine, 1_000_000, Some("100000000.01")).into()),
        ("birch", amend(mine, 1_000_000, Some("45")).into()),
        ("birch", amend(mine, 20, Some("45")).into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
            ORDER_NOT_OPEN
            ORDER_NOT_YOURS
            QUANTITY_ZERO
            QUANTITY_OFF_LOT
            PRICE_OFF_TICK
            BALANCE_TOO_LOW
        "#]],
    );
}

#[test]
fn of_listing_a_service() {
    let mut desk = Desk::reading();
    desk.on(market());
    let over = "2026-03-02T01:00:00Z";
    let steps: Vec<(&str, Action)> = vec![
        ("birch", service(SERVICE, "CNNBO", "SGSIN", over).into()),
        ("exchange", service(SERVICE, "CNNBO", "SGSIN", over).into()),
        ("exchange", service("NEW", "CNNBO", "SGSIN", over).into()),
        ("exchange", service("NEW", "CNCHQ", "SGSIN", over).into()),
        ("exchange", service("NEW", "CNCHQ", "CNSGH", over).into()),
        ("exchange", service("NEW", "CNCHQ", "CNSGH", "2026-03-20T08:00:00Z").into()),
        ("exchange", service("NEW", "CNCHQ", "CNSGH", "2026-03-02T01:00:01Z").into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
            ROLE_MISSING
            SERVICE_KNOWN
            PLACE_UNKNOWN
            PLACE_UNKNOWN
            CUT_OFF_PASSED
            CUT_OFF_AFTER_DEPARTURE
        "#]],
    );
}

#[test]
fn of_opening_a_book() {
    let mut desk = Desk::reading();
    desk.on(market());
    desk.stage.service("OPEN", "2026-03-20T08:00:00Z");
    desk.pass_to("2026-03-07T08:00:00Z");
    let worst = instrument(BOOK, "NOWHERE", "CNY", 0, "special");
    let unknown = ListInstrument { code: read("NEW"), ..worst.clone() };
    let no_lot = ListInstrument { service: read(SERVICE), ..unknown.clone() };
    let no_terms = ListInstrument { lot: 1, ..no_lot.clone() };
    let second = ListInstrument { terms: read("standard"), ..no_terms.clone() };
    let late = ListInstrument { currency: read("USD"), ..second.clone() };
    let good = ListInstrument { service: read("OPEN"), ..late.clone() };
    let steps: Vec<(&str, Action)> = vec![
        ("alder", worst.clone().into()),
        ("exchange", worst.into()),
        ("exchange", unknown.into()),
        ("exchange", no_lot.into()),
        ("exchange", no_terms.into()),
        ("exchange", second.into()),
        ("exchange", late.into()),
        ("exchange", good.into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
        ROLE_MISSING
        INSTRUMENT_KNOWN
        SERVICE_UNKNOWN
        LOT_ZERO
        TERMS_UNKNOWN
        INSTRUMENT_ALREADY_LISTED
        CUT_OFF_PASSED
    "#]],
    );
}

#[test]
fn of_declaring() {
    let mut desk = Desk::reading();
    desk.on(market());
    desk.stage.service("OPEN", "2026-03-20T08:00:00Z");
    desk.pass_to("2026-03-07T08:00:00Z");
    let declare =
        |service, quantity| Action::from(engine::DeclareCapacity { service: read(service), quantity });
    let steps = vec![
        ("birch", declare("NOWHERE", 0)),
        ("alder", declare("NOWHERE", 0)),
        ("alder", declare(SERVICE, 0)),
        ("alder", declare("OPEN", 0)),
        ("alder", declare("OPEN", 1)),
    ];
    desk.climb(
        steps,
        &expect![[r#"
            ROLE_MISSING
            SERVICE_UNKNOWN
            CUT_OFF_PASSED
            QUANTITY_ZERO
        "#]],
    );
}

#[test]
fn of_nominating() {
    let mut desk = Desk::reading();
    desk.on(traded());
    let number = read("LOT7");
    let cargo = Consignment::Cargo { number, quantity: core::num::NonZeroU32::MIN };
    let first = nominate(1, 0..1).units[0];
    let strange = Nominate { carriage: c(1), units: vec![first, first, cargo] };
    let twice = Nominate { carriage: c(1), units: [vec![first], nominate(1, 0..9).units].concat() };
    let steps: Vec<(&str, Action)> = vec![
        ("alder", nominate(9, 0..0).into()),
        ("maple", nominate(9, 0..0).into()),
        ("maple", nominate(1, 0..0).into()),
        ("birch", nominate(1, 0..0).into()),
        ("birch", strange.into()),
        ("birch", twice.into()),
        ("birch", nominate(1, 0..6).into()),
        ("birch", nominate(1, 0..5).into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
        ROLE_MISSING
        CARRIAGE_UNKNOWN
        NOT_THE_SHIPPER
        UNITS_MISSING
        UNIT_WRONG
        UNIT_TAKEN
        TOO_MANY_UNITS
    "#]],
    );
}

#[test]
fn of_recording() {
    let mut desk = Desk::reading();
    desk.on(traded());
    desk.ask("birch", nominate(1, 0..4));
    desk.ask("alder", record(1, happened(&desk.stage, "E-1", MilestoneKind::GatedIn, 0..1)));
    let worst = Milestone {
        classifier: Classifier::Planned,
        occurred: desk.stage.now + SignedDuration::from_hours(1),
        ..happened(&desk.stage, "E-1", MilestoneKind::Loaded, 0..0)
    };
    let planned = Milestone { boxes: boxes(4..6), ..worst.clone() };
    let early = Milestone { classifier: Classifier::Actual, ..planned.clone() };
    let told = Milestone { occurred: desk.stage.now, ..early.clone() };
    let unknown = Milestone { event: read("E-2"), ..told.clone() };
    let good = Milestone { boxes: boxes(1..2), ..unknown.clone() };
    let steps: Vec<(&str, Action)> = vec![
        ("birch", record(9, worst.clone()).into()),
        ("elm", record(9, worst.clone()).into()),
        ("elm", record(1, worst).into()),
        ("elm", record(1, planned).into()),
        ("elm", record(1, early).into()),
        ("elm", record(1, told.clone()).into()),
        ("alder", record(1, told).into()),
        ("alder", record(1, unknown).into()),
        ("alder", record(1, good).into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
        ROLE_MISSING
        CARRIAGE_UNKNOWN
        MILESTONE_BOXES_MISSING
        MILESTONE_NOT_ACTUAL
        MILESTONE_IN_THE_FUTURE
        NOT_A_REPORTER
        MILESTONE_KNOWN
        UNIT_UNKNOWN
    "#]],
    );
}

#[test]
fn of_correcting() {
    let mut desk = Desk::reading();
    desk.on(traded());
    desk.ask("birch", nominate(1, 0..4));
    let gated_in = |desk: &Desk, event| happened(&desk.stage, event, MilestoneKind::GatedIn, 0..1);
    for event in ["E-1", "E-2"] {
        desk.ask("alder", record(1, Milestone { updated: Some(desk.stage.now), ..gated_in(&desk, event) }));
    }
    desk.ask("alder", withdraw(1, None, "E-1"));
    let hour = SignedDuration::from_hours(1);
    let from =
        |source: &str, milestone| CorrectMilestone { source: Some(read(source)), ..correct(1, milestone) };
    let early =
        Milestone { updated: Some(desk.stage.now + hour), boxes: boxes(4..6), ..gated_in(&desk, "E-9") };
    let late = Milestone { updated: Some(desk.stage.now - hour), ..early.clone() };
    let gone = Milestone { event: read("E-1"), ..late.clone() };
    let outdated = Milestone { event: read("E-2"), ..late.clone() };
    let unknown = Milestone { updated: None, ..outdated.clone() };
    let good = Milestone { boxes: boxes(1..2), ..unknown.clone() };
    let steps: Vec<(&str, Action)> = vec![
        ("cedar", from("nobody", early.clone()).into()),
        ("cedar", from("alder", early).into()),
        ("cedar", from("alder", late.clone()).into()),
        ("exchange", from("exchange", outdated.clone()).into()),
        ("alder", from("alder", late).into()),
        ("alder", from("alder", gone).into()),
        ("exchange", from("alder", outdated).into()),
        ("exchange", from("alder", unknown).into()),
        ("exchange", from("alder", good).into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
            MEMBER_UNKNOWN
            MILESTONE_IN_THE_FUTURE
            NOT_THE_SOURCE
            MILESTONE_UNKNOWN
            MILESTONE_UNKNOWN
            MILESTONE_WITHDRAWN
            MILESTONE_OUTDATED
            UNIT_UNKNOWN
        "#]],
    );
    // A correction without a time keeps the time of the last that had one.
    let before = Milestone { updated: Some(desk.stage.now - hour), ..gated_in(&desk, "E-2") };
    desk.refuse("alder", correct(1, before), &expect!["MILESTONE_OUTDATED: milestone E-2 of C1 was told anew at 2026-03-02T00:00:00Z, but what stands was told at 2026-03-02T01:00:00Z | leave out words that a later one has overtaken"]);
}

#[test]
fn of_listing_a_place() {
    let mut desk = Desk::reading();
    desk.on(market());
    let steps: Vec<(&str, Action)> = vec![
        ("birch", place("CNCHQ", &[("CNSGH", None, "CNXXX")]).into()),
        ("exchange", place("CNCHQ", &[("CNSGH", None, "CNXXX")]).into()),
        ("exchange", place("CNTXG", &[("CNSGH", None, "CNXXX")]).into()),
        ("exchange", place("CNTXG", &[("CNTXG", None, "CNSGH"), ("CNSGH", None, "CNTXG")]).into()),
        ("exchange", place("CNTXG", &[("CNSGH", None, "CNTXG")]).into()),
        ("exchange", place("CNTXG", &[("CNSHA", None, "CNTXG")]).into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
            ROLE_MISSING
            PLACE_KNOWN
            PLACE_UNKNOWN
            ALIAS_CIRCLE
            ALIAS_IN_USE
        "#]],
    );
}

#[test]
fn of_withdrawing() {
    let mut desk = Desk::reading();
    desk.on(traded());
    desk.ask("birch", nominate(1, 0..4));
    for event in ["E-1", "E-2"] {
        desk.ask("alder", record(1, happened(&desk.stage, event, MilestoneKind::GatedIn, 0..1)));
    }
    desk.ask("alder", withdraw(1, None, "E-1"));
    let steps: Vec<(&str, Action)> = vec![
        ("birch", withdraw(9, Some("nobody"), "E-9").into()),
        ("cedar", withdraw(9, Some("nobody"), "E-9").into()),
        ("cedar", withdraw(9, Some("alder"), "E-9").into()),
        ("cedar", withdraw(1, Some("alder"), "E-9").into()),
        ("alder", withdraw(1, Some("alder"), "E-9").into()),
        ("alder", withdraw(1, Some("alder"), "E-1").into()),
        ("alder", withdraw(1, Some("alder"), "E-2").into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
        ROLE_MISSING
        MEMBER_UNKNOWN
        CARRIAGE_UNKNOWN
        NOT_THE_SOURCE
        MILESTONE_UNKNOWN
        WITHDRAWAL_OF_A_WITHDRAWAL
    "#]],
    );
}

/// Whether each unit is in the carriage is asked of all first; the rest of each unit after the other.
#[test]
fn of_rolling() {
    let mut desk = Desk::reading();
    desk.on(traded());
    desk.ask("birch", nominate(1, 0..4));
    desk.ask("alder", record(1, happened(&desk.stage, "L-1", MilestoneKind::Loaded, 0..1)));
    let named = |boxes| RolledUnits::Named(boxes);
    let unknown = [boxes(0..1), boxes(0..1), boxes(8..9)].concat();
    let loaded = [boxes(0..1), boxes(0..1)].concat();
    let twice = [boxes(1..2), boxes(1..2), boxes(0..1)].concat();
    let steps: Vec<(&str, Action)> = vec![
        ("birch", roll(9, named(vec![])).into()),
        ("elm", roll(9, named(vec![])).into()),
        ("elm", roll(1, named(vec![])).into()),
        ("alder", roll(1, named(vec![])).into()),
        ("alder", roll(1, named(unknown)).into()),
        ("alder", roll(1, named(loaded)).into()),
        ("alder", roll(1, named(twice)).into()),
        ("alder", roll(1, named(boxes(1..2))).into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
        ROLE_MISSING
        CARRIAGE_UNKNOWN
        NOT_THE_CARRIER
        UNITS_MISSING
        UNIT_UNKNOWN
        UNIT_LOADED
        UNIT_TWICE
    "#]],
    );
}

#[test]
fn of_storage() {
    let mut desk = Desk::reading();
    desk.on(traded());
    let steps: Vec<(&str, Action)> = vec![
        ("alder", accrue(9, 0, 0, "10000000000").into()),
        ("cedar", accrue(9, 0, 0, "10000000000").into()),
        ("cedar", accrue(1, 4_000_000_000, 0, "10000000000").into()),
        ("cedar", accrue(1, 2, 0, "10000000000").into()),
        ("cedar", accrue(1, 2, 4_000_000_000, "10000000000").into()),
        ("cedar", accrue(1, 2, 4, "45").into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
            ROLE_MISSING
            CARRIAGE_UNKNOWN
            STORAGE_TOO_MANY_UNITS
            STORAGE_NOTHING_STORED
            STORAGE_TOO_LARGE
        "#]],
    );
}

#[test]
fn of_receipts() {
    let mut desk = Desk::reading();
    desk.on(traded());
    desk.ask("exchange", receive(None, "100.00 CNY"));
    let sum = sum("200.00 USD");
    let unknown = AllocateReceipt { sum, ..allocate(9, "birch", "1.00 CNY") };
    let steps: Vec<(&str, Action)> = vec![
        ("birch", allocate(9, "nobody", "200.00 USD").into()),
        ("exchange", allocate(9, "nobody", "200.00 USD").into()),
        ("exchange", unknown.into()),
        ("exchange", allocate(1, "birch", "200.00 USD").into()),
        ("exchange", allocate(1, "birch", "200.00 CNY").into()),
        ("exchange", allocate(1, "birch", "100.00 CNY").into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
        ROLE_MISSING
        MEMBER_UNKNOWN
        RECEIPT_UNKNOWN
        CURRENCY_DIFFERS
        RECEIPT_EXCEEDED
    "#]],
    );
}

#[test]
fn of_sending() {
    let mut desk = Desk::reading();
    desk.on(earned());
    desk.ask("exchange", open("CNY"));
    desk.ask("exchange", send(1, "cedar"));
    let steps: Vec<(&str, Action)> = vec![
        ("cedar", send(9, "nobody").into()),
        ("exchange", send(9, "nobody").into()),
        ("exchange", send(9, "birch").into()),
        ("exchange", send(1, "birch").into()),
        ("exchange", send(1, "cedar").into()),
        ("exchange", send(1, "pine").into()),
    ];
    desk.climb(
        steps,
        &expect![[r#"
        ROLE_MISSING
        MEMBER_UNKNOWN
        NETTING_UNKNOWN
        NETTING_NOT_IN_CYCLE
        NETTING_ALREADY_SENT
    "#]],
    );
}
