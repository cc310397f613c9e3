//! What backups of earlier versions have and this one no longer keeps.

use super::tables::Kind::{self, Int, Text};
use super::tables::Table;

/// A table that backups of earlier versions have, and the migration that took it out.
const DRAFTS: Table = Table {
    name: "drafts",
    key: "story, account",
    since: "0007_drafts",
    columns: &[
        ("story", Int),
        ("account", Int),
        ("base", Int),
        ("version", Int),
        ("at", Int),
        ("content", Text),
    ],
};
/// Columns that backups of earlier versions have, by their table.
pub(super) const FORMER_COLUMNS: &[(&str, &str, Kind)] = &[("arrivals", "words", Text)];
pub(super) const FORMER: &[(Table, &str)] = &[(DRAFTS, "0008_manuscripts")];
