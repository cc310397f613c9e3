//! Files of an SFTP server (draft-ietf-secsh-filexfer-02, version 3), spoken through the system's own `ssh`: keys,
//! known hosts and ciphers are where operators already keep them.

use std::process::Stdio;

use newsroom::{FILE_BYTES_MAX, SourceConfig, Visit, VisitError};
use serde_json::Value as Json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::at_once;
use crate::ftp::host_and_port;
use crate::guard::Guard;
use crate::listing::{Listed, Place, delivery, too_large};

const PACKET_MAX: u32 = 256 << 10;
const CHUNK: u32 = 32 << 10;
const NAMES_MAX: usize = 50_000;

pub(crate) async fn visit(
    guard: &Guard,
    config: &SourceConfig,
    progress: &Json,
) -> Result<Visit, VisitError> {
    let rest = config.address.trim().strip_prefix("sftp://").unwrap_or(config.address.trim());
    let (authority, path) = rest.split_once('/').unwrap_or((rest, "."));
    let (host, port) = host_and_port(authority, 22)?;
    // Resolved and looked at by us; `ssh` is given the address, and the name only to know the host's key by.
    let address = guard.address_of(&host, port).await?;
    let mut session = Session::open(&host, &address.to_string(), port, &config.user).await?;
    let mut place = Place::of(progress);
    let folder = if path.is_empty() { "." } else { path };
    let files = session.list(folder).await?;
    let mut deliveries = Vec::new();
    for file in place.new_in(files, at_once(config)) {
        if file.size > FILE_BYTES_MAX as u64 {
            deliveries.push(too_large(&file.name));
            place.passed(&file);
            continue;
        }
        match session.read(&format!("{}/{}", folder.trim_end_matches('/'), file.name)).await {
            Ok(bytes) => deliveries.push(delivery(&file.name, bytes)),
            Err(VisitError::TooLarge(_)) => deliveries.push(too_large(&file.name)),
            Err(other) => return Err(other),
        }
        place.passed(&file);
    }
    Ok(Visit { deliveries, progress: place.to_json(), wait_s: None })
}

struct Session {
    // Killed when dropped.
    _ssh: Child,
    to: ChildStdin,
    from: ChildStdout,
    next: u32,
}

/// An answer: its kind and what follows the number of the question.
struct Packet {
    kind: u8,
    body: Vec<u8>,
}

