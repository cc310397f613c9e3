//! Several people write one story: what they are told is kept is kept, everybody has the same words, and a revision is
//! made of all of them.

use std::collections::BTreeSet;

use manuscript::Manuscript;
use newsroom::{Caller, CardMarks, Code, Context, News, Newsroom, SaveRevision, Seat};
use story::{BlockBody, Content, StoryId};
use testkit::{Failure, TestNewsroom, english};

use crate::support::{audited, refused};

testkit::on_both_databases! {
    what_one_writes_the_others_see_and_a_restart_finds
    a_save_is_one_revision_of_what_all_have_written
    a_plain_form_is_merged_with_what_others_write_meanwhile
    a_form_that_shows_an_earlier_revision_is_kept_beside
    a_revision_made_elsewhere_comes_into_the_document_and_takes_nothing_away
    words_that_could_not_be_stored_are_not_called_kept_and_can_be_sent_again
    bytes_that_do_not_fit_are_refused_and_harm_nobody
    who_may_no_longer_write_is_refused_and_the_words_can_be_saved_beside
    two_processes_at_one_story_hear_of_each_other
    very_many_changes_become_fewer_and_say_the_same
    the_card_is_changed_field_by_field
    a_field_of_the_card_that_comes_again_undoes_nothing
    words_that_are_no_revision_are_checked_like_one
    windows_are_counted
    what_is_suggested_is_in_no_revision_and_outlives_saves_and_restarts
}

/// A browser: a seat, and a copy of the document.
struct Window {
    newsroom: Newsroom,
    caller: Caller,
    seat: Seat,
    copy: Manuscript,
}

impl Window {
    async fn open(newsroom: &Newsroom, caller: &Caller, story: StoryId) -> Self {
        let seat = newsroom.open_manuscript(caller, story).await.unwrap();
        let number = 1_000 + seat.number() + u64::from(caller.account.number() as u32);
        let nothing = Manuscript::load(std::iter::empty::<&[u8]>(), number).unwrap();
        let (state, _) = newsroom.manuscript_since(&seat, &nothing.known()).await.unwrap();
        let copy = Manuscript::load(state, number).unwrap();
        Self { newsroom: newsroom.clone(), caller: caller.clone(), seat, copy }
    }

    fn content(&self) -> Content {
        self.copy.content(&Content::default())
    }

    /// Types, and sends it.
    async fn write(&mut self, edit: impl FnOnce(&mut Content)) -> newsroom::Result<u64> {
        let change = self.typed(edit);
        self.newsroom.write_manuscript(&self.caller, &self.seat, change).await
    }

    fn typed(&mut self, edit: impl FnOnce(&mut Content)) -> Vec<u8> {
        let before = self.content();
        let mut after = before.clone();
        edit(&mut after);
        self.copy.change(&before, &after)
    }

    /// Takes in what was written elsewhere, until words come.
    async fn hear(&mut self) {
        loop {
            match self.seat.hear().await {
                News::Words { by, change } if by != self.seat.number() => {
                    self.copy.apply(&change).unwrap();
                    return;
                }
                News::Stirred => self.newsroom.refresh_manuscript(&self.caller, &self.seat).await.unwrap(),
                _ => {}
            }
        }
    }
}

fn headline(text: &'static str) -> impl FnOnce(&mut Content) {
    move |content| content.headline = text.into()
}

fn paragraph(text: &'static str) -> impl FnOnce(&mut Content) {
    move |content| content.push(BlockBody::Paragraph(text.into()))
}

fn says(content: &Content, text: &str) -> bool {
    content.fields().any(|field| field.text.contains(text))
}

/// The same newsroom after a restart.
fn restarted(desk: &TestNewsroom) -> Newsroom {
    Newsroom::new(desk.store.clone(), testkit::tables(), Context::seeded(99, desk.clock.clone()))
}

async fn written(newsroom: &Newsroom, caller: &Caller, story: StoryId) -> newsroom::Written {
    newsroom.written(caller, story).await.unwrap().unwrap()
}

