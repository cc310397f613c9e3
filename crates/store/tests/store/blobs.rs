//! Blobs: whole or not there, once, and what is damaged is said to be.

use std::fs;

use store::{Blobs, StoreError};

fn files_in(folder: &std::path::Path) -> usize {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_in(&path) } else { 1 })
        .sum()
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_under_their_hash() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).await.unwrap();
    for bytes in [&b""[..], b"a", &vec![7; 1_000_000]] {
        let hash = blobs.put(bytes).await.unwrap();
        assert_eq!(hash, store::hash(bytes));
        assert_eq!(blobs.put(bytes).await.unwrap(), hash);
        assert_eq!(blobs.get(&hash, 1_000_000).await.unwrap().as_deref(), Some(bytes));
        assert_eq!(blobs.open_file(&hash).await.unwrap().unwrap().len, bytes.len() as u64);
    }
    assert_eq!(files_in(folder.path()), 3);
    assert_eq!(blobs.get(&store::hash(b"unknown"), 10).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_who_put_the_same_bytes_at_once_all_succeed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).await.unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let blobs = blobs.clone();
            tokio::spawn(async move { blobs.put(&[9; 300_000]).await.unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(files_in(folder.path()), 1);
}

#[tokio::test]
async fn more_bytes_than_allowed_are_refused_and_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).await.unwrap();
    let mut endless = tokio::io::repeat(1);
    let refused = blobs.put_stream(&mut endless, 1_000_000).await.unwrap_err();
    assert!(matches!(refused, StoreError::TooLarge { bytes_max: 1_000_000, .. }), "{refused}");
    let hash = blobs.put(b"four").await.unwrap();
    assert!(matches!(blobs.get(&hash, 3).await, Err(StoreError::TooLarge { .. })));
    assert_eq!(files_in(folder.path()), 1);
}

#[tokio::test]
async fn a_cut_or_changed_blob_is_reported_and_mended_by_the_next_put() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).await.unwrap();
    for damage in [&b"wro"[..], b"wrong", b"righ!"] {
        let hash = blobs.put(b"right").await.unwrap();
        fs::write(blobs.path(&hash), damage).unwrap();
        let found = blobs.get(&hash, 100).await.unwrap_err();
        assert!(
            matches!(&found, StoreError::Corrupt { place, .. } if place.contains(hash.as_str())),
            "{found}"
        );
        fs::remove_file(blobs.path(&hash)).unwrap();
    }
    let hash = blobs.put(b"right").await.unwrap();
    fs::write(blobs.path(&hash), b"cut").unwrap();
    blobs.put(b"right").await.unwrap();
    assert_eq!(blobs.get(&hash, 100).await.unwrap().as_deref(), Some(&b"right"[..]));
}

#[tokio::test]
async fn what_a_crash_left_half_written_is_gone_after_a_start() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).await.unwrap();
    let hash = blobs.put(b"whole").await.unwrap();
    fs::write(folder.path().join("tmp/1-0"), b"half").unwrap();
    let mine = fs::File::create(folder.path().join("tmp/1-1")).unwrap();
    mine.lock().unwrap();
    let blobs = Blobs::open(folder.path()).await.unwrap();
    assert!(!folder.path().join("tmp/1-0").exists());
    assert!(folder.path().join("tmp/1-1").exists(), "another process is still writing it");
    assert!(blobs.get(&hash, 100).await.unwrap().is_some());
}
