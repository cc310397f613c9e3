//! The shape of the workspace: flat crates, named like their folders, cheap to test.

use super::{House, Rule, Violation};
use crate::manifest::Manifest;
use crate::tree::Tree;

pub(crate) const RULE: Rule = Rule {
    name: "crates",
    why: "a newcomer finds a crate by its folder, and every test binary more is linked again at each change",
    find,
};

fn find(house: &House) -> Vec<Violation> {
    let mut found: Vec<Violation> = house.manifests.iter().flat_map(|m| of_crate(m, house.tree)).collect();
    let folders: Vec<String> = house.manifests.iter().map(|m| format!("{}/", m.folder())).collect();
    for path in house.tree.paths().filter(|path| path.ends_with(".rs")) {
        if !folders.iter().any(|folder| path.starts_with(folder)) {
            let fix = "move it into a crate under crates/, or into xtask";
            found.push(Violation::new(path, 1, "Rust outside a crate", fix));
        }
    }
    found
}

fn of_crate(manifest: &Manifest, tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut add = |line, what: String, fix: &str| found.push(Violation::new(&manifest.path, line, what, fix));
    if let Some(error) = &manifest.broken {
        add(1, format!("this is no TOML: {error}"), "mend the file");
    }
    let folder = manifest.folder();
    let name = folder.strip_prefix("crates/").unwrap_or(folder);
    if name.contains('/') {
        add(1, format!("a crate inside a folder: `{folder}`"), "crates stand flat under crates/");
    } else if manifest.broken.is_none() && manifest.name != name {
        let what = format!("package `{}` in the folder `{folder}`", manifest.name);
        add(2, what, "give the folder and the package one name");
    }
    if tree.has(&format!("{folder}/src/lib.rs")) && manifest.lib_doctest != Some(false) {
        let fix = "add `doctest = false` under `[lib]`: an example that matters is a test";
        add(1, "doctests are on".to_owned(), fix);
    }
    let binaries = test_binaries(folder, manifest, tree);
    if binaries.len() > 1 {
        let what = format!("{} integration test binaries: {}", binaries.len(), binaries.join(", "));
        add(1, what, "make one of them the binary (tests/<name>/main.rs) and the others its modules");
    }
    found
}

/// Those that cargo finds by itself, and those declared.
fn test_binaries(folder: &str, manifest: &Manifest, tree: &Tree) -> Vec<String> {
    let tests = format!("{folder}/tests/");
    let found = tree.ending(".rs").filter(|_| manifest.autotests).filter_map(|(path, _)| {
        let path = path.strip_prefix(&tests)?.trim_end_matches(".rs");
        path.strip_suffix("/main").or(Some(path)).filter(|name| !name.contains('/'))
    });
    let mut names: Vec<String> = found.map(str::to_owned).chain(manifest.tests.iter().cloned()).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const STORY: &str = "[package]\nname = \"story\"\n[lib]\ndoctest = false\n";

    #[test]
    fn a_flat_crate_with_one_test_binary_is_fine() {
        let files = [
            ("crates/story/Cargo.toml", STORY),
            ("crates/story/src/lib.rs", "//! S."),
            ("crates/story/tests/conformance/main.rs", "//! T."),
            ("crates/story/tests/conformance/journal.rs", "//! T."),
        ];
        assert!(found(&RULE, &files).is_empty());
    }

    #[test]
    fn a_second_test_binary_is_found() {
        let files = [
            ("crates/story/Cargo.toml", STORY),
            ("crates/story/tests/a.rs", "//! T."),
            ("crates/story/tests/b/main.rs", "//! T."),
        ];
        assert_eq!(found(&RULE, &files), ["crates/story/Cargo.toml:1 2 integration test binaries: a, b"]);
        let declared = "[package]\nname = \"story\"\nautotests = false\n[[test]]\nname = \"a\"\n";
        assert!(found(&RULE, &[("crates/story/Cargo.toml", declared), files[1], files[2]]).is_empty());
    }

    #[test]
    fn nesting_another_name_and_doctests_are_found() {
        let nested = [("crates/a/b/Cargo.toml", "[package]\nname = \"b\"\n")];
        assert_eq!(found(&RULE, &nested), ["crates/a/b/Cargo.toml:1 a crate inside a folder: `crates/a/b`"]);
        let renamed = [("crates/a/Cargo.toml", "[package]\nname = \"b\"\n")];
        assert_eq!(found(&RULE, &renamed), ["crates/a/Cargo.toml:2 package `b` in the folder `crates/a`"]);
        let doctests =
            [("crates/a/Cargo.toml", "[package]\nname = \"a\"\n"), ("crates/a/src/lib.rs", "//! A.")];
        assert_eq!(found(&RULE, &doctests), ["crates/a/Cargo.toml:1 doctests are on"]);
        assert_eq!(found(&RULE, &[("crates/a/Cargo.toml", "[package\n")]).len(), 1);
    }

    #[test]
    fn a_stray_script_in_rust_is_found() {
        assert_eq!(
            found(&RULE, &[("bench/src/main.rs", "//! B.")]),
            ["bench/src/main.rs:1 Rust outside a crate"]
        );
    }
}
