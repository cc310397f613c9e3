//! The publish gate: everything that keeps a revision from going out, found before any transaction is open.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use store::{Revision, StoryRow};
use story::{
    Acknowledgement, Asset, AssetId, CheckInput, Content, Edition, File, Finding, ItemId, Language, Level,
    Levels, Picture, Report, RuleCard, RuleFailure, Severity, State, StoryId, Timestamp,
};
use tracing::instrument;

use crate::coverage;
use crate::rulings::{HOUSE, RuledChecks};
use crate::{Code, Newsroom, Refusal, Result};

/// How many findings a refusal quotes; the story's screen shows all.
const QUOTED_MAX: usize = 3;

/// What a story would meet on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preflight {
    /// The revision that was looked at.
    pub revision: u64,
    pub report: Report,
    /// Those that answer a finding of this report.
    pub acknowledged: Vec<Acknowledgement>,
    /// Errors that nobody acknowledged.
    pub blocking: Vec<Finding>,
    /// Everything else that refuses publication.
    pub refusals: Vec<Refusal>,
    /// What should be looked at and refuses nothing.
    pub warnings: Vec<Refusal>,
    /// The rules that looked at it and found nothing, in the order of their table.
    pub passed: Vec<&'static RuleCard>,
}

impl Preflight {
    /// The first reason not to publish.
    pub fn refusal(&self) -> Option<Refusal> {
        self.refusals.first().cloned().or_else(|| {
            let count = self.blocking.len();
            (count > 0).then(|| {
                Refusal::new(Code::ChecksBlock).with("count", count).with("messages", quoted(&self.blocking))
            })
        })
    }
}

impl Preflight {
    /// The same, where these are the findings that somebody answers for.
    pub(crate) fn answered_by(&self, answered: &[String]) -> Self {
        let answered = answered.iter().map(String::as_str).collect();
        Self { blocking: blocking(&self.report, &answered), ..self.clone() }
    }
}

fn quoted(findings: &[Finding]) -> String {
    // The refusal ends the sentence.
    let message = |finding: &Finding| finding.message.trim_end_matches('.').to_owned();
    let first: Vec<String> = findings.iter().take(QUOTED_MAX).map(message).collect();
    let more = if findings.len() > QUOTED_MAX { " …" } else { "" };
    first.join(" · ") + more
}

/// A revision that was looked at, and the assets it shows.
pub(crate) struct Examined {
    pub(crate) preflight: Preflight,
    pub(crate) assets: Vec<Asset>,
    /// How much each rule weighed.
    pub(crate) levels: Arc<Levels>,
}

impl Newsroom {
    /// Looks at a revision as if it went out at `at`. Explains itself in the language `speak`.
    #[instrument(skip_all)]
    pub(crate) async fn examine(
        &self,
        speak: &Language,
        row: &StoryRow,
        revision: &Revision,
        at: Timestamp,
        ruled: RuledChecks,
    ) -> Result<Examined> {
        let content = &revision.content;
        let shown = shown_assets(content);
        // What is read does not depend on what is checked: a publication waits for the slower of them.
        let levels = Arc::clone(&ruled.0);
        let found = async {
            tokio::try_join!(
                async {
                    Ok(self.report(speak, self.edition(&row.edition), Some(row.id), content, at, ruled).await)
                },
                async { Ok(self.store.assets(&shown).await?) },
                async { Ok(self.store.acknowledgements(row.id).await?) },
                async { Ok(self.store.wire_alerts(row.id).await?) },
                self.coverage_of(row),
            )
        };
        let (report, assets, mut acknowledged, alerts, coverage) = Box::pin(found).await?;
        acknowledged.retain(|known| report.findings.iter().any(|f| f.fingerprint == known.fingerprint));
        let answered = acknowledged.iter().map(|known| known.fingerprint.as_str()).collect();
        let blocking = blocking(&report, &answered);
        let edition = self.edition(&row.edition);
        let time_zone = edition.map_or("", |edition| edition.time_zone.as_str());
        let mut refusals: Vec<Refusal> = embargo_refusal(row, at, time_zone).into_iter().collect();
        let undecided = alerts.iter().filter(|alert| alert.decided.is_none());
        let undecided = undecided.map(|alert| (alert.item, alert.change.as_str()));
        refusals.extend(self.wire_refusals(undecided).await?);
        refusals.extend(coverage::refusal(row, coverage.as_ref()));
        refusals.extend(place_refusals(row, content, edition));
        refusals.extend(content_refusals(row, content));
        refusals.extend(picture_refusals(content, &assets, at, time_zone));
        let warnings = warnings(content, edition);
        let passed = passed(self.rules().rules, &levels, &report);
        let preflight = Preflight {
            revision: revision.number,
            report,
            acknowledged,
            blocking,
            refusals,
            warnings,
            passed,
        };
        Ok(Examined { preflight, assets, levels })
    }

