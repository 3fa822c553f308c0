//! The binary `laycan`: words from a shell in, one command of the house each.
//!
//! ```text
//!   laycan run FILE    commands in, events out, no database
//!   laycan demo        a shipped trading day, and what followed from it
//! ```
//!
//! # How it ends
//!
//! | code | what it means |
//! |---|---|
//! | 0 | fine; a reader that hung up is fine too |
//! | 1 | the input was refused: a line that cannot be read, a mismatch, a refusal under `--strict` or `--check` |
//! | 2 | it could not be begun or finished: arguments, a missing file, output that cannot be written |

mod ending;
mod terminal;
mod tasks;
mod database;
mod run;
mod demo;
mod journal;
mod verify;
mod bench;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A shipping exchange settlement engine: capacity is traded, carried, and paid for.
#[derive(Parser)]
#[command(name = "laycan", version, arg_required_else_help = true)]
#[command(after_help = ENDINGS)]
struct Laycan {
    #[command(subcommand)]
    command: Command,
}

/// The exit codes, for people.
const ENDINGS: &str = "\
Exit codes:
  0  fine; a reader that hung up is fine too
  1  the input was refused: a line that cannot be read, a mismatch, a refusal under --strict or --check
  2  it could not be begun or finished: arguments, a missing file, output that cannot be written";

#[derive(Subcommand)]
enum Command {
    Run(run::Run),
    Demo(demo::Demo),
    Verify(verify::Verify),
    Journal(journal::Journal),
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let ended = match Laycan::parse().command {
        Command::Run(run) => run.start(),
        Command::Demo(demo) => demo.start(),
        Command::Verify(verify) => verify.start(),
        Command::Journal(journal) => journal.start(),
        Command::Bench(bench) => bench.start(),
    };
    ending::exit(ended)
}
