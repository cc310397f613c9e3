//! The items of an export: a file, or the interface of a WordPress that still runs.

use std::path::Path;

use anyhow::bail;
use intake::{Ask, Client};
use story::{Item, Origin, Parsed};

use super::report::Report;
use crate::input;

const ANSWER_BYTES_MAX: usize = 32 << 20;
/// A hundred posts each: a site of this size is exported to a file instead.
const PAGES_MAX: usize = 2_000;

/// `site` is the address of the old site, where an export does not say it.
pub(super) async fn items(
    source: &str,
    site: Option<&str>,
    client: &Client,
    report: &mut Report,
) -> anyhow::Result<Vec<Item>> {
    if source.starts_with("http://") || source.starts_with("https://") {
        return over_the_web(source, client, report).await;
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

/// Posts and pages, a hundred at a time, until the site says that there are no more.
async fn over_the_web(source: &str, client: &Client, report: &mut Report) -> anyhow::Result<Vec<Item>> {
    let site = source.split("/wp-json").next().unwrap_or(source).trim_end_matches('/');
    let mut items = Vec::new();
    for kind in ["posts", "pages"] {
        for page in 1..=PAGES_MAX {
            let url =
                format!("{site}/wp-json/wp/v2/{kind}?per_page=100&page={page}&orderby=id&order=asc&_embed=1");
            let answer = client.ask(Ask::get(&url, ANSWER_BYTES_MAX)).await?;
            // WordPress answers 400 behind the last page.
            if answer.status.as_u16() == 400 && page > 1 {
                break;
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
    Ok(items)
}
