//! Lines in a text that speak to the desk and to nobody else: held until a time, not for publication, for editors.

use super::{has_more_words, plain_lower, word_count};
use crate::dates;

/// What such a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Label {
    /// `EMBARGOED UNTIL 12 March 2026, 10:00 GMT`: the words that tell the time; none where it tells none.
    Embargo(String),
    /// `((ann@agency.example; +47 …))`, `Not for publication: …`
    Private,
    /// `Eds: UPDATES with quote.`
    Editors,
}

/// A line of more words holds no text until a time.
const WORDS_MAX: usize = 24;
/// What a longer line is for, it says at its beginning.
const HEAD_BYTES: usize = 240;

const MARKS: &[&str] = &[
    "embargo",
    "embargoed",
    "embargado",
    "embargada",
    "sperrfrist",
    "sperrvermerk",
    "gesperrt",
    "ambargo",
    "ambargolu",
    "ambargoludur",
    "эмбарго",
    "محظور النشر",
    "محظور",
    "حظر النشر",
    "حظر نشر",
    "تحریم انتشار",
];

/// What may stand before the mark.
const LEADS: &[&str] = &[
    "achtung",
    "attention",
    "important",
    "please note",
    "strictly",
    "strict",
    "under",
    "sous",
    "bajo",
    "unter",
];

/// Of what is said to be embargoed: `This release is embargoed until …`.
const SUBJECTS: &[&str] = &[
    "this ",
    "these ",
    "the information ",
    "ce ",
    "cette ",
    "ces ",
    "cet ",
    "diese",
    "este ",
    "esta ",
    "bu ",
];

const UNTIL: &[&str] = &[
    "until",
    "till",
    "til",
    "before",
    "prior",
    "jusqu'au",
    "jusqu'à",
    "jusqu'a",
    "jusqu",
    "avant",
    "bis",
    "vor",
    "ab",
    "hasta",
    "antes",
    "fino",
    "prima",
    "até",
    "tot",
    "до",
    "حتى",
    "قبل",
    "لغاية",
    "تا",
    "kadar",
    "önce",
];

/// Forbids use, until a time where one is said.
const FORBIDS: &[&str] = &[
    "not for publication",
    "not for release",
    "not for broadcast",
    "not for use",
    "not to be published",
    "not to be released",
    "not to be used",
    "do not publish",
    "do not release",
    "do not use",
    "hold for release",
    "à ne pas diffuser",
    "à ne pas publier",
    "ne pas diffuser",
    "ne pas publier",
    "publication interdite",
    "diffusion interdite",
    "nicht zur veröffentlichung",
    "nicht veröffentlichen",
    "veröffentlichung nicht",
    "no publicar",
    "no difundir",
    "no divulgar",
    "non pubblicare",
    "não publicar",
    "غير مخصص للنشر",
    "ليس للنشر",
    "لا ينشر",
    "ممنوع النشر",
    "يمنع النشر",
    "يحظر النشر",
    "غیرقابل انتشار",
    "غیر قابل انتشار",
    "yayımlanamaz",
    "yayınlanamaz",
];

/// Allows use from a time on.
const ALLOWS: &[&str] =
    &["for release", "for publication", "for use", "frei ab", "frei für", "diffusion autorisée à partir"];

/// Tells how to reach somebody, or what only the desk may know.
const PRIVATE: &[&str] = &[
    "internal note",
    "private note",
    "note interne",
    "note privée",
    "interne notiz",
    "nota interna",
    "media contact",
    "media contacts",
    "press contact",
    "press contacts",
    "contact presse",
    "contacts presse",
    "pressekontakt",
    "contacto de prensa",
    "contatto stampa",
    "للتواصل الإعلامي",
    "basın iletişim",
];

const EDITORS: &[&str] = &[
    "eds",
    "editors",
    "note to editors",
    "notes to editors",
    "note aux rédactions",
    "note à la rédaction",
    "hinweis an die redaktion",
    "hinweis an die redaktionen",
    "achtung redaktionen",
    "korrektur-hinweis",
    "korrekturhinweis",
    "redaktioneller hinweis",
    "redaktionelle hinweise",
    "nota a los editores",
    "nota para los editores",
    "ملاحظة للمحررين",
    "editörlerin dikkatine",
];

