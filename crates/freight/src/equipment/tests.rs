//! Equipment: size-types, what traders call them, and their TEU.

use expect_test::{Expect, expect};

use crate::{EquipmentType, Teu};

fn check(texts: &[&str], expected: &Expect) {
    let told = texts.iter().map(|text| match EquipmentType::parse(text) {
        Ok(equipment) => {
            let teu = equipment.teu().map_or("no TEU".to_owned(), |teu| format!("{teu} TEU"));
            format!("{text} is {equipment}, {teu}")
        }
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_size_type_is_itself() {
    check(
        &["22G1", "42G1", "45G1", "22R1", "L5G1", "M5G1"],
        &expect![[r#"
        22G1 is 22G1, 1.00 TEU
        42G1 is 42G1, 2.00 TEU
        45G1 is 45G1, 2.00 TEU
        22R1 is 22R1, 1.00 TEU
        L5G1 is L5G1, 2.25 TEU
        M5G1 is M5G1, no TEU"#]],
    );
}

#[test]
fn trade_names_and_groups_mean_a_size_type() {
    check(
        &["40HC", "40HQ", "22GP", "45GP", "20GP", "20DC", "40RH", "22RT", "45HC", "42UT"],
        &expect![[r#"
        40HC is 45G1, 2.00 TEU
        40HQ is 45G1, 2.00 TEU
        22GP is 22G1, 1.00 TEU
        45GP is 45G1, 2.00 TEU
        20GP is 22G1, 1.00 TEU
        20DC is 22G1, 1.00 TEU
        40RH is 45R1, 2.00 TEU
        22RT is 22R1, 1.00 TEU
        45HC is L5G1, 2.25 TEU
        42UT is 42U1, 2.00 TEU"#]],
    );
}

#[test]
fn what_is_no_size_type_is_refused() {
    check(
        &["", "22g1", "22G", "22G11", "9ABC", "2211", "22G-"],
        &expect![[r#"
            TEXT_EMPTY: equipment type "" has length 0, but at least 4 is needed
            CODE_MALFORMED: equipment type "22g1" has 'g' at place 3, but must be four capital letters and digits
            TEXT_TOO_SHORT: equipment type "22G" has length 3, but at least 4 is needed
            TEXT_TOO_LONG: equipment type "22G11" has length 5, but at most 4 is allowed
            EQUIPMENT_MALFORMED: equipment type "9ABC" must be a size-type of ISO 6346: length, height, a letter, a digit or letter
            EQUIPMENT_MALFORMED: equipment type "2211" must be a size-type of ISO 6346: length, height, a letter, a digit or letter
            CODE_MALFORMED: equipment type "22G-" has '-' at place 4, but must be four capital letters and digits"#]],
    );
}

#[test]
fn every_trade_name_means_a_size_type_that_means_itself() {
    for (name, meant) in super::TRADE_NAMES {
        assert_eq!(EquipmentType::parse(name).unwrap().as_str(), *meant, "{name}");
        assert_eq!(EquipmentType::parse(meant).unwrap().as_str(), *meant, "{name}");
    }
}

#[test]
fn teu_add_up_exactly() {
    let long = EquipmentType::parse("L5G1").unwrap().teu().unwrap();
    let short = EquipmentType::parse("22G1").unwrap().teu().unwrap();
    let sum = long.times(3).unwrap().checked_add(short).unwrap();
    assert_eq!(sum, Teu::from_hundredths(775));
    assert_eq!(sum.to_string(), "7.75");
    assert_eq!(Teu::from_hundredths(u64::MAX).checked_add(short), None);
    assert_eq!(Teu::from_hundredths(u64::MAX).times(2), None);
}
