//! What rules ask of one Rust file: its tokens, its functions, and which lines are tests.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::lexer::{Kind, Token, lex};
use crate::tree::Tree;

/// One Rust file.
pub(crate) struct Source<'a> {
    pub path: &'a str,
    pub text: &'a str,
    /// Without comments.
    pub code: Vec<Token<'a>>,
    pub comments: Vec<Token<'a>>,
    tests: Vec<RangeInclusive<usize>>,
    /// The whole file is test code.
    pub is_test: bool,
}

/// A function with a body; lines count from `fn` to its closing brace.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function<'a> {
    pub name: &'a str,
    pub line: usize,
    pub lines: usize,
}

/// Every Rust file of a tree.
pub(crate) fn sources(tree: &Tree) -> Vec<Source<'_>> {
    let mut all: Vec<Source> = tree.ending(".rs").map(|(path, text)| Source::new(path, text)).collect();
    let test_modules: BTreeSet<String> = all.iter().flat_map(Source::test_modules).collect();
    for source in &mut all {
        let module = source.path.trim_end_matches(".rs").trim_end_matches("/mod");
        source.is_test |= test_modules.iter().any(|test| {
            module.strip_prefix(test.as_str()).is_some_and(|s| s.is_empty() || s.starts_with('/'))
        });
    }
    all
}

impl<'a> Source<'a> {
    pub(crate) fn new(path: &'a str, text: &'a str) -> Self {
        let (comments, code): (Vec<_>, Vec<_>) =
            lex(text).into_iter().partition(|token| token.kind == Kind::Comment);
        let tests = test_ranges(&code);
        let is_test = ["crates/e2e/", "crates/testkit/"].iter().any(|room| path.starts_with(room))
            || path.contains("/tests/")
            || path.contains("/benches/");
        Self { path, text, code, comments, tests, is_test }
    }

    /// The crate the file is in, if it is in `crates/`.
    pub(crate) fn room(&self) -> Option<&'a str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    pub(crate) fn is_test_line(&self, line: usize) -> bool {
        self.is_test || self.tests.iter().any(|range| range.contains(&line))
    }

    /// Tokens of what is shipped: no tests, no comments.
    pub(crate) fn shipped(&self) -> impl Iterator<Item = (usize, &Token<'a>)> {
        self.code.iter().enumerate().filter(|(_, token)| !self.is_test_line(token.line))
    }

    /// Whether these tokens stand at `at`, one after the other.
    pub(crate) fn reads(&self, at: usize, words: &[&str]) -> bool {
        let here = self.code.get(at..at + words.len());
        here.is_some_and(|here| here.iter().zip(words).all(|(token, word)| token.is(word)))
    }

    pub(crate) fn functions(&self) -> Vec<Function<'a>> {
        (0..self.code.len()).filter_map(|at| self.function(at)).collect()
    }

    fn function(&self, at: usize) -> Option<Function<'a>> {
        let name = self.code.get(at + 1).filter(|name| name.kind == Kind::Ident && self.code[at].is("fn"))?;
        let end = end_of_item(&self.code, at + 2)?;
        let (line, last) = (self.code[at].line, &self.code[end]);
        last.is("}").then_some(Function { name: name.text, line, lines: last.line - line + 1 })
    }

    /// The places of modules that exist only for tests: `crates/x/src/a/samples`, without ending.
    fn test_modules(&self) -> Vec<String> {
        let folder = match self.path.rsplit_once('/') {
            Some((folder, "lib.rs" | "main.rs" | "mod.rs")) => folder,
            _ => self.path.trim_end_matches(".rs"),
        };
        let modules = (0..self.code.len()).filter(|at| {
            self.reads(*at, &["mod"])
                && self.code.get(at + 2).is_some_and(|token| token.is(";"))
                && self.is_test_line(self.code[*at].line)
        });
        modules.map(|at| format!("{folder}/{}", self.code[at + 1].text)).collect()
    }
}

/// Lines of items under `#[cfg(test)]` or `#[test]`, attribute included.
fn test_ranges(code: &[Token]) -> Vec<RangeInclusive<usize>> {
    let marks: [&[&str]; 2] = [&["#", "[", "cfg", "(", "test", ")", "]"], &["#", "[", "test", "]"]];
    let mut ranges = Vec::new();
    for at in 0..code.len() {
        for mark in marks {
            let here = code.get(at..at + mark.len());
            if here.is_some_and(|here| here.iter().zip(mark).all(|(token, word)| token.is(word))) {
                let end = end_of_item(code, at + mark.len()).unwrap_or(code.len() - 1);
                ranges.push(code[at].line..=code[end].line);
            }
        }
    }
    ranges
}

/// Where the item that has begun ends: its closing brace, or the semicolon of one without a body.
fn end_of_item(code: &[Token], from: usize) -> Option<usize> {
    let (mut round, mut curly) = (0_usize, 0_usize);
    for (at, token) in code.iter().enumerate().skip(from).filter(|(_, token)| token.kind == Kind::Punct) {
        match token.text {
            "(" | "[" => round += 1,
            ")" | "]" => round = round.saturating_sub(1),
            "{" => curly += 1,
            "}" => {
                curly = curly.saturating_sub(1);
                if curly == 0 && round == 0 {
                    return Some(at);
                }
            }
            ";" if round == 0 && curly == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn functions(text: &str) -> Vec<(String, usize, usize)> {
        let source = Source::new("crates/x/src/a.rs", text);
        source.functions().into_iter().map(|f| (f.name.to_owned(), f.line, f.lines)).collect()
    }

    #[test]
    fn a_function_counts_from_its_name_to_its_closing_brace() {
        let text = "/// Doc.\nfn a<T>(x: [u8; 3]) -> T\nwhere\n    T: Fn(),\n{\n    let s = \"}\";\n    if x { }\n}\nfn b() {}\n";
        assert_eq!(functions(text), [("a".into(), 2, 7), ("b".into(), 9, 1)]);
    }

    #[test]
    fn a_function_without_a_body_and_a_function_type_are_none() {
        assert!(functions("trait A { fn a(&self); }\ntype F = fn(u8) -> u8;").is_empty());
    }

    #[test]
    fn tests_are_known_inside_and_beside_the_file() {
        let tree = Tree::of(&[
            ("crates/x/src/lib.rs", "//! X.\nmod a;\n#[cfg(test)]\nmod samples;\n"),
            ("crates/x/src/a.rs", "//! A.\nfn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\nfn c() {}\n"),
            ("crates/x/src/samples.rs", "//! S."),
            ("crates/x/src/samples/more.rs", "//! M."),
            ("crates/x/tests/x.rs", "//! T."),
        ]);
        let all = sources(&tree);
        let tests: Vec<&str> = all.iter().filter(|source| source.is_test).map(|source| source.path).collect();
        assert_eq!(tests, ["crates/x/src/samples.rs", "crates/x/src/samples/more.rs", "crates/x/tests/x.rs"]);
        let a = all.iter().find(|source| source.path.ends_with("a.rs")).unwrap();
        let lines: Vec<usize> = (1..=7).filter(|line| a.is_test_line(*line)).collect();
        assert_eq!(lines, [3, 4, 5, 6]);
    }
}
