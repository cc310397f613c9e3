//! No file and no function that cannot be read in one sitting.

use super::{House, Rule, Violation};

pub(crate) const RULE: Rule = Rule {
    name: "size",
    why: "long files and long functions are where one more case always fits, until nobody can follow them",
    find,
};

const FILE_LINES_MAX: usize = 600;
const FUNCTION_LINES_MAX: usize = 70;
/// Hand-written code that is not Rust.
const OTHER_CODE: &[&str] = &[".ts", ".js", ".mjs", ".sh"];

fn find(house: &House) -> Vec<Violation> {
    let others =
        house.tree.texts().filter(|(path, _)| OTHER_CODE.iter().any(|ending| path.ends_with(ending)));
    let files = house.sources.iter().map(|source| (source.path, source.text)).chain(others);
    let mut found: Vec<Violation> = files
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES_MAX)
        .map(|(path, lines)| {
            let what = format!("{lines} lines, {FILE_LINES_MAX} at most");
            Violation::new(path, FILE_LINES_MAX + 1, what, "split it along what its parts are for")
        })
        .collect();
    for source in &house.sources {
        for function in source.functions().into_iter().filter(|f| f.lines > FUNCTION_LINES_MAX) {
            let what =
                format!("`{}` has {} lines, {FUNCTION_LINES_MAX} at most", function.name, function.lines);
            let fix = "name its steps, and call them";
            found.push(Violation::new(source.path, function.line, what, fix));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    fn function(lines: usize) -> String {
        format!("//! A.\nfn long() {{\n{}}}\n", "    step();\n".repeat(lines - 2))
    }

    #[test]
    fn a_function_may_have_seventy_lines_and_no_more() {
        assert!(found(&RULE, &[("xtask/src/a.rs", &function(70))]).is_empty());
        let what = "xtask/src/a.rs:2 `long` has 71 lines, 70 at most";
        assert_eq!(found(&RULE, &[("xtask/src/a.rs", &function(71))]), [what]);
    }

    #[test]
    fn a_file_may_have_six_hundred_lines_and_no_more() {
        for path in ["xtask/src/a.rs", "web/src/a.ts"] {
            assert!(found(&RULE, &[(path, &"//\n".repeat(600))]).is_empty());
            assert_eq!(
                found(&RULE, &[(path, &"//\n".repeat(601))]),
                [format!("{path}:601 601 lines, 600 at most")]
            );
        }
        assert!(found(&RULE, &[("crates/pages/theme/site.css", &"a\n".repeat(601))]).is_empty());
    }
}
