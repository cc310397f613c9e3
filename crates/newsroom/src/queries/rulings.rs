//! Questions about the newsroom's decisions on its checks, and what house rules would have found.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use store::{Ruling, StoryFilter};
use story::{
    CheckInput, Content, Finding, HouseCard, HouseFault, HouseRules, Language, Levels, StoryId, Timestamp,
};

use crate::rulings::{HOUSE, LEVELS, POLICY};
use crate::{Caller, CheckPolicy, Demotion, Fault, Newsroom, Permission, Result};

/// Stories that a dry run reads, newest first: a month of a busy newsroom, read in seconds.
const STORIES_MAX: usize = 1_000;
const STORIES_A_PAGE: u32 = 100;
/// Places that a dry run shows of each rule.
const EXAMPLES_MAX: usize = 5;
const HISTORY_MAX: u32 = 50;

/// How much each rule weighs, by the newest decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLevels {
    /// 0 where nothing was decided yet.
    pub version: u64,
    pub levels: Levels,
    /// The newsroom's own rules: they may be weighed too.
    pub house: Vec<HouseCard>,
    /// Those that weigh less because they were mostly dismissed.
    pub demoted: Vec<Demotion>,
}

/// What house rules would have found in stories that are live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DryRun {
    pub stories: usize,
    /// In the order in which they are written.
    pub rules: Vec<Tried>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tried {
    #[serde(flatten)]
    pub card: HouseCard,
    /// Stories in which it found something, and findings in all.
    pub stories: usize,
    pub findings: usize,
    pub examples: Vec<Example>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Example {
    pub story: StoryId,
    pub headline: String,
    /// The words found, with some of those around them.
    pub before: String,
    pub words: String,
    pub after: String,
}

impl Newsroom {
    pub async fn check_levels(&self, caller: &Caller) -> Result<CheckLevels> {
        caller.needs(Permission::ManageChecks)?;
        let version = self.store.last_ruling(LEVELS).await?;
        let house = self
            .ruled_house()
            .await?
            .as_ref()
            .as_ref()
            .map_or_else(|_| Vec::new(), |house| house.cards.clone());
        let history = self.store.rulings(LEVELS, crate::measures::HISTORY_MAX).await?;
        let demoted = self.demotions(&history).await?;
        Ok(CheckLevels { version, levels: Levels::clone(&*self.ruled_levels().await?), house, demoted })
    }

    /// The policy, and its version: 0 where nothing was decided yet.
    pub async fn check_policy(&self, caller: &Caller) -> Result<(u64, CheckPolicy)> {
        caller.needs(Permission::ManageChecks)?;
        Ok((self.store.last_ruling(POLICY).await?, self.ruled_policy().await?))
    }

    /// The versions of the house rules, newest first.
    pub async fn house_rules(&self, caller: &Caller) -> Result<Vec<Ruling>> {
        caller.needs(Permission::ManageChecks)?;
        Ok(self.store.rulings(HOUSE, HISTORY_MAX).await?)
    }

    /// What house rules would find in the newest stories that readers see; what is wrong with them otherwise.
    pub async fn try_house_rules(
        &self,
        caller: &Caller,
        text: &str,
    ) -> Result<std::result::Result<DryRun, Vec<HouseFault>>> {
        caller.needs(Permission::ManageChecks)?;
        let house = match (self.rules().house)(text, &caller.language) {
            Ok(house) => Arc::new(house),
            Err(faults) => return Ok(Err(faults)),
        };
        let tried =
            |card: &HouseCard| Tried { card: card.clone(), stories: 0, findings: 0, examples: Vec::new() };
        let mut run = DryRun { stories: 0, rules: house.cards.iter().map(tried).collect() };
        let filter = StoryFilter { states: vec!["live".to_owned()], ..StoryFilter::default() };
        let mut from = None;
        while run.stories < STORIES_MAX {
            let page = self.store.stories(&filter, from, STORIES_A_PAGE).await?;
            let mut stories = Vec::new();
            for row in &page.rows {
                let number = row.live.unwrap_or(row.head);
                let Some(revision) = self.store.revision(row.id, number).await? else { continue };
                stories.push((row.id, row.first_published.unwrap_or(row.created), revision.content));
            }
            run = self.tried(run, Arc::clone(&house), stories, caller.language.clone()).await?;
            match page.next {
                Some(next) => from = Some(next),
                None => break,
            }
        }
        Ok(Ok(run))
    }

    /// Rules are worked out away from the async threads.
    async fn tried(
        &self,
        mut run: DryRun,
        house: Arc<HouseRules>,
        stories: Vec<(StoryId, Timestamp, Content)>,
        speak: Language,
    ) -> Result<DryRun> {
        let try_house = self.rules().try_house;
        let work = move || {
            for (id, at, content) in stories {
                let found = try_house(&CheckInput {
                    content: &content,
                    published: at,
                    time_zone: "",
                    home_country: "",
                    speak: &speak,
                    levels: Levels::as_shipped(),
                    house: Some(&house),
                    archive: None,
                    story: Some(id),
                    memory: None,
                });
                run.add(id, &content, &found.findings);
            }
            run
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|why| Fault::new("try house rules", why).into())
    }
}

impl DryRun {
    fn add(&mut self, story: StoryId, content: &Content, findings: &[Finding]) {
        self.stories += 1;
        for tried in &mut self.rules {
            let mut mine = findings.iter().filter(|finding| finding.rule == tried.card.id).peekable();
            tried.stories += usize::from(mine.peek().is_some());
            for finding in mine {
                tried.findings += 1;
                if tried.examples.len() < EXAMPLES_MAX {
                    tried.examples.extend(example(story, content, finding));
                }
            }
        }
    }
}

/// A line's worth of words on either side.
const AROUND_CHARS: usize = 40;

fn example(story: StoryId, content: &Content, finding: &Finding) -> Option<Example> {
    let target = finding.targets.first()?;
    let text = content.text(target.field)?;
    let (before, after) = (text.get(..target.span.start)?, text.get(target.span.end..)?);
    let skip = before.chars().count().saturating_sub(AROUND_CHARS);
    Some(Example {
        story,
        headline: content.headline.clone(),
        before: before.chars().skip(skip).collect(),
        words: target.text.clone(),
        after: after.chars().take(AROUND_CHARS).collect(),
    })
}
