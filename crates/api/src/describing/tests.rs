//! The description is whole: every reference leads somewhere, and every response says what it is.

use serde_json::Value;

use super::openapi;

fn described() -> Value {
    serde_json::to_value(openapi()).unwrap()
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                if name == "$ref" {
                    found.extend(inner.as_str().map(str::to_owned));
                }
                references(inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let whole = described();
    let mut found = Vec::new();
    references(&whole, &mut found);
    assert!(found.len() > 100, "the description speaks of types");
    for reference in found {
        let pointer = reference.trim_start_matches('#');
        assert!(whole.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

#[test]
fn every_response_is_described() {
    let whole = described();
    let mut operations = std::collections::BTreeSet::new();
    for (path, methods) in whole["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            assert!(operations.insert(id.clone()), "{id} is one operation");
            assert!(
                !operation["summary"].as_str().unwrap_or_default().is_empty(),
                "{method} {path} says what it does"
            );
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.contains_key("200"), "{method} {path} can be answered");
            for (status, response) in responses {
                let shared = response["$ref"].as_str().map(|shared| shared.trim_start_matches('#'));
                let response = shared.map_or(response, |pointer| whole.pointer(pointer).unwrap());
                let about = response["description"].as_str().unwrap_or_default();
                assert!(!about.is_empty(), "{method} {path} {status} says what it is");
                assert!(response["content"].is_object(), "{method} {path} {status} has a content");
            }
        }
    }
}
