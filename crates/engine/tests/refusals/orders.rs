//! Orders: placed, amended, cancelled.

use engine::stage::{Stage, order, price, rate, read, terms};
use engine::{AmendOrder, CancelOrder, ListInstrument, OrderName, PlaceOrder, SetTerms};
use expect_test::expect;
use matching::{Side, TimeInForce};

use crate::desk::Desk;
use crate::words::{BOOK, SERVICE, market, named, placed};

/// A second book of the service, with a lot of 10 and a tick of 0.05.
pub(crate) const LOTS: &str = "CNCHQ-CNSGH/2026W10/22G1/USD";

/// A third one without deposits and fees, for very large sums.
const FREE: &str = "CNCHQ-CNSGH/2026W10/22G1/JPY";

pub(crate) fn market_with_lots() -> Stage {
    let mut stage = market();
    let listed = ListInstrument {
        code: read(LOTS),
        service: read(SERVICE),
        currency: read("USD"),
        tick: price("0.05"),
        lot: 10,
        terms: read("standard"),
    };
    stage.ask("exchange", listed.clone());
    let mut free = terms("0.09");
    (free.deposit.shipper, free.deposit.carrier) = (rate("0"), rate("0"));
    (free.fee.maker, free.fee.taker) = (rate("0"), rate("0"));
    stage.ask("exchange", SetTerms { code: read("free"), terms: Box::new(free) });
    let (code, currency, tick) = (read(FREE), read("JPY"), price("1"));
    stage.ask("exchange", ListInstrument { code, currency, tick, lot: 1, terms: read("free"), ..listed });
    stage.fund("birch", "60000.00 USD");
    stage
}

pub(crate) fn amend(order: OrderName, quantity: u32, limit: Option<&str>) -> AmendOrder {
    AmendOrder { order, quantity, limit: limit.map(price) }
}

pub(crate) fn client(name: &str) -> OrderName {
    OrderName::Client(read(name))
}

pub(crate) fn refusals(desk: &mut Desk) {
    desk.on(market_with_lots());
    of_roles_and_names(desk);
    of_quotes(desk);
    of_books(desk);
    of_means(desk);
    desk.on(market_with_lots());
    of_changes(desk);
    of_large_values(desk);
    desk.pass_to("2026-03-07T08:00:00Z");
    desk.refuse("birch", order(BOOK, Side::Bid, 1, "1850"), &expect!["CUT_OFF_PASSED: the cut-off of CNCHQ-CNSGH/2026W10/22G1 was at 2026-03-07T08:00:00Z, but it is 2026-03-07T08:00:00Z | use a service with a later cut-off; slots without a name lapse at theirs"]);
}

