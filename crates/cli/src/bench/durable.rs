//! `laycan bench durable`: what an answer costs that is on disk.
//!
//! ```text
//!   in_process   512 callers, one order each at a time, until all is answered
//!   replay       the journal of that, from its beginning, with its chain
//! ```
//!
//! The stream is the one of `laycan bench orders`. The database must be empty; what the bench wrote stays.

use std::io::stdout;
use std::time::Instant;

use clap::Args;
use engine::Command;
use freight::CommandKey;
use sequencer::{HandClock, Sequencer, Settings};
use store::Address;
use tokio::task::JoinSet;

use super::figure::Figure;
use super::orders::{Stream, beginning, market};
use crate::database::Patience;
use crate::ending::{Ending, Trouble};
use crate::tasks;

/// Measures the durable path: orders acknowledged in process and over HTTP, and the replay at start.
#[derive(Args)]
pub(crate) struct Durable {
    /// An empty database; a file that is removed afterwards if it is left out.
    #[arg(long, value_name = "URL", env = "LAYCAN_DATABASE", hide_env_values = true)]
    database: Option<Address>,
    #[command(flatten)]
    patience: Patience,
    /// Write lines of JSON.
    #[arg(long)]
    json: bool,
    /// How many orders in process.
    #[arg(long, default_value_t = 400_000)]
    orders: usize,
    /// How many callers at once, in process.
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..))]
    callers: u32,
}

impl Durable {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        tasks::run(self.measure())?
    }

    async fn measure(self) -> Result<Ending, Trouble> {
        let folder = tempfile::tempdir()?;
        let address = match &self.database {
            Some(address) => address.clone(),
            None => Address::Sqlite(folder.path().join("bench.db")),
        };
        let deadline = self.patience.deadline();
        let opened = sequencer::open(&address, deadline, &mut (), |_, _| {}).await?;
        if opened.driver.sequence().number() > 0 {
            return Err(Trouble::NotEmpty { address, records: opened.driver.sequence().number() });
        }
        let clock = HandClock::at(beginning());
        let (sequencer, running, _) = sequencer::start(opened, clock, Settings::default(), 0);
        for command in market() {
            sequencer.submit(None, command).await?;
        }
        let figure = self.in_process(&sequencer).await?;
        figure.write(&mut stdout(), self.json)?;
        sequencer.stop();
        running.ended().await?;

        let started = Instant::now();
        let replay = sequencer::replay(&address, deadline, &mut (), |_, _| {}).await?;
        let records = replay.driver.sequence().number();
        Figure::plain("replay".to_owned(), started.elapsed(), records).write(&mut stdout(), self.json)?;
        Ok(Ending::Fine)
    }

    async fn in_process(&self, sequencer: &Sequencer) -> Result<Figure, Trouble> {
        let callers = self.callers as usize;
        let mut shares: Vec<Vec<(CommandKey, Command)>> = vec![Vec::new(); callers];
        let mut stream = Stream::new(1);
        for number in 0..self.orders {
            let key = format!("bench-{number}").parse().expect("it is a key");
            shares[number % callers].push((key, stream.next()));
        }
        let started = Instant::now();
        let mut asked = JoinSet::new();
        for share in shares {
            let sequencer = sequencer.clone();
            asked.spawn(async move {
                let mut micros = Vec::with_capacity(share.len());
                for (key, command) in share {
                    let before = Instant::now();
                    sequencer.submit(Some(key), command).await?;
                    micros.push(u32::try_from(before.elapsed().as_micros()).unwrap_or(u32::MAX));
                }
                Ok::<_, sequencer::NotDone>(micros)
            });
        }
        let mut micros = Vec::with_capacity(self.orders);
        while let Some(ended) = asked.join_next().await {
            micros.extend(ended.map_err(|error| Trouble::Writing(error.into()))??);
        }
        Ok(Figure::of(format!("in_process_{callers}"), started.elapsed(), micros))
    }
}
