//! The holds: what is set aside for open orders, money and slots.

use std::io::{self, Write};

use engine::{Engine, Holding};
use freight::{ClientOrderId, InstrumentCode, ParticipantCode};
use ledger::HoldId;
use matching::{OrderId, Side};
use serde::Serialize;

use crate::figure::{Figure, grouped};
use crate::page::{Sheet, Tone, figures, spaced, words};
use crate::{Page, Report, ReportName};

/// What is set aside, order by order, as the orders lie in their books.
#[derive(Clone, Debug)]
pub struct Holds {
    rows: Vec<HoldRow>,
}

/// One open order, and what is held for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HoldRow {
    /// The hold.
    pub hold: HoldId,
    /// On whose account.
    pub member: ParticipantCode,
    /// Money or slots.
    pub held: Holding,
    /// For which order.
    pub order: OrderId,
    /// The member's own name for it.
    pub client_order_id: Option<ClientOrderId>,
    /// In which book it rests.
    pub instrument: InstrumentCode,
    /// Bid or ask.
    pub side: Side,
    /// How many units of it are open.
    pub open: u64,
}

impl Holds {
    /// Reads the holds of all open orders.
    pub fn read(engine: &Engine) -> Holds {
        let mut rows = Vec::new();
        for order in engine.books().open_orders() {
            let Some(file) = engine.order(order.id) else { continue };
            let listed = engine.register().instrument(order.instrument);
            for id in [file.money, file.slots].into_iter().flatten() {
                let Some(hold) = engine.ledger().hold(id) else { continue };
                let Some(account) = engine.ledger().account(hold.account()) else { continue };
                rows.push(HoldRow {
                    hold: id,
                    member: engine.register().member(order.owner).code,
                    held: engine.holding(account.asset(), hold.remaining().signed()),
                    order: order.id,
                    client_order_id: file.client,
                    instrument: listed.code,
                    side: order.side,
                    open: u64::from(order.lots.get()) * u64::from(listed.lot.get()),
                });
            }
        }
        Holds { rows }
    }

    /// The rows, in order.
    pub fn rows(&self) -> &[HoldRow] {
        &self.rows
    }
}

impl Report for Holds {
    fn draw(&self, page: Page) -> String {
        let columns = [
            words("hold"),
            words("member"),
            figures("held"),
            words(""),
            words("for"),
            words("order"),
            figures("open"),
            words("instrument"),
        ];
        let mut sheet = Sheet::new("Holds", columns);
        for row in &self.rows {
            let (held, of) = match row.held {
                Holding::Money(money) => (Figure::from(money).to_string(), money.asset.to_string()),
                Holding::Slots { service: _, quantity } => (grouped(quantity), "slots".to_owned()),
            };
            let tone = match row.side {
                Side::Bid => Tone::Bid,
                Side::Ask => Tone::Ask,
            };
            sheet.row([
                row.hold.to_string().into(),
                row.member.to_string().into(),
                held.into(),
                of.into(),
                tone.text(row.side.to_string()),
                row.client_order_id.map_or(row.order.to_string(), |name| name.to_string()).into(),
                grouped(row.open).into(),
                spaced(row.instrument).into(),
            ]);
        }
        if self.rows.is_empty() {
            sheet.note(Tone::Faint, "nothing is held: no order is open");
        }
        sheet.draw(page)
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        ReportName::Holds.write_rows(&self.rows, out)
    }
}
