//! A mail as text: folded headers, and the plain part of a message in several parts. (A mail's attachments are
//! not read here.)

use std::borrow::Cow;

use story::Item;

use crate::dates;
use crate::problem::Problems;
use crate::prose::fold;
use story::SourceCredit;

/// The words of the message, its headers taken; any other text as it is.
pub(super) fn unpacked<'a>(text: &'a str, item: &mut Item, problems: &mut Problems) -> Cow<'a, str> {
    let Some((headers, body)) = headers(text) else { return Cow::Borrowed(text) };
    let header = |name: &str| {
        headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    item.headline = fold(header("subject"));
    let from = header("from").split('<').next().unwrap_or_default().trim().trim_matches('"');
    let from = if from.is_empty() { header("from") } else { from };
    item.sources.push(SourceCredit { name: from.to_owned(), ..SourceCredit::default() });
    item.created = dates::field(header("date"), "Date", problems);
    item.guid = header("message-id").trim_matches(['<', '>']).to_owned();
    problems.add("mail-headers", "", format!("{} header lines of the mail are left out", headers.len()));
    Cow::Owned(plain_part(header("content-type"), header("content-transfer-encoding"), body, 0))
}

type Headers = Vec<(String, String)>;

/// Headers and body, where this begins as a mail does: at least a sender and a subject.
fn headers(text: &str) -> Option<(Headers, &str)> {
    let (headers, body) = split_headers(text.trim_start());
    let has = |name: &str| headers.iter().any(|(key, _)| key == name);
    let mail = has("from")
        && has("subject")
        && (has("message-id") || has("mime-version") || has("received") || has("date"));
    mail.then_some((headers, body))
}

fn split_headers(text: &str) -> (Headers, &str) {
    let mut headers: Headers = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.contains(' ')) else {
            at -= line.len();
            break;
        };
        headers.push((key.to_lowercase(), value.trim().to_owned()));
    }
    (headers, &text[at..])
}

/// The first plain part; parts may hold parts, four deep at most.
fn plain_part(kind: &str, encoding: &str, body: &str, depth: usize) -> String {
    const DEPTH_MAX: usize = 4;
    let boundary = kind
        .split_once("boundary=")
        .map(|(_, rest)| rest.split(';').next().unwrap_or(rest).trim().trim_matches('"'));
    if let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty() && depth < DEPTH_MAX) {
        let mark = format!("--{boundary}");
        let parts = body.split(mark.as_str()).skip(1).filter(|part| !part.starts_with("--"));
        let parts: Vec<String> = parts
            .map(|part| {
                let (headers, body) = split_headers(part.trim_start_matches(['\r', '\n']));
                let get = |name: &str| {
                    headers
                        .iter()
                        .find(|(key, _)| key == name)
                        .map(|(_, value)| value.clone())
                        .unwrap_or_default()
                };
                let kind = get("content-type").to_lowercase();
                let readable =
                    kind.is_empty() || kind.starts_with("text/plain") || kind.starts_with("multipart");
                if readable {
                    plain_part(&get("content-type"), &get("content-transfer-encoding"), body, depth + 1)
                } else {
                    String::new()
                }
            })
            .collect();
        return parts.into_iter().find(|part| !part.trim().is_empty()).unwrap_or_default();
    }
    let body = if encoding.to_lowercase().contains("quoted-printable") {
        quoted_printable(body)
    } else {
        body.to_owned()
    };
    // A signature follows a line of two dashes.
    body.split("\n-- ").next().unwrap_or_default().to_owned()
}

fn quoted_printable(body: &str) -> String {
    let joined = body.replace("=\r\n", "").replace("=\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    crate::decode::text(&bytes, "", &mut Problems::default()).into_owned()
}
