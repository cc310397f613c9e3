//! Lines of `Key: value` at the head of a text, in several languages; Markdown's `---` block and mail headers too.

use story::{Item, Language, Signature, SourceCredit};

use crate::problem::Problems;
use crate::prose::{byline, fold, plain_lower};
use crate::{dates, embargo, urgency};

/// The text behind the front lines, and the number of its first line.
pub(super) struct Rest<'a> {
    pub(super) text: &'a str,
    pub(super) first_line: usize,
}

pub(super) fn take<'a>(text: &'a str, item: &mut Item, problems: &mut Problems) -> Rest<'a> {
    let (mut number, mut at) = (1, 0);
    let (mut fenced, mut taken) = (false, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let fence = words == "---";
        let done = if fence && taken == 0 && !fenced {
            fenced = true;
            false
        } else if fence && fenced {
            at += line.len();
            number += 1;
            break;
        } else if words.is_empty() {
            // Front lines end at the first empty line; before them, empty lines are nothing.
            taken > 0 && !fenced
        } else {
            !entry(words, item, problems, number) && !fenced
        };
        if done {
            break;
        }
        taken += usize::from(!words.is_empty() && !fence);
        at += line.len();
        number += 1;
    }
    Rest { text: &text[at..], first_line: number }
}

/// Takes one line; false where it is none of ours.
fn entry(line: &str, item: &mut Item, problems: &mut Problems, number: usize) -> bool {
    let Some((key, value)) = line.split_once([':', '：']) else { return false };
    let value = fold(value.trim().trim_matches('"'));
    let Some(key) = key_of(&plain_lower(key.trim())) else { return false };
    if value.is_empty() {
        return true;
    }
    let place = format!("line {number}");
    match key {
        Key::Headline => item.headline = value,
        Key::Kicker => item.kicker = value,
        Key::Standfirst => item.standfirst = value,
        Key::Byline => item.byline.extend(byline::names_in(&value)),
        Key::From => {
            let name = value.split('<').next().unwrap_or_default().trim().trim_matches('"');
            let name = if name.is_empty() { value.as_str() } else { name };
            item.sources.push(SourceCredit { name: name.to_owned(), ..SourceCredit::default() });
        }
        Key::Source => item.sources.push(SourceCredit { name: value, ..SourceCredit::default() }),
        Key::Created => item.created = dates::field(&value, &place, problems),
        Key::Updated => item.updated = dates::field(&value, &place, problems),
        Key::Embargo => embargo::hold(item, &value, &place, problems),
        Key::Section => item.sections.extend(list(&value)),
        Key::Topics => item.topics.extend(list(&value)),
        Key::Places => item.places.extend(list(&value)),
        Key::Dateline => item.dateline = value,
        Key::Slugline => item.slugline = value,
        Key::Language => item.language = Language::new(&value),
        Key::Urgency => match urgency::read(&value) {
            Some(urgency) => item.urgency = urgency,
            None => {
                problems.add(
                    "bad-urgency",
                    place,
                    format!("'{value}' is no urgency from 1 to 9; taken as 5"),
                );
            }
        },
        Key::Guid => item.guid = value,
        Key::Version => item.version = value,
        Key::Href => item.href = value,
        Key::Note => item.editors_note = value,
        Key::PrivateNote => item.private_note = value,
        Key::Copyright => item.copyright = value,
        Key::Photographer => item.byline.push(Signature { name: value, role: "photo".to_owned() }),
        Key::Nothing => {}
    }
    true
}

fn list(value: &str) -> impl Iterator<Item = String> {
    let value = value.trim_matches(['[', ']']).to_owned();
    let entries: Vec<String> = value.split([',', ';', '،', '|']).map(fold).collect();
    entries.into_iter().filter(|entry| !entry.is_empty())
}

#[derive(Clone, Copy)]
enum Key {
    Headline,
    Kicker,
    Standfirst,
    Byline,
    From,
    Source,
    Created,
    Updated,
    Embargo,
    Section,
    Topics,
    Places,
    Dateline,
    Slugline,
    Language,
    Urgency,
    Guid,
    Version,
    Href,
    Note,
    PrivateNote,
    Copyright,
    Photographer,
    /// Known, and of no use to a story.
    Nothing,
}

fn key_of(key: &str) -> Option<Key> {
    Some(match key {
        "title" | "titre" | "headline" | "subject" | "objet" | "titel" | "título" | "العنوان" | "عنوان" => {
            Key::Headline
        }
        "kicker" | "surtitre" | "sur-titre" | "overline" | "dachzeile" => Key::Kicker,
        "standfirst" | "chapô" | "chapo" | "chapeau" | "summary" | "abstract" | "description" | "résumé"
        | "lead" | "intro" | "subtitle" | "sous-titre" | "الملخص" => Key::Standfirst,
        "author" | "authors" | "auteur" | "auteurs" | "auteure" | "byline" | "by" | "par" | "signature"
        | "autor" | "الكاتب" => Key::Byline,
        "from" | "de" | "von" | "sender" => Key::From,
        "source" | "sources" | "agence" | "agency" | "provider" | "المصدر" => Key::Source,
        "date" | "published" | "publié" | "publié le" | "created" | "pubdate" | "datum" | "sent"
        | "envoyé" | "التاريخ" => Key::Created,
        "updated" | "modified" | "mis à jour" | "mise à jour" | "lastmod" => Key::Updated,
        "embargo" | "embargoed" | "embargo until" | "embargo jusqu'au" => Key::Embargo,
        "section" | "rubrique" | "category" | "catégorie" | "categories" | "ressort" | "القسم" => {
            Key::Section
        }
        "tags" | "keywords" | "mots-clés" | "mots clés" | "topics" | "sujets" => Key::Topics,
        "place" | "places" | "lieu" | "lieux" | "location" | "city" => Key::Places,
        "dateline" => Key::Dateline,
        "slug" | "slugline" => Key::Slugline,
        "language" | "langue" | "lang" | "sprache" => Key::Language,
        "urgency" | "urgence" | "priority" | "priorité" => Key::Urgency,
        "id" | "guid" | "identifiant" | "message-id" => Key::Guid,
        "version" => Key::Version,
        "url" | "link" | "lien" | "href" => Key::Href,
        "note"
        | "editor's note"
        | "editors note"
        | "ednote"
        | "note à la rédaction"
        | "note aux rédactions" => Key::Note,
        "private note" | "note privée" | "note interne" | "internal note" => Key::PrivateNote,
        "copyright" => Key::Copyright,
        "photographer" | "photographe" => Key::Photographer,
        "to"
        | "à"
        | "cc"
        | "bcc"
        | "reply-to"
        | "mime-version"
        | "content-type"
        | "content-transfer-encoding"
        | "received"
        | "return-path"
        | "delivered-to"
        | "layout"
        | "draft"
        | "x-mailer"
        | "user-agent"
        | "importance"
        | "pièces jointes"
        | "attachments"
        | "cci" => Key::Nothing,
        _ => return None,
    })
}
