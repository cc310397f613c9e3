//! One story: its card, its form or its proof, its margin.

use std::collections::BTreeMap;

use minijinja::Value;

use newsroom::{Permission, Preflight, StoryRow, StoryView, Written};
use serde::Serialize;
use story::{BlockBody, Content, Edition, Field, File, HeadlineUse, Language, Picture, State, StoryId};

use super::alerts::{self, Alert};
use super::board::slug;
use super::card::{AT_ONCE, Card, cards, marks, unavailable};
use super::planning::Assigned;
use super::{editor, own_name};
use crate::app::Names;
use crate::form::{KINDS, entries, kind};
use crate::page::Screen;
use crate::problem::Problem;
use crate::proof::{Numbered, Proof, Tally, numbered};
use crate::times::Clock;
use crate::values::values;

/// Words a reader reads in a minute.
const WORDS_A_MINUTE: usize = 220;

/// A story as it was found, with all that its screens need to ask once.
pub(crate) struct Found {
    pub view: StoryView,
    pub preflight: Preflight,
    pub alerts: Vec<Alert>,
    /// What it is for in the planning.
    pub assignments: Vec<Assigned>,
    /// What it translates.
    pub source_text: Option<SourceText>,
    /// What was said about it.
    pub comments: Value,
    /// Whoever it can be given to.
    pub people: Vec<Person>,
    /// What was written since and is in no revision yet, with the version of the shared document that says it.
    pub written: Option<Written>,
    /// The last release as it was when this was read, whose number a page tells newer ones by; 0 before the first.
    pub released: u64,
}

/// The words that a story in another language begins from, beside it while it is written.
#[derive(Debug, Serialize)]
pub(crate) struct SourceText {
    language: String,
    direction: &'static str,
    headline: String,
    paragraphs: Vec<String>,
}

impl Found {
    pub(crate) async fn read(screen: &Screen<'_>, id: StoryId) -> Result<Self, Problem> {
        let released = screen.desk.newsroom.last_release(&screen.visitor.caller, id).await?;
        let released = released.map_or(0, |last| last.number);
        let view = screen.desk.newsroom.story(&screen.visitor.caller, id).await?;
        let preflight = screen.desk.newsroom.preflight(&screen.visitor.caller, id).await?;
        // Counting must not keep anybody from work; what went wrong with it is in the log.
        drop(screen.desk.newsroom.note_shown(&screen.visitor.caller, id, &preflight).await);
        let alerts = screen.desk.newsroom.wire_alerts(&screen.visitor.caller, id).await?;
        let alerts = alerts::of_story(screen, &alerts, &screen.clock()).await?;
        let assignments = assignments(screen, id).await?;
        let source_text = source_text(screen, &view).await?;
        let people = people(screen).await?;
        let comments = super::comments::of_story(screen, id).await?;
        let written = None;
        Ok(Self { view, preflight, alerts, assignments, source_text, comments, people, written, released })
    }

    /// Goes on from what is being written, where there is such a thing and this person may write on.
    pub(crate) async fn take_words(&mut self, screen: &Screen<'_>) -> Result<(), Problem> {
        let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
        if read_only(screen, &self.view.row).is_some() {
            return Ok(());
        }
        self.written = newsroom.written(caller, self.view.row.id).await?;
        if let Some(written) = self.written.as_ref().filter(|written| written.unsaved) {
            // Not counted as shown: words that are still being written settle no rule's standing.
            self.preflight = newsroom.check_words(caller, self.view.row.id, &written.content).await?;
        }
        Ok(())
    }

    /// A story by what is being written in it at this moment.
    pub(crate) async fn written(screen: &Screen<'_>, id: StoryId) -> Result<Self, Problem> {
        let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
        let view = newsroom.story(caller, id).await?;
        let written = newsroom.written(caller, id).await?;
        let content = written.as_ref().map_or(&view.revision.content, |written| &written.content);
        let preflight = newsroom.check_words(caller, id, content).await?;
        let (alerts, assignments, comments, people) = Default::default();
        let (source_text, released) = (None, 0);
        Ok(Self { view, preflight, alerts, assignments, source_text, comments, people, written, released })
    }

    /// The words to write on.
    pub(crate) fn content(&self) -> &Content {
        self.written.as_ref().map_or(&self.view.revision.content, |written| &written.content)
    }

    /// The revision that they go on from.
    pub(crate) fn base(&self) -> u64 {
        self.written.as_ref().map_or(self.view.revision.number, |written| written.base)
    }

