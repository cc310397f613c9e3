//! A process killed in the middle of writing: what it was told is saved, is saved.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use store::{Store, StoreConfig};
use story::StoryId;

use crate::bed::{on_both, publish};

const CHILD: &str = "MARBRE_CRASH_CHILD";

/// Only does something as the child of the test below: publishes until it is killed, and says what is acknowledged.
#[tokio::test]
async fn child_that_publishes_until_killed() {
    let Ok(place) = std::env::var(CHILD) else { return };
    let (url, blobs) = place.split_once(' ').unwrap();
    let config = StoreConfig { url: url.to_owned(), blobs: Path::new(blobs).to_owned() };
    let store = Store::open(&config).await.unwrap();
    let from = store.journal().last().await.unwrap() + 1;
    for number in from.. {
        store.blobs().put(&number.to_le_bytes()).await.unwrap();
        println!("acknowledged {}", publish(&store, number).await);
    }
}

on_both! {
    async fn every_acknowledged_publication_survives_a_kill_and_none_is_half_there(bed) {
        for round in 1..=6 {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "crash::child_that_publishes_until_killed", "--nocapture"])
                .env(CHILD, format!("{} {}", bed.config.url, bed.config.blobs.display()))
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let told = |line: String| line.strip_prefix("acknowledged ").map(|seq| seq.parse::<u64>().unwrap());
            let mut acknowledged = 0;
            for seq in lines.by_ref().filter_map(|line| told(line.unwrap())).take(round * 7) {
                acknowledged = seq;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            for seq in lines.map_while(Result::ok).filter_map(told) {
                acknowledged = seq;
            }
            let store = Store::open(&bed.config).await.unwrap();
            let last = store.journal().last().await.unwrap();
            assert!(last >= acknowledged && acknowledged > 0, "{acknowledged} was acknowledged, {last} is there");
            let entries = store.journal().after(0, 10_000).await.unwrap();
            assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=last).collect::<Vec<_>>());
            for entry in entries {
                let id = entry.change.story_id().unwrap();
                assert!(store.story(id).await.unwrap().is_some_and(|row| row.live == Some(1)));
                assert!(store.revision(id, 1).await.unwrap().is_some());
            }
            assert!(store.story(StoryId::from_number(last + 1)).await.unwrap().is_none());
        }
    }
}
