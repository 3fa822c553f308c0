//! Strategies for property tests: what may be asked of a few small books, where much meets.
//!
//! Prices are near each other, or far apart, or at the ends of what a book can hold; owners are few.

use core::ops::RangeInclusive;

use freight::ParticipantId;
use jiff::Timestamp;
use proptest::arbitrary::any;
use proptest::option;
use proptest::prop_oneof;
use proptest::sample::{Index, select};
use proptest::strategy::{Just, Strategy};

use crate::{Amend, Cancel, Ground, InstrumentId, Lots, OrderId, Place, PostOnly, Side, Ticks, TimeInForce};

/// One thing that may be asked; orders are chosen among those that were accepted.
#[derive(Clone, Copy, Debug)]
pub enum Ask {
    /// A new order.
    Place(Place),
    /// Another limit or quantity, asked by this participant.
    Amend {
        /// Of which order.
        which: Index,
        /// Who asks, if it is not the owner.
        stranger: Option<ParticipantId>,
        /// How much.
        lots: Lots,
        /// The limit, if it changes.
        limit: Option<Ticks>,
    },
    /// An order's end.
    Cancel {
        /// Of which order.
        which: Index,
        /// On what ground.
        ground: Ground,
    },
}

impl Ask {
    /// The amendment of `order`, which has this owner and limit, if that is what is asked.
    pub fn amend(&self, order: OrderId, owner: ParticipantId, old: Ticks) -> Option<Amend> {
        match *self {
            Ask::Amend { stranger, lots, limit, .. } => {
                Some(Amend { order, owner: stranger.unwrap_or(owner), lots, limit: limit.unwrap_or(old) })
            }
            Ask::Place(_) | Ask::Cancel { .. } => None,
        }
    }

    /// The cancellation of `order`, if that is what is asked.
    pub fn cancel(&self, order: OrderId) -> Option<Cancel> {
        match *self {
            Ask::Cancel { ground, .. } => Some(Cancel { order, ground }),
            Ask::Place(_) | Ask::Amend { .. } => None,
        }
    }
}

/// Both sides.
pub fn side() -> impl Strategy<Value = Side> + Clone {
    select(&[Side::Bid, Side::Ask][..])
}

/// How long orders stand; mostly until they are cancelled.
pub fn time_in_force() -> impl Strategy<Value = TimeInForce> + Clone {
    prop_oneof![
        4 => Just(TimeInForce::Gtc),
        1 => Just(TimeInForce::Day),
        1 => Just(TimeInForce::Ioc),
        1 => Just(TimeInForce::Fok),
    ]
}

/// Prices within a range, in ticks.
///
/// # Panics
///
/// If the range begins at zero.
pub fn ticks(range: RangeInclusive<u32>) -> impl Strategy<Value = Ticks> + Clone {
    range.prop_map(|ticks| Ticks::new(ticks).expect("prices begin at one tick"))
}

/// Prices that mostly meet, and sometimes lie at either end of all prices.
pub fn meeting_ticks() -> impl Strategy<Value = Ticks> + Clone {
    prop_oneof![
        12 => ticks(100..=108),
        2 => ticks(1..=400),
        1 => ticks(1..=u32::MAX),
        1 => ticks(u32::MAX - 1..=u32::MAX),
    ]
}

/// Quantities: small, or the largest.
pub fn lots() -> impl Strategy<Value = Lots> + Clone {
    let small = (1u32..=20).prop_map(|lots| Lots::new(lots).expect("from one lot on"));
    prop_oneof![15 => small, 1 => Just(Lots::MAX)]
}

/// Participants 1 to `most`.
///
/// # Panics
///
/// If there is none.
pub fn owner(most: u32) -> impl Strategy<Value = ParticipantId> + Clone {
    (1..=most).prop_map(|number| ParticipantId::new(number).expect("participants are counted from 1"))
}

/// Instruments 1 to `most`.
///
/// # Panics
///
/// If there is none.
pub fn instrument(most: u32) -> impl Strategy<Value = InstrumentId> + Clone {
    (1..=most).prop_map(|number| InstrumentId::new(number).expect("instruments are counted from 1"))
}

/// New orders of a few owners in a few books; what expires does so within 1970's first minutes.
pub fn place(instruments: u32, owners: u32) -> impl Strategy<Value = Place> {
    let who = (instrument(instruments), owner(owners));
    let what = (side(), lots(), option::weighted(0.9, meeting_ticks()));
    let how = (time_in_force(), select(&[PostOnly::No, PostOnly::No, PostOnly::No, PostOnly::Yes][..]));
    let end = option::weighted(0.2, 60i64..300);
    (who, what, how, end).prop_map(|(who, what, how, end)| {
        let (instrument, owner) = who;
        let (side, lots, limit) = what;
        let (time_in_force, post_only) = how;
        let end = match time_in_force {
            TimeInForce::Day => Some(end.unwrap_or(60)),
            TimeInForce::Gtc | TimeInForce::Ioc | TimeInForce::Fok => end,
        };
        let expires = end.map(|second| Timestamp::from_second(second).expect("a second of 1970"));
        Place { instrument, owner, side, lots, limit, time_in_force, post_only, expires }
    })
}

/// Anything that may be asked by a few owners of a few books.
pub fn ask(instruments: u32, owners: u32) -> impl Strategy<Value = Ask> {
    let stranger = option::weighted(0.05, owner(owners));
    let amend = (any::<Index>(), stranger, lots(), option::of(meeting_ticks()))
        .prop_map(|(which, stranger, lots, limit)| Ask::Amend { which, stranger, lots, limit });
    let ground =
        prop_oneof![owner(owners).prop_map(Ground::Owner), Just(Ground::Exchange), Just(Ground::Expiry)];
    let cancel = (any::<Index>(), ground).prop_map(|(which, ground)| Ask::Cancel { which, ground });
    prop_oneof![5 => place(instruments, owners).prop_map(Ask::Place), 2 => amend, 2 => cancel]
}
