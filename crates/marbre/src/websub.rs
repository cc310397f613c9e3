//! Tells the WebSub hub which feeds changed, once readers can get them (W3C WebSub §7; the form is that of
//! PubSubHubbub 0.4).

use std::collections::BTreeSet;
use std::time::Duration;

use intake::{Ask, Client};
use tokio::sync::mpsc;

/// Lists of changed pages that may wait while the hub is slow.
pub(crate) const WAITING_MAX: usize = 256;
/// Pauses before the hub is asked again.
const AGAIN_AFTER: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(5), Duration::from_secs(30)];
const ANSWER_BYTES_MAX: usize = 64 << 10;

/// Tells until the site is gone.
pub(crate) async fn tell(
    hub: String,
    origin: String,
    client: Client,
    mut changed: mpsc::Receiver<Vec<String>>,
) {
    while let Some(paths) = changed.recv().await {
        let mut feeds: BTreeSet<String> = paths.into_iter().filter(|path| is_feed(path)).collect();
        // What came meanwhile goes along.
        while let Ok(more) = changed.try_recv() {
            feeds.extend(more.into_iter().filter(|path| is_feed(path)));
        }
        if !feeds.is_empty() {
            publish(&hub, &form(&origin, &feeds), &client).await;
        }
    }
}

fn is_feed(path: &str) -> bool {
    ["/rss.xml", "/rss-full.xml", "/atom.xml", "/feed.json"].iter().any(|file| path.ends_with(file))
}

fn form(origin: &str, feeds: &BTreeSet<String>) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("hub.mode", "publish");
    for path in feeds {
        let encoded = percent_encoding::utf8_percent_encode(path, PATH);
        form.append_pair("hub.url", &format!("{origin}{encoded}"));
    }
    form.finish()
}

/// What feeds call themselves: everything but unreserved letters is encoded.
const PATH: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

async fn publish(hub: &str, form: &str, client: &Client) {
    let mut why = String::new();
    for pause in [Duration::ZERO].into_iter().chain(AGAIN_AFTER) {
        tokio::time::sleep(pause).await;
        match client.ask(Ask::post(hub, form.to_owned(), ANSWER_BYTES_MAX)).await {
            Ok(answer) if answer.status.is_success() => return,
            Ok(answer) => why = format!("it answered {}", answer.status),
            Err(error) => why = error.to_string(),
        }
    }
    tracing::warn!(hub, why, "the hub was not told that feeds changed; readers who poll get them");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_named_as_they_name_themselves() {
        let feeds = ["/fr/rss.xml", "/ar/المنطقة/atom.xml"].map(str::to_owned).into();
        let form = form("https://news.example", &feeds);
        let named: Vec<_> =
            form_urlencoded::parse(form.as_bytes()).map(|(_, value)| value.into_owned()).collect();
        assert_eq!(named[0], "publish");
        assert!(named[1].starts_with("https://news.example/ar/%D8%A7%D9%84"), "{}", named[1]);
        assert_eq!(named[2], "https://news.example/fr/rss.xml");
        assert!(!is_feed("/fr/") && is_feed("/fr/region/feed.json"));
    }
}
