//! Every command of the engine has a path, and every path a command.

use std::collections::BTreeSet;

use utoipa::openapi::{RefOr, Schema};

use super::ROUTES;

/// The commands of the engine, from the description of the protocol.
fn commands() -> BTreeSet<String> {
    let schemas = wire::schemas().schemas;
    let Some(RefOr::T(Schema::OneOf(action))) = schemas.get("Action") else { panic!("an action is one of") };
    let names = action.items.iter().flat_map(|item| match item {
        RefOr::T(Schema::Object(object)) => object.properties.keys().cloned().collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    names.collect()
}

#[test]
fn every_command_has_a_path() {
    let routed: BTreeSet<String> =
        ROUTES.iter().filter_map(|route| route.action).map(str::to_owned).collect();
    assert_eq!(routed, commands());
}

#[test]
fn what_stands_in_a_path_is_a_field_of_its_command() {
    let schemas = wire::schemas().schemas;
    for route in ROUTES {
        let Some(action) = route.action else { continue };
        let name: String = action.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        let Some(RefOr::T(Schema::Object(object))) = schemas.get(&name) else {
            panic!("{name} is described")
        };
        for slot in route.slots {
            assert!(object.properties.contains_key(slot.field), "{action} has a field {}", slot.field);
            assert!(
                route.path.contains(&format!("{{{}}}", slot.param)),
                "{} names {}",
                route.path,
                slot.param
            );
        }
    }
}
