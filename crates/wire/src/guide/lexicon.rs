//! The schemas, read aloud: what a field is, and what it means.

use std::collections::BTreeMap;

use engine::Family;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayItems, KnownFormat, Object, Schema, SchemaFormat, SchemaType, Type};

use super::sources::{CRATES, Sources, snake};
use super::table::Table;

/// All schemas, by the names of their types.
pub(crate) struct Lexicon {
    schemas: BTreeMap<String, RefOr<Schema>>,
    sources: Sources,
}

/// One of several names.
pub(crate) struct Choice {
    /// The name in the protocol.
    pub(crate) name: String,
    /// The type of what stands behind it, if it has a name.
    pub(crate) of: Option<String>,
    /// What stands behind it, in words; empty for a word that stands alone.
    pub(crate) takes: String,
    /// The fields of what stands behind it, as a table; empty if they have none.
    pub(crate) fields: String,
    /// What it means.
    pub(crate) meaning: String,
}

impl Choice {
    /// As it is written: alone in quotes, or as the name of what stands behind it.
    pub(crate) fn written(&self) -> String {
        if self.takes.is_empty() { format!("`\"{}\"`", self.name) } else { format!("`{}`", self.name) }
    }
}

/// The types that have a section of their own.
const SHOWN_APART: [&str; 7] =
    ["Action", "Event", "Line", "AcceptedLine", "RejectedLine", "EventLine", "DueLine"];

/// The name of a type for people: `sailing window`.
pub(crate) fn title(name: &str) -> String {
    let mut title = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !title.is_empty() {
            title.push(' ');
        }
        title.push(if title.is_empty() { letter } else { letter.to_ascii_lowercase() });
    }
    title
}

/// The anchor of a title: `sailing-window`.
pub(crate) fn slug(name: &str) -> String {
    title(name).to_lowercase().replace(' ', "-")
}

impl Lexicon {
    pub(crate) fn new() -> Lexicon {
        Lexicon { schemas: crate::schema::by_name(), sources: Sources::of(&CRATES) }
    }

    /// What a type is about.
    pub(crate) fn about(&self, name: &str) -> String {
        flow(description(&self.schemas[name]))
    }

    /// The first paragraph of what a type is about.
    pub(crate) fn gist(&self, name: &str) -> String {
        flow(description(&self.schemas[name]).split("\n\n").next().unwrap_or_default())
    }

    /// What a type is.
    pub(crate) fn kind(&self, name: &str) -> String {
        self.is(&self.schemas[name])
    }

    /// How a type may look.
    pub(crate) fn examples(&self, name: &str) -> String {
        let RefOr::T(Schema::Object(object)) = &self.schemas[name] else { return String::new() };
        let examples = object.examples.iter().chain(&object.example).map(|example| format!("`{example}`"));
        examples.collect::<Vec<_>>().join(", ")
    }

    /// The fields of an object, as a table.
    pub(crate) fn fields(&self, name: &str) -> String {
        match &self.schemas[name] {
            RefOr::T(Schema::Object(object)) => self.fields_of(object, Missing::LeftOut),
            _ => panic!("{name} is no object"),
        }
    }

    /// The types that are objects with fields, and have no section of their own.
    pub(crate) fn objects(&self) -> Vec<&str> {
        let commands: Vec<String> =
            self.choices("Action").into_iter().filter_map(|choice| choice.of).collect();
        let apart =
            |name: &str| SHOWN_APART.contains(&name) || commands.iter().any(|command| command == name);
        self.those(|name, schema| {
            !apart(name) && matches!(schema, Schema::Object(object) if !object.properties.is_empty())
        })
    }

    /// The types that are one of several names.
    pub(crate) fn alternatives(&self) -> Vec<&str> {
        self.those(|name, schema| !SHOWN_APART.contains(&name) && (is_choice(schema)))
    }

    /// The types that are a text, a number or a list.
    pub(crate) fn simple(&self) -> Vec<&str> {
        self.those(|_, schema| match schema {
            Schema::Object(object) => {
                object.properties.is_empty()
                    && !is_choice(schema)
                    && object.schema_type != SchemaType::Type(Type::Object)
            }
            Schema::Array(_) => true,
            _ => false,
        })
    }

    fn those(&self, filter: impl Fn(&str, &Schema) -> bool) -> Vec<&str> {
        let matching = self.schemas.iter().filter(|(name, schema)| match schema {
            RefOr::T(schema) => filter(name, schema),
            RefOr::Ref(_) => false,
        });
        matching.map(|(name, _)| &**name).collect()
    }

    /// The names among which a type is one.
    pub(crate) fn choices(&self, name: &str) -> Vec<Choice> {
        match &self.schemas[name] {
            RefOr::T(Schema::OneOf(one)) => one.items.iter().map(|item| self.choice(item)).collect(),
            RefOr::T(Schema::Object(object)) => {
                let values = object.enum_values.iter().flatten().filter_map(|value| value.as_str());
                let values: Vec<&str> = values.collect();
                let meanings = self.sources.meanings(name, &values);
                let word = |(name, meaning): (&&str, String)| Choice {
                    name: (*name).to_owned(),
                    of: None,
                    takes: String::new(),
                    fields: String::new(),
                    meaning,
                };
                values.iter().zip(meanings).map(word).collect()
            }
            _ => panic!("{name} is no choice"),
        }
    }

