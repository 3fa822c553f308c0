//! A mismatch: what a text expects, beside what was found.
//!
//! ```text
//!   line 14, column 14: below `bid O3 birch 8 CNSGH-NLRTM 2026W14 45G1 @ 1,860.00`
//!
//!     expected                        found
//!     trade T1  O3 O2  5 @ 1,840.00 │ trade T1  O3 O2  5 @ 1,840.00
//!     trade T2  O3 O1  4 @ 1,850.00 ≠ trade T2  O3 O1  3 @ 1,850.00
//! ```

use core::fmt;

/// Every place at which something else was found than expected; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// In the order of the text.
    pub differences: Vec<Difference>,
}

/// The answer to one line of the text, expected and found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The first line that differs, counted from 1; where a line is missing, the one above it.
    pub line: usize,
    /// The first character that differs, counted from 1.
    pub column: usize,
    /// The line that asked.
    pub asked: String,
    /// What the text expects below it, as it stands there.
    pub expected: Vec<String>,
    /// What was found, as it should stand there.
    pub found: Vec<String>,
}

impl Difference {
    /// Compares an answer, whose first line would be `first`, counted from 0; nothing if both are the same.
    pub(crate) fn between(
        first: usize,
        asked: &str,
        expected: &[String],
        found: &[String],
    ) -> Option<Difference> {
        let longest = expected.len().max(found.len());
        let at = (0..longest).find(|&at| expected.get(at) != found.get(at))?;
        let (line, column) = match (expected.get(at), found.get(at)) {
            (Some(expected), Some(found)) => {
                let same = expected.chars().zip(found.chars()).take_while(|(one, other)| one == other);
                (first + at + 1, same.count() + 1)
            }
            (Some(expected), None) => (first + at + 1, 1 + indent(expected)),
            (None, _) => (first + at, 1),
        };
        let (expected, found) = (expected.to_vec(), found.to_vec());
        Some(Difference { line, column, asked: asked.to_owned(), expected, found })
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, difference) in self.differences.iter().enumerate() {
            if place > 0 {
                writeln!(f)?;
            }
            difference.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "line {}, column {}: below `{}`\n", self.line, self.column, self.asked.trim_end())?;
        let head = "  expected".to_owned();
        let widths = self.expected.iter().chain([&head]).map(|line| line.chars().count());
        let width = widths.max().unwrap_or(0);
        writeln!(f, "  {head:width$}    found")?;
        for at in 0..self.expected.len().max(self.found.len()) {
            let (expected, found) = (self.expected.get(at), self.found.get(at));
            let mark = if expected == found { '│' } else { '≠' };
            let (expected, found) = (shown(expected), shown(found));
            writeln!(f, "{}", format!("  {expected:width$} {mark}{found}").trim_end())?;
        }
        Ok(())
    }
}

impl core::error::Error for Mismatch {}

fn shown(line: Option<&String>) -> &str {
    line.map_or("", String::as_str)
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|&c| c == ' ').count()
}

#[cfg(test)]
mod tests;
