//! Whether two items say nearly the same, from a few numbers each: minimum hashes of their runs of three words
//! (Broder, "On the resemblance and containment of documents", 1997).

use story::{BlockBody, Item, folded};

/// Hashes kept of an item. The error of an estimate is about one in ten (one by the root of this).
const HASHES: usize = 96;
/// Items that agree in one band of so many hashes are looked at; 32 bands find 98 of 100 pairs that share half.
const ROWS: usize = 3;
/// Runs of words looked at: what follows changes the likeness little and costs as much.
const SHINGLES_MAX: usize = 700;
/// Fewer runs say nothing: two flashes of six words may agree by chance.
const SHINGLES_MIN: usize = 12;

/// Of all runs in either, how many both must have.
const RESEMBLES: f64 = 0.40;
/// Of the runs in the shorter, how many the longer must have: a copy inside a longer story.
const CONTAINS: f64 = 0.75;

/// The numbers of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sketch {
    hashes: [u16; HASHES],
    shingles: u32,
}

impl Sketch {
    /// Nothing where the item has too few words to be compared.
    pub(crate) fn of(item: &Item) -> Option<Self> {
        let words = words(item);
        let runs = words.windows(3).take(SHINGLES_MAX).map(run_hash);
        let mut least = [u32::MAX; HASHES];
        let mut shingles = 0;
        for run in runs {
            shingles += 1;
            for (n, least) in least.iter_mut().enumerate() {
                *least = (*least).min(permuted(run, n));
            }
        }
        let hashes = least.map(|hash| (hash >> 16) as u16 ^ hash as u16);
        (shingles as usize >= SHINGLES_MIN).then_some(Self { hashes, shingles })
    }

    /// What other items are found by: equal numbers, equal band.
    pub(crate) fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.hashes
            .chunks(ROWS)
            .enumerate()
            .map(|(band, rows)| rows.iter().fold(band as u64 + 1, |sum, row| mixed(sum ^ u64::from(*row))))
    }

    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let equal = self.hashes.iter().zip(&other.hashes).filter(|(a, b)| a == b).count();
        let resemblance = equal as f64 / HASHES as f64;
        let (a, b) = (f64::from(self.shingles), f64::from(other.shingles));
        let shared = resemblance * (a + b) / (1.0 + resemblance);
        resemblance >= RESEMBLES || shared / a.min(b) >= CONTAINS
    }

    /// For the database: digits, four a hash.
    pub(crate) fn to_text(&self) -> String {
        let mut text = format!("{:x}:", self.shingles);
        for hash in self.hashes {
            text.push_str(&format!("{hash:04x}"));
        }
        text
    }

    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let (count, digits) = text.split_once(':')?;
        let mut hashes = [0; HASHES];
        for (n, hash) in hashes.iter_mut().enumerate() {
            *hash = u16::from_str_radix(digits.get(n * 4..n * 4 + 4)?, 16).ok()?;
        }
        Some(Self { hashes, shingles: u32::from_str_radix(count, 16).ok()? })
    }
}

/// The words of the text, folded; letters of scripts without spaces each for itself.
fn words(item: &Item) -> Vec<String> {
    let mut words = Vec::new();
    let mut add = |text: &str| {
        for part in text.split(|letter: char| !letter.is_alphanumeric()) {
            let unspaced = part
                .chars()
                .any(|letter| matches!(letter, '\u{3040}'..='\u{9FFF}' | '\u{0E00}'..='\u{0E7F}'));
            if unspaced {
                words.extend(part.chars().map(|letter| letter.to_string()));
            } else if !part.is_empty() {
                words.push(folded(part));
            }
        }
    };
    for block in &item.blocks {
        match &block.body {
            BlockBody::Paragraph(text) => add(&text.text),
            BlockBody::Quote(quote) => add(&quote.words.text),
            BlockBody::List(list) => list.items.iter().for_each(|text| add(&text.text)),
            _ => {}
        }
    }
    if words.len() < SHINGLES_MIN + 2 {
        let mut short = Vec::new();
        std::mem::swap(&mut short, &mut words);
        for text in [&item.headline, &item.standfirst] {
            words.extend(text.split_whitespace().map(folded));
        }
        words.extend(short);
    }
    words
}

fn run_hash(run: &[String]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in run {
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    mixed(hash)
}

fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 29)
}

