//! Orders in the text: bids, asks, and what their owners change.
//!
//! ```text
//!   bid O3 birch 8 CNCHQ-CNSGH 2026W10 22G1 @ 1,860.00 ioc
//!   ask O4 alder 5 CNCHQ-CNSGH/2026W10/22G1/CNY at market
//!   amend O3 birch 5 @ 1,850.00
//!   cancel O3 birch
//! ```
//!
//! The name of an order is its owner's own; `-` gives it none.

use engine::{AmendOrder, CancelOrder, PlaceOrder};
use freight::ClientOrderId;
use matching::{Side, TimeInForce};
use money::Price;

use crate::fault::{ScenarioError, literal};
use crate::reading::{Asked, Reading};

/// `bid` and `ask`.
pub(crate) fn place(line: &mut Reading<'_, '_>, word: &'static str) -> Result<Asked, ScenarioError> {
    let side = if word == "bid" { Side::Bid } else { Side::Ask };
    let client_order_id = if line.words.accept("-") {
        None
    } else {
        let expected = "a name for the order, as in O1, or - for none";
        Some(line.words.value(expected, ClientOrderId::parse)?)
    };
    let actor = line.member()?;
    let quantity = line.quantity()?;
    let instrument = line.instrument()?;
    let limit = limit(line)?;
    let (mut time_in_force, mut post_only) = (TimeInForce::Gtc, false);
    while let Some(option) = line.words.option(&["gtc", "day", "ioc", "fok", "post-only"])? {
        match option {
            "day" => time_in_force = TimeInForce::Day,
            "ioc" => time_in_force = TimeInForce::Ioc,
            "fok" => time_in_force = TimeInForce::Fok,
            "post-only" => post_only = true,
            _ => time_in_force = TimeInForce::Gtc,
        }
    }
    let order = PlaceOrder { instrument, side, quantity, limit, time_in_force, post_only, client_order_id };
    Ok(Asked::command(actor, order))
}

/// `@ 1,860.00`, or `at market`.
fn limit(line: &mut Reading<'_, '_>) -> Result<Option<Price>, ScenarioError> {
    if line.words.accept("@") {
        return line.price().map(Some);
    }
    if line.words.accept("at") {
        line.words.keyword(&["market"])?;
        return Ok(None);
    }
    Err(line.words.unexpected(vec![literal("@"), literal("at market")]))
}

/// `amend O3 birch 5`, with a new limit or without.
pub(crate) fn amend(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let order = line.order()?;
    let actor = line.member()?;
    let quantity = line.quantity()?;
    let limit = match line.words.option(&["@"])? {
        Some(_) => Some(line.price()?),
        None => None,
    };
    Ok(Asked::command(actor, AmendOrder { order, quantity, limit }))
}

/// `cancel O3 birch`
pub(crate) fn cancel(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let order = line.order()?;
    let actor = line.member()?;
    Ok(Asked::command(actor, CancelOrder { order }))
}
