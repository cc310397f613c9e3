//! Two people who write in one story without a pause, over connections that are cut, at a service that is killed again and
//! again and whose clock jumps: nothing that either was told is kept is ever gone, and both end with one story.

use std::collections::{BTreeSet, VecDeque};
use std::future::Future;
use std::path::Path;

use e2e::dice::Dice;
use e2e::journalist::{Journalist, location};
use e2e::server::Server;
use e2e::window::{self, Ear, Heard, Mouth};
use yrs::{Any, Array as _, Map as _, MapPrelim, Text as _, TextPrelim, Transact as _};

use crate::copy::{Copy, fetched};

/// Lives of the service, and what each writer is told is kept in one. `MARBRE_TEST_LIVES` asks for more of them,
/// `MARBRE_TEST_SEED` for another chance.
const LIVES: u64 = 4;
const KEPT_A_LIFE: usize = 60;
/// Changes that may be under way.
const UNDER_WAY: usize = 3;
/// A connection is cut once in so many things that it hears.
const CUT_ONCE_IN: usize = 60;
/// Seconds that the clock jumps, one after the other; a session lasts for sixteen hours.
const JUMPS: [i64; 4] = [-7_200, 10_800, -86_400 * 400, 60];

#[test]
fn whatever_is_cut_or_killed_nothing_that_was_kept_is_lost_and_all_end_with_one_story() {
    let seed = asked_for("MARBRE_TEST_SEED").unwrap_or(1);
    let folder = tempfile::tempdir().unwrap();
    let mut writing = Writing::begin(folder.path(), seed);
    for life in 0..asked_for("MARBRE_TEST_LIVES").unwrap_or(LIVES) {
        writing.live(folder.path(), life);
    }
    writing.end(folder.path());
}

pub(crate) fn asked_for(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|why| panic!("{name}: {why}")))
}

/// A story and the two who write in it.
struct Writing {
    runtime: tokio::runtime::Runtime,
    dice: Dice,
    story: String,
    writers: [Writer; 2],
}

impl Writing {
    fn begin(data: &Path, seed: u64) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let server = Server::serve(data, &[], &[]);
        let desk = Journalist::sign_in(&server);
        let form = desk.form("/stories/new", "/stories").write("edition", "fr");
        let story = location(&desk.send(&form.write("headline", "Le port rouvre")));
        let begun = runtime.block_on(fetched(&desk, &story));
        let writers =
            [("un", 11), ("deux", 12)].map(|(name, client)| Writer::new(name, &begun, client, seed));
        Self { runtime, dice: Dice::new(seed), story, writers }
    }

    /// One life of the service, until it is killed in the middle of what both write.
    fn live(&mut self, data: &Path, life: u64) {
        let jump = JUMPS[life as usize % JUMPS.len()];
        let plan = format!("{}:{jump}", 1 + self.dice.roll(KEPT_A_LIFE));
        let server = Server::serve(data, &[], &[("MARBRE_CLOCK_JUMP", &plan)]);
        let desk = Journalist::sign_in(&server);
        let [one, two] = &mut self.writers;
        let stored = Copy::of(&self.runtime.block_on(fetched(&desk, &self.story)), 0);
        let struck: BTreeSet<&String> = one.struck.union(&two.struck).collect();
        for writer in [&*one, &*two] {
            let words: BTreeSet<String> = words(&stored).into_iter().collect();
            let lost: Vec<_> =
                writer.kept.iter().filter(|word| !words.contains(*word) && !struck.contains(word)).collect();
            assert!(lost.is_empty(), "{} was told that these are kept: {lost:?}", writer.name);
        }
        self.runtime.block_on(first(one.write(&desk, &self.story), two.write(&desk, &self.story)));
        server.kill();
        for writer in &mut self.writers {
            // Whoever finds nobody goes on for a while.
            writer.under_way.clear();
            (0..writer.dice.roll(20)).for_each(|_| drop(writer.edit()));
        }
    }

    /// Both come back, and what they have is what the newsroom has.
    fn end(&mut self, data: &Path) {
        let server = Server::serve(data, &[], &[]);
        let desk = Journalist::sign_in(&server);
        for _ in 0..2 {
            for writer in &mut self.writers {
                self.runtime.block_on(writer.catch_up(&desk, &self.story));
            }
        }
        let [one, two] = &self.writers;
        let struck: BTreeSet<String> = one.struck.union(&two.struck).cloned().collect();
        let typed = one.typed.union(&two.typed).cloned().collect::<BTreeSet<String>>();
        let expected: Vec<String> = typed.difference(&struck).cloned().collect();
        for writer in &self.writers {
            let mut words = words(&writer.copy);
            words.sort_unstable();
            assert_eq!(words, expected, "each word once, as {} has it", writer.name);
        }
        assert_eq!(one.copy.order(), two.copy.order());
        assert!(one.cuts + two.cuts >= 2 && !struck.is_empty(), "{} and {} cuts", one.cuts, two.cuts);
        let saved = desk.send(&desk.form(&self.story, &self.story).press("do", "save"));
        assert_eq!(saved.status, 303, "{}", saved.body);
        let read = desk.open(&format!("{}?view=read", self.story)).body;
        let read: BTreeSet<&str> = read.split(|letter: char| !letter.is_alphanumeric()).collect();
        let lost: Vec<_> = expected.iter().filter(|word| !read.contains(word.as_str())).collect();
        assert!(lost.is_empty(), "not in the revision: {lost:?}");
    }
}

