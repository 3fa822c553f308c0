//! The laws of carriages, over whatever may happen to them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "the quay serves the examples too")]
#[path = "carriages/quay.rs"]
mod quay;

use std::collections::BTreeMap;

use freight::MilestoneCode;
use jiff::SignedDuration;
use money::{Asset, Currency, Price, Sum};
use proptest::prelude::*;
use quay::{Quay, Refused, a, b, boxed, c, carrier, container, exchange, rate, schedule, terms, tranche, v};
use settlement::{
    Bargain, Command, Damages, Deposits, Due, Fees, Party, Purse, Purses, Reporter, Rolled, Side, Terms,
    Value,
};

/// Money by what it is for: claims of one owner count together, since which of them holds it is not the point.
type Balances = BTreeMap<(String, Asset), i64>;

fn balances(quay: &Quay) -> Balances {
    let mut balances = Balances::new();
    for (purse, asset, balance) in quay.purses.filled() {
        let what = match purse {
            Purse::Owed(_, member) => format!("owed by {member:?}"),
            Purse::AccruedToEscrow(_, carriage) => format!("owed to the escrow of {carriage}"),
            Purse::Accrued(_, member) => format!("owed to {member:?}"),
            other => format!("{other:?}"),
        };
        *balances.entry((what, asset)).or_default() += balance;
    }
    balances
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

/// Weights of three tranches, in thousandths.
fn some_terms() -> impl Strategy<Value = Terms> {
    let part = |most: u32| (0..=most).prop_map(|thousandths| rate(&format!("0.{thousandths:03}")));
    let damages =
        move || (part(999), part(999)).prop_map(|(rate, house_share)| Damages { rate, house_share });
    let weights = (1u32..500, 1u32..499).prop_map(|(first, second)| [first, second, 1000 - first - second]);
    (weights, [part(400), part(400)], [part(20), part(20)], part(200), damages(), damages()).prop_map(
        |(weights, deposits, fees, freight_tax, no_show, roll)| {
            let needs: [&[&str]; 3] =
                [&["LOAD"], &["LOAD", "DISC"], &["LOAD", "DISC", "GTOT", "CUSR", "SURR"]];
            let tranches = weights.iter().zip(needs);
            Terms {
                tranches: tranches.map(|(weight, needs)| tranche(&format!("0.{weight:03}"), needs)).collect(),
                deposit: Deposits { shipper: deposits[0], carrier: deposits[1] },
                fee: Fees { maker: fees[0], taker: fees[1] },
                freight_tax,
                no_show,
                roll,
                ..terms()
            }
        },
    )
}

/// A price in JPY, where rounding bites.
fn some_price() -> impl Strategy<Value = String> {
    (1u32..200_000, 0u32..100).prop_map(|(whole, part)| format!("{whole}.{part:02}"))
}

/// `boxes` traded, named and called, with plenty of money on both sides.
fn called(terms: &Terms, price: &str, boxes: u32) -> Quay {
    let mut quay = Quay::open(terms, "JPY");
    quay.receive(a(), "100000000");
    quay.receive(b(), "100000000");
    quay.strike(1, boxes, price);
    quay.name(1, 1, boxes);
    quay.run(&Command::Call { carriage: c(1) }).unwrap();
    quay
}

/// What makes `boxes` pass everything, each box by itself.
fn everything(boxes: u32) -> Vec<(&'static str, Vec<u32>)> {
    let each = |what| (1..=boxes).map(move |number| (what, vec![number]));
    let of_boxes = each("LOAD").chain(each("DISC")).chain(each("GTOT"));
    of_boxes.chain([("SURR", Vec::new()), ("CUSR@CNCHQ", Vec::new()), ("CUSR@CNSGH", Vec::new())]).collect()
}

fn balance(quay: &Quay, purse: Purse) -> i64 {
    quay.purses.balance(purse, currency("JPY").into())
}

/// Something that can be asked of the one carriage.
#[derive(Clone, Debug)]
enum Ask {
    Name(u32),
    Tell(&'static str, Vec<u32>),
    Correct(usize, &'static str, Vec<u32>),
    Withdraw(usize),
    Roll(Vec<u32>),
    RollUnnamed(u32),
    Call,
    Cancel(Party),
    PayOut,
    Receive(u32),
    Wait(u32),
}

fn what() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "GTIN",
        "GTIN",
        "LOAD",
        "LOAD",
        "LOAD",
        "DISC",
        "DISC",
        "GTOT",
        "GTOT",
        "SURR",
        "CUSR@CNCHQ",
        "CUSR@CNSGH",
        "CUSI@CNSGH",
        "HOLD@CNWUH",
        "CUSR@CNWUH",
    ])
}

