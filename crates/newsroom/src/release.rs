//! The one way out: publish, update, correct and the schedule all end here, so that no path can miss the gate.

use serde_json::json;
use store::{Clearance, Revision, StoryRow};
use story::{
    Change, Content, Correction, Edition, File, InCoverage, LiveStory, Move, Picture, State, StoryId,
    Timestamp,
};

use tracing::instrument;

use crate::coverage;
use crate::gate::embargo_refusal;
use crate::newsroom::Work;
use crate::{Caller, Code, Fault, Newsroom, Preflight, Published, Refusal, Result};

/// Where a planned failure can strike, in the order in which a publication passes.
pub const PUBLISH_POINTS: [&str; 10] = [
    "publish.start",
    "publish.checked",
    "publish.begun",
    "publish.revision-read",
    "publish.story-written",
    "publish.audit-written",
    "publish.journal-written",
    "publish.before-commit",
    "publish.committed",
    "publish.signalled",
];

/// In what way a revision goes out.
pub(crate) enum Release {
    Publish,
    /// By the schedule: only what is still scheduled, and due.
    PublishDue,
    Update,
    Correct {
        notice: String,
    },
}

impl Release {
    fn step(&self) -> Move {
        match self {
            Self::Publish | Self::PublishDue => Move::Publish,
            Self::Update => Move::Update,
            Self::Correct { .. } => Move::Correct,
        }
    }

    fn action(&self) -> &'static str {
        match self {
            Self::Publish => "publish-story",
            Self::PublishDue => "publish-scheduled-story",
            Self::Update => "update-story",
            Self::Correct { .. } => "correct-story",
        }
    }

    pub(crate) fn change(&self, live: LiveStory) -> Change {
        match self {
            Self::Publish | Self::PublishDue => Change::Published(live),
            Self::Update => Change::Updated(live),
            Self::Correct { .. } => Change::Corrected(live),
        }
    }
}

impl Newsroom {
    /// Checks first, outside the transaction (checks are slow, revisions are immutable); then everything else in one
    /// transaction, where what may have changed meanwhile is read again. `over` is the reason to pass over errors of the
    /// checks that nobody answered for; nothing else is passed over.
    #[instrument(skip_all, fields(story = %story, revision = number, action = release.action()))]
    pub(crate) async fn release(
        &self,
        caller: &Caller,
        story: StoryId,
        number: u64,
        release: Release,
        over: Option<String>,
    ) -> Result<Published> {
        self.reach("publish.start")?;
        let known =
            async { tokio::join!(self.row(story), self.main_revision(story, number), self.ruled_checks()) };
        let (row, revision, ruled) = Box::pin(known).await;
        let row = row?;
        caller.reaches(&row.edition, &row.section)?;
        admit(&row, number, &release, self.now(), self.time_zone(&row))?;
        let revision = revision?;
        let examined = self.examine(&caller.language, &row, &revision, self.now(), ruled?).await?;
        passes(&examined.preflight, over.as_deref())?;
        self.reach("publish.checked")?;

        let (mut work, coverage) = self.begin_with_coverage(caller, &row).await?;
        self.reach("publish.begun")?;
        admit(&work.row, number, &release, work.now, self.time_zone(&work.row))?;
        if let Some(refusal) = coverage::refusal(&work.row, coverage.as_ref()) {
            return Err(refusal.into());
        }
        // The words cannot have changed since the checks ran, but somebody may no longer answer for a finding.
        let clearance = work.tx.clearance(story).await?;
        let preflight = examined.preflight.answered_by(&clearance.answered);
        self.still_passes(&clearance, &preflight, over.as_deref()).await?;
        self.settle_shown(&mut work, &preflight.report, &clearance, &examined.levels).await?;
        self.reach("publish.revision-read")?;
        let edition = self.known_edition(&work.row.edition)?;
        let former = clearance.former;
        let part = coverage::part(&work.row, coverage.as_ref());
        let live = put_out(
            &mut work.row,
            work.now,
            edition,
            &release,
            revision,
            Beside { assets: examined.assets, former, part },
        )?;
        if let Some(reason) = over.filter(|_| !preflight.blocking.is_empty()) {
            let findings = preflight.blocking.iter();
            let findings =
                findings.map(|finding| json!({ "rule": finding.rule, "finding": finding.message }));
            let detail =
                json!({ "revision": number, "reason": reason, "findings": findings.collect::<Vec<_>>() });
            work.audit(caller, "publish-over-checks", detail).await?;
        }
        let published = self.write_release(caller, work, &release, live).await?;
        self.reach("publish.committed")?;
        self.wake_schedule();
        self.reach("publish.signalled")?;
        Ok(published)
    }

    /// As it stands now: a kill may have arrived while the checks ran.
    async fn still_passes(
        &self,
        clearance: &Clearance,
        preflight: &Preflight,
        over: Option<&str>,
    ) -> Result<()> {
        let undecided = clearance.alerts.iter().map(|alert| (alert.item, alert.change.as_str()));
        if let Some(refusal) = self.wire_refusals(undecided).await?.into_iter().next() {
            return Err(refusal.into());
        }
        Ok(passes(preflight, over)?)
    }

    async fn write_release(
        &self,
        caller: &Caller,
        mut work: Work,
        release: &Release,
        live: LiveStory,
    ) -> Result<Published> {
        let (path, revision, at) = (live.path.clone(), live.revision, work.now);
        work.row.changed = at;
        let entry = work.tx.seal_entry(at, release.change(live)).await?;
        work.tx.update_story(&work.row).await?;
        self.reach("publish.story-written")?;
        work.audit(caller, release.action(), json!({ "revision": revision, "path": path })).await?;
        self.reach("publish.audit-written")?;
        // Last, because from here to the commit every other publication waits for this one.
        let seq = work.tx.append_sealed(entry).await?;
        self.reach("publish.journal-written")?;
        self.reach("publish.before-commit")?;
        work.commit().await?;
        Ok(Published { seq, path, at, revision })
    }

