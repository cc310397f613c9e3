//! Traces of what the service does, told to an operator's collector by the OpenTelemetry Protocol over HTTP.
//!
//! What the SDK reads from the environment counts here too: `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_SERVICE_NAME`,
//! `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_TRACES_SAMPLER`, `OTEL_BSP_*`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use async_trait::async_trait;
use intake::{Ask, Client, Guard};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use tokio::runtime::Handle;

const SERVICE: &str = "marbre";
const ANSWER_BYTES_MAX: usize = 64 << 10;
/// The last spans may take this long to be told when the process ends.
const FAREWELL: Duration = Duration::from_secs(3);

/// The way to the collector; closed, it tells what it still holds.
pub(crate) struct Traces(SdkTracerProvider);

impl Traces {
    /// `endpoint` is the base address of the collector: `http://localhost:4318`.
    pub(crate) fn to(endpoint: &str, runtime: Handle) -> anyhow::Result<Self> {
        let carrier = Carrier { client: client()?, runtime, silent: AtomicBool::new(false) };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(carrier)
            .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
            .build()
            .with_context(|| format!("traces cannot be sent to '{endpoint}'"))?;
        let named = std::env::var_os("OTEL_SERVICE_NAME").is_some();
        let resource =
            if named { Resource::builder() } else { Resource::builder().with_service_name(SERVICE) };
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.build())
            .with_batch_exporter(exporter)
            .build();
        // A proxy in front of the desk may have begun the trace (W3C Trace Context).
        opentelemetry::global::set_text_map_propagator(TraceContextPropagator::new());
        Ok(Self(provider))
    }

    pub(crate) fn tracer(&self) -> SdkTracer {
        self.0.tracer(SERVICE)
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        // A collector that does not answer keeps nobody from ending.
        let _ = self.0.shutdown_with_timeout(FAREWELL);
    }
}

/// For what the operator named: a collector or an identity provider may stand in the house.
pub(crate) fn client() -> anyhow::Result<Client> {
    let everywhere = ["0.0.0.0/0", "::/0"].map(|net| net.parse().map_err(anyhow::Error::msg));
    Ok(Client::new(Guard::new(everywhere.into_iter().collect::<anyhow::Result<_>>()?)))
}

/// Our own client, for a thread that is none of the runtime's.
#[derive(Debug)]
struct Carrier {
    client: Client,
    runtime: Handle,
    /// The last attempt failed, and that was said.
    silent: AtomicBool,
}

#[async_trait]
impl HttpClient for Carrier {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (head, body) = request.into_parts();
        let ask = Ask {
            method: head.method,
            url: head.uri.to_string(),
            headers: head.headers,
            body,
            bytes_max: ANSWER_BYTES_MAX,
        };
        let client = self.client.clone();
        let answered = self.runtime.spawn(async move { client.ask(ask).await }).await?;
        let why = match &answered {
            Ok(answer) if answer.status.is_success() => String::new(),
            Ok(answer) => format!("it answered {}", answer.status),
            Err(error) => error.to_string(),
        };
        if self.silent.swap(!why.is_empty(), Ordering::Relaxed) == why.is_empty() {
            match why.as_str() {
                "" => tracing::info!("the collector takes traces again"),
                why => tracing::warn!(why, "the collector takes no traces; they are dropped until it does"),
            }
        }
        let answer = answered?;
        let mut response = Response::new(Bytes::from(answer.body));
        *response.status_mut() = answer.status;
        Ok(response)
    }
}
