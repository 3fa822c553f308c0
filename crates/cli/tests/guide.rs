//! The guide to the API, run from its first command to its last.
//!
//! ```text
//!   docs/guides/api.md ──┬── sh: laycan serve … ──▶ the binary, in a folder of its own, on a free port
//!                        ├── sh: curl …         ──▶ a shell there ──▶ the answer ══ the block of json below
//!                        └── text: ws://…       ──▶ a socket      ──▶ messages   ══ the block of json below
//! ```
//!
//! Times and request ids differ from run to run, and are masked on both sides. `UPDATE_EXPECT=1` writes what was
//! found into the guide. Without `curl` the test says that it was skipped; `REQUIRE_CURL=1` lets it fail.

mod page;
mod shell;

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

use page::json::{laid_out, masked, plain};
use page::socket::Socket;
use page::{Block, Guide};
use shell::Shell;
use shell::served::Served;
use store::stage::folder;

/// Where the guide says that the service listens.
const ADDRESS: &str = "127.0.0.1:8080";

#[test]
fn every_command_of_the_guide_is_answered_as_it_says() {
    if !there_is_curl() {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/api.md");
    let mut guide = Guide::of(&fs::read_to_string(&path).expect("the guide is there"));
    let folder = folder();
    let mut served = None;
    let mut commands = 0;
    let mut wrong = Vec::new();
    for asked in guide.asked() {
        let block = guide.block(asked).clone();
        if block.text.starts_with("laycan serve") {
            served = Some(start(&block, folder.path()));
            continue;
        }
        let at = &served.as_ref().expect("the guide starts the service first").at;
        let text = block.text.replace(ADDRESS, at);
        let answer = guide.answer(asked).expect("every command is followed by its answer");
        let expected = guide.block(answer).text.clone();
        let found = match block.fence.as_str() {
            "sh" => run(&text, folder.path()),
            _ => listen(&text, at, values(&expected)),
        };
        commands += 1;
        if masked(&plain(&expected)) != masked(&plain(&found)) {
            wrong.push(format!("{}\nanswers\n{}instead of\n{expected}", block.text, laid_out(&found)));
        }
        guide.write(answer, laid_out(&found));
    }
    assert!(commands > 20, "the guide has commands");
    let served = served.expect("the guide starts the service");
    assert_eq!(served.stop(), Some(0));
    let database = format!("sqlite:{}", folder.path().join("laycan.db").display());
    let verified = Shell::run(&["verify", "--database", &database], "");
    assert!(verified.starts_with("exit 0\n"), "as the guide promises: {verified}");
    match wrong.is_empty() {
        // The times of one run belong together: all answers are written, or none.
        false if std::env::var_os("UPDATE_EXPECT").is_some() => {
            fs::write(&path, guide.text()).expect("the guide can be written");
        }
        whole => assert!(whole, "{}", wrong.join("\n")),
    }
}

/// Whether the commands can be run; if not, that is said, or is a fault.
fn there_is_curl() -> bool {
    let curl = Command::new("curl").arg("--version").stdout(Stdio::null()).status();
    if curl.is_ok_and(|status| status.success()) {
        return true;
    }
    assert!(std::env::var_os("REQUIRE_CURL").is_none_or(|wanted| wanted != "1"), "there is no curl");
    eprintln!("SKIPPED: there is no curl, and so docs/guides/api.md was not run");
    false
}

/// Starts what the guide starts, in a folder of its own and on a free port.
fn start(block: &Block, folder: &Path) -> Served {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laycan"));
    for word in block.text.split_whitespace().skip(1) {
        command.arg(word.replace(ADDRESS, "127.0.0.1:0"));
    }
    command.current_dir(folder).env("LAYCAN_LOG", "error").env_remove("LAYCAN_DATABASE");
    Served::begin(command)
}

/// Runs commands as a reader would paste them, and answers what they print.
fn run(commands: &str, folder: &Path) -> String {
    let ended =
        Command::new("sh").args(["-euc", commands]).current_dir(folder).output().expect("sh is there");
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{commands}: {errors}");
    String::from_utf8(ended.stdout).expect("answers are text")
}

/// Connects as the guide says, and answers so many messages.
fn listen(url: &str, at: &str, messages: usize) -> String {
    let path = url.trim().strip_prefix(&format!("ws://{at}")).expect("it is our service");
    let mut socket = Socket::open(TcpStream::connect(at).expect("it listens"), path);
    (0..messages.max(1)).map(|_| socket.message()).collect()
}

/// How many values stand in an answer.
fn values(answer: &str) -> usize {
    laid_out(&plain(answer)).lines().filter(|line| line.starts_with('{')).count()
}
