//! Slots are taken, given back and taken again.

use core::num::NonZeroU32;

use freight::{ParticipantId, ServiceId};
use money::{Currency, Price};

use super::{NONE, Resting, Slab, Tag};
use crate::{
    Books, Instrument, InstrumentId, Lots, OrderId, Phase, Place, PostOnly, Side, Ticks, TimeInForce,
};

fn order(id: OrderId) -> Resting {
    let tag = Tag::new(InstrumentId::new(1).unwrap(), Side::Ask, PostOnly::Yes, true);
    let owner = ParticipantId::new(1).unwrap();
    Resting { id, limit: Ticks::MIN, lots: 1, before: NONE, behind: NONE, owner, tag }
}

fn accept(slab: &mut Slab) -> OrderId {
    let id = slab.next().unwrap();
    slab.count(id);
    slab.claim(id.slot());
    slab.put(order(id));
    id
}

#[test]
fn a_tag_keeps_what_it_was_given() {
    let last = InstrumentId::new(Tag::BOOKS).unwrap();
    let tag = Tag::new(last, Side::Bid, PostOnly::No, true);
    assert_eq!((tag.instrument(), tag.side()), (last, Side::Bid));
    assert_eq!((tag.post_only(), tag.expires()), (PostOnly::No, true));
    let tag = Tag::new(last, Side::Ask, PostOnly::Yes, false);
    assert_eq!((tag.instrument(), tag.side()), (last, Side::Ask));
    assert_eq!((tag.post_only(), tag.expires()), (PostOnly::Yes, false));
}

#[test]
fn the_last_slot_given_back_is_the_next_given_and_no_number_comes_twice() {
    let mut slab = Slab::new(3);
    let ids = [accept(&mut slab), accept(&mut slab), accept(&mut slab)];
    assert_eq!(ids.map(OrderId::slot), [0, 1, 2]);
    assert_eq!(slab.next(), None);
    slab.free(0);
    slab.free(2);
    assert!(slab.find(ids[2]).is_none());
    let fourth = accept(&mut slab);
    assert_eq!((fourth.slot(), fourth.count()), (2, 4));
    assert!(slab.find(ids[2]).is_none());
    assert!(slab.find(fourth).is_some());
}

#[test]
fn a_small_live_set_stays_small_however_many_orders_come() {
    let mut slab = Slab::new(8);
    let mut live: Vec<OrderId> = (0..8).map(|_| accept(&mut slab)).collect();
    let stays = live.remove(0);
    for round in 0..100_000 {
        let gone = live.swap_remove(round * 7 % live.len());
        slab.free(gone.slot());
        let new = accept(&mut slab);
        assert!(new > gone, "numbers rise");
        assert!(slab.find(gone).is_none());
        live.push(new);
    }
    assert_eq!(slab.touched(), 8);
    assert!(slab.find(stays).is_some());
}

#[test]
fn room_made_ahead_of_time_changes_nothing_that_is_known() {
    let mut books = Books::new(100);
    let mut before = Vec::new();
    books.digest(&mut |bytes| before.extend_from_slice(bytes));
    books.reserve(50);
    let mut after = Vec::new();
    books.digest(&mut |bytes| after.extend_from_slice(bytes));
    assert_eq!(before, after);
}

#[test]
fn when_all_numbers_were_given_orders_are_refused() {
    let mut books = Books::new(8);
    let instrument = Instrument {
        service: ServiceId::new(1).unwrap(),
        currency: Currency::parse("USD").unwrap(),
        tick: Price::parse("0.01").unwrap(),
        lot: NonZeroU32::MIN,
        phase: Phase::Continuous,
    };
    let id = books.decide_list(&instrument).unwrap();
    books.apply_list(&instrument, id);
    books.slab.exhaust();
    let place = Place {
        instrument: id,
        owner: ParticipantId::new(1).unwrap(),
        side: Side::Bid,
        lots: Lots::MIN,
        limit: None,
        time_in_force: TimeInForce::Ioc,
        post_only: PostOnly::No,
        expires: None,
    };
    let refused = books.decide_place(&place, &mut Vec::new()).unwrap_err();
    assert_eq!(refused.code(), "ORDER_NUMBERS_EXHAUSTED");
    assert_eq!(refused.to_string(), "all 1099511627775 numbers for orders have been given");

    let again = books.decide_list(&instrument).unwrap_err();
    assert_eq!(again.code(), "INSTRUMENT_ALREADY_LISTED");
    assert_eq!(again.to_string(), "service 1 is listed against USD as instrument 1");
}
