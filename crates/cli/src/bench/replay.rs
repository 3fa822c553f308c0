//! `laycan bench replay`: what a start costs.

use std::io::stdout;
use std::time::Instant;

use clap::Args;

use super::figure::Figure;
use crate::database::Database;
use crate::ending::{Ending, Trouble};
use crate::tasks;

/// Measures how fast a journal is checked and applied again, as at every start.
#[derive(Args)]
pub(crate) struct Replay {
    #[command(flatten)]
    database: Database,
    /// Write lines of JSON.
    #[arg(long)]
    json: bool,
}

impl Replay {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        tasks::run(self.measure())?
    }

    async fn measure(self) -> Result<Ending, Trouble> {
        let (address, deadline) = self.database.address()?;
        let started = Instant::now();
        let replay = sequencer::replay(&address, deadline, &mut (), |_, _| {}).await?;
        let took = started.elapsed();
        let records = replay.driver.sequence().number();
        Figure::plain("replay", took, records).write(&mut stdout(), self.json)?;
        Ok(Ending::Fine)
    }
}
