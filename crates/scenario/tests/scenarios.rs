//! Every scenario in `fixtures/scenarios` is played, and every line of its answers holds to the letter.
//!
//! `UPDATE_EXPECT=1` writes what was found into the files.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use std::fs;
use std::path::{Path, PathBuf};

use engine::{Driver, Engine};

/// The files, in the order of their names.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/scenarios");
    let entries = fs::read_dir(folder).expect("the scenarios are in the repository");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    files
}

fn name(file: &Path) -> String {
    file.file_name().expect("a file has a name").to_string_lossy().into_owned()
}

#[test]
fn every_scenario_holds() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = String::new();
    for file in files() {
        let text = fs::read_to_string(&file).expect("a scenario is text");
        let mut driver = Driver::new(Engine::new());
        match scenario::play(&text, &mut driver) {
            Err(error) => wrong += &format!("{}: {}\n", name(&file), error.drawn()),
            Ok(played) if update => fs::write(&file, played.rewritten).expect("a scenario can be written"),
            Ok(played) => match played.mismatch {
                Some(mismatch) => wrong += &format!("{}: {mismatch}\n", name(&file)),
                None => assert_eq!(played.rewritten, text, "{} is rewritten as it was", name(&file)),
            },
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_scenario_begins_with_its_story() {
    let files = files();
    assert!(files.len() >= 12, "{} scenarios", files.len());
    for file in files {
        let text = fs::read_to_string(&file).expect("a scenario is text");
        assert!(text.starts_with("# "), "{} begins with a sentence of story", name(&file));
    }
}
