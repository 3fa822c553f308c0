//! Trades: of a book for everybody, without names; one's own with both names. From the projections.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::Sequence;
use freight::{ClientOrderId, InstrumentCode, ParticipantCode};
use jiff::Timestamp;
use matching::{OrderId, Side, TradeId};
use money::{Currency, Price};
use serde::Serialize;
use store::TradeRow;
use utoipa::ToSchema;

use super::asked::actor;
use super::page::{Turn, told};
use super::{Asking, LIST, own_list};
use crate::describing::{Ask, Reading, Schemas, get};
use crate::desk::{Desk, Member};
use crate::door::DoorError;
use crate::error::Problem;

/// A trade.
#[derive(Serialize, ToSchema)]
pub(crate) struct Trade {
    /// Its number, which is the carriage's too.
    trade: TradeId,
    /// In which book.
    instrument: InstrumentCode,
    /// For one unit.
    price: Price,
    /// What it is paid in.
    currency: Currency,
    /// How many units.
    quantity: u32,
    /// The side of the order that arrived.
    taker_side: Side,
    /// Who bought and who sold, and by which orders; left out for who has no part in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    parties: Option<TradeParties>,
    /// The record that made it.
    sequence: Sequence,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Both sides of a trade.
#[derive(Serialize, ToSchema)]
pub(crate) struct TradeParties {
    /// Who bought.
    shipper: ParticipantCode,
    /// Who sold.
    carrier: ParticipantCode,
    /// The order that arrived; left out for the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    taker_order: Option<OrderId>,
    /// Its member's own name for it; left out for the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    taker_client_order_id: Option<ClientOrderId>,
    /// The order that rested; left out for the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    maker_order: Option<OrderId>,
    /// Its member's own name for it; left out for the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    maker_client_order_id: Option<ClientOrderId>,
}

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let name = schemas.take::<Trade>();
    let asks = [
        Ask::text("instrument", "All trades of this book; without it, those in which the actor has a part."),
        Ask::text(
            "member",
            "Whose trades; the actor's if it is left out, and only the exchange sees others'.",
        ),
        Ask::text("order", "Only trades of this order, which must be the actor's."),
    ];
    all.push((own_list(("market", "/v1/trades"), "Trades, by number.", asks, name), get(trades)));
}

async fn trades(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["instrument", "member", "order", limit, cursor, at_least])?;
    let instrument: Option<InstrumentCode> = asking.query.get("instrument")?;
    let member: Option<ParticipantCode> = asking.query.get("member")?;
    let order: Option<OrderId> = asking.query.get("order")?;
    asking.query.at_most_one(&["instrument", "member", "order"])?;
    if let Some(member) = member.filter(|member| !actor.sees(*member)) {
        return Err(DoorError::NotYours { what: format!("what {member} traded"), member: actor.code }.into());
    }
    let filter = ["instrument", "member", "order"].map(|name| asking.query.text(name).unwrap_or("-"));
    let turn: Turn<u64> = Turn::of(format!("trades/{}/{}", actor.code, filter.join("/")), &asking.query)?;
    let after = turn.after.and_then(TradeId::new);
    let (tables, sequence) = asking.tables().await?;
    let page = match (instrument, order, member) {
        (Some(instrument), ..) => tables.trades_in(instrument, after, turn.most()).await?,
        (None, Some(order), _) => {
            let found = tables.order(order).await?.ok_or(super::market::NoOrder::Id(order))?;
            if !actor.sees(found.member) {
                return Err(DoorError::NotYours { what: format!("order {order}"), member: actor.code }.into());
            }
            tables.trades_of_order(order, after, turn.most()).await?
        }
        (None, None, Some(member)) => tables.trades_of(member, after, turn.most()).await?,
        (None, None, None) if actor.is_exchange => tables.trades(after, turn.most()).await?,
        (None, None, None) => tables.trades_of(actor.code, after, turn.most()).await?,
    };
    Ok(told(&turn, sequence, &page, |row| row.trade_id.number(), |row| Trade::of(row, &actor)))
}

impl Trade {
    fn of(row: &TradeRow, actor: &Member) -> Trade {
        let of_taker = match row.taker_side {
            Side::Bid => row.shipper,
            Side::Ask => row.carrier,
        };
        let of_maker = if of_taker == row.shipper { row.carrier } else { row.shipper };
        let party = actor.sees(row.shipper) || actor.sees(row.carrier);
        let (taker, maker) = (actor.sees(of_taker), actor.sees(of_maker));
        Trade {
            trade: row.trade_id,
            instrument: row.instrument,
            price: row.price,
            currency: row.currency,
            quantity: row.quantity,
            taker_side: row.taker_side,
            parties: party.then(|| TradeParties {
                shipper: row.shipper,
                carrier: row.carrier,
                taker_order: taker.then_some(row.taker_order),
                taker_client_order_id: row.taker_client_order_id.filter(|_| taker),
                maker_order: maker.then_some(row.maker_order),
                maker_client_order_id: row.maker_client_order_id.filter(|_| maker),
            }),
            sequence: row.sequence,
            at: row.at.0,
        }
    }
}
