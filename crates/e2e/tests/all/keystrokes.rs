//! Recorded keystrokes of two and three people, each over a connection that is cut every now and then: in whatever order
//! they arrive, the text ends as it was recorded. (`crates/e2e/keystrokes` says where they are from.)

use std::path::Path;

use e2e::dice::Dice;
use e2e::journalist::{Journalist, location};
use e2e::server::Server;
use e2e::window::{self, Ear, Heard, Mouth};
use serde::Deserialize;
use yrs::{Text as _, Transact as _};

use crate::copy::{Copy, fetched};

/// The paragraph that a new story begins with.
const BLOCK: &str = "1";
/// Keystrokes that one message carries at most: what somebody types while the line is slow.
const KEYS_MAX: usize = 40;
/// Messages that may be under way.
const UNDER_WAY: usize = 4;
/// A connection is cut once in so many things that it hears.
const CUT_ONCE_IN: usize = 40;

#[test]
fn keystrokes_of_two_people_end_in_the_recorded_text() {
    replay("friendsforever.json.gz", 1);
}

#[test]
fn keystrokes_of_three_people_end_in_the_recorded_text() {
    replay("clownschool.json.gz", 2);
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    end_content: String,
    num_agents: usize,
    txns: Vec<Typed>,
}

#[derive(Deserialize)]
struct Typed {
    parents: Vec<usize>,
    agent: usize,
    /// Where, how many letters are struck out, and what is put in.
    patches: Vec<(u32, u32, String)>,
}

/// A keystroke as the editor of whoever typed it made it.
struct Stroke {
    change: Vec<u8>,
    /// Whose words it was typed upon: clocks of the others, by person. One's own are there by themselves.
    upon: Vec<u32>,
}

fn replay(file: &str, seed: u64) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("keystrokes").join(file);
    let record = flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap());
    let record: Record = serde_json::from_reader(record).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let server = Server::serve(folder.path(), &[], &[]);
    let desk = Journalist::sign_in(&server);
    let form = desk.form("/stories/new", "/stories").write("edition", "fr");
    let story = location(&desk.send(&form.write("headline", "Ce que deux et trois ont écrit")));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let begun = runtime.block_on(fetched(&desk, &story));
    let scripts = strokes(&record, &begun);
    let cuts = runtime.block_on(async {
        let people = scripts.iter().enumerate().map(|(number, script)| {
            let dice = Dice::new(seed + 1_000 * number as u64);
            Person { desk: &desk, story: &story, script, next: 0, copy: Copy::of(&begun, 0), dice, cuts: 0 }
        });
        let mut people: Vec<Person> = people.collect();
        futures_util::future::join_all(people.iter_mut().map(Person::write)).await;
        for person in &mut people {
            person.catch_up().await;
            assert_eq!(words(&person.copy), record.end_content, "on one screen");
        }
        people.iter().map(|person| person.cuts).sum::<usize>()
    });
    assert!(cuts >= 10, "only {cuts} cuts");
    server.kill();
    let server = Server::serve(folder.path(), &[], &[]);
    let stored = runtime.block_on(fetched(&Journalist::sign_in(&server), &story));
    assert_eq!(words(&Copy::of(&stored, 0)), record.end_content, "in the store");
}

/// The keystrokes of each person, typed upon exactly what that person saw then.
fn strokes(record: &Record, begun: &[u8]) -> Vec<Vec<Stroke>> {
    let people = record.num_agents;
    let copies: Vec<Copy> = (0..people).map(|person| Copy::of(begun, client(person))).collect();
    let mut scripts: Vec<Vec<Stroke>> = (0..people).map(|_| Vec::new()).collect();
    // How many keystrokes of each person somebody has seen, and had been seen when each was typed.
    let mut seen = vec![vec![0; people]; people];
    let mut after: Vec<Vec<usize>> = Vec::with_capacity(record.txns.len());
    for typed in &record.txns {
        let me = typed.agent;
        let mut now = seen[me].clone();
        for parent in &typed.parents {
            now.iter_mut().zip(&after[*parent]).for_each(|(now, then)| *now = (*now).max(*then));
        }
        for other in (0..people).filter(|other| *other != me) {
            scripts[other][seen[me][other]..now[other]]
                .iter()
                .for_each(|one| copies[me].take_in(&one.change));
        }
        let upon = Vec::from_iter(
            clocks(&copies[me], people)
                .into_iter()
                .enumerate()
                .map(|(one, clock)| if one == me { 0 } else { clock }),
        );
        let change = type_in(&copies[me], &typed.patches);
        scripts[me].push(Stroke { change, upon });
        now[me] += 1;
        seen[me].clone_from(&now);
        after.push(now);
    }
    scripts
}

