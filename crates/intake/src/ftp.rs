//! Files of an FTP server (RFC 959, 3659; TLS as RFC 4217 has it), by passive connections to the server itself only. What
//! an old server does not know (EPSV of RFC 2428, MLSD) is asked as it was before.

mod old_listing;

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
    let files = session.list(&at.path).await?;
    let mut deliveries = Vec::new();
    for file in place.new_in(files, at_once(config)) {
        if file.size > FILE_BYTES_MAX as u64 {
            deliveries.push(too_large(&file.name));
            place.passed(&file);
            continue;
        }
        let path = if at.path.is_empty() { file.name.clone() } else { format!("{}/{}", at.path, file.name) };
        match session.fetch(&path).await {
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
    let changed = fact("modify").and_then(|time| time.split('.').next()?.parse().ok()).unwrap_or(0);
    let size = fact("size").and_then(|size| size.parse().ok()).unwrap_or(0);
    (plain && is_fetched(name)).then(|| Listed { changed, name: name.to_owned(), size })
}

/// Whether a file is whole, and in the folder itself.
fn is_fetched(name: &str) -> bool {
    let unfinished = name.starts_with('.') || name.ends_with(".tmp") || name.ends_with(".part");
    !unfinished && !name.contains(['/', '\\', '\r', '\n']) && !name.is_empty()
}

struct Session<'g> {
    guard: &'g Guard,
    host: String,
    secure: bool,
    control: BufReader<Stream>,
    /// Whether it knows EPSV, as far as we know.
    extended: bool,
}

impl<'g> Session<'g> {
    async fn open(guard: &'g Guard, at: &Address, config: &SourceConfig) -> Result<Self, VisitError> {
        let stream = Stream::Plain(guard.connect(&at.host, at.port).await?);
        let control = BufReader::new(stream);
        let mut session = Self { guard, host: at.host.clone(), secure: at.secure, control, extended: true };
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
        let Self { guard, host, secure, control, extended } = self;
        let plain =
            control.into_inner().into_plain().ok_or_else(|| VisitError::Away("already inside TLS".into()))?;
        let stream = Stream::tls(plain, &host).await?;
        Ok(Self { guard, host, secure, control: BufReader::new(stream), extended })
    }

    /// The code of an answer that is no refusal.
    async fn ask(&mut self, command: &str) -> Result<u16, VisitError> {
        self.say(command).await?;
        self.answer().await.map(|(code, _)| code)
    }

    async fn say(&mut self, command: &str) -> Result<(), VisitError> {
        let sent = self.control.get_mut().write_all(format!("{command}\r\n").as_bytes()).await;
        sent.map_err(|error| VisitError::Away(error.to_string()))
    }

    /// An answer that is no refusal.
    async fn answer(&mut self) -> Result<(u16, String), VisitError> {
        match self.reply().await? {
            (code @ 100..=399, text) => Ok((code, text)),
            (_, text) => Err(VisitError::Away(text.chars().take(200).collect())),
        }
    }

    async fn reply(&mut self) -> Result<(u16, String), VisitError> {
        const LINES_MAX: usize = 500;
        for _ in 0..LINES_MAX {
            let text = line(&mut self.control).await?;
            let code = text.get(..3).and_then(|code| code.parse::<u16>().ok());
            // A hyphen there begins an answer of several lines.
            if let (Some(code), Some(b' ') | None) = (code, text.as_bytes().get(3)) {
                return Ok((code, text));
            }
        }
        Err(VisitError::Away("the server does not stop answering".into()))
    }

    /// What is in a folder: as a program asks, or as people did before.
    async fn list(&mut self, path: &str) -> Result<Vec<Listed>, VisitError> {
        let read = |bytes: &[u8], entry: &dyn Fn(&str) -> Option<Listed>| {
            String::from_utf8_lossy(bytes).lines().filter_map(entry).collect()
        };
        if let Some(bytes) = self.transfer("MLSD", path, LISTING_MAX).await? {
            return Ok(read(&bytes, &entry));
        }
        let today = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date();
        match self.transfer("LIST", path, LISTING_MAX).await? {
            Some(bytes) => Ok(read(&bytes, &|line| old_listing::entry(line, today))),
            None => Err(VisitError::Away("the server lists no files".into())),
        }
    }

    async fn fetch(&mut self, path: &str) -> Result<Vec<u8>, VisitError> {
        let bytes = self.transfer("RETR", path, FILE_BYTES_MAX).await?;
        bytes.ok_or_else(|| VisitError::Away("the server gives no files".into()))
    }

    /// What a command brings; nothing where the server does not know the command.
    async fn transfer(
        &mut self,
        command: &str,
        path: &str,
        bytes_max: usize,
    ) -> Result<Option<Vec<u8>>, VisitError> {
        let port = self.port().await?;
        // To the server that we talk to, whatever address its answer names.
        let data = self.guard.connect(&self.host, port).await?;
        let command = if path.is_empty() { command.to_owned() } else { format!("{command} {}", word(path)?) };
        self.say(&command).await?;
        match self.reply().await? {
            (100..=399, _) => {}
            (code, _) if is_unknown(code) => return Ok(None),
            (_, text) => return Err(VisitError::Away(text.chars().take(200).collect())),
        }
        let data = if self.secure { Stream::tls(data, &self.host).await? } else { Stream::Plain(data) };
        let bytes = all(data, bytes_max).await?;
        self.answer().await?;
        Ok(Some(bytes))
    }

    async fn port(&mut self) -> Result<u16, VisitError> {
        let no_port = |answer: &str| VisitError::Away(format!("no port in '{answer}'"));
        if self.extended {
            self.say("EPSV").await?;
            match self.reply().await? {
                (229, answer) => return extended_port(&answer).ok_or_else(|| no_port(&answer)),
                // Not for this kind of address, or not at all.
                (code, _) if code == 522 || is_unknown(code) => self.extended = false,
                (_, answer) => return Err(no_port(&answer)),
            }
        }
        self.say("PASV").await?;
        let (_, answer) = self.answer().await?;
        passive_port(&answer).ok_or_else(|| no_port(&answer))
    }
}

/// The codes by which a server says that it has no such command (RFC 959, 4.2.1).
fn is_unknown(code: u16) -> bool {
    matches!(code, 500..=504)
}

/// `229 Entering Extended Passive Mode (|||6446|)`
fn extended_port(answer: &str) -> Option<u16> {
    answer.split_once("(|||")?.1.split('|').next()?.parse().ok()
}

/// `227 Entering Passive Mode (192,0,2,7,25,46)`; some leave the brackets out.
fn passive_port(answer: &str) -> Option<u16> {
    let numbers = answer.get(3..)?.split(|letter: char| !letter.is_ascii_digit() && letter != ',');
    let numbers = numbers.into_iter().find(|numbers| numbers.split(',').count() == 6)?;
    let parts: Vec<u8> = numbers.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    Some(u16::from_be_bytes([parts[4], parts[5]]))
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
        assert_eq!(passive_port("227 Entering Passive Mode (192,0,2,7,25,46)."), Some(6446));
        assert_eq!(passive_port("227 =192,0,2,7,25,46"), Some(6446));
        assert_eq!(passive_port("227 Entering Passive Mode (192,0,2,7,256,46)"), None);
        assert!(word("a\r\nDELE b").is_err());
    }
}
