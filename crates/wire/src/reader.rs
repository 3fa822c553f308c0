//! A line of JSON, read strictly, in one pass.
//!
//! ```text
//!   {"actor": "birch", "command": {"pay_fund": {"sum": {"amount": "1000.00", …
//!                                                      └ the reader stands here, and knows the way
//! ```
//!
//! The library has said before that the line is JSON, so the reader only walks over it. It takes
//! nothing for granted that a derived reader would let pass:
//!
//! - a field stands once, in every object;
//! - an object is written with the names of its fields, never as a list of values in their order;
//! - what has one of several names has exactly one, and a word that stands alone has nothing behind it;
//! - a whole number has no point, no exponent and no sign of zero, and is below 2^53 either way;
//! - an instant and a day have one form each.
//!
//! An object is read in the order of its fields; what is missing is told last.

use core::any::type_name;
use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};

use crate::fault::{Fault, Kind, Step};

/// The greatest whole number that every reader of JSON takes exactly: 2^53 − 1.
pub(crate) const GREATEST: u64 = (1 << 53) - 1;

/// Walks over a line that is known to be JSON.
pub(crate) struct Reader<'de> {
    line: &'de str,
    at: usize,
}

/// Why a line could not be read.
pub(crate) enum Stop {
    /// It is no JSON.
    Json(serde_json::Error),
    /// It is JSON, and not what was wanted.
    Fault(Fault),
}

/// Reads a whole line.
///
/// # Panics
///
/// If a type of the protocol leaves a part of its own value unread.
pub(crate) fn read<'de, T: Deserialize<'de>>(line: &'de str) -> Result<T, Stop> {
    serde_json::from_str::<IgnoredAny>(line).map_err(Stop::Json)?;
    walk(line).map_err(Stop::Fault)
}

/// Reads a line that is known to be JSON.
///
/// # Panics
///
/// As [`read`].
pub(crate) fn walk<'de, T: Deserialize<'de>>(line: &'de str) -> Result<T, Fault> {
    let mut reader = Reader { line, at: 0 };
    let start = reader.start();
    let read = T::deserialize(&mut reader).map_err(|fault: Fault| fault.at(line, start))?;
    assert_eq!(reader.start(), line.len(), "what is accepted was read to its end");
    Ok(read)
}

/// Where the value ends that begins at `start`, in a line that is known to be JSON.
pub(crate) fn end(line: &str, start: usize) -> usize {
    let bytes = line.as_bytes();
    let (mut at, mut depth) = (start, 0usize);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = quoted(bytes, at),
            b'{' | b'[' => (at, depth) = (at + 1, depth + 1),
            b'}' | b']' | b',' if depth == 0 => break,
            b'}' | b']' => (at, depth) = (at + 1, depth - 1),
            byte if depth == 0 && byte.is_ascii_whitespace() => break,
            _ => {
                at += 1;
                continue;
            }
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Where the value of the field `name` begins, in the object that begins at `start`, if there is any.
pub(crate) fn field(line: &str, start: usize, name: &str) -> Option<usize> {
    let mut reader = Reader { line, at: start };
    if !reader.pass(b'{') {
        return None;
    }
    while reader.peek() == b'"' {
        let found = reader.text().ok()?;
        reader.pass(b':');
        let begins = reader.start();
        if found == name {
            return Some(begins);
        }
        reader.at = end(line, begins);
        reader.pass(b',');
    }
    None
}

/// Where the text ends whose opening quote stands at `start`: behind its closing one.
fn quoted(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

impl<'de> Reader<'de> {
    /// Where the next value begins.
    fn start(&mut self) -> usize {
        while self.line.as_bytes().get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.at
    }

    /// What the next value, or the next mark, begins with.
    fn peek(&mut self) -> u8 {
        let start = self.start();
        self.line.as_bytes()[start]
    }

    /// Steps over a mark, if it comes next.
    fn pass(&mut self, mark: u8) -> bool {
        let passed = self.peek() == mark;
        self.at += usize::from(passed);
        passed
    }

    /// Steps over a number or a plain word.
    fn token(&mut self) -> &'de str {
        let start = self.start();
        self.at = end(self.line, start);
        &self.line[start..self.at]
    }

    /// Steps over a text, which is borrowed from the line where nothing in it was escaped.
    fn text(&mut self) -> Result<Cow<'de, str>, Fault> {
        let start = self.start();
        self.at = quoted(self.line.as_bytes(), start);
        let inner = &self.line[start + 1..self.at - 1];
        if !inner.contains('\\') {
            return Ok(Cow::Borrowed(inner));
        }
        serde_json::from_str(&self.line[start..self.at]).map(Cow::Owned).map_err(|error| {
            let message = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            Fault::new(Kind::Json(message.strip_suffix(&place).unwrap_or(&message).to_owned()))
                .at(self.line, start)
        })
    }

    /// Reads whatever stands here, and lets `visitor` say whether it is what was wanted.
    fn any<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        let start = self.start();
        let line = self.line;
        match self.peek() {
            b'"' => match self.text()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            b'{' => visitor.visit_map(Fields { reader: self, seen: Vec::new() }),
            b'[' => visitor.visit_seq(Items { reader: self, count: 0 }),
            _ => match self.token() {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                "null" => visitor.visit_unit(),
                number => whole(number, visitor),
            },
        }
        .map_err(|fault: Fault| fault.at(line, start))
    }

    /// Reads a text; what becomes an instant or a day must have its one form.
    fn text_for<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        let wanted = type_name::<V::Value>();
        let (form, kind): (fn(&str) -> bool, Kind) = if wanted == type_name::<Timestamp>() {
            (is_instant, Kind::Time)
        } else if wanted == type_name::<Date>() {
            (is_day, Kind::Date)
        } else {
            return self.any(visitor);
        };
        let start = self.start();
        if self.peek() != b'"' {
            return self.any(visitor);
        }
        let text = self.text()?;
        let read = if form(&text) { visitor.visit_str::<Fault>(&text).ok() } else { None };
        read.ok_or_else(|| Fault::new(kind).at(self.line, start))
    }
}

