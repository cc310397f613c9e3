//! Live coverage at the desk: the list, and one coverage with its composer, its entries and what there is to use.

mod composer;
mod here;
mod material;
mod readers;

use minijinja::Value;
use newsroom::{Permission, StoryRow, StoryView};
use serde::Serialize;
use story::{BlockBody, Content, Finding, List, ListStyle, RichText, State, StoryId};

use composer::kind_of;
pub(crate) use composer::{Composer, fits};
pub(crate) use here::Here;
pub(crate) use material::mark as material_mark;
pub(crate) use readers::Readers;

use super::board::slug;
use super::story::people;
use crate::app::Names;
use crate::markup::{read_lines, write_lines};
use crate::page::Screen;
use crate::problem::Problem;
use crate::proof::letter;
use crate::times::Clock;
use crate::values::values;

/// Entries that the screen shows; older ones are corrected from the readers' page.
const ENTRIES: u32 = 50;
const POINTS_MAX: usize = 5;

/// A coverage of the list.
#[derive(Debug, Serialize)]
struct Line {
    href: String,
    headline: String,
    language: String,
    direction: &'static str,
    edition: String,
    state: &'static str,
    since: String,
    changed: String,
    assignee: String,
    readers: String,
}

/// Where a coverage stands, in the words of the screen.
fn state(row: &StoryRow) -> &'static str {
    match (&row.state, row.coverage.as_ref().is_some_and(|coverage| coverage.closed.is_some())) {
        (State::Live, true) => "closed",
        (State::Live, false) => "on",
        (State::Withdrawn { .. }, _) => "withdrawn",
        (State::Spiked, _) => "spiked",
        _ => "ahead",
    }
}

/// Where readers have it, while it goes on.
fn readers_page(row: &StoryRow) -> Option<&str> {
    row.path.as_deref().filter(|_| matches!(state(row), "on" | "closed"))
}

pub(crate) async fn list(
    screen: &Screen<'_>,
    refusal: Option<String>,
    typed: Value,
) -> Result<Value, Problem> {
    let (newsroom, caller, clock) = (&screen.desk.newsroom, &screen.visitor.caller, screen.clock());
    let mut names = Names::new(screen.desk, caller);
    let mut coverages = Vec::new();
    for row in newsroom.coverages(caller).await? {
        let assignee = match row.assignee {
            Some(account) => names.of(account).await,
            None => String::new(),
        };
        coverages.push(Line {
            href: format!("/live/{}", row.id),
            headline: slug_or_headline(&row),
            language: row.language.to_string(),
            direction: row.language.direction().as_str(),
            edition: screen
                .desk
                .edition(&row.edition)
                .map(|edition| edition.name.clone())
                .unwrap_or_default(),
            state: state(&row),
            since: row.first_published.map(|at| clock.short(at)).unwrap_or_default(),
            changed: clock.short(row.changed),
            assignee,
            readers: Readers::of(screen, &row).count,
        });
    }
    let places = places(screen);
    Ok(values! { coverages, refusal, places, may_write => caller.may(Permission::WriteOwn), ..typed })
}

fn slug_or_headline(row: &StoryRow) -> String {
    let headline = row.headline.trim();
    if headline.is_empty() { slug(row) } else { headline.to_owned() }
}

/// An edition and a section, as one choice.
#[derive(Debug, Serialize)]
struct Place {
    value: String,
    name: String,
    language: String,
}

fn places(screen: &Screen<'_>) -> Vec<Place> {
    let editions = &screen.desk.config.editions;
    let of = |edition: &story::Edition| {
        let place = |section: &story::Section| Place {
            value: format!("{}/{}", edition.id, section.id),
            name: format!("{} · {}", edition.name, section.name),
            language: edition.language.to_string(),
        };
        edition.all_sections().map(place).collect::<Vec<_>>()
    };
    editions.iter().flat_map(of).collect()
}

/// What the composer shows beside its fields.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    pub fields: Composer,
    pub refusal: Option<String>,
    /// The kind of material that is shown; all of it where nothing is said.
    pub using: String,
}

