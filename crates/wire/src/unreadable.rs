//! Why a line cannot be read: told by its number, the column, and the field's path.

use core::fmt;

use crate::closest::closest;
use crate::codes::explained;
use crate::fault::{Fault, Kind, Step, shorten};
use crate::reader::GREATEST;

/// Why a line cannot be read, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The number of the line, as the caller counts.
    pub line: u64,
    /// The character at which the wrong thing begins, counted from 1.
    pub column: usize,
    /// The way to it, as in `command.nominate.units[0].box`; empty where the line as a whole is wrong.
    pub path: String,
    /// The same way as a JSON pointer (RFC 6901), as in `/command/nominate/units/0/box`.
    pub pointer: Box<str>,
    /// The stable code; [`CODES`](crate::CODES) explains each.
    pub code: &'static str,
    /// What is wrong, naming the thing and both figures.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, ", {}", self.path)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl core::error::Error for Unreadable {}

/// A code with its message, and a hint if there is a better one than the code's own.
struct Verdict {
    code: &'static str,
    message: String,
    hint: Option<String>,
}

fn verdict(code: &'static str, message: String) -> Verdict {
    Verdict { code, message, hint: None }
}

impl Verdict {
    fn hint(self, hint: String) -> Verdict {
        Verdict { hint: Some(hint), ..self }
    }
}

impl Unreadable {
    /// Tells what the text of a line is refused for, before it is read as JSON.
    pub(crate) fn text(number: u64, column: usize, code: &'static str, message: String) -> Unreadable {
        Unreadable::of(verdict(code, message), number, column, [String::new(), String::new()])
    }

    /// Tells what stopped the reading of `text`.
    pub(crate) fn fault(fault: &Fault, text: &str, number: u64) -> Unreadable {
        let offset = fault.found.as_ref().map_or(0, |found| found.offset);
        Unreadable::of(judge(fault), number, column(text, offset), [fault.way(), fault.pointer()])
    }

    /// Tells what stopped the reading of the fields of one command, whose name does not stand in `text`.
    pub(crate) fn inside(mut fault: Fault, text: &str) -> Unreadable {
        // The name of the command is the first step of the way, which is the last in the list. Whoever wrote the
        // fields alone did not write it, and is told of what they wrote.
        fault.path.pop();
        let verdict = judge(&fault);
        let offset = fault.found.as_ref().map_or(0, |found| found.offset);
        Unreadable::of(verdict, 1, column(text, offset), [fault.way(), fault.pointer()])
    }

    /// Tells what is wrong with a line that is no JSON.
    pub(crate) fn json(error: &serde_json::Error, text: &str, number: u64) -> Unreadable {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&place).unwrap_or(&message);
        let before: usize =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let offset = if error.is_eof() { text.len() } else { before + error.column().saturating_sub(1) };
        let verdict = match message {
            "trailing characters" => {
                verdict("TRAILING_CHARACTERS", "more follows behind the first value".to_owned())
            }
            "expected ident" => {
                verdict("MALFORMED_JSON", "the line is no JSON: expected true, false or null".to_owned())
            }
            _ => match message.strip_prefix("EOF while parsing ") {
                Some(open) => verdict("MALFORMED_JSON", format!("the line ends inside {open}"))
                    .hint("write what is missing at the end".to_owned()),
                None => verdict("MALFORMED_JSON", format!("the line is no JSON: {message}")),
            },
        };
        Unreadable::of(verdict, number, column(text, offset), [String::new(), String::new()])
    }

    fn of(verdict: Verdict, line: u64, column: usize, [path, pointer]: [String; 2]) -> Unreadable {
        let Verdict { code, message, hint } = verdict;
        let known = || explained(code).expect("every code of this room is explained").hint.to_owned();
        Unreadable {
            line,
            column,
            path,
            pointer: pointer.into(),
            code,
            message,
            hint: hint.unwrap_or_else(known),
        }
    }
}

/// The character, counted from 1, in which the byte at `offset` stands.
fn column(text: &str, offset: usize) -> usize {
    text.char_indices().take_while(|&(begins, _)| begins < offset).count() + 1
}