/// Ends with whichever of the two ends first, and leaves the other where it is.
async fn first(one: impl Future<Output = ()>, two: impl Future<Output = ()>) {
    tokio::select! {
        () = one => {}
        () = two => {}
    }
}

fn words(copy: &Copy) -> Vec<String> {
    let mut blocks = copy.order();
    blocks.sort_unstable();
    blocks.dedup();
    let words = blocks.iter().map(|block| copy.words_of(block)).collect::<Vec<_>>().join(" ");
    words.split_whitespace().map(str::to_owned).collect()
}

/// Somebody at an editor, whose words are all different.
struct Writer {
    name: &'static str,
    copy: Copy,
    dice: Dice,
    typed: BTreeSet<String>,
    struck: BTreeSet<String>,
    /// What this writer was told is kept.
    kept: BTreeSet<String>,
    /// The words in each change that this connection has not answered for.
    under_way: VecDeque<Vec<String>>,
    blocks: u32,
    cuts: usize,
}

impl Writer {
    fn new(name: &'static str, begun: &[u8], client: u64, seed: u64) -> Self {
        let dice = Dice::new(seed ^ (client << 32));
        let (typed, struck, kept, under_way) = Default::default();
        Self { name, copy: Copy::of(begun, client), dice, typed, struck, kept, under_way, blocks: 0, cuts: 0 }
    }

    /// Writes until enough of it is kept, over as many connections as it takes.
    async fn write(&mut self, desk: &Journalist, story: &str) {
        let enough = self.kept.len() + KEPT_A_LIFE;
        while self.kept.len() < enough {
            self.under_way.clear();
            self.write_until_cut(desk, story, enough).await;
            self.cuts += 1;
            (0..self.dice.roll(5)).for_each(|_| drop(self.edit()));
        }
    }

    async fn write_until_cut(&mut self, desk: &Journalist, story: &str, enough: usize) {
        let (mut mouth, mut ear) = window::open(desk, story).await.unwrap();
        mouth.know(&self.copy.known()).await.unwrap();
        let mut greeted = false;
        while self.kept.len() < enough && !self.dice.once_in(CUT_ONCE_IN) {
            greeted |= matches!(self.hear(&mut mouth, &mut ear).await, Heard::Known(_));
            while greeted && self.under_way.len() < UNDER_WAY {
                let (change, words) = self.edit();
                self.under_way.push_back(words);
                mouth.change(&change).await.unwrap();
            }
        }
    }

    /// Comes to have what the newsroom has, and the other way round.
    async fn catch_up(&mut self, desk: &Journalist, story: &str) {
        let (mut mouth, mut ear) = window::open(desk, story).await.unwrap();
        self.under_way.clear();
        mouth.know(&self.copy.known()).await.unwrap();
        while !matches!(self.hear(&mut mouth, &mut ear).await, Heard::Known(_)) {}
        while !self.under_way.is_empty() {
            self.hear(&mut mouth, &mut ear).await;
        }
    }

