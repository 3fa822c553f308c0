//! One operation: its parameters, its body, and everything that it may be answered.

use std::collections::BTreeMap;

use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Type};
use utoipa::openapi::{Ref, RefOr, Required, Response, ResponseBuilder, Schema};

use crate::asking::{Route, Shape, VALIDATE_ONLY};
use crate::codes::explained;
use crate::error::status_of;

/// Schemas by name.
#[derive(Default)]
pub(crate) struct Schemas(BTreeMap<String, RefOr<Schema>>);

impl Schemas {
    /// Takes a type and all that it speaks of, and answers its name.
    pub(crate) fn take<T: ToSchema>(&mut self) -> String {
        let mut found = Vec::new();
        T::schemas(&mut found);
        let name = T::name().into_owned();
        found.push((name.clone(), T::schema()));
        self.extend(found);
        name
    }

    /// Takes schemas that have their names.
    pub(crate) fn extend(&mut self, named: impl IntoIterator<Item = (String, RefOr<Schema>)>) {
        for (name, schema) in named {
            if let Some(before) = self.0.insert(name.clone(), schema.clone()) {
                assert!(before == schema, "two types have the name {name}");
            }
        }
    }

    pub(crate) fn into_named(self) -> BTreeMap<String, RefOr<Schema>> {
        self.0
    }
}

/// What a read is answered.
pub(crate) enum Answer {
    /// One thing of this type.
    One(String),
    /// A page of these.
    Page(String),
    /// A text of this kind.
    Text(&'static str),
}

/// A parameter of a read.
pub(crate) struct Ask {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) shape: AskShape,
    pub(crate) required: bool,
}

/// What a parameter of a read looks like.
#[derive(Clone, Copy)]
pub(crate) enum AskShape {
    Text,
    Whole,
    Flag,
}

/// A read: where, and what is to be known of it.
pub(crate) struct Reading {
    pub(crate) path: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) summary: &'static str,
    /// Whether the header `Actor` must stand.
    pub(crate) actor: bool,
    pub(crate) asks: Vec<Ask>,
    pub(crate) answer: Answer,
    /// What it may be refused with, beside what every read may.
    pub(crate) codes: &'static [&'static str],
}

impl Ask {
    pub(crate) const fn text(name: &'static str, about: &'static str) -> Ask {
        Ask { name, about, shape: AskShape::Text, required: false }
    }

    pub(crate) const fn whole(name: &'static str, about: &'static str) -> Ask {
        Ask { name, about, shape: AskShape::Whole, required: false }
    }

    pub(crate) const fn flag(name: &'static str, about: &'static str) -> Ask {
        Ask { name, about, shape: AskShape::Flag, required: false }
    }

    pub(crate) const fn needed(self) -> Ask {
        Ask { required: true, ..self }
    }
}

/// The operation of a command; `words` are the schemas of the protocol.
pub(crate) fn of_command(route: &Route, words: &BTreeMap<String, RefOr<Schema>>) -> Operation {
    let kind = route.action.map_or("Action".to_owned(), camel);
    let (summary, schema) = match (route.action, words.get(&kind)) {
        (Some(_), Some(RefOr::T(schema))) => (described(schema), remaining(route, &kind, schema)),
        _ => ("Asks any command, by its name.".to_owned(), Some(reference("Action"))),
    };
    let mut operation = OperationBuilder::new()
        .tag(route.tag)
        .summary(Some(summary))
        .operation_id(Some(operation_id(&route.method, route.path)))
        .parameter(header("Actor", "The member that asks.", Required::True))
        .parameter(header(
            "Idempotency-Key",
            "A key of 1 to 35 characters, new for every new command; not needed with validate_only.",
            Required::False,
        ))
        .parameter(parameter(
            ParameterIn::Query,
            &Ask::flag(VALIDATE_ONLY, "Tells what would come of the command, and records nothing."),
        ));
    for slot in route.slots {
        let shape = if slot.shape == Shape::Number { AskShape::Whole } else { AskShape::Text };
        let ask = Ask { name: slot.param, about: about(slot.shape), shape, required: true };
        operation = operation.parameter(parameter(ParameterIn::Path, &ask));
    }
    if let Some(schema) = schema {
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let body = RequestBodyBuilder::new().content("application/json", content);
        operation = operation.request_body(Some(body.required(Some(Required::True)).build()));
    }
    let either = utoipa::openapi::schema::OneOfBuilder::new()
        .item(reference("Done"))
        .item(reference("Trial"))
        .description(Some("What came of it; with validate_only, what would."));
    let answer = ResponseBuilder::new()
        .description("On record, and on disk.")
        .content("application/json", ContentBuilder::new().schema(Some(Schema::from(either.build()))).build())
        .header("Laycan-Sequence", sequence_header())
        .header(
            "Idempotency-Replayed",
            HeaderBuilder::new()
                .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
                .description(Some("`true` if the same had been asked before under this key."))
                .build(),
        );
    operation = operation.response("200", answer.build());
    for (status, _) in command_problems() {
        let shared = RefOr::Ref(Ref::from_response_name(shared_name(status)));
        operation = operation.response(status.to_string(), shared);
    }
    operation.build()
}

