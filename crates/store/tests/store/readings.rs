//! How often versions were read: added up from all who count, whole or not at all.

use std::collections::BTreeMap;

use store::{ReadingsWriter, StoreError};
use story::{StoryId, Version};

use crate::bed::{Bed, on_both};

/// More than one statement takes.
const MANY: u64 = 1_500;

fn version(story: u64, revision: u64) -> Version {
    Version { story: StoryId::from_number(story), revision }
}

async fn read(bed: &Bed, story: u64) -> Option<u64> {
    let head = bed.store.revision_head(StoryId::from_number(story), 1).await.unwrap().unwrap();
    let listed = bed.store.revisions(StoryId::from_number(story)).await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&head));
    head.read
}

on_both! {
    async fn readings_of_all_nodes_add_up_and_stand_with_the_revision(bed) {
        bed.publish(1).await;
        bed.publish(2).await;
        let (own, other) = (bed.store.readings_writer(), ReadingsWriter::open(&bed.config.url).await.unwrap());
        assert_eq!(read(&bed, 1).await, None, "nobody read it");
        own.add(&BTreeMap::from([(version(1, 1), 12_000), (version(1, 2), 7)])).await.unwrap();
        other.add(&BTreeMap::from([(version(1, 1), 306), (version(9, 9), 1)])).await.unwrap();
        own.add(&BTreeMap::new()).await.unwrap();
        assert_eq!((read(&bed, 1).await, read(&bed, 2).await), (Some(12_306), None));
    }

    async fn many_who_add_the_same_at_once_lose_nothing_and_do_not_wait_for_each_other(bed) {
        for number in [1, MANY] {
            bed.publish(number).await;
        }
        let some: BTreeMap<_, _> = (1..=MANY).map(|story| (version(story, 1), story)).collect();
        let nodes: Vec<_> = (0..3)
            .map(|_| {
                let (url, some) = (bed.config.url.clone(), some.clone());
                tokio::spawn(async move {
                    let node = ReadingsWriter::open(&url).await.unwrap();
                    for _ in 0..4 {
                        node.add(&some).await.unwrap();
                    }
                })
            })
            .collect();
        for node in nodes {
            node.await.unwrap();
        }
        assert_eq!((read(&bed, 1).await, read(&bed, MANY).await), (Some(12), Some(12 * MANY)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_newsroom_is_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("newsroom.db");
    let writer = ReadingsWriter::open(&format!("sqlite://{}", file.display())).await.unwrap();
    writer.add(&BTreeMap::from([(version(1, 1), 1)])).await.unwrap_err();
    assert!(!file.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_away_adds_nothing_until_it_is_back() {
    let Some(bed) = Bed::postgres_alone().await else { return };
    let writer = ReadingsWriter::open(&bed.config.url).await.unwrap();
    let some = BTreeMap::from([(version(1, 1), 1)]);
    bed.publish(1).await;
    writer.add(&some).await.unwrap();
    let server = bed.server.as_ref().unwrap();
    server.pause();
    let error = writer.add(&some).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
    server.go_on();
    assert_eq!(read(&bed, 1).await, Some(1));
    writer.add(&some).await.unwrap();
    assert_eq!(read(&bed, 1).await, Some(2));
}
