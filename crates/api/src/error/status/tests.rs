//! The table of statuses and the codes that are explained name the same things.

use axum::http::StatusCode;

use super::{BAD_REQUEST, CONFLICT, FORBIDDEN, NOT_FOUND, UNAVAILABLE, status_of};
use crate::codes::{every_code, explained};

#[test]
fn every_code_of_the_table_is_explained_and_stands_once() {
    let mut all: Vec<&str> = [BAD_REQUEST, CONFLICT, FORBIDDEN, NOT_FOUND, UNAVAILABLE].concat();
    for code in &all {
        assert!(explained(code).is_some(), "{code} is explained");
    }
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count, "a code has one status");
}

#[test]
fn only_we_are_to_blame_for_a_status_of_ours() {
    for known in every_code() {
        let status = status_of(known.code);
        let ours = status == StatusCode::INTERNAL_SERVER_ERROR || status == StatusCode::SERVICE_UNAVAILABLE;
        assert_eq!(status.is_server_error(), ours, "{}", known.code);
        let of_engine = engine::catalogue().iter().any(|other| other.code == known.code);
        let refusal = of_engine && known.code != "TIME_BACKWARDS";
        assert!(!refusal || status.is_client_error(), "{} is a refusal, not a failure", known.code);
    }
}
