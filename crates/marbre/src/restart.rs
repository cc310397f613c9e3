//! A restart that readers do not notice: the service ends what is under way and becomes the program that its file now
//! holds, while its sockets stay open and new readers wait in them. The sockets are handed over as systemd hands them to
//! a service (`LISTEN_FDS`, `LISTEN_FDNAMES`), so that systemd may also be the one that opened them.

use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use command_fds::{CommandFdExt as _, FdMapping};
use listenfd::ListenFd;

/// The first descriptor that is handed over (sd_listen_fds(3)).
const FIRST: i32 = 3;
/// How long the program may take to say whether it could start, and how often it is asked.
const REHEARSAL_MAX: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// What a socket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    Site,
    Tls,
    Desk,
}

impl Door {
    /// Its name in `LISTEN_FDNAMES`.
    fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Tls => "tls",
            Self::Desk => "desk",
        }
    }
}

/// Open sockets and what each is for.
#[derive(Debug, Default)]
pub(crate) struct Doors(Vec<(Door, TcpListener)>);

impl Doors {
    /// Those that this process was given; none when it was started by hand.
    pub(crate) fn given() -> anyhow::Result<Self> {
        let mut given = ListenFd::from_env();
        let names = std::env::var("LISTEN_FDNAMES").unwrap_or_default();
        let mut doors = Self::default();
        for (n, name) in names.split(':').take(given.len()).enumerate() {
            let door = [Door::Site, Door::Tls, Door::Desk].into_iter().find(|door| door.name() == name);
            let door = door.with_context(|| {
                format!("a socket named '{name}' was handed over; the names are site, tls and desk")
            })?;
            let listener = given.take_tcp_listener(n).context("what was handed over is no TCP socket")?;
            doors.0.extend(listener.map(|listener| (door, listener)));
        }
        Ok(doors)
    }

    pub(crate) fn take(&mut self, door: Door) -> Vec<TcpListener> {
        let (taken, left) = std::mem::take(&mut self.0).into_iter().partition(|(of, _)| *of == door);
        self.0 = left;
        taken.into_iter().map(|(_, listener): (Door, TcpListener)| listener).collect()
    }

    /// Holds a socket open beyond the life of whoever serves it.
    pub(crate) fn keep<'l>(
        &mut self,
        door: Door,
        listeners: impl IntoIterator<Item = &'l TcpListener>,
    ) -> anyhow::Result<()> {
        for listener in listeners {
            self.0.push((door, listener.try_clone().context("a socket cannot be kept open")?));
        }
        Ok(())
    }

    /// Becomes the program anew, with the same arguments. Returns only if that fails.
    pub(crate) fn start_again(self) -> anyhow::Error {
        let names: Vec<&str> = self.0.iter().map(|(door, _)| door.name()).collect();
        let mut command = program();
        command.env("LISTEN_PID", std::process::id().to_string());
        command.env("LISTEN_FDS", names.len().to_string()).env("LISTEN_FDNAMES", names.join(":"));
        let mappings = (FIRST..)
            .zip(self.0)
            .map(|(child_fd, (_, listener))| FdMapping { parent_fd: OwnedFd::from(listener), child_fd });
        if let Err(collision) = command.fd_mappings(mappings.collect()) {
            return anyhow::anyhow!("the sockets cannot be handed over: {collision}");
        }
        anyhow::Error::new(command.exec()).context(format!("{} cannot be started again", name(&command)))
    }
}

/// The program that our file now holds, with the arguments that we were given.
fn program() -> Command {
    let mut arguments = std::env::args_os();
    let mut command = Command::new(arguments.next().unwrap_or_else(|| "marbre".into()));
    command.args(arguments);
    command
}

fn name(command: &Command) -> String {
    command.get_program().display().to_string()
}

/// Has the program say whether it could start (`--check`), while we still serve: nothing can be taken back later.
pub(crate) async fn rehearse() -> anyhow::Result<()> {
    let mut command = program();
    command.arg("--check").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let program = name(&command);
    let mut child = command.spawn().with_context(|| format!("{program} cannot be run"))?;
    let begun = Instant::now();
    while child.try_wait()?.is_none() {
        if begun.elapsed() > REHEARSAL_MAX {
            child.kill()?;
            child.wait()?;
            bail!("{program} did not say within {} s whether it could start", REHEARSAL_MAX.as_secs());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let Output { status, stdout, stderr } = child.wait_with_output()?;
    // An empty file is a program too, that has nothing to say.
    if !status.success() || stdout.is_empty() {
        bail!("{program} could not start ({status}): {}", String::from_utf8_lossy(&stderr).trim());
    }
    Ok(())
}
