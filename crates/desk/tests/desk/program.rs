//! A program that uses the API. Every answer it gets is held to the description.

use std::cell::RefCell;
use std::collections::HashMap;

use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use newsroom::{Client, MakeToken, Role, Scope};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::world::{PASSWORD, World};

pub(crate) struct Program<'a> {
    world: &'a World,
    token: String,
    pub language: &'static str,
    description: Value,
    /// Made once for each kind of answer.
    validators: RefCell<HashMap<String, jsonschema::Validator>>,
}

/// What it was told.
pub(crate) struct Told {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub json: Value,
    pub bytes: Vec<u8>,
}

impl Told {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Status and code of a refusal.
    pub(crate) fn refusal(&self) -> (u16, &str) {
        (self.status.as_u16(), self.json["code"].as_str().unwrap_or_default())
    }
}

impl World {
    /// A token of somebody of that role.
    pub(crate) async fn token(&self, role: Role, scopes: &[Scope]) -> String {
        let caller = self.kit.caller(role);
        let (newsroom, here) = (&self.newsroom, Client::new("192.0.2.7", "Browser"));
        newsroom
            .set_password(self.kit.chief(), caller.account, PASSWORD.into())
            .await
            .expect("what the test itself made");
        let make = MakeToken { name: "Program".into(), scopes: scopes.to_vec(), expires: None };
        newsroom.make_token(caller, make, PASSWORD.into(), &here).await.expect("what the test itself made").0
    }

    /// Whoever has a token for everything.
    pub(crate) async fn program(&self, role: Role) -> Program<'_> {
        Program::new(self, self.token(role, Scope::ALL).await).await
    }
}

impl<'a> Program<'a> {
    pub(crate) async fn new(world: &'a World, token: String) -> Self {
        let mut program =
            Self { world, token, language: "en", description: Value::Null, validators: RefCell::default() };
        let asked = Request::get("/api/openapi.json").body(Body::empty()).expect("what the test itself made");
        program.description = program.exchange(asked).await.json;
        program
    }

    pub(crate) fn description(&self) -> &Value {
        &self.description
    }

    pub(crate) async fn get(&self, path: &str) -> Told {
        self.ask(self.request(Method::GET, path).body(Body::empty()).expect("what the test itself made"))
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Told {
        self.send(path, "application/json", body.to_string(), None).await
    }

    pub(crate) async fn post_under(&self, key: &str, path: &str, body: Value) -> Told {
        self.send(path, "application/json", body.to_string(), Some(key)).await
    }

    pub(crate) async fn send(
        &self,
        path: &str,
        media_type: &str,
        body: impl Into<Body>,
        key: Option<&str>,
    ) -> Told {
        let mut request = self.request(Method::POST, path).header(header::CONTENT_TYPE, media_type);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.ask(request.body(body.into()).expect("what the test itself made")).await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let request =
            Request::builder().method(method).uri(path).header(header::ACCEPT_LANGUAGE, self.language);
        match self.token.as_str() {
            "" => request,
            token => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Told {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let told = self.exchange(request).await;
        self.hold(&method, &path, &told);
        told
    }

    async fn exchange(&self, request: Request<Body>) -> Told {
        let answer = self.world.router.clone().oneshot(request).await.expect("what the test itself made");
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.expect("what the test itself made").to_bytes();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Told { status: parts.status, headers: parts.headers, json, bytes: bytes.into() }
    }

    /// Fails where an answer is not what the description says of it.
    fn hold(&self, method: &Method, path: &str, told: &Told) {
        let problem = &self.description["components"]["responses"]["Problem"]["content"];
        let documented = match told.status.as_u16() {
            400..=499 => problem,
            other => {
                let operation = self.operation(method, path);
                &operation["responses"][other.to_string()]["content"]
            }
        };
        let kind = told.header("content-type");
        if let Some(anything) = documented.get("*/*") {
            assert_eq!(anything["schema"], json!({}), "{method} {path}");
            return;
        }
        let schema = &documented[kind]["schema"];
        assert!(
            schema.is_object(),
            "{method} {path}: {} {kind} is not described: {}",
            told.status,
            told.json
        );
        let mut validators = self.validators.borrow_mut();
        let validator = validators.entry(schema.to_string()).or_insert_with(|| {
            let components = &self.description["components"];
            jsonschema::validator_for(&json!({ "allOf": [schema], "components": components }))
                .expect("what the test itself made")
        });
        let faults: Vec<String> = validator
            .iter_errors(&told.json)
            .map(|fault| format!("{fault} at {}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{method} {path}: {faults:?} in {}", told.json);
    }

    /// The description of the route that an address belongs to.
    fn operation(&self, method: &Method, path: &str) -> &Value {
        let fits = |template: &str| {
            let (mut ours, mut its) = (path.split('/'), template.split('/'));
            loop {
                match (ours.next(), its.next()) {
                    (None, None) => return true,
                    (Some(ours), Some(its)) if ours == its || its.starts_with('{') => {}
                    _ => return false,
                }
            }
        };
        let paths = self.description["paths"].as_object().expect("what the test itself made");
        let exact = paths.get(path);
        let found = exact.or_else(|| paths.iter().find(|(template, _)| fits(template)).map(|(_, item)| item));
        let item = found.unwrap_or_else(|| panic!("{path} is not described"));
        &item[method.as_str().to_ascii_lowercase()]
    }
}