/// What any command may be refused with, status by status; the operations refer to it.
pub(crate) fn command_problems() -> Vec<(u16, Response)> {
    let engines = engine::catalogue().iter().map(|known| known.code);
    let wires = wire::CODES.iter().map(|known| known.code);
    let all = by_status(DOOR.iter().copied().chain(wires).chain(engines));
    all.into_iter().map(|(status, codes)| (status, problem(&codes))).collect()
}

/// The name under which the problems of commands with this status are described.
pub(crate) fn shared_name(status: u16) -> String {
    format!("Command{status}")
}

/// What is met before a command is read.
const DOOR: &[&str] = &[
    "ACTOR_MISSING",
    "ACTOR_MALFORMED",
    "ACTOR_UNKNOWN",
    "HEADER_TWICE",
    "IDEMPOTENCY_KEY_MISSING",
    "IDEMPOTENCY_KEY_MALFORMED",
    "PARAMETER_UNKNOWN",
    "PARAMETER_TWICE",
    "PARAMETER_MALFORMED",
    "PATH_MALFORMED",
    "METHOD_NOT_ALLOWED",
    "CONTENT_TYPE_UNSUPPORTED",
    "BODY_TOO_LARGE",
    "BODY_TOO_SLOW",
    "BODY_BROKEN",
    "BUSY",
    "JOURNAL_INTERRUPTED",
    "PROJECTIONS_BEHIND",
    "STOPPING",
    "OUTCOME_UNKNOWN",
    "INTERNAL",
];

/// The operation of a read.
pub(crate) fn of_reading(reading: &Reading) -> Operation {
    let mut operation = OperationBuilder::new()
        .tag(reading.tag)
        .summary(Some(reading.summary))
        .operation_id(Some(operation_id(&HttpMethod::Get, reading.path)));
    if reading.actor {
        operation = operation.parameter(header("Actor", "The member that asks.", Required::True));
    }
    for ask in &reading.asks {
        let within = reading.path.contains(&format!("{{{}}}", ask.name));
        let place = if within { ParameterIn::Path } else { ParameterIn::Query };
        operation = operation.parameter(parameter(place, ask));
    }
    let (kind, schema) = match &reading.answer {
        Answer::One(name) => ("application/json", reference(name)),
        Answer::Page(name) => ("application/json", RefOr::T(page(name))),
        Answer::Text(kind) => {
            (*kind, RefOr::T(Schema::from(ObjectBuilder::new().schema_type(Type::String).build())))
        }
    };
    let mut answer = ResponseBuilder::new()
        .description("As asked.")
        .content(kind, ContentBuilder::new().schema(Some(schema)).build());
    if kind == "application/json" {
        answer = answer.header("Laycan-Sequence", sequence_header());
    }
    operation = operation.response("200", answer.build());
    let actors = ["ACTOR_MISSING", "ACTOR_MALFORMED", "ACTOR_UNKNOWN", "HEADER_TWICE", "JOURNAL_INTERRUPTED"];
    let of_actor = actors.into_iter().filter(|_| reading.actor);
    let every = ["PARAMETER_UNKNOWN", "METHOD_NOT_ALLOWED", "INTERNAL"];
    responses(operation, every.into_iter().chain(of_actor).chain(reading.codes.iter().copied())).build()
}

