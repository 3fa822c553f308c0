//! Runs the binary as a shell would.
#![allow(dead_code, reason = "each test of the binary uses a part of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

pub(crate) mod waiting;
pub(crate) mod http;
pub(crate) mod served;
pub(crate) mod sql;

pub(crate) struct Shell;

impl Shell {
    fn command(arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_laycan"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs it with an input, and answers its exit code, its output, and behind a line of `!` its errors.
    pub(crate) fn run(arguments: &[&str], input: &str) -> String {
        Shell::run_with(&[], arguments, input)
    }

    /// The same, with variables of the environment.
    pub(crate) fn run_with(variables: &[(&str, &str)], arguments: &[&str], input: &str) -> String {
        let mut command = Shell::command(arguments);
        let mut running = command.envs(variables.iter().copied()).spawn().expect("the binary starts");
        let mut stdin = running.stdin.take().expect("it has an input");
        let input = input.to_owned();
        // A program that stops early does not read everything; that is its right.
        let writer = thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        let ended = running.wait_with_output().expect("it ends");
        writer.join().expect("the writer ends");
        let mut shown = format!("exit {}\n", ended.status.code().expect("it exits"));
        shown.push_str(&String::from_utf8(ended.stdout).expect("output is text"));
        if !ended.stderr.is_empty() {
            shown.push_str("!\n");
            shown.push_str(&String::from_utf8(ended.stderr).expect("errors are text"));
        }
        shown
    }

    /// Reads one line of its output and hangs up; answers its exit code and its errors.
    pub(crate) fn hang_up(arguments: &[&str], input: &str) -> String {
        let mut running = Shell::command(arguments).spawn().expect("the binary starts");
        let mut stdin = running.stdin.take().expect("it has an input");
        let input = input.to_owned();
        let writer = thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        let mut reader = BufReader::new(running.stdout.take().expect("it has an output"));
        let mut line = String::new();
        reader.read_line(&mut line).expect("it says something");
        drop(reader);
        let mut errors = String::new();
        running.stderr.take().expect("it has errors").read_to_string(&mut errors).expect("errors are text");
        let status = running.wait().expect("it ends");
        writer.join().expect("the writer ends");
        format!("exit {}, {errors:?}", status.code().expect("it exits"))
    }

    /// The first line of its output while its input stays open.
    pub(crate) fn first_line(arguments: &[&str], input: &str) -> String {
        let mut running = Shell::command(arguments).spawn().expect("the binary starts");
        let mut stdin = running.stdin.take().expect("it has an input");
        stdin.write_all(input.as_bytes()).expect("it reads");
        let mut line = String::new();
        BufReader::new(running.stdout.take().expect("it has an output"))
            .read_line(&mut line)
            .expect("it says something");
        drop(stdin);
        running.wait().expect("it ends");
        line
    }
}
