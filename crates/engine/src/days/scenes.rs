//! Moves that belong together: without them, hardly anything would ever be traded, carried or paid.

use matching::TimeInForce;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::{BOOKS, CURRENCIES, Move, Step, a_move};

/// Some moves, one after another.
pub(super) fn scene() -> impl Strategy<Value = Vec<Move>> {
    prop_oneof![
        10 => a_move().prop_map(|one| vec![one]),
        2 => deal(),
        4 => carrying(),
        1 => netting(),
        1 => undoing(),
    ]
}

/// Somebody sells, and somebody buys it.
fn deal() -> impl Strategy<Value = Vec<Move>> {
    let price = select(vec!["333", "335", "1850", "0.5", "333.5"]);
    let size = prop_oneof![8 => (1u32..9, price), 1 => (1u32..3, Just("98765"))];
    (select(vec![3usize, 4]), 0usize..3, 0..BOOKS.len(), size).prop_map(
        |(seller, buyer, book, (units, limit))| {
            let order = |member, quantity| Move::Order {
                member,
                book,
                quantity,
                limit: Some(limit),
                time_in_force: TimeInForce::Gtc,
                post_only: false,
            };
            // Who is both a carrier and a shipper sells odd quantities.
            vec![order(seller, units | 1), order(buyer, units)]
        },
    )
}

/// A carriage goes some steps on, as it usually does.
fn carrying() -> impl Strategy<Value = Vec<Move>> {
    (0usize..5, 1usize..8, any::<bool>()).prop_map(|(carriage, steps, called)| {
        let call = called.then_some(Move::Call { carriage });
        call.into_iter().chain((0..steps).map(|_| Move::Next { carriage })).collect()
    })
}

/// What was earned is paid out by the bank, to some or to all.
fn netting() -> impl Strategy<Value = Vec<Move>> {
    (any::<u16>(), 0usize..7).prop_map(|(which, paid)| {
        let which = usize::from(which);
        let mut moves = vec![Move::Desk(Step::Net, which)];
        moves.extend((0..paid).map(|member| Move::Desk(Step::Send, member)));
        moves.extend((0..paid).map(|payment| Move::Desk(Step::Book, which + payment)));
        moves.push(Move::Desk(Step::Close, 0));
        moves
    })
}

/// A carrier's money leaves, and then what it was earned by turns out not to have happened.
fn undoing() -> impl Strategy<Value = Vec<Move>> {
    (
        proptest::option::of(netting()),
        3usize..5,
        0..CURRENCIES.len(),
        proptest::collection::vec(any::<u16>(), 1..4),
    )
        .prop_map(|(paid, member, currency, told)| {
            let told = told.into_iter().map(|told| Move::Withdraw { told: usize::from(told) });
            paid.into_iter().flatten().chain([Move::Drain { member, currency }]).chain(told).collect()
        })
}
