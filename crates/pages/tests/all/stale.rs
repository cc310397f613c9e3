//! Invariant: after any entry, every page whose bytes changed is in the list that `stale` gave; and publishing never
//! touches an archive page but the last.

use std::collections::{BTreeMap, BTreeSet};

use pages::Printer;
use proptest::prelude::*;
use story::{
    Advance, Area, BlockBody, Broadcast, Change, Content, Correction, Feed, Found, Front, HeadlineUse,
    InCoverage, JournalEntry, LiveCoverage, LiveStory, Name, Notice, Picture, Pinned, Press, Programme,
    Section, Shelf, Signature, SiteConfig, Slot, Standing, StoryId, Subject, Timestamp, Urgency, Withdrawal,
};

use crate::sample;
use crate::shelf::MemoryShelf;

/// A newsroom of three small editions, driven by random moves.
pub(crate) struct Newsroom {
    pub(crate) printer: Printer,
    config: SiteConfig,
    pub(crate) shelf: MemoryShelf,
    pub(crate) live: Vec<LiveStory>,
    seq: u64,
    pub(crate) now: Timestamp,
    pub(crate) pages: BTreeMap<String, Found>,
}

#[derive(Debug, Clone)]
pub(crate) struct Step {
    kind: u8,
    edition: usize,
    /// Which live story, for what is done to one.
    pick: usize,
    section: usize,
    urgency: u8,
    picture: bool,
    minutes: i64,
}

pub(crate) fn any_step() -> impl Strategy<Value = Step> {
    let numbers = (0u8..36, 0usize..3, any::<prop::sample::Index>(), 0usize..4);
    (numbers, 1u8..=8, any::<bool>(), 0i64..600).prop_map(
        |((kind, edition, pick, section), urgency, picture, minutes)| Step {
            kind,
            edition,
            pick: pick.index(1_000),
            section,
            urgency,
            picture,
            minutes,
        },
    )
}

impl Newsroom {
    /// With nearly a page of stories in one section and nearly a page in that edition's stream.
    pub(crate) fn new() -> Self {
        let mut config = sample::config();
        for edition in &mut config.editions {
            edition.sections.retain(|section| ["region", "world", "opinion"].contains(&section.id.as_str()));
            let outer = &mut edition.sections[0];
            outer.sections.push(Section {
                id: "coast".to_owned(),
                slug: "coast".to_owned(),
                name: outer.name.clone(),
                sections: Vec::new(),
            });
        }
        let printer = sample::with_cards(Printer::new(config.clone()).unwrap());
        let now = sample::at("2026-06-01T00:00:00Z");
        let mut newsroom = Self {
            printer,
            config,
            shelf: MemoryShelf::default(),
            live: Vec::new(),
            seq: 0,
            now,
            pages: BTreeMap::new(),
        };
        // With a coverage that has nearly a page of entries.
        for n in 0..19 {
            let kind = if n == 0 { 24 } else { 26 };
            let step = Step {
                kind,
                edition: 0,
                pick: 0,
                section: 0,
                urgency: 3 + n % 3,
                picture: n % 4 == 0,
                minutes: 2,
            };
            let entry = newsroom.entry(&step);
            newsroom.shelf.apply(&entry);
        }
        for n in 0..46 {
            let section = usize::from(n % 5 < 3);
            let step =
                Step { kind: 0, edition: 0, pick: 0, section, urgency: 5, picture: n % 2 == 0, minutes: 40 };
            let entry = newsroom.entry(&step);
            newsroom.shelf.apply(&entry);
        }
        let read = newsroom.live.iter().step_by(9).map(|story| story.id).collect();
        newsroom.shelf.most_read.insert(newsroom.config.editions[0].id.clone(), read);
        newsroom
    }

    pub(crate) fn printed() -> Self {
        let mut newsroom = Self::new();
        newsroom.pages = newsroom.print_all();
        newsroom
    }

