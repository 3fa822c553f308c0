//! Every refusal says what to do.

use freight::ParticipantId;

use super::Rejection;
use crate::{InstrumentId, Lots, OrderId, Side, Ticks};

#[test]
fn every_refusal_has_a_hint_in_small_letters() {
    let order = OrderId::join(1, 3);
    let (best, lots) = (Ticks::new(5).unwrap(), Lots::new(9).unwrap());
    let refusals = [
        Rejection::UnknownInstrument(InstrumentId::new(1).unwrap()),
        Rejection::NotOpen(order),
        Rejection::NotOwner { order, asks: ParticipantId::new(2).unwrap() },
        Rejection::BookClosed(InstrumentId::new(1).unwrap()),
        Rejection::TooManyOpen { open: 8, most: 8 },
        Rejection::NumbersExhausted(8),
        Rejection::PostOnlyWouldTrade { side: Side::Bid, limit: None, best },
        Rejection::NotFillable { lots, fillable: 3 },
    ];
    for refusal in refusals {
        let hint = refusal.hint();
        assert!(hint.starts_with(|first: char| first.is_ascii_lowercase()), "{}: {hint:?}", refusal.code());
    }
}
