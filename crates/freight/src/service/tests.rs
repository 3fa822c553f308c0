//! Services: the three promises, as they stand in the protocol.

use expect_test::{Expect, expect};

use crate::{Offsets, Service};

fn service(promise: &str, unit: &str) -> String {
    format!(
        r#"{{{promise}"window":"2026W10","unit":{unit},"cut_off":"2026-03-01T10:00:00Z","longest_transit_days":14}}"#
    )
}

const MOVEMENT: &str = r#""movement":{"origin":"CNCHQ","destination":"CNSGH","mode":"barge"},"#;
const HANDLING: &str = r#""handling":{"place":"CNSGH","from":"barge","to":"sea"},"#;
const THROUGH: &str = r#""through":{"origin":"CNCHQ","destination":"SGSIN"},"#;

/// Reads a service, which must be written again as it was.
fn check(json: &str, expected: &Expect) {
    expected.assert_eq(&match serde_json::from_str::<Service>(json) {
        Ok(service) => {
            assert_eq!(serde_json::to_string(&service).unwrap(), json);
            format!("{service}: {} to {}", service.origin(), service.destination())
        }
        Err(error) => error.to_string(),
    });
}

#[test]
fn a_service_moves_handles_or_does_both() {
    check(
        &service(MOVEMENT, r#"{"boxes":"22G1"}"#),
        &expect!["CNCHQ-CNSGH by barge 2026W10 22G1: CNCHQ to CNSGH"],
    );
    check(&service(HANDLING, r#""moves""#), &expect!["CNSGH barge to sea 2026W10 moves: CNSGH to CNSGH"]);
    check(
        &service(THROUGH, r#""kilograms""#),
        &expect!["CNCHQ-SGSIN through 2026W10 kilograms: CNCHQ to SGSIN"],
    );
}

#[test]
fn a_service_makes_exactly_one_promise() {
    check(
        &service("", r#""tonnes""#),
        &expect![
            "SERVICE_PROMISE_NOT_ONE: a service is one of movement, handling and through, but 0 are given"
        ],
    );
    check(
        &service(&(MOVEMENT.to_owned() + THROUGH), r#""tonnes""#),
        &expect![
            "SERVICE_PROMISE_NOT_ONE: a service is one of movement, handling and through, but 2 are given"
        ],
    );
}

#[test]
fn unknown_fields_and_units_are_refused() {
    check(
        &service(r#""price":"1850.00","#, r#""tonnes""#),
        &expect![
            "unknown field `price`, expected one of `movement`, `handling`, `through`, `window`, `unit`, `cut_off`, `longest_transit_days` at line 1 column 8"
        ],
    );
    check(
        &service(MOVEMENT, r#"{"teu":1}"#),
        &expect![
            "unknown variant `teu`, expected one of `boxes`, `tonnes`, `kilograms`, `moves` at line 1 column 100"
        ],
    );
}

#[test]
fn a_service_departs_by_the_clock_of_its_origin() {
    let service: Service = serde_json::from_str(&service(MOVEMENT, r#"{"boxes":"22G1"}"#)).unwrap();
    let beijing = Offsets::fixed(8 * 3600).unwrap();
    expect!["2026-03-01T16:00:00Z to 2026-03-08T16:00:00Z, there on 2026-03-22 at the latest"].assert_eq(
        &format!(
            "{} to {}, there on {} at the latest",
            service.first_departure(&beijing),
            service.last_departure(&beijing),
            service.latest_arrival()
        ),
    );
}
