//! Fetches what sources hold: addresses of the web, mail boxes, FTP and SFTP servers, buckets, folders; carries to partners
//! what went live, and to a certificate authority what `marbre` asks it. Knows no format and no database: bytes out, and
//! what the next visit must know.
//!
//! *Invariant:* every connection is made by `guard`, to an address that was looked at after its name was resolved.
//! *Invariant:* every read has a limit in bytes and every visit one in time.

mod acme;
mod deliver;
mod folder;
mod ftp;
pub mod guard;
mod http;
mod imap;
mod listing;
mod mime;
mod s3;
mod sftp;
mod sso;
mod stream;
mod web;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use newsroom::{Delivery, Fetch, SourceConfig, Visit, VisitError};
use serde_json::Value as Json;

pub use guard::{Guard, Net};
pub use http::{Answer, Ask, Client};

/// A visit that takes longer is given up; the next one goes on where the last one that ended stood.
const VISIT_MAX: Duration = Duration::from_secs(180);

/// Fetches by every way there is.
#[derive(Debug, Clone)]
pub struct Intake {
    client: Client,
    /// Folders that sources may watch, and no others.
    folders: Vec<std::path::PathBuf>,
}

impl Intake {
    pub fn new(guard: Guard, folders: Vec<std::path::PathBuf>) -> Self {
        Self { client: Client::new(guard), folders }
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    async fn by_kind(&self, config: &SourceConfig, progress: &Json) -> Result<Visit, VisitError> {
        match config.kind.as_str() {
            "poll" => web::visit(&self.client, config, progress).await,
            "imap" => imap::visit(self.client.guard(), config, progress).await,
            "ftp" => ftp::visit(self.client.guard(), config, progress).await,
            "sftp" => sftp::visit(self.client.guard(), config, progress).await,
            "s3" => s3::visit(&self.client, config, progress).await,
            "folder" => folder::visit(&self.folders, config).await,
            other => Err(VisitError::Settings(format!("'{other}' is no kind of source that is visited"))),
        }
    }
}

impl Fetch for Intake {
    fn visit<'a>(
        &'a self,
        config: &'a SourceConfig,
        progress: &'a Json,
    ) -> Pin<Box<dyn Future<Output = Result<Visit, VisitError>> + Send + 'a>> {
        Box::pin(async move {
            let visited = tokio::time::timeout(VISIT_MAX, self.by_kind(config, progress)).await;
            visited.unwrap_or_else(|_| {
                Err(VisitError::Away(format!("no end after {} seconds", VISIT_MAX.as_secs())))
            })
        })
    }

    fn settle<'a>(
        &'a self,
        config: &'a SourceConfig,
        filed: &'a [Delivery],
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            if config.kind == "folder" {
                folder::settle(&self.folders, config, filed).await;
            }
        })
    }
}

/// How much one source may bring at once, whatever it holds.
fn at_once(config: &SourceConfig) -> usize {
    const DEFAULT: u32 = 100;
    const MOST: u32 = 1000;
    let wanted = if config.at_once_max == 0 { DEFAULT } else { config.at_once_max };
    wanted.min(MOST) as usize
}
