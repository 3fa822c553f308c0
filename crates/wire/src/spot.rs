//! A place in a line of JSON, read strictly.
//!
//! ```text
//!   {"actor": "birch", "command": {"pay_fund": {"sum": …}}}
//!                      └ key        └ a spot: its text, and where it begins
//! ```
//!
//! The library reads the JSON; a spot remembers where each value stands, and takes nothing for
//! granted that a derived reader would let pass:
//!
//! - a field stands once, in every object;
//! - an object is written with the names of its fields, never as a list of values in their order;
//! - what has one of several names has exactly one, and a word that stands alone has nothing behind it;
//! - a whole number has no point, no exponent and no sign of zero, and is below 2^53 either way;
//! - an instant and a day have one form each.
//!
//! An object is read in the order of its fields; what is missing is told last.

use core::any::type_name;
use core::fmt;
use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};
use serde_json::value::RawValue;

use crate::fault::{Fault, Kind, Step};

/// The greatest whole number that every reader of JSON takes exactly: 2^53 − 1.
pub(crate) const GREATEST: u64 = (1 << 53) - 1;

/// A value, as it stands in its line.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'de> {
    line: &'de str,
    text: &'de str,
}

impl<'de> Spot<'de> {
    /// The whole of a line, once it is known to be JSON.
    pub(crate) fn whole(line: &'de str) -> Result<Spot<'de>, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(line)?;
        Ok(Spot { line, text: raw.get() })
    }

    /// What is written there.
    pub(crate) fn text(self) -> &'de str {
        self.text
    }

    /// Where it begins, in bytes.
    pub(crate) fn offset(self) -> usize {
        self.text.as_ptr().addr() - self.line.as_ptr().addr()
    }

    fn inner(self, text: &'de str) -> Spot<'de> {
        Spot { line: self.line, text }
    }

    /// The quoted form of a key that was read from the line without its quotes.
    fn around(self, key: &Cow<'de, str>, value: &'de RawValue) -> Spot<'de> {
        match key {
            Cow::Borrowed(key) => {
                let from = self.inner(key).offset() - 1;
                self.inner(&self.line[from..from + key.len() + 2])
            }
            Cow::Owned(_) => self.inner(value.get()),
        }
    }

    fn kind(self) -> Shape {
        match self.text.as_bytes().first() {
            Some(b'"') => Shape::Text,
            Some(b'{') => Shape::Object,
            Some(b'[') => Shape::List,
            Some(b't') => Shape::Bool(true),
            Some(b'f') => Shape::Bool(false),
            Some(b'n') => Shape::Null,
            _ => Shape::Number,
        }
    }

    /// Reads the JSON at this spot alone, one level deep.
    fn json<T: Deserialize<'de>>(self) -> Result<T, Fault> {
        serde_json::from_str(self.text).map_err(|error| {
            let message = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            Fault::new(Kind::Json(message.strip_suffix(&place).unwrap_or(&message).to_owned())).at(self)
        })
    }

    fn word(self) -> Result<Cow<'de, str>, Fault> {
        self.json().map(|Word(word)| word)
    }

    fn fields(self) -> Result<Fields<'de>, Fault> {
        let Entries(entries) = self.json()?;
        Ok(Fields { object: self, entries, next: 0 })
    }

    /// Reads whatever stands here, and lets `visitor` say whether it is what was wanted.
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.kind() {
            Shape::Text => match self.word()? {
                Cow::Borrowed(word) => visitor.visit_borrowed_str(word),
                Cow::Owned(word) => visitor.visit_string(word),
            },
            Shape::Object => visitor.visit_map(self.fields()?),
            Shape::List => {
                let items: Vec<&RawValue> = self.json()?;
                visitor.visit_seq(Items { list: self, items: items.into_iter().enumerate() })
            }
            Shape::Bool(value) => visitor.visit_bool(value),
            Shape::Null => visitor.visit_unit(),
            Shape::Number => self.number(visitor),
        }
        .map_err(|fault: Fault| fault.at(self))
    }

    /// Lets `visitor` have a whole number; of any other it only says what it had wanted.
    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let whole = self.text.parse::<i64>().ok().filter(|&number| {
            number.unsigned_abs() <= GREATEST && !(number == 0 && self.text.starts_with('-'))
        });
        match whole.map(|number| (number, u64::try_from(number))) {
            Some((_, Ok(number))) => visitor.visit_u64(number),
            Some((number, Err(_))) => visitor.visit_i64(number),
            None => Err(Fault::invalid_type(Unexpected::Other("number"), &visitor)),
        }
    }

    /// Reads a text; what becomes an instant or a day must have its one form.
    fn text_of<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.kind() != Shape::Text {
            return self.any(visitor);
        }
        let wanted = type_name::<V::Value>();
        if wanted == type_name::<Timestamp>() {
            let well = is_instant(&self.word()?);
            let read = if well { self.any(visitor).ok() } else { None };
            return read.ok_or_else(|| Fault::new(Kind::Time).at(self));
        }
        if wanted == type_name::<Date>() {
            let well = is_day(&self.word()?);
            let read = if well { self.any(visitor).ok() } else { None };
            return read.ok_or_else(|| Fault::new(Kind::Date).at(self));
        }
        self.any(visitor)
    }
}

