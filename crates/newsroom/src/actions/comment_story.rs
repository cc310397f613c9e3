//! Says something about a story to the others, beside its text; whoever is named is called.

use serde_json::json;
use store::Comment;
use story::StoryId;

use crate::comments::{mentioned, thread_of};
use crate::limits::{COMMENT_CHARS_MAX, PLACE_CHARS_MAX, QUOTE_CHARS_MAX};
use crate::mend::{bounded, required};
use crate::{Caller, Code, Newsroom, Permission, Result};

/// Something to say.
#[derive(Debug, Clone, Default)]
pub struct CommentStory {
    /// The thread that it answers; none begins one.
    pub thread: Option<u64>,
    /// `@Name` calls people.
    pub text: String,
    /// The words it is about, as the editor finds them again, and as they stand. Answers have none.
    pub place: String,
    pub quote: String,
}

impl Newsroom {
    /// Whoever may comment may do so in every story, whatever became of it. An answer opens its thread again. Readers,
    /// partners and revisions never have it. Answers with its number.
    pub async fn comment_story(&self, caller: &Caller, story: StoryId, say: CommentStory) -> Result<u64> {
        caller.needs(Permission::Comment)?;
        let text = required(&say.text, Code::EmptyComment, COMMENT_CHARS_MAX)?;
        let (place, quote) = (bounded(&say.place, PLACE_CHARS_MAX)?, clipped(&say.quote));
        let open = self.store.accounts().await?.into_iter().filter(|account| !account.disabled);
        let people: Vec<_> = open.map(|account| (account.id, account.name)).collect();
        let mut called = mentioned(&text, &people);
        called.retain(|account| *account != caller.account);
        // Of 53 bits: browsers read it as a number.
        let id = self.context.random() >> 11;
        let mut work = self.begin(story).await?;
        let thread = match say.thread {
            Some(thread) => Some(thread_of(&self.store, story, thread).await?),
            None => None,
        };
        let comment = Comment {
            id,
            story,
            thread: thread.as_ref().map_or(id, |first| first.id),
            by: caller.account,
            at: work.now,
            text,
            place: if thread.is_some() { String::new() } else { place },
            quote: if thread.is_some() { String::new() } else { quote },
            resolved: None,
        };
        work.tx.insert_comment(&comment).await?;
        if let Some(first) = thread.filter(|first| first.resolved.is_some()) {
            work.tx.resolve_thread(first.id, None).await?;
        }
        for account in &called {
            work.tx.insert_mention(id, *account).await?;
        }
        let called: Vec<String> = called.iter().map(ToString::to_string).collect();
        let detail =
            json!({ "comment": id.to_string(), "thread": comment.thread.to_string(), "called": called });
        work.audit(caller, "comment-story", detail).await?;
        work.commit().await?;
        Ok(id)
    }
}

/// The beginning of a long passage says which one it was.
fn clipped(quote: &str) -> String {
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "");
    match quote.char_indices().nth(QUOTE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &quote[..end]),
        None => quote,
    }
}
