//! The page that tables are drawn on: how wide it is, and whether it has colour.
//!
//! ```text
//!   Sheet    title, columns, rows, totals under a rule, notes
//!   Page     width and colour of where it will be read
//! ```
//!
//! A table without vertical lines reads like a page of a ledger: words to the left, figures to the right,
//! and a rule above what is a sum. Where a page is too narrow, words wrap and figures never do.
//!
//! # What is not here
//!
//! Terminals. How wide one is, and whether it is one at all, is known to whoever prints.

use core::fmt;

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, Row, Table,
    TableStyle, Width,
};
use jiff::tz::Offset;

/// Where a table will be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many characters fit on a line; columns wrap to keep within it. No limit if nothing is said.
    pub width: Option<u16>,
    /// Whether it shows colours.
    pub ink: Ink,
    /// By which clock its times are shown.
    pub clock: Offset,
}

/// Whether a page shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Letters only, as in a file.
    Plain,
    /// Bold, dim and coloured, as on a terminal.
    Coloured,
}

/// What a text on a page is, which decides its ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// What a reader looks for first.
    Strong,
    /// What a reader looks for last.
    Faint,
    /// What is as it should be.
    Good,
    /// What asks for attention.
    Bad,
    /// Who buys.
    Bid,
    /// Who sells.
    Ask,
}

/// One column of a sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    title: &'static str,
    alignment: CellAlignment,
}

/// A table on its way to a page.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    title: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    notes: Vec<(Tone, String)>,
}

/// What stands on a line of a sheet.
#[derive(Clone, Debug)]
enum Line {
    Cells(Tone, Vec<Text>),
    /// A rule under the columns in which the next line has something.
    Rule(Vec<bool>),
    Blank,
}

/// The text of a cell, with its tone if it has one of its own.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    text: String,
    tone: Option<Tone>,
}

/// A column of words.
pub(crate) fn words(title: &'static str) -> Column {
    Column { title, alignment: CellAlignment::Left }
}

/// A column of figures.
pub(crate) fn figures(title: &'static str) -> Column {
    Column { title, alignment: CellAlignment::Right }
}

impl Page {
    /// A page without colours and without an edge, by the clock of UTC.
    pub const PLAIN: Page = Page { width: None, ink: Ink::Plain, clock: Offset::UTC };

    /// `text` in the ink of `tone`.
    pub fn ink(self, tone: Tone, text: &str) -> String {
        let code = match (self.ink, tone) {
            (Ink::Plain, _) | (Ink::Coloured, Tone::Plain) => return text.to_owned(),
            (Ink::Coloured, Tone::Strong) => "1",
            (Ink::Coloured, Tone::Faint) => "2",
            (Ink::Coloured, Tone::Good) => "32",
            (Ink::Coloured, Tone::Bad) => "1;31",
            (Ink::Coloured, Tone::Bid) => "36",
            (Ink::Coloured, Tone::Ask) => "33",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// A title over what follows.
    pub fn heading(self, title: &str) -> String {
        self.ink(Tone::Strong, title)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text { text, tone: None }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text { text: text.to_owned(), tone: None }
    }
}

impl Tone {
    /// A cell in this tone.
    pub(crate) fn text(self, text: impl Into<String>) -> Text {
        Text { text: text.into(), tone: Some(self) }
    }

    fn dress(self, cell: Cell) -> Cell {
        match self {
            Tone::Plain => cell,
            Tone::Strong => cell.add_attribute(Attribute::Bold),
            Tone::Faint => cell.add_attribute(Attribute::Dim),
            Tone::Good => cell.fg(Color::DarkGreen),
            Tone::Bad => cell.fg(Color::DarkRed).add_attribute(Attribute::Bold),
            Tone::Bid => cell.fg(Color::DarkCyan),
            Tone::Ask => cell.fg(Color::DarkYellow),
        }
    }
}

impl Sheet {
    /// A sheet with nothing on it yet.
    pub(crate) fn new(title: impl Into<String>, columns: impl Into<Vec<Column>>) -> Sheet {
        Sheet { title: title.into(), columns: columns.into(), lines: Vec::new(), notes: Vec::new() }
    }

    /// One line; a cell a column, none for those that follow the last.
    pub(crate) fn row<const N: usize>(&mut self, cells: [Text; N]) {
        self.lines.push(Line::Cells(Tone::Plain, cells.into()));
    }

    /// A sum, under a rule.
    pub(crate) fn total<const N: usize>(&mut self, cells: [Text; N]) {
        self.lines.push(Line::Rule(cells.iter().map(|cell| !cell.text.is_empty()).collect()));
        self.lines.push(Line::Cells(Tone::Strong, cells.into()));
    }

    /// An empty line between groups; nothing at the beginning.
    pub(crate) fn space(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Line::Blank);
        }
    }

