//! Every statement by name, so that a test can have both databases check them all.

/// Names statements and lists them: one that is not listed cannot be written this way.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: &str = $sql;)*
        /// For the check of all statements.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use statements;

/// What both databases must understand, by file.
pub(crate) const BOTH: &[(&str, &[(&str, &str)])] = &[
    ("accounts", crate::accounts::STATEMENTS),
    ("acknowledgements", crate::acknowledgements::STATEMENTS),
    ("alerts", crate::alerts::STATEMENTS),
    ("answers", crate::answers::STATEMENTS),
    ("arrivals", crate::arrivals::STATEMENTS),
    ("assets", crate::assets::STATEMENTS),
    ("audit", crate::audit::STATEMENTS),
    ("authenticators", crate::authenticators::STATEMENTS),
    ("backup", crate::backup::STATEMENTS),
    ("clearance", crate::clearance::STATEMENTS),
    ("comments", crate::comments::STATEMENTS),
    ("events", crate::events::STATEMENTS),
    ("fronts", crate::fronts::STATEMENTS),
    ("invitations", crate::invitations::STATEMENTS),
    ("items", crate::items::STATEMENTS),
    ("journal", crate::journal::STATEMENTS),
    ("manuscripts", crate::manuscripts::STATEMENTS),
    ("migrate", crate::migrate::STATEMENTS),
    ("partners", crate::partners::STATEMENTS),
    ("passkeys", crate::passkeys::STATEMENTS),
    ("presets", crate::presets::STATEMENTS),
    ("readings", crate::readings::STATEMENTS),
    ("revisions", crate::revisions::STATEMENTS),
    ("rulings", crate::rulings::STATEMENTS),
    ("seals", crate::seals::KEEP),
    ("record", crate::seals::RECORD),
    ("sessions", crate::sessions::STATEMENTS),
    ("showings", crate::showings::STATEMENTS),
    ("sources", crate::sources::STATEMENTS),
    ("stories", crate::stories::STATEMENTS),
    ("words", crate::words::STATEMENTS),
    ("tokens", crate::tokens::STATEMENTS),
];

/// What only PostgreSQL must understand.
pub(crate) const POSTGRES: &[(&str, &str)] = &[
    ("lock a story", crate::stories::STORY_LOCKED),
    ("lock the last seal of a story", crate::seals::LAST_OF_STORY_LOCKED),
    ("lock the versions of a family", crate::arrivals::VERSIONS_LOCKED),
    ("lock an event", crate::events::EVENT_LOCKED),
    ("go on numbering the audit", crate::backup::AUDIT_GOES_ON),
    ("take your time", crate::backup::NO_TIMEOUT),
    ("one migration at a time", crate::migrate::ONE_AT_A_TIME),
    ("list what has certain words", crate::arrivals::LIST_WORDS_IN_POSTGRES),
    ("keep the words of an item", crate::words::KEEP_IN_POSTGRES),
];

/// What only SQLite must understand.
pub(crate) const SQLITE: &[(&str, &str)] = &[
    ("list what has certain words", crate::arrivals::LIST_WORDS_IN_SQLITE),
    ("keep the words of an item", crate::words::KEEP_IN_SQLITE),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_statement_changes_what_is_written_once() {
        let all = BOTH.iter().flat_map(|(_, statements)| *statements).chain(POSTGRES).chain(SQLITE);
        for (name, sql) in all {
            let sql = sql.to_lowercase();
            for table in
                ["revisions", "journal", "audit", "rulings", "front_drafts", "event_versions", "seals"]
            {
                assert!(!sql.contains(&format!("update {table}")), "{name}");
                assert!(!sql.contains(&format!("delete from {table}")), "{name}");
            }
            assert!(!sql.contains("delete from items") && !sql.contains("truncate"), "{name}");
            assert!(!sql.contains("update items") || sql.contains("set taken = 1, taken_story"), "{name}");
        }
    }
}
