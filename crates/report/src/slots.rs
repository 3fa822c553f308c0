//! The slots: what became of those that were declared.
//!
//! ```text
//!   declared = available (of which on offer) + right + nominated + consumed + lapsed
//! ```

use std::io::{self, Write};

use engine::{Engine, posting};
use freight::ServiceCode;
use ledger::AccountCode;
use serde::Serialize;

use crate::figure::grouped;
use crate::page::{Sheet, Tone, figures, spaced, words};
use crate::{Page, Report, ReportName};

/// What became of the slots, service by service.
#[derive(Clone, Debug)]
pub struct Slots {
    rows: Vec<SlotRow>,
}

/// What became of the slots of one service, in its units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlotRow {
    /// Which service.
    pub service: ServiceCode,
    /// In what it is counted: `22G1`, `tonnes`.
    pub unit: String,
    /// How many carriers have declared.
    pub declared: i64,
    /// How many they can still sell.
    pub available: i64,
    /// How many of these are on offer.
    pub on_offer: i64,
    /// How many were bought, and no box is named for them.
    pub right: i64,
    /// For how many a box is named.
    pub nominated: i64,
    /// How many were used.
    pub consumed: i64,
    /// How many were bought and not used.
    pub lapsed: i64,
    /// Whether all states sum to what was declared; if not, our own books are wrong.
    pub equal: bool,
}

impl Slots {
    /// Reads the ledger, service by service in the order of their listing.
    pub fn read(engine: &Engine) -> Slots {
        let mut rows: Vec<SlotRow> = engine
            .register()
            .services()
            .map(|listed| SlotRow::new(listed.code, listed.service.unit))
            .collect();
        for (_, account) in engine.ledger().accounts() {
            let Some(service) = posting::service_of(account.asset()) else { continue };
            let Some(row) = usize::try_from(service.number() - 1).ok().and_then(|place| rows.get_mut(place))
            else {
                continue;
            };
            row.add(account.key().code, account.posted());
            row.on_offer += account.held().signed();
        }
        for row in &mut rows {
            row.equal = row.declared == row.available + row.right + row.nominated + row.consumed + row.lapsed;
        }
        Slots { rows }
    }

    /// The rows, in the order of listing.
    pub fn rows(&self) -> &[SlotRow] {
        &self.rows
    }
}

impl SlotRow {
    fn new(service: ServiceCode, unit: freight::Unit) -> SlotRow {
        SlotRow {
            service,
            unit: unit.to_string(),
            declared: 0,
            available: 0,
            on_offer: 0,
            right: 0,
            nominated: 0,
            consumed: 0,
            lapsed: 0,
            equal: true,
        }
    }

    fn add(&mut self, code: AccountCode, posted: i64) {
        let state = match code {
            posting::DECLARED => &mut self.declared,
            posting::SLOTS_AVAILABLE => &mut self.available,
            posting::SLOTS_RIGHT => &mut self.right,
            posting::SLOTS_NOMINATED => &mut self.nominated,
            posting::SLOTS_CONSUMED => &mut self.consumed,
            posting::SLOTS_LAPSED => &mut self.lapsed,
            code => unreachable!("account {code} counts no slots"),
        };
        *state += posted;
    }
}

impl Report for Slots {
    fn draw(&self, page: Page) -> String {
        let columns = [
            words("service"),
            figures("declared"),
            figures("available"),
            figures("on offer"),
            figures("right"),
            figures("named"),
            figures("used"),
            figures("lapsed"),
            words(""),
        ];
        let mut sheet = Sheet::new("Slots", columns);
        for row in &self.rows {
            let offer =
                if row.on_offer == 0 { String::new() } else { format!("({})", grouped(row.on_offer)) };
            let verdict = if row.equal { Tone::Good.text("equal") } else { Tone::Bad.text("NOT EQUAL") };
            sheet.row([
                spaced(row.service).into(),
                grouped(row.declared).into(),
                grouped(row.available).into(),
                Tone::Faint.text(offer),
                grouped(row.right).into(),
                grouped(row.nominated).into(),
                grouped(row.consumed).into(),
                grouped(row.lapsed).into(),
                verdict,
            ]);
        }
        if self.rows.is_empty() {
            sheet.note(Tone::Faint, "no service is listed");
        } else {
            sheet.note(
                Tone::Faint,
                "declared = available (on offer: of these) + right + named + used + lapsed",
            );
        }
        sheet.draw(page)
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        ReportName::Slots.write_rows(&self.rows, out)
    }
}
