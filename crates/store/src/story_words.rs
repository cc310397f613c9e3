//! What a search for stories looks through: the text of each story's head revision. Lists also tell how long it is.

use story::{Content, StoryId, folded};

use crate::revisions::Revision;
use crate::statements::statements;
use crate::value::{Value, values};
use crate::{Store, StoreError, Tx};

/// Letters of a story that are searched; a long one has 30 000.
const LETTERS_MAX: usize = 60_000;
/// Stories read at once where an earlier version kept fewer words.
const BATCH: usize = 200;

statements! {
    BEHIND = "SELECT id, head FROM stories WHERE words_of <> head ORDER BY id LIMIT 200";
    KEEP = "UPDATE stories SET words = $2, words_of = $3, length = $4 WHERE id = $1";
}

impl Tx {
    /// The words of a revision of the main line become those that its story is found by.
    pub(crate) async fn keep_words(&mut self, revision: &Revision) -> Result<(), StoreError> {
        if revision.beside {
            return Ok(());
        }
        let Revision { story, number, content, .. } = revision;
        self.run(KEEP, values![*story, words(content), *number, length(content)]).await.map(drop)
    }
}

impl Store {
    /// Takes in the words of stories that an earlier version wrote.
    pub(crate) async fn catch_up_with_words(&self) -> Result<(), StoreError> {
        loop {
            let behind = self.database.all(BEHIND, values![], |row| {
                let mut columns = row.columns();
                Ok((StoryId::from_number(columns.number()?), columns.number()?))
            });
            let behind: Vec<(StoryId, u64)> = behind.await?;
            let mut tx = self.begin().await?;
            for (story, head) in &behind {
                let content = tx.revision(*story, *head).await?.map(|head| head.content).unwrap_or_default();
                tx.run(KEEP, values![*story, words(&content), *head, length(&content)]).await?;
            }
            tx.commit().await?;
            if behind.len() < BATCH {
                return Ok(());
            }
        }
    }
}

fn length(content: &Content) -> u64 {
    content.word_count() as u64
}

fn words(content: &Content) -> Value {
    let names = content.byline.iter().map(|author| author.name.as_str());
    let subjects = [&content.places, &content.topics, &content.people].into_iter().flatten();
    let texts: Vec<&str> = std::iter::once(content.slugline.as_str())
        .chain(content.fields().map(|field| field.text))
        .chain(names)
        .chain(subjects.map(String::as_str))
        .collect();
    let mut words = folded(&texts.join("\n"));
    if let Some((end, _)) = words.char_indices().nth(LETTERS_MAX) {
        words.truncate(end);
    }
    Value::from(words)
}