async fn what_one_writes_the_others_see_and_a_restart_finds(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    let mut two = Window::open(&desk.newsroom, desk.editor(), story).await;
    assert_eq!(one.content().headline, english().headline);
    assert_eq!(one.write(headline("Ferries are back")).await.unwrap(), 1);
    two.hear().await;
    assert_eq!(two.content().headline, "Ferries are back");
    assert_eq!(two.write(paragraph("Queues are long.")).await.unwrap(), 2);
    one.hear().await;
    assert_eq!(one.content(), two.content());
    let found = written(&restarted(&desk), desk.reporter(), story).await;
    assert_eq!((found.base, found.version, found.unsaved), (1, 2, true));
    assert_eq!(found.content.headline, "Ferries are back");
    assert!(says(&found.content, "Queues are long."));
    let view = desk.newsroom.story(desk.reporter(), story).await.unwrap();
    assert_eq!((view.row.head, view.revision.content), (1, english()), "no revision is touched");
    assert_eq!(refused(desk.newsroom.written(desk.other_reporter(), story).await), Code::NotYours);
    assert_eq!(
        refused(desk.newsroom.open_manuscript(desk.other_reporter(), story).await.map(drop)),
        Code::NotYours
    );
    let names: Vec<_> = desk.newsroom.writing(story).into_iter().map(|one| one.account).collect();
    assert_eq!(names, [desk.reporter().account, desk.editor().account]);
    drop((one, two));
    assert!(desk.newsroom.writing(story).is_empty());
}

async fn a_save_is_one_revision_of_what_all_have_written(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    let mut two = Window::open(&desk.newsroom, desk.editor(), story).await;
    one.write(headline("Ferries are back")).await.unwrap();
    two.write(paragraph("Queues are long.")).await.unwrap();
    let saved = desk.newsroom.save_manuscript(desk.reporter(), story, "both").await.unwrap();
    assert_eq!(saved.number, 2);
    let revision = desk.newsroom.revision(desk.reporter(), story, 2).await.unwrap();
    assert_eq!((revision.base, revision.note.as_str(), revision.beside), (Some(1), "both", false));
    assert_eq!(revision.content.headline, "Ferries are back");
    assert!(says(&revision.content, "Queues are long."));
    assert_eq!(audited(&desk, story).await, ["create-story", "save-revision"]);
    let after = written(&desk.newsroom, desk.reporter(), story).await;
    assert_eq!((after.base, after.version, after.unsaved), (2, 2, false));
    assert_eq!(
        desk.newsroom.save_manuscript(desk.editor(), story, "").await.unwrap().number,
        2,
        "nothing new"
    );
    // What was under way meanwhile goes on from there.
    one.hear().await;
    one.write(paragraph("More follows.")).await.unwrap();
    assert_eq!(desk.newsroom.save_manuscript(desk.editor(), story, "").await.unwrap().number, 3);
    let heard = loop {
        match two.seat.hear().await {
            News::Saved(number) => break number,
            News::Stirred => desk.newsroom.refresh_manuscript(desk.editor(), &two.seat).await.unwrap(),
            _ => {}
        }
    };
    assert!(heard >= 2, "{heard}");
}

async fn a_plain_form_is_merged_with_what_others_write_meanwhile(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    one.write(paragraph("Queues are long.")).await.unwrap();
    let shown = written(&desk.newsroom, desk.editor(), story).await;
    one.write(paragraph("Written while the form was open.")).await.unwrap();
    let content = Content { headline: "From the form".into(), ..shown.content };
    let save = SaveRevision { story, base: 1, version: shown.version, note: String::new(), content };
    assert_eq!(desk.newsroom.save_revision(desk.editor(), save.clone()).await.unwrap().number, 2);
    let saved = desk.newsroom.revision(desk.editor(), story, 2).await.unwrap().content;
    assert_eq!(saved.headline, "From the form");
    assert!(says(&saved, "Queues are long.") && says(&saved, "Written while the form was open."));
    one.hear().await;
    assert_eq!(one.content().headline, "From the form");
    // A form that was made before anybody wrote together goes on from its revision.
    let content = Content { headline: "From an old form".into(), ..saved };
    one.write(paragraph("And on.")).await.unwrap();
    let save = SaveRevision { base: 2, version: 0, content, ..save };
    assert_eq!(desk.newsroom.save_revision(desk.editor(), save).await.unwrap().number, 3);
    let saved = desk.newsroom.revision(desk.editor(), story, 3).await.unwrap().content;
    assert!(saved.headline == "From an old form" && says(&saved, "And on."));
}

