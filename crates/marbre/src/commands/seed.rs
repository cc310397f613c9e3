//! `marbre seed`: fills an empty newsroom with invented stories, to try how it does with many.

use std::time::Instant;

use anyhow::Context as _;
use serde_json::json;
use store::{Archive, Revision, StoryRow};
use story::{AccountId, Change, LiveStory, State, Timestamp, Urgency};

use crate::cli::SeedArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::output::Progress;
use crate::seed::Author;
use crate::{open, tables};

/// Stories written at once: none of them is there before all are.
const BATCH: u64 = 2_000;
/// Batches made ahead of the writing.
const AHEAD: usize = 2;

pub(crate) async fn run(args: &SeedArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    let store = open::store(&config).await?;
    if store.journal().last().await? > 0 {
        eprintln!(
            "marbre: this newsroom has published already; seed fills an empty one (name another with --data)"
        );
        return Ok(Outcome::Refused);
    }
    let author = Author::new(tables::editions(&config)?, args.seed, args.stories, Timestamp::now())?;
    let (start, progress) = (Instant::now(), Progress::new());
    let (made, mut batches) = tokio::sync::mpsc::channel::<Archive>(AHEAD);
    let stories = args.stories;
    let writing = tokio::task::spawn_blocking(move || {
        let mut firsts = (0..stories).step_by(usize::try_from(BATCH).unwrap_or(usize::MAX));
        firsts.try_for_each(|first| {
            let mut batch = Archive::default();
            (first..(first + BATCH).min(stories)).for_each(|n| add(&mut batch, author.story(n)));
            made.blocking_send(batch)
        })
    });
    let mut done = 0;
    while let Some(batch) = batches.recv().await {
        done += batch.len();
        let mut tx = store.begin().await?;
        tx.insert_archive(batch).await?;
        tx.commit().await?;
        progress.tell(format_args!("{done} of {stories} stories"));
    }
    // A batch that nobody takes any more is the only failure there is.
    let _ = writing.await.context("the stories could not be made")?;
    drop(progress);
    let seconds = start.elapsed().as_secs_f64();
    let rate = args.stories as f64 / seconds.max(0.001);
    args.output.result(
        || json!({ "stories": args.stories, "seconds": seconds, "stories_per_second": rate }),
        format_args!("{} stories in {seconds:.1} s ({rate:.0} a second).", args.stories),
    )?;
    Ok(Outcome::Done)
}

fn add(batch: &mut Archive, story: LiveStory) {
    let (row, revision, at) = (row(&story), revision(&story), story.first_published);
    batch.add(&row, &revision, at, &Change::Published(story));
}

fn row(story: &LiveStory) -> StoryRow {
    StoryRow {
        id: story.id,
        edition: story.edition.clone(),
        state: State::Live,
        embargo: None,
        head: story.revision,
        live: Some(story.revision),
        path: Some(story.path.clone()),
        translation: None,
        entry_of: None,
        coverage: None,
        first_published: Some(story.first_published),
        updated: Some(story.updated),
        corrections: Vec::new(),
        created: story.first_published,
        changed: story.updated,
        created_by: nobody(),
        from_item: None,
        headline: story.content.headline.clone(),
        slugline: String::new(),
        section: story.content.section.clone(),
        urgency: Urgency::NORMAL,
        language: story.content.language.clone(),
        assignee: None,
        deadline: None,
        length: 0,
        tally: None,
    }
}

fn revision(story: &LiveStory) -> Revision {
    Revision {
        story: story.id,
        number: story.revision,
        base: None,
        author: nobody(),
        at: story.first_published,
        note: String::new(),
        beside: false,
        content: story.content.clone(),
    }
}

fn nobody() -> AccountId {
    AccountId::from_number(0)
}
