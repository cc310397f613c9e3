//! Generated parts of documents say what the code says.

use super::{House, Rule, Violation};
use crate::docs::{blocks, rewritten};

pub(crate) const RULE: Rule =
    Rule { name: "generated", why: "a table that is copied by hand is wrong after the next change", find };

fn find(house: &House) -> Vec<Violation> {
    let mut found = Vec::new();
    for (path, text) in house.tree.ending(".md") {
        let fresh = rewritten(text, house);
        let pairs = blocks(text).into_iter().zip(blocks(&fresh));
        for (old, new) in pairs.filter(|(old, new)| old.body != new.body) {
            let what = format!("the generated part `{}` is out of date", old.name);
            let fix = if new.body.is_empty() { "there is no such part" } else { "run `cargo xtask docs`" };
            found.push(Violation::new(path, old.line, what, fix));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const ROOM: (&str, &str) =
        ("crates/story/Cargo.toml", "[package]\nname = \"story\"\ndescription = \"The vocabulary\"\n");

    #[test]
    fn an_old_table_is_found_and_a_fresh_one_is_not() {
        let old = "# A\n\n<!-- cargo xtask docs: rooms -->\nold\n<!-- end -->\n";
        let what = "ARCHITECTURE.md:3 the generated part `rooms` is out of date";
        assert_eq!(found(&RULE, &[ROOM, ("ARCHITECTURE.md", old)]), [what]);
        let tree = crate::tree::Tree::of(&[ROOM]);
        let fresh = rewritten(old, &House::new(&tree));
        assert!(found(&RULE, &[ROOM, ("ARCHITECTURE.md", &fresh)]).is_empty());
    }
}
