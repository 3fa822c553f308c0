//! The binary `laycan`: words from a shell in, one command of the house each.
//!
//! ```text
//!   laycan demo                  a shipped trading day, and what followed from it
//!   laycan serve                 the exchange as a service, on a database
//!   laycan run FILE              commands in, events out, no database
//!   laycan verify                whether the books can be trusted
//!   laycan journal export        everything recorded, a line each
//!   laycan projections rebuild   the tables of finance, made again
//!   laycan bench                 what it costs
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
mod progress;
mod speaking;
mod database;
mod exchange;
mod run;
mod demo;
mod serve;
mod verify;
mod journal;
mod projections;
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
    Serve(serve::Serve),
    Verify(verify::Verify),
    Journal(journal::Journal),
    Projections(projections::Projections),
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let ended = match Laycan::parse().command {
        Command::Run(run) => run.start(),
        Command::Demo(demo) => demo.start(),
        Command::Serve(serve) => serve.start(),
        Command::Verify(verify) => verify.start(),
        Command::Journal(journal) => journal.start(),
        Command::Projections(projections) => projections.start(),
        Command::Bench(bench) => bench.start(),
    };
    ending::exit(ended)
}
