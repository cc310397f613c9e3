//! `meta` in the head of a NITF: names that each agency makes up, read by the words in them.

use story::{Item, SourceCredit, Urgency};

use super::unless_said;
use crate::embargo::{self, add_note};
use crate::language;
use crate::problem::Problems;
use crate::tree::Element;
use crate::urgency;
use story::Language;

/// What a name that some agency made up means, by a word in it; English, German and the Nordic languages.
const MEANINGS: &[(&[&str], Meaning)] = &[
    (&["stikkord", "slug", "stichwort", "catchline", "anpa-keyword"], Meaning::Slugline),
    (&["takekey"], Meaning::TakeKey),
    (&["sequence"], Meaning::Sequence),
    (&["wordcount"], Meaning::WordCount),
    (&["prioritet", "priority", "priorität"], Meaning::Priority),
    (&["kilde", "source", "källa", "quelle"], Meaning::Source),
    (&["stoffgruppe", "category", "kategori"], Meaning::Section),
    (&["ingress", "abstract", "summary", "standfirst"], Meaning::Standfirst),
    (&["byline", "author", "forfatter"], Meaning::Byline),
    (&["copyright"], Meaning::Copyright),
    (&["embargo"], Meaning::Embargo),
    (&["language", "språk", "sprache"], Meaning::Language),
    (&["keywords"], Meaning::Keywords),
    (&["ednote", "editorsnote", "editor-note"], Meaning::Note),
];

#[derive(Clone, Copy)]
enum Meaning {
    Slugline,
    TakeKey,
    Sequence,
    WordCount,
    Priority,
    Source,
    Section,
    Standfirst,
    Byline,
    Copyright,
    Embargo,
    Language,
    Keywords,
    Note,
}

pub(super) fn meta(head: Element, item: &mut Item, problems: &mut Problems) {
    const KEPT_MAX: usize = 60;
    for meta in head.all("meta") {
        let (Some(name), Some(content)) = (meta.attribute("name"), meta.attribute("content")) else {
            continue;
        };
        let lower = name.to_lowercase();
        let meaning = MEANINGS.iter().find(|(words, _)| words.iter().any(|word| lower.ends_with(word)));
        if let Some((_, meaning)) = meaning {
            take(*meaning, content, item, problems);
        }
        if item.more.len() < KEPT_MAX {
            item.more.insert(name.to_owned(), content.to_owned());
        }
    }
}

fn take(meaning: Meaning, content: &str, item: &mut Item, problems: &mut Problems) {
    match meaning {
        // The name that desks use is worth more than the key that machines use.
        Meaning::Slugline => content.clone_into(&mut item.slugline),
        Meaning::TakeKey => unless_said(&mut item.take_key, content),
        Meaning::Sequence => unless_said(&mut item.sequence, content),
        Meaning::WordCount => item.word_count = item.word_count.or_else(|| content.parse().ok()),
        Meaning::Priority => {
            item.priority = content.parse().ok();
            let level = urgency::read(content);
            if item.urgency == Urgency::default() {
                item.urgency = level.unwrap_or_default();
            }
        }
        Meaning::Source => {
            item.sources.push(SourceCredit { name: content.to_owned(), ..SourceCredit::default() });
        }
        Meaning::Section => item.sections.push(content.to_owned()),
        Meaning::Standfirst => unless_said(&mut item.standfirst, content),
        Meaning::Byline if item.byline.is_empty() => {
            item.byline = crate::prose::byline::names_in(content);
        }
        Meaning::Byline => {}
        Meaning::Copyright => unless_said(&mut item.copyright, content),
        Meaning::Embargo => embargo::hold(item, content, "embargo", problems),
        Meaning::Language => {
            let tag = Language::new(content);
            item.language = if tag.is_known() { tag } else { language::named(content) };
        }
        Meaning::Keywords => {
            item.keywords.extend(content.split([',', ';']).map(|word| word.trim().to_owned()));
        }
        Meaning::Note => add_note(&mut item.editors_note, content),
    }
}
