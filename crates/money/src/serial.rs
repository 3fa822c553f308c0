//! How money stands in the protocol: every decimal is a string, and nothing is guessed.
//!
//! A refusal is written `CODE: message`, so that the edge can name the code with the field.

use core::fmt;

use serde::de::{Error, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decimal::Grouping;
use crate::{Amount, Asset, Currency, Minor, Money, Price, Rate, Sum};

/// Reads a string through `parse`; a JSON number is told what was expected.
struct Text<T, F> {
    expecting: &'static str,
    parse: F,
    kind: core::marker::PhantomData<T>,
}

impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Text<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).map_err(E::custom)
    }
}

fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Text { expecting, parse, kind: core::marker::PhantomData })
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Price, D::Error> {
        read(deserializer, "a price as a string", |text| {
            Price::parse(text).map_err(|error| format!("{}: {error}", error.code()))
        })
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rate, D::Error> {
        read(deserializer, "a rate as a string", |text| {
            Rate::parse(text).map_err(|error| format!("{}: {error}", error.code()))
        })
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
        read(deserializer, "a currency code as a string", |text| {
            Currency::parse(text).map_err(|error| format!("{}: {error}", error.code()))
        })
    }
}

impl Serialize for Price {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// The digits of an amount before its currency is known.
struct Digits(String);

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Digits, D::Error> {
        read(deserializer, "an amount as a string", |text| Ok(Digits(text.to_owned())))
    }
}

/// How an amount of money stands in the protocol: `{"amount": "60000.00", "currency": "CNY"}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    amount: Digits,
    currency: Currency,
}

impl<'de> Deserialize<'de> for Sum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sum, D::Error> {
        let form = Form::deserialize(deserializer)?;
        Sum::parse(&form.amount.0, form.currency)
            .map_err(|e| D::Error::custom(format_args!("{}: {e}", e.code())))
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        let form = Form::deserialize(deserializer)?;
        Money::parse(&form.amount.0, form.currency)
            .map_err(|e| D::Error::custom(format_args!("{}: {e}", e.code())))
    }
}

impl Serialize for Sum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.money().serialize(serializer)
    }
}

impl Serialize for Money {
    /// Capacity has no form of its own here: whoever shows it knows its name.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(currency) = self.asset.as_currency() else {
            return Err(serde::ser::Error::custom(format_args!("{self} is capacity, not money")));
        };
        let mut form = serializer.serialize_struct("Money", 2)?;
        form.serialize_field("amount", &self.number(Grouping::Plain).to_string())?;
        form.serialize_field("currency", &currency)?;
        form.end()
    }
}

impl Serialize for Minor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.units())
    }
}

impl<'de> Deserialize<'de> for Minor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Minor, D::Error> {
        let units = u64::deserialize(deserializer)?;
        Minor::new(units).ok_or_else(|| out_of_range(units))
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.units())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        let units = u64::deserialize(deserializer)?;
        Amount::new(units).ok_or_else(|| match units {
            0 => D::Error::custom("AMOUNT_NOT_POSITIVE: 0 minor units must be more than zero"),
            _ => out_of_range(units),
        })
    }
}

fn out_of_range<E: Error>(units: u64) -> E {
    E::custom(format_args!("AMOUNT_OUT_OF_RANGE: {units} minor units have more than 18 digits"))
}

impl Serialize for Asset {
    /// By its number: facts are for machines.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.to_bits())
    }
}

impl<'de> Deserialize<'de> for Asset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Asset, D::Error> {
        let bits = u32::deserialize(deserializer)?;
        Asset::from_bits(bits)
            .ok_or_else(|| D::Error::custom(format_args!("ASSET_UNKNOWN: {bits} names no asset")))
    }
}

#[cfg(test)]
mod tests;
