//! The record of who did what, for the newsroom's own eyes. Append-only.

use story::{AccountId, Timestamp};

use crate::cursor::LIMIT_MAX;
use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{Value, json, values};
use crate::{Cursor, PageOf, Store, StoreError, Tx};

/// One thing that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Given by the store, ignored when inserting.
    pub seq: u64,
    pub at: Timestamp,
    pub account: AccountId,
    /// The action's name: `publish-story`.
    pub action: String,
    /// What it was done to: the identifier of a story, item, account…
    pub subject: String,
    pub detail: serde_json::Value,
}

/// Which rows a list shows; what is empty does not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub account: Option<AccountId>,
    pub subject: Option<String>,
}

macro_rules! list {
    ($narrow:literal) => {
        concat!(
            "SELECT seq, at, account, action, subject, detail FROM audit WHERE seq < $1",
            $narrow,
            " ORDER BY seq DESC LIMIT $2"
        )
    };
}

statements! {
    LIST = list!("");
    LIST_ACCOUNT = list!(" AND account = $3");
    LIST_SUBJECT = list!(" AND subject = $3");
    LIST_SUBJECT_ACCOUNT = list!(" AND subject = $3 AND account = $4");
    LAST_OF = "SELECT seq, at, account, action, subject, detail FROM audit \
               WHERE subject = $1 AND action IN ($2, $3, $4, $5, $6) ORDER BY seq DESC LIMIT 1";
    INSERT = "INSERT INTO audit (at, account, action, subject, detail) VALUES ($1, $2, $3, $4, $5)";
}

impl Store {
    /// Newest first.
    pub async fn audit(
        &self,
        filter: &AuditFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<AuditRow>, StoreError> {
        let limit = limit.min(LIMIT_MAX);
        let mut values = values![from.unwrap_or(Cursor::START).key, limit + 1];
        values.extend(filter.subject.as_ref().map(Value::from));
        values.extend(filter.account.map(Value::from));
        let sql = match (&filter.subject, filter.account) {
            (None, None) => LIST,
            (None, Some(_)) => LIST_ACCOUNT,
            (Some(_), None) => LIST_SUBJECT,
            (Some(_), Some(_)) => LIST_SUBJECT_ACCOUNT,
        };
        let rows = self.database.all(sql, values, read).await?;
        Ok(PageOf::cut(rows, limit, |row| Cursor { key: row.seq as i64, id: 0 }))
    }

    /// The newest of these actions on something.
    pub async fn last_audit(
        &self,
        subject: &str,
        actions: [&str; 5],
    ) -> Result<Option<AuditRow>, StoreError> {
        let [one, two, three, four, five] = actions;
        self.database.one(LAST_OF, values![subject, one, two, three, four, five], read).await
    }
}

impl Tx {
    pub async fn insert_audit(&mut self, row: &AuditRow) -> Result<(), StoreError> {
        let AuditRow { seq: _, at, account, action, subject, detail } = row;
        self.later(INSERT, values![*at, *account, action, subject, json(detail)]).await
    }
}

fn read(row: &Row) -> Result<AuditRow, Damage> {
    let mut columns = row.columns();
    Ok(AuditRow {
        seq: columns.number()?,
        at: columns.time()?,
        account: AccountId::from_number(columns.number()?),
        action: columns.string()?,
        subject: columns.string()?,
        detail: columns.json()?,
    })
}
