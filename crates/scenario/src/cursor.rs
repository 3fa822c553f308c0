//! A finger on the words of one line.
//!
//! Whatever is read says first what it expects, so that a wrong word is told with everything that could have
//! stood in its place.

use crate::fault::{Fault, Refusal, ScenarioError, literal};
use crate::number::{Grouped, ungrouped};
use crate::words::{Line, Word};

/// The words of a line, and the next of them.
#[derive(Debug)]
pub(crate) struct Cursor<'t> {
    line: Line<'t>,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// Before the first word.
    pub(crate) fn new(line: Line<'t>) -> Cursor<'t> {
        Cursor { line, at: 0 }
    }

    /// The next word, which stays the next.
    pub(crate) fn peek(&self) -> Option<Word<'t>> {
        self.line.words.get(self.at).copied()
    }

    /// Whether `word` comes next.
    pub(crate) fn stands_at(&self, word: &str) -> bool {
        self.peek().is_some_and(|next| !next.quoted && next.text == word)
    }

    /// Whether a word comes next that is written like a code: it begins with a capital letter or a digit.
    pub(crate) fn stands_at_code(&self) -> bool {
        let first = self.peek().filter(|word| !word.quoted).and_then(|word| word.text.chars().next());
        first.is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    }

    /// Whether a number comes next, grouped or not, with a point or without.
    pub(crate) fn stands_at_number(&self) -> bool {
        let mark = |byte: u8| byte.is_ascii_digit() || byte == b',' || byte == b'.';
        self.peek().is_some_and(|word| !word.quoted && word.text.bytes().all(mark))
    }

    /// Whether nothing comes next but the idempotency key, which any command may have.
    pub(crate) fn is_over(&self) -> bool {
        self.peek().is_none() || self.stands_at("key")
    }

    /// The idempotency key at the end of the line, if there is one.
    pub(crate) fn key(&self) -> Option<&'t str> {
        match self.line.words.as_slice() {
            [.., word, key] if word.text == "key" && !word.quoted => Some(key.text),
            _ => None,
        }
    }

    /// Goes past `word` if it comes next.
    pub(crate) fn accept(&mut self, word: &str) -> bool {
        let found = self.stands_at(word);
        self.at += usize::from(found);
        found
    }

    /// Goes past the next word, whatever it is.
    pub(crate) fn word(&mut self, expected: &[String]) -> Result<Word<'t>, ScenarioError> {
        let word = self.peek().ok_or_else(|| self.unexpected(expected.to_vec()))?;
        self.at += 1;
        Ok(word)
    }

    /// Goes past one of `words`.
    pub(crate) fn keyword(&mut self, words: &[&'static str]) -> Result<&'static str, ScenarioError> {
        match words.iter().find(|word| self.stands_at(word)) {
            Some(word) => {
                self.at += 1;
                Ok(word)
            }
            None => Err(self.unexpected(words.iter().map(|word| literal(word)).collect())),
        }
    }

    /// Goes past one of `words`, if the line is not over.
    pub(crate) fn option(&mut self, words: &[&'static str]) -> Result<Option<&'static str>, ScenarioError> {
        if self.is_over() {
            return Ok(None);
        }
        match words.iter().find(|word| self.stands_at(word)) {
            Some(word) => {
                self.at += 1;
                Ok(Some(word))
            }
            None => {
                let words = words.iter().map(|word| literal(word));
                Err(self.unexpected(words.chain([literal("key"), END.to_owned()]).collect()))
            }
        }
    }

    /// Reads the next word as a value; `expected` describes it with an example.
    pub(crate) fn value<T, E: Refusal>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, ScenarioError> {
        let word = self.word(&[expected.to_owned()])?;
        parse(word.text).map_err(|refusal| self.malformed(word, expected, &refusal))
    }

    /// Reads the next word as a number whose thousands may be grouped; `parse` sees it without commas.
    pub(crate) fn number<T, E: Refusal>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, ScenarioError> {
        let word = self.word(&[expected.to_owned()])?;
        match ungrouped(word.text) {
            Grouped::Well(digits) => {
                parse(&digits).map_err(|refusal| self.malformed(word, expected, &refusal))
            }
            Grouped::Badly { grouped } => {
                Err(self.error_at(word, Fault::Grouping { found: word.text.to_owned(), grouped }))
            }
        }
    }

    /// Nothing may stand behind what was read.
    pub(crate) fn end(&self) -> Result<(), ScenarioError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected(vec![END.to_owned()])),
        }
    }

    /// The error that something else was expected here.
    pub(crate) fn unexpected(&self, expected: Vec<String>) -> ScenarioError {
        match self.peek() {
            Some(word) => self.error_at(word, Fault::Unexpected { found: word.text.to_owned(), expected }),
            None => self.line.error(self.line.end(), 1, Fault::LineEnds { expected }),
        }
    }

    /// The error that a word is no value of the kind that was expected.
    pub(crate) fn malformed(
        &self,
        word: Word<'t>,
        expected: &'static str,
        refusal: &dyn Refusal,
    ) -> ScenarioError {
        self.error_at(word, Fault::malformed(word.text, expected, refusal))
    }

    /// The error that something is wrong with what the line begins.
    pub(crate) fn error(&self, fault: Fault) -> ScenarioError {
        match self.line.words.first() {
            Some(&word) => self.error_at(word, fault),
            None => self.line.error(1, 1, fault),
        }
    }

    /// The error that something is wrong with a word.
    pub(crate) fn error_at(&self, word: Word<'t>, fault: Fault) -> ScenarioError {
        self.line.error(word.column, word.length, fault)
    }
}

/// How the end of a line is told.
const END: &str = "the end of the line";
