//! `laycan serve` as another process, and something to ask it.
#![allow(dead_code, reason = "each test of the binary uses a part of it")]

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use super::http::Client;

/// A service that runs; it is killed when this is dropped.
pub(crate) struct Served {
    child: Child,
    /// What it says, so that it has somebody to say it to.
    _out: BufReader<ChildStdout>,
    /// Where it listens.
    pub(crate) at: String,
}

impl Served {
    /// Starts the service on a database, and waits until it says where it listens.
    pub(crate) fn start(database: &str) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_laycan"))
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "error", "--database", database])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("it has an output"));
        out.read_line(&mut line).expect("it says where it listens");
        let at = line.trim().rsplit_once("http://").unwrap_or_else(|| panic!("it says {line:?}"));
        Served { at: at.1.to_owned(), child, _out: out }
    }

    pub(crate) fn client(&self) -> Client {
        Client::connect(&self.at).expect("it listens")
    }

    /// Ends it as a crash does: SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Asks it to stop, and answers its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().expect("kill is there");
        assert!(told.success(), "it runs");
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// What is asked of an exchange: who asks, and the command.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) actor: String,
    pub(crate) body: String,
}

/// A market, and so many commands on it, in the far future so that the book is open.
pub(crate) fn stream(orders: usize) -> (Vec<Asked>, Vec<Asked>) {
    let made = Command::new(env!("CARGO_BIN_EXE_laycan"))
        .args(["bench", "orders", &orders.to_string()])
        .output()
        .expect("the binary starts");
    let text = String::from_utf8(made.stdout).expect("JSON is text");
    let text = text.replace("2026W15", "2099W15").replace("2026-04-04", "2099-04-04");
    let asked = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let actor = line["actor"].as_str().expect("an actor").to_owned();
        Asked { actor, body: line["command"].to_string() }
    };
    let mut all: Vec<Asked> = text.lines().map(asked).collect();
    let orders = all.split_off(all.len() - orders);
    (all, orders)
}
