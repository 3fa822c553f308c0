//! A body: a command that may be written over several lines, with or without its name.
//!
//! ```text
//!   {"cancel_order": {"order": {"id": "O16777216"}}}            whole
//!   {"quantity": 4}   amend_order, order = {"id": …} given      its fields alone; the rest is known already
//! ```
//!
//! What was given stands before the fields of the body, so that a field which is given and written is refused
//! as one that stands twice. Line and column, path and pointer are those of the body.

use engine::Action;
use serde::de::IgnoredAny;

use crate::Unreadable;
use crate::fault::{Fault, Kind};
use crate::line::{Breaks, check, not_utf8};
use crate::reader::walk;

/// A field that is known without the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<'a> {
    /// Its name.
    pub field: &'a str,
    /// Its value, as JSON.
    pub value: &'a str,
}

/// Reads a command with its name.
///
/// # Errors
///
/// [`Unreadable`], with line and column in the body.
pub fn read_body(bytes: &[u8]) -> Result<Action, Unreadable> {
    let text = json(bytes)?;
    walk(text).map_err(|fault| placed(Unreadable::fault(&fault, text, 1), text))
}

/// Reads the fields of the command `name`, of which some are given; an empty body has none.
///
/// # Errors
///
/// [`Unreadable`], with line and column in the body; line and column 0 for what is wrong with a given field.
pub fn read_fields(name: &str, given: &[Given<'_>], bytes: &[u8]) -> Result<Action, Unreadable> {
    let text = if bytes.trim_ascii().is_empty() { "{}" } else { json(bytes)? };
    let trimmed = text.trim_ascii_start();
    // What stands before the fields of the body; an object loses its brace to it.
    let mut whole = format!("{{{name:?}:");
    let fields = trimmed.strip_prefix('{');
    if let Some(fields) = fields {
        whole.push('{');
        for (place, Given { field, value }) in given.iter().enumerate() {
            whole.push_str(if place == 0 { "" } else { "," });
            whole.push_str(&format!("{field:?}:{value}"));
        }
        let more = !fields.trim_ascii_start().starts_with('}');
        whole.push_str(if more && !given.is_empty() { "," } else { "" });
    }
    let rest = fields.unwrap_or(trimmed);
    let (before, skipped) = (whole.len(), text.len() - rest.len());
    whole.push_str(rest);
    whole.push('}');
    walk(&whole).map_err(|mut fault| {
        let offset = fault.found.as_ref().map_or(0, |found| found.offset);
        let is_given = offset > 0 && offset < before.saturating_sub(1) && fault.path.len() > 1;
        if let Some(found) = &mut fault.found {
            found.offset = (offset + skipped).saturating_sub(before);
        }
        let again = given_again(&fault, given);
        let told = Unreadable::inside(fault, text);
        let told = Unreadable { message: again.unwrap_or(told.message), ..told };
        if is_given { in_body(Unreadable { line: 0, column: 0, ..told }) } else { placed(told, text) }
    })
}

/// What is said of a field of the body that was given before, and so stands in the body but once.
fn given_again(fault: &Fault, given: &[Given<'_>]) -> Option<String> {
    let Kind::DuplicateField(name) = &fault.kind else { return None };
    // The command and the field: deeper down nothing is given.
    let is_given = fault.path.len() == 2 && given.iter().any(|given| given.field == name);
    is_given.then(|| format!("field {name:?} is given already, and stands here again"))
}

/// The text of a body, which is JSON.
fn json(bytes: &[u8]) -> Result<&str, Unreadable> {
    let text = core::str::from_utf8(bytes).map_err(|error| {
        let place = error.valid_up_to();
        placed(not_utf8(bytes, place, 1), &String::from_utf8_lossy(&bytes[..place]))
    })?;
    check(text, 1, Breaks::Between).map_err(|told| placed(told, text))?;
    serde_json::from_str::<IgnoredAny>(text)
        .map_err(|error| placed(Unreadable::json(&error, text, 1), text))?;
    Ok(text)
}

/// Counts lines, where so far only characters were counted.
fn placed(told: Unreadable, text: &str) -> Unreadable {
    let before = text.chars().take(told.column.saturating_sub(1));
    let (line, column) = before.fold((1, 1), |(line, column), character| match character {
        '\n' => (line + 1, 1),
        _ => (line, column + 1),
    });
    in_body(Unreadable { line, column, ..told })
}

/// Calls the body by its name.
fn in_body(told: Unreadable) -> Unreadable {
    let message = match told.message.strip_prefix("the line ") {
        Some(rest) => format!("the body {rest}"),
        None => told.message,
    };
    Unreadable { message, ..told }
}

#[cfg(test)]
mod tests;
