//! The forms of a Hunspell dictionary: each stem with its affixes, two suffixes deep, elisions left out.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result};

/// How flags are written after a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flags {
    One,
    Two,
    Number,
}

/// One way a word may change.
struct Affix {
    prefix: bool,
    cross: bool,
    strip: String,
    add: String,
    condition: Vec<Letters>,
    /// Flags that the changed word has in turn.
    then: Vec<String>,
}

/// What one letter of a condition may be.
enum Letters {
    Any,
    In(Vec<char>),
    NotIn(Vec<char>),
}

struct Rules {
    flags: Flags,
    aliases: Vec<Vec<String>>,
    affixes: HashMap<String, Vec<Affix>>,
    /// Stems with these flags are no words by themselves.
    bound: Vec<String>,
    forbidden: Option<String>,
}

/// Every form that is a word of letters, in order.
pub(super) fn words(aff: &str, dic: &str, deep: bool) -> Result<BTreeSet<String>> {
    let rules = Rules::read(aff)?;
    let mut words = BTreeSet::new();
    for line in dic.lines().skip(1) {
        let line = line.split(['\t']).next().unwrap_or_default().split(" ").next().unwrap_or_default();
        let (stem, flags) = line.split_once('/').unwrap_or((line, ""));
        rules.expand(stem, &rules.flags_of(flags), deep, &mut words);
    }
    Ok(words)
}

impl Rules {
    fn read(aff: &str) -> Result<Self> {
        let mut rules = Self {
            flags: Flags::One,
            aliases: Vec::new(),
            affixes: HashMap::new(),
            bound: Vec::new(),
            forbidden: None,
        };
        let mut counted = HashMap::new();
        for line in aff.lines() {
            let cells: Vec<&str> = line.split_whitespace().collect();
            match cells[..] {
                ["FLAG", "long"] => rules.flags = Flags::Two,
                ["FLAG", "num"] => rules.flags = Flags::Number,
                ["NEEDAFFIX" | "ONLYINCOMPOUND", flag] => rules.bound.push(flag.to_owned()),
                ["FORBIDDENWORD", flag] => rules.forbidden = Some(flag.to_owned()),
                ["AF", flags, ..] if rules.is_alias(flags) => {
                    let alias = rules.split(flags);
                    rules.aliases.push(alias);
                }
                [kind @ ("PFX" | "SFX"), flag, cross, count]
                    if count.parse::<usize>().is_ok() && cross.len() == 1 =>
                {
                    counted.insert((kind.to_owned(), flag.to_owned()), cross == "Y");
                }
                [kind @ ("PFX" | "SFX"), flag, strip, add, ..] => {
                    let cross = counted.get(&(kind.to_owned(), flag.to_owned())).copied();
                    let condition = cells.get(4).copied().unwrap_or(".");
                    let affix = rules.affix(
                        kind == "PFX",
                        cross.context("an affix before its head")?,
                        strip,
                        add,
                        condition,
                    );
                    rules.affixes.entry(flag.to_owned()).or_default().push(affix);
                }
                _ => {}
            }
        }
        Ok(rules)
    }

    /// The first AF line only counts the others.
    fn is_alias(&self, flags: &str) -> bool {
        !(self.aliases.is_empty() && flags.parse::<usize>().is_ok())
    }

    fn affix(&self, prefix: bool, cross: bool, strip: &str, add: &str, condition: &str) -> Affix {
        let (add, then) = add.split_once('/').unwrap_or((add, ""));
        let empty = |text: &str| if text == "0" { String::new() } else { text.to_owned() };
        Affix {
            prefix,
            cross,
            strip: empty(strip),
            add: empty(add),
            condition: condition_of(condition),
            then: self.flags_of(then),
        }
    }

    fn flags_of(&self, flags: &str) -> Vec<String> {
        match flags.parse::<usize>() {
            Ok(number) if !self.aliases.is_empty() => {
                self.aliases.get(number - 1).cloned().unwrap_or_default()
            }
            _ => self.split(flags),
        }
    }

