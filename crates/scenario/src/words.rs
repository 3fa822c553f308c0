//! Words: a line, cut at its spaces.
//!
//! ```text
//!   bid  O3  birch  8  CNSGH-NLRTM 2026W14 45G1  @ 1,860.00   # a comment
//!   1    6   10     17 20          32      40    46 48          columns
//! ```
//!
//! What stands between quotation marks is one word. `@` before a word and `%` behind a number are words of
//! their own, with or without a space. `#` at the beginning of a word makes the rest of the line a comment.

use crate::fault::{Fault, ScenarioError, Spot};

/// One line of the text and its words.
#[derive(Clone, Debug)]
pub(crate) struct Line<'t> {
    /// Counted from 1.
    pub(crate) number: usize,
    /// The whole line.
    pub(crate) text: &'t str,
    /// Its words, without the comment.
    pub(crate) words: Vec<Word<'t>>,
}

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// Its characters, without quotation marks.
    pub(crate) text: &'t str,
    /// Where it begins, in characters, counted from 1.
    pub(crate) column: usize,
    /// How many characters it takes in the line.
    pub(crate) length: usize,
    /// Whether it stood between quotation marks.
    pub(crate) quoted: bool,
}

impl<'t> Line<'t> {
    /// Cuts a line into words.
    pub(crate) fn read(number: usize, text: &'t str) -> Result<Line<'t>, ScenarioError> {
        let mut line = Line { number, text, words: Vec::new() };
        let mut rest = Rest { text, column: 1 };
        loop {
            rest.skip_spaces();
            match rest.text.chars().next() {
                None | Some('#') => break,
                Some(c) if c.is_control() => {
                    return Err(line.error(rest.column, 1, Fault::ControlCharacter(c)));
                }
                Some('"') => {
                    let column = rest.column;
                    rest.take(1);
                    let Some(end) = rest.text.find('"') else {
                        return Err(line.error(column, 1, Fault::QuoteOpen));
                    };
                    let text = rest.take(end);
                    rest.take(1);
                    line.push(text, column, true);
                }
                Some(_) => line.plain(&mut rest)?,
            }
        }
        Ok(line)
    }

    /// The error that something is wrong in this line.
    pub(crate) fn error(&self, column: usize, length: usize, fault: Fault) -> ScenarioError {
        ScenarioError::new(Spot { line: self.number, column, length }, self.text, fault)
    }

    /// The column behind the last word.
    pub(crate) fn end(&self) -> usize {
        self.words.last().map_or(1, |word| word.column + word.length)
    }

    /// Reads what stands before the next space as one word, or two.
    fn plain(&mut self, rest: &mut Rest<'t>) -> Result<(), ScenarioError> {
        let column = rest.column;
        let end = rest.text.find([' ', '"']).unwrap_or(rest.text.len());
        let text = rest.take(end);
        if let Some((before, control)) = text.char_indices().find(|(_, c)| c.is_control()) {
            let column = column + text[..before].chars().count();
            return Err(self.error(column, 1, Fault::ControlCharacter(control)));
        }
        if let Some(price) = text.strip_prefix('@').filter(|price| !price.is_empty()) {
            self.push("@", column, false);
            self.push(price, column + 1, false);
        } else if let Some(number) = text.strip_suffix('%').filter(|number| !number.is_empty()) {
            self.push(number, column, false);
            self.push("%", column + number.chars().count(), false);
        } else {
            self.push(text, column, false);
        }
        Ok(())
    }

    fn push(&mut self, text: &'t str, column: usize, quoted: bool) {
        let length = text.chars().count() + if quoted { 2 } else { 0 };
        self.words.push(Word { text, column, length, quoted });
    }
}

/// What is still to be cut.
struct Rest<'t> {
    text: &'t str,
    column: usize,
}

impl<'t> Rest<'t> {
    fn skip_spaces(&mut self) {
        let after = self.text.trim_start_matches(' ');
        self.take(self.text.len() - after.len());
    }

    /// Takes so many bytes, which end between two characters.
    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.text.split_at(bytes);
        self.column += taken.chars().count();
        self.text = rest;
        taken
    }
}

#[cfg(test)]
mod tests;
