//! Brings a database up to this version: forward only, each step recorded with the hash of its text.

use sqlx::SqlSafeStr as _;

use crate::StoreError;
use crate::database::{Database, Dialect, Transaction};
use crate::statements::statements;
use crate::value::values;

/// One step. Its text never changes once released: a mistake is mended by the next one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    pub(crate) name: &'static str,
    text: &'static str,
}

/// All of them, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_newsroom", text: include_str!("../migrations/0001_newsroom.sql") },
    Migration { name: "0002_translations", text: include_str!("../migrations/0002_translations.sql") },
    Migration { name: "0003_wires", text: include_str!("../migrations/0003_wires.sql") },
    Migration { name: "0004_rulings", text: include_str!("../migrations/0004_rulings.sql") },
    Migration { name: "0005_way_out", text: include_str!("../migrations/0005_way_out.sql") },
    Migration { name: "0006_showings", text: include_str!("../migrations/0006_showings.sql") },
    Migration { name: "0007_drafts", text: include_str!("../migrations/0007_drafts.sql") },
    Migration { name: "0008_manuscripts", text: include_str!("../migrations/0008_manuscripts.sql") },
    Migration { name: "0009_fronts", text: include_str!("../migrations/0009_fronts.sql") },
    Migration { name: "0010_people", text: include_str!("../migrations/0010_people.sql") },
    Migration { name: "0011_api", text: include_str!("../migrations/0011_api.sql") },
    Migration { name: "0012_planning", text: include_str!("../migrations/0012_planning.sql") },
    Migration { name: "0013_story_words", text: include_str!("../migrations/0013_story_words.sql") },
    Migration { name: "0014_arrival_words", text: include_str!("../migrations/0014_arrival_words.sql") },
    Migration { name: "0015_board", text: include_str!("../migrations/0015_board.sql") },
    Migration { name: "0016_comments", text: include_str!("../migrations/0016_comments.sql") },
    Migration { name: "0017_reach", text: include_str!("../migrations/0017_reach.sql") },
    Migration { name: "0018_emails", text: include_str!("../migrations/0018_emails.sql") },
    Migration { name: "0019_arrival_index", text: include_str!("../migrations/0019_arrival_index.sql") },
    Migration { name: "0020_live_coverage", text: include_str!("../migrations/0020_live_coverage.sql") },
    Migration { name: "0021_library", text: include_str!("../migrations/0021_library.sql") },
    Migration {
        name: "0022_pictures_in_stories",
        text: include_str!("../migrations/0022_pictures_in_stories.sql"),
    },
    Migration { name: "0023_seals", text: include_str!("../migrations/0023_seals.sql") },
    Migration { name: "0024_readings", text: include_str!("../migrations/0024_readings.sql") },
];

statements! {
    APPLIED = "SELECT name, checksum FROM migrations ORDER BY name";
    RECORD = "INSERT INTO migrations (name, checksum) VALUES ($1, $2)";
}

const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL)";
const TABLE_IN_SQLITE: &str =
    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'";
const TABLE_IN_POSTGRES: &str =
    "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'";

/// Two processes that start at once must not both migrate; on SQLite the transaction itself sees to it.
pub(crate) const ONE_AT_A_TIME: &str = "SELECT pg_advisory_xact_lock(7021836745)";

/// The names of what is still to be applied; an error when the database's past is not ours.
pub(crate) async fn pending(database: &Database) -> Result<Vec<String>, StoreError> {
    let exists = match database.dialect() {
        Dialect::Sqlite => TABLE_IN_SQLITE,
        Dialect::Postgres => TABLE_IN_POSTGRES,
    };
    let tables = database.one(exists, values![], |row| row.columns().int()).await?;
    let applied = match tables {
        Some(1) => database.all(APPLIED, values![], recorded).await?,
        _ => Vec::new(),
    };
    let missing = compare(&applied, MIGRATIONS, &database.place)?;
    Ok(missing.iter().map(|migration| migration.name.to_owned()).collect())
}

pub(crate) async fn apply(database: &Database) -> Result<Vec<String>, StoreError> {
    let mut open = database.begin().await?;
    let applied = apply_in(&mut open, None).await?;
    open.commit().await?;
    Ok(applied)
}

