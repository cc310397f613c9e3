//! Sources over real sockets: small servers on this machine that speak as the standards say, and that no visit would reach
//! unless an operator had named their address.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod counterpart;
mod files;
mod mailbox;
mod partners;
mod secure_shell;
mod web;

use intake::{Guard, Intake};
use newsroom::{Fetch, SourceConfig, Visit, VisitError};
use serde_json::Value as Json;

/// An operator named this machine.
fn intake() -> Intake {
    Intake::new(Guard::new(vec!["127.0.0.0/8".parse().unwrap()]), Vec::new())
}

fn source(kind: &str, address: String) -> SourceConfig {
    SourceConfig { kind: kind.into(), address, ..SourceConfig::default() }
}

async fn visit(config: &SourceConfig, progress: &Json) -> Result<Visit, VisitError> {
    intake().visit(config, progress).await
}

/// Names and texts of what a visit brought.
fn brought(visit: &Visit) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    visit.deliveries.iter().map(|one| (one.name.clone(), text(&one.bytes))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect()
}

#[tokio::test]
async fn nobody_reaches_this_machine_unless_an_operator_named_it() {
    let server = counterpart::Counterpart::open(|_| async {}).await;
    let strict = Intake::new(Guard::default(), Vec::new());
    for (kind, scheme) in
        [("poll", "http"), ("imap", "imap"), ("ftp", "ftp"), ("sftp", "sftp"), ("s3", "http")]
    {
        let config = source(kind, format!("{scheme}://127.0.0.1:{}/x", server.port));
        let answer = strict.visit(&config, &Json::Null).await;
        assert!(matches!(answer, Err(VisitError::Refused(_))), "{kind}: {answer:?}");
    }
    assert_eq!(server.served(), 0);
}
