//! `laycan journal export`: everything recorded, a line of JSON each.
//!
//! ```text
//!   journal ──▶ records ──▶ an exchange in memory, which knows the names ──▶ lines
//! ```
//!
//! The chain is checked on the way, and the exchange may run meanwhile.

use std::io::{self, BufWriter, Write, stdout};
use std::ops::ControlFlow;

use clap::{Args, Subcommand};
use engine::{Driver, Engine};
use store::Record;
use wire::{Line, write_line, write_record};

use crate::database::Database;
use crate::ending::{Ending, Trouble};
use crate::tasks;

/// The book of original entry.
#[derive(Args)]
pub(crate) struct Journal {
    #[command(subcommand)]
    command: JournalCommand,
}

#[derive(Subcommand)]
enum JournalCommand {
    Export(Export),
}

/// Writes every record as a line of JSON; the chain is checked on the way. Also while the exchange runs.
#[derive(Args)]
struct Export {
    #[command(flatten)]
    database: Database,
    /// Begin with this record.
    #[arg(long, value_name = "N", default_value_t = 1)]
    from: u64,
    /// Write only what was asked, as `laycan run` reads it; what was due by itself comes about again there.
    #[arg(long)]
    commands: bool,
}

impl Journal {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        match self.command {
            JournalCommand::Export(export) => tasks::run(export.write())?,
        }
    }
}

impl Export {
    async fn write(self) -> Result<Ending, Trouble> {
        let (address, deadline) = self.database.address()?;
        let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
        let mut driver = Driver::new(Engine::new());
        let mut line = Vec::new();
        let mut written: io::Result<()> = Ok(());
        let each = |record: Record, _last| {
            let Record { at, key, command, result, facts } = &record;
            let told = driver.replay(*at, *key, command, result.clone(), facts, &mut ());
            if told.sequence.number() < self.from {
                return ControlFlow::Continue(());
            }
            let entry = record.entry(told.sequence);
            line.clear();
            if self.commands {
                if entry.due().is_some() {
                    return ControlFlow::Continue(());
                }
                let (actor, command) = (command.actor, command.action.clone());
                write_line(&mut line, &Line { at: *at, actor, key: *key, command });
            } else {
                write_record(&mut line, &entry, driver.engine().register());
            }
            written = out.write_all(&line);
            if written.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let read = sequencer::records(&address, deadline, each).await;
        written?;
        out.flush()?;
        read?;
        Ok(Ending::Fine)
    }
}