/// Words around the time in such a line, which tell nothing of it.
const SAYS: &[&str] = &[
    "not",
    "for",
    "to",
    "be",
    "or",
    "and",
    "release",
    "released",
    "publication",
    "published",
    "broadcast",
    "use",
    "used",
    "is",
    "strict",
    "strictly",
    "total",
    "media",
    "jusque",
    "diffuser",
    "publier",
    "zum",
    "zur",
    "publicar",
    "النشر",
    "الى",
    "إلى",
    "sonuna",
];

/// What a line is to the desk; nothing where readers may have it.
pub(crate) fn line(line: &str) -> Option<Label> {
    let trimmed = line.trim();
    if trimmed.starts_with("((") && trimmed.trim_end_matches('.').ends_with("))") {
        return Some(Label::Private);
    }
    let long = has_more_words(trimmed, WORDS_MAX);
    let end = if long { trimmed.floor_char_boundary(HEAD_BYTES) } else { trimmed.len() };
    let lower = plain_lower(&trimmed[..end]);
    let lower = lower.trim_matches(|letter: char| !letter.is_alphanumeric());
    if let Some(said) = (!long).then(|| embargo(lower)).flatten() {
        return Some(Label::Embargo(said));
    }
    let (addressed, rest) = match to_editors(lower) {
        Some(rest) => (true, rest),
        None => (false, lower),
    };
    let forbids = FORBIDS.iter().find_map(|start| rest.strip_prefix(start));
    let private = PRIVATE.iter().find_map(|start| after_word(rest, start));
    // What it forbids is what stands behind its colon, or the whole line where nothing does.
    let named = |rest: &str| {
        rest.split_once([':', '：', '–', '—']).is_some_and(|(before, _)| word_count(before) <= 2)
            || rest.is_empty()
    };
    if forbids.is_some_and(|rest| addressed || named(rest)) || private.is_some_and(named) {
        return Some(Label::Private);
    }
    addressed.then_some(Label::Editors)
}

/// Whether the line only names what follows it.
pub(crate) fn is_heading(line: &str) -> bool {
    let lower = plain_lower(line);
    let bare = lower.trim_matches(|letter: char| !letter.is_alphanumeric());
    [FORBIDS, PRIVATE, EDITORS].iter().any(|list| list.contains(&bare))
}

/// The words behind `Eds:` and the like.
fn to_editors(lower: &str) -> Option<&str> {
    let rest = EDITORS.iter().find_map(|start| after_word(lower, start))?.trim_start();
    // A heading of its own, but for the two that are words of the news.
    let heads = rest.is_empty() && !["eds", "editors"].contains(&lower);
    rest.strip_prefix([':', '：']).map(str::trim_start).or(heads.then_some(rest))
}

/// The words that tell the time of a line that holds a text until then.
fn embargo(lower: &str) -> Option<String> {
    let named = marked(lower).or_else(|| allowed(lower)).or_else(|| forbidden(lower));
    named.or_else(|| about_itself(lower)).map(time_words)
}

/// `Embargoed until …`, `Sperrfrist: …`, `EMBARGO AU JEUDI 5 MARS 2026`, `Embargoed`.
fn marked(lower: &str) -> Option<&str> {
    let mut rest = lower;
    while let Some(after) = LEADS.iter().find_map(|lead| after_word(rest, lead)) {
        rest = after.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    }
    let (mark, behind) = MARKS.iter().find_map(|mark| Some((*mark, after_word(rest, mark)?)))?;
    let named = behind.trim_start().starts_with([':', '：']);
    let behind = behind.trim_matches(|letter: char| !letter.is_alphanumeric());
    let first = words(behind).next().unwrap_or_default();
    let until = UNTIL.iter().any(|until| first == *until || after_apostrophe(first) == *until);
    let strict = matches!(first, "strict" | "total" | "النشر");
    // `Embargoed to 0001 Tuesday`, `Embargoed for release at 6 a.m.`; "embargo for six months" is news.
    let figures = behind.chars().any(char::is_numeric);
    let held = mark == "embargoed" && figures && matches!(first, "to" | "for" | "from" | "at");
    let timed = || dates::exactly(&time_words(behind)).is_some();
    (named || behind.is_empty() || until || strict || held || timed()).then_some(behind)
}

/// `jusqu'au` is one word, `l'embargo` two.
fn after_apostrophe(word: &str) -> &str {
    word.split('\'').next().unwrap_or(word)
}

/// `For release 8:30 a.m. ET, Thursday, March 5, 2026`.
fn allowed(lower: &str) -> Option<&str> {
    let rest = ALLOWS.iter().find_map(|start| after_word(lower, start))?;
    let numbered = rest.chars().any(char::is_numeric);
    let dated = numbered && (rest.trim_start().starts_with(':') || dates::month_in(rest).is_some());
    (dated && word_count(rest) <= 12).then_some(rest)
}