    fn time_zone(&self, row: &StoryRow) -> &str {
        self.edition(&row.edition).map_or("", |edition| edition.time_zone.as_str())
    }

    /// A revision of the main line: one kept from a conflict is refused.
    pub(crate) async fn main_revision(&self, story: StoryId, number: u64) -> Result<Revision> {
        let revision = self.any_revision(story, number).await?;
        if revision.beside {
            return Err(Refusal::new(Code::RevisionBeside).with("number", number).into());
        }
        Ok(revision)
    }

    pub(crate) async fn any_revision(&self, story: StoryId, number: u64) -> Result<Revision> {
        let revision = self.store.revision(story, number).await?;
        Ok(revision.ok_or_else(|| Refusal::new(Code::UnknownRevision).with("number", number))?)
    }
}

fn passes(preflight: &Preflight, over: Option<&str>) -> Result<(), Refusal> {
    let refusal = match over {
        Some(_) => preflight.refusals.first().cloned(),
        None => preflight.refusal(),
    };
    refusal.map_or(Ok(()), Err)
}

/// Whether the story's row lets this revision out in this way, now.
fn admit(row: &StoryRow, number: u64, release: &Release, now: Timestamp, time_zone: &str) -> Result<()> {
    if row.state == State::Live && row.live == Some(number) {
        return Err(Refusal::new(Code::AlreadyLive).with("number", number).into());
    }
    let due = matches!(row.state, State::Scheduled { at } if at <= now);
    if matches!(release, Release::PublishDue) && !due {
        // Somebody was faster, or moved it: nothing to do for the schedule.
        return Err(refused_move(row, &Move::Publish).into());
    }
    row.state.after(release.step())?;
    if let Some(newer) = row.live.filter(|live| *live > number) {
        return Err(Refusal::new(Code::StaleRevision).with("number", number).with("newer", newer).into());
    }
    match embargo_refusal(row, now, time_zone) {
        Some(refusal) => Err(refusal.into()),
        None => Ok(()),
    }
}

fn refused_move(row: &StoryRow, step: &Move) -> Refusal {
    story::IllegalMove { from: row.state.name(), attempted: step.name() }.into()
}

/// What readers get of a story beside its words.
pub(crate) struct Beside {
    pub(crate) assets: Vec<story::Asset>,
    pub(crate) former: Vec<String>,
    pub(crate) part: Option<InCoverage>,
}

/// Moves the row, and makes what readers will see of it.
pub(crate) fn put_out(
    row: &mut StoryRow,
    now: Timestamp,
    edition: &Edition,
    release: &Release,
    revision: Revision,
    beside: Beside,
) -> Result<LiveStory> {
    row.state = row.state.after(release.step())?;
    row.live = Some(revision.number);
    let first_published = *row.first_published.get_or_insert(now);
    // A clock put back must not show readers an update older than the story.
    row.updated = Some(now.max(first_published));
    if row.path.is_none() {
        row.path = Some(first_path(row.id, edition, &revision.content)?);
    }
    if let Release::Correct { notice } = release {
        row.corrections.push(Correction { at: now, notice: notice.clone() });
    }
    live_story(row, edition, revision, beside)
}

/// What readers see of a story that is out, where this is its revision.
pub(crate) fn live_story(
    row: &StoryRow,
    edition: &Edition,
    revision: Revision,
    beside: Beside,
) -> Result<LiveStory> {
    let missing = || Fault::new("live-story", "a live story has no address or no time of publication");
    let first_published = row.first_published.ok_or_else(missing)?;
    let Beside { mut assets, former, part } = beside;
    // Words of the library that no story shows are for nobody outside.
    assets.iter_mut().for_each(|asset| asset.captions.clear());
    Ok(LiveStory {
        id: row.id,
        edition: row.edition.clone(),
        path: row.path.clone().ok_or_else(missing)?,
        former,
        translation: row.translation,
        coverage: part,
        sections: edition.listed_in(&revision.content.section),
        revision: revision.number,
        first_published,
        updated: row.updated.unwrap_or(first_published),
        corrections: row.corrections.clone(),
        content: for_readers(revision.content),
        assets,
    })
}

fn first_path(story: StoryId, edition: &Edition, content: &Content) -> Result<String> {
    let section = edition.section(&content.section);
    let section = section.ok_or_else(|| crate::gate::unknown_section(&content.section, edition))?;
    Ok(edition.first_path(section, &content.headline, story))
}

/// Without what only the desk may know: the working name, and addresses of agencies' picture servers.
pub(crate) fn for_readers(mut content: Content) -> Content {
    content.slugline.clear();
    for picture in content.lead.iter_mut().chain(content.blocks.iter_mut().flat_map(pictures_of)) {
        if matches!(picture.file, File::Remote { .. }) {
            picture.file = File::Missing;
        }
    }
    content
}

fn pictures_of(block: &mut story::Block) -> &mut [Picture] {
    match &mut block.body {
        story::BlockBody::Picture(picture) => std::slice::from_mut(picture),
        story::BlockBody::Gallery(gallery) => &mut gallery.pictures,
        story::BlockBody::Video(video) => std::slice::from_mut(&mut video.poster),
        _ => &mut [],
    }
}
