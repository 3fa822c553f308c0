//! `laycan run FILE`: commands in, events out, no database.
//!
//! ```text
//!   FILE ──▶ JSON lines ──┐                       ┌──▶ events, what was due, refusals: lines of JSON
//!        └─▶ scenario ────┴──▶ Stage, with a      ├──▶ reports: tables, or lines of JSON
//!                              driver in memory ──┴──▶ with --check: what the last command would do
//! ```
//!
//! A refused command is a line of output with the number of its line of input, and the run goes on; so does it
//! after a line that cannot be read, but then it ends with code 1. `--strict` stops at the first of either.
//! Blank lines between JSON lines count, and ask nothing.
//!
//! Refusals are lines of JSON like events, but where only tables follow for people they are sentences.

mod input;
mod progress;
mod stage;
mod lines;
mod script;

use std::io::{BufWriter, Write, stdout};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use report::ReportName;

use crate::ending::{Ending, Trouble};
use crate::terminal;
use input::{Form, Input};
use stage::Stage;

/// Feeds commands to an exchange in memory and tells what came of them.
///
/// FILE holds commands: a line of JSON each, or a scenario text if its first line does not begin with {. Of a
/// scenario the expected answers are compared as well, if it expects any.
#[derive(Args)]
pub(crate) struct Run {
    /// Where the commands are; - reads standard input.
    file: String,
    /// Do not tell events; refusals are told all the same.
    #[arg(long, short)]
    quiet: bool,
    /// Show a report at the end; may be given several times.
    #[arg(long = "report", value_name = "NAME", value_parser = report_name())]
    reports: Vec<ReportName>,
    /// Write reports as lines of JSON instead of tables.
    #[arg(long)]
    json: bool,
    /// Read no further command once record N is reached.
    #[arg(long, value_name = "N")]
    until: Option<u64>,
    /// Only ask the last command: what would be held, charged and filled, and what is missing.
    #[arg(long)]
    check: bool,
    /// Stop at the first command that is refused, or line that cannot be read.
    #[arg(long)]
    strict: bool,
}

impl Run {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        let mut input = Input::open(&self.file)?;
        let mut stage = Stage::new(BufWriter::with_capacity(1 << 16, stdout().lock()), &self);
        let mut ending = match input.form()? {
            Form::Lines => lines::play(&mut input, &mut stage, &self)?,
            Form::Scenario => script::play(&mut input, &mut stage, &self)?,
        };
        if let Some(check) = stage.check() {
            if !check.accepted() {
                ending = Ending::Refused;
            }
            self.show(&check, &mut stage)?;
        }
        for name in &self.reports {
            let report = name.read(stage.engine(), stage.history());
            self.show(&*report, &mut stage)?;
        }
        stage.out().flush()?;
        Ok(ending)
    }

    /// Whether refusals are told in sentences, since nothing but tables follows.
    fn speaks(&self) -> bool {
        self.quiet && !self.json && (self.check || !self.reports.is_empty())
    }

    /// Whether somebody reads what a history remembers.
    fn wants_history(&self) -> bool {
        self.reports.iter().any(|name| name.needs_history())
    }

    fn show<W: Write>(&self, report: &dyn report::Report, stage: &mut Stage<W>) -> Result<(), Trouble> {
        if self.json {
            report.write_lines(stage.out())?;
        } else {
            stage.tell_drawn(&report.draw(terminal::page()))?;
        }
        Ok(())
    }
}

/// Reads the name of a report, and lists them in the help.
fn report_name() -> impl TypedValueParser<Value = ReportName> {
    let names = ReportName::ALL.map(|name| PossibleValue::new(name.as_str()).help(name.about()));
    PossibleValuesParser::new(names).try_map(|name| name.parse::<ReportName>())
}
