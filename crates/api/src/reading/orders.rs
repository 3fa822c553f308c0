//! Orders from their acceptance on: one's own, from the projections.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::{Ending, Sequence};
use freight::{ClientOrderId, InstrumentCode, ParticipantCode};
use jiff::Timestamp;
use matching::{OrderId, Side, TimeInForce};
use money::Price;
use serde::Serialize;
use store::{OrderRow, OrderState};
use utoipa::ToSchema;

use super::asked::{actor, path};
use super::market::NoOrder;
use super::page::{Turn, told};
use super::{Asking, LIST, at_least, own_list};
use crate::answer;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::Desk;
use crate::door::DoorError;
use crate::error::Problem;
use crate::query::QueryError;

/// An order.
#[derive(Serialize, ToSchema)]
pub(crate) struct Order {
    /// Its id.
    order: OrderId,
    /// The member's own name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_order_id: Option<ClientOrderId>,
    /// Whose it is.
    member: ParticipantCode,
    /// In which book.
    instrument: InstrumentCode,
    /// Bid or ask.
    side: Side,
    /// How many units it is for: those that traded and those that are, or were last, open.
    quantity: u32,
    /// The worst price; left out for a market order.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<Price>,
    /// How long it stands.
    time_in_force: TimeInForce,
    /// How far it is.
    state: OrderPhase,
    /// How it ended, if it was not filled.
    #[serde(skip_serializing_if = "Option::is_none")]
    ending: Option<Ending>,
    /// How many units traded.
    filled: u32,
    /// How many units wait in the book.
    open: u32,
    /// The record that accepted it.
    placed_sequence: Sequence,
    /// When it was accepted.
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    /// The record that changed it last.
    changed_sequence: Sequence,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
}

/// How far an order is (FIX 39).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OrderPhase {
    /// Accepted, and nothing traded.
    Accepted,
    /// A part traded, and the rest is open.
    PartiallyFilled,
    /// Everything traded.
    Filled,
    /// What was left was cancelled.
    Cancelled,
    /// Its time was over.
    Expired,
}

/// Which orders are wanted.
#[derive(Clone, Copy)]
enum Wanted {
    All,
    Open,
    In(OrderState),
}

const STATES: &str = "open, accepted, partially_filled, filled, cancelled or expired belongs here";

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let name = schemas.take::<Order>();
    let asks = [
        Ask::text(
            "state",
            "Only those that are so far: open, accepted, partially_filled, filled, cancelled or expired.",
        ),
        Ask::text(
            "member",
            "Whose orders; the actor's if it is left out, and only the exchange sees others'.",
        ),
    ];
    let list = own_list(
        ("market", "/v1/orders"),
        "Orders, in the order in which they were placed.",
        asks,
        name.clone(),
    );
    all.push((list, get(orders)));
    let one = Reading {
        path: "/v1/orders/{order}",
        tag: "market",
        summary: "An order, open or not; true at the least for what was on disk when it was asked.",
        actor: true,
        asks: vec![Ask::text("order", "Its id.").needed(), at_least()],
        answer: Answer::One(name),
        codes: &[
            "ORDER_UNKNOWN",
            "NOT_YOURS",
            "PARAMETER_MALFORMED",
            "SEQUENCE_NOT_REACHED",
            "PROJECTIONS_UNREADABLE",
        ],
    };
    all.push((one, get(order)));
}

async fn orders(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["state", "member", limit, cursor, at_least])?;
    let member = asking.query.get::<ParticipantCode>("member")?.unwrap_or(actor.code);
    if !actor.sees(member) {
        return Err(DoorError::NotYours { what: format!("what {member} ordered"), member: actor.code }.into());
    }
    let wanted = wanted(asking.query.text("state"))?;
    let list = format!("orders/{member}/{}", asking.query.text("state").unwrap_or_default());
    let turn: Turn<u64> = Turn::of(list, &asking.query)?;
    let after = Sequence::new(turn.after.unwrap_or_default());
    let (tables, sequence) = asking.tables().await?;
    let page = match wanted {
        Wanted::All => tables.orders(member, after, turn.most()).await?,
        Wanted::Open => tables.orders_open(member, after, turn.most()).await?,
        Wanted::In(state) => tables.orders_in(state, member, after, turn.most()).await?,
    };
    Ok(told(&turn, sequence, &page, |row| row.placed_sequence.number(), Order::of))
}

async fn order(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let id: OrderId = path(&mut parts, "order").await?;
    let asking = Asking::of(&desk, &parts, &["at_least"])?;
    let (tables, sequence) = asking.tables_now().await?;
    let row = tables.order(id).await?.ok_or(NoOrder::Id(id))?;
    if !actor.sees(row.member) {
        return Err(DoorError::NotYours { what: format!("order {id}"), member: actor.code }.into());
    }
    Ok(answer::read(sequence, &Order::of(&row)))
}

fn wanted(state: Option<&str>) -> Result<Wanted, QueryError> {
    Ok(match state {
        None => Wanted::All,
        Some("open") => Wanted::Open,
        Some("accepted") => Wanted::In(OrderState::Accepted),
        Some("partially_filled") => Wanted::In(OrderState::PartiallyFilled),
        Some("filled") => Wanted::In(OrderState::Filled),
        Some("cancelled") => Wanted::In(OrderState::Cancelled),
        Some("expired") => Wanted::In(OrderState::Expired),
        Some(other) => return Err(QueryError::unknown_word("state", other, STATES)),
    })
}

impl Order {
    fn of(row: &OrderRow) -> Order {
        Order {
            order: row.order_id,
            client_order_id: row.client_order_id,
            member: row.member,
            instrument: row.instrument,
            side: row.side,
            quantity: row.quantity,
            limit: row.limit_price,
            time_in_force: row.time_in_force,
            state: match row.state {
                OrderState::Accepted => OrderPhase::Accepted,
                OrderState::PartiallyFilled => OrderPhase::PartiallyFilled,
                OrderState::Filled => OrderPhase::Filled,
                OrderState::Cancelled => OrderPhase::Cancelled,
                OrderState::Expired => OrderPhase::Expired,
            },
            ending: row.ending,
            filled: row.filled,
            open: row.open,
            placed_sequence: row.placed_sequence,
            placed_at: row.placed_at.0,
            changed_sequence: row.sequence,
            changed_at: row.at.0,
        }
    }
}