fn of_roles_and_names(desk: &mut Desk) {
    desk.refuse("alder", order(BOOK, Side::Bid, 1, "1850"), &expect!["ROLE_MISSING: alder is a carrier, but only a shipper or a forwarder may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("cedar", order(BOOK, Side::Bid, 1, "1850"), &expect!["ROLE_MISSING: cedar is a warehouse, but only a shipper or a forwarder may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("birch", order(BOOK, Side::Ask, 1, "1850"), &expect!["ROLE_MISSING: birch is a shipper, but only a carrier, a forwarder or a warehouse may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("birch", order("NOWHERE/CNY", Side::Bid, 1, "1850"), &expect!["INSTRUMENT_UNKNOWN: instrument NOWHERE/CNY is not listed | check the spelling; the code is the service and the currency"]);
    desk.ask("birch", named("B-1", order(BOOK, Side::Bid, 1, "100")));
    desk.refuse("birch", named("B-1", order(BOOK, Side::Bid, 2, "200")), &expect!["CLIENT_ORDER_ID_IN_USE: birch has an open order B-1 already | choose another name, or cancel the order first"]);
}

fn of_quotes(desk: &mut Desk) {
    desk.refuse("birch", order(BOOK, Side::Bid, 0, "1850"), &expect!["QUANTITY_ZERO: a quantity of 0 units asks for nothing: the lot of CNCHQ-CNSGH/2026W10/22G1/CNY is 1 | ask for at least one lot"]);
    desk.refuse("birch", order(LOTS, Side::Bid, 0, "1850"), &expect!["QUANTITY_ZERO: a quantity of 0 units asks for nothing: the lot of CNCHQ-CNSGH/2026W10/22G1/USD is 10 | ask for at least one lot"]);
    desk.refuse("birch", order(LOTS, Side::Bid, 15, "48.50"), &expect!["QUANTITY_OFF_LOT: a quantity of 15 units is no multiple of the lot of CNCHQ-CNSGH/2026W10/22G1/USD, which is 10 | use a multiple of the lot"]);
    desk.refuse("birch", order(LOTS, Side::Bid, 20, "1048.52"), &expect!["PRICE_OFF_TICK: a price of 1,048.52 is no multiple of the tick of CNCHQ-CNSGH/2026W10/22G1/USD, which is 0.05 | use a multiple of the tick"]);
    desk.refuse("birch", order(BOOK, Side::Bid, 1, "1850.5"), &expect!["PRICE_OFF_TICK: a price of 1,850.50 is no multiple of the tick of CNCHQ-CNSGH/2026W10/22G1/CNY, which is 1.00 | use a multiple of the tick"]);
    desk.refuse("birch", order(LOTS, Side::Bid, 10, "300000000"), &expect!["PRICE_BEYOND_BOOK: a price of 300,000,000.00 is beyond the book of CNCHQ-CNSGH/2026W10/22G1/USD, which ends at 214,748,364.75 | lower the price"]);
}

fn of_books(desk: &mut Desk) {
    desk.ask("alder", order(BOOK, Side::Ask, 5, "1850"));
    let post_only = |order| PlaceOrder { post_only: true, ..order };
    let fok = |order| PlaceOrder { time_in_force: TimeInForce::Fok, ..order };
    let market = |order| PlaceOrder { limit: None, ..order };
    desk.refuse("birch", post_only(order(BOOK, Side::Bid, 1, "1900")), &expect!["POST_ONLY_WOULD_TRADE: post-only bid at 1,900.00 would trade: the best ask of CNCHQ-CNSGH/2026W10/22G1/CNY is 1,850.00 | step back behind the best price of the other side, or let it trade"]);
    desk.refuse("birch", post_only(market(order(BOOK, Side::Bid, 1, "1"))), &expect!["POST_ONLY_WOULD_TRADE: post-only bid at any price would trade: the best ask of CNCHQ-CNSGH/2026W10/22G1/CNY is 1,850.00 | step back behind the best price of the other side, or let it trade"]);
    desk.refuse("alder", post_only(order(BOOK, Side::Ask, 1, "100")), &expect!["POST_ONLY_WOULD_TRADE: post-only ask at 100.00 would trade: the best bid of CNCHQ-CNSGH/2026W10/22G1/CNY is 100.00 | step back behind the best price of the other side, or let it trade"]);
    desk.refuse("birch", fok(order(BOOK, Side::Bid, 6, "1900")), &expect!["NOT_FILLABLE: the bid is for all of 6 units or nothing, but 5 can be had in CNCHQ-CNSGH/2026W10/22G1/CNY at 1,900.00 or better | ask for less, raise the limit, or let the rest wait"]);
    desk.refuse("birch", fok(market(order(BOOK, Side::Bid, 6, "1"))), &expect!["NOT_FILLABLE: the bid is for all of 6 units or nothing, but 5 can be had in CNCHQ-CNSGH/2026W10/22G1/CNY at any price | ask for less, raise the limit, or let the rest wait"]);
    desk.refuse("birch", fok(order(LOTS, Side::Bid, 30, "50")), &expect!["NOT_FILLABLE: the bid is for all of 30 units or nothing, but 0 can be had in CNCHQ-CNSGH/2026W10/22G1/USD at 50.00 or better | ask for less, raise the limit, or let the rest wait"]);
}

fn of_means(desk: &mut Desk) {
    desk.refuse("maple", order(BOOK, Side::Bid, 1, "1000"), &expect!["BALANCE_TOO_LOW: maple has 0.00 CNY available, but 152.12 CNY must be held for the order, 152.12 CNY more | pay in what is missing, or cancel orders that hold money"]);
    desk.refuse("birch", named("B-2", order(BOOK, Side::Bid, 400, "1700")), &expect!["BALANCE_TOO_LOW: birch has 59,984.79 CNY available, but 103,441.60 CNY must be held for B-2, 43,456.81 CNY more | pay in what is missing, or cancel orders that hold money"]);
    desk.refuse("alder", order(BOOK, Side::Ask, 36, "1850"), &expect!["SLOTS_TOO_FEW: alder has 35 slots of CNCHQ-CNSGH/2026W10/22G1 available, but 36 must be held for the order, 1 more | declare more capacity, or cancel asks that hold slots"]);
    desk.refuse("elm", named("E-1", order(BOOK, Side::Ask, 1, "1850")), &expect!["BALANCE_TOO_LOW: elm has 0.00 CNY available, but 281.42 CNY must be held for E-1, 281.42 CNY more | pay in what is missing, or cancel orders that hold money"]);
    desk.stage.fund("elm", "1000.00 CNY");
    desk.refuse("elm", named("E-1", order(BOOK, Side::Ask, 1, "1850")), &expect!["SLOTS_TOO_FEW: elm has 0 slots of CNCHQ-CNSGH/2026W10/22G1 available, but 1 must be held for E-1, 1 more | declare more capacity, or cancel asks that hold slots"]);
    // An ask that meets a better bid is charged for that, so more than its own limit asks must be held.
    desk.ask("birch", order(BOOK, Side::Bid, 1, "1800"));
    desk.stage.declare("elm", SERVICE, 1);
    crate::words::empty(&mut desk.stage, "elm", "900.00 CNY");
    desk.refuse("elm", order(BOOK, Side::Ask, 1, "100"), &expect!["BALANCE_TOO_LOW: elm has 100.00 CNY available, but 273.82 CNY must be held for the order, 173.82 CNY more | pay in what is missing, or cancel orders that hold money"]);
}

fn of_changes(desk: &mut Desk) {
    let mine = desk.ask("birch", named("B-1", order(BOOK, Side::Bid, 10, "1700")));
    let mine = OrderName::Id(placed(mine));
    let gone = desk.ask("birch", named("B-2", order(BOOK, Side::Bid, 1, "1000")));
    let gone = placed(gone);
    desk.ask("birch", CancelOrder { order: client("B-2") });
    let cancel = |order| CancelOrder { order };
    desk.refuse(
        "birch",
        cancel(OrderName::Id(gone)),
        &expect!["ORDER_NOT_OPEN: order O33554433 is not open | list your open orders"],
    );
    desk.refuse(
        "birch",
        cancel(client("B-2")),
        &expect!["ORDER_NOT_OPEN: birch has no open order B-2 | list your open orders"],
    );
    desk.refuse(
        "maple",
        cancel(client("B-1")),
        &expect!["ORDER_NOT_OPEN: maple has no open order B-1 | list your open orders"],
    );
    desk.refuse("maple", cancel(mine), &expect!["ORDER_NOT_YOURS: order O16777216 does not belong to maple | only the owner changes or cancels an order"]);
    desk.refuse(
        "birch",
        amend(OrderName::Id(gone), 1, None),
        &expect!["ORDER_NOT_OPEN: order O33554433 is not open | list your open orders"],
    );
    desk.refuse(
        "birch",
        amend(client("B-2"), 1, None),
        &expect!["ORDER_NOT_OPEN: birch has no open order B-2 | list your open orders"],
    );
    desk.refuse("maple", amend(mine, 1, None), &expect!["ORDER_NOT_YOURS: order O16777216 does not belong to maple | only the owner changes or cancels an order"]);
    desk.refuse("birch", amend(mine, 0, None), &expect!["QUANTITY_ZERO: a quantity of 0 units asks for nothing: the lot of CNCHQ-CNSGH/2026W10/22G1/CNY is 1 | ask for at least one lot"]);
    desk.refuse("birch", amend(client("B-1"), 10, Some("1700.01")), &expect!["PRICE_OFF_TICK: a price of 1,700.01 is no multiple of the tick of CNCHQ-CNSGH/2026W10/22G1/CNY, which is 1.00 | use a multiple of the tick"]);
    desk.refuse("birch", amend(client("B-1"), 10, Some("5000000000")), &expect!["PRICE_BEYOND_BOOK: a price of 5,000,000,000.00 is beyond the book of CNCHQ-CNSGH/2026W10/22G1/CNY, which ends at 4,294,967,295.00 | lower the price"]);
    desk.refuse("birch", amend(client("B-1"), 4000, None), &expect!["BALANCE_TOO_LOW: birch has 57,413.96 CNY available, but 1,031,829.96 CNY must be held for B-1, 974,416.00 CNY more | pay in what is missing, or cancel orders that hold money"]);
    let ask = named("A-1", order(BOOK, Side::Ask, 40, "1850"));
    desk.ask("alder", PlaceOrder { post_only: true, ..ask });
    desk.refuse("alder", amend(client("A-1"), 41, None), &expect!["SLOTS_TOO_FEW: alder has 0 slots of CNCHQ-CNSGH/2026W10/22G1 available, but 1 must be held for A-1, 1 more | declare more capacity, or cancel asks that hold slots"]);
    desk.refuse("alder", amend(client("A-1"), 40, Some("1700")), &expect!["POST_ONLY_WOULD_TRADE: post-only ask at 1,700.00 would trade: the best bid of CNCHQ-CNSGH/2026W10/22G1/CNY is 1,700.00 | step back behind the best price of the other side, or let it trade"]);
}

fn of_large_values(desk: &mut Desk) {
    desk.refuse("birch", order(BOOK, Side::Bid, 4_000_000_000, "4000000000"), &expect!["VALUE_OUT_OF_RANGE: an order of 4,000,000,000 units at 4,000,000,000.00 CNY is worth more than 18 digits in minor units | split the order"]);
    desk.stage.declare("alder", SERVICE, 950_000_000);
    desk.refuse("alder", order(FREE, Side::Ask, 950_000_000, "1000000000"), &expect!["VALUE_OUT_OF_RANGE: an order of 950,000,000 units at 1,000,000,000 JPY is worth more than 18 digits in minor units | split the order"]);
}

#[test]
fn orders_are_refused() {
    refusals(&mut Desk::reading());
}
