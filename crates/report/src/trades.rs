//! The trades: which bid met which ask, and at what.

use std::collections::BTreeSet;
use std::io::{self, Write};

use engine::{Engine, Sequence};
use freight::{ClientOrderId, InstrumentCode, ParticipantCode, ServiceCode};
use jiff::Timestamp;
use jiff::civil::Date;
use matching::{OrderId, Side, TradeId};
use money::{Currency, Grouping, Price};
use serde::Serialize;

use crate::figure::{Figure, figure, grouped};
use crate::page::{Sheet, Text, Tone, figures, spaced, words};
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
    /// What is carried.
    pub service: ServiceCode,
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
            let listed = engine.register().instrument_by_code(told.instrument)?;
            let (currency, service) = (listed.currency, engine.register().service(listed.service).code);
            let value = told.price.value(u64::from(told.quantity), currency)?;
            Some(TradeRow {
                trade: told.trade,
                sequence: told.told.sequence,
                at: told.told.at,
                instrument: told.instrument,
                service,
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
    /// A side with its order, and its tone if its order arrived.
    fn side(&self, side: Side) -> Text {
        let taker = (self.taker, self.taker_client_order_id);
        let maker = (self.maker, self.maker_client_order_id);
        let (id, client) = if side == self.taker_side { taker } else { maker };
        let member = if side == Side::Bid { self.shipper } else { self.carrier };
        let mark = if side == self.taker_side { " ◂" } else { "" };
        let words = format!("{member} {}{mark}", client.map_or(id.to_string(), |name| name.to_string()));
        match (side == self.taker_side, side) {
            (true, Side::Bid) => Tone::Bid.text(words),
            (true, Side::Ask) => Tone::Ask.text(words),
            (false, Side::Bid | Side::Ask) => words.into(),
        }
    }
}

impl Report for Trades {
    fn draw(&self, page: Page) -> String {
        let days: BTreeSet<Date> = self.rows.iter().map(|row| page.day(row.at)).collect();
        let only = days.first().filter(|_| days.len() == 1);
        let title = match only {
            Some(day) => format!("Trades of {day}, {}", page.clock_name()),
            None => format!("Trades, {}", page.clock_name()),
        };
        let columns = [
            words(""),
            words("at"),
            words("service"),
            figures("qty"),
            figures("price"),
            figures("value"),
            words(""),
            words("shipper"),
            words("carrier"),
        ];
        let mut sheet = Sheet::new(title, columns);
        for row in &self.rows {
            let at = if only.is_some() { page.time(row.at) } else { page.moment(row.at) };
            sheet.row([
                row.trade.to_string().into(),
                at.into(),
                spaced(row.service).into(),
                grouped(row.quantity).into(),
                row.price.show(row.currency.exponent(), Grouping::Thousands).to_string().into(),
                row.value.to_string().into(),
                Tone::Faint.text(row.currency.to_string()),
                row.side(Side::Bid),
                row.side(Side::Ask),
            ]);
        }
        if self.rows.is_empty() {
            sheet.note(Tone::Faint, "no bid has met an ask");
        } else {
            sheet.note(
                Tone::Faint,
                "◂ the order that arrived; the trade is at the price of the one that rested",
            );
        }
        sheet.draw(page)
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        ReportName::Trades.write_rows(&self.rows, out)
    }
}
