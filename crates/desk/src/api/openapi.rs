//! The description of the API (OpenAPI 3.1), made from the table of its routes.

use std::collections::BTreeMap;

use http::Method;
use schemars::generate::{Contract, SchemaSettings};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::endpoint::{Endpoint, Takes};
use super::problem::Details;

const SCHEMAS: &str = "/components/schemas/";

/// What is taken may say less than what is given: each has its own schemas.
struct Schemas {
    taken: SchemaGenerator,
    given: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let of = |contract: Contract| {
            let settings = SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = SCHEMAS.into();
                settings.meta_schema = None;
                settings.contract = contract.clone();
            });
            settings.into_generator()
        };
        Self { taken: of(Contract::Deserialize), given: of(Contract::Serialize) }
    }
}

/// The whole document; `origin` is where the desk is reached.
pub(super) fn describe(endpoints: &[Endpoint], origin: &str) -> Value {
    let mut schemas = Schemas::new();
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in endpoints {
        let operation = operation(endpoint, &mut schemas);
        let item = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        item[endpoint.method.as_str().to_ascii_lowercase()] = operation;
    }
    let problem = schemas.given.subschema_for::<Details>();
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Marbre",
            "version": env!("CARGO_PKG_VERSION"),
            "description": INTRODUCTION,
            "license": { "name": "MPL-2.0", "identifier": "MPL-2.0" },
        },
        "servers": [{ "url": origin }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "bearerFormat": "mrb_…",
                    "description": "Made in the settings of the desk; for certain scopes, and never more than its owner may." },
                "password": { "type": "http", "scheme": "basic",
                    "description": "The token as password, under any name: for calendars and feed readers, which only read." },
            },
            "parameters": { "IdempotencyKey": idempotency_key() },
            "responses": {
                "Problem": {
                    "description": "It was not done; `code` says why.",
                    "content": { "application/problem+json": { "schema": problem } },
                },
            },
        },
    });
    document["components"]["schemas"] = merged(&mut document, schemas);
    document
}

const INTRODUCTION: &str = "Everything that the desk's screens do. Times are RFC 3339 in UTC; lists are cut into pages, \
    of which `next` names the one that follows. A changing request may carry an `Idempotency-Key`: asked again under the \
    same key within a day, it is answered again and not done again. Refusals are problem details (RFC 9457) in the \
    language of `Accept-Language` (fr, en, ar).";

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": "Any word of your own: the request is done once, however often it is sent under this word by this token within 24 hours.",
        "schema": { "type": "string", "minLength": 1, "maxLength": newsroom::KEY_CHARS_MAX, "pattern": "^[ -~]+$" },
    })
}

fn operation(endpoint: &Endpoint, schemas: &mut Schemas) -> Value {
    let mut parameters: Vec<Value> = parts(endpoint.path).map(|name| part(endpoint.path, name)).collect();
    if let Some(query) = endpoint.query {
        parameters.extend(query_parameters(query(&mut schemas.taken), &schemas.taken));
    }
    if endpoint.method == Method::POST {
        parameters.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
    }
    let content = match endpoint.answer {
        Some(answer) => json!({ "application/json": { "schema": answer(&mut schemas.given) } }),
        None => json!({ "*/*": { "schema": {} } }),
    };
    let mut operation = json!({
        "operationId": endpoint.name,
        "summary": endpoint.says,
        "tags": [endpoint.path.split('/').nth(2).unwrap_or_default()],
        "x-scope": newsroom::Scope::of(endpoint.permission).as_str(),
        "x-least-role": endpoint.permission.least_role().as_str(),
        "parameters": parameters,
        "responses": {
            endpoint.status.as_str(): { "description": "Done.", "content": content },
            "4XX": { "$ref": "#/components/responses/Problem" },
            "5XX": { "$ref": "#/components/responses/Problem" },
        },
    });
    if endpoint.method.is_safe() {
        operation["security"] = json!([{ "token": [] }, { "password": [] }]);
    }
    match (endpoint.takes, endpoint.body) {
        (Takes::Json, Some(body)) => {
            let schema = taken(body(&mut schemas.taken));
            operation["requestBody"] =
                json!({ "required": true, "content": { "application/json": { "schema": schema } } });
        }
        (Takes::Document, _) => {
            operation["requestBody"] = json!({ "required": true, "content": { "*/*": { "schema": {} } } });
        }
        _ => {}
    }
    operation
}

