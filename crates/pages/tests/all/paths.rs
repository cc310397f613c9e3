//! What stands at which address, and that addresses keep their meaning.

use pages::Printer;
use story::{Change, Feed, Found, JournalEntry, Press, Shelf, Standing, Withdrawal};

use crate::sample;
use crate::shelf::MemoryShelf;

#[test]
fn every_path_of_every_kind_leads_to_a_page() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    for (kind, path) in printer.paths(&shelf) {
        assert!(matches!(printer.print(&shelf, &path), Found::Page(_)), "{kind} {path}");
    }
    let printed: std::collections::BTreeSet<_> =
        printer.paths(&shelf).into_iter().map(|(kind, _)| kind).collect();
    // These have no page of their own: they lead elsewhere, answer questions, or are for what is nowhere.
    let silent: Vec<_> = Printer::kinds().filter(|kind| !printed.contains(kind)).collect();
    assert_eq!(silent, ["down", "missing", "oembed", "root", "short"]);
}

#[test]
fn an_empty_newsroom_has_all_its_fixed_pages() {
    let (printer, shelf) = (sample::printer(), MemoryShelf::default());
    for (kind, path) in printer.paths(&shelf) {
        assert!(matches!(printer.print(&shelf, &path), Found::Page(_)), "{kind} {path}");
    }
    let Found::Page(front) = printer.print(&shelf, "/fr/") else { panic!() };
    assert!(String::from_utf8(front.body).unwrap().contains("Rien n’est encore publié ici."));
}

#[test]
fn other_forms_of_an_address_lead_to_the_one() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let story = sample::journal().into_iter().find_map(|entry| entry.change.live().cloned()).unwrap();
    for (path, to) in [
        ("/".to_owned(), "/fr/"),
        (String::new(), "/fr/"),
        ("/fr".to_owned(), "/fr/"),
        ("/ar".to_owned(), "/ar/"),
        ("/fr/region".to_owned(), "/fr/region/"),
        ("/fr/planete/page/1/".to_owned(), "/fr/planete/page/1"),
        ("/en/live-wire".to_owned(), "/en/live-wire/"),
        ("/fr/rss.xml/".to_owned(), "/fr/rss.xml"),
        (format!("{}/", story.path), &story.path),
        (format!("/fr/old-section/old-words-{}", story.id), &story.path),
        (format!("/en/{}", story.id), &story.path),
    ] {
        let to = to.to_owned();
        assert_eq!(printer.print(&shelf, &path), Found::Moved { path: to }, "{path}");
    }
}

#[test]
fn an_address_from_before_the_move_leads_to_the_story_until_it_is_withdrawn() {
    let (printer, mut shelf) = (sample::printer(), sample::shelf());
    let mut story =
        sample::journal().into_iter().rev().find_map(|entry| entry.change.live().cloned()).unwrap();
    story.former = vec!["/2012/01/le-port".into()];
    let withdrawal = Withdrawal {
        id: story.id,
        edition: story.edition.clone(),
        path: story.path.clone(),
        at: story.updated,
        reason: "Faux".into(),
    };
    let mut apply = |change: Change| {
        let entry = JournalEntry { seq: shelf.as_of().unwrap().0 + 1, at: story.updated, change };
        let before = shelf.apply(&entry);
        let stale = printer.stale(&shelf, &entry, before.as_ref());
        assert!(stale.contains(&"/2012/01/le-port".to_owned()), "{stale:?}");
        ["/2012/01/le-port", "/2012/01/le-port/"].map(|path| printer.print(&shelf, path))
    };
    let to = Found::Moved { path: story.path.clone() };
    assert_eq!(apply(Change::Updated(story.clone())), [to.clone(), to]);
    assert!(apply(Change::Killed(withdrawal)).iter().all(|found| matches!(found, Found::Gone(_))));
}

#[test]
fn nothing_else_is_there() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let beyond = ["/fr/planete/page/0", "/fr/planete/page/99", "/fr/planete/page/01", "/fr/planete/page/x"];
    let strange = ["///", "/xx/", "/fr/../en/", "/fr/page/1", "/fr/region/0000000000000", "/FR/", "no-slash"];
    let guesses =
        ["/fr/sitemap-0.xml", "/fr/sitemap-2.xml", "/sitemap-1.xml", "/rss.xml", "/fr/nowhere/rss.xml"];
    for path in beyond.iter().chain(&strange).chain(&guesses) {
        assert!(matches!(printer.print(&shelf, path), Found::Missing(_)), "{path}");
    }
}

#[test]
fn a_missing_page_speaks_the_language_of_its_address() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    for (path, words) in [
        ("/fr/nulle-part", "Cette page n’est plus sur le marbre."),
        ("/en/nowhere", "This page is no longer on the stone."),
        ("/ar/x", "لم تعد هذه الصفحة على الرخامة."),
        ("/de/nirgends", "Cette page n’est plus sur le marbre."),
    ] {
        let Found::Missing(page) = printer.print(&shelf, path) else { panic!("{path}") };
        assert!(String::from_utf8(page.body).unwrap().contains(words), "{path}");
    }
}

#[test]
fn whoever_finds_nothing_finds_the_newest_stories() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let newest = shelf.newest(&Feed::Edition { edition: "fr".into() }, 5);
    assert_eq!(newest.len(), 5);
    let Found::Missing(missing) = printer.print(&shelf, "/fr/nulle-part") else { panic!() };
    let down = printer.down(Some(&shelf), "/fr/nulle-part", None);
    for page in [missing, down] {
        let page = String::from_utf8(page.body).unwrap();
        let shown: Vec<_> = newest.iter().map(|card| page.find(&format!("href=\"{}\"", card.path))).collect();
        assert!(shown.iter().all(Option::is_some) && shown.is_sorted(), "{shown:?}");
    }
    let alone = String::from_utf8(printer.down(None, "/fr/nulle-part", None).body).unwrap();
    assert!(alone.contains("Le journal revient dans un instant.") && !alone.contains("<ol"));
}

