//! The worked example, row by row, and what the engine refuses.

use expect_test::{Expect, expect};
use freight::Role;
use matching::Side;

use crate::stage::{Stage, order, read};
use crate::{
    AccrueStorage, Audience, BillStorage, Entry, Event, Holding, Nominate, OpenNetting, RecordMilestone,
    SendPayment, Sink,
};

/// Writes postings and holds down as an accountant would.
#[derive(Default)]
struct Clerk(String);

impl Sink for Clerk {
    fn tell(&mut self, event: Event) {
        match event {
            Event::Transferred { debit, credit, amount: Holding::Money(money), .. } => {
                self.0.push_str(&format!("Dr {debit} Cr {credit} {money}\n"));
            }
            Event::HoldPlaced { account, amount: Holding::Money(money), .. } => {
                self.0.push_str(&format!("hold on {account} {money}\n"));
            }
            Event::HoldChanged {
                account,
                drawn: Holding::Money(drawn),
                given_back: Holding::Money(given_back),
                remaining: Holding::Money(remaining),
                ..
            } => self.0.push_str(&format!(
                "hold on {account} drawn {drawn}, given back {given_back}, {remaining} left\n"
            )),
            _ => {}
        }
    }
}

impl Audience for Clerk {
    fn begin(&mut self, entry: &Entry<'_>) {
        if let Some(due) = entry.due() {
            self.0.push_str(&format!("{} {due}\n", entry.at));
        }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "an expectation is written where it is checked")]
fn check(clerk: &mut Clerk, expected: Expect) {
    expected.assert_eq(&core::mem::take(&mut clerk.0));
}

const SERVICE: &str = "CNCHQ-CNSGH/2026W10/22G1";
const BOOK: &str = "CNCHQ-CNSGH/2026W10/22G1/CNY";

fn boxes(from: u32, to: u32) -> Vec<freight::UnitNumber> {
    (from..to).map(|number| read(&format!("CSQU{number:06}0"))).collect()
}

fn milestone(
    event: &str,
    kind: freight::MilestoneKind,
    stage: &Stage,
    boxes: Vec<freight::UnitNumber>,
) -> RecordMilestone {
    let place = matches!(kind, freight::MilestoneKind::CustomsReleased).then(|| read("CNSGH"));
    RecordMilestone {
        carriage: settlement::CarriageId::new(1).unwrap(),
        milestone: freight::Milestone {
            event: read(event),
            kind,
            classifier: freight::Classifier::default(),
            updated: None,
            occurred: stage.now,
            place,
            boxes,
        },
    }
}