async fn a_form_that_shows_an_earlier_revision_is_kept_beside(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    one.write(headline("Ferries are back")).await.unwrap();
    desk.newsroom.save_manuscript(desk.reporter(), story, "").await.unwrap();
    let content = Content { headline: "Too late".into(), ..english() };
    let save = SaveRevision { story, base: 1, version: 1, note: String::new(), content };
    assert_eq!(refused(desk.newsroom.save_revision(desk.editor(), save).await), Code::Conflict);
    assert!(desk.newsroom.revision(desk.editor(), story, 3).await.unwrap().beside);
    assert_eq!(written(&desk.newsroom, desk.editor(), story).await.content.headline, "Ferries are back");
}

async fn a_revision_made_elsewhere_comes_into_the_document_and_takes_nothing_away(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    desk.rewrite(story, "Second").await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    one.write(paragraph("Unsaved.")).await.unwrap();
    desk.newsroom.restore_revision(desk.editor(), story, 1).await.unwrap();
    let kept = desk.newsroom.revision(desk.reporter(), story, 3).await.unwrap();
    assert!(kept.beside && says(&kept.content, "Unsaved."), "whatever becomes of the document");
    one.hear().await;
    assert_eq!(one.content().headline, english().headline);
    assert!(says(&one.content(), "Unsaved."));
    let after = written(&desk.newsroom, desk.reporter(), story).await;
    assert_eq!((after.base, after.unsaved), (4, true));
    let change = SaveRevision {
        story,
        base: 4,
        version: 0,
        note: String::new(),
        content: Content { kicker: "Ports".into(), ..english() },
    };
    desk.newsroom.save_revision(desk.editor(), change).await.unwrap();
    one.hear().await;
    assert!(one.content().kicker == "Ports" && says(&one.content(), "Unsaved."));
    let after = written(&desk.newsroom, desk.reporter(), story).await;
    let head = desk.newsroom.revision(desk.reporter(), story, 5).await.unwrap().content;
    assert_eq!((after.base, after.content), (5, one.copy.content(&head)));
}

async fn words_that_could_not_be_stored_are_not_called_kept_and_can_be_sent_again(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    let mut two = Window::open(&desk.newsroom, desk.editor(), story).await;
    let change = one.typed(headline("Ferries are back"));
    desk.failures.plan("manuscript.before-commit", Failure::Error);
    assert!(desk.newsroom.write_manuscript(desk.reporter(), &one.seat, change.clone()).await.is_err());
    assert_eq!(written(&desk.newsroom, desk.reporter(), story).await.content.headline, english().headline);
    two.write(paragraph("Queues are long.")).await.unwrap();
    one.newsroom.write_manuscript(desk.reporter(), &one.seat, change.clone()).await.unwrap();
    let again = one.newsroom.write_manuscript(desk.reporter(), &one.seat, change).await.unwrap();
    let found = written(&restarted(&desk), desk.reporter(), story).await;
    assert_eq!((again, found.version), (2, 2), "the same words twice are kept once");
    assert!(found.content.headline == "Ferries are back" && says(&found.content, "Queues are long."));
}

async fn bytes_that_do_not_fit_are_refused_and_harm_nobody(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    let mut two = Window::open(&desk.newsroom, desk.editor(), story).await;
    one.write(paragraph("Queues are long.")).await.unwrap();
    let other = desk.draft("en", english()).await;
    let mut elsewhere = Window::open(&desk.newsroom, desk.reporter(), other).await;
    elsewhere.typed(headline("Another story"));
    let of_another = elsewhere.typed(headline("Another story still"));
    for bytes in [b"garbage".to_vec(), Vec::new(), vec![255; 300], of_another] {
        let sent = desk.newsroom.write_manuscript(desk.editor(), &two.seat, bytes).await;
        assert_eq!(refused(sent), Code::WordsUnreadable);
    }
    let huge = vec![0; newsroom::CHANGE_BYTES_MAX + 1];
    assert_eq!(
        refused(desk.newsroom.write_manuscript(desk.editor(), &two.seat, huge).await),
        Code::StoryTooLarge
    );
    two.hear().await;
    two.write(headline("Ferries are back")).await.unwrap();
    let found = written(&restarted(&desk), desk.reporter(), story).await;
    assert_eq!((found.version, found.content.headline.as_str()), (2, "Ferries are back"));
}