/// The hash as the n-th of a family of functions gives it.
fn permuted(hash: u64, n: usize) -> u32 {
    let odd = (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (mixed(hash.wrapping_mul(odd) ^ odd) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use story::Block;

    use super::*;

    fn item(text: &str) -> Item {
        let paragraphs =
            text.split('\n').map(|line| Block { id: 0, body: BlockBody::Paragraph(line.into()) });
        Item { blocks: paragraphs.collect(), ..Item::default() }
    }

    const STORY: &str = "The port of Ostrande reopened on Tuesday morning after being closed for three days by a storm that reached the coast on Saturday.\n\
        Two of the three cranes on the quay are damaged, the harbour master said, and ferries to Keldonia will run every second hour until they are mended.\n\
        Nobody was hurt in the storm, which was the strongest that the town has seen for a decade, according to its weather office.";

    #[test]
    fn a_copy_with_changes_says_the_same_and_another_story_does_not() {
        let sketch = |text: &str| Sketch::of(&item(text)).unwrap();
        let copy = STORY
            .replace("on Tuesday morning", "early on Tuesday")
            .replace("harbour master", "port authority");
        let longer = format!(
            "{STORY}\nFishing boats went out again at noon, and the fish market opens on Wednesday with a day of delay."
        );
        let other = "The council of Corlises voted on Monday for a new budget that spends more on schools and less on roads, after a debate of six hours in which nobody left the room, said its clerk.";
        assert!(sketch(STORY).says_the_same(&sketch(&copy)));
        assert!(sketch(STORY).says_the_same(&sketch(&longer)));
        assert!(!sketch(STORY).says_the_same(&sketch(other)));
        let shared = |a: &str, b: &str| {
            let bands: Vec<u64> = sketch(a).bands().collect();
            sketch(b).bands().any(|band| bands.contains(&band))
        };
        assert!(shared(STORY, &copy) && !shared(STORY, other));
    }

    /// A made-up wire: eight sentences of a few patterns, so that others share their turns of phrase and no facts.
    fn wire(number: usize) -> Vec<String> {
        const PLACES: [&str; 8] =
            ["Ostrande", "Sarrac", "Valmere", "Lorme", "Norrholm", "Keldonia", "Corlises", "Quai-Neuf"];
        const THINGS: [&str; 7] =
            ["harbour", "budget", "ferry line", "water works", "tram", "fish market", "weather office"];
        const DEEDS: [&str; 6] =
            ["reopened", "closed", "was voted down", "was put off", "lost money", "grew"];
        let mut dice = number as u64 + 1;
        let mut pick = |list: &[&'static str]| {
            dice = mixed(dice.wrapping_add(0x9e37_79b9_7f4a_7c15));
            list[dice as usize % list.len()]
        };
        (0..8)
            .map(|line| {
                let (place, thing) = (pick(&PLACES), pick(&THINGS));
                let (deed, other) = (pick(&DEEDS), pick(&PLACES));
                let count = number * 13 + line * 7;
                match (number + line) % 4 {
                    0 => format!("The {thing} of {place} {deed} on Tuesday after {count} days, said the mayor of {other}, who had asked for it."),
                    1 => format!("In {place} about {count} people went to the {thing}, which {deed} a week ago, while {other} waited."),
                    2 => format!("Nobody in {other} knows why the {thing} {deed}, according to a report of {count} pages from {place}."),
                    _ => format!("It cost {count} million to mend the {thing} near {place}, and what is left {deed} before {other} could act."),
                }
            })
            .collect()
    }

    /// What other agencies make of it: an edit of each so many words, a paragraph gone, a line of their own on top.
    fn copy(lines: &[String], every: usize, gone: Option<usize>) -> String {
        let mut count = 0;
        let mut edit = |word: &str| {
            count += 1;
            if count % every == 0 { format!("{word}x") } else { word.to_owned() }
        };
        let mut copy = vec!["By our own correspondent, with agencies.".to_owned()];
        for (_, line) in lines.iter().enumerate().filter(|(at, _)| Some(*at) != gone) {
            copy.push(line.split(' ').map(&mut edit).collect::<Vec<_>>().join(" "));
        }
        copy.join("\n")
    }

    /// Of made-up copies only: how agencies truly rewrite each other is looser, and stories told anew are not found.
    #[test]
    fn of_made_up_near_copies_nine_in_ten_pairs_are_found_and_hardly_a_wrong_one() {
        let mut set: Vec<(usize, Sketch, Vec<u64>)> = Vec::new();
        for number in 0..60 {
            let lines = wire(number);
            for text in [
                lines.join("\n"),
                copy(&lines, 40, None),
                copy(&lines, 25, Some(7)),
                copy(&lines, 15, Some(2)),
            ] {
                let sketch = Sketch::of(&item(&text)).unwrap();
                let bands = sketch.bands().collect();
                set.push((number, sketch, bands));
            }
        }
        let (mut right, mut wrong, mut missed) = (0.0, 0.0, 0.0);
        for (at, (number, sketch, bands)) in set.iter().enumerate() {
            for (other, against, others) in &set[at + 1..] {
                let found = bands.iter().any(|band| others.contains(band)) && sketch.says_the_same(against);
                match (found, number == other) {
                    (true, true) => right += 1.0,
                    (true, false) => wrong += 1.0,
                    (false, true) => missed += 1.0,
                    (false, false) => {}
                }
            }
        }
        let f1 = 2.0 * right / (2.0 * right + wrong + missed);
        println!("pairs: {right} right, {wrong} wrong, {missed} missed, F1 {f1:.3}");
        assert!(f1 >= 0.9, "F1 {f1:.3}: {right} right, {wrong} wrong, {missed} missed");
    }

    #[test]
    fn a_sketch_survives_the_database_and_a_flash_has_none() {
        let sketch = Sketch::of(&item(STORY)).unwrap();
        assert_eq!(Sketch::from_text(&sketch.to_text()), Some(sketch));
        assert_eq!(Sketch::of(&item("Port reopens")), None);
        assert_eq!(Sketch::from_text("x"), None);
    }
}
