//! When something is wrong with the database or the folder, the error says what, where, and what to do.

use std::fs;

use store::{Blobs, JournalReader, Store, StoreConfig, StoreError};

use crate::bed::{Bed, at, killed, on_both, story_row};

async fn open(url: &str) -> StoreError {
    let folder = tempfile::tempdir().unwrap();
    Store::open(&StoreConfig { url: url.to_owned(), blobs: folder.path().join("blobs") }).await.unwrap_err()
}

#[tokio::test]
async fn a_wrong_address_is_named_without_its_password() {
    for url in [
        "",
        "mysql://x",
        "sqlite::memory:",
        "/var/lib/marbre.db",
        "postgres://u:secret@host:port/x",
        "sqlite:///nowhere/at/all/x.db",
    ] {
        let error = open(url).await;
        assert!(matches!(error, StoreError::BadUrl { .. }), "{url}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let error = open("postgres://u@127.0.0.1:1/x").await;
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
    let journal = JournalReader::open("sqlite:///nowhere/at/all/x.db").await.unwrap();
    assert!(journal.last().await.is_err());
}

#[tokio::test]
async fn a_file_that_is_no_database_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    fs::write(&path, "This is a letter, not a database. ".repeat(100)).unwrap();
    let error = open(&format!("sqlite://{}", path.display())).await;
    assert!(matches!(&error, StoreError::Corrupt { place, .. } if place.ends_with("x.db")), "{error:?}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let error = Blobs::open(&file.join("blobs")).await.unwrap_err();
    assert!(error.to_string().contains("file/blobs"), "{error}");
}

#[tokio::test]
async fn a_full_database_says_so_and_goes_on_when_there_is_room() {
    let bed = Bed::sqlite().await;
    bed.store.limit_size(60).await.unwrap();
    let mut full = None;
    for number in 1..100 {
        let mut tx = bed.store.begin().await.unwrap();
        let row = store::StoryRow { slugline: "x".repeat(8000), ..story_row(number) };
        if let Err(error) = tx.insert_story(&row).await {
            full = Some(error);
            break;
        }
        tx.append_journal(at(number), &killed(number)).await.unwrap();
        match tx.commit().await {
            Ok(()) => {}
            Err(error) => {
                full = Some(error);
                break;
            }
        }
    }
    assert!(matches!(full, Some(StoreError::Full { .. })), "{full:?}");
    let before = bed.store.journal().last().await.unwrap();
    bed.store.limit_size(100_000).await.unwrap();
    assert_eq!(bed.publish(1000).await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_is_unavailable() {
    let Some(bed) = Bed::postgres_alone().await else { return };
    bed.publish(1).await;
    let mut tx = bed.store.begin().await.unwrap();
    let entry = tx.seal_entry(at(2), killed(1)).await.unwrap();
    // Nothing is left to be written when the connection is lost.
    tx.update_story(&story_row(1)).await.unwrap();
    tx.append_sealed(entry).await.unwrap();
    bed.server.as_ref().unwrap().kill();
    let error = tx.commit().await.unwrap_err();
    assert!(matches!(error, StoreError::Unconfirmed { .. }), "{error:?}");
    let error = bed.store.journal().last().await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
    let error = bed.store.begin().await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_of_the_server_nobody_meets_a_dead_connection() {
    let Some(bed) = Bed::postgres().await else { return };
    bed.publish(1).await;
    let ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
    bed.sql(ends).await.unwrap();
    assert_eq!(bed.store.journal().last().await.unwrap(), 1);
    assert_eq!(bed.publish(2).await, 2);
}

on_both! {
    async fn a_reader_cannot_write_and_needs_no_newsroom(bed) {
        bed.publish(1).await;
        let url = bed.config.url.clone();
        let journal = JournalReader::open(&url).await.unwrap();
        assert_eq!(journal.last().await.unwrap(), 1);
        assert_eq!(journal.after(0, 10).await.unwrap().len(), 1);
    }

    async fn a_store_that_was_never_migrated_says_what_to_do(bed) {
        bed.sql("DELETE FROM migrations").await.unwrap();
        let store = Store::open(&bed.config).await.unwrap();
        let error = store.backup(&bed.path().join("backup"), &mut |_| {}).await.unwrap_err();
        assert!(error.to_string().contains("marbre migrate"), "{error}");
    }
}
