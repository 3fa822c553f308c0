//! Every code that an answer can have: what it means, and what to do.
//!
//! The engine explains its refusals, `wire` what cannot be read; what is met between a socket and those two is
//! explained here.

use core::fmt;

use engine::{Explained, catalogue};

use crate::error::Place;

/// Something that is wrong with a request, met in this crate.
pub(crate) trait Complaint: fmt::Display {
    /// The stable code.
    fn code(&self) -> &'static str;

    /// What of the request is wrong.
    fn place(&self) -> Option<Place> {
        None
    }

    /// What can be done about it.
    fn hint(&self) -> &'static str {
        explained(self.code()).map_or("", |known| known.hint)
    }
}

/// What is known of a code.
pub(crate) fn explained(code: &str) -> Option<&'static Explained> {
    let of_engine = catalogue().binary_search_by_key(&code, |known| known.code).ok();
    let of_engine = of_engine.map(|place| &catalogue()[place]);
    let all = || CODES.iter().chain(wire::CODES).find(|known| known.code == code);
    of_engine.or_else(all)
}

/// Every code, in alphabetical order.
pub(crate) fn every_code() -> Vec<&'static Explained> {
    let mut all: Vec<&'static Explained> = catalogue().iter().chain(wire::CODES).chain(CODES).collect();
    all.sort_by_key(|known| known.code);
    all.dedup_by_key(|known| known.code);
    all
}

const fn code(code: &'static str, meaning: &'static str, hint: &'static str) -> Explained {
    Explained { code, meaning, hint }
}

/// The codes of this crate and of the sequencer, as a request meets them.
#[rustfmt::skip]
pub(crate) const CODES: &[Explained] = &[
    // The head.
    code("HEAD_MALFORMED", "The head of the request cannot be read as HTTP/1.1.", "write METHOD /path HTTP/1.1, then a line of name: value for every header, then an empty line"),
    code("HEAD_BROKEN", "The head of the request broke off.", "send it whole, to its empty line"),
    code("HEAD_TOO_LARGE", "The head of the request has more bytes or headers than are read.", "send fewer and shorter headers, and a shorter path and query"),
    code("URI_TOO_LONG", "The path and the query have more bytes than are read.", "ask with a shorter path and query"),
    code("HEAD_TOO_SLOW", "The head of the request did not arrive in time.", "send it at once"),
    // The way.
    code("ROUTE_UNKNOWN", "Nothing is at this path.", "GET /openapi.json lists every path; /docs shows them"),
    code("METHOD_NOT_ALLOWED", "The path does not know this method.", "use a method that the header Allow names"),
    code("PATH_MALFORMED", "A part of the path is not UTF-8.", "write it in UTF-8, percent-encoded"),
    // Who asks.
    code("ACTOR_MISSING", "The request does not say who asks.", "name the member in the header Actor, as in Actor: birch"),
    code("ACTOR_MALFORMED", "The header Actor is no participant code.", "write a member's code, as in Actor: birch"),
    code("ACTOR_UNKNOWN", "Nobody with the code in the header Actor was admitted.", "check the spelling, or ask the exchange to admit the member"),
    code("HEADER_TWICE", "A header that counts stands twice.", "leave one of them"),
    code("NOT_YOURS", "Only the member itself, or the exchange, may see this.", "ask as the member whose it is"),
    // The key.
    code("IDEMPOTENCY_KEY_MISSING", "A command has no key, without which it could not be asked again safely.", "choose a new key for every new command, and send it in the header Idempotency-Key"),
    code("IDEMPOTENCY_KEY_MALFORMED", "The header Idempotency-Key is no key.", "write 1 to 35 printable characters of ASCII, with no space at either end"),
    // The parameters.
    code("PARAMETER_UNKNOWN", "The query has a parameter that is not known here.", "take it out, or spell it as known"),
    code("PARAMETER_TWICE", "A parameter stands twice in the query.", "leave one of them"),
    code("PARAMETER_MISSING", "The query lacks a parameter that it must have.", "add it"),
    code("PARAMETER_MALFORMED", "A parameter is not what belongs there.", "read the detail"),
    code("CURSOR_MALFORMED", "The cursor was not given by this exchange.", "send back the next of an answer as it was, or leave the cursor out to begin anew"),
    code("CURSOR_OF_ANOTHER_LIST", "The cursor belongs to another list, or to the same with another filter.", "send a cursor back to the list that gave it, with the same parameters"),
    // The body.
    code("CONTENT_TYPE_UNSUPPORTED", "The body is not said to be JSON in UTF-8.", "send it with the header Content-Type: application/json"),
    code("BODY_TOO_LARGE", "The body has more bytes than are read.", "send less; one request asks one thing"),
    code("BODY_TOO_SLOW", "The body did not arrive in time.", "send it at once"),
    code("BODY_BROKEN", "The body broke off.", "send it whole"),
    // The reading.
    code("COMMAND_UNKNOWN", "The actor has no command on record under this key, or not since 30 days.", "nothing was done under this key, or long ago; the same command may be sent under it"),
    code("ORDER_UNKNOWN", "No order has this id or name.", "list your orders"),
    code("ACCOUNT_UNKNOWN", "Nothing ever moved on an account of this name.", "list the accounts"),
    code("SEQUENCE_NOT_REACHED", "What was asked for is not there yet.", "try again in a moment, or ask for a lower at_least"),
    code("JOURNAL_UNREADABLE", "The journal cannot be read at the moment.", "try again once /readyz says ready"),
    code("PROJECTIONS_UNREADABLE", "The tables that answer this cannot be read at the moment.", "try again once /readyz says ready"),
    code("UPGRADE_MISSING", "The stream speaks WebSocket only.", "connect with a WebSocket client"),
    code("HANDSHAKE_MALFORMED", "The request does not open a WebSocket.", "connect with a WebSocket client, version 13"),
    // The writer.
    code("BUSY", "More commands are waiting than the queue holds.", "this request did nothing; try again in a moment, under the same key"),
    code("JOURNAL_INTERRUPTED", "The journal does not answer at the moment; nothing was done.", "this request did nothing; try again once /readyz says ready, under the same key"),
    code("PROJECTIONS_BEHIND", "The tables are too far behind the journal; nothing was done.", "this request did nothing; try again once /readyz says ready, under the same key"),
    code("STOPPING", "The exchange is stopping, and accepts nothing more.", "this request did nothing; try again once the exchange runs, under the same key"),
    code("OUTCOME_UNKNOWN", "The journal did not answer in time: the command may be on record or not.", "send the same command under the same key, or ask GET /v1/commands/{key}: it happens at most once"),
    code("INTERNAL", "The exchange made a mistake of its own; if a command was asked, it may be on record or not.", "ask GET /v1/commands/{key} what came of it, and tell the operator the request_id"),
];

#[cfg(test)]
mod tests;