fn some_boxes() -> impl Strategy<Value = Vec<u32>> {
    prop_oneof![
        1 => Just((1..=6).collect::<Vec<u32>>()),
        3 => prop::sample::subsequence((1..=6).collect::<Vec<u32>>(), 1..=6),
    ]
}

fn ask() -> impl Strategy<Value = Ask> {
    prop_oneof![
        3 => (1u32..=6).prop_map(Ask::Name),
        20 => (what(), some_boxes()).prop_map(|(what, boxes)| Ask::Tell(what, boxes)),
        3 => (0usize..20, what(), some_boxes()).prop_map(|(which, what, boxes)| Ask::Correct(which, what, boxes)),
        6 => (0usize..20).prop_map(Ask::Withdraw),
        2 => prop::sample::subsequence((1..=6).collect::<Vec<u32>>(), 1..=2).prop_map(Ask::Roll),
        1 => (1u32..=2).prop_map(Ask::RollUnnamed),
        2 => Just(Ask::Call),
        1 => prop_oneof![Just(Party::Shipper), Just(Party::Carrier)].prop_map(Ask::Cancel),
        4 => Just(Ask::PayOut),
        2 => (1u32..100_000).prop_map(Ask::Receive),
        2 => (1u32..200).prop_map(Ask::Wait),
    ]
}

/// What was told, so that it can be corrected and withdrawn: who said it, under which code.
type Said = Vec<(Reporter, String)>;

impl Ask {
    /// Puts it to the quay; whether it is allowed is not the point.
    fn put(&self, quay: &mut Quay, said: &mut Said) {
        let teller = |what: &str| if what.len() > 4 { exchange() } else { carrier() };
        let per_box = |what: &str, boxes: &[u32]| {
            if ["SURR"].contains(&what) || what.len() > 4 { vec![] } else { boxes.to_vec() }
        };
        match self {
            Ask::Name(number) => {
                drop(quay.run(&Command::Nominate { by: a(), carriage: c(1), units: &[boxed(*number)] }));
            }
            Ask::Tell(what, boxes) => {
                let event = format!("m{}", said.len());
                let milestone = quay.milestone(&event, what, &per_box(what, boxes));
                let by = teller(what);
                if quay.run(&Command::Record { by, carriage: c(1), milestone: &milestone }).is_ok() {
                    said.push((by, event));
                }
            }
            Ask::Correct(which, what, boxes) => {
                if let Some((by, event)) = said.get(*which) {
                    let milestone = quay.milestone(event, what, &per_box(what, boxes));
                    drop(quay.run(&Command::Correct {
                        by: *by,
                        carriage: c(1),
                        source: by.participant,
                        milestone: &milestone,
                    }));
                }
            }
            Ask::Withdraw(which) => {
                if let Some((by, event)) = said.get(*which) {
                    let (source, event) = (by.participant, MilestoneCode::parse(event).unwrap());
                    drop(quay.run(&Command::Withdraw { by: *by, carriage: c(1), source, event }));
                }
            }
            Ask::Roll(boxes) => {
                let units: Vec<_> = boxes.iter().copied().map(container).collect();
                drop(quay.run(&Command::Roll {
                    by: carrier(),
                    carriage: c(1),
                    units: Rolled::Named(&units),
                }));
            }
            Ask::RollUnnamed(units) => {
                let units = Rolled::Unnamed(*units);
                drop(quay.run(&Command::Roll { by: carrier(), carriage: c(1), units }));
            }
            Ask::Call => drop(quay.run(&Command::Call { carriage: c(1) })),
            Ask::Cancel(party) => {
                let by = if *party == Party::Shipper { a() } else { b() };
                drop(quay.run(&Command::Cancel { by, carriage: c(1) }));
            }
            Ask::PayOut => pay_out(quay),
            Ask::Receive(amount) => quay.receive(b(), &amount.to_string()),
            Ask::Wait(hours) => {
                let until = quay.now() + SignedDuration::from_hours(i64::from(*hours));
                wait(quay, until);
            }
        }
    }
}

