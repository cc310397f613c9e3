//! `marbre site`: the readers' side alone. It needs the journal to learn and nothing to serve what it knows.

use std::net::SocketAddr;

use anyhow::{Context, bail};
use serde_json::json;
use site::{CertificateFiles, SiteConfig, SiteHandle, Sockets, Tls};
use store::{Blobs, JournalReader, ReadingsWriter};
use tokio::signal::unix::{self, SignalKind};
use tokio::sync::{mpsc, watch};

use crate::certificates::Authority;
use crate::config::{Config, SiteArgs};
use crate::exit::Outcome;
use crate::output::{OutputArgs, Progress};
use crate::restart::{self, Door, Doors};
use crate::{tables, theme, websub};

/// From here on a page of the cache lies further from the next than a processor remembers small pages of memory.
const HUGE_PAGES_FROM_MIB: usize = 1024;

pub(crate) async fn run(args: &SiteArgs) -> anyhow::Result<Outcome> {
    let mut config = Config::of_site(args)?;
    if args.reader.check {
        return check(&config, args.output);
    }
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("the data folder {} cannot be made", config.data.display()))?;
    let journal = JournalReader::open(&config.database).await?;
    let blobs = Blobs::open(&config.blobs).await?;
    let mut doors = Doors::given()?;
    let readings = ReadingsWriter::open(&config.database).await?;
    let mut handle = start(&mut config, &mut doors, journal, None, readings, blobs).await?;
    let mut signals = Signals::heard()?;
    let site = format!("{}/", config.reached_at());
    args.output.result(|| json!({ "site": site }), format_args!("{}Ready.", config.readers_lines()))?;
    let (stop, stopping) = watch::channel(false);
    let theme = tokio::spawn(theme::watch(config, handle.press_room(), stopping));
    let signal = tokio::select! {
        signal = signals.next() => signal,
        () = handle.died() => bail!("the site stopped serving by itself; the log says why"),
    };
    stop.send_replace(true);
    handle.stop().await;
    theme.await?;
    match signal {
        Signal::Stop => Ok(Outcome::Done),
        Signal::Restart => Ok(Outcome::Restart(doors)),
    }
}

/// Says whether a service of this configuration could start; touches nothing that one may be using.
pub(crate) fn check(config: &Config, output: OutputArgs) -> anyhow::Result<Outcome> {
    theme::first_press(config)?;
    tables::languages(config)?;
    config.intake()?;
    if let Some(Secure { files, .. }) = secure(config)? {
        files.check()?;
    }
    if let Some(path) = &config.access_log {
        let opened = std::fs::OpenOptions::new().append(true).create(true).open(path);
        opened.with_context(|| format!("the access log {} cannot be written", path.display()))?;
    }
    output.result(|| json!({ "could_start": true }), "It could start.")?;
    Ok(Outcome::Done)
}

/// Starts the readers' side in this process, at the doors it was given or at its own, which are left open there.
pub(crate) async fn start(
    config: &mut Config,
    doors: &mut Doors,
    journal: JournalReader,
    committed: Option<watch::Receiver<u64>>,
    readings: ReadingsWriter,
    blobs: Blobs,
) -> anyhow::Result<SiteHandle> {
    let sockets = open(doors, Door::Site, config.listen, config.site_threads)?;
    let mut tls = secured(config, doors)?;
    config.listens_at(sockets.addr(), tls.as_ref().map(|tls| tls.sockets.addr()));
    if let Some(tls) = &mut tls {
        // The port may be known only now.
        tls.origin.clone_from(&config.origin);
    }
    let press = theme::first_press(config)?;
    let changed = hub(config)?;
    if config.cache_mib >= HUGE_PAGES_FROM_MIB {
        // Where the system gives none, pages are found a little later.
        let _ = rustix::thread::disable_transparent_huge_pages(false);
    }
    let settings = SiteConfig {
        changed,
        tls,
        private_listen: config.private_listen,
        cache_bytes: config.cache_mib * 1024 * 1024,
        access_log: config.access_log.clone(),
        connections_per_address: config.connections_per_address,
        languages: tables::languages(config)?,
        ..SiteConfig::new(sockets, config.shelf())
    };
    Ok(site::start(settings, press, journal, committed, readings, blobs).await?)
}