fn type_in(copy: &Copy, patches: &[(u32, u32, String)]) -> Vec<u8> {
    let text = copy.text(BLOCK);
    let mut txn = copy.doc.transact_mut();
    for (at, struck, put) in patches {
        text.remove_range(&mut txn, *at, *struck);
        text.insert(&mut txn, *at, put);
    }
    txn.encode_update_v1()
}

/// Somebody at an editor.
struct Person<'a> {
    desk: &'a Journalist,
    story: &'a str,
    script: &'a [Stroke],
    next: usize,
    copy: Copy,
    dice: Dice,
    cuts: usize,
}

impl Person<'_> {
    /// Types all there is to type, over as many connections as it takes.
    async fn write(&mut self) {
        while !self.write_until_cut().await {
            self.cuts += 1;
            // Without a connection one goes on for a while.
            for _ in 0..self.dice.roll(10) {
                drop(self.type_on());
            }
        }
    }

    /// Whether all is typed and stored.
    async fn write_until_cut(&mut self) -> bool {
        let (mut mouth, mut ear) = window::open(self.desk, self.story).await.unwrap();
        mouth.know(&self.copy.known()).await.unwrap();
        let (mut greeted, mut sent, mut kept) = (false, 0, 0);
        loop {
            match self.hear(&mut mouth, &mut ear).await {
                Heard::Known(_) => (greeted, sent) = (true, sent + 1),
                Heard::Kept(count) => kept = count,
                Heard::Change(_) | Heard::Other(_) => {}
            }
            while greeted && sent - kept < UNDER_WAY {
                let Some(change) = self.type_on() else { break };
                mouth.change(&change).await.unwrap();
                sent += 1;
            }
            if greeted && sent == kept && self.next == self.script.len() {
                return true;
            }
            if self.dice.once_in(CUT_ONCE_IN) {
                return false;
            }
        }
    }

    /// The next keystrokes, as far as what they were typed upon is here.
    fn type_on(&mut self) -> Option<Vec<u8>> {
        let here = clocks(&self.copy, self.script.first()?.upon.len());
        let keys = 1 + self.dice.roll(KEYS_MAX);
        let rest = self.script[self.next..].iter().take(keys);
        let ready = rest.take_while(|stroke| stroke.upon.iter().zip(&here).all(|(upon, here)| upon <= here));
        let changes: Vec<&[u8]> = ready.map(|stroke| stroke.change.as_slice()).collect();
        if changes.is_empty() {
            return None;
        }
        self.next += changes.len();
        let change = yrs::merge_updates_v1(changes).unwrap();
        self.copy.take_in(&change);
        Some(change)
    }

    async fn hear(&self, mouth: &mut Mouth, ear: &mut Ear) -> Heard {
        let heard = ear.hear().await.unwrap();
        match &heard {
            Heard::Change(change) => self.copy.take_in(change),
            Heard::Known(theirs) => {
                mouth.change(&self.copy.since(theirs)).await.unwrap();
            }
            Heard::Kept(_) | Heard::Other(_) => {}
        }
        heard
    }

    async fn catch_up(&mut self) {
        let (mut mouth, mut ear) = window::open(self.desk, self.story).await.unwrap();
        mouth.know(&self.copy.known()).await.unwrap();
        while !matches!(self.hear(&mut mouth, &mut ear).await, Heard::Known(_)) {}
    }
}

fn client(person: usize) -> u64 {
    person as u64 + 1
}

fn clocks(copy: &Copy, people: usize) -> Vec<u32> {
    (0..people).map(|person| copy.clock(client(person))).collect()
}

fn words(copy: &Copy) -> String {
    copy.words_of(BLOCK)
}
