//! What the defaults promise.

use std::time::Duration;

use super::Settings;

#[test]
fn a_request_that_is_half_sent_is_let_go_within_fifteen_seconds() {
    let Settings { head_time, body_time, .. } = Settings::default();
    assert!(head_time + body_time <= Duration::from_secs(15));
}