fn judge(fault: &Fault) -> Verdict {
    let subject = subject(&fault.path);
    let object = || self::subject(fault.path.get(1..).unwrap_or_default());
    let found = || fault.found.as_ref().map_or(String::new(), |found| describe(&found.text));
    match &fault.kind {
        Kind::Json(message) => verdict("MALFORMED_JSON", format!("{subject} is no JSON: {message}")),
        Kind::UnknownField { name, known } => {
            let message = format!("{} has no field {}", object(), quote(name));
            verdict("UNKNOWN_FIELD", message).hint(suggest(name, known))
        }
        Kind::DuplicateField(name) => {
            verdict("DUPLICATE_FIELD", format!("field {} stands twice", quote(name)))
        }
        Kind::MissingField(name) => {
            verdict("MISSING_FIELD", format!("{} has no field {name:?}, but must have it", object()))
        }
        Kind::UnknownWord { word, known } if is_command(&fault.path) => {
            verdict("UNKNOWN_COMMAND", format!("{} is no command", quote(word))).hint(suggest(word, known))
        }
        Kind::UnknownWord { word, known } => {
            let message = format!("{subject} is {}, which is not known here", quote(word));
            verdict("UNKNOWN_WORD", message).hint(suggest(word, known))
        }
        Kind::NoName { known } => {
            let message = format!("{subject} is {}, but one of {} names belongs here", found(), known.len());
            verdict("WRONG_TYPE", message).hint(all(known))
        }
        Kind::NotOneName(names) => verdict(
            "NOT_ONE_NAME",
            match &**names {
                [] => format!("{subject} names nothing, but exactly one name belongs here"),
                [first, second, ..] => format!(
                    "{subject} has {} names, {} and {} among them, but exactly one belongs here",
                    names.len(),
                    quote(first),
                    quote(second)
                ),
                [one] => unreachable!("{one} is one name"),
            },
        ),
        Kind::Bare(word) => {
            verdict("WORD_BARE", format!("{} stands alone, but something belongs behind it", quote(word)))
                .hint(format!("write {{{}: …}}", quote(word)))
        }
        Kind::Laden(word) => verdict(
            "WORD_LADEN",
            format!("{} stands alone, but {} was written behind it", quote(word), found()),
        )
        .hint(format!("write {}", quote(word))),
        Kind::Mismatch { expected } => mismatch(fault, &subject, expected),
        Kind::Time => {
            verdict("TIME_MALFORMED", format!("{subject} is {}, which is no instant in UTC", found()))
        }
        Kind::Date => verdict("DATE_MALFORMED", format!("{subject} is {}, which is no day", found())),
        Kind::Said(said) => {
            let known =
                said.split_once(": ").and_then(|(prefix, message)| Some((explained(prefix)?, message)));
            match known {
                Some((known, message)) => verdict(known.code, message.to_owned()),
                None => verdict("VALUE_MALFORMED", said.clone()),
            }
        }
    }
}

/// Tells a value of the wrong kind from a number that is only out of its range, or lacks its quotes.
fn mismatch(fault: &Fault, subject: &str, expected: &str) -> Verdict {
    let text = fault.found.as_ref().map_or("", |found| &*found.text);
    let wanted = wanted(expected);
    let message = format!("{subject} is {}, but {wanted} belongs here", describe(text));
    let number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let whole = range(expected).is_some();
    if number && ["a price", "a rate", "an amount"].iter().any(|kind| expected.starts_with(kind)) {
        return verdict("DECIMAL_NOT_A_STRING", message).hint(format!("put it in quotes: \"{text}\""));
    }
    if number && whole {
        return verdict("NUMBER_OUT_OF_RANGE", message);
    }
    let hint = match &*wanted {
        _ if text == "null" => "write a value, or leave the field out where it may be",
        _ if whole => "write a whole number, without quotes",
        "true or false" => "write true or false, without quotes",
        "an object" => "write the fields with their names, in braces",
        "a list" => "write the items in brackets",
        _ => "write a text, in quotes",
    };
    verdict("WRONG_TYPE", message).hint(hint.to_owned())
}

/// What the field takes, in a person's words.
fn wanted(expected: &str) -> String {
    match (expected, range(expected)) {
        (_, Some((least, greatest))) => format!("a whole number from {least} to {greatest}"),
        ("a boolean", None) => "true or false".to_owned(),
        ("a sequence", None) => "a list".to_owned(),
        ("a timestamp string", None) => "an instant as a string".to_owned(),
        ("a date string", None) => "a day as a string".to_owned(),
        (_, None) => match expected.strip_prefix("a ") {
            Some(noun) if noun.starts_with(['a', 'e', 'i', 'o']) => format!("an {noun}"),
            _ => expected.to_owned(),
        },
    }
}

/// The range of a whole number, as the library names its type.
fn range(expected: &str) -> Option<(i64, u64)> {
    let (least, name) = match expected.strip_prefix("a nonzero ") {
        Some(name) => (1, name),
        None => (0, expected),
    };
    let greatest = i64::try_from(GREATEST).expect("53 bits fit");
    Some(match name {
        "u8" => (least, u8::MAX.into()),
        "u16" => (least, u16::MAX.into()),
        "u32" => (least, u32::MAX.into()),
        "u64" => (least, GREATEST),
        "i16" => (i16::MIN.into(), i16::MAX.unsigned_abs().into()),
        "i32" => (i32::MIN.into(), i32::MAX.unsigned_abs().into()),
        "i64" => (-greatest, GREATEST),
        _ => return None,
    })
}

/// What is spoken of: the last field on the way, with its place in a list.
fn subject(path: &[Step]) -> String {
    let mut places = String::new();
    for step in path {
        match step {
            Step::Index(index) => places.insert_str(0, &format!("[{index}]")),
            Step::Field(name) => return format!("{name}{places}"),
        }
    }
    "the line".to_owned()
}

/// Whether what stands at the end of `path` is a command.
fn is_command(path: &[Step]) -> bool {
    match path {
        [] => true,
        [Step::Field(name)] => name == "command",
        _ => false,
    }
}

/// A value as it is written, shortened where it is long.
fn describe(text: &str) -> String {
    match text.as_bytes().first() {
        Some(b'"') => format!("the text {}", shorten(text)),
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "a list".to_owned(),
        Some(b't' | b'f' | b'n') => text.to_owned(),
        _ => format!("the number {}", shorten(text)),
    }
}

/// A name in quotes, shortened where it is long.
fn quote(name: &str) -> String {
    format!("{:?}", shorten(name))
}

/// The name that was probably meant, or all that are known.
fn suggest(wrong: &str, known: &[&str]) -> String {
    match closest(wrong, known) {
        Some(meant) => format!("did you mean {meant:?}?"),
        None => all(known),
    }
}

fn all(known: &[&str]) -> String {
    match known {
        [] => "nothing stands in this object".to_owned(),
        known => format!("known here: {}", known.join(", ")),
    }
}
