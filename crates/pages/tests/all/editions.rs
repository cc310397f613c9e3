//! An edition is refused with every fault named.

use story::Edition;

const FILES: [(&str, &str); 7] = [
    ("fr", include_str!("../../editions/fr.toml")),
    ("en", include_str!("../../editions/en.toml")),
    ("ar", include_str!("../../editions/ar.toml")),
    ("fa", include_str!("../../editions/fa.toml")),
    ("es", include_str!("../../editions/es.toml")),
    ("de", include_str!("../../editions/de.toml")),
    ("tr", include_str!("../../editions/tr.toml")),
];

#[test]
fn the_shipped_editions_are_complete() {
    let editions = pages::editions();
    let seen: Vec<_> = editions.iter().map(|edition| edition.id.as_str()).collect();
    assert_eq!(seen, FILES.map(|(id, _)| id));
    for edition in &editions {
        let ids: Vec<_> = edition.sections.iter().map(|section| section.id.as_str()).collect();
        let first: Vec<_> = editions[0].sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids, first, "sections of one id are the same section in another language");
    }
}

#[test]
fn french_spaces_do_not_break() {
    for (key, text) in &pages::editions()[0].words {
        for sign in [':', ';', '!', '?', '»'] {
            assert!(!text.contains(&format!(" {sign}")), "{key}: {text}");
        }
        assert!(!text.contains('\''), "{key}: {text}");
    }
}

#[test]
fn every_word_that_is_taken_away_is_missed() {
    for (n, (id, text)) in FILES.into_iter().enumerate() {
        let whole = pages::edition_from_toml(text).unwrap();
        // Between them the editions lose every word.
        for key in whole.words.keys().skip(n).step_by(FILES.len()) {
            let line = line_of(text, key);
            let fault = pages::edition_from_toml(&text.replace(&format!("\n{line}\n"), "\n")).unwrap_err();
            assert!(fault.contains(&format!("words.{key} is missing")), "{id}: {fault}");
        }
    }
}

fn line_of<'a>(text: &'a str, key: &str) -> &'a str {
    let (_, words) = text.split_once("[words]").unwrap();
    words.lines().find(|line| line.starts_with(&format!("{key} = "))).unwrap()
}

#[test]
fn every_placeholder_that_is_lost_is_missed() {
    for (n, (id, text)) in FILES.into_iter().enumerate() {
        let whole = pages::edition_from_toml(text).unwrap();
        let filled = whole.words.iter().filter(|(_, word)| word.contains('{'));
        for (key, word) in filled.skip(n % 3).step_by(3) {
            // "One story" needs no figure where the form stands for one only.
            if !["fr", "fa"].contains(&id) && ["_zero", "_one", "_two"].iter().any(|form| key.ends_with(form))
            {
                continue;
            }
            let name = word.split('{').nth(1).unwrap().split('}').next().unwrap();
            let line = line_of(text, key);
            let fault =
                pages::edition_from_toml(&text.replace(line, &line.replace(&format!("{{{name}}}"), "")))
                    .unwrap_err();
            assert!(
                fault.contains(&format!("words.{key} has lost its placeholder {{{name}}}")),
                "{id}: {fault}"
            );
        }
    }
}

#[test]
fn faults_are_named() {
    for (from, to, fault) in [
        (
            "skip = \"Aller au contenu\"",
            "skip = \"انتقل\"",
            "words.skip has 'ا', which is not in the script 'Latn'",
        ),
        ("related = \"À", "related = \"{x} À", "words.related has an unknown placeholder {x}"),
        ("related =", "relatd =", "words.relatd is not a word that pages know"),
        ("title = \"Trois Rives\"", "title = \" \"", "title is empty"),
        ("Europe/Paris", "Europe/Ostrande", "time_zone 'Europe/Ostrande' is not an IANA time zone"),
        ("language = \"fr\"", "language = \"français\"", "language is not a language tag"),
        ("id = \"fr\"", "id = \"media\"", "id 'media' cannot be the first part of an address"),
        (
            "slug = \"societe\"",
            "slug = \"Société\"",
            "slug 'Société' of section 'society' is not fit for an address",
        ),
        ("slug = \"societe\"", "slug = \"en-continu\"", "slug 'en-continu' of section 'society' is taken"),
        ("id = \"society\"", "id = \"world\"", "section id 'world' is empty or given twice"),
        ("numerals = \"latin\"", "numerals = \"roman\"", "unknown variant `roman`"),
        ("home_country", "home_land", "unknown field `home_land`"),
    ] {
        let text = FILES[0].1.replacen(from, to, 1);
        assert_ne!(text, FILES[0].1, "{from}");
        let found = pages::edition_from_toml(&text).unwrap_err();
        assert!(found.contains(fault), "{fault}\nnot in\n{found}");
    }
}

#[test]
fn a_site_refuses_an_edition_that_is_not_complete() {
    let mut config = crate::sample::config();
    config.editions[1].words.remove("skip");
    let fault = pages::Printer::new(config.clone()).map(|_| ()).unwrap_err();
    assert_eq!(fault, "edition 'en': words.skip is missing");
    config.editions[1] = config.editions[0].clone();
    assert_eq!(pages::Printer::new(config).map(|_| ()).unwrap_err(), "edition 'fr' is given twice");
}

#[test]
fn a_site_needs_an_origin_and_an_edition() {
    for origin in ["", "trois-rives.example", "javascript:alert(1)", "https://a b"] {
        let config = story::SiteConfig { origin: origin.to_owned(), ..crate::sample::config() };
        assert!(pages::Printer::new(config).is_err(), "{origin}");
    }
    let config = story::SiteConfig { editions: Vec::<Edition>::new(), ..crate::sample::config() };
    assert!(pages::Printer::new(config).is_err());
}
