//! How money is described to users of the protocol: strings with a pattern, and what they mean.
//!
//! The types keep their numbers inside, so their schemas are written out rather than derived.

use utoipa::openapi::schema::{
    AdditionalProperties, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::{Amount, Asset, Currency, Minor, Money, Price, Rate, Sum};

/// A string that follows `pattern`.
fn text(description: &str, pattern: &str, examples: &[&str]) -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .description(Some(description))
        .pattern(Some(pattern))
        .examples(examples.iter().copied())
        .build()
}

/// An integer from `least` to `most`.
fn integer(description: &str, least: u64, most: u64) -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Integer))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .description(Some(description))
        .minimum(Some(least))
        .maximum(Some(most))
        .build()
}

/// An amount beside its currency, and nothing else.
fn amount_of_currency(description: &str, amount: Object) -> RefOr<Schema> {
    ObjectBuilder::new()
        .description(Some(description))
        .property("amount", amount)
        .required("amount")
        .property("currency", Ref::from_schema_name(<Currency as ToSchema>::name()))
        .required("currency")
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
        .into()
}

impl PartialSchema for Price {
    fn schema() -> RefOr<Schema> {
        text(
            "What one unit of a service costs: more than zero, at most 10000000000, with at most 8 digits after the point.",
            r"^(0|[1-9][0-9]{0,10})(\.[0-9]{1,8})?$",
            &["1850.00"],
        )
        .into()
    }
}

impl PartialSchema for Rate {
    fn schema() -> RefOr<Schema> {
        text(
            "A part of an amount: 0.15 is fifteen per cent. From 0 to 1000000, with at most 12 digits after the point.",
            r"^(0|[1-9][0-9]{0,6})(\.[0-9]{1,12})?$",
            &["0.15"],
        )
        .into()
    }
}

impl PartialSchema for Currency {
    fn schema() -> RefOr<Schema> {
        text("A currency of ISO 4217 that has a minor unit, by its three letters.", "^[A-Z]{3}$", &["CNY"])
            .into()
    }
}

impl PartialSchema for Sum {
    fn schema() -> RefOr<Schema> {
        let amount = text(
            "More than zero, with at most as many digits after the point as the currency has.",
            r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,4})?$",
            &["60000.00"],
        );
        amount_of_currency("More than zero of one currency.", amount)
    }
}

impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        let amount = text(
            "With its sign, and at most as many digits after the point as the currency has.",
            r"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,4})?$",
            &["-12.50"],
        );
        amount_of_currency("An amount of one currency, which may be nothing or negative.", amount)
    }
}

impl PartialSchema for Minor {
    fn schema() -> RefOr<Schema> {
        integer("Zero or more minor units of an asset that the context knows.", 0, Minor::MAX.units()).into()
    }
}

impl PartialSchema for Amount {
    fn schema() -> RefOr<Schema> {
        integer("More than zero minor units of an asset that the context knows.", 1, Minor::MAX.units())
            .into()
    }
}

impl PartialSchema for Asset {
    fn schema() -> RefOr<Schema> {
        let description = "The number of an asset: below 256 a currency, from 2147483648 a unit of capacity.";
        integer(description, 0, u32::MAX.into()).into()
    }
}

impl ToSchema for Price {}
impl ToSchema for Rate {}
impl ToSchema for Currency {}
impl ToSchema for Minor {}
impl ToSchema for Amount {}
impl ToSchema for Asset {}

impl ToSchema for Sum {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((<Currency as ToSchema>::name().into_owned(), Currency::schema()));
    }
}

impl ToSchema for Money {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((<Currency as ToSchema>::name().into_owned(), Currency::schema()));
    }
}
