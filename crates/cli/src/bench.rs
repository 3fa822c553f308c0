//! `laycan bench`: what the whole costs, measured where it runs.

pub(crate) mod orders;
mod caller;
mod figure;
mod memory;
mod durable;
mod replay;

use clap::{Args, Subcommand};

use crate::ending::{Ending, Trouble};

/// Measures the exchange on this machine, with the database that it will use.
#[derive(Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    command: BenchCommand,
}

#[derive(Subcommand)]
enum BenchCommand {
    Durable(durable::Durable),
    Orders(orders::Orders),
    Replay(replay::Replay),
}

impl Bench {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        match self.command {
            BenchCommand::Durable(durable) => durable.start(),
            BenchCommand::Orders(orders) => orders.start(),
            BenchCommand::Replay(replay) => replay.start(),
        }
    }
}
