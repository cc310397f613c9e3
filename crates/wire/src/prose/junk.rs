//! Lines of a page that are no story: buttons, menus, prompts, teasers, feet. Every verdict has a reason to tell.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{ends_sentence, plain_lower, word_count};

/// Why a line is no story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Junk {
    Button,
    Prompt,
    Legal,
    Counter,
    /// One line that leads to another story.
    ReadAlso,
    /// The next few lines lead to other stories; the story may go on behind them.
    AlsoFollow,
    /// Only ways to other stories follow.
    TeasersFollow,
}

impl Junk {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Button => "a button or menu",
            Self::Prompt => "a prompt to subscribe, sign in or accept",
            Self::Legal => "a legal line",
            Self::Counter => "a counter",
            Self::ReadAlso | Self::AlsoFollow | Self::TeasersFollow => "a way to another story",
        }
    }
}

/// Labels that are whole lines.
static BUTTONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("junk/buttons.txt").lines().collect());

/// Beginnings of lines that ask something of the reader.
static PROMPTS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("junk/prompts.txt").lines().collect());

static LEGAL: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("junk/legal.txt").lines().collect());

/// Beginnings of lines that lead to another story named on the same line, or on the next ones.
static ALSO: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("junk/also.txt").lines().collect());

/// Lines behind which only teasers come.
static TEASERS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("junk/teasers.txt").lines().collect());

/// Why a line is no story; nothing where it may be one.
pub(crate) fn verdict(line: &str) -> Option<Junk> {
    const LETTERS_MAX: usize = 240;
    if line.chars().count() > LETTERS_MAX {
        return None;
    }
    let lower = plain_lower(line);
    let label = label(&lower);
    if label.is_empty() || label.chars().all(|letter| !letter.is_alphabetic()) {
        return (!is_rule(line)).then_some(Junk::Counter);
    }
    if BUTTONS.contains(&*label) || is_row_of_buttons(&lower) {
        return Some(Junk::Button);
    }
    if TEASERS.contains(&*label) {
        return Some(Junk::TeasersFollow);
    }
    if let Some(also) = also(&lower, line) {
        return Some(also);
    }
    let short = word_count(line) <= 30;
    if short && PROMPTS.iter().any(|start| begins(&lower, start)) && !is_reported(line) {
        return Some(Junk::Prompt);
    }
    if LEGAL.iter().any(|words| lower.contains(words)) && (short || lower.starts_with(['©', '('])) {
        return Some(Junk::Legal);
    }
    let year = lower.starts_with("© 20") || lower.starts_with("©20") || lower.starts_with("copyright ");
    if year && short {
        return Some(Junk::Legal);
    }
    is_counter(&lower).then_some(Junk::Counter)
}

