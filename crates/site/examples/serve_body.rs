//! Serves one file as every page, to measure the server itself beside another one (see bench/).
//! `serve_body FILE [ADDR [THREADS [ACCESS_LOG]]]`; each `/page/…` is a page of its own, anything else is not there.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use site::{Journal, JournalDown, Later, NotAdded, Read, Readings, SiteConfig, Sockets};
use story::{Found, JournalEntry, Page, Press, Shelf, Standing};

struct OneBody(Vec<u8>);

impl Press for OneBody {
    fn down(&self, _: Option<&dyn Shelf>, path: &str, _: Option<(&[u8], story::Timestamp)>) -> Page {
        Page::new("text/plain", path.into(), 0)
    }

    fn print(&self, _: &dyn Shelf, path: &str) -> Found {
        let page = |body| Page::new("text/html; charset=utf-8", body, 5);
        match path.strip_prefix("/page/") {
            // Its own bytes, so that a long archive is one in memory too.
            Some(number) => {
                let mut body = self.0.clone();
                body.extend_from_slice(format!("<!-- {number} -->").as_bytes());
                Found::Page(page(body))
            }
            None if path == "/" => Found::Page(page(self.0.clone())),
            None => {
                Found::Missing(page(b"<!doctype html><title>404</title><p>There is nothing here. ".repeat(6)))
            }
        }
    }

    fn stale(&self, _: &dyn Shelf, _: &JournalEntry, _: Option<&Standing>) -> Vec<String> {
        Vec::new()
    }

    fn most_read_pages(&self) -> Vec<String> {
        Vec::new()
    }

    fn file(&self, _: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
        None
    }
}

struct NoReadings;

impl Readings for NoReadings {
    fn add<'a>(&'a self, _: &'a Read) -> Later<'a, Result<(), NotAdded>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

struct NoJournal;

impl Journal for NoJournal {
    fn after(&self, _: u64, _: u32) -> Later<'_, Result<Vec<JournalEntry>, JournalDown>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    fn last(&self) -> Later<'_, Result<u64, JournalDown>> {
        Box::pin(std::future::ready(Ok(0)))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let body =
        std::fs::read(arguments.next().ok_or("usage: serve_body FILE [ADDR [THREADS [ACCESS_LOG]]]")?)?;
    let addr = arguments.next().unwrap_or_else(|| "127.0.0.1:8090".into()).parse()?;
    let shelf = std::env::temp_dir().join(format!("serve-body-{}.redb", std::process::id()));
    let threads = arguments.next().map_or(Ok(1), |threads| threads.parse())?;
    let mut config = SiteConfig::new(Sockets::bind(addr, threads)?, &shelf);
    config.access_log = arguments.next().map(PathBuf::from);
    config.cache_bytes = 4 << 30;
    let blobs = store::Blobs::at(&std::env::temp_dir());
    let site = site::start(config, Arc::new(OneBody(body)), NoJournal, None, NoReadings, blobs).await?;
    println!("http://{}/", site.addr);
    std::future::pending::<()>().await;
    drop(site);
    Ok(())
}
