//! One line of JSON: when, who, and what is asked.
//!
//! ```json
//! {"at": "2026-03-02T01:00:00Z", "actor": "birch", "key": "birch-17", "command": {"cancel_order": {"order": {"client": "PO-1"}}}}
//! ```

use engine::{Action, Command};
use freight::{CommandKey, ParticipantCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Unreadable;
use crate::reader::{self, Stop};

/// A command with its time and its key, as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// When it is asked; time never runs backwards from line to line.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The member that asks.
    pub actor: ParticipantCode,
    /// Makes it safe to ask again: the same key with the same command gets the first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<CommandKey>,
    /// What is asked.
    pub command: Action,
}

impl Line {
    /// Who asks, and what is asked, without time and key.
    pub fn into_command(self) -> Command {
        Command { actor: self.actor, action: self.command }
    }
}

/// Reads a line strictly, with or without its line break; `number` is told back where it is wrong.
pub fn read_line(text: &str, number: u64) -> Result<Line, Unreadable> {
    read(text, number)
}

/// Reads a command that stands alone in a line; it counts as line 1.
pub fn read_action(text: &str) -> Result<Action, Unreadable> {
    read(text, 1)
}

/// Reads a line whose encoding is not known yet.
pub fn read_bytes(bytes: &[u8], number: u64) -> Result<Line, Unreadable> {
    match core::str::from_utf8(bytes) {
        Ok(text) => read_line(text, number),
        Err(error) => Err(not_utf8(bytes, error.valid_up_to(), number)),
    }
}

/// Tells of the first byte that is not UTF-8.
pub(crate) fn not_utf8(bytes: &[u8], place: usize, number: u64) -> Unreadable {
    let (good, bad) = bytes.split_at(place);
    let column = String::from_utf8_lossy(good).chars().count() + 1;
    let first = bad.first().copied().unwrap_or_default();
    let message = format!("byte {first:#04x} does not belong to UTF-8 here");
    Unreadable::text(number, column, "LINE_NOT_UTF8", message)
}

/// Appends a line, and its line break, to `out`.
pub fn write_line(out: &mut Vec<u8>, line: &Line) {
    crate::answer::append(out, line);
}

fn read<'de, T: Deserialize<'de>>(text: &'de str, number: u64) -> Result<T, Unreadable> {
    let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
    check(text, number, Breaks::Nowhere)?;
    reader::read(text).map_err(|stop| match stop {
        Stop::Json(error) => Unreadable::json(&error, text, number),
        Stop::Fault(fault) => Unreadable::fault(&fault, text, number),
    })
}

/// Whether line breaks may stand between the texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breaks {
    /// A line is one line.
    Nowhere,
    /// A body may be written over several.
    Between,
}

/// Refuses what is wrong with a text before it is read as JSON.
pub(crate) fn check(text: &str, number: u64, breaks: Breaks) -> Result<(), Unreadable> {
    // Nearly every line is plain, and this is quickly seen.
    if text.starts_with('{') && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    if let Some((place, character)) = hidden(text, breaks) {
        let message = format!("{character:?} stands here, which nobody would see");
        return Err(Unreadable::text(number, place + 1, "LINE_CONTROL_CHARACTER", message));
    }
    if text.trim().is_empty() {
        return Err(Unreadable::text(
            number,
            1,
            "LINE_EMPTY",
            "the line has 0 characters that count".to_owned(),
        ));
    }
    Ok(())
}

/// The first character that nobody would see, and how many stand before it; between texts a tab is a space.
fn hidden(text: &str, breaks: Breaks) -> Option<(usize, char)> {
    let (mut quoted, mut escaped) = (false, false);
    for (place, character) in text.chars().enumerate() {
        match character {
            '\t' if !quoted => {}
            '\n' | '\r' if !quoted && breaks == Breaks::Between => {}
            '\u{feff}' => return Some((place, character)),
            _ if character.is_control() => return Some((place, character)),
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = quoted && character == '\\' && !escaped;
    }
    None
}

#[cfg(test)]
mod tests;
