//! The newsroom's own look: templates and files in the folder `theme` of the data folder take the place of the shipped
//! ones of the same name. A change is taken up while readers are served; one that cannot be printed with is refused with
//! its file and line, and the last good one stays.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, bail};
use site::PressRoom;
use story::Press;
use tokio::sync::watch;

use crate::config::Config;
use crate::tables;

/// How often the folder is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
const FILES_MAX: usize = 500;
const FILE_BYTES_MAX: u64 = 4 << 20;

/// Names and bytes.
pub(crate) type Files = Vec<(String, Vec<u8>)>;
/// Names, lengths and times, to notice a change without reading.
type State = Vec<(String, u64, Option<SystemTime>)>;

pub(crate) fn folder(config: &Config) -> PathBuf {
    config.data.join("theme")
}

/// The files of the theme; none where there is no folder.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Files> {
    state(folder)?
        .into_iter()
        .map(|(name, len, _)| {
            let file = folder.join(&name);
            if len > FILE_BYTES_MAX {
                bail!("{} has {len} bytes; a file of a theme may have {FILE_BYTES_MAX}", file.display());
            }
            let bytes = std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            Ok((name, bytes))
        })
        .collect()
}

fn state(folder: &Path) -> anyhow::Result<State> {
    let entries = match std::fs::read_dir(folder) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("{} cannot be read", folder.display()))?,
    };
    let mut state = State::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let about = entry.metadata()?;
        // What editors leave while they write is no part of a theme.
        if about.is_file() && !name.starts_with('.') && !name.ends_with('~') {
            state.push((name, about.len(), about.modified().ok()));
        }
    }
    if state.len() > FILES_MAX {
        bail!("{} holds {} files; a theme may have {FILES_MAX}", folder.display(), state.len());
    }
    state.sort();
    Ok(state)
}

/// What a service starts with: the newsroom's look, or the one that came with Marbre where that cannot be read; `watch`
/// says why.
pub(crate) fn first_press(config: &Config) -> anyhow::Result<Arc<dyn Press>> {
    let own = tables::printer(config);
    let press = own.or_else(|_| tables::printer_with(config, &Files::new()))?;
    Ok(press)
}

/// Takes up every change of the theme until told to stop.
pub(crate) async fn watch(config: Config, room: PressRoom, mut stopping: watch::Receiver<bool>) {
    let folder = folder(&config);
    let mut known = state(&folder).ok();
    if known.as_ref().is_some_and(|files| !files.is_empty()) {
        begin(&config, &room).await;
    }
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        let now = state(&folder).ok();
        if now == known {
            continue;
        }
        known = now;
        match take_up(&config, &room).await {
            Ok(()) => tracing::info!(folder = %folder.display(), "the theme has changed"),
            Err(why) => {
                tracing::error!(why = format!("{why:#}"), "the theme is refused; the last good one stays");
            }
        }
    }
}

/// Whether a theme can be printed with shows on what is live. One that cannot has no last good one yet: the shipped look
/// takes its place.
async fn begin(config: &Config, room: &PressRoom) {
    let Err(why) = take_up(config, room).await else { return };
    tracing::error!(
        why = format!("{why:#}"),
        "the theme is refused; pages have the look that came with Marbre"
    );
    let shipped = match tables::printer_with(config, &Files::new()) {
        Ok(shipped) => room.set(shipped).await.map_err(anyhow::Error::msg),
        Err(why) => Err(why),
    };
    if let Err(why) = shipped {
        tracing::error!(why = format!("{why:#}"), "that look cannot be printed with either");
    }
}

async fn take_up(config: &Config, room: &PressRoom) -> anyhow::Result<()> {
    let press: Arc<dyn Press> = tables::printer(config)?;
    room.set(press).await.map_err(anyhow::Error::msg)
}