    fn entry(&mut self, step: &Step) -> JournalEntry {
        self.seq += 1;
        self.now = Timestamp::from_second(self.now.as_second() + step.minutes * 60).unwrap();
        let change = match (step.kind, self.live.len()) {
            (0..=8, _) | (_, 0) => self.publish(step),
            (9..=12, count) => self.update(step.pick % count, |content| content.section = section(step)),
            (13..=14, count) => self.update(step.pick % count, |content| {
                content.urgency = Urgency::try_from(step.urgency).unwrap();
            }),
            (15..=16, count) => self.correct(step.pick % count),
            (17..=18, count) => self.update(step.pick % count, |content| name_subjects(content, step)),
            (33..=35, count) => self.rename(step.pick % count, step),
            (19, count) => self.make_up(step.pick % count),
            (20, _) => self.schedule(step),
            (21, count) => self.advance(self.live[step.pick % count].id, Some(self.now)),
            (22..=23, count) => self.kill(step.pick % count),
            (24, _) => self.open_coverage(step),
            (25, _) => self.head_coverage(step),
            _ => self.add_entry(step),
        };
        JournalEntry { seq: self.seq, at: self.now, change }
    }

    fn publish(&mut self, step: &Step) -> Change {
        let edition = &self.config.editions[step.edition];
        let mut content = Content {
            language: edition.language.clone(),
            headline: format!("Headline {}", self.seq),
            section: section(step),
            urgency: Urgency::try_from(step.urgency).unwrap(),
            ..Content::default()
        };
        if step.picture {
            let file = story::File::Stored { asset: story::AssetId::from_number(1) };
            content.lead = Some(Picture { file, ..Picture::default() });
        }
        name_subjects(&mut content, step);
        let mut story = sample::live(edition, StoryId::from_number(self.seq), content, self.now);
        // Some are translations of the story before.
        story.translation = (step.urgency > 5).then_some(StoryId::from_number(self.seq / 3));
        self.live.push(story.clone());
        Change::Published(story)
    }

    pub(crate) fn open_coverage(&mut self, step: &Step) -> Change {
        let Change::Published(mut story) = self.publish(step) else { unreachable!() };
        story.coverage = Some(InCoverage::Whole(LiveCoverage::default()));
        let points = ["What is known", "What is not"].map(|point| point.into()).to_vec();
        story.content.push(BlockBody::List(story::List { style: story::ListStyle::Bulleted, items: points }));
        self.replace(&story);
        Change::Published(story)
    }

    /// The coverage that a step is about.
    fn coverage(&self, step: &Step) -> Option<LiveStory> {
        let coverages: Vec<_> = self.live.iter().filter(|story| story.live_coverage().is_some()).collect();
        (!coverages.is_empty()).then(|| coverages[step.pick % coverages.len()].clone())
    }

    fn add_entry(&mut self, step: &Step) -> Change {
        let Some(coverage) = self.coverage(step) else { return self.open_coverage(step) };
        let edition = self.config.editions.iter().position(|edition| edition.id == coverage.edition).unwrap();
        let Change::Published(mut story) = self.publish(&Step { edition, ..step.clone() }) else {
            unreachable!()
        };
        story.coverage = Some(InCoverage::Entry { of: coverage.id, path: coverage.path });
        story.translation = None;
        self.replace(&story);
        Change::Published(story)
    }

    /// Pins an entry, takes it down, closes, opens again, or says something else.
    fn head_coverage(&mut self, step: &Step) -> Change {
        let Some(mut story) = self.coverage(step) else { return self.open_coverage(step) };
        let of_it = |entry: &&LiveStory| entry.entry_of().is_some_and(|(of, _)| of == story.id);
        let entry = self.live.iter().filter(of_it).nth(step.minutes as usize % 3).map(|entry| entry.id);
        let Some(InCoverage::Whole(whole)) = &mut story.coverage else { unreachable!() };
        match step.urgency {
            1..=5 => whole.pinned = entry.map(|entry| Pinned { entry, at: self.now }),
            6 => whole.closed = if whole.closed.is_some() { None } else { Some(self.now) },
            _ => story.content.standfirst = format!("So far {}", self.seq),
        }
        self.replace(&story);
        Change::Updated(story)
    }

    fn replace(&mut self, story: &LiveStory) {
        let known = self.live.iter_mut().find(|known| known.id == story.id).unwrap();
        *known = story.clone();
    }

    fn update(&mut self, at: usize, edit: impl Fn(&mut Content)) -> Change {
        let story = &mut self.live[at];
        let edition = self.config.editions.iter().find(|edition| edition.id == story.edition).unwrap();
        edit(&mut story.content);
        story.sections = sample::listed_in(edition, &story.content.section);
        story.content.headline.push('!');
        story.revision += 1;
        story.updated = self.now;
        Change::Updated(story.clone())
    }

    /// Another headline for one use, or none; the story's own stays.
    fn rename(&mut self, at: usize, step: &Step) -> Change {
        let story = &mut self.live[at];
        let wanted = HeadlineUse::ALL[usize::from(step.kind) % 3];
        let words = if step.picture { format!("In short {}", self.seq) } else { String::new() };
        *story.content.headline_for_mut(wanted) = words;
        story.revision += 1;
        Change::Updated(story.clone())
    }

