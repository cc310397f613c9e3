//! Backups: one moment while others write, restored whole into either database, or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use store::{
    Account, Authenticator, Invitation, PartnerRow, Passkey, Store, StoreConfig, StoreError, StoryFilter,
    Token,
};
use story::{AccountId, Language, StoryId, Version};

use crate::bed::{Bed, at, audit_row, item_row, on_both, publish};

async fn fill(bed: &Bed) {
    for number in 1..=30 {
        bed.publish(number).await;
    }
    let mut tx = bed.store.begin().await.unwrap();
    for number in 1u64..=5 {
        bed.store.blobs().put(&number.to_le_bytes()).await.unwrap();
        tx.insert_item(&item_row(number, "g")).await.unwrap();
    }
    tx.commit().await.unwrap();
    let read = Version { story: StoryId::from_number(3), revision: 1 };
    bed.store.readings_writer().add(&[(read, 12_306)].into()).await.unwrap();
}

/// The manifest and the tables, by name.
fn texts_under(folder: &Path) -> Vec<(String, String)> {
    let tables = fs::read_dir(folder.join("tables")).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = tables.chain([folder.join("manifest.json")]).collect();
    all.sort();
    all.iter()
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn ignore() -> impl FnMut(store::Progress) + Send {
    |_| {}
}

/// What two stores must agree on after a restore.
async fn all_of(store: &Store) -> impl PartialEq + std::fmt::Debug {
    let stories = store.stories(&StoryFilter::default(), None, 1000).await.unwrap().rows;
    let items = store.items_of_guid("g").await.unwrap();
    let audit = store.audit(&store::AuditFilter::default(), None, 1000).await.unwrap().rows;
    let revision = store.revision(StoryId::from_number(3), 1).await.unwrap();
    let head = store.revision_head(StoryId::from_number(3), 1).await.unwrap();
    (stories, items, audit, revision, head, store.journal().after(0, 1000).await.unwrap())
}

async fn restore_into(bed: &Bed, from: &Path) {
    let report = Store::restore(from, &bed.config, &mut ignore()).await.unwrap();
    assert_eq!((report.journal, report.blobs), (30, 5));
}

/// A byte of a file changed, a file cut, a file gone.
fn damages(backup: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let table = backup.join("tables/journal.jsonl");
    let whole = fs::read(&table).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() = b' ';
    let blob = store::Blobs::at(&backup.join("blobs")).path(&store::hash(&1u64.to_le_bytes()));
    let manifest = backup.join("manifest.json");
    // Migrations are numbered with four digits.
    let newer = fs::read_to_string(&manifest).unwrap().replace("\"00", "\"09");
    vec![
        (table.clone(), Some(changed)),
        (table.clone(), Some(whole[..whole.len() / 2].to_vec())),
        (table, None),
        (blob.clone(), Some(b"other".to_vec())),
        (blob, None),
        (manifest.clone(), Some(newer.into_bytes())),
        (manifest.clone(), Some(b"{}".to_vec())),
        (manifest, None),
    ]
}

/// Takes columns out of a table of a backup, as an older version had it.
fn without(backup: &Path, manifest: &mut serde_json::Value, table: &str, columns: &[&str]) {
    let path = backup.join("tables").join(format!("{table}.jsonl"));
    let text = fs::read_to_string(&path).unwrap();
    let mut lines = text.lines().map(|line| serde_json::from_str::<Vec<serde_json::Value>>(line).unwrap());
    let header = lines.next().unwrap();
    let gone = |at: usize| header[at].as_str().is_some_and(|name| columns.contains(&name));
    let kept = |cells: &[serde_json::Value]| {
        let cells = cells.iter().enumerate().filter(|(at, _)| !gone(*at)).map(|(_, cell)| cell.clone());
        format!("{}\n", serde_json::Value::Array(cells.collect()))
    };
    let older: String = std::iter::once(kept(&header)).chain(lines.map(|cells| kept(&cells))).collect();
    let part = &mut manifest["tables"][table];
    part["bytes"] = (older.len() as u64).into();
    part["hash"] = store::hash(older.as_bytes()).as_str().into();
    fs::write(&path, older).unwrap();
}

on_both! {
    async fn an_export_is_everything_but_what_lets_somebody_in_and_is_the_same_after_an_import(bed) {
        fill(&bed).await;
        let config = serde_json::json!({ "address": "https://me:word@far.example/", "secret": "KEY" });
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_account(&Account {
            id: AccountId::from_number(9), login: "ada".into(), name: "Ada".into(), role: "chief".into(),
            reach: "fr/region".into(), password_hash: "PASSWORD".into(), language: Language::new("fr"), created: at(1), disabled: false, email: String::new(),
        }).await.unwrap();
        tx.put_authenticator(&Authenticator {
            account: AccountId::from_number(9), sealed_secret: "SEALED".into(), created: at(1), step: 1,
        }).await.unwrap();
        tx.put_recovery_codes(AccountId::from_number(9), &[store::hash(b"CODE")]).await.unwrap();
        tx.insert_passkey(&Passkey {
            id: 3, account: AccountId::from_number(9), name: "n".into(), credential: "CREDENTIAL".into(), algorithm: -7,
            public_key: vec![4], counter: 0, created: at(1), used: None,
        }).await.unwrap();
        tx.put_invitation(&Invitation {
            id: 5, token_hash: store::hash(b"LINK"), account: None, login: "bo".into(), name: "Bo".into(),
            role: "editor".into(), reach: "fr/region".into(), language: Language::new("fr"), invited_by: AccountId::from_number(9), created: at(1),
            expires: at(9),
        }).await.unwrap();
        tx.insert_token(&Token {
            id: 6, token_hash: store::hash(b"PROGRAM"), account: AccountId::from_number(9), name: "n".into(),
            scopes: "read".into(), created: at(1), expires: None, used: None, address: String::new(),
        }).await.unwrap();
        let partner = PartnerRow {
            id: 4, name: "far".into(), enabled: true, config, token_hash: Some(store::hash(b"TOKEN")), cursor: 3, changed: at(2),
        };
        tx.put_partner(&partner).await.unwrap();
        tx.commit().await.unwrap();
        let (first, second) = (bed.path().join("first"), bed.path().join("second"));
        let report = bed.store.export(&first, &mut ignore()).await.unwrap();
        assert_eq!((report.journal, report.blobs), (30, 5));
        let other = Bed::sqlite().await;
        restore_into(&other, &first).await;
        other.store.export(&second, &mut ignore()).await.unwrap();
        assert_eq!(texts_under(&first), texts_under(&second));
        assert_eq!(all_of(&other.store).await, all_of(&bed.store).await);
        let all: String = texts_under(&first).into_iter().map(|(_, text)| text).collect();
        let hashes = ["TOKEN", "CODE", "LINK", "PROGRAM"].map(|word| store::hash(word.as_bytes()));
        let secrets = ["PASSWORD", "KEY", "me:word", "SEALED", "CREDENTIAL"];
        for secret in secrets.into_iter().chain(hashes.iter().map(story::Hash::as_str)) {
            assert!(!all.contains(secret), "{secret}");
        }
        let backup = bed.path().join("backup");
        bed.store.backup(&backup, &mut ignore()).await.unwrap();
        let same = Bed::sqlite().await;
        restore_into(&same, &backup).await;
        let kept = texts_under(&backup);
        let again = bed.path().join("again");
        same.store.backup(&again, &mut ignore()).await.unwrap();
        assert_eq!(texts_under(&again), kept);
        let kept: String = kept.into_iter().map(|(_, text)| text).collect();
        let words = ["CODE", "LINK", "PROGRAM"].map(|word| store::hash(word.as_bytes()));
        for way_in in ["SEALED", "CREDENTIAL"].into_iter().chain(words.iter().map(story::Hash::as_str)) {
            assert!(kept.contains(way_in), "a backup goes on as before: {way_in}");
        }
        assert!(all.contains("https://far.example/") && all.contains("ada"));
    }

    async fn a_backup_restores_to_the_same_newsroom_in_either_database(bed) {
        fill(&bed).await;
        let backup = bed.path().join("backup");
        let report = bed.store.backup(&backup, &mut ignore()).await.unwrap();
        assert_eq!((report.journal, report.blobs, report.lost), (30, 5, vec![]));
        let sqlite = Bed::sqlite().await;
        restore_into(&sqlite, &backup).await;
        assert_eq!(all_of(&sqlite.store).await, all_of(&bed.store).await);
        if let Some(postgres) = Bed::postgres().await {
            restore_into(&postgres, &backup).await;
            assert_eq!(all_of(&postgres.store).await, all_of(&bed.store).await);
            // It goes on where the backup ended.
            assert_eq!(publish(&postgres.store, 31).await, 31);
        }
        assert_eq!(publish(&sqlite.store, 31).await, 31);
    }

    async fn a_backup_taken_while_others_write_is_of_one_moment(bed) {
        fill(&bed).await;
        let writer = tokio::spawn({
            let store = bed.store.clone();
            async move {
                for number in 31..=120 {
                    publish(&store, number).await;
                }
            }
        });
        for turn in 0..3 {
            let backup = bed.path().join(format!("backup-{turn}"));
            let report = bed.store.backup(&backup, &mut ignore()).await.unwrap();
            let rows = |name: &str| report.tables.iter().find(|(table, _)| table == name).unwrap().1;
            assert_eq!(rows("journal"), report.journal);
            assert_eq!(rows("stories"), report.journal);
            assert_eq!(rows("revisions"), report.journal);
            assert_eq!(rows("audit"), report.journal);
        }
        writer.await.unwrap();
    }

    async fn a_restore_refuses_a_newsroom_that_is_not_empty(bed) {
        fill(&bed).await;
        let backup = bed.path().join("backup");
        bed.store.backup(&backup, &mut ignore()).await.unwrap();
        let refused = Store::restore(&backup, &bed.config, &mut ignore()).await.unwrap_err();
        assert!(matches!(refused, StoreError::NotEmpty { .. }), "{refused}");
        let refused = bed.store.backup(&backup, &mut ignore()).await.unwrap_err();
        assert!(matches!(refused, StoreError::NotEmpty { .. }), "{refused}");
    }

    async fn a_backup_of_an_older_version_restores_without_the_tables_it_never_had(bed) {
        fill(&bed).await;
        let backup = bed.path().join("backup");
        bed.store.backup(&backup, &mut ignore()).await.unwrap();
        let path = backup.join("manifest.json");
        let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        manifest["schema"] = "0002_translations".into();
        let first = ["accounts", "acknowledgements", "assets", "audit", "counters", "items", "journal", "revisions", "stories"];
        manifest["tables"].as_object_mut().unwrap().retain(|name, _| first.contains(&name.as_str()));
        without(&backup, &mut manifest, "stories", &["assignee", "deadline", "length", "entry_of", "coverage", "links", "seal"]);
        without(&backup, &mut manifest, "revisions", &["link", "seal"]);
        without(&backup, &mut manifest, "journal", &["link", "seal"]);
        without(&backup, &mut manifest, "accounts", &["reach", "email"]);
        fs::write(&path, manifest.to_string()).unwrap();
        let refused = Store::restore(&backup, &Bed::sqlite().await.config, &mut ignore()).await.unwrap_err();
        assert!(refused.to_string().contains("never migrated"), "{refused}");
        let fresh = bed.path().join("fresh.db");
        let config = StoreConfig { url: format!("sqlite://{}", fresh.display()), blobs: bed.path().join("fresh") };
        Store::restore(&backup, &config, &mut ignore()).await.unwrap();
        let target = Store::open(&config).await.unwrap();
        let record = async || target.record(StoryId::from_number(3)).await.unwrap().unwrap().verdict;
        assert_eq!(record().await, store::Verdict::Unsealed);
        target.seal_some().await.unwrap();
        assert_eq!(record().await, store::Verdict::Sealed);
        let arrived = target.arrivals(&store::ArrivalFilter::default(), None, 50).await.unwrap().rows;
        let items = target.items(&store::ItemFilter::default(), None, 50).await.unwrap().rows;
        assert_eq!(arrived.len(), items.len(), "what the tables would hold is worked out from what is there");
    }

    async fn a_damaged_backup_restores_nothing(bed) {
        fill(&bed).await;
        let backup = bed.path().join("backup");
        bed.store.backup(&backup, &mut ignore()).await.unwrap();
        let target = if bed.server.is_some() { Bed::postgres().await.unwrap() } else { Bed::sqlite().await };
        for (file, damage) in damages(&backup) {
            let sound = fs::read(&file).unwrap();
            match damage {
                Some(bytes) => fs::write(&file, bytes).unwrap(),
                None => fs::remove_file(&file).unwrap(),
            }
            let refused = Store::restore(&backup, &target.config, &mut ignore()).await.unwrap_err();
            assert!(matches!(refused, StoreError::BadBackup { .. }), "{}: {refused}", file.display());
            assert_eq!(target.store.journal().last().await.unwrap(), 0);
            fs::write(&file, sound).unwrap();
        }
        restore_into(&target, &backup).await;
    }

    async fn a_lost_blob_is_named_and_the_rest_is_saved(bed) {
        fill(&bed).await;
        let (gone, damaged) = (store::hash(&1u64.to_le_bytes()), store::hash(&2u64.to_le_bytes()));
        fs::remove_file(bed.store.blobs().path(&gone)).unwrap();
        fs::write(bed.store.blobs().path(&damaged), b"wrong").unwrap();
        let backup = bed.path().join("backup");
        let report = bed.store.backup(&backup, &mut ignore()).await.unwrap();
        let mut lost = vec![gone, damaged];
        lost.sort();
        assert_eq!((report.blobs, &report.lost), (3, &lost));
        let target = Bed::sqlite().await;
        let restored = Store::restore(&backup, &target.config, &mut ignore()).await.unwrap();
        assert_eq!(restored.lost, lost);
    }

    async fn a_database_never_migrated_can_be_restored_into(bed) {
        fill(&bed).await;
        let backup = bed.path().join("backup");
        bed.store.backup(&backup, &mut ignore()).await.unwrap();
        let url = format!("sqlite://{}", bed.path().join("fresh.db").display());
        let config = StoreConfig { url, blobs: bed.path().join("fresh") };
        let mut parts = Vec::new();
        Store::restore(&backup, &config, &mut |progress| parts.push(progress.part)).await.unwrap();
        assert!(parts.iter().any(|part| part == "journal") && parts.iter().any(|part| part == "blobs"));
        let store = Store::open(&config).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.insert_audit(&audit_row(1)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.journal().last().await.unwrap(), 30);
    }
}
