//! The door: who asks, under which key.

use axum::http::HeaderMap;
use freight::{CodeError, CommandKey, ParticipantCode};

use crate::codes::Complaint;
use crate::desk::{Desk, Member};
use crate::error::{Place, Problem};

/// The header that names who asks, until there are keys.
pub(crate) const ACTOR: &str = "Actor";

/// The header that makes it safe to ask again.
pub(crate) const KEY: &str = "Idempotency-Key";

/// Why nobody gets past the door. In the order of the checks.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DoorError {
    /// A header stands twice.
    #[error("header {name} stands {count} times, but must stand once")]
    Twice { name: &'static str, count: usize },
    /// Nobody is named.
    #[error("the request has no header {ACTOR}")]
    NoActor,
    /// The name is none.
    #[error("header {ACTOR}: {0}")]
    ActorMalformed(String),
    /// Nobody has this name.
    #[error("no member {0} was admitted, so it cannot ask")]
    ActorUnknown(ParticipantCode),
    /// There is no key.
    #[error("the request has no header {KEY}")]
    NoKey,
    /// The key is none.
    #[error("header {KEY}: {0}")]
    KeyMalformed(String),
    /// It concerns somebody else.
    #[error("{what} is not {member}'s to see")]
    NotYours { what: String, member: ParticipantCode },
}

impl Complaint for DoorError {
    fn code(&self) -> &'static str {
        match self {
            DoorError::Twice { .. } => "HEADER_TWICE",
            DoorError::NoActor => "ACTOR_MISSING",
            DoorError::ActorMalformed(_) => "ACTOR_MALFORMED",
            DoorError::ActorUnknown(_) => "ACTOR_UNKNOWN",
            DoorError::NoKey => "IDEMPOTENCY_KEY_MISSING",
            DoorError::KeyMalformed(_) => "IDEMPOTENCY_KEY_MALFORMED",
            DoorError::NotYours { .. } => "NOT_YOURS",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            DoorError::Twice { name, .. } => Some(Place::Header(name)),
            DoorError::NoActor | DoorError::ActorMalformed(_) | DoorError::ActorUnknown(_) => {
                Some(Place::Header(ACTOR))
            }
            DoorError::NoKey | DoorError::KeyMalformed(_) => Some(Place::Header(KEY)),
            DoorError::NotYours { .. } => None,
        }
    }
}

/// Who asks.
pub(crate) async fn actor(desk: &Desk, headers: &HeaderMap) -> Result<Member, Problem> {
    let text = single(headers, ACTOR)?.ok_or(DoorError::NoActor)?;
    let malformed = |error: CodeError| DoorError::ActorMalformed(error.to_string());
    let code = ParticipantCode::parse(&text).map_err(malformed)?;
    Ok(desk.member(code).await?.ok_or(DoorError::ActorUnknown(code))?)
}

/// Under which key.
pub(crate) fn key(headers: &HeaderMap) -> Result<CommandKey, DoorError> {
    let text = single(headers, KEY)?.ok_or(DoorError::NoKey)?;
    CommandKey::parse(&text).map_err(|error| DoorError::KeyMalformed(error.to_string()))
}

/// A header that may stand once; bytes that are not UTF-8 become characters that no code has.
fn single(headers: &HeaderMap, name: &'static str) -> Result<Option<String>, DoorError> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    match values.count() {
        0 => Ok(first.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())),
        more => Err(DoorError::Twice { name, count: more + 1 }),
    }
}

impl Member {
    /// Whether it may see what concerns `other`.
    pub(crate) fn sees(&self, other: ParticipantCode) -> bool {
        self.is_exchange || self.code == other
    }
}
