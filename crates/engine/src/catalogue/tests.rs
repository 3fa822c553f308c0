//! The catalogue is complete, in order, and tells nothing that is never answered.
#![allow(clippy::disallowed_methods, reason = "a test looks through the sources")]

use std::collections::BTreeSet;

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
    "NEED_KIND_UNKNOWN",
    "NEED_STATION_NOT_WANTED",
    "NEED_STATION_UNKNOWN",
    "NOT_AVAILABLE",
    "ORDER_ID_BELOW_FIRST",
    "ORDER_ID_MALFORMED",
    "OVERDRAFT",
    "UNKNOWN_INSTRUMENT",
];

#[test]
fn codes_stand_in_order_and_once() {
    for pair in CATALOGUE.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} stands before {}", pair[0].code, pair[1].code);
    }
}

#[test]
fn every_code_in_the_sources_is_explained_and_no_other() {
    let mut told = BTreeSet::new();
    for crate_name in ["matching", "ledger", "settlement", "engine"] {
        let root = format!("{}/../{crate_name}/src", env!("CARGO_MANIFEST_DIR"));
        walk(root.as_ref(), &mut |text| told.extend(codes(text)));
    }
    // Milestones, places and lanes are told by freight, whose other errors are of values that the edge reads.
    for room in ["milestone", "place", "lane"] {
        let path = format!("{}/../freight/src/{room}.rs", env!("CARGO_MANIFEST_DIR"));
        told.extend(codes(&std::fs::read_to_string(path).unwrap()));
    }
    let explained: BTreeSet<String> = CATALOGUE
        .iter()
        .map(|explained| explained.code)
        .chain(OURS.iter().copied())
        .map(String::from)
        .collect();
    let missing: Vec<_> = told.difference(&explained).collect();
    assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
    let orphans: Vec<_> = explained.difference(&told).collect();
    assert!(orphans.is_empty(), "never answered: {orphans:?}");
}

/// The codes that functions called `code` answer.
fn codes(text: &str) -> impl Iterator<Item = String> {
    let bodies = text.split("fn code(&self) -> &'static str {").skip(1);
    let bodies = bodies.map(|rest| rest.split("\n    }").next().unwrap_or_default());
    let words = bodies.flat_map(|body| body.split('"').skip(1).step_by(2));
    words.filter(|word| is_code(word)).map(String::from).collect::<Vec<_>>().into_iter()
}

fn is_code(word: &str) -> bool {
    word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
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
