//! What searches look through: the whole text of each story's head revision, and of each item of the wire. Lists also
//! tell how long a story is.

use story::{Content, Item, ItemId, StoryId, folded};

use crate::revisions::Revision;
use crate::statements::statements;
use crate::value::{Value, values};
use crate::{Store, StoreError, Tx};

/// Letters of a text that are searched; a long one has 30 000.
const LETTERS_MAX: usize = 60_000;
/// How many are read at once where an earlier version kept fewer words.
const BATCH: usize = 200;

statements! {
    STORIES_BEHIND = "SELECT id, head FROM stories WHERE words_of <> head ORDER BY id LIMIT 200";
    OF_STORY = "UPDATE stories SET words = $1, words_of = $2, length = $3 WHERE id = $4";
    ITEMS_BEHIND = "SELECT item, seq FROM arrivals WHERE has_words = 0 ORDER BY seq DESC LIMIT 200";
    OF_ARRIVAL = "INSERT INTO arrival_words (seq, words) VALUES ($1, $2) ON CONFLICT (seq) DO NOTHING";
    HAS_WORDS = "UPDATE arrivals SET has_words = 1 WHERE seq = $1";
}

impl Tx {
    /// The words of a revision of the main line become those that its story is found by.
    pub(crate) async fn keep_words(&mut self, revision: &Revision) -> Result<(), StoreError> {
        if revision.beside {
            return Ok(());
        }
        self.run(OF_STORY, [kept(revision), values![revision.story]].concat()).await.map(drop)
    }

    /// The words that an item is found by.
    pub(crate) async fn keep_arrival_words(&mut self, seq: u64, words: &str) -> Result<(), StoreError> {
        self.run(OF_ARRIVAL, values![seq, words]).await.map(drop)
    }
}

impl Store {
    /// Takes in the words of stories and items that an earlier version wrote, the newest items first.
    pub(crate) async fn catch_up_with_words(&self) -> Result<(), StoreError> {
        while self.some_stories_catch_up().await? == BATCH {}
        while self.some_items_catch_up().await? == BATCH {}
        Ok(())
    }

    async fn some_stories_catch_up(&self) -> Result<usize, StoreError> {
        let behind = self.database.all(STORIES_BEHIND, values![], |row| {
            let mut columns = row.columns();
            Ok((StoryId::from_number(columns.number()?), columns.number()?))
        });
        let behind: Vec<(StoryId, u64)> = behind.await?;
        // A start with nothing to do writes nothing.
        if behind.is_empty() {
            return Ok(0);
        }
        let mut tx = self.begin().await?;
        for (story, head) in &behind {
            let kept = tx.revision(*story, *head).await?.map(|head| kept(&head));
            let kept = kept.unwrap_or_else(|| values!["", *head, 0_u64]);
            tx.run(OF_STORY, [kept, values![*story]].concat()).await?;
        }
        tx.commit().await?;
        Ok(behind.len())
    }

    async fn some_items_catch_up(&self) -> Result<usize, StoreError> {
        let behind = self.database.all(ITEMS_BEHIND, values![], |row| {
            let mut columns = row.columns();
            Ok((ItemId::from_number(columns.number()?), columns.number()?))
        });
        let behind: Vec<(ItemId, u64)> = behind.await?;
        // A start with nothing to do writes nothing.
        if behind.is_empty() {
            return Ok(0);
        }
        let mut tx = self.begin().await?;
        for (item, seq) in &behind {
            let item = tx.item(*item).await?.map(|row| row.item).unwrap_or_default();
            tx.keep_arrival_words(*seq, &words_of_item(&item)).await?;
            tx.run(HAS_WORDS, values![*seq]).await?;
        }
        tx.commit().await?;
        Ok(behind.len())
    }
}

/// What a story's row keeps of its head: its words, whose words they are, and how many.
pub(crate) fn kept(head: &Revision) -> Vec<Value> {
    values![&words_of(&head.content), head.number, head.content.word_count() as u64]
}

/// All words of an item's text and of what stands around it, folded.
pub fn words_of_item(item: &Item) -> String {
    cut(words_of(&item.to_content()) + "\n" + &folded(&item.keywords.join("\n")))
}

fn words_of(content: &Content) -> String {
    let names = content.byline.iter().map(|author| author.name.as_str());
    let subjects = [&content.places, &content.topics, &content.people].into_iter().flatten();
    let texts: Vec<&str> = std::iter::once(content.slugline.as_str())
        .chain(content.fields().map(|field| field.text))
        .chain(names)
        .chain(subjects.map(String::as_str))
        .collect();
    cut(folded(&texts.join("\n")))
}

fn cut(mut words: String) -> String {
    if let Some((end, _)) = words.char_indices().nth(LETTERS_MAX) {
        words.truncate(end);
    }
    words
}
