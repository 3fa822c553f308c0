//! The player: hands out one command at a time, hears what came of it, and compares.
//!
//! ```text
//!   loop:  next(engine) ──▶ Step ──▶ submit it with the player as its audience ──▶ answered(…)
//!          nothing left ──▶ finish()  the mismatch, if there is one
//!                           rewritten()  the text with what was found
//! ```
//!
//! What the driver does by itself, before or after a command, stands below that command with its time.
//!
//! # What is not here
//!
//! A driver. Whoever has one submits the steps, and may let others listen too.

use engine::{Action, Answer, Audience, Command, Engine, Entry, Event, Refused, Sink};
use freight::CommandKey;
use jiff::Timestamp;

use crate::mismatch::{Difference, Mismatch};
use crate::moment;
use crate::scenario::{Item, Scenario, What};
use crate::telling::{self, Telling, Told};

/// Plays one scenario.
#[derive(Clone, Debug)]
pub struct Player<'s> {
    scenario: &'s Scenario,
    next: usize,
    /// What was told of the step that was handed out last, with the time where the driver acted by itself.
    heard: Vec<(Option<String>, Told)>,
    /// The time of the record that is being told, if the driver acted by itself.
    due: Option<String>,
    /// The lines below each item that was played.
    found: Vec<Vec<String>>,
}

/// One command to be submitted.
#[derive(Clone, Copy, Debug)]
pub struct Step<'s> {
    /// The line that gives it, counted from 1.
    pub line: usize,
    /// When.
    pub at: Timestamp,
    /// What makes it safe to repeat.
    pub key: Option<CommandKey>,
    /// Who asks what.
    pub command: &'s Command,
}

impl<'s> Player<'s> {
    /// A player before the first line.
    pub fn new(scenario: &'s Scenario) -> Player<'s> {
        Player { scenario, next: 0, heard: Vec::new(), due: None, found: Vec::new() }
    }

    /// The next command. `engine` is lent for what is to be drawn before it.
    pub fn next(&mut self, engine: &Engine) -> Option<Step<'s>> {
        self.close();
        loop {
            let Item { line, what, .. } = self.scenario.items.get(self.next)?;
            self.next += 1;
            match what {
                What::Draw(drawing) => self.found.push(drawing.draw(engine)),
                What::Ask { at, key, command, .. } => {
                    return Some(Step { line: line + 1, at: *at, key: *key, command });
                }
            }
        }
    }

    /// Hears how the step was answered: a refusal at the door, and an answer that was given before, are told by
    /// no entry.
    pub fn answered(&mut self, answer: &Result<Answer, Refused>) {
        match answer {
            Err(refused) => self.heard.push((None, telling::refusal(refused.code(), &refused.to_string()))),
            Ok(Answer { repeated: true, .. }) => self.heard.push((None, Told::Line("repeated".to_owned()))),
            Ok(_) => {}
        }
    }

    /// Compares what was found with what the text expects, as far as it was played.
    ///
    /// # Errors
    ///
    /// Every answer that differs.
    pub fn finish(&mut self) -> Result<(), Mismatch> {
        self.close();
        let played = self.scenario.items.iter().zip(&self.found);
        let differences: Vec<Difference> = played
            .filter_map(|(item, found)| {
                let expected =
                    self.scenario.lines[item.answer.clone()].iter().map(|line| line.trim_end().to_owned());
                let asked = &self.scenario.lines[item.line];
                Difference::between(item.answer.start, asked, &expected.collect::<Vec<_>>(), found)
            })
            .collect();
        if differences.is_empty() { Ok(()) } else { Err(Mismatch { differences }) }
    }

    /// The text with the answers that were found in place of those that it expects, as far as it was played.
    pub fn rewritten(&self) -> String {
        let lines = &self.scenario.lines;
        let mut text = String::new();
        let mut written = 0;
        let mut write = |lines: &[String]| {
            for line in lines {
                text.push_str(line);
                text.push('\n');
            }
        };
        for (item, found) in self.scenario.items.iter().zip(&self.found) {
            write(&lines[written..item.answer.start]);
            write(found);
            written = item.answer.end;
        }
        write(&lines[written..]);
        text
    }

    /// Writes down what was heard of the step that was handed out last.
    fn close(&mut self) {
        if self.found.len() == self.next {
            return;
        }
        let heard = core::mem::take(&mut self.heard);
        let mut found = Vec::new();
        for group in heard.chunk_by(|(one, _), (other, _)| one == other) {
            let told: Vec<Told> = group.iter().map(|(_, told)| told.clone()).collect();
            let lead = group.first().and_then(|(due, _)| due.as_deref()).unwrap_or_default();
            found.extend(telling::lines(&told).into_iter().map(|line| format!("  {lead}{line}")));
        }
        self.found.push(found);
        self.due = None;
    }

    /// The item whose step was handed out last.
    fn item(&self) -> Option<&'s Item> {
        self.scenario.items.get(self.next.checked_sub(1)?)
    }

    /// How the events of the record that is being told are to be told.
    fn telling(&self, item: &Item) -> Telling<'s> {
        let (made_up, cancelling) = match &item.what {
            What::Ask { made_up, command, .. } => {
                (*made_up, matches!(command.action, Action::CancelCarriage(_)) && self.due.is_none())
            }
            What::Draw(_) => (false, false),
        };
        Telling { clock: item.clock, currencies: &self.scenario.currencies, made_up, cancelling }
    }
}

impl Sink for Player<'_> {
    fn tell(&mut self, event: Event) {
        let Some(item) = self.item() else {
            return;
        };
        if !item.shown.has(event.family()) {
            return;
        }
        if let Some(told) = self.telling(item).tell(&event) {
            self.heard.push((self.due.clone(), told));
        }
    }
}

impl Audience for Player<'_> {
    fn begin(&mut self, entry: &Entry<'_>) {
        let Some(item) = self.item() else {
            return;
        };
        self.due = entry.due().map(|_| format!("at {}  ", moment::shown(item.clock, entry.at)));
        if let Err(rejection) = entry.result {
            let told = telling::refusal(rejection.code(), &rejection.to_string());
            self.heard.push((self.due.clone(), told));
        }
    }
}

#[cfg(test)]
mod tests;
