//! The catalogue is complete and in order.

use super::CATALOGUE;

/// Codes of mistakes that cannot reach a command: the house's own, and those of values that the edge reads.
const OURS: &[&str] = &[
    "ACCOUNTS_EQUAL",
    "ACCOUNT_CLOSED",
    "ACCOUNT_NOT_EMPTY",
    "ASSETS_DIFFER",
    "CHART_CODES_NOT_ASCENDING",
    "CHART_CODE_WITHOUT_CLASS",
    "HOLD_ENDED",
    "HOLD_NOT_COVERED",
    "NOT_AVAILABLE",
    "OVERDRAFT",
    "ORDER_ID_BELOW_FIRST",
    "ORDER_ID_MALFORMED",
    "UNKNOWN_INSTRUMENT",
    "NEED_KIND_UNKNOWN",
    "NEED_STATION_NOT_WANTED",
    "NEED_STATION_UNKNOWN",
];

#[test]
fn codes_stand_in_order_and_once() {
    for pair in CATALOGUE.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} stands before {}", pair[0].code, pair[1].code);
    }
}

#[test]
fn every_code_in_the_sources_is_explained() {
    let mut missing = Vec::new();
    for crate_name in ["matching", "ledger", "settlement", "engine"] {
        let root = format!("{}/../{crate_name}/src", env!("CARGO_MANIFEST_DIR"));
        walk(root.as_ref(), &mut |text| {
            for part in text.split("=> \"").skip(1) {
                let code = part.split('"').next().unwrap();
                let is_code =
                    code.len() > 4 && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
                let known = CATALOGUE.iter().any(|explained| explained.code == code) || OURS.contains(&code);
                if is_code && !known {
                    missing.push(code.to_owned());
                }
            }
        });
    }
    assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
}

fn walk(folder: &std::path::Path, read: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, read);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            read(&std::fs::read_to_string(path).unwrap());
        }
    }
}
