//! The tables of a backup and their columns, and the statements made from them.

use serde_json::Value as Json;
use sqlx::SqlStr;

use super::former::{FORMER, FORMER_COLUMNS};
use super::secrets::{self, Secrets};
use crate::link::made_of_constants;
use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::Value;

/// One table: integer columns and text columns, in the order of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub(super) name: &'static str,
    /// What the rows are sorted by: the same rows give the same file.
    pub(super) key: &'static str,
    /// The migration that made it: older backups do not have it, and need not.
    pub(super) since: &'static str,
    pub(super) columns: &'static [(&'static str, Kind)],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    Text,
}
use Kind::{Int, Text};

/// In an order in which every reference points to what is there already. Sessions, answered
/// challenges and answers of the API are left out: nobody who signed out is signed in again by a restore.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "counters",
        key: "name",
        since: "0001_newsroom",
        columns: &[("name", Text), ("value", Int)],
    },
    Table {
        name: "accounts",
        key: "id",
        since: "0001_newsroom",
        columns: &[
            ("id", Int),
            ("login", Text),
            ("name", Text),
            ("role", Text),
            ("password_hash", Text),
            ("language", Text),
            ("created", Int),
            ("disabled", Int),
            ("reach", Text),
            ("email", Text),
        ],
    },
    Table {
        name: "authenticators",
        key: "account",
        since: "0010_people",
        columns: &[("account", Int), ("secret", Text), ("created", Int), ("step", Int)],
    },
    Table {
        name: "recovery_codes",
        key: "account, code_hash",
        since: "0010_people",
        columns: &[("code_hash", Text), ("account", Int)],
    },
    Table {
        name: "passkeys",
        key: "id",
        since: "0010_people",
        columns: &[
            ("id", Int),
            ("account", Int),
            ("name", Text),
            ("credential", Text),
            ("algorithm", Int),
            ("public_key", Text),
            ("counter", Int),
            ("created", Int),
            ("used", Int),
        ],
    },
    Table {
        name: "invitations",
        key: "id",
        since: "0010_people",
        columns: &[
            ("id", Int),
            ("token_hash", Text),
            ("account", Int),
            ("login", Text),
            ("name", Text),
            ("role", Text),
            ("language", Text),
            ("invited_by", Int),
            ("created", Int),
            ("expires", Int),
            ("reach", Text),
        ],
    },
    Table {
        name: "tokens",
        key: "id",
        since: "0011_api",
        columns: &[
            ("id", Int),
            ("token_hash", Text),
            ("account", Int),
            ("name", Text),
            ("scopes", Text),
            ("created", Int),
            ("expires", Int),
            ("used", Int),
            ("address", Text),
        ],
    },
    Table {
        name: "items",
        key: "id",
        since: "0001_newsroom",
        columns: &[
            ("id", Int),
            ("received", Int),
            ("seq", Int),
            ("raw", Text),
            ("source", Text),
            ("identity", Text),
            ("guid", Text),
            ("item", Text),
            ("problems", Text),
            ("words", Text),
            ("taken", Int),
            ("taken_story", Int),
            ("taken_by", Int),
            ("taken_at", Int),
        ],
    },
    Table {
        name: "stories",
        key: "id",
        since: "0001_newsroom",
        columns: &[
            ("id", Int),
            ("edition", Text),
            ("state", Text),
            ("scheduled", Int),
            ("reason", Text),
            ("embargo", Int),
            ("due", Int),
            ("head", Int),
            ("live", Int),
            ("path", Text),
            ("first_published", Int),
            ("updated", Int),
            ("corrections", Text),
            ("created", Int),
            ("changed", Int),
            ("created_by", Int),
            ("from_item", Int),
            ("headline", Text),
            ("slugline", Text),
            ("section", Text),
            ("urgency", Int),
            ("language", Text),
            ("translation", Int),
            ("assignee", Int),
            ("deadline", Int),
            ("length", Int),
            ("words", Text),
            ("entry_of", Int),
            ("coverage", Text),
            ("links", Int),
            ("seal", Text),
        ],
    },
    Table {
        name: "revisions",
        key: "story, number",
        since: "0001_newsroom",
        columns: &[
            ("story", Int),
            ("number", Int),
            ("base", Int),
            ("author", Int),
            ("at", Int),
            ("note", Text),
            ("beside", Int),
            ("headline", Text),
            ("content", Text),
            ("link", Int),
            ("seal", Text),
        ],
    },
    Table {
        name: "seals",
        key: "story, kind, number",
        since: "0023_seals",
        columns: &[("story", Int), ("kind", Int), ("number", Int), ("link", Int), ("seal", Text)],
    },
    Table {
        name: "readings",
        key: "story, revision",
        since: "0024_readings",
        columns: &[("story", Int), ("revision", Int), ("times", Int)],
    },
    Table {
        name: "acknowledgements",
        key: "story, at, account",
        since: "0001_newsroom",
        columns: &[
            ("story", Int),
            ("fingerprint", Text),
            ("rule", Text),
            ("account", Int),
            ("at", Int),
            ("reason", Text),
        ],
    },
    Table {
        name: "assets",
        key: "id",
        since: "0001_newsroom",
        columns: &[("id", Int), ("hash", Text), ("asset", Text), ("added", Int)],
    },
    Table {
        name: "rulings",
        key: "name, version",
        since: "0004_rulings",
        columns: &[("name", Text), ("version", Int), ("account", Int), ("at", Int), ("text", Text)],
    },
    Table {
        name: "showings",
        key: "story, fingerprint",
        since: "0006_showings",
        columns: &[
            ("story", Int),
            ("fingerprint", Text),
            ("rule", Text),
            ("severity", Text),
            ("edition", Text),
            ("section", Text),
            ("at", Int),
            ("outcome", Text),
        ],
    },
    Table {
        name: "comments",
        key: "at, id",
        since: "0016_comments",
        columns: &[
            ("id", Int),
            ("story", Int),
            ("thread", Int),
            ("account", Int),
            ("at", Int),
            ("text", Text),
            ("place", Text),
            ("quote", Text),
            ("resolved_by", Int),
            ("resolved_at", Int),
        ],
    },
    Table {
        name: "mentions",
        key: "comment, account",
        since: "0016_comments",
        columns: &[("comment", Int), ("account", Int), ("seen", Int)],
    },
    Table {
        name: "manuscripts",
        key: "story",
        since: "0008_manuscripts",
        columns: &[("story", Int), ("base", Int), ("version", Int), ("at", Int), ("origin", Text)],
    },
    Table {
        name: "manuscript_changes",
        key: "story, version",
        since: "0008_manuscripts",
        columns: &[("story", Int), ("version", Int), ("account", Int), ("at", Int), ("change", Text)],
    },
    Table {
        name: "front_drafts",
        key: "edition, version",
        since: "0009_fronts",
        columns: &[("edition", Text), ("version", Int), ("account", Int), ("at", Int), ("front", Text)],
    },
    Table {
        name: "front_schedule",
        key: "edition, due",
        since: "0009_fronts",
        columns: &[("edition", Text), ("due", Int), ("version", Int), ("account", Int), ("at", Int)],
    },
    Table {
        name: "events",
        key: "id",
        since: "0012_planning",
        columns: &[
            ("id", Int),
            ("version", Int),
            ("account", Int),
            ("at", Int),
            ("item", Int),
            ("starts", Int),
            ("ends", Int),
            ("edition", Text),
            ("section", Text),
            ("news", Int),
            ("words", Text),
            ("event", Text),
        ],
    },
    Table {
        name: "event_versions",
        key: "event, version",
        since: "0012_planning",
        columns: &[("event", Int), ("version", Int), ("account", Int), ("at", Int), ("content", Text)],
    },
    Table {
        name: "coverages",
        key: "event, number",
        since: "0012_planning",
        columns: &[
            ("event", Int),
            ("number", Int),
            ("account", Int),
            ("state", Text),
            ("deadline", Int),
            ("story", Int),
        ],
    },
    Table {
        name: "journal",
        key: "seq",
        since: "0001_newsroom",
        columns: &[
            ("seq", Int),
            ("at", Int),
            ("story", Int),
            ("change", Text),
            ("entry", Text),
            ("link", Int),
            ("seal", Text),
        ],
    },
    Table {
        name: "arrivals",
        key: "seq",
        since: "0003_wires",
        columns: &[
            ("item", Int),
            ("seq", Int),
            ("received", Int),
            ("source", Text),
            ("family", Int),
            ("cluster", Int),
            ("newest", Int),
            ("stamp", Int),
            ("version", Int),
            ("state", Text),
            ("state_by", Int),
            ("state_at", Int),
            ("desk", Text),
            ("urgency", Int),
            ("kind", Text),
            ("status", Text),
            ("language", Text),
            ("provider", Text),
            ("alert", Int),
            ("sketch", Text),
        ],
    },
    Table {
        name: "item_keys",
        key: "key, seq",
        since: "0003_wires",
        columns: &[("key", Text), ("seq", Int)],
    },
    Table {
        name: "story_items",
        key: "story, item",
        since: "0003_wires",
        columns: &[("story", Int), ("item", Int), ("account", Int), ("at", Int)],
    },
    Table {
        name: "wire_alerts",
        key: "story, item",
        since: "0003_wires",
        columns: &[
            ("story", Int),
            ("item", Int),
            ("change", Text),
            ("at", Int),
            ("decision", Text),
            ("reason", Text),
            ("decided_by", Int),
            ("decided_at", Int),
        ],
    },
    Table {
        name: "sources",
        key: "id",
        since: "0003_wires",
        columns: &[
            ("id", Int),
            ("name", Text),
            ("enabled", Int),
            ("config", Text),
            ("progress", Text),
            ("next_visit", Int),
            ("last_item", Int),
            ("token_hash", Text),
            ("changed", Int),
        ],
    },
    Table {
        name: "dead_letters",
        key: "id",
        since: "0003_wires",
        columns: &[
            ("id", Int),
            ("source", Text),
            ("raw", Text),
            ("name", Text),
            ("media_type", Text),
            ("problems", Text),
            ("at", Int),
            ("settled", Int),
        ],
    },
    Table {
        name: "presets",
        key: "id",
        since: "0003_wires",
        columns: &[
            ("id", Int),
            ("list", Text),
            ("account", Int),
            ("name", Text),
            ("position", Int),
            ("query", Text),
        ],
    },
    Table {
        name: "imported",
        key: "origin, guid",
        since: "0003_wires",
        columns: &[("origin", Text), ("guid", Text), ("story", Int), ("hash", Text), ("at", Int)],
    },
    Table {
        name: "former_addresses",
        key: "path",
        since: "0003_wires",
        columns: &[("path", Text), ("story", Int)],
    },
    Table {
        name: "partners",
        key: "id",
        since: "0003_wires",
        columns: &[
            ("id", Int),
            ("name", Text),
            ("enabled", Int),
            ("config", Text),
            ("token_hash", Text),
            ("cursor", Int),
            ("changed", Int),
        ],
    },
    Table {
        name: "receipts",
        key: "partner, seq",
        since: "0003_wires",
        columns: &[
            ("partner", Int),
            ("seq", Int),
            ("attempts", Int),
            ("next_attempt", Int),
            ("done", Int),
            ("answer", Text),
        ],
    },
    Table {
        name: "audit",
        key: "seq",
        since: "0001_newsroom",
        columns: &[
            ("seq", Int),
            ("at", Int),
            ("account", Int),
            ("action", Text),
            ("subject", Text),
            ("detail", Text),
        ],
    },
];

