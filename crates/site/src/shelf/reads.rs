//! What the tables of the shelf are read from: what was committed, or a transaction that is still open.

use redb::{
    Key, ReadOnlyTable, ReadTransaction, ReadableTable, Table, TableDefinition, TableError, Value,
    WriteTransaction,
};

/// Where tables are found.
pub trait Reads {
    type Table<K: Key + 'static, V: Value + 'static>: ReadableTable<K, V>;

    fn table<K: Key + 'static, V: Value + 'static>(
        &self,
        definition: TableDefinition<K, V>,
    ) -> Result<Self::Table<K, V>, TableError>;
}

impl Reads for ReadTransaction {
    type Table<K: Key + 'static, V: Value + 'static> = ReadOnlyTable<K, V>;

    fn table<K: Key + 'static, V: Value + 'static>(
        &self,
        definition: TableDefinition<K, V>,
    ) -> Result<Self::Table<K, V>, TableError> {
        self.open_table(definition)
    }
}

/// Each table may be open once at a time.
impl<'t> Reads for &'t WriteTransaction {
    type Table<K: Key + 'static, V: Value + 'static> = Table<'t, K, V>;

    fn table<K: Key + 'static, V: Value + 'static>(
        &self,
        definition: TableDefinition<K, V>,
    ) -> Result<Self::Table<K, V>, TableError> {
        self.open_table(definition)
    }
}