async fn who_may_no_longer_write_is_refused_and_the_words_can_be_saved_beside(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    desk.newsroom.submit_story(desk.reporter(), story).await.unwrap();
    assert_eq!(refused(one.write(headline("Typed late")).await), Code::DeskHasIt);
    assert_eq!(refused(desk.newsroom.refresh_manuscript(desk.reporter(), &one.seat).await), Code::DeskHasIt);
    assert_eq!(
        refused(desk.newsroom.open_manuscript(desk.reporter(), story).await.map(drop)),
        Code::DeskHasIt
    );
    let save = SaveRevision { story, base: 1, version: 0, note: String::new(), content: one.content() };
    assert_eq!(refused(desk.newsroom.save_revision(desk.reporter(), save).await), Code::KeptBeside);
    let mut two = Window::open(&desk.newsroom, desk.editor(), story).await;
    two.write(headline("The desk goes on")).await.unwrap();
    desk.newsroom.save_manuscript(desk.editor(), story, "").await.unwrap();
    desk.newsroom.publish_story(desk.editor(), story, 3).await.unwrap();
    desk.newsroom.kill_story(desk.editor(), story, "Wrong".into()).await.unwrap();
    assert_eq!(refused(two.write(headline("Too late")).await), Code::DeskHasIt);
}

async fn two_processes_at_one_story_hear_of_each_other(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let other = restarted(&desk);
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    let mut two = Window::open(&other, desk.editor(), story).await;
    one.write(headline("Ferries are back")).await.unwrap();
    two.write(paragraph("Queues are long.")).await.unwrap();
    two.hear().await;
    assert_eq!(two.content().headline, "Ferries are back");
    desk.newsroom.refresh_manuscript(desk.reporter(), &one.seat).await.unwrap();
    one.hear().await;
    assert_eq!(one.content(), two.content());
}

