//! Every Rust file is part of its crate.

use super::{House, Rule, Violation};
use crate::code::Source;
use crate::manifest::Manifest;

pub(crate) const RULE: Rule = Rule {
    name: "orphans",
    why: "a file that no module names is not compiled: it looks like code, and like tests, and is neither",
    find,
};

/// Cargo finds these by themselves.
const ROOTS: &[&str] = &["src/lib.rs", "src/main.rs", "build.rs"];

fn find(house: &House) -> Vec<Violation> {
    let mut found = Vec::new();
    for manifest in &house.manifests {
        let folder = format!("{}/", manifest.folder());
        let text = house.tree.text(&manifest.path).unwrap_or_default();
        let (roots, modules): (Vec<&Source>, Vec<&Source>) = house
            .sources
            .iter()
            .filter(|source| source.path.starts_with(&folder))
            .partition(|source| is_root(&source.path[folder.len()..], manifest, text));
        for module in &modules {
            let named = parents(module.path, &roots, &modules).any(|parent| says(parent, module.path));
            if !named {
                let fix = "declare it with `mod`, or remove it";
                found.push(Violation::new(module.path, 1, "no module names this file", fix));
            }
        }
    }
    found
}

fn is_root(inside: &str, manifest: &Manifest, text: &str) -> bool {
    let parts: Vec<&str> = inside.split('/').collect();
    let found_by_cargo = match parts.as_slice() {
        ["tests" | "benches" | "examples", file] => manifest.autotests && file.ends_with(".rs"),
        ["tests" | "benches" | "examples", _, "main.rs"] | ["src", "bin", _] => true,
        _ => ROOTS.contains(&inside),
    };
    found_by_cargo || text.contains(&format!("\"{inside}\""))
}

/// Files that may name the module: the one above it, and any root of the crate in the same folder.
fn parents<'a>(
    path: &str,
    roots: &'a [&Source],
    modules: &'a [&Source],
) -> impl Iterator<Item = &'a Source<'a>> {
    let module = path.trim_end_matches("/mod.rs").trim_end_matches(".rs");
    let folder = module.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let above = [format!("{folder}.rs"), format!("{folder}/mod.rs")];
    let beside = move |root: &&&Source| root.path.rsplit_once('/').is_some_and(|(place, _)| place == folder);
    let of_modules = modules.iter().filter(move |module| above.iter().any(|place| place == module.path));
    roots.iter().filter(beside).chain(of_modules).copied()
}

/// In a `mod` or in one of the lists.
fn says(parent: &Source, path: &str) -> bool {
    let name =
        path.trim_end_matches("/mod.rs").trim_end_matches(".rs").rsplit('/').next().unwrap_or_default();
    parent.code.iter().any(|token| token.is(name))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const MANIFEST: (&str, &str) =
        ("crates/x/Cargo.toml", "[package]\nname = \"x\"\n[[bin]]\npath = \"src/speed.rs\"\n");

    fn with(files: &[(&str, &str)]) -> Vec<String> {
        found(&RULE, &[&[MANIFEST, ("crates/x/src/lib.rs", "//! X.\nmod a;\nlist! { b }\n")], files].concat())
    }

    #[test]
    fn files_that_a_module_a_list_or_cargo_names_are_fine() {
        assert!(
            with(&[
                ("crates/x/src/a.rs", "//! A.\nmod c;\n"),
                ("crates/x/src/a/c.rs", "//! C."),
                ("crates/x/src/b/mod.rs", "//! B."),
                ("crates/x/src/speed.rs", "//! S.\nmod stand;\n"),
                ("crates/x/src/stand.rs", "//! S."),
                ("crates/x/tests/all/main.rs", "//! T.\nmod d;\n"),
                ("crates/x/tests/all/d.rs", "//! D."),
                ("crates/x/build.rs", "//! B."),
            ])
            .is_empty()
        );
    }

    #[test]
    fn a_file_that_nothing_names_is_found() {
        for orphan in ["crates/x/src/gone.rs", "crates/x/src/a/gone.rs", "crates/x/tests/all/gone.rs"] {
            let files = [
                ("crates/x/src/a.rs", "//! gone\n"),
                ("crates/x/tests/all/main.rs", "//! T."),
                (orphan, "//! G."),
            ];
            assert_eq!(with(&files), [format!("{orphan}:1 no module names this file")]);
        }
    }
}