/// A finding or a refusal, as a line under the composer.
#[derive(Debug, Serialize)]
pub(crate) struct Doubt {
    letter: &'static str,
    text: String,
    language: String,
    direction: &'static str,
    targets: Vec<String>,
}

pub(crate) fn doubts(screen: &Screen<'_>, findings: &[Finding]) -> Vec<Doubt> {
    let language = screen.visitor.messages().language();
    let mut findings: Vec<&Finding> = findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse((finding.severity, finding.confidence)));
    let doubt = |finding: &Finding| Doubt {
        letter: letter(finding.severity),
        text: finding.message.clone(),
        language: language.to_string(),
        direction: language.direction().as_str(),
        targets: finding.targets.iter().map(|target| target.text.clone()).collect(),
    };
    findings.into_iter().map(doubt).collect()
}

#[derive(Debug, Serialize)]
struct EntryLine {
    id: String,
    time: String,
    iso: String,
    headline: String,
    /// The beginning of its text.
    text: Vec<String>,
    kind: &'static str,
    state: &'static str,
    by: String,
    changed: Option<String>,
    corrected: bool,
    pictures: usize,
    pinned: bool,
    /// Written on, and not yet before readers.
    behind: bool,
    /// The composer holds it; another is written on in the editor.
    fits: bool,
    head: u64,
    /// On how many pages, in words.
    shown: String,
}

pub(crate) struct Found {
    pub view: StoryView,
}

impl Found {
    pub(crate) async fn read(screen: &Screen<'_>, id: StoryId) -> Result<Self, Problem> {
        let view = screen.desk.newsroom.story(&screen.visitor.caller, id).await?;
        if view.row.coverage.is_none() {
            return Err(Problem::unknown());
        }
        Ok(Self { view })
    }
}

/// What to know first, one point a line.
pub(crate) fn points(content: &Content) -> String {
    let items = content.blocks.iter().filter_map(|block| match &block.body {
        BlockBody::List(list) => Some(list.items.iter().cloned()),
        _ => None,
    });
    write_lines(&items.flatten().collect::<Vec<RichText>>())
}

/// The coverage with these points, in the place of those it had.
pub(crate) fn with_points(base: &Content, typed: &str) -> Content {
    let items = read_lines(typed);
    let is_list = |body: &BlockBody| matches!(body, BlockBody::List(_));
    let at = base.blocks.iter().position(|block| is_list(&block.body)).unwrap_or(base.blocks.len());
    let id = base.blocks.get(at).map_or_else(|| base.next_block_id(), |block| block.id);
    let mut content = base.clone();
    content.blocks.retain(|block| !is_list(&block.body));
    if !items.is_empty() {
        let body = BlockBody::List(List { style: ListStyle::Bulleted, items });
        content.blocks.insert(at.min(content.blocks.len()), story::Block { id, body });
    }
    content
}

