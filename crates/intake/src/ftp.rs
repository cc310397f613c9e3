//! Files of an FTP server (RFC 959, 3659; TLS as RFC 4217 has it), by passive connections to the server itself only.

use newsroom::{FILE_BYTES_MAX, SourceConfig, Visit, VisitError};
use serde_json::Value as Json;
use tokio::io::{AsyncWriteExt as _, BufReader};

use crate::at_once;
use crate::guard::Guard;
use crate::listing::{Listed, Place, delivery, too_large};
use crate::stream::{Stream, all, line};

const LISTING_MAX: usize = 4 << 20;

struct Address {
    secure: bool,
    host: String,
    port: u16,
    path: String,
}

/// `ftp://host/path`, `ftps://host/path` (TLS asked for after the greeting).
fn address(text: &str) -> Result<Address, VisitError> {
    let (scheme, rest) = text.trim().split_once("://").unwrap_or(("ftp", text.trim()));
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = host_and_port(authority, 21)?;
    Ok(Address { secure: scheme == "ftps", host, port, path: path.trim_end_matches('/').to_owned() })
}

pub(crate) fn host_and_port(authority: &str, default: u16) -> Result<(String, u16), VisitError> {
    let bad = || VisitError::Settings(format!("'{authority}' names no server"));
    let (host, port) = match authority.rsplit_once(':').filter(|(_, port)| !port.contains(']')) {
        Some((host, port)) => (host, port.parse().map_err(|_| bad())?),
        None => (authority, default),
    };
    if host.is_empty() || host.contains(['/', '@', ' ']) {
        return Err(bad());
    }
    Ok((host.to_owned(), port))
}

pub(crate) async fn visit(
    guard: &Guard,
    config: &SourceConfig,
    progress: &Json,
) -> Result<Visit, VisitError> {
    let at = address(&config.address)?;
    let mut session = Session::open(guard, &at, config).await?;
    let mut place = Place::of(progress);
    let listed = session.transfer("MLSD", &at.path, LISTING_MAX).await?;
    let files = String::from_utf8_lossy(&listed).lines().filter_map(entry).collect();
    let mut deliveries = Vec::new();
    for file in place.new_in(files, at_once(config)) {
        if file.size > FILE_BYTES_MAX as u64 {
            deliveries.push(too_large(&file.name));
            place.passed(&file);
            continue;
        }
        let path = if at.path.is_empty() { file.name.clone() } else { format!("{}/{}", at.path, file.name) };
        match session.transfer("RETR", &path, FILE_BYTES_MAX).await {
            Ok(bytes) => deliveries.push(delivery(&file.name, bytes)),
            // Its listing did not say so; the connection is in the middle of it, so the rest comes with the next visit.
            Err(VisitError::TooLarge(_)) => {
                deliveries.push(too_large(&file.name));
                place.passed(&file);
                return Ok(Visit { deliveries, progress: place.to_json(), wait_s: None });
            }
            Err(other) => return Err(other),
        }
        place.passed(&file);
    }
    let _ = session.ask("QUIT").await;
    Ok(Visit { deliveries, progress: place.to_json(), wait_s: None })
}

/// `type=file;size=12;modify=20260609100000; a.xml`
fn entry(line: &str) -> Option<Listed> {
    let (facts, name) = line.trim_end().split_once(' ')?;
    let fact = |key: &str| {
        facts
            .split(';')
            .filter_map(|fact| fact.split_once('='))
            .find(|(k, _)| k.eq_ignore_ascii_case(key))
            .map(|(_, v)| v)
    };
    let plain = fact("type").is_some_and(|kind| kind.eq_ignore_ascii_case("file"));
    let unfinished = name.starts_with('.') || name.ends_with(".tmp") || name.ends_with(".part");
    let safe = !name.contains(['/', '\r', '\n']) && !name.is_empty();
    let changed = fact("modify").and_then(|time| time.split('.').next()?.parse().ok()).unwrap_or(0);
    let size = fact("size").and_then(|size| size.parse().ok()).unwrap_or(0);
    (plain && safe && !unfinished).then(|| Listed { changed, name: name.to_owned(), size })
}

struct Session<'g> {
    guard: &'g Guard,
    host: String,
    secure: bool,
    control: BufReader<Stream>,
}

