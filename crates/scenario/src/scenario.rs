//! A scenario: a text, read into what it asks, line by line, and what it expects below.
//!
//! ```text
//!   bid O3 birch 8 CNSGH-NLRTM 2026W14 45G1 @ 1,860.00     a line that asks, at the left edge
//!     trade T1  O3 O2  5 @ 1,840.00                        what must follow, indented, directly below
//!     trade T2  O3 O1  3 @ 1,850.00
//!                                                          a blank line or a comment ends it
//! ```
//!
//! # What is not here
//!
//! Playing: a scenario is only a text that was understood.

use core::ops::Range;
use std::collections::BTreeMap;

use engine::{Advance, Command};
use freight::{CommandKey, InstrumentCode};
use jiff::Timestamp;
use jiff::tz::Offset;
use money::Currency;

use crate::cursor::Cursor;
use crate::drawing::Drawing;
use crate::fault::{Fault, ScenarioError, Spot, literal};
use crate::known::{Known, Shown, the_exchange};
use crate::reading::{Asked, Block, Reading};
use crate::vocabulary::WORDS;
use crate::words::Line;

/// A text that was understood.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(crate) lines: Vec<String>,
    pub(crate) items: Vec<Item>,
    pub(crate) currencies: BTreeMap<InstrumentCode, Currency>,
}

/// A line that asks, and where its answer is expected.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Which line, counted from 0.
    pub(crate) line: usize,
    /// The lines of the expected answer, counted from 0.
    pub(crate) answer: Range<usize>,
    /// Which families of lines are shown.
    pub(crate) shown: Shown,
    /// By which clock times are shown.
    pub(crate) clock: Offset,
    /// What it asks.
    pub(crate) what: What,
}

/// What a line asks.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// The exchange is asked something.
    Ask {
        /// When.
        at: Timestamp,
        /// What makes it safe to repeat.
        key: Option<CommandKey>,
        /// Who asks what.
        command: Box<Command>,
        /// Whether the scenario made up the name of a milestone.
        made_up: bool,
    },
    /// Something is drawn.
    Draw(Drawing),
}

impl Scenario {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// The first thing that cannot be understood, with its line and column, and what was expected there.
    pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
        let lines: Vec<&str> = text.lines().collect();
        let mut known = Known::new();
        let mut items = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            if is_aside(lines[at]) {
                at += 1;
                continue;
            }
            if lines[at].starts_with(' ') {
                return Err(indented(at, lines[at]));
            }
            let below = lines[at + 1..].iter().take_while(|line| line.starts_with(' ') && !is_aside(line));
            let below: Vec<&str> = below.copied().collect();
            let next = at + 1 + below.len();
            let mut block = Block::new(below, at + 2);
            let words = Cursor::new(Line::read(at + 1, lines[at])?);
            let what = read(Reading { words, block: &mut block, known: &mut known })?;
            let answer = at + 1 + block.taken()..next;
            match what {
                Some(what) => {
                    items.push(Item { line: at, answer, shown: known.shown, clock: known.clock, what });
                }
                None if answer.is_empty() => {}
                None => return Err(indented(answer.start, lines[answer.start])),
            }
            at = next;
        }
        let lines = lines.into_iter().map(str::to_owned).collect();
        Ok(Scenario { lines, items, currencies: known.currencies })
    }

    /// The commands that the text gives, in order.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        self.items.iter().filter_map(|item| match &item.what {
            What::Ask { command, .. } => Some(&**command),
            What::Draw(_) => None,
        })
    }

    /// Whether the text expects any answer: if not, it is rather a script to be played than a test.
    pub fn expects(&self) -> bool {
        self.items.iter().any(|item| !item.answer.is_empty())
    }

    /// Every word that a line can begin with, in the order of the guide.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(word, _)| *word)
    }
}

/// Reads one line and its block; nothing if it only tells the reader how to go on.
fn read(mut line: Reading<'_, '_>) -> Result<Option<What>, ScenarioError> {
    let Some((word, reader)) = WORDS.iter().find(|(word, _)| line.words.stands_at(word)) else {
        return Err(line.words.unexpected(WORDS.iter().map(|(word, _)| literal(word)).collect()));
    };
    line.words.accept(word);
    let asked = reader(&mut line, word)?;
    let what = match asked {
        Asked::Command { command, made_up } => {
            let Some(at) = line.known.now else {
                return Err(line.words.error(Fault::NoTime((*word).to_owned())));
            };
            Some(What::Ask { at, key: key(&mut line.words)?, command, made_up })
        }
        Asked::Time(at) => {
            let command = Box::new(Command { actor: the_exchange(), action: Advance {}.into() });
            Some(What::Ask { at, key: key(&mut line.words)?, command, made_up: false })
        }
        Asked::Draw(drawing) => Some(What::Draw(drawing)),
        Asked::Aside => None,
    };
    line.words.end()?;
    Ok(what)
}

/// `key birch-000017`, at the end of any command.
fn key(words: &mut Cursor<'_>) -> Result<Option<CommandKey>, ScenarioError> {
    if !words.accept("key") {
        return Ok(None);
    }
    words.value("an idempotency key, as in birch-000017", CommandKey::parse).map(Some)
}

/// Whether a line is blank or a comment.
fn is_aside(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    line.is_empty() || line.starts_with('#')
}

fn indented(at: usize, text: &str) -> ScenarioError {
    let column = 1 + text.chars().take_while(|&c| c == ' ').count();
    let length = text.trim().chars().count();
    ScenarioError::new(Spot { line: at + 1, column, length }, text, Fault::Indented)
}

#[cfg(test)]
mod tests;
