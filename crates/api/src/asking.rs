//! Asking: every command of the engine has a place among the paths.
//!
//! ```text
//!   path, Actor, Idempotency-Key, body ──▶ Command ──▶ sequencer ──▶ Done, or a Problem on record
//!                                            └─ validate_only ──▶ what would come of it; nothing is recorded
//! ```
//!
//! The body of a path has the fields of its command that the path does not name; `POST /v1/commands` takes any
//! command with its name. The paths stand in one table, [`ROUTES`].

mod routes;
mod trial;

use std::borrow::Cow;

use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use engine::{Action, Command};
use wire::{Given, Unreadable};

use crate::answer::answered;
use crate::codes::Complaint;
use crate::desk::Desk;
use crate::error::{Asked, Place, Problem};
use crate::query::Query;
use crate::{body, door};

pub(crate) use routes::{ROUTES, Route, Shape, Slot};
pub(crate) use trial::Trial;

/// The parameter that asks what would come of a command.
pub(crate) const VALIDATE_ONLY: &str = "validate_only";

/// A part of the path is not UTF-8.
#[derive(Debug, thiserror::Error)]
#[error("the path cannot be read: {0}")]
pub(crate) struct PathError(pub(crate) String);

impl Complaint for PathError {
    fn code(&self) -> &'static str {
        "PATH_MALFORMED"
    }
}

/// Answers a request at `route`.
pub(crate) async fn ask(State(desk): State<Desk>, route: &'static Route, request: Request) -> Response {
    match attempt(&desk, route, request).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn attempt(desk: &Desk, route: &Route, request: Request) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let actor = door::actor(desk, &parts.headers).await?;
    let trial = Query::read(parts.uri.query(), &[VALIDATE_ONLY])?.flag(VALIDATE_ONLY)?;
    let key = match trial {
        true => None,
        false => Some(door::key(&parts.headers)?),
    };
    let bytes = body::read(desk.settings(), &parts.headers, body).await?;
    let action = action(route, &mut parts, &bytes).await?;
    let asked = Asked::of(&action);
    let prefix = match route.action {
        Some(_) => "",
        None if asked == Asked::Order => "/place_order",
        None if asked == Asked::Change => "/amend_order",
        None => "",
    };
    let command = Command { actor: actor.code, action };
    if trial {
        return trial::answer(desk, &command).await;
    }
    let answer = desk.sequencer().submit(key, command).await?;
    Ok(answered(desk.sequencer(), asked, &answer, prefix))
}

/// What is asked: the fields of the body, and those that the path names.
async fn action(route: &Route, parts: &mut Parts, bytes: &[u8]) -> Result<Action, Problem> {
    let Some(name) = route.action else { return Ok(wire::read_body(bytes)?) };
    if route.slots.is_empty() {
        return Ok(wire::read_fields(name, &[], bytes)?);
    }
    let params = RawPathParams::from_request_parts(parts, &()).await;
    let params = params.map_err(|error| PathError(error.to_string()))?;
    let found = |slot: &Slot| {
        let text = params.iter().find(|(param, _)| *param == slot.param).map_or("", |(_, text)| text);
        slot.shape.as_json(text)
    };
    let values: Vec<Cow<'_, str>> = route.slots.iter().map(found).collect();
    let given: Vec<Given<'_>> =
        route.slots.iter().zip(&values).map(|(slot, value)| Given { field: slot.field, value }).collect();
    wire::read_fields(name, &given, bytes).map_err(|wrong| in_path(route, wrong))
}

/// Says of a value that stands in the path that it stands there.
fn in_path(route: &Route, wrong: Unreadable) -> Problem {
    let field = wrong.pointer.split('/').nth(1);
    let slot = route.slots.iter().find(|slot| wrong.line == 0 && Some(slot.field) == field);
    let problem = Problem::from(wrong);
    match slot {
        Some(slot) => problem.at(Place::Parameter(slot.param.to_owned())),
        None => problem,
    }
}

#[cfg(test)]
mod tests;