/// Lets `visitor` have a whole number; of any other it only says what it had wanted.
fn whole<'de, V: Visitor<'de>>(token: &str, visitor: V) -> Result<V::Value, Fault> {
    let number = token.parse::<i64>().ok();
    let number = number
        .filter(|&number| number.unsigned_abs() <= GREATEST && !(number == 0 && token.starts_with('-')));
    match number.map(|number| (number, u64::try_from(number))) {
        Some((_, Ok(number))) => visitor.visit_u64(number),
        Some((number, Err(_))) => visitor.visit_i64(number),
        None => Err(Fault::invalid_type(Unexpected::Other("number"), &visitor)),
    }
}

/// Whether a text is `2026-03-02T01:00:00Z`, perhaps with up to nine digits of a second.
fn is_instant(text: &str) -> bool {
    let Some((day, clock)) = text.split_once('T') else { return false };
    let Some(clock) = clock.strip_suffix('Z') else { return false };
    let (seconds, part) = match clock.split_once('.') {
        Some((seconds, part)) => (seconds, Some(part)),
        None => (clock, None),
    };
    let digits = |part: &str| (1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    is_day(day) && is_like(seconds, "00:00:00") && !seconds.ends_with("60") && part.is_none_or(digits)
}

/// Whether a text is `2026-03-02`.
fn is_day(text: &str) -> bool {
    is_like(text, "0000-00-00")
}

/// Whether a text has digits where `pattern` has zeros, and is the same everywhere else.
fn is_like(text: &str, pattern: &str) -> bool {
    let alike =
        |(byte, wanted): (u8, u8)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(alike)
}

/// The fields of an object, in the order in which they stand.
struct Fields<'a, 'de> {
    reader: &'a mut Reader<'de>,
    seen: Vec<Cow<'de, str>>,
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Fields { reader, seen } = self;
        reader.pass(if seen.is_empty() { b'{' } else { b',' });
        if reader.pass(b'}') {
            return Ok(None);
        }
        let (line, start) = (reader.line, reader.start());
        let name = reader.text()?;
        reader.pass(b':');
        let key = if seen.contains(&name) {
            Err(Fault::new(Kind::DuplicateField(name.to_string())))
        } else {
            match &name {
                Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
                Cow::Owned(name) => seed.deserialize(StrDeserializer::new(name)),
            }
        };
        let key = key.map_err(|fault: Fault| fault.at(line, start).inside(Step::field(&name)))?;
        seen.push(name);
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Fields { reader, seen } = self;
        let (line, start) = (reader.line, reader.start());
        let name = seen.last().expect("the name of a field stands before its value");
        seed.deserialize(&mut **reader).map_err(|fault| fault.at(line, start).inside(Step::field(name)))
    }
}

