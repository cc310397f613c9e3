//! Addresses that may stand in an item: the web and mail, nothing that runs.

/// The address as it may be kept: `http`, `https` or `mailto`, without white space and control characters.
pub(crate) fn safe(href: &str) -> Option<String> {
    const BYTES_MAX: usize = 4096;
    // Browsers ignore white space and control characters inside a scheme, so `java\nscript:` runs.
    let tight: String = href.trim().chars().filter(|letter| !letter.is_control()).collect();
    let tight = tight.replace(' ', "%20");
    let scheme = tight.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let fine = match scheme.as_str() {
        "http" | "https" => {
            tight.get(scheme.len()..).is_some_and(|rest| rest.starts_with("://") && rest.len() > 3)
        }
        "mailto" => tight.contains('@'),
        _ => false,
    };
    (fine && tight.len() <= BYTES_MAX).then_some(tight)
}

/// The address of a picture's file: on the web, or in the same delivery (`cid:` and its name).
pub(crate) fn of_file(href: &str) -> Option<String> {
    let enclosed = href.strip_prefix("cid:").filter(|name| !name.is_empty() && name.len() <= 200);
    enclosed.map_or_else(|| safe(href), |name| Some(format!("cid:{name}")))
}

/// Whether it names, by its ending, what is no picture.
pub(crate) fn is_document(href: &str) -> bool {
    const ENDINGS: &[&str] =
        &["pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "zip", "txt"];
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Names of files that a delivery speaks of without saying where they are: they come beside it, or not at all.
pub(crate) fn files_beside<'a>(said: impl Iterator<Item = &'a str>) -> String {
    // On a disk that is not ours: what it is called there is all that can be found beside the item.
    let on_disk = |name: &'a str| match name.strip_prefix("file:") {
        Some(path) => path.rsplit(['/', '\\']).next().unwrap_or_default(),
        None => name,
    };
    let names = said.map(str::trim).map(on_disk).filter(|name| {
        !name.is_empty()
            && name.len() <= 200
            && !has_scheme(name)
            && !name.starts_with('#')
            && name.contains('.')
    });
    let mut list: Vec<&str> = Vec::new();
    for name in names.take(50) {
        if !list.contains(&name) {
            list.push(name);
        }
    }
    list.join(", ")
}

/// As [`safe`], with addresses relative to the page they stand on made whole.
pub(crate) fn resolved(href: &str, base: &str) -> Option<String> {
    let href = href.trim();
    if let Some(whole) = safe(href) {
        return Some(whole);
    }
    let base = safe(base).filter(|base| base.starts_with("http"))?;
    let origin_end = base.find("://").map(|at| at + 3)?;
    let path_start = base[origin_end..].find('/').map_or(base.len(), |at| origin_end + at);
    if let Some(rest) = href.strip_prefix("//") {
        return safe(&format!("{}//{rest}", &base[..origin_end - 2]));
    }
    if href.is_empty() || href.starts_with('#') || has_scheme(href) {
        return None;
    }
    if href.starts_with('/') {
        return safe(&format!("{}{href}", &base[..path_start]));
    }
    let path = base.split(['?', '#']).next().unwrap_or_default();
    let folder = path.rfind('/').filter(|at| *at >= path_start).map_or(path, |at| &path[..at]);
    safe(&format!("{folder}/{}", href.trim_start_matches("./")))
}

fn has_scheme(href: &str) -> bool {
    let end = href.find(['/', '?', '#']).unwrap_or(href.len());
    href[..end].contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_and_of_mail_are_kept() {
        for bad in [
            "javascript:alert(1)",
            "java\nscript:x",
            "data:text/html,x",
            "vbscript:x",
            "",
            "x",
            "//h/p",
            "http:",
            "https://",
        ] {
            assert_eq!(safe(bad), None, "{bad}");
        }
        for good in ["http://h/p", "HTTPS://h", "mailto:desk@example.org"] {
            assert!(safe(good).is_some(), "{good}");
        }
    }

    #[test]
    fn relative_addresses_are_made_whole() {
        let base = "https://news.example/fr/port.html?x=/y";
        for (href, whole) in [
            ("/img/a.jpg", Some("https://news.example/img/a.jpg")),
            ("a.jpg", Some("https://news.example/fr/a.jpg")),
            ("//cdn.example/a b.jpg", Some("https://cdn.example/a%20b.jpg")),
            ("#top", None),
            ("javascript:x", None),
        ] {
            assert_eq!(resolved(href, base).as_deref(), whole, "{href}");
        }
        assert_eq!(resolved("/x", ""), None);
    }
}
