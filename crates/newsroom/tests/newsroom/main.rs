//! What a newsroom promises, as tests on SQLite and on PostgreSQL.

mod accounts;
mod assets;
mod embargo;
mod failures;
mod gate;
mod publishing;
mod refused_access;
mod replay;
mod revisions;
mod schedule;
mod support;
mod wires;