    /// What happened on the wire to what the story is built from, and nobody has decided yet: the item and the change.
    pub(crate) async fn wire_refusals(
        &self,
        undecided: impl Iterator<Item = (ItemId, &str)>,
    ) -> Result<Vec<Refusal>> {
        let mut refusals = Vec::new();
        for (item, change) in undecided {
            let code = match change {
                "kill" => Code::WireKilled,
                "doubtful-kill" => Code::WireDoubted,
                "correction" => Code::WireCorrected,
                "embargo" => Code::WireHeld,
                _ => continue,
            };
            let headline = self.store.item(item).await?.map(|row| row.item.headline).unwrap_or_default();
            refusals.push(Refusal::new(code).with("headline", headline));
        }
        Ok(refusals)
    }

    /// Runs the desk checks away from the async threads. A rule set that falls over is reported, it never blocks.
    #[instrument(skip_all)]
    pub(crate) async fn check(
        &self,
        speak: &Language,
        edition: Option<&Edition>,
        story: Option<StoryId>,
        content: &Content,
        at: Timestamp,
    ) -> Result<Report> {
        let ruled = self.ruled_checks().await?;
        Ok(self.report(speak, edition, story, content, at, ruled).await)
    }

    async fn report(
        &self,
        speak: &Language,
        edition: Option<&Edition>,
        story: Option<StoryId>,
        content: &Content,
        at: Timestamp,
        (levels, house): RuledChecks,
    ) -> Report {
        let run = self.rules().check;
        let time_zone = edition.map(|edition| edition.time_zone.clone()).unwrap_or_default();
        let home_country = edition.map(|edition| edition.home_country.clone()).unwrap_or_default();
        let (speak, content) = (speak.clone(), content.clone());
        let (memory, archive) = (Arc::clone(&self.shared.memory), Arc::clone(&self.shared.archive));
        let checked = tokio::task::spawn_blocking(move || {
            // Learning is quick; a learner that fell over leaves an archive that may be asked.
            let archive = archive.read().unwrap_or_else(PoisonError::into_inner);
            let input = CheckInput {
                content: &content,
                published: at,
                time_zone: &time_zone,
                home_country: &home_country,
                speak: &speak,
                levels: &levels,
                house: house.as_ref().as_ref().ok(),
                archive: Some(&**archive),
                story,
                memory: Some(&memory),
            };
            let mut report = run(&input);
            if let Err(faults) = house.as_ref() {
                let reason = faults.iter().map(|fault| format!("{}: {}", fault.line, fault.message));
                let reason = reason.collect::<Vec<_>>().join("; ");
                report.unavailable.push(RuleFailure { rule: HOUSE.to_owned(), reason });
            }
            report
        });
        checked.await.unwrap_or_else(|failure| Report {
            unavailable: vec![RuleFailure { rule: "*".to_owned(), reason: failure.to_string() }],
            ..Report::default()
        })
    }
}

