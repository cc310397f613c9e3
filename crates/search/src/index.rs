//! The index on disk: follows the journal, can be deleted at any time, answers questions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use story::{
    Answer, Card, Change, Content, Finder, Hit, JournalEntry, Language, LiveStory, Order, Question, Shelf,
    Standing, StoryId, Subject,
};
use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, IndexReader, IndexWriter, Score, SegmentReader, Term};

use crate::ask::{self, Match, Parsed};
use crate::fields::Fields;
use crate::folder::Folder;
use crate::marks::Marker;
use crate::words::Analyzer;

/// Memory for documents that are not on disk yet.
const WRITER_BYTES: usize = 24 << 20;
/// Raised whenever the meaning of a field changes; an index of another version is built anew.
const FORMAT: u32 = 2;
/// Hits whose text is read to mark what was asked for.
const TAKE_MAX: usize = 50;
/// A reader who goes further than this asks for something else.
const SKIP_MAX: usize = 10_000;
/// With the same words, a very old story counts half as much as one of today; one of this age is half way there.
const HALF_WAY_DAYS: f64 = 120.0;

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search index in {path} cannot be opened: {why}")]
    Open { path: PathBuf, why: String },
    #[error("the search index cannot be written: {0}")]
    Write(String),
}

/// The index. One writer (whoever calls [`Index::take_in`]), any number of readers.
pub struct Index {
    fields: Fields,
    folder: Folder,
    index: tantivy::Index,
    reader: IndexReader,
    writer: Mutex<Writer>,
    /// The language of each edition.
    languages: BTreeMap<String, Language>,
}

struct Writer {
    /// None after a failure: it takes nothing more then, and the next change needs another.
    writer: Option<IndexWriter>,
    seen: Seen,
}

/// The last journal entry given to the writer, and the last one that readers find.
#[derive(Clone, Copy)]
struct Seen {
    cursor: u64,
    visible: u64,
}

impl Drop for Index {
    fn drop(&mut self) {
        let Writer { writer, .. } = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner);
        // It writes nothing more once it is gone.
        *writer = None;
        if let Err(error) = self.folder.close() {
            tracing::warn!(%error, "the search index could not be closed; it may have to be built anew");
        }
    }
}

impl Index {
    /// Opens the index in a folder of its own; begins an empty one where there is none, it is damaged or another
    /// version wrote it.
    pub fn open(folder: &Path, languages: BTreeMap<String, Language>) -> Result<Self, SearchError> {
        let folder = folder.join(format!("v{FORMAT}"));
        match Self::try_open(&folder, languages.clone()) {
            Ok(index) => Ok(index),
            Err(error) => {
                tracing::warn!(folder = %folder.display(), %error, "the search index is built anew");
                std::fs::remove_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
                Self::try_open(&folder, languages).map_err(|error| failed(&folder, &error))
            }
        }
    }

