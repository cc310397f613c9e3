//! An answer as a browser reads it: status, headers, and the forms of its HTML.

use http::{HeaderMap, StatusCode};

pub(crate) struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where the answer sends the browser.
    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    #[track_caller]
    pub(crate) fn shows(&self, words: &str) -> &Self {
        assert!(
            self.read().contains(words),
            "{words:?} is not on the page ({}):\n{}",
            self.status,
            self.read()
        );
        self
    }

    #[track_caller]
    pub(crate) fn hides(&self, words: &str) -> &Self {
        assert!(!self.read().contains(words), "{words:?} is on the page");
        self
    }

    /// The HTML with its entities read.
    pub(crate) fn read(&self) -> String {
        unescape(&self.text)
    }

    pub(crate) fn csrf(&self) -> Option<String> {
        self.fields("csrf").pop()
    }

    /// The values of all fields of that name.
    pub(crate) fn fields(&self, name: &str) -> Vec<String> {
        self.form().into_iter().filter(|(known, _)| known == name).map(|(_, value)| value).collect()
    }

    /// What a browser would send if nobody touched the form of the page: inputs, textareas and chosen options.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        let mut select: Option<(String, Option<String>)> = None;
        let mut rest = self.text.as_str();
        while let Some(start) = rest.find('<') {
            let tag = &rest[start..];
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            let (open, after) = tag.split_at(end);
            let name = || attribute(open, "name").unwrap_or_default();
            if open.starts_with("<input")
                && !matches!(attribute(open, "type").as_deref(), Some("file" | "checkbox"))
            {
                fields.push((name(), attribute(open, "value").unwrap_or_default()));
            } else if open.starts_with("<textarea") {
                let words = after.split("</textarea>").next().unwrap_or_default();
                // A browser drops the first line end and sends the others as CR LF.
                let words = unescape(words.strip_prefix('\n').unwrap_or(words)).replace('\n', "\r\n");
                fields.push((name(), words));
            } else if open.starts_with("<select") {
                select = Some((name(), None));
            } else if open.starts_with("<option") {
                let value = attribute(open, "value")
                    .unwrap_or_else(|| unescape(after.split('<').next().unwrap_or_default()));
                if let Some((_, chosen)) = &mut select
                    && (chosen.is_none() || open.contains(" selected"))
                {
                    *chosen = Some(value);
                }
            } else if open.starts_with("</select") {
                fields.extend(select.take().map(|(name, value)| (name, value.unwrap_or_default())));
            }
            rest = after;
        }
        fields.retain(|(name, _)| !name.is_empty());
        fields
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(unescape(tag[start..].split('"').next()?))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2f;", "/")
        .replace("&amp;", "&")
}
