//! Every event as the line that people read, from events made by hand.

use std::collections::BTreeMap;

use engine::{AccountName, Ending, Event, Holding};
use expect_test::{Expect, expect};
use freight::{
    ClientOrderId, InstrumentCode, MilestoneCode, MilestoneKind, ParticipantCode, PlaceCode, Reference,
    ServiceCode, TermsCode,
};
use jiff::tz::Offset;
use ledger::{HoldId, TransferId};
use matching::{OrderId, Side, TradeId};
use money::{Currency, Money, Price, Sum};
use settlement::{BillId, CarriageId, ClaimId, CycleId, Drop, Party, PaymentId, Reason, ReceiptId, TermsId};

use super::{Telling, lines};

fn cny() -> Currency {
    Currency::parse("CNY").unwrap()
}

fn money(text: &str) -> Money {
    Money::parse(text, cny()).unwrap()
}

fn member(code: &str) -> ParticipantCode {
    ParticipantCode::parse(code).unwrap()
}

fn instrument() -> InstrumentCode {
    InstrumentCode::parse("CNCHQ-CNSGH/2026W11/22G1/CNY").unwrap()
}

fn service() -> ServiceCode {
    ServiceCode::parse("CNCHQ-CNSGH/2026W11/22G1").unwrap()
}

fn name(text: &str) -> Option<ClientOrderId> {
    Some(ClientOrderId::parse(text).unwrap())
}

fn order() -> OrderId {
    OrderId::new(1 << 24).unwrap()
}

fn c1() -> CarriageId {
    CarriageId::new(1).unwrap()
}

fn k1() -> ClaimId {
    ClaimId::new(1).unwrap()
}

fn n1() -> CycleId {
    CycleId::new(1).unwrap()
}

/// Tells events below a command by the clock of Chongqing.
fn check_as(made_up: bool, cancelling: bool, events: &[Event], expected: &Expect) {
    let currencies = BTreeMap::from([(instrument(), cny())]);
    let clock = Offset::constant(8);
    let telling = Telling { clock, currencies: &currencies, made_up, cancelling };
    let told: Vec<_> = events.iter().filter_map(|event| telling.tell(event)).collect();
    expected.assert_eq(&lines(&told).join("\n"));
}

fn check(events: &[Event], expected: &Expect) {
    check_as(false, false, events, expected);
}

