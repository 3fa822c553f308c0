//! The documents that are checked in say what is so; `UPDATE_EXPECT=1` writes them again.

use std::path::PathBuf;

use expect_test::expect_file;

use super::errors_guide;
use crate::describing::openapi;

fn document(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

#[test]
fn the_description_is_checked_in() {
    let text = serde_json::to_string_pretty(&openapi()).unwrap() + "\n";
    expect_file![document("openapi.json")].assert_eq(&text);
}

#[test]
fn every_code_is_explained_in_the_documents() {
    expect_file![document("errors.md")].assert_eq(&errors_guide());
}