#[test]
fn the_worked_example_is_exact_to_the_cent() {
    let mut stage = Stage::new();
    stage.admit("birch", &[Role::Shipper]);
    stage.admit("alder", &[Role::Carrier]);
    stage.admit("cedar", &[Role::Warehouse]);
    stage.service(SERVICE, "2026-03-07T08:00:00Z");
    stage.list(SERVICE, "CNY", "1.00");
    stage.declare("alder", SERVICE, 40);
    stage.fund("birch", "60000.00 CNY");
    stage.fund("alder", "40000.00 CNY");
    let mut clerk = Clerk::default();
    stage.hear("alder", order(BOOK, Side::Ask, 20, "1850"), &mut clerk);
    check(
        &mut clerk,
        expect![[r#"
        hold on 2010/alder/CNY 5,628.44 CNY
    "#]],
    );
    stage.hear("birch", order(BOOK, Side::Bid, 20, "1900"), &mut clerk);
    check(
        &mut clerk,
        expect![[r#"
        hold on 2010/birch/CNY 5,780.56 CNY
        hold on 2010/birch/CNY drawn 5,628.44 CNY, given back 152.12 CNY, 0.00 CNY left
        hold on 2010/alder/CNY drawn 5,628.44 CNY, given back 0.00 CNY, 0.00 CNY left
        Dr 2010/birch/CNY Cr 2030/C1/birch/CNY 5,550.00 CNY
        Dr 2010/birch/CNY Cr 4010/CNY 74.00 CNY
        Dr 2010/birch/CNY Cr 2100/CNY 4.44 CNY
        Dr 2010/alder/CNY Cr 2030/C1/alder/CNY 5,550.00 CNY
        Dr 2010/alder/CNY Cr 4010/CNY 74.00 CNY
        Dr 2010/alder/CNY Cr 2100/CNY 4.44 CNY
    "#]],
    );
    let carriage = settlement::CarriageId::new(1).unwrap();
    let units = (0..17).map(|number| freight::Consignment::Box(read(&format!("CSQU{number:06}0")))).collect();
    stage.ask("birch", Nominate { carriage, units });
    stage.wait_hours(24);
    stage.hear(
        "alder",
        milestone("G1", freight::MilestoneKind::GatedIn, &stage.clone(), boxes(0, 17)),
        &mut clerk,
    );
    stage.now = read("2026-03-07T08:00:00Z");
    stage.hear("exchange", crate::Advance {}, &mut clerk);
    check(
        &mut clerk,
        expect![[r#"
        2026-03-06T08:00:00Z escrow call of C1
        Dr 2010/birch/CNY Cr 2040/C1/CNY 40,330.00 CNY
        2026-03-07T08:00:00Z closing of book 1
        2026-03-07T08:00:00Z cut-off of C1
        Dr 2040/C1/CNY Cr 2010/birch/CNY 6,049.50 CNY
        Dr 2030/C1/birch/CNY Cr 2050/alder/CNY 1,498.50 CNY
        Dr 2030/C1/birch/CNY Cr 4030/CNY 166.50 CNY
    "#]],
    );
    for (event, kind) in [("L1", freight::MilestoneKind::Loaded), ("D1", freight::MilestoneKind::Discharged)]
    {
        stage.wait_hours(24);
        stage.hear("alder", milestone(event, kind, &stage.clone(), boxes(0, 17)), &mut clerk);
    }
    check(
        &mut clerk,
        expect![[r#"
        Dr 2040/C1/CNY Cr 2050/alder/CNY 10,284.15 CNY
        Dr 2040/C1/CNY Cr 2050/alder/CNY 17,140.25 CNY
    "#]],
    );
    stage.hear(
        "cedar",
        AccrueStorage { carriage, units: 2, days: 4, rate: crate::stage::price("45.00") },
        &mut clerk,
    );
    stage.hear(
        "exchange",
        milestone("C1", freight::MilestoneKind::CustomsReleased, &stage.clone(), vec![]),
        &mut clerk,
    );
    stage.hear(
        "alder",
        milestone("S1", freight::MilestoneKind::Surrendered, &stage.clone(), vec![]),
        &mut clerk,
    );
    stage.hear(
        "alder",
        milestone("O1", freight::MilestoneKind::GatedOut, &stage.clone(), boxes(0, 17)),
        &mut clerk,
    );
    stage.hear(
        "cedar",
        BillStorage { bill: settlement::BillId::new(1).unwrap(), terms: read("standard") },
        &mut clerk,
    );
    check(
        &mut clerk,
        expect![[r#"
        Dr 1110/K1/birch/CNY Cr 2055/K1/cedar/CNY 360.00 CNY
        Dr 2040/C1/CNY Cr 2050/alder/CNY 6,856.10 CNY
        Dr 1110/K1/birch/CNY Cr 2055/K1/cedar/CNY 21.60 CNY
        2026-03-09T08:00:00Z collecting from participant 2 in CNY
        Dr 2010/birch/CNY Cr 1110/K1/birch/CNY 381.60 CNY
        Dr 2055/K1/cedar/CNY Cr 2050/cedar/CNY 381.60 CNY
    "#]],
    );
    stage.wait_hours(80);
    stage.hear("exchange", OpenNetting { currency: read("CNY"), value_date: read("2026-03-30") }, &mut clerk);
    let cycle = settlement::CycleId::new(1).unwrap();
    stage.hear("exchange", SendPayment { cycle, member: read("alder") }, &mut clerk);
    stage.hear("exchange", SendPayment { cycle, member: read("cedar") }, &mut clerk);
    for payment in 1..=2 {
        let payment = settlement::PaymentId::new(payment).unwrap();
        stage.hear("exchange", crate::BookPayment { payment }, &mut clerk);
    }
    check(
        &mut clerk,
        expect![[r#"
        2026-03-12T08:00:00Z closing of C1
        Dr 2030/C1/birch/CNY Cr 2010/birch/CNY 3,885.00 CNY
        Dr 2030/C1/alder/CNY Cr 2010/alder/CNY 5,550.00 CNY
        Dr 2050/alder/CNY Cr 2070/N1/alder/CNY 35,779.00 CNY
        Dr 2050/cedar/CNY Cr 2070/N1/cedar/CNY 381.60 CNY
        Dr 2070/N1/alder/CNY Cr 2080/P1/alder/CNY 35,779.00 CNY
        Dr 2070/N1/cedar/CNY Cr 2080/P2/cedar/CNY 381.60 CNY
        Dr 2080/P1/alder/CNY Cr 1010/CNY 35,779.00 CNY
        Dr 2080/P2/cedar/CNY Cr 1010/CNY 381.60 CNY
    "#]],
    );
}