async fn very_many_changes_become_fewer_and_say_the_same(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    // As a night of typing leaves them.
    let mut tx = desk.store.begin().await.unwrap();
    for version in 1..=600 {
        let change = one.typed(|content| content.headline.push(if version % 7 == 0 { ' ' } else { 'a' }));
        let (account, at) = (desk.reporter().account, desk.now());
        tx.append_change(story, &store::ManuscriptChange { version, account, at, change }).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(one.write(paragraph("The last one.")).await.unwrap(), 601);
    let row = desk.store.manuscript(story).await.unwrap().unwrap();
    assert_eq!((row.changes.len(), row.changes[0].version, row.head.version), (302, 300, 601));
    let found = written(&restarted(&desk), desk.reporter(), story).await;
    assert_eq!(found.content, one.copy.content(&english()));
}

async fn the_card_is_changed_field_by_field(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut one = Window::open(&desk.newsroom, desk.reporter(), story).await;
    let edit = |content: &Content| Content { slugline: "PORT".into(), ..content.clone() };
    assert_eq!(desk.newsroom.edit_manuscript(desk.editor(), story, edit).await.unwrap(), 1);
    assert_eq!(desk.newsroom.edit_manuscript(desk.editor(), story, edit).await.unwrap(), 1, "nothing new");
    one.write(|content| content.topics = vec!["Ports".into()]).await.unwrap();
    let found = written(&desk.newsroom, desk.reporter(), story).await.content;
    assert_eq!((found.slugline.as_str(), found.topics), ("PORT", vec!["Ports".to_owned()]));
}

async fn a_field_of_the_card_that_comes_again_undoes_nothing(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let newsroom = &desk.newsroom;
    let slugline = async |newsroom: &Newsroom, field: &str, mark: (u64, u64), text: &str| {
        let marks = CardMarks::from([(field.to_owned(), mark)]);
        let edit = |was: &Content, taken: &BTreeSet<&str>| match taken.contains(field) {
            true => was.clone(),
            false => Content { slugline: text.to_owned(), ..was.clone() },
        };
        newsroom.write_card(desk.reporter(), story, &marks, edit).await.unwrap();
        written(newsroom, desk.reporter(), story).await.content.slugline
    };
    assert_eq!(slugline(newsroom, "slugline", (7, 1), "ONE").await, "ONE");
    assert_eq!(slugline(newsroom, "slugline", (8, 1), "TWO").await, "TWO", "another window's first");
    assert_eq!(slugline(newsroom, "slugline", (7, 1), "ONE").await, "TWO", "it was taken before");
    // What changes nothing was taken as well.
    assert_eq!(slugline(newsroom, "slugline", (7, 2), "TWO").await, "TWO");
    assert_eq!(slugline(newsroom, "slugline", (8, 2), "THREE").await, "THREE");
    // Neither a revision nor a restart forgets it.
    newsroom.save_manuscript(desk.reporter(), story, "").await.unwrap();
    let restarted = restarted(&desk);
    assert_eq!(slugline(&restarted, "slugline", (7, 2), "TWO").await, "THREE");
    assert_eq!(slugline(&restarted, "slugline", (7, 3), "FOUR").await, "FOUR");
}

async fn words_that_are_no_revision_are_checked_like_one(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let check = async |content| desk.newsroom.check_words(desk.reporter(), story, &content).await.unwrap();
    assert_eq!(check(english()).await, desk.newsroom.preflight(desk.reporter(), story).await.unwrap());
    let doubt = Content { headline: "A DOUBT here".into(), ..english() };
    assert!(!check(doubt).await.report.findings.is_empty());
}

async fn windows_are_counted(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut seats = Vec::new();
    let code = loop {
        match desk.newsroom.open_manuscript(desk.reporter(), story).await {
            Ok(seat) => seats.push(seat),
            Err(error) => break error.refusal().unwrap().code,
        }
    };
    assert_eq!((code, seats.len()), (Code::TooManyWindows, 40));
    assert!(desk.newsroom.open_manuscript(desk.editor(), story).await.is_ok(), "others are not held up");
    seats.pop();
    assert!(desk.newsroom.open_manuscript(desk.reporter(), story).await.is_ok());
}

/// What a browser sends in which somebody suggests `SECRET ` before whatever the headline says.
const SUGGESTION: &[u8] = b"\x01\x04\x92!\x00\x07\x01\x08headline\x01(\x00\x92!\x00\x05added\x01w\x087.lxyz.1'\x00\x92!\x00\x05words\x02\x04\x00\x92!\x02\x07SECRET \x00";

async fn what_is_suggested_is_in_no_revision_and_outlives_saves_and_restarts(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let window = Window::open(&desk.newsroom, desk.reporter(), story).await;
    desk.newsroom.write_manuscript(desk.reporter(), &window.seat, SUGGESTION.to_vec()).await.unwrap();
    let found = written(&desk.newsroom, desk.reporter(), story).await;
    assert_eq!((found.content, found.unsaved, found.suggestions.len()), (english(), false, 1));
    // Whatever is saved over it, by a form, by those who write together, by restoring.
    let edit = |content: &Content| Content { headline: "Ferries are back".into(), ..content.clone() };
    desk.newsroom.edit_manuscript(desk.editor(), story, edit).await.unwrap();
    let saved = desk.newsroom.save_manuscript(desk.editor(), story, "").await.unwrap();
    let revision = desk.newsroom.revision(desk.reporter(), story, saved.number).await.unwrap();
    assert_eq!(revision.content.headline, "Ferries are back");
    desk.newsroom.restore_revision(desk.editor(), story, 1).await.unwrap();
    let newsroom = restarted(&desk);
    let found = written(&newsroom, desk.reporter(), story).await;
    assert_eq!((found.content.headline, found.suggestions.len()), (english().headline, 1));
    let preflight = newsroom.preflight(desk.editor(), story).await.unwrap();
    let open = preflight.warnings.iter().find(|warning| warning.code == Code::SuggestionsOpen).unwrap();
    assert_eq!(open.arg("count"), Some(&newsroom::Arg::Number(1)));
    assert!(preflight.refusals.iter().all(|refusal| refusal.code != Code::SuggestionsOpen));
}
