//! Addresses: how they are written, and which of those that stories bring may reach readers.

use story::StoryId;

/// The address a story gets at its first publication: `/fr/region/le-port-rouvre-0abc…`.
pub fn article_path(edition: &str, section_slug: &str, headline: &str, id: StoryId) -> String {
    let words = story::slug(headline);
    let last = if words.is_empty() { id.to_string() } else { format!("{words}-{id}") };
    if section_slug.is_empty() {
        format!("/{edition}/{last}")
    } else {
        format!("/{edition}/{section_slug}/{last}")
    }
}

/// The number at the end of an article's address, whatever stands before it.
pub(crate) fn trailing_id(path: &str) -> Option<StoryId> {
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let id = last.rsplit('-').next()?;
    id.parse().ok()
}

/// A path as it stands in markup: everything but unreserved ASCII is percent-encoded.
pub(crate) fn encode(path: &str) -> String {
    encode_where(path, |byte| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte))
}

/// A value in a query: the slash is encoded too.
pub(crate) fn encode_value(text: &str) -> String {
    encode_where(text, |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

fn encode_where(text: &str, plain: impl Fn(u8) -> bool) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// A link of a story as readers get it: `http`, `https`, `mailto` or relative, without characters that addresses
/// cannot hold. `None` for anything else: its words stay, without the link.
pub(crate) fn safe_href(href: &str) -> Option<String> {
    // Browsers drop tabs and newlines inside addresses: "java\nscript:" is a script.
    let href: String = href.trim().chars().filter(|letter| !letter.is_control()).collect();
    if href.is_empty() || href.len() > 2_000 {
        return None;
    }
    let scheme_end = href.find([':', '/', '?', '#', '\\']).filter(|at| href[*at..].starts_with(':'));
    let fine = match scheme_end {
        None => !href.starts_with("//") || has_host(&href[2..]),
        Some(end) => match href[..end].to_ascii_lowercase().as_str() {
            "http" | "https" => href[end..].strip_prefix("://").is_some_and(has_host),
            "mailto" => href.len() > end + 1,
            _ => false,
        },
    };
    fine.then(|| encode_where(&href, |byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte)))
        .map(|href| mend_percents(&href))
}

fn has_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty()
        && !host.starts_with([':', '.'])
        && host.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | ':'))
        && host.split(':').skip(1).all(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
        && host.matches(':').count() <= 1
}

/// A percent sign that starts no escape is one itself.
fn mend_percents(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for (at, letter) in href.char_indices() {
        out.push(letter);
        let escape = href.as_bytes().get(at + 1..at + 3);
        if letter == '%' && !escape.is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit)) {
            out.push_str("25");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_mail_and_relative_links_reach_readers() {
        for (href, safe) in [
            ("https://meridian.example/a b", Some("https://meridian.example/a%20b")),
            ("HTTP://x.example:80/?q=\"<>", Some("HTTP://x.example:80/?q=%22%3C%3E")),
            ("mailto:desk@trois-rives.example", Some("mailto:desk@trois-rives.example")),
            ("/fr/région/#s1", Some("/fr/r%C3%A9gion/#s1")),
            ("//cdn.example/x", Some("//cdn.example/x")),
            ("a/100%", Some("a/100%25")),
            ("a/%C3%A9", Some("a/%C3%A9")),
            ("javascript:alert(1)", None),
            (" java\nscript:alert(1)", None),
            ("JAVASCRIPT&colon;alert(1):", None),
            ("data:text/html,x", None),
            ("vbscript:x", None),
            ("https://", None),
            ("https://ho st/", None),
            ("http://x:y/", None),
            ("mailto:", None),
            ("", None),
        ] {
            assert_eq!(safe_href(href).as_deref(), safe, "{href:?}");
        }
    }

    #[test]
    fn an_article_path_ends_in_its_number() {
        let id = StoryId::from_number(42);
        let path = article_path("fr", "region", "Le port rouvre", id);
        assert_eq!(path, format!("/fr/region/le-port-rouvre-{id}"));
        assert_eq!(article_path("fr", "region", "!!!", id), format!("/fr/region/{id}"));
        for path in [path.as_str(), &format!("/x/{id}/"), &format!("/{id}")] {
            assert_eq!(trailing_id(path), Some(id));
        }
        assert_eq!(trailing_id("/fr/region/"), None);
    }

    #[test]
    fn paths_are_written_in_ascii() {
        assert_eq!(encode("/ar/é &\"<>"), "/ar/%C3%A9%20%26%22%3C%3E");
    }
}
