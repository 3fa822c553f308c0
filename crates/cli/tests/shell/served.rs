//! `laycan serve` as another process, and something to ask it.
#![allow(dead_code, reason = "each test of the binary uses a part of it")]

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::http::Client;
use super::waiting;

/// A service that runs; it is killed when this is dropped.
pub(crate) struct Served {
    child: Child,
    /// What it says, so that it has somebody to say it to.
    _out: BufReader<ChildStdout>,
    /// Its errors, as far as they came.
    errors: Arc<Mutex<String>>,
    listening: Option<JoinHandle<()>>,
    /// What it said before it said where it listens.
    pub(crate) said: String,
    /// Where it listens.
    pub(crate) at: String,
}

/// How a service ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    /// Everything that it wrote on its error channel.
    pub(crate) errors: String,
    /// How long that took.
    pub(crate) took: Duration,
}

impl Served {
    /// Starts the service on a database, and waits until it says where it listens.
    pub(crate) fn start(database: &str) -> Served {
        Served::start_with(database, &[])
    }

    /// The same, with more arguments.
    pub(crate) fn start_with(database: &str, more: &[&str]) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_laycan"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "error", "--database", database])
            .args(more);
        Served::begin(command)
    }

    /// Starts whatever serves in the end, and waits until it says where it listens.
    pub(crate) fn begin(mut command: Command) -> Served {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
        let errors = Arc::new(Mutex::new(String::new()));
        let (kept, heard) =
            (Arc::clone(&errors), BufReader::new(child.stderr.take().expect("it has errors")));
        let listening = thread::spawn(move || {
            for line in heard.lines().map_while(Result::ok) {
                eprintln!("{line}");
                kept.lock().expect("sound").push_str(&format!("{line}\n"));
            }
        });
        let out = BufReader::new(child.stdout.take().expect("it has an output"));
        let (said, at, listening) = (String::new(), String::new(), Some(listening));
        let mut served = Served { child, _out: out, errors, listening, said, at };
        loop {
            let mut line = String::new();
            let read = served._out.read_line(&mut line).expect("it says something");
            assert!(read > 0, "it says where it listens, behind {:?}", served.said);
            match line.trim().rsplit_once(" on http://") {
                Some((_, at)) => served.at = at.to_owned(),
                None => served.said.push_str(&line),
            }
            if !served.at.is_empty() {
                return served;
            }
        }
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
    pub(crate) fn stop(self) -> Option<i32> {
        self.end_within(Duration::from_secs(60)).code
    }

    /// Asks it to stop, and answers how it did.
    ///
    /// # Panics
    ///
    /// If it takes longer.
    pub(crate) fn end_within(self, patience: Duration) -> Ended {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().expect("kill is there");
        assert!(told.success(), "it runs");
        self.ends_within(patience)
    }

    /// Waits until it ends by itself, and answers how it did.
    ///
    /// # Panics
    ///
    /// If it takes longer.
    pub(crate) fn ends_within(mut self, patience: Duration) -> Ended {
        let asked = Instant::now();
        let status = waiting::until("it ends", patience, || self.child.try_wait().expect("it is ours"));
        let took = asked.elapsed();
        self.listening.take().expect("it was heard").join().expect("its errors are text");
        let errors = self.errors.lock().expect("sound").clone();
        Ended { code: status.code(), errors, took }
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
