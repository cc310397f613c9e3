//! Every file says first what it is for.

use super::{House, Rule, Violation};

pub(crate) const RULE: Rule =
    Rule { name: "module-docs", why: "a newcomer decides by the first line whether to read on", find };

fn find(house: &House) -> Vec<Violation> {
    let silent = house.sources.iter().filter(|source| {
        let said = source.text.lines().next().and_then(|line| line.strip_prefix("//!"));
        said.is_none_or(|said| said.trim().is_empty() || said.contains("Placeholder"))
    });
    let fix = "open it with `//!` and one or two sentences on what it is for";
    silent.map(|source| Violation::new(source.path, 1, "the file does not say what it is for", fix)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_file_that_opens_with_code_a_comment_or_nothing_is_found() {
        for text in ["", "fn a() {}\n", "// A.\n", "//!\n", "use a;\n//! Late.\n", "//! Placeholder.\n"] {
            let what = "xtask/src/a.rs:1 the file does not say what it is for";
            assert_eq!(found(&RULE, &[("xtask/src/a.rs", text)]), [what], "{text:?}");
        }
    }

    #[test]
    fn a_file_that_opens_with_its_purpose_is_fine() {
        assert!(found(&RULE, &[("xtask/src/a.rs", "//! What it is for.\n")]).is_empty());
    }
}
