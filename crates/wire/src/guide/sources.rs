//! The comments at the variants of an enum, read from the sources.
//!
//! The schema of an enum of plain words lists the words and forgets what they mean, and that of the events
//! forgets their families; the sources know it.
#![allow(clippy::disallowed_methods, reason = "a test looks through the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use engine::Family;

/// The crates whose types the protocol carries.
pub(crate) const CRATES: [&str; 7] =
    ["money", "freight", "matching", "ledger", "settlement", "engine", "wire"];

/// The sources of some crates.
pub(crate) struct Sources(Vec<String>);

impl Sources {
    /// Reads the sources of these crates.
    pub(crate) fn of(names: &[&str]) -> Sources {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut paths = Vec::new();
        for name in names {
            walk(&crates.join(name).join("src"), &mut paths);
        }
        paths.sort();
        Sources(
            paths.iter().map(|path| std::fs::read_to_string(path).expect("a source can be read")).collect(),
        )
    }

    /// What the comments say of each of the `words` of the enum `name`.
    ///
    /// # Panics
    ///
    /// When no enum of this name has these words.
    pub(crate) fn meanings(&self, name: &str, words: &[&str]) -> Vec<String> {
        // An enum may stand in a macro, which is then called with its variants.
        let heads = [format!("pub enum {name} {{"), format!("{}s! {{", name.to_lowercase())];
        let bodies = self.0.iter().flat_map(|source| {
            heads.iter().filter_map(move |head| source.split_once(&**head).map(|(_, body)| body))
        });
        let found = bodies
            .map(variants)
            .find(|found| found.iter().map(|(word, _)| &**word).eq(words.iter().copied()));
        let found = found
            .unwrap_or_else(|| panic!("no enum {name} with the words {words:?} is found in the sources"));
        found.into_iter().map(|(_, meaning)| meaning).collect()
    }

    /// Every code that an error has, in the order of the alphabet.
    pub(crate) fn codes(&self) -> BTreeSet<&str> {
        let arms = self.0.iter().flat_map(|source| source.split("=> \"").skip(1));
        let words = arms.filter_map(|rest| rest.split_once('"').map(|(word, _)| word));
        let is_code = |word: &&str| {
            word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        };
        words.filter(is_code).collect()
    }

    /// The family of each event, by its name in the protocol.
    pub(crate) fn families(&self) -> BTreeMap<String, Family> {
        let list = self.0.iter().find_map(|source| source.split_once("\nevents! {\n"));
        let (_, list) = list.expect("the events are listed in a macro");
        let mut families = BTreeMap::new();
        let mut family = Family::Register;
        for line in list.lines().take_while(|line| *line != "}") {
            let Some(word) = line.trim().strip_suffix(" {") else { continue };
            if line.starts_with("        ") {
                families.insert(snake(word), family);
            } else {
                family = named(word);
            }
        }
        families
    }
}

fn named(word: &str) -> Family {
    match word {
        "Register" => Family::Register,
        "Market" => Family::Market,
        "Carriage" => Family::Carriage,
        "Treasury" => Family::Treasury,
        "Posting" => Family::Posting,
        "Hold" => Family::Hold,
        _ => panic!("{word} is no family of events"),
    }
}

/// The name in the protocol of what is called `word` in the sources.
pub(crate) fn snake(word: &str) -> String {
    let mut snake = String::new();
    for letter in word.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources can be read") {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The words of the plain variants in the body of an enum, with their comments.
fn variants(body: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    let mut renamed = None;
    for line in body.lines().skip(1).map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            comment.push(text.trim());
        } else if let Some(name) = line.strip_prefix("#[serde(rename = \"") {
            renamed = name.split_once('"').map(|(name, _)| name.to_owned());
        } else if line == "}" {
            break;
        } else if line.starts_with(|first: char| first.is_ascii_uppercase()) {
            let word = line.trim_end_matches(',').split([' ', '(', '{']).next().unwrap_or_default();
            found.push((renamed.take().unwrap_or_else(|| snake(word)), comment.join(" ")));
            comment.clear();
        }
    }
    found
}
