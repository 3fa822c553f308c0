//! The slow books keep the rules that they hold the fast ones to.

use core::num::NonZeroU32;

use freight::ServiceId;
use money::{Currency, Price};
use proptest::prelude::*;

use super::Books as Plain;
use crate::strategies::{Ask, ask};
use crate::{Books, Instrument, OrderId, Phase, Rejection};

/// A fast and a plain set of `count` books, with room for a dozen orders.
fn books(count: u32) -> (Books, Plain) {
    let (mut fast, mut plain) = (Books::new(12), Plain::new(12));
    for number in 1..=count {
        let instrument = Instrument {
            service: ServiceId::new(number).unwrap(),
            currency: Currency::parse("CNY").unwrap(),
            tick: Price::parse("0.01").unwrap(),
            lot: NonZeroU32::MIN,
            phase: Phase::Continuous,
        };
        let id = fast.decide_list(&instrument).unwrap();
        fast.apply_list(&instrument, id);
        plain.list(Phase::Continuous);
    }
    (fast, plain)
}

proptest! {
    /// What is asked is answered, told and kept alike; a failure is shrunk to the few commands it needs.
    #[test]
    fn the_fast_book_equals_the_naive_book(asks in prop::collection::vec(ask(2, 3), 1..60)) {
        let (mut fast, mut plain) = books(2);
        let mut known: Vec<OrderId> = Vec::new();
        for ask in asks {
            let (mut steps, mut heard, mut told) = (Vec::new(), Vec::new(), Vec::new());
            let (answer, expected): (Result<(), Rejection>, Result<(), Rejection>) = match ask {
                Ask::Place(place) => {
                    let decided = fast.decide_place(&place, &mut steps);
                    if let Ok(outcome) = decided {
                        fast.apply_place(&place, outcome, &steps, &mut heard);
                        known.push(outcome.order);
                    }
                    (decided.map(|_| ()), plain.place(&place, &mut told).map(|_| ()))
                }
                Ask::Amend { which, .. } if !known.is_empty() => {
                    let order = *which.get(&known);
                    let Some(open) = fast.order(order) else { continue };
                    let amend = ask.amend(order, open.owner, open.limit).unwrap();
                    let decided = fast.decide_amend(&amend, &mut steps);
                    if let Ok(outcome) = decided {
                        fast.apply_amend(&amend, outcome, &steps, &mut heard);
                    }
                    (decided.map(|_| ()), plain.amend(&amend, &mut told))
                }
                Ask::Cancel { which, .. } if !known.is_empty() => {
                    let cancel = ask.cancel(*which.get(&known)).unwrap();
                    let decided = fast.decide_cancel(&cancel);
                    if let Ok(outcome) = decided {
                        fast.apply_cancel(&cancel, outcome, &mut heard);
                    }
                    (decided.map(|_| ()), plain.cancel(&cancel, &mut told))
                }
                Ask::Amend { .. } | Ask::Cancel { .. } => continue,
            };
            prop_assert_eq!(answer, expected);
            prop_assert_eq!(heard, told);
            prop_assert_eq!(fast.open_orders().collect::<Vec<_>>(), plain.open_orders());
            prop_assert_eq!(fast.next_expiry(), plain.next_expiry());
        }
    }
}
