//! The market as it is now: books, and the open orders of whoever asks. From memory.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::{Driver, Sequence};
use freight::{ClientOrderId, InstrumentCode, ParticipantCode};
use jiff::Timestamp;
use ledger::HoldId;
use matching::{OrderId, PostOnly, Side};
use money::{Currency, Price};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{actor, path};
use super::register::NothingListed;
use super::{Asking, at_least};
use crate::answer;
use crate::codes::Complaint;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::Desk;
use crate::error::Problem;

/// How many levels of a side are shown if nobody says how many.
const DEPTH: u64 = 20;

/// How many levels of a side are shown at most.
const DEEPEST: u64 = 1_000;

/// A book: what rests, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Book {
    /// The record for which this is true.
    pub(crate) sequence: Sequence,
    /// Whose book.
    pub(crate) instrument: InstrumentCode,
    /// What it is paid in.
    pub(crate) currency: Currency,
    /// Who wants to buy.
    pub(crate) bids: Vec<Level>,
    /// Who wants to sell.
    pub(crate) asks: Vec<Level>,
}

/// What rests at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Level {
    /// For one unit.
    pub(crate) price: Price,
    /// How many units, over all orders.
    pub(crate) quantity: u64,
    /// How many orders.
    pub(crate) orders: u32,
}

/// An open order.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenOrder {
    /// The record for which this is true.
    sequence: Sequence,
    /// Its id.
    order: OrderId,
    /// The member's own name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_order_id: Option<ClientOrderId>,
    /// Whose it is.
    member: ParticipantCode,
    /// In which book it rests.
    instrument: InstrumentCode,
    /// Bid or ask.
    side: Side,
    /// The worst price that it accepts.
    limit: Price,
    /// How many units are open.
    open: u64,
    /// Whether it may only rest.
    post_only: bool,
    /// When it ends; left out if it stands until its book closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires: Option<Timestamp>,
    /// The hold that keeps money for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    money_hold: Option<HoldId>,
    /// The hold that keeps slots for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    slots_hold: Option<HoldId>,
}

/// There is no such open order.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoOrder {
    /// By its id.
    #[error("order {0} is not open")]
    Id(OrderId),
    /// By its name.
    #[error("{member} has no open order {name}")]
    Name { member: ParticipantCode, name: ClientOrderId },
}

impl Complaint for NoOrder {
    fn code(&self) -> &'static str {
        "ORDER_UNKNOWN"
    }
}

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let book = Reading {
        path: "/v1/books",
        tag: "market",
        summary: "A book: what rests, best first.",
        actor: false,
        asks: vec![
            Ask::text("instrument", "Whose book.").needed(),
            Ask::whole("depth", "How many levels of each side, from 1 to 1000; 20 if it is left out."),
            at_least(),
        ],
        answer: Answer::One(schemas.take::<Book>()),
        codes: &["INSTRUMENT_UNKNOWN", "PARAMETER_MISSING", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED"],
    };
    all.push((book, get(self::book)));
    let name = schemas.take::<OpenOrder>();
    let order = |path, summary, name, about, answer| Reading {
        path,
        tag: "market",
        summary,
        actor: true,
        asks: vec![Ask::text(name, about).needed(), at_least()],
        answer: Answer::One(answer),
        codes: &["ORDER_UNKNOWN", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED"],
    };
    let (path, param) = ("/v1/orders/by-client-id/{client_order_id}", "client_order_id");
    let summary = "An open order of the actor, as it is now.";
    all.push((order(path, summary, param, "The member's own name for it.", name), get(named_order)));
}

async fn book(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let asking = Asking::of(&desk, &parts, &["instrument", "depth", "at_least"])?;
    let code: InstrumentCode = asking.query.need("instrument")?;
    let depth = asking.query.number("depth", 1..=DEEPEST)?.unwrap_or(DEPTH);
    let depth = usize::try_from(depth).unwrap_or(1);
    let (book, sequence) = asking.look(|driver| Book::of(driver, code, depth)).await?;
    Ok(answer::read(sequence, &book.ok_or(NothingListed::Instrument(code))?))
}

async fn named_order(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let name: ClientOrderId = path(&mut parts, "client_order_id").await?;
    let asking = Asking::of(&desk, &parts, &["at_least"])?;
    let look = |driver: &Driver| OpenOrder::of(driver, driver.engine().order_named(actor.id, name)?);
    let (order, sequence) = asking.look(look).await?;
    Ok(answer::read(sequence, &order.ok_or(NoOrder::Name { member: actor.code, name })?))
}

impl Book {
    /// The book of an instrument, if it is listed, down to so many levels.
    pub(crate) fn of(driver: &Driver, instrument: InstrumentCode, depth: usize) -> Option<Book> {
        let engine = driver.engine();
        let listed = engine.register().instrument_by_code(instrument)?;
        let side = |side| {
            let levels = engine.books().depth(listed.id, side).take(depth);
            let shown = levels.map(|level| Level {
                price: listed.price(level.price),
                quantity: level.lots * u64::from(listed.lot.get()),
                orders: level.orders,
            });
            shown.collect()
        };
        let (bids, asks) = (side(Side::Bid), side(Side::Ask));
        Some(Book { sequence: driver.sequence(), instrument, currency: listed.currency, bids, asks })
    }
}

impl OpenOrder {
    fn of(driver: &Driver, id: OrderId) -> Option<OpenOrder> {
        let engine = driver.engine();
        let order = engine.books().order(id)?;
        let file = engine.order(id)?;
        let listed = engine.register().instrument(order.instrument);
        Some(OpenOrder {
            sequence: driver.sequence(),
            order: id,
            client_order_id: file.client,
            member: engine.register().member(order.owner).code,
            instrument: listed.code,
            side: order.side,
            limit: listed.price(order.limit),
            open: u64::from(order.lots.get()) * u64::from(listed.lot.get()),
            post_only: order.post_only == PostOnly::Yes,
            expires: order.expires,
            money_hold: file.money,
            slots_hold: file.slots,
        })
    }
}
