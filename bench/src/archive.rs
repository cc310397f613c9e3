//! An archive of invented stories, written straight into a store: publishing each through the desk would measure nothing
//! but patience.

use jiff::SignedDuration;
use store::{Revision, Store, StoreConfig, StoryRow};
use story::{
    AccountId, BlockBody, Change, Content, Language, LiveStory, State, StoryId, Timestamp, Urgency, slug,
};

const SECTIONS: [&str; 4] = ["region", "politics", "world", "economy"];
const BATCH: u64 = 500;
const PARAGRAPHS: usize = 8;

/// Fills a new store with `count` live French stories, a minute apart, the last one a minute ago.
pub(crate) async fn fill(config: &StoreConfig, count: u64) -> anyhow::Result<()> {
    let store = Store::open(config).await?;
    store.migrate().await?;
    let start = Timestamp::now() - SignedDuration::from_mins(i64::try_from(count)?);
    for first in (0..count).step_by(usize::try_from(BATCH)?) {
        let mut tx = store.begin().await?;
        for n in first..(first + BATCH).min(count) {
            let at = start + SignedDuration::from_mins(i64::try_from(n)?);
            let story = live_story(n, at);
            tx.insert_story(&row(&story)).await?;
            tx.insert_revision(&revision(&story)).await?;
            tx.append_journal(at, &Change::Published(story)).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

fn live_story(n: u64, at: Timestamp) -> LiveStory {
    let id = StoryId::from_number(1 + n);
    let section = SECTIONS[usize::try_from(n).unwrap_or_default() % SECTIONS.len()];
    let headline = format!("Ostrande : le bulletin numéro {n} de la capitainerie est paru");
    let mut content = Content {
        language: Language::new("fr"),
        standfirst: format!("Le bulletin {n} donne l’état de la passe, du vent et des cinq portiques."),
        kicker: "Port".into(),
        section: section.into(),
        ..Content::default()
    };
    for paragraph in 0..PARAGRAPHS {
        let words = format!(
            "La capitainerie d’Ostrande a relevé {} nœuds de vent à la station {paragraph}. Les ferries vers l’archipel \
             des Corlises partent à l’heure prévue, et le fret attend que les portiques soient de nouveau en service.",
            n % 40
        );
        content.push(BlockBody::Paragraph(words.as_str().into()));
    }
    let path = format!("/fr/{section}/{}-{id}", slug(&headline));
    content.headline = headline;
    LiveStory {
        id,
        edition: "fr".into(),
        path,
        former: Vec::new(),
        translation: None,
        sections: vec![section.into()],
        revision: 1,
        first_published: at,
        updated: at,
        corrections: Vec::new(),
        content,
        assets: Vec::new(),
    }
}

fn row(story: &LiveStory) -> StoryRow {
    StoryRow {
        id: story.id,
        edition: story.edition.clone(),
        state: State::Live,
        embargo: None,
        head: 1,
        live: Some(1),
        path: Some(story.path.clone()),
        translation: None,
        first_published: Some(story.first_published),
        updated: Some(story.updated),
        corrections: Vec::new(),
        created: story.first_published,
        changed: story.first_published,
        created_by: nobody(),
        from_item: None,
        headline: story.content.headline.clone(),
        slugline: String::new(),
        section: story.content.section.clone(),
        urgency: Urgency::NORMAL,
        language: story.content.language.clone(),
    }
}

fn revision(story: &LiveStory) -> Revision {
    Revision {
        story: story.id,
        number: 1,
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
