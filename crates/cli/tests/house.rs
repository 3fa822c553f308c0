//! The house stands as it is drawn: walls, signs on doors, links, and the example on its front.
//!
//! ```text
//!   docs/ARCHITECTURE.md, its table of crates ──┐
//!   Cargo.toml and clippy.toml of every crate ──┼──▶ the same, or a test says where they differ
//!   the sources, their first lines            ──┘
//! ```
//!
//! `UPDATE_EXPECT=1` writes what is computed (the purposes in the table, the example of the README) into the
//! documents. What a crate may use is decided by people, and never written by a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// The crates that are synchronous, deterministic and without a machine below them.
const CORE: [&str; 6] = ["money", "freight", "matching", "ledger", "settlement", "engine"];

/// The crates beside the core that have no clock and no disk either.
const WALLED: [&str; 3] = ["wire", "scenario", "report"];

/// The crates of the second floor, none of which has heard of another.
const PILLARS: [&str; 3] = ["matching", "ledger", "settlement"];

/// What a core crate must not be built on: tasks, databases, logs, HTTP, chance, JSON.
const SHELL_ONLY: [&str; 6] = ["tokio", "sqlx", "tracing", "axum", "rand", "serde_json"];

/// What the `clippy.toml` of a core crate must ban, by path.
const BANNED: [&str; 20] = [
    "std::collections::HashMap",
    "std::collections::HashSet",
    "std::time::Instant",
    "std::time::SystemTime",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "jiff::tz::TimeZone::system",
    "std::env::args",
    "std::env::var",
    "std::env::vars",
    "std::fs::File",
    "std::fs::OpenOptions",
    "std::fs::read",
    "std::fs::read_to_string",
    "std::fs::write",
    "std::hash::RandomState",
    "std::net::TcpListener",
    "std::net::TcpStream",
    "std::thread::sleep",
    "std::thread::spawn",
];

/// How the paths of somebody's own machine begin; parted, so that this file has none itself.
const MACHINES: [[&str; 2]; 6] =
    [["/ho", "me/"], ["/Us", "ers/"], ["/ro", "ot/"], ["/wo", "rk/"], ["/t", "mp/"], ["\\Us", "ers\\"]];

/// What begins the table of crates.
const TABLE: &str = "| crate | its purpose | may use | has never heard of |";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the workspace stands above its crates")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

/// Fails with all complaints at once, if there are any.
fn complain(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// The crates of the workspace, as their manifests describe them.
fn packages() -> Vec<Package> {
    let mut command = MetadataCommand::new();
    command.manifest_path(root().join("Cargo.toml")).no_deps().other_options(["--offline".to_owned()]);
    command.exec().expect("cargo describes the workspace").packages
}

fn folder(package: &Package) -> &Path {
    package.manifest_path.parent().expect("a manifest is in a folder").as_std_path()
}

/// What a crate itself is built on; what only its tests and benches use does not count.
fn uses(package: &Package) -> BTreeSet<&str> {
    let normal = package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
    normal.map(|dependency| dependency.name.as_str()).collect()
}

/// A row of the table of crates.
struct Row {
    /// The crate.
    name: String,
    /// What it is for, in one sentence.
    purpose: String,
    /// The crates of the workspace that it may use.
    may_use: BTreeSet<String>,
}

/// The table of crates, from the ground up.
fn table() -> Vec<Row> {
    let text = read(&root().join("docs/ARCHITECTURE.md"));
    let lines =
        text.lines().skip_while(|line| *line != TABLE).skip(2).take_while(|line| line.starts_with('|'));
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, purpose, may_use, _] = cells[..] else { panic!("four cells make a row: {line}") };
        let may_use = match may_use {
            "–" => BTreeSet::new(),
            "all above" => rows.iter().map(|row| row.name.clone()).collect(),
            names => names.split(", ").map(|name| name.trim_matches('`').to_owned()).collect(),
        };
        rows.push(Row { name: name.trim_matches('`').to_owned(), purpose: purpose.to_owned(), may_use });
    }
    assert!(!rows.is_empty(), "docs/ARCHITECTURE.md has the table that begins with\n{TABLE}");
    rows
}