impl Session {
    async fn open(host: &str, address: &str, port: u16, user: &str) -> Result<Self, VisitError> {
        if user.starts_with('-') || host.starts_with('-') {
            return Err(VisitError::Settings("a name does not begin with a hyphen".into()));
        }
        let mut command = Command::new("ssh");
        command.args(["-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "StrictHostKeyChecking=yes"]);
        command.args([
            "-o",
            &format!("HostKeyAlias={host}"),
            "-o",
            "ProxyCommand=none",
            "-p",
            &port.to_string(),
        ]);
        if !user.is_empty() {
            command.args(["-l", user]);
        }
        command.args(["-s", "--", address, "sftp"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut ssh = command
            .spawn()
            .map_err(|error| VisitError::Settings(format!("ssh cannot be started: {error}")))?;
        let (Some(to), Some(from)) = (ssh.stdin.take(), ssh.stdout.take()) else {
            return Err(VisitError::Away("ssh gave no connection".into()));
        };
        let mut session = Self { _ssh: ssh, to, from, next: 0 };
        session.send(1, &3_u32.to_be_bytes()).await?;
        let hello = session.receive().await;
        match hello {
            Ok(Packet { kind: 2, .. }) => Ok(session),
            _ => Err(VisitError::Settings(format!(
                "{host} does not let us in: try `ssh {host}` as the user that runs Marbre"
            ))),
        }
    }

    async fn send(&mut self, kind: u8, body: &[u8]) -> Result<(), VisitError> {
        let mut packet = (body.len() as u32 + 1).to_be_bytes().to_vec();
        packet.push(kind);
        packet.extend_from_slice(body);
        self.to.write_all(&packet).await.map_err(|error| VisitError::Away(error.to_string()))
    }

    async fn receive(&mut self) -> Result<Packet, VisitError> {
        let away = |error: std::io::Error| VisitError::Away(format!("the connection ended: {error}"));
        let length = self.from.read_u32().await.map_err(away)?;
        if !(1..=PACKET_MAX).contains(&length) {
            return Err(VisitError::Away("this is no SFTP server".into()));
        }
        let kind = self.from.read_u8().await.map_err(away)?;
        let mut body = vec![0; length as usize - 1];
        self.from.read_exact(&mut body).await.map_err(away)?;
        Ok(Packet { kind, body })
    }

    /// Asks and gives back the answer without its number.
    async fn ask(&mut self, kind: u8, parts: &[&[u8]]) -> Result<Packet, VisitError> {
        self.next += 1;
        let mut body = self.next.to_be_bytes().to_vec();
        parts.iter().for_each(|part| body.extend_from_slice(part));
        self.send(kind, &body).await?;
        let mut answer = self.receive().await?;
        if answer.body.len() < 4 {
            return Err(VisitError::Away("an answer without its number".into()));
        }
        answer.body.drain(..4);
        Ok(answer)
    }

    async fn list(&mut self, folder: &str) -> Result<Vec<Listed>, VisitError> {
        let handle = self.handle(11, &[&string(folder.as_bytes())], folder).await?;
        let mut files = Vec::new();
        while files.len() < NAMES_MAX {
            let answer = self.ask(12, &[&string(&handle)]).await?;
            if answer.kind != 104 {
                break;
            }
            files.extend(names(&answer.body));
        }
        self.ask(4, &[&string(&handle)]).await?;
        Ok(files)
    }

    async fn read(&mut self, path: &str) -> Result<Vec<u8>, VisitError> {
        // Open for reading, without attributes.
        let handle = self
            .handle(3, &[&string(path.as_bytes()), &1_u32.to_be_bytes(), &0_u32.to_be_bytes()], path)
            .await?;
        let mut bytes = Vec::new();
        loop {
            let place = (bytes.len() as u64).to_be_bytes();
            let answer = self.ask(5, &[&string(&handle), &place, &CHUNK.to_be_bytes()]).await?;
            let Some(data) = (answer.kind == 103).then(|| answer.body.get(4..)).flatten() else { break };
            bytes.extend_from_slice(data);
            if bytes.len() > FILE_BYTES_MAX {
                return Err(VisitError::TooLarge(format!(
                    "{path} is larger than {} MiB",
                    FILE_BYTES_MAX >> 20
                )));
            }
        }
        self.ask(4, &[&string(&handle)]).await?;
        Ok(bytes)
    }

    async fn handle(&mut self, kind: u8, parts: &[&[u8]], what: &str) -> Result<Vec<u8>, VisitError> {
        let answer = self.ask(kind, parts).await?;
        let handle = (answer.kind == 102).then(|| answer.body.get(4..).map(<[u8]>::to_vec)).flatten();
        handle.ok_or_else(|| VisitError::Settings(format!("{what} cannot be opened on the server")))
    }
}

fn string(bytes: &[u8]) -> Vec<u8> {
    let mut text = (bytes.len() as u32).to_be_bytes().to_vec();
    text.extend_from_slice(bytes);
    text
}

/// Plain files of a name packet: file name, long name, attributes, each.
fn names(body: &[u8]) -> Vec<Listed> {
    let mut reader = Reader { bytes: body };
    let count = reader.u32().unwrap_or(0);
    let mut files = Vec::new();
    for _ in 0..count.min(10_000) {
        let Some(file) = reader.file() else { break };
        files.extend(file);
    }
    files
}

struct Reader<'b> {
    bytes: &'b [u8],
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (head, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(head)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_be_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_be_bytes)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.u32()? as usize;
        self.take(length).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// The next entry; `Some(None)` where it is no plain file of a safe name.
    fn file(&mut self) -> Option<Option<Listed>> {
        let (name, _long) = (self.text()?, self.text()?);
        let flags = self.u32()?;
        let size = if flags & 1 != 0 { self.u64()? } else { 0 };
        if flags & 2 != 0 {
            self.u64()?;
        }
        let mode = if flags & 4 != 0 { self.u32()? } else { 0o100_000 };
        let changed = if flags & 8 != 0 { (self.u32()?, self.u32()?).1 } else { 0 };
        if flags & 0x8000_0000 != 0 {
            for _ in 0..self.u32()?.min(1000) {
                self.text()?;
                self.text()?;
            }
        }
        let plain = mode & 0o170_000 == 0o100_000;
        let safe = !name.contains('/')
            && !name.starts_with('.')
            && !name.ends_with(".tmp")
            && !name.ends_with(".part");
        Some((plain && safe).then_some(Listed { changed: i64::from(changed), name, size }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_broken_packets_end_the_list() {
        let entry = |name: &str, mode: u32| {
            let attributes = [
                &13_u32.to_be_bytes()[..],
                &7_u64.to_be_bytes(),
                &mode.to_be_bytes(),
                &1_u32.to_be_bytes(),
                &9_u32.to_be_bytes(),
            ];
            [string(name.as_bytes()), string(b"long"), attributes.concat()].concat()
        };
        let body = [
            3_u32.to_be_bytes().to_vec(),
            entry("a.xml", 0o100_644),
            entry("in", 0o040_755),
            entry("../x", 0o100_644),
        ]
        .concat();
        assert_eq!(names(&body), [Listed { changed: 9, name: "a.xml".into(), size: 7 }]);
        for end in 0..body.len() {
            names(&body[..end]);
        }
    }
}
