//! The status of each code.
//!
//! ```text
//!   400  cannot be read            409  not now: something stands in the way, or it is over already
//!   401  nobody asks               422  read and understood, and not possible as asked
//!   403  not by this member        503  not done, or not known; again in a moment
//!   404  there is no such thing
//! ```

use axum::http::StatusCode;

/// The status of an answer with this code.
pub(crate) fn status_of(code: &str) -> StatusCode {
    let listed = |codes: &[&str]| codes.contains(&code);
    if wire::CODES.iter().any(|known| known.code == code) && code != "LANE_ENDS_EQUAL" {
        return StatusCode::BAD_REQUEST;
    }
    match code {
        "ACTOR_MISSING" => StatusCode::UNAUTHORIZED,
        "METHOD_NOT_ALLOWED" => StatusCode::METHOD_NOT_ALLOWED,
        "HEAD_TOO_SLOW" | "BODY_TOO_SLOW" => StatusCode::REQUEST_TIMEOUT,
        "HEAD_TOO_LARGE" => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        "URI_TOO_LONG" => StatusCode::URI_TOO_LONG,
        "BODY_TOO_LARGE" => StatusCode::PAYLOAD_TOO_LARGE,
        "CONTENT_TYPE_UNSUPPORTED" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "UPGRADE_MISSING" => StatusCode::UPGRADE_REQUIRED,
        "INTERNAL" => StatusCode::INTERNAL_SERVER_ERROR,
        _ if listed(BAD_REQUEST) => StatusCode::BAD_REQUEST,
        _ if listed(FORBIDDEN) => StatusCode::FORBIDDEN,
        _ if listed(NOT_FOUND) => StatusCode::NOT_FOUND,
        _ if listed(CONFLICT) => StatusCode::CONFLICT,
        _ if listed(UNAVAILABLE) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const BAD_REQUEST: &[&str] = &[
    "HEAD_MALFORMED",
    "HEAD_BROKEN",
    "ACTOR_MALFORMED",
    "IDEMPOTENCY_KEY_MISSING",
    "IDEMPOTENCY_KEY_MALFORMED",
    "HEADER_TWICE",
    "BODY_BROKEN",
    "PATH_MALFORMED",
    "PARAMETER_UNKNOWN",
    "PARAMETER_TWICE",
    "PARAMETER_MISSING",
    "PARAMETER_MALFORMED",
    "CURSOR_MALFORMED",
    "CURSOR_OF_ANOTHER_LIST",
    "HANDSHAKE_MALFORMED",
];

const FORBIDDEN: &[&str] = &[
    "ACTOR_UNKNOWN",
    "NOT_YOURS",
    "ROLE_MISSING",
    "NOT_A_PARTY",
    "NOT_A_REPORTER",
    "NOT_THE_CARRIER",
    "NOT_THE_SHIPPER",
    "NOT_THE_SOURCE",
    "ORDER_NOT_YOURS",
    "BILL_NOT_YOURS",
];

const NOT_FOUND: &[&str] = &[
    "ROUTE_UNKNOWN",
    "COMMAND_UNKNOWN",
    "ORDER_UNKNOWN",
    "ACCOUNT_UNKNOWN",
    "MEMBER_UNKNOWN",
    "PLACE_UNKNOWN",
    "INSTRUMENT_UNKNOWN",
    "SERVICE_UNKNOWN",
    "TERMS_UNKNOWN",
    "CARRIAGE_UNKNOWN",
    "MILESTONE_UNKNOWN",
    "BILL_UNKNOWN",
    "NETTING_UNKNOWN",
    "PAYMENT_UNKNOWN",
    "RECEIPT_UNKNOWN",
];

const CONFLICT: &[&str] = &[
    "ORDER_NUMBERS_EXHAUSTED",
    "TOO_MANY_OPEN_ORDERS",
    "HOLDS_EXHAUSTED",
    "ACCOUNTS_EXHAUSTED",
    "MEMBER_KNOWN",
    "PLACE_KNOWN",
    "SERVICE_KNOWN",
    "INSTRUMENT_KNOWN",
    "INSTRUMENT_ALREADY_LISTED",
    "ALIAS_IN_USE",
    "CLIENT_ORDER_ID_IN_USE",
    "CUT_OFF_PASSED",
    "BOOK_CLOSED",
    "ORDER_NOT_OPEN",
    "POST_ONLY_WOULD_TRADE",
    "NOT_FILLABLE",
    "CARRIAGE_CLOSED",
    "CARRIAGE_DEPARTED",
    "ESCROW_ALREADY_CALLED",
    "MILESTONE_KNOWN",
    "MILESTONE_OUTDATED",
    "MILESTONE_WITHDRAWN",
    "WITHDRAWAL_OF_A_WITHDRAWAL",
    "UNIT_DROPPED_OUT",
    "UNIT_LOADED",
    "UNIT_TAKEN",
    "BILL_ALREADY_BILLED",
    "NETTING_ALREADY_SENT",
    "NETTING_CLOSED",
    "NETTING_EMPTY",
    "NETTING_IN_TRANSIT",
    "NETTING_UNSENT",
    "PAYMENT_ALREADY_BOOKED",
    "PAYMENT_ALREADY_REFUSED",
    "PAYMENT_ALREADY_RETURNED",
    "RECEIPT_FINISHED",
];

const UNAVAILABLE: &[&str] = &[
    "BUSY",
    "JOURNAL_INTERRUPTED",
    "PROJECTIONS_BEHIND",
    "STOPPING",
    "OUTCOME_UNKNOWN",
    "SEQUENCE_NOT_REACHED",
    "TIME_BACKWARDS",
    "JOURNAL_UNREADABLE",
    "PROJECTIONS_UNREADABLE",
];

#[cfg(test)]
mod tests;
