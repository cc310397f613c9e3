//! A headline too long for a front or a wire, one that ends with a full stop, one all in capitals.

use story::{Field, HeadlineUse, Severity, Stage};

use crate::analysis::{Analysis, Kind};
use crate::draft::{Draft, Place, say};
use story::Span;

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Info;
pub(crate) const STAGE: Stage = Stage::Live;

/// Letters after which fronts and wires cut.
const LETTERS_MAX: usize = 130;
/// Fewer capitals are an acronym.
const SHOUTED_WORDS: usize = 4;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    story.each_headline(|text| in_headline(story, text))
}

/// What a headline is for, where it is for one use.
fn used_for(field: Field) -> Option<HeadlineUse> {
    match field {
        Field::HeadlineFor(wanted) => Some(wanted),
        _ => None,
    }
}

fn in_headline(story: &Analysis, text: usize) -> Vec<Draft> {
    let source = &story.texts[text];
    let tokens = story.tokens(text);
    let Some(last) = tokens.len().checked_sub(1) else { return Vec::new() };
    let letters = source.text.chars().count();
    let wanted = used_for(source.field);
    let most = wanted.map_or(LETTERS_MAX, HeadlineUse::letters_max);
    if letters > most {
        let message =
            say("headline-long").with("letters", letters.to_string()).with("most", most.to_string());
        return vec![Draft::new(Severity::Info, message, vec![story.place(text, 0, last)]).sure(990)];
    }
    let words: Vec<usize> = (0..tokens.len()).filter(|n| source.is_word(*n)).collect();
    let shouted = |n: &&usize| {
        source.raw(**n).chars().any(char::is_uppercase) && !source.raw(**n).chars().any(char::is_lowercase)
    };
    if words.len() >= SHOUTED_WORDS && words.iter().filter(shouted).count() == words.len() {
        return vec![
            Draft::new(Severity::Info, say("headline-capitals"), vec![story.place(text, 0, last)]).sure(990),
        ];
    }
    // An alert is a sentence.
    if wanted == Some(HeadlineUse::Alert) {
        return Vec::new();
    }
    let sentences = tokens.iter().filter(|token| matches!(token.kind, Kind::Mark('.'))).count();
    let abbreviation = source.raw(last.saturating_sub(1)).chars().count() <= 2
        || source.raw(last.saturating_sub(1)).contains('.');
    if sentences == 1 && tokens[last].kind == Kind::Mark('.') && !abbreviation {
        let span = Span::new(tokens[last].start as usize, tokens[last].end as usize);
        let stop = Place { text, span };
        let label = say("mend-delete").with("words", ".");
        return vec![
            Draft::new(Severity::Info, say("headline-stop"), vec![stop])
                .sure(990)
                .mend(label, vec![(stop, String::new())]),
        ];
    }
    Vec::new()
}