/// None where the rule set fell over as a whole.
fn passed(rules: &'static [RuleCard], levels: &Levels, report: &Report) -> Vec<&'static RuleCard> {
    let found = |rule: &str| report.findings.iter().any(|finding| finding.rule == rule);
    let silent = |rule: &str| report.unavailable.iter().any(|it| it.rule == rule || it.rule == "*");
    let ran = |card: &&RuleCard| levels.of(card.id, card.stage) != Level::Off && !silent(card.id);
    rules.iter().filter(ran).filter(|card| !found(card.id)).collect()
}

/// When the story would go out: its scheduled time, otherwise now.
pub(crate) fn going_out(row: &StoryRow, now: Timestamp) -> Timestamp {
    match row.state {
        State::Scheduled { at } => at.max(now),
        _ => now,
    }
}

pub(crate) fn embargo_refusal(row: &StoryRow, at: Timestamp, time_zone: &str) -> Option<Refusal> {
    let until = row.embargo.filter(|until| *until > at)?;
    Some(Refusal::new(Code::EmbargoHolds).with("until", clock_time(until, time_zone)))
}

/// A time as the edition's clock shows it; UTC where its zone is unknown.
pub(crate) fn clock_time(at: Timestamp, time_zone: &str) -> String {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    at.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M:%S %Z").to_string()
}

fn blocking(report: &Report, answered: &BTreeSet<&str>) -> Vec<Finding> {
    report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter(|finding| !answered.contains(finding.fingerprint.as_str()))
        .cloned()
        .collect()
}

pub(crate) fn place_refusals(row: &StoryRow, content: &Content, edition: Option<&Edition>) -> Vec<Refusal> {
    let Some(edition) = edition else {
        return vec![Refusal::new(Code::UnknownEdition).with("edition", row.edition.as_str())];
    };
    if content.section.is_empty() {
        return vec![Refusal::new(Code::NoSection)];
    }
    match edition.section(&content.section) {
        Some(_) => Vec::new(),
        None => vec![unknown_section(&content.section, edition)],
    }
}

pub(crate) fn unknown_section(section: &str, edition: &Edition) -> Refusal {
    Refusal::new(Code::UnknownSection).with("section", section).with("edition", edition.id.as_str())
}

/// A live coverage is told in its entries, and the line of an entry may be all there is to say.
pub(crate) fn content_refusals(row: &StoryRow, content: &Content) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if content.headline.trim().is_empty() {
        refusals.push(Refusal::new(Code::NoHeadline));
    }
    let has_body = content.fields().any(|field| field.role.is_body() && !field.text.trim().is_empty());
    if !has_body && row.coverage.is_none() && row.entry_of.is_none() {
        refusals.push(Refusal::new(Code::NoBody));
    }
    refusals
}

fn picture_refusals(content: &Content, assets: &[Asset], at: Timestamp, time_zone: &str) -> Vec<Refusal> {
    let known: BTreeMap<AssetId, &Asset> = assets.iter().map(|asset| (asset.id, asset)).collect();
    let mut refusals = Vec::new();
    for picture in content.pictures() {
        let File::Stored { asset } = &picture.file else { continue };
        let Some(asset) = known.get(asset) else {
            refusals.push(Refusal::new(Code::UnknownPicture).with("asset", asset.to_string()));
            continue;
        };
        if picture.credit.trim().is_empty() {
            refusals.push(Refusal::new(Code::NoCredit).with("caption", called(picture)));
        }
        if let Some(since) = asset.rights.expires.filter(|expires| *expires <= at) {
            let since = clock_time(since, time_zone);
            let refusal = Refusal::new(Code::RightsExpired).with("caption", called(picture));
            refusals.push(refusal.with("since", since));
        }
    }
    refusals
}

fn warnings(content: &Content, edition: Option<&Edition>) -> Vec<Refusal> {
    let mut warnings = Vec::new();
    if let Some(edition) = edition
        && content.language.is_known()
        && content.language.primary() != edition.language.primary()
    {
        let refusal = Refusal::new(Code::LanguageDiffers).with("language", content.language.tag());
        warnings.push(refusal.with("edition", edition.id.as_str()));
    }
    for picture in content.pictures() {
        match &picture.file {
            File::Stored { .. } if picture.alt.trim().is_empty() => {
                warnings.push(Refusal::new(Code::NoAlt).with("caption", called(picture)));
            }
            File::Stored { .. } => {}
            File::Missing | File::Remote { .. } => {
                warnings.push(Refusal::new(Code::PictureMissing).with("caption", called(picture)));
            }
        }
    }
    warnings
}

/// The words by which a journalist recognises a picture.
fn called(picture: &Picture) -> String {
    let words = [&picture.caption, &picture.alt].into_iter().find(|words| !words.trim().is_empty());
    words.map_or_else(|| "–".to_owned(), |words| words.chars().take(120).collect())
}

/// The library's assets that a content shows, each once.
pub(crate) fn shown_assets(content: &Content) -> Vec<AssetId> {
    let shown: BTreeSet<AssetId> = content
        .pictures()
        .filter_map(|picture| match picture.file {
            File::Stored { asset } => Some(asset),
            _ => None,
        })
        .collect();
    shown.into_iter().collect()
}
