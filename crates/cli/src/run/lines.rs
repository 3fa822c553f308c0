//! Commands as lines of JSON.

use std::io::Write;

use engine::Sequence;
use wire::Line;

use super::Run;
use super::input::Input;
use super::progress::Progress;
use super::stage::{Asked, Stage};
use crate::ending::{Ending, Trouble, say};

/// Feeds every line, one after another.
pub(super) fn play<W: Write>(input: &mut Input, stage: &mut Stage<W>, run: &Run) -> Result<Ending, Trouble> {
    let mut unread = Unread::default();
    let progress = Progress::begin(run.quiet);
    let mut last: Option<(u64, Line)> = None;
    while run.until.is_none_or(|until| stage.sequence() < Sequence::new(until)) {
        if input.may_wait() {
            stage.out().flush()?;
        }
        let Some((number, bytes)) = input.next()? else { break };
        progress.line(number);
        let line = match wire::read_bytes(bytes, number) {
            Ok(line) => line,
            Err(wrong) => {
                // Only the last line is asked, so the one before this is played.
                if let Some((number, line)) = last.take()
                    && !submit(number, line, stage, run)?
                {
                    return Ok(Ending::Refused);
                }
                stage.tell_unreadable(&wrong)?;
                unread.count(number);
                if run.strict {
                    say(&format!("stopped, since {wrong}\n  {}", wrong.hint));
                    return Ok(Ending::Refused);
                }
                continue;
            }
        };
        let line = if run.check { last.replace((number, line)) } else { Some((number, line)) };
        if let Some((number, line)) = line
            && !submit(number, line, stage, run)?
        {
            return Ok(Ending::Refused);
        }
    }
    match last {
        Some((number, line)) => {
            let (at, key) = (line.at, line.key);
            stage.ask(Asked { line: number, at, key, command: &line.into_command() });
        }
        None if run.check => {
            let stopped = run.until.is_some_and(|until| stage.sequence() >= Sequence::new(until));
            let why = match unread.ending(input.name()) {
                _ if stopped => "--until stops the run before",
                Ending::Fine => "there is no command",
                // A line that could be read would wait to be asked.
                Ending::Refused => "the last line cannot be read",
            };
            say(&format!("nothing in {} was checked: {why}", input.name()));
            return Ok(Ending::Refused);
        }
        None => {}
    }
    Ok(unread.ending(input.name()))
}

/// Submits one line; the answer says whether the run goes on.
fn submit<W: Write>(number: u64, line: Line, stage: &mut Stage<W>, run: &Run) -> Result<bool, Trouble> {
    let (at, key) = (line.at, line.key);
    let answer = stage.submit(Asked { line: number, at, key, command: &line.into_command() })?;
    let refused = match &answer {
        None => None,
        Some(Ok(answer)) => {
            answer.result.as_ref().err().map(|rejection| (rejection.code(), rejection.to_string()))
        }
        Some(Err(refused)) => Some((refused.code(), refused.to_string())),
    };
    match refused {
        Some((code, message)) if run.strict => {
            say(&format!("stopped, since line {number} was refused, {code}: {message}"));
            Ok(false)
        }
        Some(_) | None => Ok(true),
    }
}

/// Lines that could not be read.
#[derive(Default)]
struct Unread {
    count: u64,
    first: u64,
}

impl Unread {
    fn count(&mut self, number: u64) {
        if self.count == 0 {
            self.first = number;
        }
        self.count += 1;
    }

    fn ending(&self, name: &str) -> Ending {
        match self.count {
            0 => return Ending::Fine,
            1 => say(&format!("1 line of {name} could not be read: line {}", self.first)),
            count => say(&format!(
                "{count} lines of {name} could not be read, the first of them line {}",
                self.first
            )),
        }
        Ending::Refused
    }
}
