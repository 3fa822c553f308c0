//! `laycan demo`: a shipped trading day, and what followed from it.
//!
//! The day is a scenario text that the binary carries with it; it is played on an exchange in memory, and
//! everything that is printed is read from that exchange.

mod headline;

use std::io::{BufWriter, Write, stdout};
use std::time::Instant;

use clap::Args;
use engine::{Audience, Driver, Engine, Entry, Event, Sink};
use jiff::tz::Offset;
use report::{History, Page, ReportName};
use scenario::{Player, Scenario};

use crate::ending::{Ending, Trouble, say};
use crate::terminal;

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

/// Plays a shipped trading day and shows what became of it.
///
/// Books, trades, carriages, trial balance, slots, custody, and what is still open.
#[derive(Args)]
pub(crate) struct Demo {}

impl Demo {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        let name = || "the shipped day".to_owned();
        let started = Instant::now();
        let scenario = Scenario::parse(DAY).map_err(|error| Trouble::Scenario { name: name(), error })?;
        let mut driver = Driver::new(Engine::new());
        let mut history = History::new();
        let mut player = Player::new(&scenario);
        while let Some(step) = player.next(driver.engine()) {
            let mut audience = Both(&mut player, &mut history);
            let answer = driver.submit(step.at, step.key, step.command, &mut audience);
            player.answered(&answer);
        }
        let took = started.elapsed();
        let mismatch = player.finish().err();

        let page = Page { clock: clock(driver.engine(), &history), ..terminal::page() };
        let mut out = BufWriter::new(stdout().lock());
        out.write_all(headline::head(driver.engine(), &history, page).as_bytes())?;
        for name in REPORTS {
            writeln!(out, "\n{}", name.read(driver.engine(), &history).draw(page).trim_end())?;
        }
        out.write_all(headline::foot(driver.engine(), &history, took, page).as_bytes())?;
        out.flush()?;
        if let Some(mismatch) = mismatch {
            let shown = mismatch.to_string();
            say(&format!("{} went otherwise than it expects\n\n{}", name(), shown.trim_end()));
            return Ok(Ending::Refused);
        }
        Ok(Ending::Fine)
    }
}

/// The clock of the place where the first service begins.
fn clock(engine: &Engine, history: &History) -> Offset {
    let origin = engine.register().services().next().map(|listed| listed.service.origin());
    let place = origin.and_then(|origin| engine.register().places().find(origin));
    match (place, history.told()) {
        (Some(place), Some(told)) => place.clock.at(told.at),
        (Some(_) | None, _) => Offset::UTC,
    }
}

/// The player and the history, both listening.
struct Both<'a, 's>(&'a mut Player<'s>, &'a mut History);

impl Sink for Both<'_, '_> {
    fn tell(&mut self, event: Event) {
        self.0.tell(event.clone());
        self.1.tell(event);
    }
}

impl Audience for Both<'_, '_> {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.0.begin(entry);
        self.1.begin(entry);
    }
}