/// `Not for publication before …`, `À ne pas diffuser avant …`.
fn forbidden(lower: &str) -> Option<&str> {
    let rest = FORBIDS.iter().find_map(|start| lower.strip_prefix(start));
    let ends = || FORBIDS.iter().any(|end| lower.ends_with(end)).then_some(lower);
    let rest = rest.or_else(ends)?;
    let at = words(rest).find(|word| UNTIL.contains(&after_apostrophe(word)) || UNTIL.contains(word))?;
    let from = rest.find(at).unwrap_or(0);
    Some(if UNTIL.ends_with(&[at]) || at == "kadar" { rest } else { &rest[from..] })
}

/// `This release is embargoed until …`; `… saat 06:00'a kadar ambargoludur`.
fn about_itself(lower: &str) -> Option<&str> {
    let marks = |word: &str| MARKS.contains(&word);
    if words(lower).last().is_some_and(|last| last.starts_with("ambargolu")) {
        return Some(lower);
    }
    SUBJECTS.iter().any(|subject| lower.starts_with(subject)).then_some(())?;
    let at = words(lower).find(|word| marks(word))?;
    let rest = &lower[lower.find(at)? + at.len()..];
    let first = words(rest).next()?;
    (UNTIL.contains(&first) || UNTIL.contains(&after_apostrophe(first))).then_some(rest)
}

/// What follows a word, where it ends there.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(bare).filter(|word| !word.is_empty())
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Without the words that only say that there is a time. An ending behind figures is none of them (`06:00'a kadar`).
fn time_words(text: &str) -> String {
    let kept = text.split_whitespace().filter(|word| {
        let word = bare(word);
        !(UNTIL.contains(&word)
            || UNTIL.contains(&after_apostrophe(word))
            || SAYS.contains(&word)
            || MARKS.contains(&word)
            || word.starts_with("ambargolu"))
    });
    let ended = kept.map(|word| match word.split_once('\'') {
        Some((figures, _)) if figures.ends_with(|letter: char| letter.is_ascii_digit()) => figures,
        _ => word,
    });
    ended.collect::<Vec<_>>().join(" ")
}

/// Whether a sender withdraws what it sent: the words of a wire that has no field for it.
pub(crate) fn withdraws(headline: &str) -> bool {
    let headline = headline.trim();
    let shouted = |text: &str| text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let label = headline.split([':', '：', '–', '—', ',']).next().unwrap_or_default();
    let label = label.split(" - ").next().unwrap_or_default().split("--").next().unwrap_or_default();
    if label.len() < headline.len() || word_count(headline) <= 3 {
        return word_count(label) <= 3 && shouted(label) && is_withdrawal(label);
    }
    // `ANNULATION Le port de Murm`.
    let first = headline.split_whitespace().next().unwrap_or_default();
    let cased = headline.chars().any(char::is_lowercase);
    cased && shouted(first) && is_withdrawal(first)
}

