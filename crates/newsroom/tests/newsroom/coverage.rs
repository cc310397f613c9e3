//! Live coverage: entries that are stories, what readers are told of them, and what goes with what.

use newsroom::{Code, CreateStory, FileItem, SaveRevision, StartEntry};
use story::{BlockBody, Change, Content, InCoverage, State, StoryId, Urgency};
use testkit::{TestNewsroom, french};

use crate::support::{audited, changes, refused};

testkit::on_both_databases! {
    an_entry_goes_out_once_readers_have_its_coverage
    an_entry_may_be_its_headline_alone_and_a_coverage_has_no_text_of_its_own
    entries_are_listed_with_their_coverage_and_nowhere_else
    an_entry_is_corrected_as_any_story_is
    what_is_pinned_is_told_with_the_coverage_and_taken_down_before_it_is_withdrawn
    a_closed_coverage_takes_no_entry_and_those_it_has_are_still_corrected
    a_withdrawn_coverage_takes_all_its_entries_along
    no_entry_outlives_its_coverage_whatever_happens_at_once
    what_an_entry_uses_of_the_wire_is_told_of_what_becomes_of_it
    no_entry_is_begun_of_what_the_wire_has_withdrawn
    only_a_coverage_has_entries
}

fn headed(headline: &str) -> Content {
    Content { headline: headline.into(), section: "region".into(), ..Content::default() }
}

async fn opened(desk: &TestNewsroom) -> StoryId {
    let create = CreateStory { edition: "fr".into(), content: headed("Port d’Ostrande : la reprise") };
    desk.newsroom.open_coverage(desk.reporter(), create).await.unwrap()
}

async fn live(desk: &TestNewsroom) -> StoryId {
    let coverage = opened(desk).await;
    desk.newsroom.publish_story(desk.editor(), coverage, 1).await.unwrap();
    coverage
}

async fn begun(desk: &TestNewsroom, coverage: StoryId, headline: &str) -> StoryId {
    let mut content = headed(headline);
    content.section.clear();
    content.push(BlockBody::Paragraph("Six camions ont été autorisés à embarquer.".into()));
    let start = StartEntry { content, item: None };
    desk.newsroom.start_entry(desk.reporter(), coverage, start).await.unwrap()
}

async fn entry(desk: &TestNewsroom, coverage: StoryId, headline: &str) -> StoryId {
    let entry = begun(desk, coverage, headline).await;
    desk.newsroom.publish_story(desk.editor(), entry, 1).await.unwrap();
    entry
}

async fn an_entry_goes_out_once_readers_have_its_coverage(desk: TestNewsroom) {
    let coverage = opened(&desk).await;
    let first = begun(&desk, coverage, "Les camions quittent le quai").await;
    let early = desk.newsroom.publish_story(desk.editor(), first, 1).await;
    assert_eq!(refused(early), Code::CoverageNotLive);
    let preflight = desk.newsroom.preflight(desk.editor(), first).await.unwrap();
    assert!(preflight.refusals.iter().any(|refusal| refusal.code == Code::CoverageNotLive));
    assert!(changes(&desk).await.is_empty());
    let published = desk.newsroom.publish_story(desk.editor(), coverage, 1).await.unwrap();
    desk.newsroom.publish_story(desk.editor(), first, 1).await.unwrap();
    let journal = desk.journal().await;
    let [whole, part] = [0, 1].map(|n| journal[n].change.live().unwrap());
    assert!(matches!(whole.coverage, Some(InCoverage::Whole(_))));
    assert_eq!(part.coverage, Some(InCoverage::Entry { of: coverage, path: published.path }));
    assert_eq!((part.edition.as_str(), part.content.section.as_str()), ("fr", "region"), "as the coverage");
    assert_eq!(part.content.language.tag(), "fr");
}

async fn an_entry_may_be_its_headline_alone_and_a_coverage_has_no_text_of_its_own(desk: TestNewsroom) {
    let coverage = live(&desk).await;
    let content = Content { urgency: Urgency::URGENT, ..headed("Le premier ferry part à 17 heures") };
    let flash =
        desk.newsroom.start_entry(desk.reporter(), coverage, StartEntry { content, item: None }).await;
    desk.newsroom.publish_story(desk.editor(), flash.unwrap(), 1).await.unwrap();
    let nothing = StartEntry::default();
    let nothing = desk.newsroom.start_entry(desk.reporter(), coverage, nothing).await.unwrap();
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), nothing, 1).await), Code::NoHeadline);
}