/// Returns when all that the journal holds is on the shelf; meanwhile tells how far it is.
pub(crate) async fn built(readers: &mut SiteHandle, last: u64) -> anyhow::Result<()> {
    let progress = Progress::new();
    let mut cursor = readers.cursor.clone();
    let tell = async {
        while cursor.changed().await.is_ok() {
            progress
                .tell(format_args!("Building the site: {} of {last} entries", *cursor.borrow_and_update()));
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        ready = readers.ready.wait_for(|ready| *ready) => {
            ready.context("the site stopped before it was ready")?;
        }
        () = tell => {}
    }
    Ok(())
}

/// Where readers come in over TLS, with which certificate, and what an authority may ask for it.
fn secured(config: &Config, doors: &mut Doors) -> anyhow::Result<Option<Tls>> {
    let Some(Secure { address, files: certificate, authority }) = secure(config)? else { return Ok(None) };
    let challenges = authority.as_ref().map(Authority::challenges).unwrap_or_default();
    if let Some(authority) = authority {
        tokio::spawn(authority.keep());
    }
    let sockets = open(doors, Door::Tls, address, config.site_threads)?;
    Ok(Some(Tls { sockets, certificate, origin: config.origin.clone(), challenges }))
}

/// What the configuration says of TLS.
struct Secure {
    address: SocketAddr,
    files: CertificateFiles,
    /// Who is asked for the certificate, where it is not the operator's own.
    authority: Option<Authority>,
}

fn secure(config: &Config) -> anyhow::Result<Option<Secure>> {
    let Config { tls_listen, tls_certificate, tls_key, tls_acme, .. } = config;
    Ok(match (*tls_listen, tls_certificate, tls_key, tls_acme) {
        (None, None, None, None) => None,
        (Some(address), Some(chain), Some(key), None) => {
            let files = CertificateFiles { chain: chain.clone(), key: key.clone(), awaited: false };
            Some(Secure { address, files, authority: None })
        }
        (Some(address), None, None, Some(directory)) => {
            let authority = Authority::of(config, directory)?;
            Some(Secure { address, files: authority.files(), authority: Some(authority) })
        }
        _ => bail!(
            "TLS needs tls_listen (an address) and either tls_certificate and tls_key (files in PEM) or tls_acme \
             (the directory of an authority); some of it is missing, or both are there"
        ),
    })
}

fn open(doors: &mut Doors, door: Door, address: SocketAddr, threads: usize) -> anyhow::Result<Sockets> {
    let given = doors.take(door);
    let sockets = match given.is_empty() {
        true => Sockets::bind(address, threads)?,
        false => Sockets::of(given, threads)?,
    };
    doors.keep(door, sockets.listeners())?;
    Ok(sockets)
}

/// Where the site tells which pages changed, for the hub, where there is one. It is told until the site is gone.
fn hub(config: &Config) -> anyhow::Result<Option<mpsc::Sender<Vec<String>>>> {
    if config.hub.is_empty() {
        return Ok(None);
    }
    let (changed, told) = mpsc::channel(websub::WAITING_MAX);
    let client = config.intake()?.client().clone();
    tokio::spawn(websub::tell(config.hub.clone(), config.origin.clone(), client, told));
    Ok(Some(changed))
}

/// What somebody asks the process for.
pub(crate) enum Signal {
    /// Ctrl+C, or SIGTERM as service managers send it.
    Stop,
    /// SIGHUP: the same service, of the program that its file now holds.
    Restart,
}

/// What comes from outside, heard from the moment that this is made: until then, a signal ends the process.
pub(crate) struct Signals {
    terminate: unix::Signal,
    hangup: unix::Signal,
}

impl Signals {
    pub(crate) fn heard() -> anyhow::Result<Self> {
        let listen = |kind| unix::signal(kind).context("signals cannot be listened to");
        Ok(Self { terminate: listen(SignalKind::terminate())?, hangup: listen(SignalKind::hangup())? })
    }

    /// Waits for one that can be obeyed: a restart that cannot succeed is refused, and the service goes on.
    pub(crate) async fn next(&mut self) -> Signal {
        loop {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return Signal::Stop,
                _ = self.terminate.recv() => return Signal::Stop,
                _ = self.hangup.recv() => {}
            }
            match restart::rehearse().await {
                Ok(()) => return Signal::Restart,
                Err(why) => {
                    tracing::error!(why = format!("{why:#}"), "not restarted; the service goes on as it was");
                }
            }
        }
    }
}
