//! The query: strict, like every other text that comes in.

use core::fmt::Display;
use core::str::FromStr;
use std::borrow::Cow;

use engine::Sequence;

use crate::codes::Complaint;
use crate::error::Place;

/// The parameters of a query, each of which is known and stands once.
#[derive(Debug)]
pub(crate) struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

/// Why a query cannot be read. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum QueryError {
    /// Nothing of this name is known here.
    #[error("parameter {name:?} is not known here; known are: {known}")]
    Unknown { name: String, known: String },
    /// It stands twice.
    #[error("parameter {0} stands twice")]
    Twice(String),
    /// It must stand.
    #[error("the query has no parameter {0}")]
    Missing(&'static str),
    /// It is something else.
    #[error("{name} is {found:?}, but {wanted}")]
    Malformed { name: &'static str, found: String, wanted: String },
}

impl Complaint for QueryError {
    fn code(&self) -> &'static str {
        match self {
            QueryError::Unknown { .. } => "PARAMETER_UNKNOWN",
            QueryError::Twice(_) => "PARAMETER_TWICE",
            QueryError::Missing(_) => "PARAMETER_MISSING",
            QueryError::Malformed { .. } => "PARAMETER_MALFORMED",
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Parameter(match self {
            QueryError::Unknown { name, .. } => name.chars().take(40).collect(),
            QueryError::Twice(name) => name.clone(),
            QueryError::Missing(name) | QueryError::Malformed { name, .. } => (*name).to_owned(),
        }))
    }
}

impl QueryError {
    /// A word that is none of those that may stand there.
    pub(crate) fn unknown_word(name: &'static str, found: &str, wanted: &str) -> QueryError {
        QueryError::Malformed { name, found: shortened(found), wanted: wanted.to_owned() }
    }
}

impl<'a> Query<'a> {
    /// Reads the query of a request, which may have the parameters that are `known`.
    pub(crate) fn read(text: Option<&'a str>, known: &[&str]) -> Result<Query<'a>, QueryError> {
        let mut pairs: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::new();
        for (name, value) in form_urlencoded::parse(text.unwrap_or_default().as_bytes()) {
            if !known.contains(&&*name) {
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(QueryError::Unknown { name: shortened(&name), known });
            }
            if pairs.iter().any(|(before, _)| *before == name) {
                return Err(QueryError::Twice(name.into_owned()));
            }
            pairs.push((name, value));
        }
        Ok(Query(pairs))
    }

    /// The text of a parameter, if it stands.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| &**value)
    }

    /// The value of a parameter, if it stands.
    pub(crate) fn get<T: FromStr<Err: Display>>(&self, name: &'static str) -> Result<Option<T>, QueryError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let malformed =
            |error: T::Err| QueryError::Malformed { name, found: shortened(text), wanted: error.to_string() };
        text.parse().map(Some).map_err(malformed)
    }

    /// The value of a parameter, which must stand.
    pub(crate) fn need<T: FromStr<Err: Display>>(&self, name: &'static str) -> Result<T, QueryError> {
        self.get(name)?.ok_or(QueryError::Missing(name))
    }

    /// A whole number within bounds, if it stands.
    pub(crate) fn number(
        &self,
        name: &'static str,
        bounds: core::ops::RangeInclusive<u64>,
    ) -> Result<Option<u64>, QueryError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        match whole(text).filter(|number| bounds.contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(QueryError::Malformed {
                name,
                found: shortened(text),
                wanted: format!("a whole number from {} to {} belongs here", bounds.start(), bounds.end()),
            }),
        }
    }

    /// A place in the journal, if it stands.
    pub(crate) fn sequence(&self, name: &'static str) -> Result<Option<Sequence>, QueryError> {
        Ok(self.number(name, 0..=GREATEST)?.map(Sequence::new))
    }

    /// Of these parameters at most one stands.
    pub(crate) fn at_most_one(&self, names: &[&'static str]) -> Result<(), QueryError> {
        let mut standing = names.iter().filter_map(|&name| Some((name, self.text(name)?)));
        match (standing.next(), standing.next()) {
            (Some((first, _)), Some((name, found))) => {
                Err(QueryError::unknown_word(name, found, &format!("it cannot stand beside {first}")))
            }
            (Some(_) | None, None) | (None, Some(_)) => Ok(()),
        }
    }

    /// `true` or `false`, the latter if it does not stand.
    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, QueryError> {
        match self.text(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => {
                let wanted = "true or false belongs here".to_owned();
                Err(QueryError::Malformed { name, found: shortened(other), wanted })
            }
        }
    }
}

/// The greatest whole number that every reader of JSON takes exactly: 2^53 − 1.
pub(crate) const GREATEST: u64 = (1 << 53) - 1;

/// Digits alone, without a sign or a zero that does not count.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