async fn entries_are_listed_with_their_coverage_and_nowhere_else(desk: TestNewsroom) {
    let coverage = live(&desk).await;
    let story = desk.draft("fr", french()).await;
    let mut entries = Vec::new();
    for n in 0..3 {
        desk.advance_minutes(1);
        entries.insert(0, entry(&desk, coverage, &format!("Point {n}")).await);
    }
    let newsroom = &desk.newsroom;
    let listed = newsroom.stories(desk.reporter(), &Default::default(), None, 10).await.unwrap();
    let mut listed: Vec<_> = listed.rows.into_iter().map(|row| row.id).collect();
    listed.sort();
    let mut wanted = [coverage, story];
    wanted.sort();
    assert_eq!(listed, wanted);
    assert_eq!(newsroom.count_stories(desk.reporter(), &Default::default(), 10).await.unwrap().stories, 2);
    let first = newsroom.entries(desk.reporter(), coverage, None, 2).await.unwrap();
    let second = newsroom.entries(desk.reporter(), coverage, first.next, 2).await.unwrap();
    let ids: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.id).collect();
    assert_eq!(ids, entries);
    let coverages = newsroom.coverages(desk.reporter()).await.unwrap();
    assert_eq!(coverages.iter().map(|row| row.id).collect::<Vec<_>>(), [coverage]);
    let mark = newsroom.coverage_mark(desk.reporter(), coverage).await.unwrap();
    desk.advance_minutes(1);
    desk.rewrite(entries[0], "Point 2, et le reste").await;
    assert_ne!(newsroom.coverage_mark(desk.reporter(), coverage).await.unwrap(), mark);
}

async fn an_entry_is_corrected_as_any_story_is(desk: TestNewsroom) {
    let coverage = live(&desk).await;
    let entry = entry(&desk, coverage, "68 camions attendent").await;
    let number = desk.rewrite(entry, "86 camions attendent").await;
    let notice = "Nous avions écrit 68 camions.".to_owned();
    desk.newsroom.correct_story(desk.editor(), entry, number, notice).await.unwrap();
    assert_eq!(changes(&desk).await, ["published", "published", "corrected"]);
    assert_eq!(
        audited(&desk, entry).await,
        ["start-entry", "publish-story", "save-revision", "correct-story"]
    );
}

async fn what_is_pinned_is_told_with_the_coverage_and_taken_down_before_it_is_withdrawn(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let coverage = live(&desk).await;
    let [one, other] = [entry(&desk, coverage, "Un").await, entry(&desk, coverage, "Deux").await];
    newsroom.pin_entry(editor, coverage, Some(one)).await.unwrap();
    newsroom.pin_entry(editor, coverage, Some(one)).await.unwrap();
    newsroom.pin_entry(editor, coverage, Some(other)).await.unwrap();
    let pinned = |change: &Change| match &change.live().unwrap().coverage {
        Some(InCoverage::Whole(whole)) => whole.pinned.map(|pinned| pinned.entry),
        _ => panic!("the coverage"),
    };
    let journal = desk.journal().await;
    assert_eq!(
        journal[3..].iter().map(|entry| pinned(&entry.change)).collect::<Vec<_>>(),
        [Some(one), Some(other)]
    );
    let draft = begun(&desk, coverage, "Trois").await;
    assert_eq!(refused(newsroom.pin_entry(editor, coverage, Some(draft)).await), Code::NotAnEntry);
    newsroom.kill_story(editor, one, "faux".into()).await.unwrap();
    newsroom.kill_story(editor, other, "faux".into()).await.unwrap();
    let journal = desk.journal().await;
    let names: Vec<_> = journal[5..].iter().map(|entry| entry.change.name()).collect();
    assert_eq!(names, ["killed", "updated", "killed"], "taken down first, in one commit");
    assert_eq!((pinned(&journal[6].change), journal[7].change.story_id()), (None, Some(other)));
    let row = newsroom.story_row(editor, coverage).await.unwrap();
    assert_eq!((row.coverage.unwrap().pinned, row.live), (None, Some(1)));
}

async fn a_closed_coverage_takes_no_entry_and_those_it_has_are_still_corrected(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let coverage = live(&desk).await;
    let [out, ready] = [entry(&desk, coverage, "Un").await, begun(&desk, coverage, "Deux").await];
    newsroom.close_coverage(editor, coverage).await.unwrap();
    newsroom.close_coverage(editor, coverage).await.unwrap();
    assert_eq!(refused(newsroom.publish_story(editor, ready, 1).await), Code::CoverageClosed);
    let start = StartEntry { content: headed("Trois"), item: None };
    assert_eq!(refused(newsroom.start_entry(editor, coverage, start).await), Code::CoverageClosed);
    let number = desk.rewrite(out, "Un, et non deux").await;
    newsroom.correct_story(editor, out, number, "Nous avions compté deux.".into()).await.unwrap();
    newsroom.reopen_coverage(editor, coverage).await.unwrap();
    newsroom.publish_story(editor, ready, 1).await.unwrap();
    let told = ["published", "published", "updated", "corrected", "updated", "published"];
    assert_eq!(changes(&desk).await, told);
    let audit = audited(&desk, coverage).await;
    assert_eq!(audit, ["open-coverage", "publish-story", "close-coverage", "reopen-coverage"]);
}

