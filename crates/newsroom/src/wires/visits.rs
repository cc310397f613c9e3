//! What the newsroom asks of whoever fetches: one visit to one source, and what came of it.

use std::future::Future;
use std::pin::Pin;

use serde_json::Value as Json;

use super::SourceConfig;

/// Bytes that a source held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
    /// Why the bytes stayed at the source, where they did: told once, and passed by.
    pub left: Option<String>,
}

/// What a visit brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    pub deliveries: Vec<Delivery>,
    /// For the next visit; kept only once the deliveries are filed, so that a crash means asking again.
    pub progress: Json,
    /// The source's own wish, in seconds.
    pub wait_s: Option<u64>,
}

/// Why a visit brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VisitError {
    /// An address that we never connect to.
    #[error("refused: {0}")]
    Refused(String),
    /// Somebody has to change the settings.
    #[error("{0}")]
    Settings(String),
    /// It may work the next time.
    #[error("{0}")]
    Away(String),
    #[error("too large: {0}")]
    TooLarge(String),
    /// The server asks for patience.
    #[error("the server is busy ({status})")]
    Busy { status: u16, wait_s: Option<u64> },
}

/// Fetches from sources. The binary hands one in; the newsroom knows no protocol.
pub trait Fetch: Send + Sync {
    fn visit<'a>(
        &'a self,
        config: &'a SourceConfig,
        progress: &'a Json,
    ) -> Pin<Box<dyn Future<Output = Result<Visit, VisitError>> + Send + 'a>>;

    /// Told once deliveries are filed, for sources that put away what was taken.
    fn settle<'a>(
        &'a self,
        config: &'a SourceConfig,
        filed: &'a [Delivery],
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}