/// The names in braces of a path.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn part(path: &str, name: &str) -> Value {
    let noun = path.split('/').nth(2).unwrap_or_default();
    let schema = match (noun, name) {
        (_, "edition") => json!({ "type": "string" }),
        ("stories" | "items" | "assets" | "accounts", "id") => {
            json!({ "type": "string", "pattern": "^[0-7][0-9a-hjkmnp-tv-z]{12}$" })
        }
        (_, "id" | "session") => json!({ "type": "string", "pattern": "^[0-9]{1,19}$" }),
        _ => json!({ "type": "integer", "minimum": 0 }),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

/// Each property of the query's schema is a parameter of its own.
fn query_parameters(schema: Schema, schemas: &SchemaGenerator) -> Vec<Value> {
    let schema = resolved(schema, schemas);
    let required = schema.get("required").cloned().unwrap_or_default();
    let empty = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    let parameter = |(name, property): (&String, &Value)| {
        let mut property = taken_value(property.clone());
        let description = property.as_object_mut().and_then(|object| object.remove("description"));
        let is_required = required.as_array().is_some_and(|list| list.iter().any(|one| one == name));
        let mut parameter =
            json!({ "name": name, "in": "query", "required": is_required, "schema": property });
        if let Some(description) = description {
            parameter["description"] = description;
        }
        parameter
    };
    properties.iter().map(parameter).collect()
}

fn resolved(schema: Schema, schemas: &SchemaGenerator) -> Value {
    let value = Value::from(schema);
    let name = value.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
    match name.and_then(|name| schemas.definitions().get(name)) {
        Some(found) => found.clone(),
        None => value,
    }
}

/// References to what is taken, until it is known which of them say the same as what is given.
const TAKEN: &str = "#/taken/";
const GIVEN: &str = "#/components/schemas/";

fn taken(schema: Schema) -> Value {
    taken_value(Value::from(schema))
}

fn taken_value(mut value: Value) -> Value {
    rename(&mut value, &|path| path.strip_prefix(GIVEN).map(|name| format!("{TAKEN}{name}")));
    value
}

/// All schemas by name. What is taken otherwise than it is given is named `…Input`.
fn merged(document: &mut Value, schemas: Schemas) -> Value {
    let definitions = |mut generator: SchemaGenerator| generator.take_definitions(true);
    let mut given: BTreeMap<String, Value> = definitions(schemas.given).into_iter().collect();
    let taken: BTreeMap<String, Value> = definitions(schemas.taken).into_iter().collect();
    let mut other: Vec<String> = Vec::new();
    loop {
        let differs = |name: &String, value: &Value| {
            let mut names = false;
            visit(value, &mut |path| names |= other.iter().any(|one| path == format!("{GIVEN}{one}")));
            names || given.get(name).is_some_and(|known| known != value)
        };
        let found: Vec<String> = taken
            .iter()
            .filter(|(name, value)| !other.contains(name) && differs(name, value))
            .map(|(name, _)| name.clone())
            .collect();
        if found.is_empty() {
            break;
        }
        other.extend(found);
    }
    let named = |name: &str| {
        let clashes = other.iter().any(|one| one == name) && given.contains_key(name);
        if clashes { format!("{name}Input") } else { name.to_owned() }
    };
    rename(document, &|path| path.strip_prefix(TAKEN).map(|name| format!("{GIVEN}{}", named(name))));
    let renamed: Vec<(String, Value)> = taken
        .into_iter()
        .map(|(name, mut value)| {
            rename(&mut value, &|path| {
                path.strip_prefix(GIVEN).map(|name| format!("{GIVEN}{}", named(name)))
            });
            (named(&name), value)
        })
        .collect();
    given.extend(renamed);
    given.into_iter().collect()
}

fn rename(value: &mut Value, to: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(path)) = object.get_mut("$ref")
                && let Some(other) = to(path)
            {
                *path = other;
            }
            object.values_mut().for_each(|inner| rename(inner, to));
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| rename(inner, to)),
        _ => {}
    }
}

fn visit(value: &Value, see: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(path)) = object.get("$ref") {
                see(path);
            }
            object.values().for_each(|inner| visit(inner, see));
        }
        Value::Array(list) => list.iter().for_each(|inner| visit(inner, see)),
        _ => {}
    }
}