async fn a_withdrawn_coverage_takes_all_its_entries_along(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let coverage = live(&desk).await;
    let [one, other] = [entry(&desk, coverage, "Un").await, entry(&desk, coverage, "Deux").await];
    let draft = begun(&desk, coverage, "Trois").await;
    newsroom.pin_entry(editor, coverage, Some(one)).await.unwrap();
    newsroom.kill_story(editor, coverage, "source rétractée".into()).await.unwrap();
    let killed: Vec<_> =
        desk.journal().await[4..].iter().map(|it| (it.change.name(), it.change.story_id())).collect();
    assert_eq!(killed, [("killed", Some(coverage)), ("killed", Some(one)), ("killed", Some(other))]);
    for entry in [one, other] {
        let state = newsroom.story_row(editor, entry).await.unwrap().state;
        assert_eq!(state, State::Withdrawn { reason: "source rétractée".into() });
        assert!(audited(&desk, entry).await.contains(&"kill-story".to_owned()));
    }
    assert_eq!(refused(newsroom.publish_story(editor, draft, 1).await), Code::CoverageNotLive);
    let start = StartEntry { content: headed("Quatre"), item: None };
    assert_eq!(refused(newsroom.start_entry(editor, coverage, start).await), Code::CoverageNotLive);
}

async fn no_entry_outlives_its_coverage_whatever_happens_at_once(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    for _ in 0..4 {
        let coverage = live(&desk).await;
        let out = entry(&desk, coverage, "Un").await;
        let ready = begun(&desk, coverage, "Deux").await;
        let _ = tokio::join!(
            newsroom.publish_story(editor, ready, 1),
            newsroom.kill_story(editor, coverage, "faux".into()),
            newsroom.kill_story(editor, out, "faux".into()),
            newsroom.pin_entry(editor, coverage, Some(out)),
        );
        assert!(matches!(newsroom.story_row(editor, coverage).await.unwrap().state, State::Withdrawn { .. }));
        for row in newsroom.entries(editor, coverage, None, 10).await.unwrap().rows {
            assert_ne!(row.state, State::Live, "{}", row.headline);
        }
    }
}

async fn what_an_entry_uses_of_the_wire_is_told_of_what_becomes_of_it(desk: TestNewsroom) {
    let coverage = live(&desk).await;
    let bytes = testkit::delivery(&["port|1|usable||Huit camions autorisés à embarquer|"]);
    let file = FileItem { bytes, source: "boreale".into(), ..FileItem::default() };
    let item = desk.newsroom.file_item(desk.editor(), file).await.unwrap().items[0].id;
    let start = StartEntry { content: headed("Huit camions"), item: Some(item) };
    let entry = desk.newsroom.start_entry(desk.reporter(), coverage, start).await.unwrap();
    let used = desk.newsroom.items_of_story(desk.reporter(), entry).await.unwrap();
    assert_eq!(used.iter().map(|used| used.item).collect::<Vec<_>>(), [item]);
    let row = desk.newsroom.story_row(desk.reporter(), entry).await.unwrap();
    assert_eq!(row.from_item, Some(item));
}

async fn no_entry_is_begun_of_what_the_wire_has_withdrawn(desk: TestNewsroom) {
    let coverage = live(&desk).await;
    let mut items = Vec::new();
    for line in
        ["port|1|usable||Huit camions|x", "port|2|usable||Neuf camions|x", "port|3|canceled||Neuf camions|x"]
    {
        let bytes = testkit::delivery(&[line]);
        let file = FileItem { bytes, source: "boreale".into(), ..FileItem::default() };
        items.push(desk.newsroom.file_item(desk.editor(), file).await.unwrap().items[0].id);
    }
    for item in items {
        let start = StartEntry { content: headed("Huit camions"), item: Some(item) };
        let begun = desk.newsroom.start_entry(desk.reporter(), coverage, start).await;
        assert_eq!(refused(begun), Code::ItemWithdrawn);
    }
    assert!(desk.newsroom.entries(desk.editor(), coverage, None, 10).await.unwrap().rows.is_empty());
}

async fn only_a_coverage_has_entries(desk: TestNewsroom) {
    let (story, _) = desk.live("fr").await;
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    assert_eq!(refused(newsroom.start_entry(editor, story, StartEntry::default()).await), Code::NotACoverage);
    assert_eq!(refused(newsroom.pin_entry(editor, story, None).await), Code::NotACoverage);
    assert_eq!(refused(newsroom.close_coverage(editor, story).await), Code::NotACoverage);
    let coverage = live(&desk).await;
    assert_eq!(refused(newsroom.pin_entry(editor, coverage, Some(story)).await), Code::NotAnEntry);
    let content = Content { standfirst: "Suivez la journée.".into(), ..headed("Le port rouvre") };
    let save = SaveRevision { story: coverage, base: 1, version: 0, note: String::new(), content };
    let number = newsroom.save_revision(editor, save).await.unwrap().number;
    newsroom.update_story(editor, coverage, number).await.unwrap();
    let newest = desk.journal().await.pop().unwrap();
    assert!(newest.change.live().unwrap().live_coverage().is_some(), "it stays one");
}
