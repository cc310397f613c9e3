//! The tables of a backup and their columns, and the statements made from them.

use serde_json::Value as Json;
use sqlx::SqlStr;

use crate::link::made_of_constants;
use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::Value;

/// One table: integer columns and text columns, in the order of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub(super) name: &'static str,
    /// What the rows are sorted by: the same rows give the same file.
    key: &'static str,
    pub(super) columns: &'static [(&'static str, Kind)],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    Text,
}
use Kind::{Int, Text};

/// In an order in which every reference points to what is there already. Sessions are left out: nobody who signed
/// out is signed in again by a restore.
pub(super) const TABLES: &[Table] = &[
    Table { name: "counters", key: "name", columns: &[("name", Text), ("value", Int)] },
    Table {
        name: "accounts",
        key: "id",
        columns: &[
            ("id", Int),
            ("login", Text),
            ("name", Text),
            ("role", Text),
            ("password_hash", Text),
            ("language", Text),
            ("created", Int),
            ("disabled", Int),
        ],
    },
    Table {
        name: "items",
        key: "id",
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
            ("words", Text),
        ],
    },
    Table {
        name: "revisions",
        key: "story, number",
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
        ],
    },
    Table {
        name: "acknowledgements",
        key: "story, at, account",
        columns: &[
            ("story", Int),
            ("fingerprint", Text),
            ("rule", Text),
            ("account", Int),
            ("at", Int),
            ("reason", Text),
        ],
    },
    Table { name: "assets", key: "id", columns: &[("id", Int), ("hash", Text), ("asset", Text)] },
    Table {
        name: "journal",
        key: "seq",
        columns: &[("seq", Int), ("at", Int), ("story", Int), ("change", Text), ("entry", Text)],
    },
    Table {
        name: "audit",
        key: "seq",
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
    BLOBS_REFERRED_TO = "SELECT raw FROM items UNION SELECT hash FROM assets";
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
    pub(super) fn line(&self, row: &Row) -> Result<String, Damage> {
        let mut columns = row.columns();
        let mut cells = Vec::with_capacity(self.columns.len());
        for (_, kind) in self.columns {
            cells.push(match kind {
                Int => columns.opt_int()?.map_or(Json::Null, Json::from),
                Text => columns.opt_text()?.map_or(Json::Null, Json::from),
            });
        }
        Ok(format!("{}\n", Json::Array(cells)))
    }

    /// The columns named by the first line of a file, when all of them are ours.
    pub(super) fn header(&self, line: &str) -> Result<Vec<String>, String> {
        let names: Vec<String> = serde_json::from_str(line).map_err(|error| error.to_string())?;
        match names.iter().find(|name| self.columns.iter().all(|(known, _)| known != name)) {
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

    fn value(&self, name: &str, cell: Json) -> Result<Value, String> {
        let kind = self.columns.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        match (kind, cell) {
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