#[test]
fn the_market_is_told_by_the_names_of_orders() {
    let ended = |how, open| Event::OrderEnded { order: order(), client_order_id: name("O1"), how, open };
    let amended = |kept_place| Event::OrderAmended {
        order: order(),
        client_order_id: None,
        open: 5,
        limit: Price::parse("1850").unwrap(),
        kept_place,
    };
    check(
        &[
            Event::Trade {
                trade: TradeId::new(1).unwrap(),
                instrument: instrument(),
                price: Price::parse("1840").unwrap(),
                quantity: 1_005,
                shipper: member("birch"),
                carrier: member("alder"),
                taker: order(),
                taker_client_order_id: name("O3"),
                maker: order(),
                maker_client_order_id: None,
                taker_side: Side::Bid,
                taker_open: 0,
                maker_open: 3,
            },
            Event::OrderRested { order: order(), client_order_id: name("O3"), open: 3 },
            amended(true),
            amended(false),
            ended(Ending::Cancelled, 3),
            ended(Ending::Dropped, 3),
            ended(Ending::Expired, 1_200),
            ended(Ending::SelfTrade, 1),
            Event::BookClosed { instrument: instrument() },
        ],
        &expect![[r#"
            trade T1  O3 O16777216  1,005 @ 1,840.00
            place lost O16777216
            dropped O1  3
            expired O1  1,200
            self-trade O1  1
            book closed CNCHQ-CNSGH/2026W11/22G1/CNY"#]],
    );
}

#[test]
fn carriages_are_told_with_what_moved_and_where_they_stand() {
    let dropped = |by, why, back: &str| Event::UnitsDroppedOut {
        carriage: c1(),
        by,
        why,
        units: 3,
        left: 17,
        escrow_returned: money(back),
    };
    let charged = Event::DamagesCharged {
        carriage: c1(),
        from: member("birch"),
        total: money("11100.00"),
        to_other: money("9990.00"),
        to_house: money("1110.00"),
        deposit: money("5550.00"),
        free: money("371.56"),
        fund: money("1000.00"),
        owed: money("4178.44"),
    };
    check(
        &[
            Event::EscrowCalled { carriage: c1(), shipper: member("birch"), amount: money("40330.00") },
            Event::FreightReleased {
                carriage: c1(),
                carrier: member("alder"),
                amount: money("10284.15"),
                total: money("10284.15"),
                of: money("34280.50"),
            },
            Event::ReleaseReversed {
                carriage: c1(),
                carrier: member("alder"),
                amount: money("1411.55"),
                owed: money("974.39"),
                total: money("2621.45"),
                of: money("4033.00"),
            },
            dropped(Party::Shipper, Drop::NoShow, "6049.50"),
            dropped(Party::Shipper, Drop::Unpaid, "0"),
            dropped(Party::Carrier, Drop::Rolled, "0"),
            charged.clone(),
            Event::ClosingSet { carriage: c1(), at: Some("2026-03-26T03:00:00Z".parse().unwrap()) },
            Event::ClosingSet { carriage: c1(), at: None },
        ],
        &expect![[r#"
            escrow C1  40,330.00 CNY from birch
            released C1  10,284.15 CNY to alder, 10,284.15 of 34,280.50 so far
            reversed C1  1,411.55 CNY from alder, 974.39 owed, 2,621.45 of 4,033.00 so far
            no-show C1  3 by the shipper, 17 left, 6,049.50 of escrow back
            unpaid C1  3 by the shipper, 17 left
            rolled C1  3 by the carrier, 17 left
            damages C1  11,100.00 CNY by birch, 5,550.00 from its deposit, 371.56 from its free money, 1,000.00 from the default fund, 4,178.44 owed; 9,990.00 to the other side, 1,110.00 to the exchange
            closing C1  2026-03-26 11:00
            closing C1  open again"#]],
    );
    let cancelled = Event::CarriageCancelled {
        carriage: c1(),
        by: member("birch"),
        units: 20,
        escrow_returned: money("0"),
    };
    check_as(
        false,
        true,
        &[cancelled, charged],
        &expect![[r#"
        cancelled C1  20 by birch
        fee C1  11,100.00 CNY by birch, 5,550.00 from its deposit, 371.56 from its free money, 1,000.00 from the default fund, 4,178.44 owed; 9,990.00 to the other side, 1,110.00 to the exchange"#]],
    );
}

#[test]
fn a_name_is_shown_only_where_it_was_made_up() {
    let recorded = Event::MilestoneRecorded {
        carriage: c1(),
        source: member("alder"),
        event: MilestoneCode::parse("C1-LOAD-1").unwrap(),
        kind: MilestoneKind::Loaded,
        place: None,
        occurred: jiff::Timestamp::UNIX_EPOCH,
        updated: None,
        units: Vec::new(),
    };
    let recorded = [recorded];
    check(&recorded, &expect![""]);
    check_as(true, false, &recorded, &expect!["recorded C1-LOAD-1"]);
    let released = Event::MilestoneRecorded {
        carriage: c1(),
        source: member("customs"),
        event: MilestoneCode::parse("C1-CUSR-1").unwrap(),
        kind: MilestoneKind::CustomsReleased,
        place: PlaceCode::parse("CNSGH").ok(),
        occurred: jiff::Timestamp::UNIX_EPOCH,
        updated: None,
        units: Vec::new(),
    };
    check_as(true, false, &[released], &expect!["recorded C1-CUSR-1 at CNSGH"]);
}

#[test]
fn the_treasury_is_told_with_the_numbers_that_it_gives() {
    let sum = Sum::parse("500.00", cny()).unwrap();
    let reference = Reference::parse("WIRE 1").unwrap();
    let p1 = PaymentId::new(1).unwrap();
    let b1 = BillId::new(1).unwrap();
    check(
        &[
            Event::MoneyReceived { member: Some(member("birch")), receipt: None, sum, reference },
            Event::MoneyReceived { member: None, receipt: ReceiptId::new(1), sum, reference },
            Event::ClaimArose {
                claim: k1(),
                debtor: member("birch"),
                owner: "escrow C1".into(),
                amount: money("1.00"),
            },
            Event::ClaimCollected {
                claim: k1(),
                debtor: member("birch"),
                amount: money("0.75"),
                left: money("0.25"),
            },
            Event::ClaimSetOff {
                claim: k1(),
                debtor: member("birch"),
                cycle: n1(),
                amount: money("0.25"),
                left: money("0.00"),
            },
            Event::ClaimReassigned {
                claim: k1(),
                from: k1(),
                debtor: member("birch"),
                owner: "alder".into(),
                amount: money("0.25"),
            },
            Event::ClaimReassigned {
                claim: ClaimId::new(2).unwrap(),
                from: k1(),
                debtor: member("birch"),
                owner: "alder".into(),
                amount: money("0.15"),
            },
            Event::ClaimLapsed {
                claim: k1(),
                debtor: member("birch"),
                amount: money("0.10"),
                left: money("0.00"),
            },
            Event::ClaimSettled { claim: k1() },
            Event::StorageAccrued {
                bill: b1,
                carriage: c1(),
                warehouse: member("cedar"),
                debtor: member("birch"),
                units: 2,
                days: 4,
                rate: Price::parse("45.00").unwrap(),
                amount: money("360.00"),
            },
            Event::StorageBilled {
                bill: b1,
                warehouse: member("cedar"),
                debtor: member("birch"),
                tax: money("21.60"),
                total: money("381.60"),
            },
            Event::NettingOpened {
                cycle: n1(),
                currency: cny(),
                value_date: "2026-03-30".parse().unwrap(),
                members: 1,
                total: money("381.60"),
            },
            Event::EarningsNetted { cycle: n1(), member: member("cedar"), amount: money("381.60") },
            Event::PaymentSent { payment: p1, member: member("cedar"), cycle: Some(n1()), sum },
            Event::PaymentBooked { payment: p1, member: member("cedar"), sum },
            Event::FxBought { bought: sum, paid: sum, result: None },
            Event::FxBought { bought: sum, paid: sum, result: Some(money("-0.35")) },
        ],
        &expect![[r#"
            receipt R1  500.00 CNY ref "WIRE 1"
            claim K1  1.00 CNY from birch to escrow C1
            collected K1  0.75 CNY from birch, 0.25 left
            set off K1  0.25 CNY of birch in N1, 0.00 left
            reassigned K1  0.25 CNY from birch to alder
            reassigned K2  0.15 CNY of K1 from birch to alder
            lapsed K1  0.10 CNY from birch, 0.00 left
            settled K1
            accrued B1  360.00 CNY from birch to cedar
            billed B1  381.60 CNY from birch to cedar, 21.60 of it tax
            netting N1  381.60 CNY to 1 member on 2026-03-30
            netted N1  381.60 CNY to cedar
            payment P1  500.00 CNY to cedar
            squared -0.35 CNY"#]],
    );
}

#[test]
fn neighbouring_postings_stand_below_each_other() {
    let moved = |debit: &str, credit: &str, amount, reason, about: &str| Event::Transferred {
        transfer: TransferId(7),
        debit: AccountName(debit.to_owned()),
        credit: AccountName(credit.to_owned()),
        amount,
        reason,
        about: about.to_owned(),
    };
    let cash = |text: &str| Holding::Money(money(text));
    check(
        &[
            moved("2010/birch/CNY", "2030/C1/birch/CNY", cash("5550.00"), Reason::DepositTaken, "C1"),
            moved("2010/birch/CNY", "4010/CNY", cash("74.00"), Reason::FeeCharged, "C1"),
            Event::TermsSet { code: TermsCode::parse("river").unwrap(), version: TermsId::new(2).unwrap() },
            moved("3010/CNY", "1010/CNY", cash("6.00"), Reason::Swept, "house"),
            moved(
                "9010/alder/CNCHQ-CNSGH/2026W11/22G1",
                "9020/birch/CNCHQ-CNSGH/2026W11/22G1",
                Holding::Slots { service: service(), quantity: 1_200 },
                Reason::SlotsSold,
                "C1",
            ),
        ],
        &expect![[r#"
            Dr 2010/birch/CNY  Cr 2030/C1/birch/CNY  5,550.00 CNY  deposit taken C1
            Dr 2010/birch/CNY  Cr 4010/CNY              74.00 CNY  fee charged C1
            terms river  V2
            Dr 3010/CNY                             Cr 1010/CNY                                6.00 CNY  swept
            Dr 9010/alder/CNCHQ-CNSGH/2026W11/22G1  Cr 9020/birch/CNCHQ-CNSGH/2026W11/22G1  1,200 slots  slots sold C1"#]],
    );
}

#[test]
fn holds_are_told_with_what_changed_and_what_is_left() {
    let account = AccountName("2010/birch/CNY".to_owned());
    let hold = HoldId::from_bits(1 << 24).unwrap();
    let cash = |text: &str| Holding::Money(money(text));
    check(
        &[
            Event::HoldPlaced {
                hold,
                account: account.clone(),
                amount: cash("5780.56"),
                order: order(),
                client_order_id: name("O2"),
            },
            Event::HoldChanged {
                hold,
                account: account.clone(),
                drawn: cash("5628.44"),
                given_back: cash("152.12"),
                added: cash("0"),
                remaining: cash("0"),
                order: order(),
                client_order_id: name("O2"),
            },
            Event::HoldChanged {
                hold,
                account,
                drawn: Holding::Slots { service: service(), quantity: 0 },
                given_back: Holding::Slots { service: service(), quantity: 0 },
                added: Holding::Slots { service: service(), quantity: 2 },
                remaining: Holding::Slots { service: service(), quantity: 7 },
                order: order(),
                client_order_id: None,
            },
        ],
        &expect![[r#"
            hold O2  2010/birch/CNY  5,780.56 CNY
            hold O2  2010/birch/CNY  5,628.44 drawn, 152.12 given back, 0.00 CNY left
            hold O16777216  2010/birch/CNY  2 added, 7 slots left"#]],
    );
}