/// Begins with these words, the last one whole.
fn begins(line: &str, words: &str) -> bool {
    let rest = line.strip_prefix(words);
    rest.is_some_and(|rest| {
        !words.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// A line of signs that divides: no words to lose, and no story.
fn is_rule(line: &str) -> bool {
    line.trim().is_empty()
}

/// Letters, digits and single spaces; icons and punctuation gone.
fn label(lower: &str) -> String {
    let mut label = String::new();
    for letter in lower.chars() {
        if letter.is_alphanumeric() || letter == '\'' {
            label.push(letter);
        } else if !label.is_empty() && !label.ends_with(' ') {
            label.push(' ');
        }
    }
    label.trim_end().to_owned()
}

/// `Facebook Twitter WhatsApp Email`, `Partager | Imprimer`
fn is_row_of_buttons(lower: &str) -> bool {
    let parts: Vec<&str> =
        lower.split(['|', '•', '·', '/', ',', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let known = |part: &&str| BUTTONS.contains(&*label(part));
    if parts.len() > 1 && parts.iter().all(known) {
        return true;
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.len() > 1 && words.len() <= 12 && words.iter().all(known)
}

fn also(lower: &str, line: &str) -> Option<Junk> {
    let bare = lower.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let start = ALSO.iter().filter(|start| begins(bare, start)).max_by_key(|start| start.len())?;
    let rest = bare[start.len()..].trim_start();
    if rest.trim_matches(|letter: char| !letter.is_alphanumeric()).is_empty() {
        return Some(Junk::AlsoFollow);
    }
    let long = start.contains("aussi")
        || start.contains("également")
        || start.contains("also")
        || start.contains("أيض")
        || start.contains("auch");
    let marked =
        rest.starts_with([':', '-', '–', '—', '>', '»', '|', '"', '«', '→', '▸']) || rest.starts_with("sur ");
    (marked || (long && !ends_sentence(line.trim_end_matches('?')))).then_some(Junk::ReadAlso)
}

/// A sentence that somebody wrote, not a prompt: it quotes or says who.
fn is_reported(line: &str) -> bool {
    line.contains(['«', '“', '"']) && ends_sentence(line) && word_count(line) > 12
}

/// `12 commentaires`, `3 min read`, `il y a 2 heures`, `1,2 k partages`
fn is_counter(lower: &str) -> bool {
    const UNITS: &[&str] = &[
        "commentaire",
        "commentaires",
        "partage",
        "partages",
        "vues",
        "vue",
        "lecture",
        "min",
        "mn",
        "minutes",
        "minute",
        "comment",
        "comments",
        "shares",
        "share",
        "views",
        "read",
        "likes",
        "réactions",
        "réaction",
        "abonnés",
        "followers",
        "تعليق",
        "تعليقات",
        "مشاهدة",
        "دقيقة",
        "دقائق",
        "قراءة",
        "kommentare",
        "minuten",
        "lesezeit",
    ];
    const AGO: &[&str] = &[
        "il y a ",
        "temps de lecture",
        "durée de lecture",
        "lecture ",
        "reading time",
        "منذ ",
        "vor ",
        "lesezeit",
        "hace ",
    ];
    let words: Vec<&str> = lower.split_whitespace().collect();
    let digits = lower.chars().any(char::is_numeric);
    if words.len() > 7 || !digits {
        return false;
    }
    AGO.iter().any(|start| lower.starts_with(start))
        || lower.ends_with(" ago")
        || words.last().is_some_and(|last| {
            UNITS.contains(&last.trim_matches(|c: char| !c.is_alphanumeric())) && words.len() <= 5
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_story_is_told_why() {
        for (line, junk) in [
            ("Partager", Junk::Button),
            ("Facebook Twitter WhatsApp E-mail", Junk::Button),
            ("Partager sur Facebook", Junk::Prompt),
            ("La suite après cette publicité", Junk::Button),
            ("Inscrivez-vous à notre newsletter pour tout savoir.", Junk::Prompt),
            ("Lire aussi : Ostrande, le port reste fermé", Junk::ReadAlso),
            ("À lire aussi Valmère attend son pont", Junk::ReadAlso),
            ("À lire aussi", Junk::AlsoFollow),
            ("Sur le même sujet", Junk::TeasersFollow),
            ("© 2026 Trois Rives. Tous droits réservés.", Junk::Legal),
            ("12 commentaires", Junk::Counter),
            ("3 min read", Junk::Counter),
            ("il y a 2 heures", Junk::Counter),
            ("***", Junk::Counter),
            ("اقرأ أيضا: ميناء أوستراند", Junk::ReadAlso),
            ("شارك", Junk::Button),
            ("We use cookies to improve your experience.", Junk::Prompt),
            ("Skip to main content", Junk::Button),
        ] {
            assert_eq!(verdict(line), Some(junk), "{line}");
        }
    }

    #[test]
    fn sentences_are_never_junk() {
        for line in [
            "Le port d'Ostrande a rouvert mardi.",
            "Partager les bénéfices reste l'objectif du ministre.",
            "Facebook a annoncé mardi la fermeture de son bureau d'Ostrande.",
            "À lire les chiffres, le port va mieux que jamais, dit-elle.",
            "Watch this space, the minister said.",
            "Il y a trois heures, le port a rouvert au trafic des camions et des ferries.",
            "شارك الوزير في افتتاح الميناء صباح الثلاثاء.",
            "Ostrande",
        ] {
            assert_eq!(verdict(line), None, "{line}");
        }
    }
}
