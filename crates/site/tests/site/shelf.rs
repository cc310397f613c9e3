//! The shelf against a model of it that anybody can read.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use site::{ShelfError, ShelfFile};
use story::{Card, Change, Feed, JournalEntry, LiveStory, Shelf, Standing, StoryId};

use crate::support::{asset, at, id, killed, published, story};

const CACHE: usize = 4 << 20;

fn open(folder: &Path) -> ShelfFile {
    ShelfFile::open(&folder.join("shelf.redb"), CACHE).unwrap()
}

fn entry(seq: u64, change: Change) -> JournalEntry {
    JournalEntry { seq, at: at(seq as i64), change }
}

fn edition() -> Feed {
    Feed::Edition { edition: "fr".into() }
}

fn section(name: &str) -> Feed {
    Feed::Section { edition: "fr".into(), section: name.into() }
}

/// What a shelf is, in plain lists.
#[derive(Default)]
struct Model {
    stories: BTreeMap<StoryId, Standing>,
    /// Each place ever given, with the story if it still stands there.
    feeds: BTreeMap<Feed, Vec<(StoryId, bool)>>,
}

impl Model {
    fn apply(&mut self, change: &Change) -> Option<Standing> {
        let id = change.story_id().unwrap();
        let keep = change.live().map(feeds_of).unwrap_or_default();
        for (feed, places) in &mut self.feeds {
            for place in places.iter_mut().filter(|(at, _)| *at == id && !keep.contains(feed)) {
                place.1 = false;
            }
        }
        for feed in keep {
            let places = self.feeds.entry(feed).or_default();
            if !places.contains(&(id, true)) {
                places.push((id, true));
            }
        }
        let now = match change {
            Change::Killed(withdrawal) => Standing::Withdrawn(withdrawal.clone()),
            change => Standing::Live(change.live().unwrap().clone().into()),
        };
        self.stories.insert(id, now)
    }

    fn cards(&self, feed: &Feed, first: u64, count: u64) -> Vec<(u64, String)> {
        let places = self.feeds.get(feed).map(Vec::as_slice).unwrap_or_default();
        let all = (0..)
            .zip(places)
            .filter(|(place, (_, stands))| *stands && (first..first + count).contains(place));
        all.map(|(place, (id, _))| (place, self.headline(*id))).collect()
    }

    fn headline(&self, id: StoryId) -> String {
        match &self.stories[&id] {
            Standing::Live(story) => story.content.headline.clone(),
            Standing::Withdrawn(_) => panic!("a withdrawn story in a feed"),
        }
    }

    fn place(&self, feed: &Feed, id: StoryId) -> Option<u64> {
        let places = self.feeds.get(feed)?;
        places.iter().rposition(|(at, _)| *at == id).map(|place| place as u64)
    }

    fn shows(&self, hash: &story::Hash) -> bool {
        self.stories.values().any(|standing| match standing {
            Standing::Live(story) => story.assets.iter().any(|asset| asset.hash == *hash),
            Standing::Withdrawn(_) => false,
        })
    }
}

fn feeds_of(story: &LiveStory) -> Vec<Feed> {
    vec![
        Feed::Edition { edition: story.edition.clone() },
        Feed::Section { edition: story.edition.clone(), section: story.content.section.clone() },
    ]
}

fn hash(number: u8) -> story::Hash {
    blake3::hash(&[number]).to_hex().parse().unwrap()
}

const SECTIONS: [&str; 3] = ["region", "monde", "sport"];

fn any_change() -> impl Strategy<Value = Change> {
    (0u64..6, 0usize..3, "[a-z]{1,6}", 0u8..8, 0u8..4).prop_map(|(number, place, headline, kind, picture)| {
        let mut story = story(number, &headline, SECTIONS[place]);
        // The same blob may be shown twice by one story, and by several.
        story.assets = (0..picture).map(|n| asset(u64::from(n), &hash(n % 3), "image/webp")).collect();
        match kind {
            0..=3 => Change::Published(story),
            4 => Change::Updated(story),
            5 => Change::Corrected(story),
            _ => killed(number),
        }
    })
}

