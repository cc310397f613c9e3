//! The desk as its users meet it: requests in, pages out, over a whole newsroom in a temporary folder.

mod api;
mod arrivals;
mod attacks;
mod board;
mod bounds;
mod browser;
mod calendar;
mod comments;
mod coverage;
mod doors;
mod early;
mod flows;
mod fronts;
mod hostile;
mod manuscripts;
mod page;
mod partners;
mod people;
mod planning;
mod program;
mod proxies;
mod reach;
mod sso;
mod waiting;
mod wires;
mod world;