/// All files below a folder that are ours, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder can be read").path();
        match path.is_dir() {
            true if path.ends_with("target") || path.ends_with(".git") => {}
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// Everything that is shipped: the files at the top, and the folders that belong there.
fn shipped() -> Vec<PathBuf> {
    let top = fs::read_dir(root()).expect("the workspace can be read");
    let mut found: Vec<PathBuf> = top
        .map(|entry| entry.expect("the workspace can be read").path())
        .filter(|path| path.is_file())
        .collect();
    for folder in [".ci", "crates", "docs", "fixtures", "migrations"] {
        let folder = root().join(folder);
        found.extend(if folder.is_dir() { files(&folder) } else { Vec::new() });
    }
    found
}

/// How people call a file: its path from the workspace on.
fn called(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[test]
fn every_crate_is_in_the_table_and_nothing_else() {
    let drawn: BTreeSet<String> = table().into_iter().map(|row| row.name).collect();
    let built: BTreeSet<String> = packages().iter().map(|package| package.name.to_string()).collect();
    assert_eq!(drawn, built, "the table of crates on the left, the workspace on the right");
}

#[test]
fn the_purposes_are_those_of_the_manifests() {
    let packages = packages();
    let path = root().join("docs/ARCHITECTURE.md");
    let mut text = read(&path);
    let mut complaints = Vec::new();
    for row in table() {
        let package = packages.iter().find(|package| package.name.as_str() == row.name);
        let said = package.and_then(|package| package.description.clone()).unwrap_or_default();
        let said = said.trim_end_matches('.');
        if row.purpose != said {
            complaints.push(format!("{}: the table says {:?}, the manifest {said:?}", row.name, row.purpose));
            text = text.replace(
                &format!("| `{}` | {} |", row.name, row.purpose),
                &format!("| `{}` | {said} |", row.name),
            );
        }
    }
    match updating() {
        true => fs::write(path, text).expect("the table can be written"),
        false => complain(&complaints),
    }
}

#[test]
fn arrows_point_down_and_only_where_the_table_allows() {
    let (rows, packages) = (table(), packages());
    let mut complaints = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let below: BTreeSet<&str> = rows[..place].iter().map(|row| row.name.as_str()).collect();
        for name in &row.may_use {
            if !below.contains(name.as_str()) {
                complaints.push(format!("{} may use {name}, which is not below it", row.name));
            }
        }
        let package = packages.iter().find(|package| package.name.as_str() == row.name);
        for name in package.map(uses).unwrap_or_default() {
            if rows.iter().any(|row| row.name == name) && !row.may_use.contains(name) {
                complaints.push(format!("{} uses {name}, which the table does not allow", row.name));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn no_pillar_has_heard_of_another() {
    let mut complaints = Vec::new();
    for row in table().iter().filter(|row| PILLARS.contains(&row.name.as_str())) {
        let others = PILLARS.iter().filter(|pillar| row.may_use.contains(**pillar));
        complaints.extend(others.map(|other| format!("{} may use {other}", row.name)));
    }
    for package in packages().iter().filter(|package| PILLARS.contains(&package.name.as_str())) {
        let others =
            PILLARS.iter().filter(|pillar| package.dependencies.iter().any(|used| used.name == **pillar));
        let others = others.filter(|other| **other != package.name.as_str());
        complaints.extend(others.map(|other| format!("{} uses {other}", package.name)));
    }
    complain(&complaints);
}

#[test]
fn the_core_is_built_on_nothing_of_the_shell() {
    let mut complaints = Vec::new();
    for package in packages().iter().filter(|package| CORE.contains(&package.name.as_str())) {
        let uses = uses(package);
        let shell = SHELL_ONLY.iter().filter(|name| uses.contains(**name));
        complaints.extend(shell.map(|name| format!("{} is built on {name}", package.name)));
    }
    complain(&complaints);
}

#[test]
fn only_the_shell_may_name_a_clock_a_disk_or_a_random_order() {
    let mut complaints = Vec::new();
    let walled = |name: &str| CORE.contains(&name) || WALLED.contains(&name);
    for package in packages().iter().filter(|package| walled(&package.name)) {
        let path = folder(package).join("clippy.toml");
        let text = if path.is_file() { read(&path) } else { String::new() };
        for banned in BANNED {
            let entry = format!("{{ path = \"{banned}\"");
            if !text.lines().any(|line| line.trim_start().starts_with(&entry)) {
                complaints.push(format!("{} does not ban {banned}", called(&path)));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn every_crate_keeps_the_rules_of_the_house() {
    let mut complaints = Vec::new();
    for package in packages() {
        let name = &package.name;
        if package.publish.as_ref().is_none_or(|registries| !registries.is_empty()) {
            complaints.push(format!("{name} can be published"));
        }
        if package.rust_version.is_none() {
            complaints.push(format!("{name} does not say which Rust it needs"));
        }
        let manifest = read(package.manifest_path.as_std_path());
        if !manifest.contains("\n[lints]\nworkspace = true\n") {
            complaints.push(format!("{name} does not keep the lints of the workspace"));
        }
        let expected = root().join("crates").join(name.as_str());
        if folder(&package) != expected {
            complaints.push(format!("{name} does not live in {}", called(&expected)));
        }
    }
    complain(&complaints);
}

#[test]
fn every_room_has_a_sign_on_its_door() {
    let mut complaints = Vec::new();
    for package in packages() {
        for path in files(&folder(&package).join("src")) {
            if path.extension().is_some_and(|end| end == "rs") && !read(&path).starts_with("//! ") {
                complaints.push(format!("{} does not begin with //!", called(&path)));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn nothing_remembers_the_machine_of_its_writer() {
    let mut complaints = Vec::new();
    for path in shipped() {
        // What is not text has no paths to be read.
        let Ok(text) = String::from_utf8(fs::read(&path).expect("what is shipped can be read")) else {
            continue;
        };
        for beginning in MACHINES.map(|parts| parts.concat()) {
            let begins = |(at, _): (usize, &str)| {
                let before = text[..at].chars().next_back();
                before.is_none_or(|letter| !letter.is_alphanumeric() && !"._-/*".contains(letter))
            };
            if text.match_indices(&beginning).any(begins) {
                complaints.push(format!("{} mentions a path under {beginning}", called(&path)));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn every_link_leads_somewhere() {
    let mut complaints = Vec::new();
    let documents = shipped().into_iter().filter(|path| path.extension().is_some_and(|end| end == "md"));
    for path in documents {
        for rest in read(&path).split("](").skip(1) {
            let link = rest.split([')', '#']).next().unwrap_or_default();
            let elsewhere = link.is_empty() || link.contains("://");
            let beside = path.parent().expect("a file is in a folder").join(link);
            if !elsewhere && !beside.exists() {
                complaints.push(format!("{} links to {link}, which is not there", called(&path)));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn what_the_map_names_is_there() {
    let mut complaints = Vec::new();
    let text = read(&root().join("docs/ARCHITECTURE.md"));
    for word in text.split('`').skip(1).step_by(2) {
        let path = ["crates/", "docs/", "fixtures/", ".ci/"].iter().any(|folder| word.starts_with(folder));
        if path && !word.contains(['*', ' ']) && !root().join(word).exists() {
            complaints.push(format!("docs/ARCHITECTURE.md names {word}, which is not there"));
        }
    }
    complain(&complaints);
}

#[test]
fn the_example_of_the_readme_is_true() {
    let path = root().join("README.md");
    let readme = read(&path);
    let block = |fence: &str| {
        let inside = readme.split_once(fence).and_then(|(_, rest)| rest.split_once("\n```"));
        inside.unwrap_or_else(|| panic!("the README has a block {}", fence.trim())).0
    };
    let played = block("\n```text\n$ laycan ");
    let (asked, expected) = played.split_once('\n').unwrap_or((played, ""));
    let file = asked.split_whitespace().find(|word| word.ends_with(".txt")).expect("a scenario is played");
    let scenario = read(&root().join(file));
    let shown = block("\n```scenario\n");
    assert!(scenario.contains(shown), "{file} contains the scenario of the README:\n{shown}");

    let ended = Command::new(env!("CARGO_BIN_EXE_laycan"))
        .current_dir(root())
        .args(asked.split_whitespace())
        .output()
        .expect("laycan runs");
    assert!(ended.status.success(), "{asked} ends well");
    let found = String::from_utf8(ended.stdout).expect("tables are text");
    if updating() {
        let written = readme.replace(played, &format!("{asked}\n{}", found.trim_end()));
        fs::write(path, written).expect("the README can be written");
    } else {
        assert_eq!(expected, found.trim_end(), "on the left the README, on the right what {asked} prints");
    }
}
