//! Whatever the text: no panic, spans on character borders, suggestions that apply.

use proptest::prelude::*;
use story::{
    BlockBody, CheckInput, Content, Language, List, ListStyle, Memory, Picture, Quote, Report, RichText,
    Target, Timestamp, apply_edits,
};

use crate::draft::say;
use crate::message::Voice;

/// Bits of text that wake the rules, and any characters besides.
fn words() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        4 => prop::sample::select(vec![
            "de de ", "the the ", "في في ", "l'Iran et l'Iran ", "Iran-Iran", "إيران وإيران ", "mardi 9 juin ", "lundi 31 juin 2025, ",
            "Tuesday, June 9 ", "الاثنين 9 جوان ", "\"", "« ", " »", "“", "”", "„", "1.300 morts ", "12 000", "5m ", "trois cent cinq mille ",
            "Lucie Corlandre ", "à Tokyo ", ": ", ". ", "\n", "U.S. ", "6'2\" ", "vis-à-vis ", "\u{202e}", "\u{200c}", "e\u{301}", "İ", "ß", "𝒳",
        ]).prop_map(str::to_owned),
        2 => "\\PC{0,12}",
        1 => any::<String>(),
    ];
    prop::collection::vec(bit, 0..12).prop_map(|bits| bits.concat())
}

prop_compose! {
    fn content()(
        language in prop::sample::select(vec!["fr", "en", "ar", "es", "de", "fa", "", "zz"]),
        headline in words(), standfirst in words(), caption in words(),
        paragraphs in prop::collection::vec(words(), 0..6),
        items in prop::collection::vec(words(), 0..3),
    ) -> Content {
        let mut content = Content { language: Language::new(language), headline, standfirst, ..Content::default() };
        content.lead = Some(Picture { caption, credit: "X".into(), ..Picture::default() });
        for text in paragraphs {
            content.push(BlockBody::Paragraph(RichText::plain(text)));
        }
        content.push(BlockBody::Quote(Quote { words: RichText::plain("« Oui oui"), speaker: None }));
        let items = items.into_iter().map(RichText::plain).collect();
        content.push(BlockBody::List(List { style: ListStyle::Bulleted, items }));
        content
    }
}

fn check(content: &Content) -> Report {
    check_with(content, None)
}

fn check_with(content: &Content, memory: Option<&Memory>) -> Report {
    let published: Timestamp = "2025-06-05T12:00:00Z".parse().unwrap();
    let speak = Language::new("ar");
    (crate::RULE_SET.check)(&CheckInput {
        content,
        published,
        time_zone: "Europe/Paris",
        home_country: "FR",
        speak: &speak,
        levels: &super::sample::all_raised(),
        house: None,
        archive: None,
        story: None,
        memory,
    })
}

fn is_true(content: &Content, target: &Target) -> bool {
    content.text(target.field).and_then(|text| target.span.of(text).ok()) == Some(target.text.as_str())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_breaks_a_rule_and_every_span_is_true(content in content()) {
        let report = check(&content);
        prop_assert_eq!(&report.unavailable, &[]);
        for finding in &report.findings {
            prop_assert!(!finding.targets.is_empty() && !finding.message.is_empty() && !finding.explanation.is_empty());
            for target in finding.targets.iter().chain(finding.evidence.iter().filter_map(|proof| proof.at.as_ref())) {
                prop_assert!(is_true(&content, target), "{:?}", target);
            }
            prop_assert!(finding.suggestions.len() <= 3);
            for suggestion in &finding.suggestions {
                let mended = apply_edits(&content, &suggestion.edits);
                prop_assert!(mended.is_ok_and(|mended| mended != content), "{:?}", suggestion);
            }
        }
    }

    #[test]
    fn a_memory_of_earlier_texts_changes_no_answer(before in content(), content in content()) {
        let memory = (crate::RULE_SET.memory)();
        check_with(&before, Some(&memory));
        check_with(&content, Some(&memory));
        prop_assert_eq!(check_with(&content, Some(&memory)), check(&content));
    }

    #[test]
    fn the_same_random_story_gives_the_same_report(content in content()) {
        prop_assert_eq!(check(&content), check(&content));
    }
}

/// Stories of one kind of thing, over and over: a rule that looks at each with each would never come back.
#[test]
fn a_monstrous_story_is_answered_whatever_it_is_made_of() {
    let monsters =
        ["<a ", "[", "\"", "&amp;", "12 % ", "Lucie ", "\u{202e}\u{2067}م", "e\u{301}", "l'l'", "TK ", "« "];
    let panic = Voice::of(&Language::new("ar")).message(&say("rule-panicked"));
    for (n, piece) in monsters.into_iter().enumerate() {
        let mut content =
            Content {
                language: Language::new("fr"), headline: "Lucie à Tokyo".into(), ..Content::default()
            };
        // One paragraph of thirty thousand bytes, or three thousand paragraphs.
        if n % 2 == 0 {
            content.push(BlockBody::Paragraph(RichText::plain(piece.repeat(30_000 / piece.len()))));
        } else {
            (0..3_000).for_each(|_| content.push(BlockBody::Paragraph(RichText::plain(piece))));
        }
        let panicked = |failure: &&story::RuleFailure| failure.reason == panic;
        assert_eq!(check(&content).unavailable.iter().find(panicked), None, "{piece:?}");
    }
}
