//! What is recorded of a decision, in JSON.

use core::fmt::Debug;

use expect_test::{Expect, expect};
use freight::ParticipantId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Amended, Cancelled, Placed, Remainder, Step, StepKind};
use crate::{Cause, Event, InstrumentId, Lots, OrderId, Rejection, Side, Ticks, TradeId};

fn order(count: u64) -> OrderId {
    OrderId::join(count, 3)
}

fn lots(lots: u32) -> Lots {
    Lots::new(lots).unwrap()
}

/// Compares the JSON of a value, and reads it again.
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, expected: &Expect) {
    let json = serde_json::to_string(value).unwrap();
    expected.assert_eq(&json);
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value);
}

#[test]
fn facts_are_small_and_exact() {
    check(
        &Step { maker: order(1), lots: lots(5), kind: StepKind::Gone },
        &expect![[r#"{"maker":"O16777219","lots":5,"kind":"gone"}"#]],
    );
    check(
        &Placed { order: order(2), remainder: Remainder::Rests(lots(4)) },
        &expect![[r#"{"order":"O33554435","remainder":{"rests":4}}"#]],
    );
    check(
        &Placed { order: order(2), remainder: Remainder::Filled },
        &expect![[r#"{"order":"O33554435","remainder":"filled"}"#]],
    );
    check(&Amended::Kept, &expect![[r#""kept""#]]);
    check(
        &Amended::Moved(Remainder::Cancelled { lots: lots(4), cause: Cause::SelfTrade }),
        &expect![[r#"{"moved":{"cancelled":{"lots":4,"cause":"self_trade"}}}"#]],
    );
    check(&Cancelled { lots: lots(7) }, &expect![[r#"{"lots":7}"#]]);
}

#[test]
fn refusals_and_events_are_read_again() {
    check(
        &Rejection::PostOnlyWouldTrade { side: Side::Bid, limit: Ticks::new(30), best: Ticks::MIN },
        &expect![[r#"{"post_only_would_trade":{"side":"bid","limit":30,"best":1}}"#]],
    );
    check(&Rejection::NotOpen(order(1)), &expect![[r#"{"not_open":"O16777219"}"#]]);
    check(
        &Event::Traded {
            trade: TradeId::new(12).unwrap(),
            instrument: InstrumentId::new(1).unwrap(),
            maker: order(1),
            maker_owner: ParticipantId::new(1).unwrap(),
            taker: order(2),
            taker_owner: ParticipantId::new(2).unwrap(),
            taker_side: Side::Ask,
            price: Ticks::new(1850).unwrap(),
            lots: lots(5),
            maker_left: None,
            taker_left: Some(lots(3)),
        },
        &expect![[
            r#"{"traded":{"trade":12,"instrument":1,"maker":"O16777219","maker_owner":1,"taker":"O33554435","taker_owner":2,"taker_side":"ask","price":1850,"lots":5,"maker_left":null,"taker_left":3}}"#
        ]],
    );
}

#[test]
fn what_is_not_known_is_refused() {
    fn refused<'de, T: Deserialize<'de> + Debug>(json: &'de str) -> String {
        serde_json::from_str::<T>(json).unwrap_err().to_string()
    }
    expect!["unknown field `note`, expected `lots` at line 1 column 16"]
        .assert_eq(&refused::<Cancelled>(r#"{"lots":7,"note":1}"#));
    expect![[r#"invalid value: integer `0`, expected a nonzero u32 at line 1 column 9"#]]
        .assert_eq(&refused::<Cancelled>(r#"{"lots":0}"#));
}
