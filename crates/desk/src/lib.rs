//! The journalists' HTTP: screens, forms and an API over the newsroom's actions. Handlers extract, call one action or ask
//! one question, and encode.
//!
//! *Invariant:* no SQL, no concrete rule or format, no page of the readers' site is known here.

mod access;
mod api;
mod app;
mod comparison;
mod config;
mod cookies;
mod encoding;
mod form;
mod form_token;
mod guard;
mod hear_out;
mod markup;
mod messages;
mod news;
mod numbers;
mod page;
mod present;
mod problem;
mod proof;
mod proxies;
mod routes;
mod server;
mod templates;
mod times;
mod traced;
mod values;
mod views;
mod visitor;

pub use access::Access;
pub use config::{DeskConfig, ThemeFile};
pub use proxies::TrustedProxies;
pub use server::{router, routes, serve};
pub use views::history_file::history_page;