    /// The version of the shared document that says them; 0 where there is none.
    pub(crate) fn version(&self) -> u64 {
        self.written.as_ref().map_or(0, |written| written.version)
    }

    pub(crate) fn numbered(&self) -> Vec<Numbered<'_>> {
        let settled = |finding: &story::Finding| {
            self.preflight.acknowledged.iter().any(|known| known.fingerprint == finding.fingerprint)
        };
        numbered(self.content(), &self.preflight.report.findings, settled)
    }
}

/// The item, or the story, that this one is a translation of.
async fn source_text(screen: &Screen<'_>, view: &StoryView) -> Result<Option<SourceText>, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let first = view.row.translation.filter(|first| *first != view.row.id);
    let content = match (view.row.from_item, first) {
        (Some(item), _) => newsroom.item(caller, item).await?.item.to_content(),
        (None, Some(first)) => newsroom.story(caller, first).await?.revision.content,
        (None, None) => return Ok(None),
    };
    if content.language.primary() == view.revision.content.language.primary() {
        return Ok(None);
    }
    let own_place = |field: Field| matches!(field, Field::Headline | Field::HeadlineFor(_) | Field::Kicker);
    let fields = content.fields().filter(|field| !own_place(field.field));
    Ok(Some(SourceText {
        language: content.language.to_string(),
        direction: content.language.direction().as_str(),
        headline: content.headline.clone(),
        paragraphs: fields.map(|field| field.text.to_owned()).collect(),
    }))
}

/// Somebody of the newsroom, as a choice.
#[derive(Debug, Serialize)]
pub(crate) struct Person {
    id: String,
    name: String,
}

/// Whoever can be given something to do, by name.
pub(crate) async fn people(screen: &Screen<'_>) -> Result<Vec<Person>, Problem> {
    let people = screen.desk.newsroom.people(&screen.visitor.caller).await?;
    Ok(people.into_iter().map(|(id, name)| Person { id: id.to_string(), name }).collect())
}

async fn assignments(screen: &Screen<'_>, id: StoryId) -> Result<Vec<Assigned>, Problem> {
    let (newsroom, caller, clock) = (&screen.desk.newsroom, &screen.visitor.caller, screen.clock());
    let mut names = Names::new(screen.desk, caller);
    let mut all = Vec::new();
    for one in newsroom.coverages_of_story(caller, id).await? {
        let Some(coverage) = one.event.event.coverages.get(&one.number) else { continue };
        let who = match coverage.assignee {
            Some(account) => names.of(account).await,
            None => String::new(),
        };
        all.push(Assigned::new(screen, &clock, &one.event, coverage, who));
    }
    Ok(all)
}

/// What every screen about a story shows of it.
#[derive(Debug, Serialize)]
pub(crate) struct Head {
    pub id: String,
    pub slug: String,
    pub state: &'static str,
    stage: usize,
    pub base: u64,
    pub head: u64,
    language: String,
    direction: &'static str,
    edition: String,
    edition_title: String,
    edition_language: String,
    section_name: String,
    sections: Vec<Choice>,
    languages: Vec<Choice>,
    zone: String,
    embargo: Option<String>,
    embargo_input: String,
    deadline: Option<String>,
    deadline_input: String,
    assignee: String,
    schedule_input: String,
    /// The live coverage that it is, or is an entry of.
    coverage: Option<String>,
    from_item: Option<String>,
    path: Option<String>,
    public: Option<String>,
    first_published: Option<String>,
    updated: Option<String>,
    corrections: Vec<Notice>,
    reason: Option<String>,
    saved: String,
    may_edit: bool,
    why_not: String,
}

