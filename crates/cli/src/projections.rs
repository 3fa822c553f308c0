//! `laycan projections rebuild`: the tables of finance, made again from the journal.

use clap::{Args, Subcommand};
use sequencer::replay_to;
use store::Projections as Tables;

use crate::database::Database;
use crate::ending::{Ending, Trouble, say};
use crate::progress::Records;
use crate::tasks;

/// The tables that finance queries.
#[derive(Args)]
pub(crate) struct Projections {
    #[command(subcommand)]
    command: ProjectionsCommand,
}

#[derive(Subcommand)]
enum ProjectionsCommand {
    Rebuild(Rebuild),
}

/// Drops the tables and writes them again from the journal; the rows come out the same. Stop the exchange first.
#[derive(Args)]
struct Rebuild {
    #[command(flatten)]
    database: Database,
}

impl Projections {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        match self.command {
            ProjectionsCommand::Rebuild(rebuild) => tasks::run(rebuild.carry_out())?,
        }
    }
}

impl Rebuild {
    async fn carry_out(self) -> Result<Ending, Trouble> {
        let (address, deadline) = self.database.address()?;
        // Nothing is made where nothing is.
        drop(store::JournalReader::open(&address, deadline).await?);
        // Whoever writes the journal follows it with these tables: nobody else may meanwhile.
        let journal = store::Journals::open(&address, deadline).await?;
        let mut progress = Records::begin("rebuild");
        let mut tables = Tables::begin_again(&address, deadline).await?;
        let replay = replay_to(&mut tables, &address, deadline, |at, of| progress.at(at, of)).await?;
        drop(progress);
        journal.close().await;
        say(&format!("the projections of {address} are rebuilt, up to record {}", replay.driver.sequence()));
        Ok(Ending::Fine)
    }
}