    fn correct(&mut self, at: usize) -> Change {
        let story = &mut self.live[at];
        story.corrections.push(Correction { at: self.now, notice: format!("Notice {}", self.seq) });
        story.updated = self.now;
        Change::Corrected(story.clone())
    }

    /// Puts a story at the head of its front, and again in the block of a section.
    fn make_up(&self, at: usize) -> Change {
        let story = &self.live[at];
        let slot = |area, position| Slot {
            area,
            position,
            story: story.id,
            headline: "By hand".into(),
            picture: None,
        };
        let slots = vec![slot(Area::Lead, 0), slot(Area::Section("region".into()), 1)];
        Change::Front(Front { edition: story.edition.clone(), slots })
    }

    fn schedule(&self, step: &Step) -> Change {
        let broadcast = Broadcast { at: self.now, title: format!("News {}", self.seq), about: String::new() };
        let edition = self.config.editions[step.edition].id.clone();
        Change::Programme(Programme { edition, broadcasts: vec![broadcast] })
    }

    /// Tells partners of a revision that readers do not have yet.
    fn advance(&self, id: StoryId, until: Option<Timestamp>) -> Change {
        Change::Advanced(Advance { id, edition: "fr".into(), revision: 2, until })
    }

    fn kill(&mut self, at: usize) -> Change {
        let story = self.live.swap_remove(at);
        Change::Killed(Withdrawal {
            id: story.id,
            edition: story.edition,
            path: story.path,
            at: self.now,
            reason: "A reason".to_owned(),
        })
    }

    fn print_all(&self) -> BTreeMap<String, Found> {
        let mut paths: BTreeSet<String> =
            self.printer.paths(&self.shelf).into_iter().map(|(_, path)| path).collect();
        paths.extend(self.shelf.paths_of_stories());
        paths.extend(["/", "/fr", "/en/nothing", "/xx/", "/fr/region/page/9"].map(str::to_owned));
        paths
            .into_iter()
            .map(|path| {
                let found = self.printer.print(&self.shelf, &path);
                (path, found)
            })
            .collect()
    }

    /// Applies a step; gives its entry, and how the story stood before.
    pub(crate) fn happen(&mut self, step: &Step) -> (JournalEntry, Option<Standing>) {
        let entry = self.entry(step);
        let before = self.shelf.apply(&entry);
        (entry, before)
    }

    /// Applies a step; gives the paths that changed, those declared stale, and the entry.
    fn step(&mut self, step: &Step) -> (BTreeSet<String>, Vec<String>, JournalEntry) {
        let (entry, before) = self.happen(step);
        let (changed, stale) = self.compared(&entry, before.as_ref());
        (changed, stale, entry)
    }

    /// Applies a change as it is.
    pub(crate) fn tell(&mut self, change: Change) -> (BTreeSet<String>, Vec<String>) {
        self.seq += 1;
        let entry = JournalEntry { seq: self.seq, at: self.now, change };
        let before = self.shelf.apply(&entry);
        self.compared(&entry, before.as_ref())
    }

    /// The paths that an entry changed, and those declared stale.
    fn compared(
        &mut self,
        entry: &JournalEntry,
        before: Option<&Standing>,
    ) -> (BTreeSet<String>, Vec<String>) {
        let stale = self.printer.stale(&self.shelf, entry, before);
        let after = self.print_all();
        let mut changed = BTreeSet::new();
        for path in self.pages.keys().chain(after.keys()) {
            let (before, after) = (self.pages.get(path), after.get(path));
            // That an address leads nowhere is believed until the next entry, and not a moment longer.
            let nowhere = matches!((before, after), (Some(Found::Missing(_)), Some(Found::Missing(_))));
            if before != after && !nowhere {
                changed.insert(path.clone());
            }
        }
        self.pages = after;
        (changed, stale)
    }
}

/// A section, a section of a section, or one the edition does not have.
fn section(step: &Step) -> String {
    ["region", "world", "coast", "elsewhere"][step.section].to_owned()
}

/// What the story is about, where, and who signs it, out of few.
fn name_subjects(content: &mut Content, step: &Step) {
    content.topics = vec![format!("Topic {}", step.urgency % 3)];
    content.places = if step.picture { vec!["Valmère".to_owned()] } else { Vec::new() };
    let author = Signature { name: format!("Author {}", step.section % 2), role: String::new() };
    content.byline = vec![author];
}

