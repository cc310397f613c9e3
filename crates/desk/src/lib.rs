//! The journalists' HTTP: screens and forms over the newsroom's actions.

mod markup;
