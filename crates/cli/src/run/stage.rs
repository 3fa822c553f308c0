//! The stage: a driver in memory, who listens to it, and what is told of it.
//!
//! ```text
//!   a command ──▶ Driver ──▶ Ears ──┬──▶ lines of JSON
//!                                   └──▶ History, for the reports
//! ```
//!
//! Where nobody listens, events are not even made.

use std::io::{self, Write};

use engine::{Answer, Audience, Command, Driver, Due, Engine, Entry, Event, Refused, Sequence, Sink};
use freight::CommandKey;
use jiff::Timestamp;
use report::{Check, History};

use super::Run;

/// A command on its way to the stage.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The number of its line.
    pub(super) line: u64,
    /// When.
    pub(super) at: Timestamp,
    /// What makes it safe to repeat.
    pub(super) key: Option<CommandKey>,
    /// Who asks what.
    pub(super) command: &'a Command,
}

/// A driver in memory, and what is told of it.
pub(super) struct Stage<W> {
    driver: Driver,
    ears: Ears,
    out: W,
    /// The lines of one command.
    lines: Vec<u8>,
    /// Whether refusals are told in sentences.
    speaks: bool,
    /// The last record to be made.
    until: Option<Sequence>,
    /// Whether something was told to people.
    spoke: bool,
    check: Option<Check>,
}

/// Who listens.
struct Ears {
    /// Whether events are told.
    tells: bool,
    /// Whether a report wants to know later.
    remembers: bool,
    history: History,
    /// The record that is being told.
    record: (Sequence, Timestamp),
    /// What was said of one command: it is written once the driver is free to name things.
    said: Vec<Said>,
}

#[expect(clippy::large_enum_variant, reason = "nearly all that is said are events")]
enum Said {
    Due(Sequence, Timestamp, Due),
    Event(Sequence, Timestamp, Event),
}

/// Two audiences, of which both are told.
struct Both<'a, A>(&'a mut A, &'a mut Ears);

impl<W: Write> Stage<W> {
    /// An exchange on its first day.
    pub(super) fn new(out: W, run: &Run) -> Stage<W> {
        let ears = Ears {
            tells: !run.quiet,
            remembers: run.wants_history(),
            history: History::new(),
            record: (Sequence::NONE, Timestamp::MIN),
            said: Vec::new(),
        };
        Stage {
            driver: Driver::new(Engine::new()),
            ears,
            out,
            lines: Vec::new(),
            speaks: run.speaks(),
            until: run.until.map(Sequence::new),
            spoke: false,
            check: None,
        }
    }

    /// The state.
    pub(super) fn engine(&self) -> &Engine {
        self.driver.engine()
    }

    /// The place of the last record.
    pub(super) fn sequence(&self) -> Sequence {
        self.driver.sequence()
    }

    /// What was remembered for reports.
    pub(super) fn history(&self) -> &History {
        &self.ears.history
    }

    /// Where everything is written.
    pub(super) fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// What the last command would do, if it was only asked.
    pub(super) fn check(&mut self) -> Option<Check> {
        self.check.take()
    }

    /// Submits a command and tells what came of it; no answer if the last record to be made was made before.
    pub(super) fn submit(&mut self, asked: Asked<'_>) -> io::Result<Option<Result<Answer, Refused>>> {
        let answer = if self.ears.tells || self.ears.remembers {
            feed(&mut self.driver, asked, self.until, &mut self.ears)
        } else {
            feed(&mut self.driver, asked, self.until, &mut ())
        };
        self.tell(asked.line, answer.as_ref())?;
        Ok(answer)
    }

    /// Submits a command while somebody else listens too.
    pub(super) fn submit_before<A: Audience>(
        &mut self,
        asked: Asked<'_>,
        audience: &mut A,
    ) -> io::Result<Option<Result<Answer, Refused>>> {
        let answer = feed(&mut self.driver, asked, self.until, &mut Both(audience, &mut self.ears));
        self.tell(asked.line, answer.as_ref())?;
        Ok(answer)
    }

