//! What a crate's `Cargo.toml` says, as far as house rules ask.

use toml::{Table, Value};

use crate::tree::Tree;

/// One `Cargo.toml` of a package.
pub(crate) struct Manifest {
    /// From the root: `crates/story/Cargo.toml`.
    pub path: String,
    pub name: String,
    /// The package's one-line description.
    pub description: String,
    pub dependencies: Vec<Dependency>,
    /// `[lib] doctest`, where the file says it.
    pub lib_doctest: Option<bool>,
    /// Whether cargo looks for integration tests by itself.
    pub autotests: bool,
    /// Names under `[[test]]`.
    pub tests: Vec<String>,
    /// Why the file could not be read.
    pub broken: Option<String>,
}

/// One entry of a dependency table.
pub(crate) struct Dependency {
    pub name: String,
    pub for_tests: bool,
    pub line: usize,
}

impl Manifest {
    /// `crates/story`.
    pub(crate) fn folder(&self) -> &str {
        self.path.trim_end_matches("Cargo.toml").trim_end_matches('/')
    }

    fn read(path: &str, text: &str) -> Self {
        let (table, broken) = match text.parse::<Table>() {
            Ok(table) => (table, None),
            Err(error) => (Table::new(), Some(error.message().to_owned())),
        };
        let package = |key: &str| table.get("package").and_then(|p| p.get(key)?.as_str()).unwrap_or_default();
        let tests = table.get("test").and_then(Value::as_array).into_iter().flatten();
        Self {
            path: path.to_owned(),
            name: package("name").to_owned(),
            description: package("description").to_owned(),
            dependencies: dependencies(&table, text),
            lib_doctest: table.get("lib").and_then(|lib| lib.get("doctest")?.as_bool()),
            autotests: table.get("package").and_then(|p| p.get("autotests")?.as_bool()).unwrap_or(true),
            tests: tests.filter_map(|test| test.get("name")?.as_str().map(str::to_owned)).collect(),
            broken,
        }
    }
}

/// Every package of a tree; the root has no package of its own.
pub(crate) fn manifests(tree: &Tree) -> Vec<Manifest> {
    let files = tree.texts().filter(|(path, _)| path.ends_with("/Cargo.toml"));
    files.map(|(path, text)| Manifest::read(path, text)).collect()
}

fn dependencies(table: &Table, text: &str) -> Vec<Dependency> {
    let per_target = table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables = std::iter::once(table).chain(per_target.filter_map(Value::as_table));
    let kinds = [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)];
    let mut found = Vec::new();
    for table in tables {
        for (kind, for_tests) in kinds {
            let entries = table.get(kind).and_then(Value::as_table).into_iter().flatten();
            found.extend(entries.map(|(name, value)| {
                let package = value.get("package").and_then(Value::as_str).unwrap_or(name);
                Dependency { name: package.to_owned(), for_tests, line: line_of(text, kind, name) }
            }));
        }
    }
    found
}

/// The first line that begins with `name` after the heading of the table.
fn line_of(text: &str, table: &str, name: &str) -> usize {
    let heading = text.lines().position(|line| line.starts_with('[') && line.contains(table)).unwrap_or(0);
    let begins = |line: &str| {
        let rest = line.trim_start().strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
    };
    text.lines().skip(heading).position(begins).map_or(heading + 1, |at| heading + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_dependency_is_seen_with_its_line() {
        let text = "[package]\nname = \"a\"\n[dependencies]\nstory.workspace = true\nhttp2 = { package = \"http\", version = \"1\" }\n\
                    [dev-dependencies]\ntestkit.workspace = true\n[target.'cfg(unix)'.dependencies]\nlibc = \"1\"\n";
        let manifest = Manifest::read("crates/a/Cargo.toml", text);
        let mut seen: Vec<_> =
            manifest.dependencies.iter().map(|d| (d.name.as_str(), d.for_tests, d.line)).collect();
        seen.sort_unstable();
        assert_eq!(seen[0], ("http", false, 5));
        assert_eq!(seen[2], ("story", false, 4));
        assert_eq!(seen[3], ("testkit", true, 7));
        assert_eq!((seen[1].0, manifest.folder()), ("libc", "crates/a"));
    }

    #[test]
    fn a_broken_file_is_told_and_not_fatal() {
        let manifest = Manifest::read("crates/a/Cargo.toml", "[package\n");
        assert!(manifest.broken.is_some() && manifest.name.is_empty());
    }
}
