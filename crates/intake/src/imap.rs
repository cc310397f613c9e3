//! A mail box read by IMAP (RFC 3501): messages above the last number that was fetched. Nothing is changed on the
//! server: `BODY.PEEK` marks nothing as seen.

use newsroom::{Delivery, FILE_BYTES_MAX, SourceConfig, Visit, VisitError};
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};

use crate::at_once;
use crate::guard::Guard;
use crate::listing::too_large;
use crate::stream::{Stream, line};

/// `imaps://mail.example/INBOX`, `imap://mail.example:143/Wires`.
struct Address {
    secure: bool,
    host: String,
    port: u16,
    folder: String,
}

fn address(text: &str) -> Result<Address, VisitError> {
    let (scheme, rest) = text.trim().split_once("://").unwrap_or(("imaps", text.trim()));
    let secure = scheme != "imap";
    let (authority, folder) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = crate::ftp::host_and_port(authority, if secure { 993 } else { 143 })?;
    let folder = if folder.is_empty() { "INBOX".to_owned() } else { folder.to_owned() };
    Ok(Address { secure, host, port, folder })
}

pub(crate) async fn visit(
    guard: &Guard,
    config: &SourceConfig,
    progress: &Json,
) -> Result<Visit, VisitError> {
    let at = address(&config.address)?;
    let stream = guard.connect(&at.host, at.port).await?;
    let stream = if at.secure { Stream::tls(stream, &at.host).await? } else { Stream::Plain(stream) };
    let mut session = Session { reader: BufReader::new(stream), tag: 0 };
    line(&mut session.reader).await?;
    let login = format!("LOGIN {} {}", quoted(&config.user)?, quoted(&config.secret)?);
    session.run(&login).await.map_err(|error| match error {
        VisitError::Away(_) => VisitError::Settings("the mail server does not let us in".into()),
        other => other,
    })?;
    let selected = session.run(&format!("EXAMINE {}", quoted(&at.folder)?)).await?;
    let validity = selected.iter().find_map(|said| number_behind(&said.line, "UIDVALIDITY ")).unwrap_or(0);
    let known = |key: &str| progress.get(key).and_then(Json::as_u64).unwrap_or(0);
    // A new validity means that the numbers were given anew.
    let last = if known("validity") == validity { known("uid") } else { 0 };
    let found = session.run(&format!("UID SEARCH UID {}:*", last + 1)).await?;
    let mut uids: Vec<u64> =
        found.iter().filter_map(|said| said.line.strip_prefix("* SEARCH")).flat_map(numbers).collect();
    // `*` is the last message even where its number is lower.
    uids.retain(|uid| *uid > last);
    uids.sort_unstable();
    uids.truncate(at_once(config));
    let sizes = session.sizes(&uids).await?;
    let (mut deliveries, mut reached) = (Vec::new(), last);
    for uid in uids {
        if sizes.iter().any(|(known, size)| *known == uid && *size > FILE_BYTES_MAX as u64) {
            deliveries.push(too_large(&format!("{uid}.eml")));
            reached = uid;
            continue;
        }
        let fetched = session.run(&format!("UID FETCH {uid} (BODY.PEEK[])")).await?;
        if let Some(bytes) = fetched.into_iter().find_map(|said| said.literal) {
            deliveries.push(Delivery {
                name: format!("{uid}.eml"),
                media_type: "message/rfc822".into(),
                bytes,
                left: None,
            });
        }
        reached = uid;
    }
    let _ = session.run("LOGOUT").await;
    Ok(Visit { deliveries, progress: json!({ "validity": validity, "uid": reached }), wait_s: None })
}

fn numbers(text: &str) -> Vec<u64> {
    text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn number_behind(line: &str, word: &str) -> Option<u64> {
    let rest = &line[line.find(word)? + word.len()..];
    rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// A quoted string; what could end it or begin another command is refused.
fn quoted(text: &str) -> Result<String, VisitError> {
    if text.contains(['\r', '\n', '\0']) {
        return Err(VisitError::Settings("name, password and folder are each one line".into()));
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

struct Session {
    reader: BufReader<Stream>,
    tag: u32,
}

/// One answer line and the bytes it announced.
struct Said {
    line: String,
    literal: Option<Vec<u8>>,
}

impl Session {
    /// How large each of these mails is: asked before any is fetched, so that none has to be read only to be refused.
    async fn sizes(&mut self, uids: &[u64]) -> Result<Vec<(u64, u64)>, VisitError> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let set: Vec<String> = uids.iter().map(u64::to_string).collect();
        let said = self.run(&format!("UID FETCH {} (RFC822.SIZE)", set.join(","))).await?;
        let size = |said: &Said| {
            Some((number_behind(&said.line, "UID ")?, number_behind(&said.line, "RFC822.SIZE ")?))
        };
        Ok(said.iter().filter_map(size).collect())
    }

    async fn run(&mut self, command: &str) -> Result<Vec<Said>, VisitError> {
        const LINES_MAX: usize = 20_000;
        self.tag += 1;
        let tag = format!("m{}", self.tag);
        let sent = self.reader.get_mut().write_all(format!("{tag} {command}\r\n").as_bytes()).await;
        sent.map_err(|error| VisitError::Away(error.to_string()))?;
        let mut said = Vec::new();
        while said.len() < LINES_MAX {
            let text = line(&mut self.reader).await?;
            if let Some(status) = text.strip_prefix(&format!("{tag} ")) {
                if status.starts_with("OK") {
                    return Ok(said);
                }
                let why: String = status.chars().take(200).collect();
                return Err(VisitError::Away(format!("the mail server answers {why}")));
            }
            let literal = match literal_size(&text) {
                Some(size) if size > FILE_BYTES_MAX => {
                    return Err(VisitError::TooLarge(format!("a mail of {size} bytes")));
                }
                Some(size) => {
                    let mut bytes = vec![0; size];
                    let read = self.reader.read_exact(&mut bytes).await;
                    read.map_err(|error| VisitError::Away(error.to_string()))?;
                    Some(bytes)
                }
                None => None,
            };
            said.push(Said { line: text, literal });
        }
        Err(VisitError::Away("the mail server does not stop answering".into()))
    }
}

/// `* 1 FETCH (UID 7 BODY[] {1234}`
fn literal_size(line: &str) -> Option<usize> {
    line.strip_suffix('}')?.rsplit_once('{')?.1.trim_end_matches('+').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_literals_are_read() {
        let at = address("imaps://mail.example/Wires/In").unwrap();
        assert_eq!(
            (at.secure, at.host.as_str(), at.port, at.folder.as_str()),
            (true, "mail.example", 993, "Wires/In")
        );
        assert_eq!(address("imap://mail.example:1143").unwrap().port, 1143);
        assert_eq!(literal_size("* 1 FETCH (BODY[] {42}"), Some(42));
        assert!(quoted("a\r\nm9 DELETE").is_err());
        assert_eq!(quoted("a\"b\\").unwrap(), "\"a\\\"b\\\\\"");
    }
}
