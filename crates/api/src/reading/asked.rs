//! What a read was asked: by whom, with which parameters, from which place in the journal on.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use core::fmt::Display;
use core::str::FromStr;
use engine::{Driver, Sequence};
use store::Reader;
use tokio::time::timeout;

use super::AT_LEAST;
use crate::asking::PathError;
use crate::codes::Complaint;
use crate::desk::{Desk, Member};
use crate::door;
use crate::error::{Place, Problem};
use crate::query::{Query, QueryError};

/// A read that was asked.
pub(crate) struct Asking<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) query: Query<'a>,
}

/// The record that was waited for did not come.
#[derive(Debug, thiserror::Error)]
#[error("the exchange has come to record {reached}, but was to come to record {asked}")]
pub(crate) struct NotReached {
    pub(crate) asked: Sequence,
    pub(crate) reached: Sequence,
}

impl Complaint for NotReached {
    fn code(&self) -> &'static str {
        "SEQUENCE_NOT_REACHED"
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Parameter(AT_LEAST.to_owned()))
    }
}

/// This process keeps no tables.
#[derive(Debug, thiserror::Error)]
#[error("this exchange is served without the tables that answer this")]
struct NoTables;

impl Complaint for NoTables {
    fn code(&self) -> &'static str {
        "PROJECTIONS_UNREADABLE"
    }
}

impl<'a> Asking<'a> {
    /// Reads the query, which may have the parameters that are `known`.
    pub(crate) fn of(desk: &'a Desk, parts: &'a Parts, known: &[&str]) -> Result<Asking<'a>, QueryError> {
        Ok(Asking { desk, query: Query::read(parts.uri.query(), known)? })
    }

    /// Looks at the exchange as it is now, or at the record that was asked for.
    pub(crate) async fn look<T>(&self, look: impl FnOnce(&Driver) -> T) -> Result<(T, Sequence), Problem> {
        self.wait().await?;
        Ok(self.desk.sequencer().read(look).await?)
    }

    /// The tables, and the record up to which they are written, at the least the one that was asked for.
    pub(crate) async fn tables(&self) -> Result<(&'a Reader, Sequence), Problem> {
        let asked = self.query.sequence(AT_LEAST)?;
        self.tables_at(asked.unwrap_or(Sequence::NONE)).await
    }

    /// The same, at the least as they are for what is on disk now.
    pub(crate) async fn tables_now(&self) -> Result<(&'a Reader, Sequence), Problem> {
        let asked = self.query.sequence(AT_LEAST)?.unwrap_or(Sequence::NONE);
        self.tables_at(asked.max(self.desk.sequencer().status().durable)).await
    }

    async fn tables_at(&self, asked: Sequence) -> Result<(&'a Reader, Sequence), Problem> {
        let reader = self.desk.projections().ok_or(NoTables)?;
        let reached = match asked {
            Sequence::NONE => reader.watermark().await?,
            asked => reader.wait_for(asked, self.desk.settings().wait).await?,
        };
        Ok((reader, reached))
    }

    /// Waits for the record that was asked for.
    pub(crate) async fn wait(&self) -> Result<(), Problem> {
        let Some(asked) = self.query.sequence(AT_LEAST)? else { return Ok(()) };
        let sequencer = self.desk.sequencer();
        match timeout(self.desk.settings().wait, sequencer.durable_at(asked)).await {
            Ok(reached) => Ok(reached?),
            Err(_) => Err(NotReached { asked, reached: sequencer.status().durable }.into()),
        }
    }
}

/// Who asks.
pub(crate) async fn actor(desk: &Desk, parts: &Parts) -> Result<Member, Problem> {
    door::actor(desk, &parts.headers).await
}

/// The value of a parameter of the path.
pub(crate) async fn path<T: FromStr<Err: Display>>(
    parts: &mut Parts,
    name: &'static str,
) -> Result<T, Problem> {
    let params = RawPathParams::from_request_parts(parts, &()).await;
    let params = params.map_err(|error| PathError(error.to_string()))?;
    let text = params.iter().find(|(param, _)| *param == name).map_or("", |(_, text)| text);
    let malformed = |error: T::Err| QueryError::Malformed {
        name,
        found: text.chars().take(40).collect(),
        wanted: error.to_string(),
    };
    Ok(text.parse().map_err(malformed)?)
}
