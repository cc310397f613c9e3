//! `marbre serve`: the whole service in one process: newsroom, desk, schedule and readers' site.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use desk::DeskConfig;
use intake::Intake;
use newsroom::{Newsroom, Provider};
use serde_json::json;
use story::Proofs;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::site::{self, Signal, Signals};
use crate::config::{Config, ServeArgs};
use crate::exit::Outcome;
use crate::first_account::SignIn;
use crate::output::OutputArgs;
use crate::restart::{Door, Doors};
use crate::{demo, first_account, open, tables, theme, traces};

pub(crate) async fn run(args: &ServeArgs) -> anyhow::Result<Outcome> {
    let mut config = Config::of_serve(args)?;
    if args.reader.check {
        tables::editions(&config)?;
        return site::check(&config, args.output);
    }
    let store = open::store(&config).await?;
    if args.demo {
        demo::fill(&store, &config).await?;
    } else {
        first_account::make(&store, &config, first_account::PLAIN).await?;
    }
    let mut doors = Doors::given()?;
    let (journal, committed) = (store.journal(), Some(store.committed()));
    let (readings, blobs) = (store.readings_writer(), store.blobs().clone());
    let mut readers = site::start(&mut config, &mut doors, journal, committed, readings, blobs).await?;
    let listener = desk_listener(&config, &mut doors).await?;
    config.desk_listens_at(listener.local_addr()?);
    // Both ports are known now: partners are told addresses that lead here, passkeys belong to the desk's.
    let newsroom = open::newsroom_in(&config, store.clone())?;
    // Readers are served from the first moment; what follows is said once all that was published is on the shelf.
    site::built(&mut readers, store.journal().last().await?).await?;
    // All files are read before we say that we are ready: what is written to them then counts at the next restart.
    let intake = Arc::new(config.intake()?);
    let desk = desk_config(&config, Arc::new(readers.proof_room()))?;
    let mut signals = Signals::heard()?;
    greet(&config, listener.local_addr()?, args.output)?;
    let (stop, stopping) = watch::channel(false);
    let schedule = tokio::spawn(keep_schedule(newsroom.clone(), stopping.clone()));
    let theme = tokio::spawn(theme::watch(config.clone(), readers.press_room(), stopping.clone()));
    let archive = tokio::spawn(keep_archive(newsroom.clone(), stopping.clone()));
    let levels = tokio::spawn(keep_levels(newsroom.clone(), stopping.clone()));
    let tallies = tokio::spawn(keep_tallies(newsroom.clone(), stopping.clone()));
    let words = tokio::spawn(keep_words(newsroom.clone(), stopping.clone()));
    let seals = tokio::spawn(keep_seals(newsroom.clone(), stopping.clone()));
    let sources = tokio::spawn(keep_sources(newsroom.clone(), intake.clone(), stopping.clone()));
    let partners = tokio::spawn(keep_partners(newsroom.clone(), intake, stopping.clone()));
    let mut desk = tokio::spawn(desk::serve(newsroom, desk, listener, stopping));
    let ended = tokio::select! {
        signal = signals.next() => Ok(signal),
        () = readers.died() => Err(anyhow!("the site stopped serving by itself; the log says why")),
        ended = &mut desk => Err(anyhow!("the desk stopped by itself: {ended:?}")),
    };
    stop.send_replace(true);
    readers.stop().await;
    if !desk.is_finished() {
        desk.await??;
    }
    schedule.await?;
    theme.await?;
    archive.await?;
    levels.await?;
    tallies.await?;
    words.await?;
    seals.await?;
    sources.await?;
    partners.await?;
    match ended? {
        Signal::Stop => Ok(Outcome::Done),
        Signal::Restart => Ok(Outcome::Restart(doors)),
    }
}

async fn desk_listener(config: &Config, doors: &mut Doors) -> anyhow::Result<TcpListener> {
    let address = config.desk_listen;
    let listener = match doors.take(Door::Desk).pop() {
        Some(given) => given,
        None => {
            let bound = TcpListener::bind(address).await;
            let said = || format!("the desk cannot listen on {address}; is another program using the port?");
            bound.and_then(TcpListener::into_std).with_context(said)?
        }
    };
    doors.keep(Door::Desk, [&listener])?;
    listener.set_nonblocking(true)?;
    Ok(TcpListener::from_std(listener)?)
}

async fn keep_schedule(newsroom: Newsroom, stopping: watch::Receiver<bool>) {
    newsroom.keep_schedule(stopped(stopping)).await;
}

async fn keep_archive(newsroom: Newsroom, stopping: watch::Receiver<bool>) {
    newsroom.keep_archive(stopped(stopping)).await;
}

async fn keep_levels(newsroom: Newsroom, stopping: watch::Receiver<bool>) {
    newsroom.keep_levels(stopped(stopping)).await;
}

async fn keep_words(newsroom: Newsroom, stopping: watch::Receiver<bool>) {
    newsroom.keep_words(stopped(stopping)).await;
}

async fn keep_seals(newsroom: Newsroom, stopping: watch::Receiver<bool>) {
    newsroom.keep_seals(stopped(stopping)).await;
}

async fn keep_tallies(newsroom: Newsroom, stopping: watch::Receiver<bool>) {
    newsroom.keep_tallies(stopped(stopping)).await;
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // The sender gone means that nobody can stop us any more: then it is time, too.
    let _ = stopping.wait_for(|stop| *stop).await;
}

async fn keep_sources(newsroom: Newsroom, intake: Arc<Intake>, stopping: watch::Receiver<bool>) {
    newsroom.keep_sources(intake, stopped(stopping)).await;
}

async fn keep_partners(newsroom: Newsroom, intake: Arc<Intake>, stopping: watch::Receiver<bool>) {
    newsroom.keep_partners(intake, stopped(stopping)).await;
}

fn sso(config: &Config) -> anyhow::Result<Option<Arc<Provider>>> {
    let Some(settings) = config.sso()? else { return Ok(None) };
    Ok(Some(Arc::new(Provider::new(settings, Arc::new(traces::client()?)))))
}

fn desk_config(config: &Config, proofs: Arc<dyn Proofs>) -> anyhow::Result<DeskConfig> {
    Ok(DeskConfig {
        site_origin: config.origin.clone(),
        theme: pages::theme_file,
        theme_packed: pages::theme_packed,
        theme_url: pages::theme_url,
        editions: tables::editions(config)?,
        proofs,
        sso: sso(config)?,
        proxies: config.proxies()?,
    })
}

/// Tells where everything is, once all of it answers. Scripts read these labels and keys: they stay.
fn greet(config: &Config, desk: std::net::SocketAddr, output: OutputArgs) -> anyhow::Result<()> {
    let sign_in = first_account::kept(&config.data);
    let (data, site, desk) =
        (config.data.display(), format!("{}/", config.reached_at()), format!("http://{desk}/"));
    let mut text = format!("Data  {data}\n{}Desk  {desk}\n", config.readers_lines());
    if let Some(SignIn { login, password }) = &sign_in {
        text += &format!("Login  {login}\nPassword  {password}\n");
    }
    output.result(
        || {
            let (login, password) = sign_in.as_ref().map(|own| (&own.login, &own.password)).unzip();
            json!({ "data": config.data, "site": site, "desk": desk, "login": login, "password": password })
        },
        text + "Ready.",
    )
}