    /// A sentence below the table.
    pub(crate) fn note(&mut self, tone: Tone, text: impl Into<String>) {
        self.notes.push((tone, text.into()));
    }

    /// Whether no line stands on it.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Draws it: title, columns, lines, notes, each on lines of their own.
    pub(crate) fn draw(&self, page: Page) -> String {
        let mut text = String::new();
        if !self.title.is_empty() {
            text.push_str(&page.heading(&self.title));
            text.push('\n');
        }
        if !self.is_empty() {
            for line in self.table(page).lines() {
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        for (tone, note) in &self.notes {
            for line in wrapped(note, page.width) {
                text.push_str(&page.ink(*tone, &format!(" {line}")));
                text.push('\n');
            }
        }
        text
    }

    fn table(&self, page: Page) -> Table {
        let mut table = Table::new();
        table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')));
        table.force_no_tty();
        if page.ink == Ink::Coloured {
            table.enforce_styling();
        }
        if let Some(width) = page.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        table.set_header(self.columns.iter().map(|column| Tone::Faint.dress(Cell::new(column.title))));
        let widths = self.widths();
        for line in &self.lines {
            table.add_row(self.cells(line, &widths));
        }
        let words = self.longest_words();
        for ((column, row), longest) in table.column_iter_mut().zip(&self.columns).zip(words) {
            column.set_cell_alignment(row.alignment);
            column.set_constraint(match row.alignment {
                CellAlignment::Right => ColumnConstraint::ContentWidth,
                CellAlignment::Left | CellAlignment::Center => {
                    ColumnConstraint::LowerBoundary(Width::Fixed(longest.min(LONGEST_WORD) + PADDING))
                }
            });
        }
        table
    }

    fn cells(&self, line: &Line, widths: &[usize]) -> Row {
        match line {
            Line::Cells(tone, cells) => cells
                .iter()
                .map(|cell| cell.tone.unwrap_or(*tone).dress(Cell::new(&cell.text)))
                .collect::<Vec<_>>()
                .into(),
            Line::Rule(wanted) => wanted
                .iter()
                .zip(widths)
                .zip(&self.columns)
                .map(|((&wanted, &width), column)| {
                    let ruled = wanted && column.alignment == CellAlignment::Right;
                    Tone::Faint.dress(Cell::new("─".repeat(if ruled { width } else { 0 })))
                })
                .collect::<Vec<_>>()
                .into(),
            Line::Blank => Row::from(vec![Cell::new("")]),
        }
    }

    /// The longest word of every column.
    fn longest_words(&self) -> Vec<u16> {
        let longest = |text: &str| text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        let mut words: Vec<usize> = self.columns.iter().map(|column| longest(column.title)).collect();
        for line in &self.lines {
            if let Line::Cells(_, cells) = line {
                for (word, cell) in words.iter_mut().zip(cells) {
                    *word = (*word).max(longest(&cell.text));
                }
            }
        }
        words.into_iter().map(|word| u16::try_from(word).unwrap_or(u16::MAX)).collect()
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns.iter().map(|column| column.title.chars().count()).collect();
        for line in &self.lines {
            if let Line::Cells(_, cells) = line {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = (*width).max(cell.text.chars().count());
                }
            }
        }
        widths
    }
}

/// What stands around the text of every cell, left and right together.
const PADDING: u16 = 2;
/// A longer word than this may be broken where a page is too narrow.
const LONGEST_WORD: u16 = 24;

/// A code for people: `CNCHQ-CNSGH 2026W10 22G1`, which wraps where its parts end.
pub(crate) fn spaced(code: impl fmt::Display) -> String {
    code.to_string().replace('/', " ")
}

/// The longest line of a sentence, even where a page has no edge.
const SENTENCE: u16 = 110;

/// `text` in lines of words, each at most as wide as the page.
pub fn wrapped(text: &str, width: Option<u16>) -> Vec<String> {
    let width = usize::from(width.unwrap_or(SENTENCE).min(SENTENCE)).saturating_sub(2).max(20);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}
