//! Migrations and statements: fresh is the sum of all steps, and every statement is understood by both databases.

use std::path::Path;

use sqlx::Row as _;
use store::{Store, StoreError};

use crate::bed::{Bed, on_both};

/// The schema in text, as the database itself tells it.
async fn schema(bed: &Bed) -> String {
    const SQLITE: &str = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name";
    const POSTGRES: &str = "
        SELECT line FROM (
            SELECT 1 AS part, format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, is_identity) AS line,
                table_name || lpad(ordinal_position::text, 4, '0') AS place
            FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT 2, indexdef, indexname FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 3, conrelid::regclass || ' ' || pg_get_constraintdef(oid), conrelid::regclass || conname
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
            UNION ALL SELECT 4, pg_get_triggerdef(oid), tgrelid::regclass || tgname FROM pg_trigger WHERE NOT tgisinternal
        ) AS parts ORDER BY part, place COLLATE \"C\"";
    let lines: Vec<String> = if bed.server.is_some() {
        let pool = sqlx::PgPool::connect(&bed.config.url).await.unwrap();
        sqlx::query(POSTGRES).fetch_all(&pool).await.unwrap().iter().map(|row| row.get(0)).collect()
    } else {
        let pool = sqlx::SqlitePool::connect(&bed.config.url).await.unwrap();
        sqlx::query(SQLITE).fetch_all(&pool).await.unwrap().iter().map(|row| row.get(0)).collect()
    };
    lines.join("\n") + "\n"
}

on_both! {
    async fn a_fresh_schema_is_the_one_that_was_agreed(bed) {
        let name = if bed.server.is_some() { "postgres.txt" } else { "sqlite.txt" };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/schema").join(name);
        let found = schema(&bed).await;
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        let agreed = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, agreed, "after a new migration, run the tests once with UPDATE_SCHEMA=1 and look at the difference");
    }

    async fn every_statement_is_understood(bed) {
        assert!(bed.store.check_statements().await.unwrap() > 60);
    }

    async fn migrating_twice_or_twice_at_once_changes_nothing(bed) {
        assert!(bed.store.pending_migrations().await.unwrap().is_empty());
        let (one, two) = tokio::join!(bed.store.migrate(), bed.store.migrate());
        assert!(one.unwrap().is_empty() && two.unwrap().is_empty());
    }

    async fn a_database_of_a_newer_version_is_refused(bed) {
        bed.sql("INSERT INTO migrations (name, checksum) VALUES ('9999_future', 'x')").await.unwrap();
        let refused = Store::open(&bed.config).await.unwrap_err();
        assert!(matches!(&refused, StoreError::NewerSchema { migration, .. } if migration == "9999_future"));
        assert!(refused.to_string().contains("newer version"), "{refused}");
        assert!(bed.store.migrate().await.is_err());
    }

    async fn an_edited_past_migration_is_refused(bed) {
        bed.sql("UPDATE migrations SET checksum = 'x'").await.unwrap();
        let refused = Store::open(&bed.config).await.unwrap_err();
        assert!(matches!(refused, StoreError::ChangedMigration { .. }), "{refused}");
    }
}

#[tokio::test]
async fn an_acknowledged_commit_on_sqlite_is_synced_to_disk() {
    let bed = Bed::sqlite().await;
    bed.publish(1).await;
    // The mode is a property of the file; the level of syncing is the writer's, so it is asked of the system.
    let mode = sqlx::query("PRAGMA journal_mode")
        .fetch_one(&sqlx::SqlitePool::connect(&bed.config.url).await.unwrap())
        .await
        .unwrap();
    assert_eq!(mode.get::<String, _>(0), "wal");
    assert_eq!(bed.store.durability().await.unwrap(), Some(2), "2 is FULL");
}