statements! {
    BLOBS_REFERRED_TO = "SELECT raw FROM items UNION SELECT hash FROM assets UNION SELECT raw FROM dead_letters";
    JOURNAL_LAST = "SELECT COALESCE(max(seq), 0) FROM journal";
    SCHEMA = "SELECT COALESCE(max(name), '') FROM migrations";
}

pub(super) const REFERRED_TO: &str = BLOBS_REFERRED_TO;
pub(super) const LAST: &str = JOURNAL_LAST;
pub(super) const SCHEMA_NOW: &str = SCHEMA;

/// What is made from the table above, for the check of all statements.
pub(crate) fn statements() -> impl Iterator<Item = (String, SqlStr)> {
    TABLES.iter().flat_map(|table| {
        let names: Vec<String> = table.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        [
            (format!("backup of {}", table.name), table.select()),
            (format!("count of {}", table.name), table.count()),
            (format!("restore of {}", table.name), table.insert(&names)),
        ]
    })
}

/// The tables that a database of this schema has.
pub(super) fn tables_of(schema: &str) -> impl Iterator<Item = &'static Table> {
    let former = FORMER.iter().filter(move |(_, until)| schema < *until).map(|(table, _)| table);
    TABLES.iter().chain(former).filter(move |table| table.since <= schema)
}