    async fn hear(&mut self, mouth: &mut Mouth, ear: &mut Ear) -> Heard {
        let heard = ear.hear().await.unwrap();
        match &heard {
            Heard::Change(change) => self.copy.take_in(change),
            Heard::Known(theirs) => {
                self.under_way.push_back(self.typed.difference(&self.kept).cloned().collect());
                mouth.change(&self.copy.since(theirs)).await.unwrap();
            }
            Heard::Kept(_) => self.kept.extend(self.under_way.pop_front().expect("kept once each")),
            Heard::Other(_) => {}
        }
        heard
    }

    /// Types, strikes out, begins a paragraph or moves one; the change, and the words that came with it.
    fn edit(&mut self) -> (Vec<u8>, Vec<String>) {
        let blocks = self.copy.order();
        let block = blocks[self.dice.roll(blocks.len())].clone();
        match self.dice.roll(12) {
            0 => self.begin_paragraph(blocks.len()),
            1 => (self.move_paragraph(blocks.len()), Vec::new()),
            2 | 3 => (self.strike(&block), Vec::new()),
            _ => self.type_word(&block),
        }
    }

    fn next_word(&mut self) -> String {
        let word = format!("{}{}", self.name, self.typed.len());
        self.typed.insert(word.clone());
        word
    }

    fn type_word(&mut self, block: &str) -> (Vec<u8>, Vec<String>) {
        let known = self.copy.words_of(block);
        let spaces: Vec<usize> = known.match_indices(' ').map(|(at, _)| at).collect();
        let at = if spaces.is_empty() { 0 } else { spaces[self.dice.roll(spaces.len())] };
        let word = self.next_word();
        let text = self.copy.text(block);
        let mut txn = self.copy.doc.transact_mut();
        text.insert(&mut txn, at as u32, &format!(" {word} "));
        (txn.encode_update_v1(), vec![word])
    }

    /// The spaces beside it stay: others may be writing there.
    fn strike(&mut self, block: &str) -> Vec<u8> {
        let known = self.copy.words_of(block);
        let words: Vec<&str> = known.split_whitespace().collect();
        let text = self.copy.text(block);
        let mut txn = self.copy.doc.transact_mut();
        if let Some(word) = (!words.is_empty()).then(|| words[self.dice.roll(words.len())]) {
            text.remove_range(
                &mut txn,
                (word.as_ptr() as usize - known.as_ptr() as usize) as u32,
                word.len() as u32,
            );
            self.struck.insert(word.to_owned());
        }
        txn.encode_update_v1()
    }

    fn begin_paragraph(&mut self, blocks: usize) -> (Vec<u8>, Vec<String>) {
        self.blocks += 1;
        // Numbers that the other never gives.
        let id = format!("{}{:05}", self.name.len(), self.blocks);
        let (word, at) = (self.next_word(), self.dice.roll(blocks + 1) as u32);
        let (map, order) =
            (self.copy.doc.get_or_insert_map("blocks"), self.copy.doc.get_or_insert_array("order"));
        let mut txn = self.copy.doc.transact_mut();
        let block = map.insert(&mut txn, id.clone(), MapPrelim::from([("type", Any::from("paragraph"))]));
        block.insert(&mut txn, "text", TextPrelim::new(format!(" {word} ")));
        order.insert(&mut txn, at, id);
        (txn.encode_update_v1(), vec![word])
    }

    fn move_paragraph(&mut self, blocks: usize) -> Vec<u8> {
        let (from, to) = (self.dice.roll(blocks) as u32, self.dice.roll(blocks) as u32);
        let order = self.copy.doc.get_or_insert_array("order");
        let mut txn = self.copy.doc.transact_mut();
        let id = order.get(&txn, from).expect("a block").to_string(&txn);
        order.remove(&mut txn, from);
        order.insert(&mut txn, to, id);
        txn.encode_update_v1()
    }
}