#[test]
fn a_withdrawn_story_says_so_at_every_address_it_ever_had() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let killed: Vec<_> = sample::journal()
        .into_iter()
        .filter_map(|entry| match entry.change {
            Change::Killed(withdrawal) => Some(withdrawal),
            _ => None,
        })
        .collect();
    assert_eq!(killed.len(), 3);
    for withdrawal in killed {
        for path in [withdrawal.path.clone(), format!("/fr/elsewhere/{}", withdrawal.id)] {
            let Found::Gone(page) = printer.print(&shelf, &path) else { panic!("{path}") };
            assert!(String::from_utf8(page.body).unwrap().contains(&withdrawal.reason), "{path}");
        }
        for (kind, path) in printer.paths(&shelf) {
            let Found::Page(page) = printer.print(&shelf, &path) else { panic!("{path}") };
            let body = String::from_utf8(page.body).unwrap();
            assert!(
                !body.contains(&withdrawal.id.to_string()),
                "{kind} {path} still leads to a withdrawn story"
            );
        }
    }
}

#[test]
fn a_numbered_page_keeps_its_stories_for_ever() {
    let printer = sample::printer();
    let mut shelf = MemoryShelf::default();
    let mut kept: Vec<(String, Found)> = Vec::new();
    for entry in sample::journal() {
        shelf.apply(&entry);
        for (path, page) in &kept {
            assert_eq!(printer.print(&shelf, path), *page, "{path} after entry {}", entry.seq);
        }
        for path in ["/fr/planete/page/1", "/en/environment/page/2", "/ar/على-مدار-الساعة/page/1"]
        {
            let full = matches!(printer.print(&shelf, &next(path)), Found::Page(_));
            if full && !kept.iter().any(|(known, _)| known == path) {
                kept.push((path.to_owned(), printer.print(&shelf, path)));
            }
        }
    }
    assert_eq!(kept.len(), 3);
}

fn next(path: &str) -> String {
    let (feed, number) = path.rsplit_once('/').unwrap();
    format!("{feed}/{}", number.parse::<u64>().unwrap() + 1)
}

#[test]
fn the_front_of_a_section_and_its_pages_leave_out_no_story() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let body = |path: &str| match printer.print(&shelf, path) {
        Found::Page(page) => String::from_utf8(page.body).unwrap(),
        found => panic!("{path}: {found:?}"),
    };
    let (front, pages) = (body("/fr/planete/"), [body("/fr/planete/page/1"), body("/fr/planete/page/2")]);
    assert!(front.contains("/fr/planete/page/2"));
    let stories = sample::journal().into_iter().filter_map(|entry| entry.change.live().cloned());
    for story in stories.filter(|story| story.edition == "fr" && story.content.section == "environment") {
        let shown = front.contains(&story.path) || pages.iter().any(|page| page.contains(&story.path));
        assert!(shown, "{}", story.path);
    }
}

#[test]
fn the_same_shelf_prints_the_same_bytes() {
    let (one, other) = (sample::printer(), sample::printer());
    let (shelf, replayed) = (sample::shelf(), sample::shelf());
    for (_, path) in one.paths(&shelf) {
        assert_eq!(one.print(&shelf, &path), other.print(&replayed, &path), "{path}");
    }
}

#[test]
fn a_correction_is_shown_and_dated() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let corrected =
        sample::journal().into_iter().find(|entry| matches!(entry.change, Change::Corrected(_))).unwrap();
    let Some(Standing::Live(story)) = shelf.standing(corrected.change.story_id().unwrap()) else { panic!() };
    let Found::Page(page) = printer.print(&shelf, &story.path) else { panic!() };
    let body = String::from_utf8(page.body).unwrap();
    for shown in ["id=\"correction\"", story.corrections[0].notice.as_str(), "CorrectionComment"] {
        assert!(body.contains(shown), "{shown}");
    }
}

#[test]
fn the_sitemaps_of_an_edition_name_every_page_that_a_search_engine_should_know() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let text = |path: &str| match printer.print(&shelf, path) {
        Found::Page(page) => String::from_utf8(page.body).unwrap(),
        other => panic!("{path}: {other:?}"),
    };
    let index = text("/sitemap.xml");
    let locations = |xml: &str| -> Vec<String> {
        xml.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap().to_owned()).collect()
    };
    let local = |url: &String| url.strip_prefix("https://trois-rives.example").unwrap().to_owned();
    let mut listed: Vec<String> = locations(&index)
        .iter()
        .flat_map(|map| locations(&text(&local(map))))
        .map(|url| local(&url))
        .collect();
    let decoded =
        |path: &String| percent_encoding::percent_decode_str(path).decode_utf8().unwrap().into_owned();
    listed = listed.iter().map(decoded).collect();
    let count = listed.len();
    listed.sort();
    listed.dedup();
    assert_eq!(listed.len(), count, "each page is named once");
    // Of a list its first page: it leads to the others.
    let wanted = ["front", "section", "subject", "directory", "corrections", "television", "about"];
    for (kind, path) in printer.paths(&shelf) {
        if kind == "article" || wanted.contains(&kind) && path.ends_with('/') {
            assert!(listed.contains(&path), "{kind} {path} is in no sitemap");
        }
    }
    for path in &listed {
        assert!(matches!(printer.print(&shelf, path), Found::Page(_)), "{path} leads to a page");
    }
}