    fn choice(&self, item: &RefOr<Schema>) -> Choice {
        let RefOr::T(Schema::Object(object)) = item else {
            panic!("one of several names is an object or a word")
        };
        let meaning = flow(description(item));
        if let Some(name) = object.enum_values.iter().flatten().find_map(|value| value.as_str()) {
            return Choice {
                name: name.to_owned(),
                of: None,
                takes: String::new(),
                fields: String::new(),
                meaning,
            };
        }
        let (name, content) = object.properties.iter().next().expect("an object of one name has it");
        let of = match content {
            RefOr::Ref(reference) => Some(target(&reference.ref_location).to_owned()),
            RefOr::T(_) => None,
        };
        let (takes, fields) = match content {
            RefOr::T(Schema::Object(inner)) if !inner.properties.is_empty() => {
                let told = |(name, field): (&String, &RefOr<Schema>)| {
                    format!("`{name}`, {}: {}", self.is(field), self.meaning(field))
                };
                let told: Vec<String> = inner.properties.iter().map(told).collect();
                (told.join("<br>"), self.fields_of(inner, Missing::Null))
            }
            content => (self.is(content), String::new()),
        };
        Choice { name: name.clone(), of, takes, fields, meaning }
    }

    /// The families of all events.
    pub(crate) fn families(&self) -> BTreeMap<String, Family> {
        self.sources.families()
    }

    fn fields_of(&self, object: &Object, missing: Missing) -> String {
        let mut table = Table::new(["field", "is", "meaning"]);
        for (name, field) in &object.properties {
            let is = self.is(field);
            let is = match missing {
                _ if object.required.contains(name) => is,
                Missing::LeftOut => format!("{is}; may be left out"),
                Missing::Null => format!("{is}, or `null`"),
            };
            table.row([format!("`{name}`"), is, self.meaning(field)]);
        }
        table.to_string()
    }

    /// What a field means; where it may be null, the comment stands at what it is otherwise.
    fn meaning(&self, field: &RefOr<Schema>) -> String {
        let own = flow(description(field));
        match field {
            _ if !own.is_empty() => own,
            RefOr::T(Schema::OneOf(one)) => one.items.iter().map(|item| self.meaning(item)).collect(),
            RefOr::Ref(reference) => self.gist(target(&reference.ref_location)),
            RefOr::T(_) => own,
        }
    }

    fn is(&self, schema: &RefOr<Schema>) -> String {
        match schema {
            RefOr::Ref(reference) => {
                let name = target(&reference.ref_location);
                match name {
                    "Action" => "[command](#commands)".to_owned(),
                    "Event" => "[event](#events)".to_owned(),
                    name => format!("[{}](#{})", title(name).to_lowercase(), slug(name)),
                }
            }
            RefOr::T(Schema::Object(object)) => plain(object),
            RefOr::T(Schema::Array(array)) => match &array.items {
                ArrayItems::RefOrSchema(items) => format!("list of {}", self.is(items)),
                ArrayItems::False => "list".to_owned(),
            },
            RefOr::T(Schema::OneOf(one)) => {
                let some = one.items.iter().find(|item| !is_null(item)).expect("something else than null");
                self.is(some)
            }
            RefOr::T(_) => "value".to_owned(),
        }
    }
}

/// How a field looks that has no value.
#[derive(Clone, Copy)]
enum Missing {
    LeftOut,
    Null,
}

fn plain(object: &Object) -> String {
    let kind = match &object.schema_type {
        SchemaType::Type(kind) => kind.clone(),
        SchemaType::Array(kinds) => {
            kinds.iter().find(|kind| **kind != Type::Null).cloned().expect("something else than null")
        }
        SchemaType::AnyValue => return "value".to_owned(),
    };
    match (kind, &object.format) {
        (Type::String, Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))) => "instant".to_owned(),
        (Type::String, Some(SchemaFormat::KnownFormat(KnownFormat::Date))) => "day".to_owned(),
        (Type::String, _) => "text".to_owned(),
        (Type::Boolean, _) => "true or false".to_owned(),
        (Type::Integer, format) => {
            let signed = matches!(
                format,
                Some(SchemaFormat::KnownFormat(KnownFormat::Int16 | KnownFormat::Int32 | KnownFormat::Int64))
            );
            match &object.minimum {
                Some(utoipa::Number::UInt(1) | utoipa::Number::Int(1)) => "whole number from 1".to_owned(),
                _ if signed => "whole number, may be negative".to_owned(),
                _ => "whole number".to_owned(),
            }
        }
        (Type::Object, _) => "object".to_owned(),
        (Type::Number | Type::Array | Type::Null, _) => panic!("the protocol has no such value alone"),
    }
}

fn is_choice(schema: &Schema) -> bool {
    match schema {
        Schema::OneOf(_) => true,
        Schema::Object(object) => object.enum_values.is_some(),
        _ => false,
    }
}

fn is_null(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(object)) if object.schema_type == SchemaType::Type(Type::Null))
}

fn target(location: &str) -> &str {
    location.rsplit('/').next().unwrap_or(location)
}

/// What a schema says of itself.
fn description(schema: &RefOr<Schema>) -> &str {
    match schema {
        RefOr::Ref(reference) => &reference.description,
        RefOr::T(Schema::Object(object)) => object.description.as_deref().unwrap_or_default(),
        RefOr::T(Schema::Array(array)) => array.description.as_deref().unwrap_or_default(),
        RefOr::T(Schema::OneOf(one)) => one.description.as_deref().unwrap_or_default(),
        RefOr::T(Schema::AllOf(all)) => all.description.as_deref().unwrap_or_default(),
        RefOr::T(_) => "",
    }
}

/// Paragraphs without the line breaks of the sources, and with words in place of links into them.
fn flow(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    let mut rest = &*paragraphs.collect::<Vec<_>>().join("\n\n");
    let mut flowing = String::new();
    while let Some((before, after)) = rest.split_once("[`") {
        let (link, after) = after.split_once("`]").expect("a link into the sources ends");
        let word = link.rsplit("::").next().unwrap_or(link);
        flowing.push_str(&format!("{before}`{}`", snake(word)));
        rest = after;
    }
    flowing + rest
}
