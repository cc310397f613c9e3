//! The fields of the index, and a story as a document of it.

use story::{Language, LiveStory, Subject, TextRole};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use crate::words::{Analyzer, STEMMED};

/// A language without a stemmer.
const OTHER: &str = "und";

pub(crate) struct Fields {
    pub id: Field,
    pub revision: Field,
    pub edition: Field,
    pub section: Field,
    pub topic: Field,
    /// First publication in milliseconds.
    pub published: Field,
    /// By language: headline, kicker and names; all else.
    texts: Vec<(&'static str, Field, Field)>,
}

impl Fields {
    pub(crate) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let mut texts = Vec::new();
        for language in STEMMED.iter().copied().chain([OTHER]) {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(language)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions);
            let options = TextOptions::default().set_indexing_options(indexing);
            let head = schema.add_text_field(&format!("head-{language}"), options.clone());
            texts.push((language, head, schema.add_text_field(&format!("text-{language}"), options)));
        }
        let fields = Self {
            id: schema.add_u64_field("id", INDEXED | FAST),
            revision: schema.add_u64_field("revision", FAST),
            edition: schema.add_text_field("edition", STRING),
            section: schema.add_text_field("section", STRING),
            topic: schema.add_text_field("topic", STRING),
            published: schema.add_i64_field("published", INDEXED | FAST),
            texts,
        };
        (schema.build(), fields)
    }

    pub(crate) fn tokenizers() -> TokenizerManager {
        let tokenizers = TokenizerManager::default();
        for language in STEMMED.iter().copied().chain([OTHER]) {
            tokenizers.register(language, Analyzer::of(language));
        }
        tokenizers
    }

    /// The fields for head and text of a language.
    pub(crate) fn texts(&self, language: &Language) -> (Field, Field) {
        let of = |wanted| self.texts.iter().find(|(known, ..)| *known == wanted);
        let (_, head, text) =
            of(language.primary()).or_else(|| of(OTHER)).expect("there is a field for others");
        (*head, *text)
    }

    pub(crate) fn document(&self, story: &LiveStory, language: &Language) -> TantivyDocument {
        let (head, text) = self.texts(language);
        let mut document = TantivyDocument::default();
        document.add_u64(self.id, story.id.number());
        document.add_u64(self.revision, story.revision);
        document.add_text(self.edition, &story.edition);
        let mut sections: Vec<&String> = story.sections.iter().collect();
        if !story.sections.contains(&story.content.section) {
            sections.push(&story.content.section);
        }
        for section in sections {
            document.add_text(self.section, section);
        }
        for topic in Subject::Topic.of(&story.content) {
            document.add_text(self.topic, story::slug(topic));
        }
        document.add_i64(self.published, story.first_published.as_millisecond());
        for part in story.content.fields() {
            match part.role {
                TextRole::Headline | TextRole::Kicker => document.add_text(head, part.text),
                TextRole::Credit | TextRole::Alt => {}
                _ => document.add_text(text, part.text),
            }
        }
        for name in Subject::ALL.into_iter().flat_map(|subject| subject.of(&story.content)) {
            document.add_text(head, name);
        }
        document
    }
}