/// What a value looks like from outside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Number,
    Bool(bool),
    Null,
    List,
    Object,
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

/// A text of JSON, borrowed from the line where nothing in it was escaped.
struct Word<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Word<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Word<'de>, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Word<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Word<'de>, E> {
                Ok(Word(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Word<'de>, E> {
                Ok(Word(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

/// The fields of an object as they stand, with their values unread.
struct Entries<'de>(Vec<(Cow<'de, str>, &'de RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries<'de>, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::with_capacity(8);
                while let Some((Word(key), value)) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// The fields of an object, handed out in the order in which they stand.
struct Fields<'de> {
    object: Spot<'de>,
    entries: Vec<(Cow<'de, str>, &'de RawValue)>,
    next: usize,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.entries.get(self.next) else { return Ok(None) };
        let read = if self.entries[..self.next].iter().any(|(earlier, _)| earlier == key) {
            Err(Fault::new(Kind::DuplicateField(key.to_string())))
        } else {
            match key {
                Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)),
                Cow::Owned(key) => seed.deserialize(StrDeserializer::new(key)),
            }
        };
        let place =
            |fault: Fault| fault.at(self.object.around(key, value)).inside(Step::Field(key.to_string()));
        read.map(Some).map_err(place)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let (key, value) = &self.entries[self.next];
        self.next += 1;
        let spot = self.object.inner(value.get());
        seed.deserialize(spot).map_err(|fault| fault.at(spot).inside(Step::Field(key.to_string())))
    }
}

/// The items of a list.
struct Items<'de> {
    list: Spot<'de>,
    items: core::iter::Enumerate<std::vec::IntoIter<&'de RawValue>>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some((index, item)) = self.items.next() else { return Ok(None) };
        let spot = self.list.inner(item.get());
        seed.deserialize(spot).map(Some).map_err(|fault| fault.at(spot).inside(Step::Index(index)))
    }
}

/// One of several names, with what stands behind it, if anything does.
struct Choice<'de> {
    /// The name, where it stands.
    name: Spot<'de>,
    word: Cow<'de, str>,
    content: Option<Spot<'de>>,
}

impl<'de> Choice<'de> {
    fn step(&self) -> Step {
        Step::Field(self.word.to_string())
    }

    /// What stands behind the name, which must be something.
    fn content(&self) -> Result<Spot<'de>, Fault> {
        self.content.ok_or_else(|| Fault::new(Kind::Bare(self.word.to_string())).at(self.name))
    }
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Fault;
    type Variant = Choice<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Choice<'de>), Fault> {
        let read = seed.deserialize(StrDeserializer::new(&self.word));
        let variant = read.map_err(|fault: Fault| fault.at(self.name))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.content {
            None => Ok(()),
            Some(content) => {
                Err(Fault::new(Kind::Laden(self.word.to_string())).at(content).inside(self.step()))
            }
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        let content = self.content()?;
        seed.deserialize(content).map_err(|fault| fault.at(content).inside(self.step()))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.content()?.any(visitor).map_err(|fault| fault.inside(self.step()))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.content()?.deserialize_struct("", fields, visitor).map_err(|fault| fault.inside(self.step()))
    }
}

impl<'de> Deserializer<'de> for Spot<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.kind() == Shape::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.text_of(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.text_of(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self).map_err(|fault: Fault| fault.at(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.kind() == Shape::Object {
            return self.any(visitor);
        }
        Err(Fault::new(Kind::Kind { expected: "an object".to_owned() }).at(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let choice = match self.kind() {
            Shape::Text => Choice { name: self, word: self.word()?, content: None },
            Shape::Object => {
                let Fields { entries, .. } = self.fields()?;
                match &*entries {
                    [(word, value)] => Choice {
                        name: self.around(word, value),
                        word: word.clone(),
                        content: Some(self.inner(value.get())),
                    },
                    [(word, _), (again, value)] if word == again => {
                        let fault = Fault::new(Kind::DuplicateField(word.to_string()));
                        return Err(fault
                            .at(self.around(again, value))
                            .inside(Step::Field(word.to_string())));
                    }
                    _ => {
                        let names = entries.iter().map(|(word, _)| word.to_string()).collect();
                        return Err(Fault::new(Kind::NotOneName(names)).at(self));
                    }
                }
            }
            Shape::Number | Shape::Bool(_) | Shape::Null | Shape::List => {
                return Err(Fault::new(Kind::NoName { known }).at(self));
            }
        };
        visitor.visit_enum(choice).map_err(|fault: Fault| fault.at(self))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}
