//! The body of a request, as it arrives: JSON by its own word, not too long, not too slow.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use crate::codes::Complaint;
use crate::error::Place;
use crate::settings::Settings;

/// Why a body was not read. In the order of the checks.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BodyError {
    /// It is said to have too many bytes, or has them.
    #[error("the body has {}, but at most {most} bytes are read", found.as_deref().unwrap_or("more"))]
    TooLarge { found: Option<String>, most: usize },
    /// It is not said to be JSON.
    #[error("the body is said to be {0:?}, but application/json is read")]
    NotJson(String),
    /// It has no word about what it is.
    #[error("the body comes without a content type, but application/json is read")]
    Unnamed,
    /// It is not there yet.
    #[error("the body did not arrive within {0:?}")]
    TooSlow(Duration),
    /// The connection broke.
    #[error("the body broke off: {0}")]
    Broken(String),
}

impl Complaint for BodyError {
    fn code(&self) -> &'static str {
        match self {
            BodyError::TooLarge { .. } => "BODY_TOO_LARGE",
            BodyError::NotJson(_) | BodyError::Unnamed => "CONTENT_TYPE_UNSUPPORTED",
            BodyError::TooSlow(_) => "BODY_TOO_SLOW",
            BodyError::Broken(_) => "BODY_BROKEN",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            BodyError::NotJson(_) | BodyError::Unnamed => Some(Place::Header("Content-Type")),
            BodyError::TooLarge { .. } | BodyError::TooSlow(_) | BodyError::Broken(_) => None,
        }
    }
}

/// Reads a body; an empty one needs no content type.
pub(crate) async fn read(settings: &Settings, headers: &HeaderMap, body: Body) -> Result<Bytes, BodyError> {
    let most = settings.body;
    let said = headers.get(CONTENT_LENGTH).and_then(|said| said.to_str().ok());
    if let Some(said) = said
        && said.parse::<u64>().map_or(true, |said| said > most as u64)
    {
        return Err(BodyError::TooLarge { found: Some(format!("{said} bytes")), most });
    }
    let arriving = timeout(settings.body_time, Limited::new(body, most).collect()).await;
    let bytes = match arriving {
        Err(_) => return Err(BodyError::TooSlow(settings.body_time)),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            return Err(BodyError::TooLarge { found: None, most });
        }
        Ok(Err(error)) => return Err(BodyError::Broken(error.to_string())),
        Ok(Ok(collected)) => collected.to_bytes(),
    };
    if !bytes.is_empty() {
        must_be_json(headers)?;
    }
    Ok(bytes)
}

/// The body is said to be JSON, in UTF-8 if it says so.
fn must_be_json(headers: &HeaderMap) -> Result<(), BodyError> {
    let Some(said) = headers.get(CONTENT_TYPE) else { return Err(BodyError::Unnamed) };
    let shown = || String::from_utf8_lossy(said.as_bytes()).chars().take(80).collect();
    let plain = said.to_str().map_err(|_| BodyError::NotJson(shown()))?;
    let (kind, rest) = plain.split_once(';').unwrap_or((plain, ""));
    let rest = rest.trim().to_ascii_lowercase();
    let is_utf8 = matches!(&*rest, "" | "charset=utf-8" | "charset=\"utf-8\"" | "charset=utf8");
    match kind.trim().eq_ignore_ascii_case("application/json") && is_utf8 {
        true => Ok(()),
        false => Err(BodyError::NotJson(shown())),
    }
}