    fn try_open(folder: &Path, languages: BTreeMap<String, Language>) -> tantivy::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let (schema, fields) = Fields::schema();
        let files = Folder::open(folder)?;
        let index = tantivy::Index::builder()
            .schema(schema)
            .tokenizers(Fields::tokenizers())
            .open_or_create(files.clone())?;
        let cursor = index.load_metas()?.payload.and_then(|payload| payload.parse().ok()).unwrap_or(0);
        let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        let writer = Some(index.writer_with_num_threads(1, WRITER_BYTES)?);
        let writer = Mutex::new(Writer { writer, seen: Seen { cursor, visible: cursor } });
        Ok(Self { fields, folder: files, index, reader, writer, languages })
    }

    /// Number of the last journal entry taken in; after a crash, of the last one that readers could find.
    pub fn cursor(&self) -> u64 {
        self.state().seen.cursor
    }

    /// Number of the last journal entry that readers find.
    pub fn visible(&self) -> u64 {
        self.state().seen.visible
    }

    /// Takes in entries; those it has are passed over. Readers find them once enough have come together or
    /// [`Index::show`] is called. When it fails, [`Index::cursor`] is back at what readers find: entries from there on
    /// must come again.
    pub fn take_in(&self, entries: &[JournalEntry]) -> Result<(), SearchError> {
        /// Entries that readers may have to wait for while many come at once.
        const HIDDEN_MAX: u64 = 50_000;
        self.change(|writer, seen| {
            for entry in entries {
                if entry.seq > seen.cursor {
                    self.write(writer, entry)?;
                    seen.cursor = entry.seq;
                }
            }
            if seen.cursor - seen.visible >= HIDDEN_MAX {
                self.commit(writer, seen)?;
            }
            Ok(())
        })
    }

    /// Readers find all that was taken in; when it fails, as [`Index::take_in`].
    pub fn show(&self) -> Result<(), SearchError> {
        self.change(|writer, seen| self.commit(writer, seen))
    }

    /// Empties the index, for a journal that is not the one it was built from.
    pub fn clear(&self) -> Result<(), SearchError> {
        self.change(|writer, seen| {
            writer.delete_all_documents()?;
            *seen = Seen { cursor: 0, visible: u64::MAX };
            self.commit(writer, seen)
        })
    }

    /// A change that is made whole or leaves what readers find; a writer that failed is given up for another.
    fn change(
        &self,
        make: impl FnOnce(&mut IndexWriter, &mut Seen) -> tantivy::Result<()>,
    ) -> Result<(), SearchError> {
        let mut state = self.state();
        let before = state.seen;
        let Writer { writer, seen } = &mut *state;
        let made = match writer {
            Some(writer) => make(writer, seen),
            None => self
                .index
                .writer_with_num_threads(1, WRITER_BYTES)
                .and_then(|new| make(writer.insert(new), seen)),
        };
        made.map_err(|error| {
            *writer = None;
            *seen = Seen { cursor: before.visible, ..before };
            SearchError::Write(error.to_string())
        })
    }

    fn write(&self, writer: &IndexWriter, entry: &JournalEntry) -> tantivy::Result<()> {
        if let Some(id) = entry.change.story_id()
            // The first publication has nothing to take the place of, and most entries are one.
            && !matches!(entry.change, Change::Published(_))
        {
            writer.delete_term(Term::from_field_u64(self.fields.id, id.number()));
        }
        if let Some(story) = entry.change.live() {
            writer.add_document(self.fields.document(story, &self.language(&story.edition)))?;
        }
        Ok(())
    }

    fn commit(&self, writer: &mut IndexWriter, seen: &mut Seen) -> tantivy::Result<()> {
        if seen.visible == seen.cursor {
            return Ok(());
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&seen.cursor.to_string());
        commit.commit()?;
        self.reader.reload()?;
        seen.visible = seen.cursor;
        Ok(())
    }

    fn state(&self) -> std::sync::MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn language(&self, edition: &str) -> Language {
        self.languages.get(edition).cloned().unwrap_or_default()
    }

    fn ask(
        &self,
        shelf: &dyn Shelf,
        question: &Question,
        query: &dyn Query,
    ) -> tantivy::Result<(usize, Vec<LiveStory>)> {
        let searcher = self.reader.searcher();
        let top =
            TopDocs::with_limit(question.take.clamp(1, TAKE_MAX)).and_offset(question.skip.min(SKIP_MAX));
        let (total, found): (usize, Vec<DocAddress>) = match question.order {
            Order::Newest => {
                let newest = top.order_by_fast_field::<i64>("published", tantivy::Order::Desc);
                let (total, top) = searcher.search(query, &(Count, newest))?;
                (total, top.into_iter().map(|(_, address)| address).collect())
            }
            Order::Best => {
                let now = shelf.as_of().map_or(0, |(_, at)| at.as_millisecond());
                let best = top.tweak_score(move |segment: &SegmentReader| fresher_first(segment, now));
                let (total, top) = searcher.search(query, &(Count, best))?;
                (total, top.into_iter().map(|(_, address)| address).collect())
            }
        };
        let mut stories = Vec::new();
        for address in found {
            let segment = searcher.segment_reader(address.segment_ord).fast_fields();
            let number = |column: Column<u64>| column.first(address.doc_id).unwrap_or(0);
            let (id, revision) = (number(segment.u64("id")?), number(segment.u64("revision")?));
            if let Some(Standing::Live(story)) = shelf.standing(StoryId::from_number(id))
                && story.revision == revision
            {
                stories.push(LiveStory::clone(&story));
            }
        }
        Ok((total, stories))
    }

    /// The answer to a parsed question, and whether only words like those asked for were found.
    fn nearest(
        &self,
        shelf: &dyn Shelf,
        question: &Question,
        parsed: &Parsed,
    ) -> tantivy::Result<(usize, Vec<LiveStory>, bool)> {
        let language = self.language(&question.edition);
        for how in [Match::Form, Match::Alike] {
            let Some(query) = ask::query(&self.fields, &language, question, parsed, how) else { break };
            let (total, stories) = self.ask(shelf, question, &*query)?;
            if total > 0 {
                return Ok((total, stories, how == Match::Alike));
            }
        }
        Ok((0, Vec::new(), false))
    }
}

/// The words decide; of two stories with the same words, the newer one comes first.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a weight needs few digits")]
fn fresher_first(segment: &SegmentReader, now: i64) -> impl Fn(DocId, Score) -> Score + use<> {
    let published = segment.fast_fields().i64("published").ok();
    move |doc, score| {
        let at = published.as_ref().and_then(|column| column.first(doc)).unwrap_or(0);
        let days = (now.saturating_sub(at)).max(0) as f64 / 86_400_000.0;
        score * (0.5 + 0.5 * (-days / HALF_WAY_DAYS).exp2()) as Score
    }
}

impl Finder for Index {
    fn find(&self, shelf: &dyn Shelf, question: &Question) -> Answer {
        let analyzer = Analyzer::of(self.language(&question.edition).primary());
        let parsed = Parsed::of(&question.words, &analyzer);
        let (total, stories, alike) = self.nearest(shelf, question, &parsed).unwrap_or_else(|error| {
            tracing::error!(%error, "the search could not answer");
            (0, Vec::new(), false)
        });
        let marker = Marker { analyzer: &analyzer, wanted: &parsed.wanted, alike };
        Answer { total, hits: stories.iter().map(|story| hit(story, &marker)).collect(), alike }
    }

    fn suggest(&self, shelf: &dyn Shelf, edition: &str, typed: &str, count: usize) -> Vec<Card> {
        let language = self.language(edition);
        let parsed = Parsed::of(typed, &Analyzer::of(language.primary()));
        let question = Question { edition: edition.to_owned(), take: count, ..Question::default() };
        let Some(query) = ask::query(&self.fields, &language, &question, &parsed, Match::Begun) else {
            return Vec::new();
        };
        let found = self.ask(shelf, &question, &*query).unwrap_or_else(|error| {
            tracing::error!(%error, "the search could not suggest");
            (0, Vec::new())
        });
        found.1.iter().map(Card::of).collect()
    }
}

fn hit(story: &LiveStory, marker: &Marker) -> Hit {
    let content: &Content = &story.content;
    Hit {
        card: Card::of(story),
        headline: marker.mark(&content.headline),
        passage: marker.passage(content),
        topics: Subject::Topic.of(content).into_iter().map(str::to_owned).collect(),
    }
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> SearchError {
    SearchError::Open { path: path.to_owned(), why: error.to_string() }
}
