//! The pages: the description, a page on which it can be tried, and every code explained. All of it is in the
//! binary: nothing is fetched from anywhere else.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

use crate::codes::every_code;
use crate::describing::{Answer, Reading, Schemas, get, openapi};
use crate::desk::Desk;
use crate::error::status_of;

/// The page on which everything can be tried.
const DOCS: &str = include_str!("docs.html");

/// The description, as it is served.
static DESCRIPTION: LazyLock<Bytes> = LazyLock::new(|| {
    let text = serde_json::to_string(&openapi()).expect("the description has a form in JSON");
    Bytes::from(text)
});

/// Every code, as it is served.
static ERRORS: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(errors_page()));

/// What is read here.
pub(crate) fn readings(_: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let page = |path, summary, kind| Reading {
        path,
        tag: "health",
        summary,
        actor: false,
        asks: Vec::new(),
        answer: Answer::Text(kind),
        codes: &[],
    };
    let html = "text/html; charset=utf-8";
    all.push((page("/openapi.json", "This description.", "application/json"), get(description)));
    all.push((page("/docs", "A page on which everything can be tried.", html), get(docs)));
    all.push((page("/errors", "Every code that an answer can have, explained.", html), get(errors)));
}

async fn description() -> Response {
    served("application/json", DESCRIPTION.clone())
}

async fn docs() -> Response {
    served("text/html; charset=utf-8", Bytes::from_static(DOCS.as_bytes()))
}

async fn errors() -> Response {
    served("text/html; charset=utf-8", ERRORS.clone())
}

fn served(kind: &'static str, body: Bytes) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], body).into_response()
}

/// Every code as a page, each under its own name, to which `type` in a problem leads.
fn errors_page() -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Laycan: errors</title>\n\
         <style>:root { color-scheme: light dark } body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; \
         max-width: 46rem; padding: 1rem 1.5rem 6rem } h2 { font-size: 1rem; margin: 1.6rem 0 0 } \
         :target { background: #fd05 }</style>\n<h1>Errors</h1>\n",
    );
    for known in every_code() {
        let status = status_of(known.code);
        page.push_str(&format!(
            "<h2 id=\"{code}\">{code}</h2>\n<p>{status}. {meaning}<br>{hint}</p>\n",
            code = known.code,
            status = escaped(&status.to_string()),
            meaning = escaped(known.meaning),
            hint = escaped(known.hint),
        ));
    }
    page.push_str("</html>\n");
    page
}

/// Every code as a chapter of the documents.
#[cfg(test)]
fn errors_guide() -> String {
    let mut guide = String::from(
        "# Errors\n\nEvery refusal over HTTP is a problem document (RFC 9457) with one of these codes.\n\
         This page is printed by a test from the tables in which the codes are explained: \
         `crates/engine/src/catalogue.rs`, `crates/wire/src/codes.rs` and `crates/api/src/codes.rs`.\n",
    );
    for known in every_code() {
        let status = status_of(known.code);
        guide.push_str(&format!(
            "\n## {}\n\n{status}. {}\n\nWhat to do: {}.\n",
            known.code, known.meaning, known.hint
        ));
    }
    guide
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
