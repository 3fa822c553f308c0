//! Tests of the guide: it says what is so, and its story tells all commands.

use std::collections::BTreeSet;
use std::path::Path;

use expect_test::expect_file;

use super::lexicon::Lexicon;
use super::sources::Sources;
use super::{guide, story};
use crate::CODES;

#[test]
fn the_guide_says_what_is_so() {
    expect_file![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/commands.md")]
        .assert_eq(&guide());
}

#[test]
fn the_story_has_every_command() {
    let played = story::play();
    for command in Lexicon::new().choices("Action") {
        played.first(&command.name);
    }
}

#[test]
fn every_code_of_a_value_is_explained() {
    let explained = CODES.iter().chain(engine::catalogue());
    let explained: BTreeSet<&str> = explained.map(|explained| explained.code).collect();
    let sources = Sources::of(&["money", "freight"]);
    let unknown: Vec<&str> = sources.codes().difference(&explained).copied().collect();
    assert_eq!(unknown, ["FUNCTION_NOT_LISTED"], "but for warnings, every code stands in the guide");
}

#[test]
fn no_code_of_the_door_is_explained_twice() {
    let mut seen = BTreeSet::new();
    for explained in CODES {
        assert!(seen.insert(explained.code), "{} is explained twice", explained.code);
    }
}
