//! What a newsroom promises, as tests on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "every function here is part of a test")]

mod accounts;
mod answers;
mod assets;
mod boards;
mod comments;
mod coverage;
mod embargo;
mod failures;
mod families;
mod fronts;
mod gate;
mod imports;
mod invitations;
mod manuscripts;
mod measures;
mod moves;
mod partners;
mod passkeys;
mod planning;
mod prospects;
mod publishing;
mod refused_access;
mod replay;
mod revisions;
mod rulings;
mod schedule;
mod second_step;
mod series;
mod sources;
mod support;
mod tokens;
mod wires;
