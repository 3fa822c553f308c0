//! The guide for people: its examples are played as one day, and it names every word of the language.
//!
//! `UPDATE_EXPECT=1` writes what was found into the guide.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use std::fs;
use std::path::PathBuf;

use engine::{Driver, Engine};
use scenario::Scenario;

/// What turns a line of the guide that is no example into a comment, so that it keeps its place.
const PROSE: &str = "#|";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/scenarios.md")
}

fn guide() -> String {
    fs::read_to_string(path()).expect("the guide is in the repository")
}

#[test]
fn the_examples_are_one_day_that_holds() {
    let mut text = String::new();
    let mut inside = false;
    for line in guide().lines() {
        inside = if inside { line != "```" } else { inside };
        text += if inside { "" } else { PROSE };
        text += &format!("{line}\n");
        inside |= line == "```scenario";
    }
    let played = scenario::play(&text, &mut Driver::new(Engine::new()));
    let played = played.unwrap_or_else(|error| panic!("{}", error.drawn()));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let lines = played.rewritten.lines().map(|line| line.strip_prefix(PROSE).unwrap_or(line));
        let found: String = lines.map(|line| format!("{line}\n")).collect();
        if found != guide() {
            fs::write(path(), found).expect("the guide can be written");
        }
    } else if let Some(mismatch) = played.mismatch {
        panic!("{mismatch}");
    }
}

#[test]
fn the_mistake_that_it_shows_is_told_like_that() {
    let error =
        Scenario::parse("on 2026-03-02 09:00\n\nreceit birch 60,00.00 CNY\n").expect_err("it is misspelt");
    let drawn = error.drawn();
    let (first, last) = (drawn.lines().next().expect("a message"), drawn.lines().last().expect("a hint"));
    assert!(first.starts_with("line 3, column 1: found `receit`, but expected `clock`"), "{first}");
    assert_eq!(last, "hint: did you mean `receipt`?");
    let error = Scenario::parse("on 2026-03-02 09:00\n\nreceipt birch 60,00.00 CNY\n")
        .expect_err("it is grouped badly");
    let shown = format!("```text\n{}```\n", error.drawn());
    assert!(guide().contains(&shown), "the guide shows\n{shown}");
}

#[test]
fn every_word_is_in_the_guide() {
    let guide = guide();
    let missing: Vec<&str> = Scenario::words().filter(|word| !guide.contains(&format!("`{word}"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_code_of_its_own_is_in_the_guide() {
    let guide = guide();
    let sources = fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")).expect("the sources");
    let mut codes = Vec::new();
    for file in
        sources.map(|entry| entry.expect("the folder can be read").path()).filter(|path| path.is_file())
    {
        let source = fs::read_to_string(file).expect("a source is text");
        let own = source.split('"').filter(|text| text.starts_with("SCENARIO_")).map(str::to_owned);
        codes.extend(own);
    }
    codes.retain(|code| !guide.contains(&format!("`{code}`")));
    assert!(codes.is_empty(), "{codes:?}");
}