    /// Asks a command of a copy of the exchange, so that nothing is recorded.
    pub(super) fn ask(&mut self, asked: Asked<'_>) {
        self.check = Some(Check::ask(&self.driver, asked.at, asked.key, asked.command));
    }

    /// Tells that a line could not be read.
    pub(super) fn tell_unreadable(&mut self, wrong: &wire::Unreadable) -> io::Result<()> {
        if self.speaks {
            return self.speak(&format!("{wrong} ({})", wrong.code));
        }
        wire::write_unreadable(&mut self.lines, wrong);
        self.write_lines()
    }

    /// Tells what was drawn for people, below an empty line if something for people stands above it.
    pub(super) fn tell_drawn(&mut self, drawn: &str) -> io::Result<()> {
        if core::mem::replace(&mut self.spoke, true) {
            self.out.write_all(b"\n")?;
        }
        self.out.write_all(drawn.as_bytes())
    }

    fn tell(&mut self, line: u64, answer: Option<&Result<Answer, Refused>>) -> io::Result<()> {
        let register = self.driver.engine().register();
        for said in self.ears.said.drain(..) {
            match said {
                Said::Due(sequence, at, due) => wire::write_due(&mut self.lines, sequence, at, due, register),
                Said::Event(sequence, at, event) => wire::write_event(&mut self.lines, sequence, at, &event),
            }
        }
        match answer {
            None | Some(Ok(Answer { result: Ok(_), repeated: false, .. })) => {}
            Some(Ok(Answer { result: Err(rejection), .. })) if self.speaks => {
                self.speak(&format!("line {line} was refused, {}: {rejection}", rejection.code()))?;
            }
            Some(Err(refused)) if self.speaks => {
                self.speak(&format!("line {line} was refused, {}: {refused}", refused.code()))?;
            }
            Some(Ok(answer)) => wire::write_answer(&mut self.lines, line, answer, register),
            Some(Err(refused)) => wire::write_refused(&mut self.lines, line, refused),
        }
        self.write_lines()
    }

    fn speak(&mut self, words: &str) -> io::Result<()> {
        self.spoke = true;
        writeln!(self.out, "{words}")
    }

    fn write_lines(&mut self) -> io::Result<()> {
        if !self.lines.is_empty() {
            self.out.write_all(&self.lines)?;
            self.lines.clear();
        }
        Ok(())
    }
}

/// Feeds a command, and what is due before it and at once after it; not a record more than `until` is made.
///
/// No answer if the command's turn did not come.
fn feed<A: Audience>(
    driver: &mut Driver,
    asked: Asked<'_>,
    until: Option<Sequence>,
    audience: &mut A,
) -> Option<Result<Answer, Refused>> {
    let Asked { at, key, command, .. } = asked;
    let Some(until) = until else { return Some(driver.submit(at, key, command, audience)) };
    match driver.door(at, key, command) {
        Ok(None) => {}
        Ok(Some(answer)) => return Some(Ok(answer)),
        Err(refused) => return Some(Err(refused)),
    }
    while driver.sequence() < until && driver.step(at, audience).is_some() {}
    let answer = (driver.sequence() < until).then(|| driver.enter(at, key, command, audience));
    while driver.sequence() < until && driver.step(at, audience).is_some() {}
    answer
}

impl Sink for Ears {
    fn tell(&mut self, event: Event) {
        if self.remembers {
            self.history.tell(event.clone());
        }
        if self.tells {
            let (sequence, at) = self.record;
            self.said.push(Said::Event(sequence, at, event));
        }
    }
}

impl Audience for Ears {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.history.begin(entry);
        self.record = (entry.sequence, entry.at);
        if let Some(due) = entry.due().filter(|_| self.tells) {
            self.said.push(Said::Due(entry.sequence, entry.at, due));
        }
    }
}

impl<A: Audience> Sink for Both<'_, A> {
    fn tell(&mut self, event: Event) {
        self.0.tell(event.clone());
        self.1.tell(event);
    }
}

impl<A: Audience> Audience for Both<'_, A> {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.0.begin(entry);
        self.1.begin(entry);
    }
}