fn wait(quay: &mut Quay, until: jiff::Timestamp) {
    let told = quay.on_until(until);
    assert!(!told.contains("shortage"), "{told}");
}

/// B takes all it has, and spends it.
fn pay_out(quay: &mut Quay) {
    let jpy = currency("JPY");
    let drawn = quay.run(&Command::OpenNetting { currency: jpy, value_date: jiff::civil::date(2026, 3, 11) });
    let cycle = quay.settlement.treasury().cycles().open().last().map(|(cycle, _)| cycle);
    if let (Ok(_), Some(cycle)) = (drawn, cycle) {
        drop(quay.run(&Command::Send { cycle, member: b() }));
        drop(quay.run(&Command::Send { cycle, member: a() }));
    }
    let free = balance(quay, Purse::Free(b()));
    if let Some(amount) = u64::try_from(free).ok().and_then(money::Amount::new) {
        drop(quay.run(&Command::WithdrawMoney { member: b(), sum: Sum { amount, currency: jpy } }));
    }
}

/// What must be true of the carriage at every moment.
fn check(quay: &Quay, price: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(quay.slots().iter().sum::<i64>(), 100, "declared slots are somewhere");
    let Some(carriage) = quay.settlement.carriage(c(1)) else {
        let left = [Purse::Escrow(c(1)), Purse::Deposit(c(1), a()), Purse::Deposit(c(1), b())];
        prop_assert!(
            left.iter().all(|&purse| balance(quay, purse) == 0),
            "a finished carriage holds nothing"
        );
        prop_assert_eq!(quay.settlement.claims().of_escrow(c(1)).count(), 0, "and nothing is owed to it");
        prop_assert_eq!(quay.settlement.next_due(), None);
        return Ok(());
    };
    let named: u32 = carriage.units().iter().filter(|unit| !unit.out).map(|unit| unit.quantity).sum();
    prop_assert_eq!(carriage.left(), carriage.unnamed() + named);
    let owed: i64 =
        quay.settlement.claims().of_escrow(c(1)).map(|claim| balance(quay, Purse::Owed(claim, b()))).sum();
    let waiting = balance(quay, Purse::Escrow(c(1))) + owed;
    if carriage.is_called() {
        let terms = quay.settlement.terms(carriage.terms());
        let freight =
            Price::parse(price).unwrap().value(u64::from(carriage.left()), currency("JPY")).unwrap();
        let escrow = freight.signed() + terms.freight_tax.of(freight).unwrap().signed();
        prop_assert!(waiting <= escrow, "{waiting} of {escrow}");
        let closing = carriage.closes_at().is_some();
        prop_assert!(!closing || waiting == 0, "what closes is released: {waiting}");
    } else {
        prop_assert_eq!(waiting, 0, "nothing is in an escrow that was not called");
    }
    Ok(())
}

