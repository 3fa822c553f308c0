//! What is said at the desk, in few words.

use core::ops::Range;

use engine::stage::{Stage, order, read, sum};
use engine::{
    AccrueStorage, BillStorage, CorrectMilestone, Nominate, Outcome, PlaceOrder, Receive, RecordMilestone,
    WithdrawMilestone, WithdrawMoney,
};
use freight::{Classifier, Consignment, Milestone, MilestoneKind, Role, UnitNumber};
use matching::{OrderId, Side};
use settlement::{BillId, CarriageId, CycleId, PaymentId, ReceiptId};

/// The service of the worked example, and its book.
pub(crate) const SERVICE: &str = "CNCHQ-CNSGH/2026W10/22G1";
pub(crate) const BOOK: &str = "CNCHQ-CNSGH/2026W10/22G1/CNY";

/// A market: birch and maple ship, alder and elm carry, cedar and pine store; alder has 40 slots.
pub(crate) fn market() -> Stage {
    let mut stage = Stage::new();
    let members = [
        ("birch", Role::Shipper),
        ("maple", Role::Shipper),
        ("alder", Role::Carrier),
        ("elm", Role::Carrier),
        ("cedar", Role::Warehouse),
        ("pine", Role::Warehouse),
    ];
    for (member, role) in members {
        stage.admit(member, &[role]);
    }
    stage.service(SERVICE, "2026-03-07T08:00:00Z");
    stage.list(SERVICE, "CNY", "1.00");
    stage.declare("alder", SERVICE, 40);
    stage.fund("birch", "60000.00 CNY");
    stage.fund("alder", "40000.00 CNY");
    stage
}

/// The market, where birch has bought 5 slots of alder at 1,850: carriage C1.
pub(crate) fn traded() -> Stage {
    let mut stage = market();
    trade(&mut stage, "birch", 5);
    stage
}

/// Lets a shipper buy slots of alder at 1,850.
pub(crate) fn trade(stage: &mut Stage, shipper: &str, quantity: u32) {
    stage.ask("alder", order(BOOK, Side::Ask, quantity, "1850"));
    stage.ask(shipper, order(BOOK, Side::Bid, quantity, "1850"));
}

/// Pays out a member's money.
pub(crate) fn empty(stage: &mut Stage, member: &str, amount: &str) {
    stage.ask(member, WithdrawMoney { sum: sum(amount) });
}

pub(crate) fn c(number: u64) -> CarriageId {
    CarriageId::new(number).expect("numbers begin at 1")
}

pub(crate) fn b(number: u64) -> BillId {
    BillId::new(number).expect("numbers begin at 1")
}

pub(crate) fn n(number: u32) -> CycleId {
    CycleId::new(number).expect("numbers begin at 1")
}

pub(crate) fn p(number: u64) -> PaymentId {
    PaymentId::new(number).expect("numbers begin at 1")
}

pub(crate) fn r(number: u64) -> ReceiptId {
    ReceiptId::new(number).expect("numbers begin at 1")
}

/// The order that was placed.
pub(crate) fn placed(outcome: Outcome) -> OrderId {
    let Outcome::Placed { matched, .. } = outcome else { panic!("{outcome:?} places no order") };
    matched.order
}

/// An order with the member's own name for it.
pub(crate) fn named(client: &str, mut order: PlaceOrder) -> PlaceOrder {
    order.client_order_id = Some(read(client));
    order
}

/// The numbers of boxes.
pub(crate) fn boxes(range: Range<u32>) -> Vec<UnitNumber> {
    range.map(|number| read(&format!("CSQU{number:06}0"))).collect()
}

/// Names boxes of a carriage.
pub(crate) fn nominate(carriage: u64, range: Range<u32>) -> Nominate {
    let units = range.map(|number| Consignment::Box(read(&format!("CSQU{number:06}0")))).collect();
    Nominate { carriage: c(carriage), units }
}

/// Something that happened to boxes just now.
pub(crate) fn happened(stage: &Stage, event: &str, kind: MilestoneKind, range: Range<u32>) -> Milestone {
    let (event, boxes) = (read(event), boxes(range));
    Milestone {
        event,
        kind,
        classifier: Classifier::Actual,
        occurred: stage.now,
        updated: None,
        place: None,
        boxes,
    }
}

pub(crate) fn record(carriage: u64, milestone: Milestone) -> RecordMilestone {
    RecordMilestone { carriage: c(carriage), milestone }
}

pub(crate) fn correct(carriage: u64, milestone: Milestone) -> CorrectMilestone {
    CorrectMilestone { carriage: c(carriage), source: None, milestone }
}

pub(crate) fn withdraw(carriage: u64, source: Option<&str>, event: &str) -> WithdrawMilestone {
    WithdrawMilestone { carriage: c(carriage), source: source.map(read), event: read(event) }
}

pub(crate) fn accrue(carriage: u64, units: u32, days: u32, rate: &str) -> AccrueStorage {
    AccrueStorage { carriage: c(carriage), units, days, rate: engine::stage::price(rate) }
}

pub(crate) fn bill(bill: u64) -> BillStorage {
    BillStorage { bill: b(bill), terms: read("standard") }
}

pub(crate) fn receive(member: Option<&str>, amount: &str) -> Receive {
    Receive { member: member.map(read), sum: sum(amount), reference: read("receipt") }
}
