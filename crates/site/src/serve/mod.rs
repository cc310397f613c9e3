//! The servers of a node: several threads for readers, a private listener for operators.

pub(crate) mod access_log;
pub(crate) mod addresses;
pub(crate) mod answer;
pub(crate) mod body;
pub(crate) mod challenges;
pub(crate) mod clock;
pub(crate) mod conditional;
pub(crate) mod connection;
pub(crate) mod express;
mod gathered;
pub(crate) mod headers;
pub(crate) mod held;
pub(crate) mod host;
pub(crate) mod listen;
pub(crate) mod negotiate;
pub(crate) mod onward;
pub(crate) mod path;
pub(crate) mod plain;
pub(crate) mod private;
pub(crate) mod range;
pub(crate) mod sockets;
pub(crate) mod tls;
pub(crate) mod worker;