/// The items of a list.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    count: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        self.reader.pass(if self.count == 0 { b'[' } else { b',' });
        if self.reader.pass(b']') {
            return Ok(None);
        }
        let (line, start, index) = (self.reader.line, self.reader.start(), self.count);
        self.count += 1;
        let place = |fault: Fault| fault.at(line, start).inside(Step::Index(index));
        seed.deserialize(&mut *self.reader).map(Some).map_err(place)
    }
}

/// One of several names, with what stands behind it, if anything does.
struct Choice<'a, 'de> {
    reader: &'a mut Reader<'de>,
    /// Where the name, or the object that has it, begins.
    start: usize,
    word: Cow<'de, str>,
    /// Where the name begins.
    named: usize,
    /// Whether something stands behind it.
    laden: bool,
}

impl<'a, 'de> Choice<'a, 'de> {
    /// Reads the name, and stops before what stands behind it.
    fn begin(reader: &'a mut Reader<'de>) -> Result<Choice<'a, 'de>, Fault> {
        let start = reader.start();
        let laden = reader.pass(b'{');
        if laden && reader.peek() == b'}' {
            return Err(Fault::new(Kind::NotOneName(Vec::new())));
        }
        let named = reader.start();
        let word = reader.text()?;
        if laden {
            reader.pass(b':');
        }
        Ok(Choice { reader, start, word, named, laden })
    }

    /// Reads what stands behind the name, which must be something, and alone.
    fn content<T>(self, read: impl FnOnce(&mut Reader<'de>) -> Result<T, Fault>) -> Result<T, Fault> {
        let Choice { reader, start, word, named, laden } = self;
        let line = reader.line;
        if !laden {
            return Err(Fault::new(Kind::Bare(word.into_owned())).at(line, named));
        }
        let begins = reader.start();
        let content = read(reader).map_err(|fault| fault.at(line, begins).inside(Step::field(&word)))?;
        if reader.pass(b'}') {
            return Ok(content);
        }
        let mut names = vec![word];
        while reader.pass(b',') {
            let named = reader.start();
            let name = reader.text()?;
            if names.contains(&name) {
                let twice = Fault::new(Kind::DuplicateField(name.to_string()));
                return Err(twice.at(line, named).inside(Step::field(&name)));
            }
            names.push(name);
            reader.pass(b':');
            reader.at = end(line, reader.start());
        }
        Err(Fault::new(Kind::NotOneName(names.into_iter().map(Cow::into_owned).collect())).at(line, start))
    }
}

impl<'a, 'de> EnumAccess<'de> for Choice<'a, 'de> {
    type Error = Fault;
    type Variant = Choice<'a, 'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), Fault> {
        let read = seed.deserialize(StrDeserializer::new(&self.word));
        let variant = read.map_err(|fault: Fault| fault.at(self.reader.line, self.named))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'_, 'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        if !self.laden {
            return Ok(());
        }
        let begins = self.reader.start();
        let laden = Fault::new(Kind::Laden(self.word.to_string()));
        Err(laden.at(self.reader.line, begins).inside(Step::field(&self.word)))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        self.content(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.content(|reader| reader.any(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.content(|reader| reader.deserialize_struct("", fields, visitor))
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.peek() != b'n' {
            return visitor.visit_some(self);
        }
        self.token();
        visitor.visit_none()
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.text_for(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.text_for(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.peek() == b'{' {
            return self.any(visitor);
        }
        let start = self.start();
        Err(Fault::new(Kind::Mismatch { expected: "an object".to_owned() }).at(self.line, start))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let (line, start) = (self.line, self.start());
        let read = match self.peek() {
            b'"' | b'{' => Choice::begin(self).and_then(|choice| visitor.visit_enum(choice)),
            _ => Err(Fault::new(Kind::NoName { known })),
        };
        read.map_err(|fault| fault.at(line, start))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}
