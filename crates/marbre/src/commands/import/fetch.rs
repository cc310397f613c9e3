//! The items of an export: a file, or the interface of a WordPress that still runs.

use std::path::Path;
use std::time::Duration;

use anyhow::bail;
use intake::{Answer, Ask, Client};
use newsroom::VisitError;
use story::{Item, Origin, Parsed};

use super::report::Report;
use crate::input;

const ANSWER_BYTES_MAX: usize = 32 << 20;
/// A hundred posts each: a site of this size is exported to a file instead.
const PAGES_MAX: usize = 2_000;
/// How often a server that is busy is asked again, and how long it may make us wait each time.
const TRIES_MAX: u32 = 5;
const WAIT_S_MAX: u64 = 300;

/// `site` is the address of the old site, where an export does not say it.
pub(super) async fn items(
    source: &str,
    site: Option<&str>,
    login: Option<&str>,
    client: &Client,
    report: &mut Report,
) -> anyhow::Result<Vec<Item>> {
    if source.starts_with("http://") || source.starts_with("https://") {
        return over_the_web(source, login, client, report).await;
    }
    let read = input::read(Path::new(source))?;
    let address = site.filter(|site| site.starts_with("http://") || site.starts_with("https://"));
    Ok(taken(
        wire::parse(&read.bytes, &Origin { name: address.unwrap_or(source), media_type: "", time_zone: "" }),
        report,
    ))
}

fn taken(parsed: Parsed, report: &mut Report) -> Vec<Item> {
    report.problems(&parsed.problems);
    parsed.items
}

/// Posts and pages, a hundred at a time, until the site says that there are no more. Strangers are shown what is
/// published; who signs in is shown drafts, too.
async fn over_the_web(
    source: &str,
    login: Option<&str>,
    client: &Client,
    report: &mut Report,
) -> anyhow::Result<Vec<Item>> {
    let site = source.split("/wp-json").next().unwrap_or(source).trim_end_matches('/');
    let interface = format!("{site}/wp-json/wp/v2");
    let ask = |url: &str| match login.and_then(|login| login.split_once(':')) {
        Some((name, password)) => Ask::get(url, ANSWER_BYTES_MAX).signed(name, password),
        None => Ask::get(url, ANSWER_BYTES_MAX),
    };
    let all = if login.is_some() { "&status=publish,future,draft,pending,private" } else { "" };
    let mut items = Vec::new();
    for kind in ["posts", "pages"] {
        for page in 1..=PAGES_MAX {
            let url =
                format!("{interface}/{kind}?per_page=100&page={page}&orderby=id&order=asc&_embed=1{all}");
            let answer = patiently(client, ask(&url)).await?;
            // WordPress answers 400 behind the last page.
            if answer.status.as_u16() == 400 && page > 1 {
                break;
            }
            if login.is_some() && matches!(answer.status.as_u16(), 400 | 401 | 403) {
                bail!("{site} does not show its drafts to this login ({})", answer.status);
            }
            if !answer.status.is_success() {
                bail!("{url} answers {}", answer.status);
            }
            let origin = Origin { name: site, media_type: "application/json", time_zone: "" };
            let found = taken(wire::parse(&answer.body, &origin), report);
            let last = answer.header("x-wp-totalpages").parse::<usize>().is_ok_and(|pages| page >= pages);
            let none = found.is_empty();
            items.extend(found);
            if last || none {
                break;
            }
        }
    }
    if login.is_none() {
        report.note("drafts-not-shown", format!("{site} shows drafts to nobody without --login"));
    }
    let comments = patiently(client, ask(&format!("{interface}/comments?per_page=1"))).await?;
    match comments.header("x-wp-total").parse::<u64>() {
        Ok(count) if count > 0 && comments.status.is_success() => {
            report.note("comments-left-out", format!("{count} comments are left out"));
        }
        _ => {}
    }
    Ok(items)
}

/// Asks again after as long as a busy server wishes, a few times.
pub(super) async fn patiently(client: &Client, ask: Ask) -> Result<Answer, VisitError> {
    for tried in 0..TRIES_MAX {
        let answer = client.ask(ask.clone()).await?;
        if !matches!(answer.status.as_u16(), 429 | 503) {
            return Ok(answer);
        }
        let wait = answer.wait_s().unwrap_or(1 << tried).min(WAIT_S_MAX);
        tokio::time::sleep(Duration::from_secs(wait)).await;
    }
    client.ask(ask).await
}