/// What happens to a shelf: entries one by one, many at once, or the process being started again.
#[derive(Debug, Clone)]
enum Step {
    One(Box<Change>),
    Many(Vec<Change>),
    Reopen,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any_change().prop_map(|change| Step::One(change.into())),
        2 => proptest::collection::vec(any_change(), 1..20).prop_map(Step::Many),
        1 => Just(Step::Reopen),
    ]
}

fn agree(shelf: &ShelfFile, model: &Model, seq: u64) -> Result<(), TestCaseError> {
    let snapshot = shelf.snapshot().unwrap();
    prop_assert_eq!(snapshot.as_of(), (seq > 0).then(|| (seq, at(seq as i64))));
    let names =
        |cards: Vec<Arc<Card>>| cards.into_iter().map(|card| card.headline.clone()).collect::<Vec<_>>();
    for feed in SECTIONS.map(section).into_iter().chain([edition(), section("none")]) {
        let given = model.feeds.get(&feed).map_or(0, |places| places.len() as u64);
        prop_assert_eq!(snapshot.places(&feed), given);
        for (first, count) in [(0, 100), (2, 3), (50, 5), (0, u64::MAX)] {
            let cards = snapshot.cards(&feed, first, count);
            let cards: Vec<_> =
                cards.into_iter().map(|(place, card)| (place, card.headline.clone())).collect();
            prop_assert_eq!(cards, model.cards(&feed, first.min(1000), count.min(1000)));
        }
        let mut newest: Vec<_> = model.cards(&feed, 0, 1000).into_iter().map(|(_, name)| name).collect();
        newest.reverse();
        newest.truncate(4);
        prop_assert_eq!(names(snapshot.newest(&feed, 4)), newest);
        for number in 0..6 {
            prop_assert_eq!(snapshot.place(&feed, id(number)), model.place(&feed, id(number)));
        }
    }
    for number in 0..7 {
        prop_assert_eq!(snapshot.standing(id(number)), model.stories.get(&id(number)).cloned());
    }
    for number in 0..3 {
        prop_assert_eq!(snapshot.medium(&hash(number)).is_some(), model.shows(&hash(number)));
    }
    prop_assert!(snapshot.fault().is_none());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_shelf_answers_as_its_model_through_any_day(steps in proptest::collection::vec(any_step(), 1..25)) {
        let folder = tempfile::tempdir().unwrap();
        let (mut shelf, mut model, mut seq) = (open(folder.path()), Model::default(), 0);
        let mut journal = Vec::new();
        for step in steps {
            match step {
                Step::One(change) => {
                    seq += 1;
                    let before = model.apply(&change);
                    let was_shown: Vec<_> = (0..3).map(hash).filter(|hash| shelf.snapshot().unwrap().medium(hash).is_some()).collect();
                    journal.push(entry(seq, *change));
                    let applied = shelf.apply(&journal[journal.len() - 1]).unwrap();
                    prop_assert_eq!(applied.before, before);
                    let mut hidden: Vec<_> = applied.hidden.into_iter().map(|medium| medium.hash).collect();
                    hidden.sort();
                    let mut expected: Vec<_> = was_shown.into_iter().filter(|hash| !model.shows(hash)).collect();
                    expected.sort();
                    prop_assert_eq!(hidden, expected);
                }
                Step::Many(changes) => {
                    let first = journal.len();
                    for change in changes {
                        seq += 1;
                        model.apply(&change);
                        journal.push(entry(seq, change));
                    }
                    shelf.apply_all(&journal[first..]).unwrap();
                }
                Step::Reopen => {
                    drop(shelf);
                    shelf = open(folder.path());
                }
            }
        }
        agree(&shelf, &model, seq)?;
        // Delete the shelf, replay the journal: the same answers.
        drop(shelf);
        std::fs::remove_file(folder.path().join("shelf.redb")).unwrap();
        let rebuilt = open(folder.path());
        rebuilt.apply_all(&journal).unwrap();
        agree(&rebuilt, &model, seq)?;
    }
}

#[test]
fn an_entry_seen_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = open(folder.path());
    let entries = [entry(1, published(1, "a")), entry(2, published(2, "b"))];
    shelf.apply_all(&entries).unwrap();
    shelf.apply_all(&entries).unwrap();
    shelf.apply(&entries[0]).unwrap();
    assert_eq!((shelf.cursor(), shelf.snapshot().unwrap().places(&edition())), (2, 2));
}

