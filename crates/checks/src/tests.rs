//! Tests over the whole registry: pages as tests, messages, determinism, nets and budgets.

mod engine;
mod messages;
mod pages;
mod properties;
mod sample;
