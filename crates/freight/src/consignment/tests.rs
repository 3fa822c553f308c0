//! Consignments: boxes, and cargo that is counted otherwise.

use expect_test::{Expect, expect};

use crate::{Consignment, EquipmentType, Unit};

fn check(json: &str, expected: &Expect) {
    expected.assert_eq(&match serde_json::from_str::<Consignment>(json) {
        Ok(consignment) => {
            assert_eq!(serde_json::to_string(&consignment).unwrap(), json);
            let boxes = Unit::Boxes(EquipmentType::parse("22G1").unwrap());
            let units = [boxes, Unit::Tonnes, Unit::Kilograms, Unit::Moves];
            let counted = units.into_iter().filter(|&unit| consignment.is_counted_in(unit));
            let counted = counted.map(|unit| unit.to_string()).collect::<Vec<_>>().join(", ");
            format!("{} × {}, counted in {counted}", consignment.number(), consignment.quantity())
        }
        Err(error) => error.to_string(),
    });
}

#[test]
fn a_box_counts_as_one() {
    check(r#"{"box":"MSKU6011672"}"#, &expect!["MSKU6011672 × 1, counted in 22G1, moves"]);
}

#[test]
fn other_cargo_says_how_much_it_is() {
    check(
        r#"{"cargo":{"number":"020-12345675","quantity":1200}}"#,
        &expect!["020-12345675 × 1200, counted in tonnes, kilograms, moves"],
    );
    check(
        r#"{"cargo":{"number":"020-12345675","quantity":0}}"#,
        &expect!["invalid value: integer `0`, expected a nonzero u32 at line 1 column 46"],
    );
    check(r#"{"cargo":{"number":"020-12345675"}}"#, &expect!["missing field `quantity` at line 1 column 34"]);
    check(
        r#"{"cargo":{"number":"020 12345675","quantity":1}}"#,
        &expect![[
            r#"CODE_MALFORMED: unit number "020 12345675" has ' ' at place 4, but must be a capital letter or digit, then capital letters, digits, and any of . / + - at line 1 column 33"#
        ]],
    );
}