#[test]
fn a_gap_in_the_journal_is_refused_and_leaves_the_shelf_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = open(folder.path());
    shelf.apply(&entry(1, published(1, "a"))).unwrap();
    let gap = shelf.apply_all(&[entry(2, published(2, "b")), entry(4, published(3, "c"))]);
    assert!(matches!(gap, Err(ShelfError::Gap { cursor: 2, got: 4 })), "{gap:?}");
    assert_eq!((shelf.cursor(), shelf.snapshot().unwrap().places(&edition())), (1, 1));
}

#[test]
fn an_old_address_still_leads_to_its_story_after_it_was_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = open(folder.path());
    let Change::Published(mut story) = published(1, "a") else { panic!() };
    story.former = vec!["/2012/a".into()];
    shelf.apply_all(&[entry(1, Change::Published(story.clone())), entry(2, killed(1))]).unwrap();
    let snapshot = shelf.snapshot().unwrap();
    assert_eq!(snapshot.formerly("/2012/a"), Some(story.id));
    assert_eq!(snapshot.formerly("/2012/b"), None);
}

#[test]
fn what_was_published_around_a_time_is_found_however_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = open(folder.path());
    let times = [0, 5, 9_000_000];
    for (seq, time) in (1..).zip(times) {
        let mut story = story(seq, "a", "region");
        story.first_published = at(time);
        shelf.apply(&entry(seq, Change::Published(story))).unwrap();
    }
    let around = |from, until| shelf.snapshot().unwrap().published_around("fr", at(from), at(until));
    assert_eq!(around(5, 5), [Some(at(0)), Some(at(5))]);
    assert_eq!(around(6, 7), [Some(at(5)), Some(at(9_000_000))]);
    assert_eq!(around(0, 9_000_001), [None, None]);
    assert_eq!(shelf.snapshot().unwrap().published_around("xx", at(5), at(5)), [None, None]);
    shelf.apply(&entry(4, killed(1))).unwrap();
    assert_eq!(around(5, 5), [None, Some(at(5))]);
}

#[test]
fn a_crash_is_a_replay() {
    let folder = tempfile::tempdir().unwrap();
    let entries: Vec<_> = (1..=50).map(|n| entry(n, published(n, &format!("Dépêche {n}")))).collect();
    let shelf = open(folder.path());
    shelf.mark_whole().unwrap();
    shelf.apply_all(&entries[..20]).unwrap();
    for entry in &entries[20..] {
        shelf.apply(entry).unwrap();
    }
    assert_eq!(shelf.cursor(), 50);
    let after = after_a_power_cut(folder.path(), "cut");
    assert_eq!(after.cursor(), 20, "what was not made durable is not there");
    assert_eq!(after.snapshot().unwrap().places(&edition()), 20);
    after.apply_all(&entries[20..]).unwrap();
    assert_eq!(
        after.snapshot().unwrap().newest(&edition(), 50),
        shelf.snapshot().unwrap().newest(&edition(), 50)
    );
}

/// What it would leave: the file as it is, without the closing of it.
fn after_a_power_cut(folder: &Path, name: &str) -> ShelfFile {
    let cut = folder.join(name);
    std::fs::create_dir(&cut).unwrap();
    std::fs::copy(folder.join("shelf.redb"), cut.join("shelf.redb")).unwrap();
    open(&cut)
}

#[test]
fn a_shelf_that_is_being_built_is_saved_once_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let entries: Vec<_> = (1..=40).map(|n| entry(n, published(n, &format!("Dépêche {n}")))).collect();
    let shelf = open(folder.path());
    shelf.apply_all(&entries[..20]).unwrap();
    shelf.apply_all(&entries[20..]).unwrap();
    let after = after_a_power_cut(folder.path(), "building");
    assert_eq!((after.cursor(), after.is_whole()), (0, false), "it is built from the beginning");
    shelf.mark_whole().unwrap();
    let after = after_a_power_cut(folder.path(), "built");
    assert_eq!((after.cursor(), after.is_whole()), (40, true));
    assert_eq!(after.snapshot().unwrap().places(&edition()), 40);
}