pub(crate) async fn values(
    screen: &Screen<'_>,
    found: &Found,
    writing: Writing,
    refusal: Option<String>,
) -> Result<Value, Problem> {
    let (newsroom, caller, clock) = (&screen.desk.newsroom, &screen.visitor.caller, screen.clock());
    let StoryView { row, revision } = &found.view;
    let mut names = Names::new(screen.desk, caller);
    let mark = newsroom.coverage_mark(caller, row.id).await?;
    let pinned = row.coverage.as_ref().and_then(|coverage| coverage.pinned);
    let readers = Readers::of(screen, row);
    let pinned_entry = pinned.map(|pinned| pinned.entry);
    let entries = entries(screen, &clock, &mut names, row, pinned_entry, &readers).await?;
    let pin = pinned.and_then(|pinned| {
        let line = entries.iter().find(|line| line.id == pinned.entry.to_string());
        let headline = line.map(|line| line.headline.clone()).unwrap_or_default();
        line.map(|line| values! { id => line.id, headline, at => clock.short(pinned.at) })
    });
    let doubts = match writing.fields.entry.parse::<StoryId>() {
        Ok(entry) => {
            let preflight = newsroom.preflight(caller, entry).await?;
            let answered: Vec<_> =
                preflight.acknowledged.iter().map(|known| known.fingerprint.clone()).collect();
            let open = preflight.report.findings.into_iter();
            let open: Vec<_> = open.filter(|finding| !answered.contains(&finding.fingerprint)).collect();
            doubts(screen, &open)
        }
        Err(_) => Vec::new(),
    };
    let assignee = match row.assignee {
        Some(account) => names.of(account).await,
        None => String::new(),
    };
    let coverage = values! {
        id => row.id, headline => slug_or_headline(row), state => state(row), head => row.head,
        language => row.language, direction => row.language.direction().as_str(),
        since => row.first_published.map(|at| clock.short(at)),
        closed => row.coverage.as_ref().and_then(|coverage| coverage.closed).map(|at| clock.short(at)),
        address => row.path.as_ref().map(|path| format!("{}{path}", screen.desk.config.site_origin)),
        path => row.path, assignee, assignee_id => row.assignee.map(|who| who.to_string()),
        behind => row.live.is_some_and(|live| live != row.head),
    };
    let using = material::KINDS.into_iter().find(|kind| *kind == writing.using);
    let mut uses = material::material(screen, &clock, &mut names, row.id, &row.language).await?;
    let use_counts =
        material::KINDS.map(|kind| (kind, uses.iter().filter(|piece| piece.kind == kind).count()));
    uses.retain(|piece| using.is_none_or(|kind| piece.kind == kind));
    let point_text = points(&revision.content);
    let point_list: Vec<String> = read_lines(&point_text).into_iter().map(|point| point.text).collect();
    Ok(values! {
        coverage => coverage, entries, pin, mark, refusal,
        composer => writing.fields, composer_refusal => writing.refusal, doubts,
        drafts => entries.iter().filter(|line| line.state == "draft").count(),
        points => point_list, point_text, points_max => POINTS_MAX,
        here => Here::of(screen, row.id), uses, use_counts, use_kind => using, use_mark => material_mark(screen, row.id).await?, readers,
        people => people(screen).await?,
        may_write => caller.may(Permission::WriteOwn), may_publish => caller.may(Permission::Publish),
        may_correct => caller.may(Permission::Correct), may_kill => caller.may(Permission::Kill),
    })
}

async fn entries(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    coverage: &StoryRow,
    pinned: Option<StoryId>,
    readers: &Readers,
) -> Result<Vec<EntryLine>, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let mut lines = Vec::new();
    for row in newsroom.entries(caller, coverage.id, None, ENTRIES).await?.rows {
        if matches!(row.state, State::Spiked) {
            continue;
        }
        let content = newsroom.revision(caller, row.id, row.head).await?.content;
        let at = row.first_published.unwrap_or(row.created);
        let by = match content.byline.first() {
            Some(signature) => signature.name.clone(),
            None => names.of(row.created_by).await,
        };
        let text = content.fields().filter(|field| field.role.is_body()).take(2);
        lines.push(EntryLine {
            id: row.id.to_string(),
            time: clock.hour(at),
            iso: at.to_string(),
            headline: slug_or_headline(&row),
            text: text.map(|field| field.text.chars().take(240).collect()).collect(),
            kind: kind_of(content.urgency),
            state: row.state.name(),
            by,
            changed: row.updated.filter(|updated| *updated > at).map(|updated| clock.short(updated)),
            corrected: !row.corrections.is_empty(),
            pictures: content.pictures().count(),
            pinned: pinned == Some(row.id),
            behind: row.live.is_some_and(|live| live != row.head),
            fits: fits(&content),
            head: row.head,
            shown: readers.shown.get(&row.id).cloned().unwrap_or_default(),
        });
    }
    // What is being written stands above what readers have.
    lines.sort_by_key(|line| line.state != "draft");
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_the_lists_of_the_coverage_and_its_other_words_stay() {
        let mut base = Content::default();
        base.push(BlockBody::Paragraph("First".into()));
        let with = with_points(&base, "One\nTwo\n\n");
        assert_eq!(points(&with), "One\nTwo");
        assert_eq!(with.blocks.len(), 2);
        let changed = with_points(&with, "Three");
        assert_eq!((points(&changed).as_str(), changed.blocks[1].id), ("Three", with.blocks[1].id));
        assert_eq!(with_points(&changed, ""), base);
    }
}