/// The number and feed address of an archive page.
fn archive_page(path: &str) -> Option<(&str, u64)> {
    let (feed, number) = path.rsplit_once("page/")?;
    Some((feed, number.parse().ok()?))
}

impl Newsroom {
    /// The coverage that the newsroom begins with, as it stands now.
    pub(crate) fn first_coverage(&self) -> Option<LiveStory> {
        self.live.iter().find(|story| story.live_coverage().is_some()).cloned()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_page_that_changed_was_declared_stale(steps in proptest::collection::vec(any_step(), 1..20)) {
        let mut newsroom = Newsroom::printed();
        for step in steps {
            let last_pages: BTreeSet<String> = newsroom
                .pages
                .keys()
                .filter(|path| archive_page(path).is_some_and(|(feed, number)| {
                    !matches!(newsroom.pages.get(&format!("{feed}page/{}", number + 1)), Some(Found::Page(_)))
                }))
                .cloned()
                .collect();
            let known: BTreeSet<String> = newsroom.pages.keys().cloned().collect();
            let (changed, stale, entry) = newsroom.step(&step);
            let declared: BTreeSet<String> = stale.iter().cloned().collect();
            let missed: Vec<_> = changed.difference(&declared).collect();
            prop_assert!(missed.is_empty(), "{} did not declare {missed:?}", entry.change.name());
            prop_assert_eq!(declared.len(), stale.len(), "a path is named once");
            if let Some(path) = entry_path(&entry) {
                prop_assert_eq!(stale[0].as_str(), path, "the story itself comes first");
            }
            if matches!(entry.change, Change::Published(_)) {
                let archive = changed.iter().filter(|path| archive_page(path).is_some() && known.contains(*path));
                let moved: Vec<_> = archive.filter(|path| !last_pages.contains(*path)).collect();
                prop_assert!(moved.is_empty(), "publishing changed the archive: {moved:?}");
            }
        }
    }
}

fn entry_path(entry: &JournalEntry) -> Option<&str> {
    match &entry.change {
        Change::Killed(withdrawal) => Some(&withdrawal.path),
        change => change.live().map(|story| story.path.as_str()),
    }
}

/// A shelf with a given number of stories in one feed, made without storing them: only the newest can be asked for.
struct Archive {
    places: u64,
    newest: MemoryShelf,
}

impl Shelf for Archive {
    fn as_of(&self) -> Option<(u64, Timestamp)> {
        self.newest.as_of()
    }

    fn standing(&self, id: StoryId) -> Option<Standing> {
        self.newest.standing(id)
    }

    fn formerly(&self, path: &str) -> Option<StoryId> {
        self.newest.formerly(path)
    }

    fn places(&self, _: &Feed) -> u64 {
        self.places
    }

    fn changed(&self, feed: &Feed) -> u64 {
        self.newest.changed(feed)
    }

    fn cards(&self, feed: &Feed, first: u64, count: u64) -> Vec<(u64, std::sync::Arc<story::Card>)> {
        let hidden = self.places - self.newest.places(feed);
        let end = (first + count).saturating_sub(hidden);
        self.newest.cards(feed, first.saturating_sub(hidden), end)
    }

    fn newest(&self, feed: &Feed, count: usize) -> Vec<std::sync::Arc<story::Card>> {
        self.newest.newest(feed, count)
    }

    fn published(
        &self,
        edition: &str,
        from: Timestamp,
        until: Timestamp,
    ) -> Vec<std::sync::Arc<story::Card>> {
        self.newest.published(edition, from, until)
    }

