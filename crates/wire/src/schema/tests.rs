//! Tests of the schemas: every type that is named is there, and everything is explained.

use super::schemas;

#[test]
fn every_name_leads_somewhere() {
    let components = schemas();
    let text = serde_json::to_string(&components).expect("schemas are JSON");
    let mut rest = &*text;
    while let Some((_, after)) = rest.split_once("#/components/schemas/") {
        let (name, after) = after.split_once('"').expect("a name ends");
        assert!(components.schemas.contains_key(name), "nothing is known of {name}");
        rest = after;
    }
}
