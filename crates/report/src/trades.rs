//! The trades: which bid met which ask, and at what.

use std::io::{self, Write};

use engine::{Engine, Sequence};
use freight::{ClientOrderId, InstrumentCode, ParticipantCode};
use jiff::Timestamp;
use matching::{OrderId, Side, TradeId};
use money::{Currency, Grouping, Price};
use serde::Serialize;

use crate::clock::moment;
use crate::figure::{Figure, figure, grouped};
use crate::page::{Sheet, Tone, figures, words};
use crate::{History, Page, Report, ReportName};

/// Every trade, in order.
#[derive(Clone, Debug)]
pub struct Trades {
    rows: Vec<TradeRow>,
}

/// One trade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TradeRow {
    /// Its number, which is the carriage's too.
    pub trade: TradeId,
    /// The record in which it was made.
    pub sequence: Sequence,
    /// When.
    pub at: Timestamp,
    /// In which book.
    pub instrument: InstrumentCode,
    /// How many units.
    pub quantity: u32,
    /// For one unit.
    pub price: Price,
    /// What it is paid in.
    pub currency: Currency,
    /// Price × quantity.
    pub value: Figure,
    /// Who bought.
    pub shipper: ParticipantCode,
    /// Who sold.
    pub carrier: ParticipantCode,
    /// The side of the order that arrived.
    pub taker_side: Side,
    /// The order that arrived.
    pub taker: OrderId,
    /// Its member's own name for it.
    pub taker_client_order_id: Option<ClientOrderId>,
    /// The order that rested.
    pub maker: OrderId,
    /// Its member's own name for it.
    pub maker_client_order_id: Option<ClientOrderId>,
}

impl Trades {
    /// Reads all trades that were told.
    pub fn read(engine: &Engine, history: &History) -> Trades {
        let rows = history.trades().iter().filter_map(|told| {
            let currency = engine.register().instrument_by_code(told.instrument)?.currency;
            let value = told.price.value(u64::from(told.quantity), currency)?;
            Some(TradeRow {
                trade: told.trade,
                sequence: told.told.sequence,
                at: told.told.at,
                instrument: told.instrument,
                quantity: told.quantity,
                price: told.price,
                currency,
                value: figure(value, currency.into()),
                shipper: told.shipper,
                carrier: told.carrier,
                taker_side: told.taker_side,
                taker: told.taker,
                taker_client_order_id: told.taker_name,
                maker: told.maker,
                maker_client_order_id: told.maker_name,
            })
        });
        Trades { rows: rows.collect() }
    }

    /// The rows, in order.
    pub fn rows(&self) -> &[TradeRow] {
        &self.rows
    }
}

impl TradeRow {
    /// The orders that met: the one that arrived, and the one that rested.
    fn orders(&self) -> String {
        let name = |client: Option<ClientOrderId>, id: OrderId| {
            client.map_or(id.to_string(), |name| name.to_string())
        };
        let (taker, maker) =
            (name(self.taker_client_order_id, self.taker), name(self.maker_client_order_id, self.maker));
        format!("{taker} met {maker}")
    }
}

impl Report for Trades {
    fn draw(&self, page: Page) -> String {
        let columns = [
            words("trade"),
            words("at (UTC)"),
            words("instrument"),
            figures("units"),
            figures("price"),
            figures("value"),
            words("shipper"),
            words("carrier"),
            words("orders"),
        ];
        let mut sheet = Sheet::new("Trades", columns);
        for row in &self.rows {
            let (shipper, carrier) = match row.taker_side {
                Side::Bid => (Tone::Bid.text(row.shipper), row.carrier.to_string().into()),
                Side::Ask => (row.shipper.to_string().into(), Tone::Ask.text(row.carrier)),
            };
            sheet.row([
                row.trade.to_string().into(),
                moment(row.at).into(),
                row.instrument.to_string().into(),
                grouped(row.quantity).into(),
                row.price.show(row.currency.exponent(), Grouping::Thousands).to_string().into(),
                row.value.to_string().into(),
                shipper,
                carrier,
                Tone::Faint.text(row.orders()),
            ]);
        }
        if self.rows.is_empty() {
            sheet.note(Tone::Faint, "no bid has met an ask");
        }
        sheet.draw(page)
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        ReportName::Trades.write_rows(&self.rows, out)
    }
}
