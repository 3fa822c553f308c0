//! The books: what rests, price by price, bids below and asks above.
//!
//! ```text
//!   orders   bid      price   ask   orders
//!                   1,930.00    15        1  ▇▇▇▇▇▇▇▇▇▇▇▇
//!                   1,920.00    20        1  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
//!        1    10    1,860.00                 ▇▇▇▇▇▇▇▇
//! ```

use std::io::{self, Write};

use engine::Engine;
use freight::InstrumentCode;
use matching::{Level, Side};
use money::{Count, Currency, Grouping, Price};
use serde::Serialize;

use crate::page::{Sheet, Tone, figures, spaced, words};
use crate::{Page, Report, ReportName, figure::grouped};

/// What rests in every book.
#[derive(Clone, Debug)]
pub struct Books {
    books: Vec<Book>,
}

/// One book.
#[derive(Clone, Debug)]
struct Book {
    instrument: InstrumentCode,
    currency: Currency,
    /// Best first.
    bids: Vec<BookLevel>,
    /// Best first.
    asks: Vec<BookLevel>,
}

/// What rests at one price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BookLevel {
    /// In which book.
    pub instrument: InstrumentCode,
    /// Who offers: bids want to buy, asks to sell.
    pub side: Side,
    /// How many levels of its side are better.
    pub depth: usize,
    /// For one unit.
    pub price: Price,
    /// What it is paid in.
    pub currency: Currency,
    /// How many units are open, over all its orders.
    pub quantity: u64,
    /// How many orders there are.
    pub orders: u32,
}

/// How many levels a side are drawn; lines of JSON have all.
const DRAWN: usize = 10;
/// How long the longest bar is.
const BAR: u64 = 24;

impl Books {
    /// Reads all books, in the order of their listing.
    pub fn read(engine: &Engine) -> Books {
        let books = engine.register().instruments().map(|listed| {
            let side = |side| {
                let levels = engine.books().depth(listed.id, side).enumerate();
                let shown = levels.map(|(depth, Level { price, lots, orders })| BookLevel {
                    instrument: listed.code,
                    side,
                    depth,
                    price: listed.price(price),
                    currency: listed.currency,
                    quantity: lots * u64::from(listed.lot.get()),
                    orders,
                });
                shown.collect()
            };
            let (bids, asks) = (side(Side::Bid), side(Side::Ask));
            Book { instrument: listed.code, currency: listed.currency, bids, asks }
        });
        Books { books: books.collect() }
    }

    /// All levels, book by book, bids before asks, the best first.
    pub fn levels(&self) -> impl Iterator<Item = &BookLevel> {
        self.books.iter().flat_map(|book| book.bids.iter().chain(&book.asks))
    }
}

impl Book {
    fn is_empty(&self) -> bool {
        self.bids.is_empty() && self.asks.is_empty()
    }

    fn sheet(&self) -> Sheet {
        let columns = [
            figures("orders"),
            figures("bid"),
            figures("price"),
            figures("ask"),
            figures("orders"),
            words(""),
        ];
        let mut sheet = Sheet::new(self.title(), columns);
        let drawn = || self.bids.iter().take(DRAWN).chain(self.asks.iter().take(DRAWN));
        let most = drawn().map(|level| level.quantity).max().unwrap_or(1).max(1);
        for level in self.asks.iter().take(DRAWN).rev().chain(self.bids.iter().take(DRAWN)) {
            let digits = level.currency.exponent();
            let price = level.price.show(digits, Grouping::Thousands).to_string();
            let bar = "▇".repeat(usize::try_from((level.quantity * BAR).div_ceil(most)).unwrap_or(0));
            let (quantity, orders) = (grouped(level.quantity), grouped(level.orders));
            match level.side {
                Side::Ask => sheet.row([
                    "".into(),
                    "".into(),
                    price.into(),
                    Tone::Ask.text(quantity),
                    orders.into(),
                    Tone::Ask.text(bar),
                ]),
                Side::Bid => sheet.row([
                    orders.into(),
                    Tone::Bid.text(quantity),
                    price.into(),
                    "".into(),
                    "".into(),
                    Tone::Bid.text(bar),
                ]),
            }
        }
        for (levels, word) in [(&self.asks, "asks"), (&self.bids, "bids")] {
            if let Some(more) = levels.get(DRAWN..).filter(|more| !more.is_empty()) {
                let quantity: u64 = more.iter().map(|level| level.quantity).sum();
                let levels = Count::of(more.len() as u64, "more level");
                let note = format!("{levels} of {word}, {}", Count::of(quantity, "unit"));
                sheet.note(Tone::Faint, note);
            }
        }
        sheet
    }

    fn title(&self) -> String {
        let best = |levels: &[BookLevel]| levels.first().map(|level| level.price);
        let digits = self.currency.exponent();
        let show = |price: Price| price.show(digits, Grouping::Thousands).to_string();
        let quote = match (best(&self.bids), best(&self.asks)) {
            (Some(bid), Some(ask)) => format!("{} bid, {} asked", show(bid), show(ask)),
            (Some(bid), None) => format!("{} bid, nothing asked", show(bid)),
            (None, Some(ask)) => format!("nothing bid, {} asked", show(ask)),
            (None, None) => "empty".to_owned(),
        };
        format!("{}   {quote}", spaced(self.instrument))
    }
}

impl Report for Books {
    fn draw(&self, page: Page) -> String {
        let filled = self.books.iter().filter(|book| !book.is_empty());
        let mut sheets: Vec<String> = filled.map(|book| book.sheet().draw(page)).collect();
        let empty: Vec<String> =
            self.books.iter().filter(|book| book.is_empty()).map(|book| spaced(book.instrument)).collect();
        if !empty.is_empty() {
            let mut sheet = Sheet::new("", []);
            sheet.note(Tone::Faint, format!("nothing rests in {}", empty.join(", ")));
            sheets.push(sheet.draw(page));
        }
        sheets.join("\n")
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        self.levels().try_for_each(|level| ReportName::Books.write_row(level, out))
    }
}
