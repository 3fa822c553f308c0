//! `laycan demo`: a shipped trading day, and what followed from it.
//!
//! The day is a scenario text that the binary carries with it; it is played on an exchange with a database, by
//! the day's own clock, and everything that is printed is read from that exchange.

mod headline;

use std::io::{self, Write, stdout};
use std::net::SocketAddr;
use std::time::Instant;

use clap::Args;
use engine::{Engine, Sequence};
use jiff::Timestamp;
use jiff::tz::Offset;
use report::{History, Page, ReportName};
use scenario::{Player, Scenario};
use sequencer::{HandClock, NotDone};
use store::Address;

use crate::database::{Location, Patience};
use crate::ending::{Ending, Trouble, say};
use crate::exchange::Exchange;
use crate::serve::{StopWord, serve_on};
use crate::{tasks, terminal};

/// The shipped day.
const DAY: &str = include_str!("../../../fixtures/day/day.txt");

/// What is shown of it, in the order of a reader's questions.
const REPORTS: [ReportName; 7] = [
    ReportName::Books,
    ReportName::Trades,
    ReportName::Carriages,
    ReportName::TrialBalance,
    ReportName::Slots,
    ReportName::Custody,
    ReportName::Open,
];

/// Plays a shipped trading day on a fresh database and shows what became of it.
///
/// Books, trades, carriages, trial balance, slots, custody, and what is still open.
#[derive(Args)]
pub(crate) struct Demo {
    /// An empty database to play on, which stays: sqlite:FILE or postgres://USER@HOST/NAME. Left out, a file that
    /// is removed again.
    #[arg(long, value_name = "URL")]
    database: Option<Location>,
    #[command(flatten)]
    patience: Patience,
    /// Go on serving the exchange over HTTP once the day is played; its clock runs on from there.
    #[arg(long)]
    serve: bool,
    /// Where to listen with --serve; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", env = "LAYCAN_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

impl Demo {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        if self.serve {
            crate::speaking::begin("info")?;
        }
        tasks::run(self.play())?
    }

    async fn play(self) -> Result<Ending, Trouble> {
        let name = || "the shipped day".to_owned();
        let started = Instant::now();
        let scenario = Scenario::parse(DAY).map_err(|error| Trouble::Scenario { name: name(), error })?;
        let folder = tempfile::tempdir()?;
        let address = match &self.database {
            Some(location) => location.address()?,
            None => Address::Sqlite(folder.path().join("demo.db")),
        };
        let clock = HandClock::at(Timestamp::MIN);
        let exchange = Exchange::open(&address, self.patience.deadline(), clock.clone()).await?;
        let records = exchange.sequencer.status().durable.number();
        if records > 0 {
            return Err(Trouble::NotEmpty { address, records });
        }

        let mut feed = exchange.sequencer.feed();
        let mut history = History::new();
        let mut player = Player::new(&scenario);
        while let Some(step) = exchange.sequencer.peek(|driver| player.next(driver.engine())) {
            clock.set(step.at);
            let answer = match exchange.sequencer.submit(step.key, step.command.clone()).await {
                Ok(answer) => Ok(answer),
                Err(NotDone::Refused(refused)) => Err(refused),
                Err(other) => return Err(other.into()),
            };
            let new = answer.as_ref().ok().filter(|answer| !answer.repeated).map(|answer| answer.sequence);
            let mut heard = Sequence::NONE;
            while new.is_some_and(|new| heard < new) {
                let committed =
                    feed.recv().await.map_err(|error| Trouble::Writing(io::Error::other(error)))?;
                heard = committed.last;
                for telling in &committed.tellings {
                    telling.retell(&mut player);
                    telling.retell(&mut history);
                }
            }
            player.answered(&answer);
        }
        let took = started.elapsed();
        let mismatch = player.finish().err();

        let shown = exchange.sequencer.peek(|driver| {
            let engine = driver.engine();
            let page = Page { clock: origin_clock(engine, &history), ..terminal::page() };
            let mut shown = headline::head(engine, &history, page);
            for name in REPORTS {
                shown.push('\n');
                shown.push_str(name.read(engine, &history).draw(page).trim_end());
                shown.push('\n');
            }
            shown.push_str(&headline::foot(
                engine,
                &history,
                self.database.as_ref().map(|_| &address),
                took,
                page,
            ));
            shown
        });
        let mut out = stdout().lock();
        out.write_all(shown.as_bytes())?;
        out.flush()?;
        drop(out);
        if let Some(mismatch) = mismatch {
            let shown = mismatch.to_string();
            say(&format!("{} went otherwise than it expects\n\n{}", name(), shown.trim_end()));
            return Ok(Ending::Refused);
        }
        if self.serve {
            let stop = StopWord::listen()?;
            clock.run();
            return serve_on(self.listen, exchange, clock, (address, self.patience.deadline()), stop).await;
        }
        exchange.sequencer.stop();
        exchange.ended().await?;
        Ok(Ending::Fine)
    }
}

/// The clock of the place where the first service begins.
fn origin_clock(engine: &Engine, history: &History) -> Offset {
    let origin = engine.register().services().next().map(|listed| listed.service.origin());
    let place = origin.and_then(|origin| engine.register().places().find(origin));
    match (place, history.told()) {
        (Some(place), Some(told)) => place.clock.at(told.at),
        (Some(_) | None, _) => Offset::UTC,
    }
}