proptest! {

    #[test]
    fn the_tranches_sum_to_the_escrow_in_any_order(
        terms in some_terms(),
        price in some_price(),
        (boxes, told) in (1u32..5).prop_flat_map(|boxes| (Just(boxes), Just(everything(boxes)).prop_shuffle())),
    ) {
        let mut quay = called(&terms, &price, boxes);
        let escrow = balance(&quay, Purse::Escrow(c(1)));
        for (what, boxes) in &told {
            quay.tell(1, what, boxes);
        }
        prop_assert_eq!(balance(&quay, Purse::Earned(b())), escrow);
        prop_assert_eq!(balance(&quay, Purse::Escrow(c(1))), 0);
        prop_assert!(quay.settlement.carriage(c(1)).unwrap().closes_at().is_some());
    }

    #[test]
    fn the_release_is_a_function_of_what_stands(
        terms in some_terms(),
        price in some_price(),
        (first, second) in prop::sample::subsequence(everything(3), 0..12)
            .prop_flat_map(|told| (Just(told.clone()).prop_shuffle(), Just(told).prop_shuffle())),
        call_after in 0usize..12,
    ) {
        let mut early = called(&terms, &price, 3);
        first.iter().for_each(|(what, boxes)| drop(early.tell(1, what, boxes)));
        let mut late = Quay::open(&terms, "JPY");
        late.receive(a(), "100000000");
        late.receive(b(), "100000000");
        late.strike(1, 3, &price);
        late.name(1, 1, 3);
        for (step, (what, boxes)) in second.iter().enumerate() {
            if step == call_after {
                late.run(&Command::Call { carriage: c(1) }).unwrap();
            }
            late.tell(1, what, boxes);
        }
        if second.len() <= call_after {
            late.run(&Command::Call { carriage: c(1) }).unwrap();
        }
        prop_assert_eq!(early.filled(), late.filled());
    }

    #[test]
    fn a_milestone_and_its_withdrawal_leave_the_balances(
        terms in some_terms(),
        price in some_price(),
        before in prop::collection::vec((what(), some_boxes()), 0..8),
        paid_out in any::<bool>(),
        (what, boxes) in (what(), some_boxes()),
    ) {
        let mut quay = called(&terms, &price, 6);
        let mut said = Said::new();
        before.into_iter().for_each(|(what, boxes)| Ask::Tell(what, boxes).put(&mut quay, &mut said));
        if paid_out {
            pay_out(&mut quay);
        }
        let balances_before = balances(&quay);
        Ask::Tell(what, boxes).put(&mut quay, &mut said);
        Ask::Withdraw(said.len() - 1).put(&mut quay, &mut said);
        prop_assert_eq!(balances(&quay), balances_before);
    }

    #[test]
    fn any_split_into_fills_costs_the_same(
        terms in some_terms(),
        price in some_price(),
        fills in prop::collection::vec(1u32..5, 1..8),
        rests in prop::collection::vec(any::<bool>(), 8),
    ) {
        let price = Price::parse(&price).unwrap();
        let jpy = currency("JPY");
        let cost = |fills: &[(u32, bool)]| {
            let mut quay = Quay::open(&terms, "JPY");
            quay.receive(a(), "100000000");
            quay.receive(b(), "100000000");
            let (mut shipper, mut carrier) = (Value::default(), Value::default());
            for (number, &(quantity, rests)) in (1..).zip(fills) {
                let value = price.worth(u64::from(quantity)).unwrap();
                let grown = |before: Value, rests: bool| match rests {
                    true => Value { made: before.made.checked_add(value).unwrap(), ..before },
                    false => Value { taken: before.taken.checked_add(value).unwrap(), ..before },
                };
                let side = |participant, before, after| Side { participant, terms: v(1), before, after };
                let (bought, sold) = (grown(shipper, rests), grown(carrier, !rests));
                let bargain = Bargain {
                    carriage: c(number),
                    service: quay::service(),
                    currency: jpy,
                    price,
                    quantity,
                    terms: v(1),
                    shipper: side(a(), shipper, bought),
                    carrier: side(b(), carrier, sold),
                };
                quay.run(&Command::Strike(bargain)).unwrap();
                (shipper, carrier) = (bought, sold);
            }
            let charged = [Purse::Free(a()), Purse::Free(b()), Purse::Fees, Purse::Tax].map(|purse| balance(&quay, purse));
            (charged, [shipper, carrier])
        };
        let fills: Vec<_> = fills.into_iter().zip(rests).collect();
        let (charged, [shipper, carrier]) = cost(&fills);
        let received = 100_000_000;
        let all: u32 = fills.iter().map(|(quantity, _)| quantity).sum();
        let worth = shipper.made.checked_add(shipper.taken);
        prop_assert_eq!(worth, price.worth(u64::from(all)), "a split is worth the whole");
        let due = |party, value| terms.charges(party, value, jpy).unwrap().total().unwrap().signed();
        prop_assert_eq!(charged[0], received - due(Party::Shipper, shipper));
        prop_assert_eq!(charged[1], received - due(Party::Carrier, carrier));
    }

    #[test]
    fn any_split_into_rolls_costs_the_same(
        terms in some_terms(),
        price in some_price(),
        loaded in 0u32..3,
        steps in prop::collection::vec(1u32..3, 1..4),
    ) {
        let rolled = |steps: &[u32]| {
            let mut quay = Quay::open(&terms, "JPY");
            quay.receive(a(), "100000000");
            quay.receive(b(), "100000000");
            quay.strike(1, 12, &price);
            quay.name(1, 1, 3);
            quay.run(&Command::Call { carriage: c(1) }).unwrap();
            (1..=loaded).for_each(|number| drop(quay.tell(1, "LOAD", &[number])));
            for &step in steps {
                quay.run(&Command::Roll { by: carrier(), carriage: c(1), units: Rolled::Unnamed(step) }).unwrap();
            }
            quay.filled()
        };
        prop_assert_eq!(rolled(&steps), rolled(&[steps.iter().sum()]));
    }

    #[test]
    fn nothing_is_lost_whatever_happens(
        terms in some_terms(),
        price in some_price(),
        poor in any::<bool>(),
        asks in prop::collection::vec(ask(), 1..40),
    ) {
        let mut quay = Quay::open(&terms, "JPY");
        quay.receive(a(), if poor { "2000000" } else { "100000000" });
        quay.receive(b(), if poor { "1000000" } else { "100000000" });
        if !matches!(quay.run(&Command::Strike(quay.bargain(1, 8, &price))), Err(Refused::ForShortage(_))) {
            let mut said = Said::new();
            for ask in &asks {
                ask.put(&mut quay, &mut said);
                check(&quay, &price)?;
            }
            let end = schedule().cut_off + SignedDuration::from_hours(10_000);
            wait(&mut quay, end);
            check(&quay, &price)?;
        }
    }

    #[test]
    fn what_is_due_comes_in_the_order_of_time_kind_and_number(
        terms in some_terms(),
        quantities in prop::collection::vec(1u32..5, 1..6),
    ) {
        let mut quay = Quay::open(&terms, "JPY");
        quay.receive(a(), "100000000");
        quay.receive(b(), "100000000");
        for (number, &quantity) in (1..).zip(&quantities) {
            quay.strike(number, quantity, "1000");
        }
        let mut last = None;
        while let Some((at, due)) = quay.settlement.next_due() {
            prop_assert!(last < Some((at, due)), "{last:?} came before {due:?}");
            last = Some((at, due));
            let step = at.max(quay.now());
            let command = match due {
                Due::Call(carriage) => Command::Call { carriage },
                Due::CutOff(carriage) => Command::CutOff { carriage },
                Due::Close(carriage) => Command::Close { carriage },
            };
            quay.set(step);
            quay.run(&command).unwrap();
        }
        prop_assert_eq!(quay.settlement.carriages().count(), 0);
    }
}
