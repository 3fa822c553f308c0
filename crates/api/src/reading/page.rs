//! Pages: a list in pieces, each with the cursor of the next.
//!
//! A cursor is opaque to whoever gets it. It names its list and the filter, so that it cannot be sent to
//! another, and the last thing that was shown.

use core::fmt::Display;
use core::str::FromStr;

use axum::response::Response;
use engine::Sequence;
use serde::Serialize;

use crate::answer;
use crate::codes::Complaint;
use crate::error::Place;
use crate::query::{Query, QueryError};

/// How many are shown if nobody says how many.
const USUAL: u64 = 100;

/// How many are shown at most.
const MOST: u64 = 1_000;

/// A piece of a list.
#[derive(Serialize)]
pub(crate) struct Page<T> {
    /// The record for which this is true.
    pub(crate) sequence: Sequence,
    /// What was found.
    pub(crate) items: Vec<T>,
    /// The cursor of the next piece; nothing at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}

/// Where a piece begins, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turn<K> {
    list: String,
    /// The last thing of the piece before.
    pub(crate) after: Option<K>,
    pub(crate) limit: usize,
}

impl<K> Turn<K> {
    /// The limit, as the tables take it.
    pub(crate) fn most(&self) -> u32 {
        u32::try_from(self.limit).unwrap_or(u32::MAX)
    }
}

/// Why a cursor leads nowhere. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CursorError {
    /// It was never given.
    #[error("cursor {0:?} was not given by this exchange")]
    Malformed(String),
    /// It was given for something else.
    #[error("the cursor was given for {found}, but this is {here}")]
    Elsewhere { found: String, here: String },
}

impl Complaint for CursorError {
    fn code(&self) -> &'static str {
        match self {
            CursorError::Malformed(_) => "CURSOR_MALFORMED",
            CursorError::Elsewhere { .. } => "CURSOR_OF_ANOTHER_LIST",
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Parameter("cursor".to_owned()))
    }
}

/// How many were asked for.
pub(crate) fn limit(query: &Query<'_>) -> Result<usize, QueryError> {
    let limit = query.number("limit", 1..=MOST)?.unwrap_or(USUAL);
    Ok(usize::try_from(limit).unwrap_or(1))
}

impl<K: FromStr + Display> Turn<K> {
    /// Where the piece of `list` begins that was asked for; the name of a list says its filter too.
    pub(crate) fn of(list: impl Into<String>, query: &Query<'_>) -> Result<Turn<K>, crate::error::Problem> {
        let (list, limit) = (list.into(), limit(query)?);
        let after = query.text("cursor").map(|text| read(text, &list)).transpose()?;
        Ok(Turn { list, after, limit })
    }

    /// The piece that has these; `key` names the last of them if there are more.
    pub(crate) fn page<T>(
        &self,
        sequence: Sequence,
        items: Vec<T>,
        more: bool,
        key: impl FnOnce(&T) -> K,
    ) -> Page<T> {
        let last = items.last().filter(|_| more).map(key);
        let next = last.map(|key| written(&self.list, &key.to_string()));
        Page { sequence, items, next }
    }
}

/// A list that is whole in memory, from the place that was asked for on.
pub(crate) fn piece<T, K: FromStr + Display + PartialOrd>(
    turn: &Turn<K>,
    all: impl Iterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> (Vec<T>, bool) {
    let behind = |item: &T| turn.after.as_ref().is_none_or(|after| key(item) > *after);
    let mut items: Vec<T> = all.filter(behind).take(turn.limit + 1).collect();
    let more = items.len() > turn.limit;
    items.truncate(turn.limit);
    (items, more)
}

/// The piece that was read from a table, which is true for `sequence`.
pub(crate) fn told<K: FromStr + Display, R, V: Serialize>(
    turn: &Turn<K>,
    sequence: Sequence,
    page: &store::Page<R>,
    key: impl FnOnce(&R) -> K,
    view: impl FnMut(&R) -> V,
) -> Response {
    let next = page.rows.last().filter(|_| page.more).map(|row| written(&turn.list, &key(row).to_string()));
    let items: Vec<V> = page.rows.iter().map(view).collect();
    answer::read(sequence, &Page { sequence, items, next })
}

/// A cursor: the list and the key, and a sum over both, in hexadecimal.
fn written(list: &str, key: &str) -> String {
    let text = format!("{list}\n{key}");
    let digits = text.bytes().map(|byte| format!("{byte:02x}"));
    digits.collect::<String>() + &format!("{:04x}", sum(&text))
}

fn read<K: FromStr>(cursor: &str, list: &str) -> Result<K, CursorError> {
    let malformed = || CursorError::Malformed(cursor.chars().take(40).collect());
    if !cursor.is_ascii() || cursor.len() % 2 == 1 {
        return Err(malformed());
    }
    let byte = |place: usize| u8::from_str_radix(&cursor[place..place + 2], 16).ok();
    let bytes: Option<Vec<u8>> = (0..cursor.len()).step_by(2).map(byte).collect();
    let mut bytes = bytes.ok_or_else(malformed)?;
    let checked = bytes.split_off(bytes.len().checked_sub(2).ok_or_else(malformed)?);
    let text = String::from_utf8(bytes).map_err(|_| malformed())?;
    if sum(&text).to_be_bytes() != *checked {
        return Err(malformed());
    }
    let (found, key) = text.split_once('\n').ok_or_else(malformed)?;
    if found != list {
        return Err(CursorError::Elsewhere { found: found.to_owned(), here: list.to_owned() });
    }
    key.parse().map_err(|_| malformed())
}

/// Tells a cursor that was cut or changed by mistake; it keeps nobody out.
fn sum(text: &str) -> u16 {
    text.bytes().fold(0x1f1f, |sum, byte| sum.rotate_left(3) ^ u16::from(byte))
}

#[cfg(test)]
mod tests;
