//! Captions of other stories, and captions in another language.

use story::{BlockBody, Content, Field, Picture, Span};

use super::dice::Dice;
use super::scan::captions;
use super::{Class, Injected, Pool, replaced};
use crate::stories::Story;

const UNRELATED: &[&str] = &["stale-caption", "caption-stranger", "foreign-caption"];

pub(crate) const CLASSES: &[Class] = &[
    Class { name: "caption-swap", rules: UNRELATED, inject: any },
    Class { name: "caption-swap-section", rules: UNRELATED, inject: same_section },
    Class { name: "caption-language", rules: &["foreign-caption"], inject: foreign },
    Class {
        name: "headline-of-other",
        rules: &[
            "unrelated-headline",
            "headline-not-in-body",
            "headline-stranger",
            "headline-number-differs",
            "repeated-place",
        ],
        inject: headline,
    },
];

/// Days between two stories of "the same days".
const NEAR_S: i64 = 10 * 86_400;

/// As agencies write them; names are ours.
const AGENCY: &[(&str, &str)] = &[
    ("en", "A fisherman looks at his nets after the storm in the harbour of Ostrande on Tuesday"),
    ("en", "People wait in line outside the town hall in Valmere as the vote begins, on May 4"),
    ("en", "Firefighters work at the site of the blaze near the old mill, the mayor said"),
    ("fr", "Des habitants attendent devant la mairie de Valmère avant le début du vote, mardi"),
    ("fr", "Un pêcheur regarde ses filets après la tempête dans le port d'Ostrande"),
    ("es", "Los vecinos esperan delante del ayuntamiento de Valmera antes de la votación del martes"),
    ("de", "Die Feuerwehr arbeitet an der Stelle des Brandes in der Nähe der alten Mühle"),
];

fn is_long(words: &str) -> bool {
    words.split_whitespace().count() >= 7
}

fn swap(pool: &Pool, dice: &mut Dice, fits: impl Fn(&Story) -> bool) -> Option<Injected> {
    let content = &pool.story.content;
    let own: Vec<_> = captions(content).into_iter().filter(|text| is_long(text.text)).collect();
    let first = own.first()?;
    let mine = |words: &str| captions(content).iter().any(|text| text.text == words);
    let others: Vec<&str> = pool
        .stories
        .iter()
        .filter(|other| other.id != pool.story.id && other.lang() == pool.story.lang() && fits(other))
        .flat_map(|other| captions(&other.content))
        .map(|text| text.text)
        .filter(|words| is_long(words) && !mine(words))
        .collect();
    replaced(content, first.field, Span::new(0, first.text.len()), dice.one(&others)?)
}

fn any(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    swap(pool, dice, |_| true)
}

fn same_section(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let story = pool.story;
    swap(pool, dice, |other| {
        let apart = other.published.as_second() - story.published.as_second();
        other.section == story.section && !story.section.is_empty() && apart.abs() <= NEAR_S
    })
}

fn foreign(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let lang = pool.story.lang();
    let others: Vec<&str> =
        AGENCY.iter().filter(|(other, _)| *other != lang).map(|(_, words)| *words).collect();
    let caption = (*dice.one(&others)?).to_owned();
    let mut content: Content = pool.story.content.clone();
    let span = Span::new(0, caption.len());
    match &mut content.lead {
        Some(lead) => lead.caption = caption,
        None => content.lead = Some(Picture { caption, ..Picture::default() }),
    }
    content.blocks.retain(|block| !matches!(block.body, BlockBody::Picture(_)));
    Some(Injected { content, field: Field::LeadCaption, span })
}

fn headline(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let fits = |other: &&Story| other.id != pool.story.id && other.lang() == pool.story.lang();
    let others: Vec<&Story> = pool.stories.iter().filter(fits).collect();
    let words = &dice.one(&others)?.content.headline;
    let all = Span::new(0, pool.story.content.headline.len());
    replaced(&pool.story.content, Field::Headline, all, words)
}
