//! `marbre serve`: the whole service in one process: newsroom, desk, schedule and readers' site.

use std::io::Write;

use anyhow::{Context, anyhow};
use desk::DeskConfig;
use newsroom::Newsroom;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::site;
use crate::config::{Config, ServeArgs};
use crate::exit::Outcome;
use crate::{demo, first_account, open, tables};

pub(crate) async fn run(args: &ServeArgs) -> anyhow::Result<Outcome> {
    let mut config = Config::of_serve(args)?;
    let store = open::store(&config).await?;
    if args.demo {
        demo::fill(&store, &config.data).await?;
    } else {
        first_account::make(&store, &config.data, first_account::PLAIN).await?;
    }
    let newsroom = open::newsroom_in(store.clone())?;
    let mut readers =
        site::start(&mut config, store.journal(), Some(store.committed()), store.blobs().clone()).await?;
    let listener = TcpListener::bind(config.desk_listen).await.with_context(|| {
        format!("the desk cannot listen on {}; is another program using the port?", config.desk_listen)
    })?;
    // Readers are served from the first moment; what follows is said once all that was published is on the shelf.
    readers.ready.wait_for(|ready| *ready).await.context("the site stopped before it was ready")?;
    greet(&config, listener.local_addr()?)?;
    let (stop, stopping) = watch::channel(false);
    let schedule = tokio::spawn(keep_schedule(newsroom.clone(), stopping.clone()));
    let mut desk = tokio::spawn(desk::serve(newsroom, desk_config(&config), listener, stopping));
    let ended = tokio::select! {
        () = site::stop_signal() => Ok(()),
        () = readers.died() => Err(anyhow!("the site stopped serving by itself; the log says why")),
        ended = &mut desk => Err(anyhow!("the desk stopped by itself: {ended:?}")),
    };
    stop.send_replace(true);
    readers.stop().await;
    if !desk.is_finished() {
        desk.await??;
    }
    schedule.await?;
    ended.map(|()| Outcome::Done)
}

async fn keep_schedule(newsroom: Newsroom, mut stopping: watch::Receiver<bool>) {
    let stop = async move {
        // The sender gone means that nobody can stop us any more: then it is time, too.
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    newsroom.keep_schedule(stop).await;
}

fn desk_config(config: &Config) -> DeskConfig {
    DeskConfig {
        secure_cookies: config.secure_cookies,
        site_origin: config.origin.clone(),
        theme: pages::theme_file,
        theme_url: pages::theme_url,
        editions: tables::editions().to_vec(),
    }
}

/// Tells where everything is. The labels are read by scripts: they stay.
fn greet(config: &Config, desk: std::net::SocketAddr) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "Data  {}", config.data.display())?;
    writeln!(out, "Site  http://{}/", config.listen)?;
    writeln!(out, "Desk  http://{desk}/")?;
    if let Some(sign_in) = first_account::kept(&config.data) {
        writeln!(out, "Login  {}", sign_in.login)?;
        writeln!(out, "Password  {}", sign_in.password)?;
    }
    writeln!(out, "Ready.")?;
    Ok(out.flush()?)
}
