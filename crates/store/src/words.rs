//! What searches look through: the whole text of each story's head revision, and of each item of the wire. Lists also
//! tell how long a story is.

mod terms;

use story::{Content, Item, ItemId, StoryId, folded};

use crate::database::Dialect;
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
    OF_STORY = "UPDATE stories SET words = $1, words_of = $2, length = $3, links = COALESCE($5, links), \
                seal = COALESCE($6, seal) WHERE id = $4";
    ITEMS_BEHIND = "SELECT item, seq FROM arrivals WHERE has_words = 0 ORDER BY seq DESC LIMIT 200";
    HAS_WORDS = "UPDATE arrivals SET has_words = 1 WHERE seq = $1";
}

/// A number has its words once: it is new, or `has_words` says that it has none yet.
pub(crate) const KEEP_IN_SQLITE: &str = "INSERT INTO arrival_words (rowid, words) VALUES ($1, $2)";
pub(crate) const KEEP_IN_POSTGRES: &str =
    "INSERT INTO arrival_words (seq, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))";

impl Tx {
    /// The words of a revision of the main line become those that its story is found by, and its pictures those that it
    /// shows.
    pub(crate) async fn keep_words(&mut self, revision: &Revision) -> Result<(), StoreError> {
        if revision.beside {
            return Ok(());
        }
        let story = revision.story;
        let chain = self.chain_for_row(story);
        self.run(OF_STORY, [kept(revision), values![story], chain].concat()).await?;
        self.keep_pictures(revision.story, &revision.content).await
    }

    async fn forget_words(&mut self, story: StoryId, head: u64) -> Result<(), StoreError> {
        let row = [values!["", head, 0_u64, story], self.chain_for_row(story)].concat();
        self.run(OF_STORY, row).await.map(drop)
    }

    /// The words that an item is found by.
    pub(crate) async fn keep_arrival_words(&mut self, seq: u64, words: &str) -> Result<(), StoreError> {
        let sql = match self.dialect() {
            Dialect::Sqlite => KEEP_IN_SQLITE,
            Dialect::Postgres => KEEP_IN_POSTGRES,
        };
        self.run(sql, values![seq, &terms::of(words)]).await.map(drop)
    }
}

impl Store {
    /// Takes in the words of stories that an earlier version wrote.
    pub(crate) async fn catch_up_with_words(&self) -> Result<(), StoreError> {
        while self.some_stories_catch_up().await? == BATCH {}
        Ok(())
    }

    /// Takes in the words of a few items that an earlier version filed, the newest first; false where none are left.
    /// There may be a million of them: they are asked for while the newsroom works.
    pub async fn catch_up_with_items(&self) -> Result<bool, StoreError> {
        Ok(self.some_items_catch_up().await? == BATCH)
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
            match tx.revision(*story, *head).await? {
                Some(head) => tx.keep_words(&Revision { beside: false, ..head }).await?,
                None => tx.forget_words(*story, *head).await?,
            }
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

/// What an index is asked for: all words of a search, and of the last one its beginning. Nothing where there is no word.
pub(crate) fn asked(dialect: Dialect, text: &str) -> Option<String> {
    let words = terms::asked(text);
    let (last, whole) = words.split_last()?;
    // Words are letters and digits only: no sign of either language can stand in one.
    Some(match dialect {
        Dialect::Sqlite => {
            let whole: String = whole.iter().map(|word| format!("\"{word}\" ")).collect();
            format!("{whole}\"{last}\" *")
        }
        Dialect::Postgres => {
            let whole: String = whole.iter().map(|word| format!("'{word}' & ")).collect();
            format!("{whole}'{last}':*")
        }
    })
}

/// Whether a text has the words of a search, as a list of the store would say.
pub fn has_words(words: &str, search: &str) -> bool {
    let asked = terms::asked(search);
    let Some((last, whole)) = asked.split_last() else { return true };
    let terms = terms::of(words);
    let terms: std::collections::BTreeSet<&str> = terms.split(' ').collect();
    whole.iter().all(|word| terms.contains(word.as_str()))
        && terms.range(last.as_str()..).next().is_some_and(|term| term.starts_with(last.as_str()))
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
