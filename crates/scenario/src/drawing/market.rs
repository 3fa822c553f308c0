//! Drawings of the market: the depth of a book, the slots of a service, what is held for orders.

use std::collections::BTreeMap;

use engine::{Engine, Holding, posting};
use freight::{InstrumentCode, ParticipantCode, ParticipantId, ServiceCode};
use ledger::HoldId;
use matching::{Level, Side};
use money::{Count, Grouping};

use crate::table;

/// Quantities on either side of the prices, the highest price first.
///
/// ```text
///    bid |    price | ask
///        | 1,850.00 |   7
///      3 | 1,840.00 |
/// ```
pub(super) fn book(engine: &Engine, code: InstrumentCode) -> Vec<String> {
    let Some(listed) = engine.register().instrument_by_code(code) else {
        return vec![format!("no book {code} is listed")];
    };
    let row = |side: Side, level: Level| {
        let price =
            listed.price(level.price).show(listed.currency.exponent(), Grouping::Thousands).to_string();
        let quantity = Count::new(level.lots * u64::from(listed.lot.get())).to_string();
        match side {
            Side::Bid => [quantity, price, String::new()],
            Side::Ask => [String::new(), price, quantity],
        }
    };
    let depth = |side: Side| engine.books().depth(listed.id, side).map(move |level| row(side, level));
    let asks: Vec<[String; 3]> = depth(Side::Ask).collect();
    let head = ["bid", "price", "ask"].map(str::to_owned);
    let rows: Vec<[String; 3]> =
        [head].into_iter().chain(asks.into_iter().rev()).chain(depth(Side::Bid)).collect();
    let width = |at: usize| rows.iter().map(|row| row[at].len()).max().unwrap_or(0);
    let [bids, prices, asks] = [width(0).max(4), width(1), width(2)];
    let line = |[bid, price, ask]: &[String; 3]| format!("{bid:>bids$} | {price:>prices$} | {ask:>asks$}");
    rows.iter().map(|row| line(row).trim_end().to_owned()).collect()
}

/// What became of the slots of a service, member by member; together they are what was declared.
///
/// What is on offer is a part of what is available.
pub(super) fn slots(engine: &Engine, code: ServiceCode) -> Vec<String> {
    const HEAD: [&str; 7] = ["", "available", "on offer", "right", "nominated", "consumed", "lapsed"];
    let Some(service) = engine.register().service_by_code(code) else {
        return vec![format!("no service {code} is listed")];
    };
    let asset = posting::slot_of(service);
    let mut members: BTreeMap<u32, [i64; 6]> = BTreeMap::new();
    let (mut declared, mut totals) = (0, [0; 6]);
    for (_, account) in engine.ledger().accounts().filter(|(_, account)| account.asset() == asset) {
        let column = match account.key().code {
            posting::SLOTS_AVAILABLE => 0,
            posting::SLOTS_RIGHT => 2,
            posting::SLOTS_NOMINATED => 3,
            posting::SLOTS_CONSUMED => 4,
            posting::SLOTS_LAPSED => 5,
            _ => {
                declared += account.posted();
                continue;
            }
        };
        let row = members.entry(account.key().owner.0).or_default();
        for states in [row, &mut totals] {
            states[column] += account.posted();
            states[1] += account.held().signed();
        }
    }
    let cells = |name: String, states: [i64; 6]| {
        [name].into_iter().chain(states.map(|state| Count::new(state).to_string())).collect::<Vec<String>>()
    };
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    for (owner, states) in members.into_iter().filter(|(_, states)| states.iter().any(|state| *state != 0)) {
        let name = ParticipantId::new(owner).map(|id| engine.register().member(id).code.to_string());
        rows.push(cells(name.unwrap_or_default(), states));
    }
    rows.push(cells(format!("declared {}", Count::new(declared)), totals));
    table::lines(&rows)
}

/// What is held for each open order, the oldest order first.
pub(super) fn holds(engine: &Engine, member: Option<ParticipantCode>) -> Vec<String> {
    let mut orders: Vec<_> = engine.books().open_orders().collect();
    orders.sort_by_key(|order| order.id);
    let mut rows = Vec::new();
    for order in orders {
        let Some(file) = engine.order(order.id) else {
            continue;
        };
        if member.is_some_and(|member| engine.register().member(file.member).code != member) {
            continue;
        }
        let name = file.client.map_or_else(|| order.id.to_string(), |client| client.to_string());
        let held = [file.money, file.slots].into_iter().flatten();
        rows.extend(held.filter_map(|hold| row(engine, &name, hold)));
    }
    if rows.is_empty() { vec!["nothing is held".to_owned()] } else { table::lines(&rows) }
}

/// `O1  2010/birch/CNY  5,780.56 CNY`
fn row(engine: &Engine, name: &str, hold: HoldId) -> Option<Vec<String>> {
    let hold = engine.ledger().hold(hold)?;
    let account = engine.ledger().account(hold.account())?;
    let amount = match engine.holding(account.asset(), hold.remaining().signed()) {
        Holding::Money(money) => money.to_string(),
        Holding::Slots { quantity, .. } => Count::of(quantity, "slot").to_string(),
    };
    Some(vec![name.to_owned(), engine.account_name(account.key()).to_string(), amount])
}
