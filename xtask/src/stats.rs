//! Sizes of the house in numbers: files, functions, tests, comments.

use std::collections::BTreeSet;
use std::fmt;

use crate::code::Source;

/// Counted over Rust files; a test's lines are those of test files and of items under `#[cfg(test)]`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stats {
    files: usize,
    lines: usize,
    file_lines: Spread,
    function_lines: Spread,
    /// In percent of all lines that are not blank.
    test_share: usize,
    /// Comment lines in percent of code lines, outside tests.
    comment_share: usize,
}

/// Median, ninth decile and greatest of some numbers.
#[derive(Debug, PartialEq, Eq)]
struct Spread {
    p50: usize,
    p90: usize,
    max: usize,
    /// Where the greatest stands.
    max_at: String,
}

/// Counts all sources. Files that are tests as a whole are left out of the sizes.
pub(crate) fn stats(sources: &[Source]) -> Stats {
    let lines = |source: &Source| source.text.lines().count();
    let shipped = |source: &&Source| !source.is_test;
    let files = sources.iter().filter(shipped).map(|source| (own_lines(source), source.path.to_owned()));
    let functions = sources.iter().filter(shipped).flat_map(|source| {
        let own = source.functions().into_iter().filter(|function| !source.is_test_line(function.line));
        own.map(|function| (function.lines, format!("{}:{}", source.path, function.line)))
    });
    let counts: Vec<Counts> = sources.iter().map(Counts::of).collect();
    let sum = |count: fn(&Counts) -> usize| counts.iter().map(count).sum::<usize>();
    let (tests, code, comments) = (sum(|c| c.tests), sum(|c| c.code), sum(|c| c.comments));
    Stats {
        files: sources.len(),
        lines: sources.iter().map(lines).sum(),
        file_lines: Spread::of(files.collect()),
        function_lines: Spread::of(functions.collect()),
        test_share: percent(tests, tests + code + comments),
        comment_share: percent(comments, code),
    }
}

fn own_lines(source: &Source) -> usize {
    (1..=source.text.lines().count()).filter(|line| !source.is_test_line(*line)).count()
}

fn percent(part: usize, whole: usize) -> usize {
    (100 * part).checked_div(whole).unwrap_or(0)
}

/// Lines that are not blank, each counted once: test, code (with or without a comment beside it) or comment.
struct Counts {
    tests: usize,
    code: usize,
    comments: usize,
}

impl Counts {
    fn of(source: &Source) -> Self {
        let with_code: BTreeSet<usize> =
            source.code.iter().flat_map(|token| spanned(token.line, token.text)).collect();
        let mut counts = Self { tests: 0, code: 0, comments: 0 };
        for (at, text) in source.text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let line = at + 1;
            if source.is_test_line(line) {
                counts.tests += 1;
            } else if with_code.contains(&line) || !is_comment(source, line, text) {
                counts.code += 1;
            } else {
                counts.comments += 1;
            }
        }
        counts
    }
}

fn spanned(line: usize, text: &str) -> std::ops::RangeInclusive<usize> {
    line..=line + text.matches('\n').count()
}

fn is_comment(source: &Source, line: usize, text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with("//") || source.comments.iter().any(|c| spanned(c.line, c.text).contains(&line))
}

impl Spread {
    fn of(mut numbers: Vec<(usize, String)>) -> Self {
        numbers.sort();
        let at =
            |share: usize| numbers.get((numbers.len() * share / 100).min(numbers.len().saturating_sub(1)));
        let value = |share| at(share).map_or(0, |(number, _)| *number);
        Self {
            p50: value(50),
            p90: value(90),
            max: value(100),
            max_at: at(100).map_or_else(String::new, |(_, at)| at.clone()),
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p50 {}, p90 {}, max {} ({})", self.p50, self.p90, self.max, self.max_at)
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Rust       {} files, {} lines", self.files, self.lines)?;
        writeln!(f, "files      {} (lines, without tests)", self.file_lines)?;
        writeln!(f, "functions  {} (lines, without tests)", self.function_lines)?;
        writeln!(f, "tests      {} % of lines", self.test_share)?;
        write!(f, "comments   {} % of code lines", self.comment_share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::sources;
    use crate::tree::Tree;

    #[test]
    fn tests_code_and_comments_are_counted_apart() {
        let text = "//! A.\n\nfn a() {\n    b(); // Why.\n    c(\"\n// no comment\n\");\n}\n\n#[cfg(test)]\nmod tests {\n    // T.\n}\n";
        let tree = Tree::of(&[("xtask/src/a.rs", text), ("crates/e2e/tests/b.rs", "//! B.\n")]);
        let stats = stats(&sources(&tree));
        assert_eq!((stats.files, stats.lines), (2, 14));
        assert_eq!((stats.file_lines.max, stats.function_lines.max), (9, 6));
        assert_eq!(stats.function_lines.max_at, "xtask/src/a.rs:3");
        assert_eq!((stats.test_share, stats.comment_share), (41, 16));
    }

    #[test]
    fn an_empty_tree_has_sizes_of_nothing() {
        assert_eq!(stats(&[]).to_string().lines().count(), 5);
    }
}