    fn split(&self, flags: &str) -> Vec<String> {
        let letters: Vec<char> = flags.chars().collect();
        match self.flags {
            Flags::One => letters.iter().map(char::to_string).collect(),
            Flags::Two => letters.chunks(2).map(|pair| pair.iter().collect()).collect(),
            Flags::Number => flags.split(',').map(str::to_owned).collect(),
        }
    }

    fn expand(&self, stem: &str, flags: &[String], deep: bool, words: &mut BTreeSet<String>) {
        if self.forbidden.as_ref().is_some_and(|flag| flags.contains(flag)) {
            return;
        }
        let bound = |flags: &[String]| flags.iter().any(|flag| self.bound.contains(flag));
        if !bound(flags) {
            keep(stem, words);
        }
        for affix in flags.iter().filter_map(|flag| self.affixes.get(flag)).flatten() {
            let Some(form) = affix.on(stem) else { continue };
            if !bound(&affix.then) {
                keep(&form, words);
            }
            if !deep {
                continue;
            }
            // A second suffix, or a prefix on what has a suffix.
            let prefixes = flags.iter().filter(|_| affix.cross && !affix.prefix);
            for next in prefixes.chain(&affix.then).filter_map(|flag| self.affixes.get(flag)).flatten() {
                let twice = affix.then.is_empty() && !next.prefix;
                if !twice
                    && (!next.prefix || next.cross)
                    && let Some(form) = next.on(&form)
                {
                    keep(&form, words);
                }
            }
        }
    }
}

impl Affix {
    fn on(&self, word: &str) -> Option<String> {
        // l', d', qu': the tokens of a text are cut there.
        if self.add.ends_with(['\'', '’']) || self.add.contains('\'') || !self.fits(word) {
            return None;
        }
        if self.prefix {
            Some(format!("{}{}", self.add, word.strip_prefix(&self.strip)?))
        } else {
            Some(format!("{}{}", word.strip_suffix(&self.strip)?, self.add))
        }
    }

    fn fits(&self, word: &str) -> bool {
        let letters: Vec<char> = word.chars().collect();
        let Some(start) = letters.len().checked_sub(self.condition.len()) else { return false };
        let part = if self.prefix { &letters[..self.condition.len()] } else { &letters[start..] };
        part.iter().zip(&self.condition).all(|(letter, may)| match may {
            Letters::Any => true,
            Letters::In(set) => set.contains(letter),
            Letters::NotIn(set) => !set.contains(letter),
        })
    }
}

fn condition_of(text: &str) -> Vec<Letters> {
    let mut condition = Vec::new();
    let mut letters = text.chars();
    if text == "." {
        return condition;
    }
    while let Some(letter) = letters.next() {
        condition.push(match letter {
            '.' => Letters::Any,
            '[' => {
                let set: Vec<char> = letters.by_ref().take_while(|letter| *letter != ']').collect();
                match set.split_first() {
                    Some(('^', rest)) => Letters::NotIn(rest.to_vec()),
                    _ => Letters::In(set),
                }
            }
            other => Letters::In(vec![other]),
        });
    }
    condition
}

/// Words of letters only, as tokens are: parts of a hyphenated word are words of their own.
fn keep(word: &str, words: &mut BTreeSet<String>) {
    for part in word.split(['-', '\'', '’']) {
        let lettered = part
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '\u{200c}' | '\u{64b}'..='\u{652}'));
        if lettered && part.chars().count() >= 2 && !words.contains(part) {
            words.insert(part.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_take_their_affixes_two_deep_and_no_elisions() {
        let aff = "FLAG long\nNEEDAFFIX ()\nPFX L' Y 1\nPFX L' 0 l' .\nPFX re Y 1\nPFX re 0 re [^a]\nSFX S. Y 2\nSFX S. 0 s [^sx]\nSFX S. al aux al\n";
        let dic = "4\nport/S.L'\ncanal/S.\nporter/re\nlié/()S.\n";
        let words: Vec<String> = words(aff, dic, true).unwrap().into_iter().collect();
        assert_eq!(words, ["canal", "canals", "canaux", "liés", "port", "porter", "ports", "reporter"]);
    }
}
