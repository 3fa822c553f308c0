//! The one who watches every request: numbers it, counts it, and answers where a handler could not.
//!
//! A handler that breaks down is answered with a problem, and so is every refusal that axum words by itself.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::codes::Complaint;
use crate::desk::Desk;
use crate::error::Problem;

/// The header that names a request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A handler broke down: a mistake of ours.
#[derive(Debug, thiserror::Error)]
#[error("the exchange made a mistake of its own while it answered this request")]
struct BrokenDown;

impl Complaint for BrokenDown {
    fn code(&self) -> &'static str {
        "INTERNAL"
    }
}

/// There is nothing here, or not by this method.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AstrayError {
    /// Nothing is at this path.
    #[error("nothing is at {0}")]
    Route(String),
    /// The path does not know the method.
    #[error("{path} does not know the method {method}")]
    Method { path: String, method: String },
}

impl Complaint for AstrayError {
    fn code(&self) -> &'static str {
        match self {
            AstrayError::Route(_) => "ROUTE_UNKNOWN",
            AstrayError::Method { .. } => "METHOD_NOT_ALLOWED",
        }
    }
}

/// Answers where nothing is.
pub(crate) async fn no_route(request: Request) -> Problem {
    AstrayError::Route(shown(request.uri().path())).into()
}

/// Answers where another method would be right; axum says which in the header `Allow`.
pub(crate) async fn no_method(request: Request) -> Problem {
    let method = request.method().as_str().chars().take(20).collect();
    AstrayError::Method { path: shown(request.uri().path()), method }.into()
}

fn shown(path: &str) -> String {
    path.chars().take(200).collect()
}

/// Watches a request.
pub(crate) async fn watch(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let (begun, number) = (Instant::now(), desk.number());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            let why = said(&*panic);
            tracing::error!(request_id = desk.request_id(number), why, "a handler broke down");
            Problem::from(BrokenDown).into_response()
        }
    };
    let request_id = desk.request_id(number);
    let mut response = match response.extensions().get::<Arc<Problem>>().cloned() {
        Some(problem) => problem.answer(&request_id, response),
        None => response,
    };
    if let Ok(value) = HeaderValue::try_from(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    desk.gauges().answered(name(&method), route, response.status().as_u16(), begun.elapsed());
    tracing::debug!(request_id, %method, route, status = response.status().as_u16(), "answered");
    response
}

/// A method by a name that is ours: what callers invent is not counted one by one.
fn name(method: &axum::http::Method) -> &str {
    match method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PATCH" | "DELETE" | "PUT" | "OPTIONS") => known,
        _ => "other",
    }
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "nothing".to_owned())
}

#[cfg(test)]
mod tests;
