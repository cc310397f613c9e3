//! An operator's collector is told what the service does, and nothing that it must not know.

use std::collections::BTreeMap;
use std::sync::mpsc;

use e2e::counterpart::{Counterpart, Heard};
use e2e::journalist::Journalist;
use e2e::reader::{self, get_until};
use e2e::server::Server;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;

const SOON: (&str, &str) = ("OTEL_BSP_SCHEDULE_DELAY", "50");
const BEGUN: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// A collector, and what it was told so far. It hears all the time: spans that nobody takes are dropped.
struct Told {
    heard: mpsc::Receiver<Heard>,
    spans: BTreeMap<Vec<u8>, Span>,
    bytes: Vec<u8>,
}

impl Told {
    fn at(collector: Counterpart) -> Self {
        let (tell, heard) = mpsc::channel();
        std::thread::spawn(move || while tell.send(collector.hear(200)).is_ok() {});
        Self { heard, spans: BTreeMap::new(), bytes: Vec::new() }
    }

    /// Hears on until there is such a span.
    fn until(&mut self, wanted: impl Fn(&Span) -> bool) -> Span {
        loop {
            if let Some(span) = self.spans.values().find(|span| wanted(span)) {
                return span.clone();
            }
            let heard = self.heard.recv().unwrap();
            assert_eq!(heard.header("content-type"), "application/x-protobuf");
            let told = ExportTraceServiceRequest::decode(heard.body.as_slice()).unwrap();
            self.bytes.extend(heard.body);
            for of_service in told.resource_spans {
                let service = of_service.resource.unwrap().attributes.into_iter();
                let mut service = service.filter(|known| known.key == "service.name");
                let name = service.next().and_then(|known| known.value?.value);
                assert_eq!(name, Some(Value::StringValue("marbre".into())));
                let spans = of_service.scope_spans.into_iter().flat_map(|scope| scope.spans);
                self.spans.extend(spans.map(|span| (span.span_id.clone(), span)));
            }
        }
    }

    fn tells(&self, words: &str) -> bool {
        self.bytes.windows(words.len()).any(|here| here == words.as_bytes())
    }
}

fn attribute<'a>(span: &'a Span, key: &str) -> Option<&'a Value> {
    span.attributes.iter().find(|known| known.key == key)?.value.as_ref()?.value.as_ref()
}

#[test]
fn a_publication_is_traced_from_the_desk_to_the_readers_pages_without_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let collector = Counterpart::open();
    let address = collector.address();
    let mut told = Told::at(collector);
    let server = Server::serve(folder.path(), &["--demo", "--traces-to", &address], &[SOON]);
    let desk = Journalist::sign_in(&server);
    let story = desk.write_story("fr/region", "Le pont de Sarrac rouvre", "Les travaux sont finis.");
    let story_id = story.rsplit('/').next().unwrap();
    assert_eq!(desk.publish(&story).status, 303);
    get_until(&server.page("/fr/"), |front| front.body.contains("Le pont de Sarrac rouvre"));

    let release = told.until(|span| {
        span.name == "release" && attribute(span, "story") == Some(&Value::StringValue(story_id.into()))
    });
    let request = told.until(|span| span.span_id == release.parent_span_id);
    assert_eq!(request.name, "POST /stories/{id}/publish");
    assert_eq!(attribute(&request, "http.response.status_code"), Some(&Value::IntValue(303)));
    assert!(request.start_time_unix_nano <= release.start_time_unix_nano);
    let commit = told.until(|span| span.name == "COMMIT" && span.parent_span_id == release.span_id);
    assert_eq!(attribute(&commit, "db.system.name"), Some(&Value::StringValue("sqlite".into())));
    told.until(|span| span.name == "take_in" && span.start_time_unix_nano >= commit.start_time_unix_nano);

    let form = desk.form(&story, &story);
    for secret in [desk.cookie(), form.value("csrf"), server.greeting.password.as_str()] {
        assert!(!secret.is_empty() && !told.tells(secret), "the collector knows {secret}");
    }
}

#[test]
fn a_trace_that_a_proxy_began_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let collector = Counterpart::open();
    let address = collector.address();
    let mut told = Told::at(collector);
    let server =
        Server::serve(folder.path(), &["--demo"], &[SOON, ("OTEL_EXPORTER_OTLP_ENDPOINT", &address)]);
    let begun = format!("00-{BEGUN}-00f067aa0ba902b7-01");
    let request =
        reader::agent().get(format!("{}/sign-in", server.greeting.desk)).header("traceparent", &begun);
    assert_eq!(request.call().unwrap().status(), 200);
    let span = told.until(|span| span.name == "GET /sign-in");
    let trace: String = span.trace_id.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(trace, BEGUN);
}

#[test]
fn a_collector_that_is_away_is_said_once_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let collector = Counterpart::open();
    let address = collector.address();
    drop(collector);
    let server = Server::serve(folder.path(), &["--demo", "--traces-to", &address], &[SOON]);
    let desk = Journalist::sign_in(&server);
    server.logged("the collector takes no traces");
    let story = desk.write_story("fr/region", "Le pont de Sarrac rouvre", "Les travaux sont finis.");
    assert_eq!(desk.publish(&story).status, 303);
}
