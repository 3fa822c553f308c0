//! What is read: a file or standard input, line by line into one buffer, and which of the two forms it has.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use crate::ending::Trouble;

/// What some editors put before a text; it does not belong to it.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The form of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A command a line, as JSON.
    Lines,
    /// A scenario text.
    Scenario,
}

/// An input on its way.
pub(super) struct Input {
    name: String,
    reader: BufReader<Box<dyn Read>>,
    /// The line that was read last, without its end.
    line: Vec<u8>,
    /// Its number, from 1.
    number: u64,
    /// Whether the line was read to see the form, and nobody has had it yet.
    peeked: bool,
    /// What stood above the line that was peeked at.
    above: Vec<u8>,
}

impl Input {
    /// Opens a file; `-` is standard input.
    pub(super) fn open(name: &str) -> Result<Input, Trouble> {
        let (name, source): (&str, Box<dyn Read>) = if name == "-" {
            ("standard input", Box::new(io::stdin()))
        } else {
            let opened = File::open(name).and_then(|file| match file.metadata()?.is_dir() {
                true => Err(io::Error::from(io::ErrorKind::IsADirectory)),
                false => Ok(file),
            });
            let file = opened.map_err(|error| Trouble::Opening { name: name.to_owned(), error })?;
            (name, Box::new(file))
        };
        let (name, reader) = (name.to_owned(), BufReader::with_capacity(1 << 16, source));
        Ok(Input { name, reader, line: Vec::new(), number: 0, peeked: false, above: Vec::new() })
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Which form it has: JSON lines if the first line that is not blank begins with `{`, or if there is none.
    pub(super) fn form(&mut self) -> Result<Form, Trouble> {
        while self.read()? {
            self.peeked = true;
            match self.line.trim_ascii_start().first() {
                Some(b'{') => return Ok(Form::Lines),
                Some(_) => return Ok(Form::Scenario),
                None => {
                    self.above.extend_from_slice(&self.line);
                    self.above.push(b'\n');
                }
            }
        }
        self.peeked = false;
        Ok(Form::Lines)
    }

    /// The next line that is not blank, and its number.
    pub(super) fn next(&mut self) -> Result<Option<(u64, &[u8])>, Trouble> {
        loop {
            if !core::mem::take(&mut self.peeked) && !self.read()? {
                return Ok(None);
            }
            if !self.line.trim_ascii().is_empty() {
                return Ok(Some((self.number, &self.line)));
            }
        }
    }

    /// Whether the next line may have to be waited for, so that what was told should be seen first.
    pub(super) fn may_wait(&self) -> bool {
        !self.peeked && self.reader.buffer().is_empty()
    }

    /// Everything, as text.
    pub(super) fn text(&mut self) -> Result<String, Trouble> {
        let mut bytes = core::mem::take(&mut self.above);
        if self.peeked {
            bytes.append(&mut self.line);
            bytes.push(b'\n');
        }
        let read = self.reader.read_to_end(&mut bytes);
        read.map_err(|error| Trouble::Reading { name: self.name.clone(), line: self.number, error })?;
        let byte = |error: std::string::FromUtf8Error| error.utf8_error().valid_up_to() + 1;
        String::from_utf8(bytes)
            .map_err(|error| Trouble::NotText { name: self.name.clone(), byte: byte(error) })
    }

    /// Reads a line into the buffer; nothing is left if the answer is no.
    fn read(&mut self) -> Result<bool, Trouble> {
        self.line.clear();
        let read = self.reader.read_until(b'\n', &mut self.line);
        let read =
            read.map_err(|error| Trouble::Reading { name: self.name.clone(), line: self.number, error })?;
        if read == 0 {
            return Ok(false);
        }
        self.number += 1;
        if self.number == 1 && self.line.starts_with(BYTE_ORDER_MARK) {
            self.line.drain(..BYTE_ORDER_MARK.len());
        }
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
            if self.line.last() == Some(&b'\r') {
                self.line.pop();
            }
        }
        Ok(true)
    }
}
