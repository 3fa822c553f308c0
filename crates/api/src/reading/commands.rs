//! What came of a command: by the key under which it was asked. From memory as long as keys are kept, and from
//! the projections after that.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::{Driver, Outcome, Rejection, Sequence};
use freight::{CommandKey, ParticipantCode};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{actor, path};
use super::{Asking, at_least};
use crate::answer::{self, Done, in_words};
use crate::codes::Complaint;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::Desk;
use crate::error::{Document, Problem};

/// What came of a command.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum OnRecord<'a> {
    /// It was accepted.
    Accepted(Done),
    /// It was refused.
    Refused {
        /// The place of its record in the journal, from 1.
        sequence: Sequence,
        /// The time of its record.
        #[schema(value_type = String, format = DateTime)]
        at: Timestamp,
        /// Why.
        rejected: Box<Document<'a>>,
    },
}

/// Nothing is on record under a key.
#[derive(Debug, thiserror::Error)]
#[error("{actor} has nothing on record under key {key}")]
struct NothingUnder {
    actor: ParticipantCode,
    key: CommandKey,
}

impl Complaint for NothingUnder {
    fn code(&self) -> &'static str {
        "COMMAND_UNKNOWN"
    }
}

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let command = Reading {
        path: "/v1/commands/{key}",
        tag: "commands",
        summary: "What came of the actor's command under a key.",
        actor: true,
        asks: vec![Ask::text("key", "The idempotency key.").needed(), at_least()],
        answer: Answer::One(schemas.take::<OnRecord<'_>>()),
        codes: &["COMMAND_UNKNOWN", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED"],
    };
    all.push((command, get(self::command)));
}

async fn command(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let key: CommandKey = path(&mut parts, "key").await?;
    let asking = Asking::of(&desk, &parts, &["at_least"])?;
    let (found, now) = asking.look(|driver: &Driver| driver.answer(actor.code, key).cloned()).await?;
    let found = match found {
        Some(answer) => Some((answer.sequence, answer.at, answer.result)),
        None => long_ago(&desk, actor.code, key).await?,
    };
    let (sequence, at, result) = found.ok_or(NothingUnder { actor: actor.code, key })?;
    match result {
        Ok(outcome) => {
            let accepted = in_words(desk.sequencer(), outcome);
            Ok(answer::read(now, &OnRecord::Accepted(Done { sequence, at, accepted })))
        }
        Err(rejection) => {
            let problem = Problem::refused(&rejection, (sequence, at), None);
            let rejected = Box::new(problem.document(""));
            Ok(answer::read(now, &OnRecord::Refused { sequence, at, rejected }))
        }
    }
}

/// What came of a command whose key is not kept in memory any more.
async fn long_ago(
    desk: &Desk,
    actor: ParticipantCode,
    key: CommandKey,
) -> Result<Option<(Sequence, Timestamp, Result<Outcome, Rejection>)>, Problem> {
    let Some(tables) = desk.projections() else { return Ok(None) };
    let Some(row) = tables.command_by_key(actor, key).await? else { return Ok(None) };
    let result = row.result().map_err(|error| OtherRelease(error.to_string()))?;
    Ok(Some((row.sequence, row.at.0, result)))
}

/// The tables were written by another release.
#[derive(Debug, thiserror::Error)]
#[error("the answer is written as this release does not read it: {0}")]
struct OtherRelease(String);

impl Complaint for OtherRelease {
    fn code(&self) -> &'static str {
        "PROJECTIONS_UNREADABLE"
    }
}