/// Applies what is missing, up to and with `last` where it is named: all of it or nothing, as its transaction goes.
pub(crate) async fn apply_in(open: &mut Transaction, last: Option<&str>) -> Result<Vec<String>, StoreError> {
    if open.dialect() == Dialect::Postgres {
        open.script(ONE_AT_A_TIME.to_owned()).await?;
    }
    open.script(TABLE.to_owned()).await?;
    let applied = applied_in(open).await?;
    let missing = compare(&applied, MIGRATIONS, &open.place)?;
    let mut names = Vec::new();
    for migration in missing.iter().filter(|migration| last.is_none_or(|last| migration.name <= last)) {
        open.script(written_for(open.dialect(), migration.text)).await?;
        open.run(RECORD.into_sql_str(), values![migration.name, &checksum(migration)]).await?;
        names.push(migration.name.to_owned());
    }
    Ok(names)
}

/// Names and checksums of what was applied.
pub(crate) async fn applied_in(open: &mut Transaction) -> Result<Vec<(String, String)>, StoreError> {
    open.all(APPLIED.into_sql_str(), values![], recorded).await
}

fn recorded(row: &crate::row::Row) -> Result<(String, String), crate::row::Damage> {
    let mut columns = row.columns();
    Ok((columns.string()?, columns.string()?))
}

fn checksum(migration: &Migration) -> story::Hash {
    crate::hash(migration.text.as_bytes())
}

/// What is not applied yet, when what is applied is exactly the beginning of our list.
fn compare<'m>(
    applied: &[(String, String)],
    ours: &'m [Migration],
    place: &str,
) -> Result<&'m [Migration], StoreError> {
    for (at, (name, text)) in applied.iter().enumerate() {
        let (place, migration) = (place.to_owned(), name.clone());
        match ours.get(at) {
            Some(own) if own.name != name => return Err(StoreError::NewerSchema { place, migration }),
            Some(own) if checksum(own).as_str() != text => {
                return Err(StoreError::ChangedMigration { place, migration });
            }
            Some(_) => {}
            None => return Err(StoreError::NewerSchema { place, migration }),
        }
    }
    Ok(&ours[applied.len()..])
}

/// The text of a migration in the words of one database.
fn written_for(dialect: Dialect, text: &str) -> String {
    let (int, serial, strict, only) = match dialect {
        Dialect::Sqlite => ("INTEGER", "INTEGER NOT NULL PRIMARY KEY", "STRICT", "-- only sqlite"),
        Dialect::Postgres => {
            ("BIGINT", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "", "-- only postgres")
        }
    };
    let mut kept = String::with_capacity(text.len());
    let mut wanted = true;
    for line in text.lines() {
        if line.starts_with("-- only ") || line == "-- both" {
            wanted = line == only || line == "-- both";
        } else if wanted && !line.trim_start().starts_with("--") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept.replace("{int}", int).replace("{serial}", serial).replace("{strict}", strict)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Migration = Migration { name: "0001_a", text: "a" };
    const B: Migration = Migration { name: "0002_b", text: "b" };

    fn applied(migrations: &[Migration]) -> Vec<(String, String)> {
        migrations.iter().map(|one| (one.name.to_owned(), checksum(one).to_string())).collect()
    }

    #[test]
    fn only_what_is_missing_is_applied() {
        for (done, left) in [(&[][..], 2), (&[A][..], 1), (&[A, B][..], 0)] {
            assert_eq!(compare(&applied(done), &[A, B], "x").unwrap().len(), left);
        }
    }

    #[test]
    fn a_database_with_another_past_is_refused() {
        let newer = compare(&applied(&[A, B]), &[A], "x").unwrap_err();
        assert!(
            matches!(&newer, StoreError::NewerSchema { migration, .. } if migration == "0002_b"),
            "{newer}"
        );
        assert!(newer.to_string().contains("newer"), "{newer}");
        let edited = Migration { text: "a, edited", ..A };
        let changed = compare(&applied(&[edited]), &[A, B], "x").unwrap_err();
        assert!(matches!(&changed, StoreError::ChangedMigration { migration, .. } if migration == "0001_a"));
        assert!(matches!(compare(&applied(&[B]), &[A, B], "x"), Err(StoreError::NewerSchema { .. })));
    }

    #[test]
    fn the_list_is_in_order_and_speaks_to_both() {
        assert!(MIGRATIONS.windows(2).all(|pair| pair[0].name < pair[1].name));
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            assert!(MIGRATIONS.iter().all(|one| !written_for(dialect, one.text).contains(['{', '}'])));
        }
    }
}
