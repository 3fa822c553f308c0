//! Tests of the guide: it says what is so, and its story tells all commands.

use std::path::Path;

use expect_test::expect_file;

use super::lexicon::Lexicon;
use super::{guide, story};

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