#[test]
fn a_snapshot_stays_at_its_moment() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = open(folder.path());
    shelf.apply(&entry(1, published(1, "a"))).unwrap();
    let then = shelf.snapshot().unwrap();
    shelf.apply(&entry(2, killed(1))).unwrap();
    shelf.clear().unwrap();
    assert!(matches!(then.standing(id(1)), Some(Standing::Live(_))));
    assert_eq!(then.newest(&edition(), 5).len(), 1);
    assert_eq!((shelf.cursor(), shelf.snapshot().unwrap().places(&edition())), (0, 0));
}

#[test]
fn a_shelf_that_cannot_be_read_is_built_anew() {
    let garbage = vec![0x5a; 20_000];
    let other_format = {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shelf.redb");
        let database = redb::Database::create(&file).unwrap();
        let write = database.begin_write().unwrap();
        let table = redb::TableDefinition::<&str, &[u8]>::new("meta");
        write
            .open_table(table)
            .unwrap()
            .insert("meta", &br#"{"format":999,"cursor":7,"at":null,"last":""}"#[..])
            .unwrap();
        write.commit().unwrap();
        drop(database);
        std::fs::read(file).unwrap()
    };
    for (name, bytes) in [("garbage", garbage), ("another format", other_format)] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("shelf.redb"), bytes).unwrap();
        let shelf = open(folder.path());
        assert_eq!(shelf.cursor(), 0, "{name}");
        shelf.apply(&entry(1, published(1, "a"))).unwrap();
        assert_eq!(shelf.snapshot().unwrap().newest(&edition(), 5).len(), 1, "{name}");
    }
}

#[test]
fn two_processes_do_not_share_a_shelf() {
    let folder = tempfile::tempdir().unwrap();
    let _first = open(folder.path());
    let second = ShelfFile::open(&folder.path().join("shelf.redb"), CACHE);
    assert!(matches!(second.map(drop), Err(ShelfError::Open { .. })));
}

#[test]
fn a_coverage_stands_before_its_entries_and_those_stand_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = open(folder.path());
    let mut whole = story(1, "Port", "region");
    whole.coverage = Some(story::InCoverage::Whole(story::LiveCoverage::default()));
    let entry_of = |number, headline, urgency| {
        let mut entry = story(number, headline, "region");
        entry.coverage = Some(story::InCoverage::Entry { of: whole.id, path: whole.path.clone() });
        entry.content.urgency = story::Urgency::try_from(urgency).unwrap();
        entry
    };
    let changes = [
        Change::Published(whole.clone()),
        Change::Published(entry_of(2, "One", 5)),
        Change::Published(entry_of(3, "Two", 3)),
        Change::Updated(entry_of(2, "One, mended", 2)),
        killed(3),
    ];
    let entries: Vec<_> = (1..).zip(changes).map(|(seq, change)| entry(seq, change)).collect();
    entries.iter().for_each(|entry| drop(shelf.apply(entry).unwrap()));
    let snapshot = shelf.snapshot().unwrap();
    let listed = |feed: &Feed| -> Vec<(u64, String)> {
        let cards = snapshot.cards(feed, 0, 9).into_iter();
        cards.map(|(place, card)| (place, card.headline.clone())).collect()
    };
    let of = Feed::Entries { coverage: whole.id };
    assert_eq!(listed(&of), [(0, "Port".to_owned()), (1, "One, mended".to_owned())]);
    assert_eq!((snapshot.places(&of), snapshot.changed(&of)), (3, 5));
    let highlights = Feed::Highlights { edition: "fr".into() };
    assert_eq!(
        listed(&highlights).into_iter().map(|(_, headline)| headline).collect::<Vec<_>>(),
        ["One, mended"]
    );
    for feed in [edition(), section("region")] {
        assert_eq!(listed(&feed), [(0, "Port".to_owned())], "{feed:?}");
        assert_eq!(snapshot.changed(&feed), 1);
    }
    let all = (story::Timestamp::MIN, story::Timestamp::MAX);
    assert_eq!(snapshot.published("fr", all.0, all.1).len(), 1);
}