impl<'g> Session<'g> {
    async fn open(guard: &'g Guard, at: &Address, config: &SourceConfig) -> Result<Self, VisitError> {
        let stream = Stream::Plain(guard.connect(&at.host, at.port).await?);
        let control = BufReader::new(stream);
        let mut session = Self { guard, host: at.host.clone(), secure: at.secure, control };
        session.answer().await?;
        if at.secure {
            session.ask("AUTH TLS").await?;
            session = session.into_tls().await?;
        }
        let user = if config.user.is_empty() { "anonymous" } else { &config.user };
        let code = session.ask(&format!("USER {}", word(user)?)).await?;
        if code == 331 {
            let refused = |_| VisitError::Settings("the server does not let us in".into());
            session.ask(&format!("PASS {}", word(&config.secret)?)).await.map_err(refused)?;
        }
        if at.secure {
            session.ask("PBSZ 0").await?;
            session.ask("PROT P").await?;
        }
        session.ask("TYPE I").await?;
        Ok(session)
    }

    async fn into_tls(self) -> Result<Self, VisitError> {
        let Self { guard, host, secure, control } = self;
        let plain =
            control.into_inner().into_plain().ok_or_else(|| VisitError::Away("already inside TLS".into()))?;
        let stream = Stream::tls(plain, &host).await?;
        Ok(Self { guard, host, secure, control: BufReader::new(stream) })
    }

    /// The code of an answer that is no refusal.
    async fn ask(&mut self, command: &str) -> Result<u16, VisitError> {
        let sent = self.control.get_mut().write_all(format!("{command}\r\n").as_bytes()).await;
        sent.map_err(|error| VisitError::Away(error.to_string()))?;
        self.answer().await.map(|(code, _)| code)
    }

    async fn answer(&mut self) -> Result<(u16, String), VisitError> {
        const LINES_MAX: usize = 500;
        for _ in 0..LINES_MAX {
            let text = line(&mut self.control).await?;
            let code = text.get(..3).and_then(|code| code.parse::<u16>().ok());
            match (code, text.as_bytes().get(3)) {
                (Some(code @ 100..=399), Some(b' ') | None) => return Ok((code, text)),
                (Some(_), Some(b' ') | None) => {
                    return Err(VisitError::Away(text.chars().take(200).collect()));
                }
                // A line of an answer in several.
                _ => {}
            }
        }
        Err(VisitError::Away("the server does not stop answering".into()))
    }

    /// The data connection goes to the server that we talk to, whatever address its answer names.
    async fn transfer(&mut self, command: &str, path: &str, bytes_max: usize) -> Result<Vec<u8>, VisitError> {
        let sent = self.control.get_mut().write_all(b"EPSV\r\n").await;
        sent.map_err(|error| VisitError::Away(error.to_string()))?;
        let (_, answer) = self.answer().await?;
        let port =
            extended_port(&answer).ok_or_else(|| VisitError::Away(format!("no port in '{answer}'")))?;
        let data = self.guard.connect(&self.host, port).await?;
        let command = if path.is_empty() { command.to_owned() } else { format!("{command} {}", word(path)?) };
        self.ask(&command).await?;
        let data = if self.secure { Stream::tls(data, &self.host).await? } else { Stream::Plain(data) };
        let bytes = all(data, bytes_max).await?;
        self.answer().await?;
        Ok(bytes)
    }
}

/// `229 Entering Extended Passive Mode (|||6446|)`
fn extended_port(answer: &str) -> Option<u16> {
    answer.split_once("(|||")?.1.split('|').next()?.parse().ok()
}

/// What stands in a command: nothing that ends it.
fn word(text: &str) -> Result<&str, VisitError> {
    if text.contains(['\r', '\n', '\0']) {
        return Err(VisitError::Settings("names and passwords are each one line".into()));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listings_and_ports_are_read() {
        let file = entry("type=file;size=12;modify=20260609100000; a b.xml").unwrap();
        assert_eq!((file.name.as_str(), file.size, file.changed), ("a b.xml", 12, 20_260_609_100_000));
        for line in
            ["type=dir;modify=1; in", "type=file;size=1; .hidden", "type=file;size=1; x.part", "", "x"]
        {
            assert_eq!(entry(line), None, "{line}");
        }
        assert_eq!(extended_port("229 Entering Extended Passive Mode (|||6446|)"), Some(6446));
        assert!(word("a\r\nDELE b").is_err());
    }
}