/// One response a status, with every code that it may have.
fn responses(mut operation: OperationBuilder, codes: impl Iterator<Item = &'static str>) -> OperationBuilder {
    for (status, codes) in by_status(codes) {
        operation = operation.response(status.to_string(), problem(&codes));
    }
    operation
}

fn by_status(codes: impl Iterator<Item = &'static str>) -> BTreeMap<u16, Vec<&'static str>> {
    let mut sorted: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    for code in codes {
        let codes = sorted.entry(status_of(code).as_u16()).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    sorted
}

fn problem(codes: &[&str]) -> Response {
    let listed = |code: &&str| match explained(code) {
        Some(known) => format!("- `{code}`: {}", known.meaning),
        None => panic!("{code} is not explained"),
    };
    let lines: Vec<String> = codes.iter().map(listed).collect();
    ResponseBuilder::new()
        .description(lines.join("\n"))
        .content("application/problem+json", ContentBuilder::new().schema(Some(reference("Problem"))).build())
        .build()
}

/// A page of a list.
fn page(name: &str) -> Schema {
    let sequence = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
    let next = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("Ask again with this cursor for what follows; left out at the end."));
    ObjectBuilder::new()
        .property("sequence", sequence.description(Some("The record for which this is true.")).build())
        .required("sequence")
        .property("items", ArrayBuilder::new().items(reference(name)).build())
        .required("items")
        .property("next", next.build())
        .into()
}

/// The schema of a command without what stands in the path; nothing if nothing is left.
fn remaining(route: &Route, kind: &str, schema: &Schema) -> Option<RefOr<Schema>> {
    let Schema::Object(object) = schema else { return Some(reference(kind)) };
    if route.slots.is_empty() {
        return (!object.properties.is_empty()).then(|| reference(kind));
    }
    let mut object = object.clone();
    for slot in route.slots {
        object.properties.shift_remove(slot.field);
        object.required.retain(|field| field != slot.field);
    }
    (!object.properties.is_empty()).then_some(RefOr::T(Schema::Object(object)))
}

fn described(schema: &Schema) -> String {
    match schema {
        Schema::Object(object) => object.description.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

fn about(shape: Shape) -> &'static str {
    match shape {
        Shape::Number => "Its number.",
        Shape::Text => "Its name.",
        Shape::OrderId => "The id that an answer told.",
        Shape::ClientOrderId => "The member's own name for an open order.",
    }
}

fn header(name: &str, about: &str, required: Required) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(about))
        .required(required)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}

fn parameter(place: ParameterIn, ask: &Ask) -> Parameter {
    let kind = match ask.shape {
        AskShape::Text => Type::String,
        AskShape::Whole => Type::Integer,
        AskShape::Flag => Type::Boolean,
    };
    ParameterBuilder::new()
        .name(ask.name)
        .parameter_in(place)
        .description(Some(ask.about))
        .required(if ask.required { Required::True } else { Required::False })
        .schema(Some(ObjectBuilder::new().schema_type(kind).build()))
        .build()
}

fn sequence_header() -> utoipa::openapi::Header {
    HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::Integer).build()))
        .description(Some("The record for which the answer is true."))
        .build()
}

fn reference(name: &str) -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(name))
}

/// `place_order` is the type `PlaceOrder`.
fn camel(action: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    action.split('_').map(word).collect()
}

/// `POST /v1/orders/{order}` is `post_orders_by_order`.
fn operation_id(method: &HttpMethod, path: &str) -> String {
    let method = match method {
        HttpMethod::Patch => "patch",
        HttpMethod::Delete => "delete",
        HttpMethod::Get => "get",
        _ => "post",
    };
    let parts = path.trim_start_matches("/v1").split('/').filter(|part| !part.is_empty());
    let words = parts.map(|part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => format!("by_{name}"),
        None => part.replace(['-', '.'], "_"),
    });
    core::iter::once(method.to_owned()).chain(words).collect::<Vec<_>>().join("_")
}
