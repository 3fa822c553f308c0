//! Batches: what one transaction writes, a page of rows a table.
//!
//! A page is one text in JSON, an array of rows, so that a table costs one statement however many rows it gets.

use engine::Sequence;
use jiff::Timestamp;

use super::row::Row;
use super::rows::{HoldRow, TABLES};

/// What one transaction writes.
#[derive(Debug)]
pub(super) struct Batch {
    /// The last record whose rows are in it.
    pub(super) last: Sequence,
    /// The time of that record.
    pub(super) at: Timestamp,
    /// The rows, a page a table, in the order of [`TABLES`].
    pages: Vec<Page>,
    /// The holds that have ended.
    ended: Page,
}

/// Rows of one table, as a JSON array of arrays.
#[derive(Debug, Default)]
pub(super) struct Page {
    json: Vec<u8>,
    rows: u64,
}

/// Where the table of a row type stands among all tables.
struct Place<R>(core::marker::PhantomData<R>);

impl<R: Row> Place<R> {
    const OF: usize = place(R::TABLE.name);
}

const fn place(name: &str) -> usize {
    let mut place = 0;
    while place < TABLES.len() {
        if equal(TABLES[place].name.as_bytes(), name.as_bytes()) {
            return place;
        }
        place += 1;
    }
    panic!("a view has no rows of its own")
}

const fn equal(one: &[u8], other: &[u8]) -> bool {
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

impl Batch {
    /// Nothing yet.
    pub(super) fn new() -> Batch {
        Batch {
            last: Sequence::NONE,
            at: Timestamp::MIN,
            pages: TABLES.iter().map(|_| Page::default()).collect(),
            ended: Page::default(),
        }
    }

    /// Adds a row. Of the rows of one key in a batch there is one.
    pub(super) fn push<R: Row>(&mut self, row: &R) {
        self.pages[Place::<R>::OF].push(|json| row.write(json));
    }

    /// Adds a hold whose row goes away.
    pub(super) fn end(&mut self, hold: ledger::HoldId) {
        self.ended.push(|json| {
            serde_json::to_writer(json, &hold).expect("a hold has a form in JSON");
        });
    }

    /// The pages with rows, each with its table.
    pub(super) fn pages(self) -> (Option<String>, Vec<(usize, String)>) {
        let pages = self.pages.into_iter().enumerate();
        let filled = pages.filter_map(|(place, page)| Some((place, page.close()?)));
        (self.ended.close(), filled.collect())
    }

    /// The place of the table from which rows go away.
    pub(super) const THINNED: usize = Place::<HoldRow>::OF;
}

impl Page {
    fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.json.push(if self.rows == 0 { b'[' } else { b',' });
        write(&mut self.json);
        self.rows += 1;
    }

    fn close(mut self) -> Option<String> {
        self.json.push(b']');
        (self.rows > 0).then(|| String::from_utf8(self.json).expect("JSON is UTF-8"))
    }
}
