//! The promises of the whole binary, each from outside: real processes, real sockets, a real browser.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod api;
mod attack_files;
mod attacks;
mod bad_input;
mod board;
mod certificates;
mod command_line;
mod comments;
mod copy;
mod crash;
mod databases;
mod editor;
mod feeds;
mod focus;
mod fronts;
mod keystrokes;
mod library;
mod live_coverage;
mod main_job;
mod moving_in;
mod offline;
mod open_pages;
mod palette;
mod paragraphs;
mod people;
mod planning;
mod readings;
mod restart;
mod screens;
mod seals;
mod secure_shell;
mod signed_out;
mod sso;
mod television;
mod themes;
mod tls;
mod together;
mod traces;
mod way_out;
mod websub;
mod wires;
mod withdrawn;