/// A word for it among the words of a signal or a mark.
pub(crate) fn is_withdrawal(mark: &str) -> bool {
    const WORDS: &[&str] = &[
        "kill",
        "killed",
        "withdrawal",
        "withdrawn",
        "annulation",
        "annulé",
        "annulée",
        "retrait",
        "zurückziehung",
        "zurückgezogen",
        "storno",
        "stornierung",
        "anulación",
        "anulacion",
        "anulado",
        "anulada",
        "annullamento",
        "anulação",
        "إلغاء",
        "الغاء",
        "ملغى",
        "ملغاة",
        "سحب",
        "لغو",
        "iptal",
    ];
    let lower = plain_lower(mark);
    lower.split(|letter: char| !letter.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_hold_a_text_are_known_in_the_languages_of_the_house() {
        for held in [
            "EMBARGO : jeudi 5 mars 2026 à 6h00",
            "EMBARGO AU JEUDI 5 MARS 2026 À 6H00",
            "SOUS EMBARGO JUSQU’AU JEUDI 5 MARS 2026 À 06 H 00",
            "Sous embargo strict",
            "À ne pas diffuser avant le 5 mars 2026 à 6 heures",
            "Ce communiqué est sous embargo jusqu’au 5 mars 2026 à 6 heures",
            "EMBARGOED",
            "Embargoed to 0001 Tuesday June 03",
            "EMBARGOED FOR RELEASE AT 6 A.M. ON 5 MARCH 2026",
            "(EMBARGOED UNTIL 0001 GMT MARCH 5)",
            "*** Under strict embargo until 3pm Thursday ***",
            "STRICTLY EMBARGOED: not for publication before 06:00 CET on Thursday 5 March 2026",
            "NOT FOR PUBLICATION, BROADCAST OR USE ON CLUB TAPE BEFORE 2230 THURSDAY MARCH 5",
            "This release is embargoed until 10:00 GMT on 5 March 2026.",
            "FOR RELEASE 8:30 a.m. ET, Thursday, March 5, 2026",
            "ACHTUNG SPERRFRIST 5. März 2026, 06.00 Uhr",
            "Gesperrt bis 5. März 2026, 6 Uhr",
            "EMBARGADO HASTA EL 5 DE MARZO DE 2026 A LAS 06:00",
            "Ambargo: 5 Mart 2026 06:00",
            "5 MART 2026 SAAT 06:00'A KADAR AMBARGOLUDUR",
            "تحریم انتشار تا ۵ مارس ۲۰۲۶ ساعت ۰۶:۰۰",
            "غیرقابل انتشار تا ۱۴ اسفند ۱۴۰۴",
            "حظر نشر حتى الخميس 5 آذار 2026",
            "محظور النشر حتى 5 مارس 2026 الساعة 06:00",
            "غير مخصص للنشر قبل 5 مارس 2026",
        ] {
            assert!(matches!(line(held), Some(Label::Embargo(_))), "{held}: {:?}", line(held));
        }
    }

    #[test]
    fn news_of_an_embargo_holds_nothing() {
        for news in [
            "Embargo on Russian oil takes effect on 5 December",
            "Embargo – l’Union européenne hésite",
            "The findings were under embargo until Tuesday, she said.",
            "L’embargo sur les armes a été levé le 5 mars 2026 à 18h00.",
            "EMBARGO LIFTED",
            "Embargoed for years, the files of the port are open",
            "For release of the hostages, ministers met in Corlises.",
            "For use in 12 schools the council bought machines.",
            "Gesperrt ist die Brücke seit Dienstag, teilte die Stadt mit.",
        ] {
            assert_eq!(line(news), None, "{news}");
        }
    }

    #[test]
    fn what_is_addressed_to_editors_is_told_from_what_readers_may_have() {
        assert_eq!(line("((ann.lorne@vara.example; +47 21 00 00 00))"), Some(Label::Private));
        assert_eq!(line("[Editors: not for publication]"), Some(Label::Private));
        assert_eq!(line("Not for publication: call the press office on 555 0100."), Some(Label::Private));
        assert_eq!(line("Eds: UPDATES with quote."), Some(Label::Editors));
        assert_eq!(line("Editors of the paper met on Tuesday."), None);
        assert_eq!(line("(Reporting by Ann Lorne)"), None);
        for private in [
            "Ne pas publier : la source est la capitainerie.",
            "Nicht zur Veröffentlichung bestimmt: die Quelle ist der Hafenmeister.",
            "ليس للنشر: المصدر في الميناء",
            "No publicar: la fuente es el puerto.",
            "Contact presse : Ann Lorne, 01 00 00 00 00",
            "Internal note: check the number.",
        ] {
            assert_eq!(line(private), Some(Label::Private), "{private}");
        }
        for note in
            ["NOTE AUX RÉDACTIONS : photos à suivre", "Notes to editors", "(Editors: please do not name her)"]
        {
            assert_eq!(line(note), Some(Label::Editors), "{note}");
        }
    }

    #[test]
    fn a_withdrawal_is_a_label_and_no_word_of_the_news() {
        for gone in [
            "BULLETIN KILL",
            "KILL: Vara port",
            "ANNULATION Le port de Murm",
            "ZURÜCKGEZOGEN - Hafen",
            "إلغاء: الميناء",
        ] {
            assert!(withdraws(gone), "{gone}");
        }
        for news in [
            "Police kill two in Osk",
            "Annulation : le concert de Vara n’aura pas lieu",
            "KILL BILL RETURNS TO THE STAGE",
            "Kill the bill, say protesters",
        ] {
            assert!(!withdraws(news), "{news}");
        }
        assert!(is_withdrawal("sig:kill") && is_withdrawal("1st Ld-Kill") && !is_withdrawal("skilled"));
    }
}