impl Table {
    pub(super) fn select(&self) -> SqlStr {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        made_of_constants(format!("SELECT {} FROM {} ORDER BY {}", names.join(", "), self.name, self.key))
    }

    pub(super) fn count(&self) -> SqlStr {
        made_of_constants(format!("SELECT count(*) FROM {}", self.name))
    }

    /// `columns` are names from `self.columns`, perhaps not all: an older backup has fewer.
    pub(super) fn insert(&self, columns: &[String]) -> SqlStr {
        let slots: Vec<String> = (1..=columns.len()).map(|slot| format!("${slot}")).collect();
        made_of_constants(format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.name,
            columns.join(", "),
            slots.join(", ")
        ))
    }

    /// A row as one line of JSON.
    pub(super) fn line(&self, row: &Row, secrets: Secrets) -> Result<String, Damage> {
        let mut columns = row.columns();
        let mut cells = Vec::with_capacity(self.columns.len());
        for (name, kind) in self.columns {
            let value = match kind {
                Int => columns.opt_int()?.map_or(Json::Null, Json::from),
                Text => columns.opt_text()?.map_or(Json::Null, Json::from),
            };
            cells.push(secrets::cell(secrets, self.name, name, value));
        }
        Ok(format!("{}\n", Json::Array(cells)))
    }

    /// The columns named by the first line of a file, when all of them are ours.
    pub(super) fn header(&self, line: &str) -> Result<Vec<String>, String> {
        let names: Vec<String> = serde_json::from_str(line).map_err(|error| error.to_string())?;
        match names.iter().find(|name| self.kind(name).is_none()) {
            Some(unknown) => Err(format!("this marbre knows no column '{unknown}' of {}", self.name)),
            None => Ok(names),
        }
    }

    /// The values of one line under the columns of the first.
    pub(super) fn values(&self, header: &[String], line: &str) -> Result<Vec<Value>, String> {
        let cells: Vec<Json> = serde_json::from_str(line).map_err(|error| error.to_string())?;
        if cells.len() != header.len() {
            return Err(format!("{} values under {} columns", cells.len(), header.len()));
        }
        header.iter().zip(cells).map(|(name, cell)| self.value(name, cell)).collect()
    }

    fn kind(&self, column: &str) -> Option<Kind> {
        let now = self.columns.iter().find(|(known, _)| *known == column).map(|(_, kind)| *kind);
        let former =
            || FORMER_COLUMNS.iter().find(|(table, known, _)| *table == self.name && *known == column);
        now.or_else(|| former().map(|(.., kind)| *kind))
    }

    fn value(&self, name: &str, cell: Json) -> Result<Value, String> {
        match (self.kind(name), cell) {
            (Some(Int), Json::Null) => Ok(Value::Int(None)),
            (Some(Text), Json::Null) => Ok(Value::Text(None)),
            (Some(Int), Json::Number(number)) => {
                number.as_i64().map(Value::from).ok_or_else(|| format!("{number} is too large for {name}"))
            }
            (Some(Text), Json::String(text)) => Ok(Value::from(text)),
            (_, other) => Err(format!("{other} is not what {name} can hold")),
        }
    }
}
