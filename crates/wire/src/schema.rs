//! The types of the protocol, described by themselves.
//!
//! A schema is made from the type and from the comments that stand at it, so that it cannot say
//! anything else than the code. The guide and the description of the API are printed from here.

use std::collections::BTreeMap;

use utoipa::ToSchema;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Components, RefOr};

use crate::{AcceptedLine, DueLine, EventLine, Line, RejectedLine};

/// All types of the protocol by name, as OpenAPI has its components; they turn into JSON by `serde`.
///
/// # Panics
///
/// If two types of the protocol share a name.
pub fn schemas() -> Components {
    let mut components = Components::new();
    components.schemas = by_name();
    components
}

/// The schemas by the names of their types.
pub(crate) fn by_name() -> BTreeMap<String, RefOr<Schema>> {
    let mut found = Vec::new();
    add::<Line>(&mut found);
    add::<EventLine<'_>>(&mut found);
    add::<AcceptedLine>(&mut found);
    add::<RejectedLine>(&mut found);
    add::<DueLine>(&mut found);
    let mut named: BTreeMap<String, RefOr<Schema>> = BTreeMap::new();
    for (name, schema) in found {
        if let Some(before) = named.insert(name.clone(), schema.clone()) {
            assert!(before == schema, "two types of the protocol have the name {name}");
        }
    }
    named
}

fn add<T: ToSchema>(found: &mut Vec<(String, RefOr<Schema>)>) {
    T::schemas(found);
    found.push((T::name().into_owned(), T::schema()));
}

#[cfg(test)]
mod tests;