    fn published_at(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Timestamp> {
        self.newest.published_at(edition, from, until)
    }

    fn published_around(&self, edition: &str, from: Timestamp, until: Timestamp) -> [Option<Timestamp>; 2] {
        self.newest.published_around(edition, from, until)
    }

    fn names(&self, edition: &str, subject: Subject) -> Vec<Name> {
        self.newest.names(edition, subject)
    }

    fn name(&self, edition: &str, subject: Subject, slug: &str) -> Option<Name> {
        self.newest.name(edition, subject, slug)
    }

    fn notice_places(&self, edition: &str) -> u64 {
        self.newest.notice_places(edition)
    }

    fn notices(&self, edition: &str, first: u64, count: u64) -> Vec<Notice> {
        self.newest.notices(edition, first, count)
    }

    fn notices_of(&self, id: StoryId) -> Vec<u64> {
        self.newest.notices_of(id)
    }

    fn translations(&self, group: StoryId) -> Vec<(String, String)> {
        self.newest.translations(group)
    }

    fn front(&self, edition: &str) -> Option<Front> {
        self.newest.front(edition)
    }

    fn programme(&self, edition: &str) -> Option<Programme> {
        self.newest.programme(edition)
    }

    fn most_read(&self, edition: &str) -> Vec<StoryId> {
        self.newest.most_read(edition)
    }

    fn place(&self, feed: &Feed, id: StoryId) -> Option<u64> {
        Some(self.newest.place(feed, id)? + self.places - self.newest.places(feed))
    }
}

#[test]
fn publishing_makes_as_many_pages_stale_in_a_large_archive_as_in_a_small_one() {
    let printer = sample::printer();
    let journal = sample::journal();
    let entry = journal.iter().rev().find(|entry| matches!(entry.change, Change::Published(_))).unwrap();
    let stale = |places| {
        let mut newest = MemoryShelf::default();
        newest.apply(entry);
        printer.stale(&Archive { places, newest }, entry, None).len()
    };
    assert_eq!(stale(1_012), stale(1_000_012));
    assert!(stale(1_000_012) < 60, "{}", stale(1_000_012));
}

#[test]
fn an_entry_that_nobody_must_see_changes_its_coverage_and_nothing_else() {
    let mut newsroom = Newsroom::printed();
    let coverage = newsroom.first_coverage().unwrap();
    let plain = Step { kind: 26, edition: 0, pick: 0, section: 0, urgency: 5, picture: false, minutes: 1 };
    let (changed, stale, entry) = newsroom.step(&plain);
    let own = entry_path(&entry).unwrap();
    let elsewhere: Vec<_> =
        changed.iter().filter(|path| *path != own && !path.starts_with(&coverage.path)).collect();
    assert!(
        elsewhere.iter().all(
            |path| path.ends_with(".xml") || path.contains(&entry.change.story_id().unwrap().to_string())
        ),
        "{elsewhere:?}"
    );
    assert!(
        !stale.contains(&"/fr/".to_owned()) && !stale.contains(&"/fr/en-continu/".to_owned()),
        "{stale:?}"
    );
    let highlight = Step { urgency: 3, ..plain };
    let (changed, ..) = newsroom.step(&highlight);
    assert!(changed.contains("/fr/en-continu/") && changed.contains("/fr/"), "{changed:?}");
    assert!(!changed.contains("/fr/rss.xml") && !changed.contains("/fr/region/"), "{changed:?}");
}

#[test]
fn the_order_is_that_in_which_readers_miss_pages() {
    let mut newsroom = Newsroom::printed();
    let step = Step { kind: 0, edition: 0, pick: 0, section: 0, urgency: 5, picture: false, minutes: 1 };
    let (_, stale, _) = newsroom.step(&step);
    let place = |path: &str| stale.iter().position(|known| known == path).unwrap_or_else(|| panic!("{path}"));
    let order = [
        place("/fr/"),
        place("/fr/region/"),
        place("/fr/en-continu/"),
        place("/fr/rss.xml"),
        place("/fr/news-sitemap.xml"),
        place("/fr/international/"),
    ];
    assert!(place("/fr/") == 1 && order.is_sorted(), "{stale:?}");
}

#[test]
fn a_new_sitemap_is_announced_in_the_index() {
    let printer = sample::printer();
    let entry = sample::journal().remove(0);
    for (places, announced) in [(1_000, false), (1_001, true), (1_002, false)] {
        let mut newest = MemoryShelf::default();
        newest.apply(&entry);
        let stale = printer.stale(&Archive { places, newest }, &entry, None);
        assert_eq!(stale.contains(&"/sitemap.xml".to_owned()), announced, "{places}");
    }
}

#[test]
fn what_partners_get_ahead_of_time_says_nothing_on_any_stream() {
    let mut newsroom = Newsroom::printed();
    for (story, until) in [(1, Some(newsroom.now)), (1, None), (9_999, Some(newsroom.now))] {
        newsroom.seq += 1;
        let change = newsroom.advance(StoryId::from_number(story), until);
        let entry = JournalEntry { seq: newsroom.seq, at: newsroom.now, change };
        let before = newsroom.shelf.apply(&entry);
        assert!(newsroom.printer.live_events(&newsroom.shelf, &entry, before.as_ref()).is_empty());
    }
}
