//! No path of one machine in the project.

use super::{House, Rule, Violation};

pub(crate) const RULE: Rule =
    Rule { name: "machine-paths", why: "a path of one machine is wrong on every other", find };

/// Written apart so that this file does not find itself.
const PATHS: &[&str] = &[concat!("/", "work/"), concat!("/", "home/"), concat!("/", "root/")];

fn find(house: &House) -> Vec<Violation> {
    let mut found = Vec::new();
    for (path, text) in house.tree.texts() {
        for (at, line) in text.lines().enumerate() {
            if let Some(machine) = PATHS.iter().find(|machine| names(line, machine)) {
                let fix = "name it from the root of the project, or take it as an argument";
                found.push(Violation::new(path, at + 1, format!("a path of one machine: `{machine}…`"), fix));
            }
        }
    }
    found
}

/// Only where the path starts: not inside an address or a longer path.
fn names(line: &str, machine: &str) -> bool {
    line.match_indices(machine).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric() && !"._-~}>".contains(letter))
    })
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_path_of_one_machine_is_found_and_an_address_is_not() {
        for machine in PATHS {
            let text = format!("a\nopen \"{machine}x\"\n");
            let what = format!("README.md:2 a path of one machine: `{machine}…`");
            assert_eq!(found(&RULE, &[("README.md", &text)]), [what]);
            let address = format!("https://news.example{machine}x and web{machine}x");
            assert!(found(&RULE, &[("README.md", &address)]).is_empty());
        }
    }
}
