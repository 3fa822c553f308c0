//! Describing: the document `/openapi.json`, made from the table of commands, the reads and their types.
//!
//! A handler is only reached through its description, so that nothing can be asked that the document does not
//! know; what an answer may be refused with is listed code by code.

mod operation;

use axum::extract::Request;
use axum::handler::Handler;
use axum::routing::MethodRouter;
use utoipa::openapi::info::InfoBuilder;
use utoipa::openapi::path::{HttpMethod, PathItem, Paths};
use utoipa::openapi::tag::Tag;
use utoipa::openapi::{Components, OpenApi, RefOr, Schema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::asking::{ROUTES, Route, ask};
use crate::desk::Desk;
use crate::reading;

pub(crate) use operation::{Answer, Ask, Reading, Schemas};

/// The document.
pub fn openapi() -> OpenApi {
    described().into_openapi()
}

/// Every path with its handler and its description.
pub(crate) fn described() -> OpenApiRouter<Desk> {
    let mut schemas = Schemas::default();
    schemas.take::<crate::answer::Done>();
    schemas.take::<crate::asking::Trial>();
    schemas.take::<crate::error::Document<'_>>();
    let words = wire::schemas().schemas;
    schemas.extend(words.clone());
    let mut router = OpenApiRouter::with_openapi(empty());
    for route in ROUTES {
        let item = PathItem::new(route.method.clone(), operation::of_command(route, &words));
        router = router.routes(described_at(route.path, item, at(route)));
    }
    for (reading, handler) in reading::readings(&mut schemas) {
        let item = PathItem::new(HttpMethod::Get, operation::of_reading(&reading));
        router = router.routes(described_at(reading.path, item, handler));
    }
    let components = router.get_openapi_mut().components.get_or_insert(Components::new());
    components.schemas.extend(schemas.into_named());
    let shared = operation::command_problems().into_iter();
    let shared = shared.map(|(status, problem)| (operation::shared_name(status), RefOr::T(problem)));
    components.responses.extend(shared);
    router
}

fn described_at(path: &str, item: PathItem, handler: MethodRouter<Desk>) -> UtoipaMethodRouter<Desk> {
    let mut paths = Paths::new();
    paths.paths.insert(path.to_owned(), item);
    let none: Vec<(String, RefOr<Schema>)> = Vec::new();
    (none, paths, handler)
}

/// The handler of a command.
fn at(route: &'static Route) -> MethodRouter<Desk> {
    let handler = move |state, request: Request| ask(state, route, request);
    match route.method {
        HttpMethod::Patch => axum::routing::patch(handler),
        HttpMethod::Delete => axum::routing::delete(handler),
        _ => axum::routing::post(handler),
    }
}

/// The handler of a read.
pub(crate) fn get<H: Handler<T, Desk>, T: 'static>(handler: H) -> MethodRouter<Desk> {
    axum::routing::get(handler)
}

/// The document without its paths.
fn empty() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Laycan")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "A shipping exchange: orders meet in a book, trades become carriages, and a ledger keeps every \
             cent and every slot.\n\nWhoever asks is named in the header `Actor`. Every command carries a key \
             of its own in the header `Idempotency-Key`; the same key with the same body gets the same answer, \
             byte for byte. Decimals are strings. Unknown fields are refused. Every refusal is a problem \
             document (RFC 9457) with a stable `code`; /errors explains each. Where the head of a request \
             cannot be read, its path is not known either: such a request is refused with `HEAD_MALFORMED`, \
             `HEAD_BROKEN`, `HEAD_TOO_LARGE`, `URI_TOO_LONG` or `HEAD_TOO_SLOW`, and the connection closes.",
        ))
        .build();
    let tag = |name: &str, about: &str| {
        let mut tag = Tag::new(name);
        tag.description = Some(about.to_owned());
        tag
    };
    let mut openapi = OpenApi::new(info, Paths::new());
    openapi.tags = Some(vec![
        tag("commands", "Any command, and what came of it"),
        tag("register", "Members, places, services, instruments, terms"),
        tag("market", "Orders, books, trades"),
        tag("carriage", "Carriages and their milestones"),
        tag("treasury", "Receipts, bills, netting, payments"),
        tag("books", "Accounts, entries, statements"),
        tag("journal", "The book of original entry"),
        tag("health", "Whether all is well"),
    ]);
    openapi
}

#[cfg(test)]
mod tests;