#[derive(Debug, Serialize)]
struct Choice {
    id: String,
    tag: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Notice {
    at: String,
    notice: String,
}

/// Why this person cannot write in this story; `None` where they can.
pub(crate) fn read_only(screen: &Screen<'_>, row: &StoryRow) -> Option<&'static str> {
    let caller = &screen.visitor.caller;
    if caller.reaches(&row.edition, &row.section).is_err() {
        return Some("read-only-reach");
    }
    match row.state {
        State::Withdrawn { .. } => Some("read-only-withdrawn"),
        State::Spiked => Some("read-only-spiked"),
        _ if caller.role.may(Permission::WriteAny) => None,
        _ if !caller.has(row) => Some("read-only-not-yours"),
        State::Draft => None,
        _ => Some("read-only-desk"),
    }
}

pub(crate) fn head(screen: &Screen<'_>, view: &StoryView, clock: &Clock) -> Head {
    let StoryView { row, revision } = view;
    let content = &revision.content;
    let why_not = read_only(screen, row);
    let stages = ["draft", "in-desk", "scheduled", "live"];
    let scheduled = match row.state {
        State::Scheduled { at } => at,
        _ => clock.next_quarter().max(row.embargo.unwrap_or(story::Timestamp::MIN)),
    };
    let edition = screen.edition;
    let section = edition.and_then(|edition| edition.section(&content.section));
    let public = row.path.clone().filter(|_| row.state == State::Live);
    Head {
        id: row.id.to_string(),
        slug: slug(row),
        state: row.state.name(),
        stage: stages.iter().position(|stage| *stage == row.state.name()).unwrap_or_default(),
        base: revision.number,
        head: row.head,
        language: content.language.to_string(),
        direction: content.language.direction().as_str(),
        edition: row.edition.clone(),
        edition_title: edition.map(|edition| edition.title.clone()).unwrap_or_default(),
        edition_language: edition.map(|edition| edition.language.to_string()).unwrap_or_default(),
        section_name: section.map_or_else(|| screen.visitor.say("none"), |section| section.name.clone()),
        sections: sections(edition, &content.section),
        languages: languages(screen, &content.language),
        zone: clock.zone.clone(),
        embargo: row.embargo.map(|until| clock.full(until)),
        embargo_input: row.embargo.map(|until| clock.input(until)).unwrap_or_default(),
        deadline: row.deadline.map(|until| clock.full(until)),
        deadline_input: row.deadline.map(|until| clock.input(until)).unwrap_or_default(),
        assignee: row.assignee.map(|account| account.to_string()).unwrap_or_default(),
        schedule_input: clock.input(scheduled),
        coverage: row.entry_of.or(row.coverage.as_ref().map(|_| row.id)).map(|of| of.to_string()),
        from_item: row.from_item.map(|item| item.to_string()),
        public: public.map(|path| format!("{}{path}", screen.desk.config.site_origin)),
        path: row.path.clone(),
        first_published: row.first_published.map(|at| clock.full(at)),
        updated: row.updated.map(|at| clock.full(at)),
        corrections: row
            .corrections
            .iter()
            .map(|known| Notice { at: clock.full(known.at), notice: known.notice.clone() })
            .collect(),
        reason: match &row.state {
            State::Withdrawn { reason } => Some(reason.clone()),
            _ => None,
        },
        saved: clock.short(revision.at),
        may_edit: why_not.is_none(),
        why_not: screen.visitor.say(why_not.unwrap_or("read-only-view")),
    }
}

fn sections(edition: Option<&Edition>, current: &str) -> Vec<Choice> {
    let choice =
        |id: &str, name: &str| Choice { id: id.to_owned(), tag: String::new(), name: name.to_owned() };
    let mut choices: Vec<Choice> = edition
        .map(|edition| edition.sections.iter().map(|section| choice(&section.id, &section.name)).collect())
        .unwrap_or_default();
    // A section that the edition no longer has stays chosen until somebody chooses another.
    if !current.is_empty() && choices.iter().all(|known| known.id != current) {
        choices.push(choice(current, current));
    }
    choices
}

fn languages(screen: &Screen<'_>, current: &Language) -> Vec<Choice> {
    let editions = screen.desk.config.editions.iter().map(|edition| edition.language.tag().to_owned());
    let mut tags: Vec<String> = editions.chain(["fr", "en", "ar", "fa"].map(str::to_owned)).collect();
    tags.push(current.tag().to_owned());
    let mut seen = std::collections::BTreeSet::new();
    tags.retain(|tag| seen.insert(tag.clone()));
    let choice = |tag: String| Choice { id: String::new(), name: own_name(&tag).to_owned(), tag };
    tags.into_iter().map(choice).collect()
}

/// A block of the form.
#[derive(Debug, Serialize)]
struct BlockForm {
    id: u32,
    kind: &'static str,
    place: usize,
    pictures: Vec<PictureForm>,
}

/// What the form needs to know of a picture besides its words.
#[derive(Debug, Default, Serialize)]
struct PictureForm {
    asset: Option<String>,
    remote: bool,
    language: Option<String>,
    direction: Option<&'static str>,
    there: bool,
}

impl PictureForm {
    fn of(picture: &Picture) -> Self {
        Self {
            asset: match &picture.file {
                File::Stored { asset } => Some(asset.to_string()),
                _ => None,
            },
            remote: matches!(picture.file, File::Remote { .. }),
            language: picture.language.as_ref().map(ToString::to_string),
            direction: picture.language.as_ref().map(|language| language.direction().as_str()),
            there: true,
        }
    }
}

/// How a story is to be shown.
#[derive(Debug, Default)]
pub(crate) struct Showing {
    /// As a form; otherwise as a proof.
    pub writing: bool,
    /// The words of another revision, to be saved on top of the head.
    pub kept: Option<(u64, Content)>,
    pub refusal: Option<String>,
    /// The revision that the posted words became before something else was refused.
    pub at: Option<u64>,
}

/// How long it is, in words and minutes.
pub(crate) fn length(screen: &Screen<'_>, content: &Content) -> String {
    let words = content.word_count();
    let messages = screen.visitor.messages();
    let minutes = messages.text("minutes", &[("n", words.div_ceil(WORDS_A_MINUTE).into())]);
    let words = messages.text("words-count", &[("n", words.into())]);
    let comma = if messages.tag() == "ar" { "،" } else { "," };
    format!("{words}{comma} {minutes}")
}

/// A headline for one use, as its field is shown.
#[derive(Debug, Serialize)]
struct ByUse {
    name: &'static str,
    field: String,
    most: usize,
    /// What is said of its length to whoever does not see it, where it fits and where it does not.
    said: String,
    long: String,
}

fn by_use(screen: &Screen<'_>) -> Vec<ByUse> {
    let messages = screen.visitor.messages();
    let one = |wanted: HeadlineUse| {
        let most = wanted.letters_max();
        // The browser fills the number in.
        let words = |key| messages.text(key, &[("n", "{n}".into()), ("most", most.to_string().into())]);
        let (said, long) = (words("letters-of"), words("letters-too-many"));
        ByUse { name: wanted.name(), field: Field::HeadlineFor(wanted).to_string(), most, said, long }
    };
    HeadlineUse::ALL.map(one).into()
}

/// Everything `story.html` shows.
pub(crate) async fn values(screen: &Screen<'_>, found: &Found, showing: Showing) -> Value {
    let clock = screen.clock();
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let findings = found.numbered();
    let writing = showing.writing && read_only(screen, &found.view.row).is_none();
    let cards: Vec<Card> = cards(screen, &clock, &mut names, &found.preflight, &findings, writing).await;
    let content = showing.kept.as_ref().map_or(found.content(), |(_, content)| content);
    let mut form: BTreeMap<String, Value> =
        entries(content).into_iter().map(|entry| (entry.name, Value::from(entry.value))).collect();
    for (name, marks) in marks(&findings) {
        form.insert(format!("refs:{name}"), Value::from(minijinja::value::Serde(marks)));
    }
    let script = screen.desk.config.theme_url;
    let authors = editor::authors(found, &mut names).await;
    values! {
        story => Head { base: found.base(), ..head(screen, &found.view, &clock) },
        editor => script("editor.js").filter(|_| writing && showing.kept.is_none()).map(|script| editor::mount(screen, script, content, &authors, &findings)),
        length => length(screen, content),
        others => editor::others(screen, found.view.row.id),
        version => found.version(),
        released => found.released,
        unsaved => found.written.as_ref().filter(|written| written.unsaved).map(|written| {
            values! { time => clock.short(written.at), number => written.base }
        }),
        editing => writing,
        form => form,
        headlines => by_use(screen),
        lead => content.lead.as_ref().map(PictureForm::of).unwrap_or_default(),
        blocks => block_forms(content),
        kinds => KINDS,
        checks => Tally::of(&findings),
        cards => cards,
        at_once => AT_ONCE,
        unavailable => unavailable(screen, &found.preflight),
        proof_view => Proof::of(&found.view.revision.content, &findings),
        kept => showing.kept.as_ref().map(|(number, _)| *number),
        refusal => showing.refusal,
        at => showing.at,
        alerts => found.alerts,
        people => found.people,
        comments => found.comments,
        assignments => found.assignments,
        source_text => found.source_text.as_ref(),
    }
}

fn block_forms(content: &Content) -> Vec<BlockForm> {
    let form = |(at, block): (usize, &story::Block)| BlockForm {
        id: block.id,
        kind: kind(&block.body),
        place: at + 1,
        pictures: match &block.body {
            BlockBody::Picture(picture) => vec![PictureForm::of(picture)],
            BlockBody::Gallery(gallery) => gallery.pictures.iter().map(PictureForm::of).collect(),
            BlockBody::Video(video) => vec![PictureForm::of(&video.poster)],
            _ => Vec::new(),
        },
    };
    content.blocks.iter().enumerate().map(form).collect()
}
