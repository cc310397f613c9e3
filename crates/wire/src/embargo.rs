//! The time until which an item is held, as its sender writes it.

use story::{BlockBody, Item, ItemStatus};

use crate::dates;
use crate::notes::{Place, Sorting};
use crate::problem::{Problems, excerpt};
use crate::prose::label::{self, Label};

/// What programs write where nothing is held.
const NONE: &[&str] = &["", "-", "0", "false", "n/a", "no", "none", "null"];

/// Holds the item until the time that a field of its own says. Held until a time that nobody can read is held until
/// somebody asks.
pub(crate) fn hold(item: &mut Item, said: &str, place: &str, problems: &mut Problems) {
    let said = said.trim();
    if item.embargo.is_none() && !NONE.contains(&said.to_lowercase().as_str()) {
        until(item, said, place, problems);
    }
}

/// The later of two times holds; words nobody can read do not weaken a time that is known.
fn until(item: &mut Item, said: &str, place: &str, problems: &mut Problems) {
    match dates::exactly(said) {
        Some((at, zoned)) => {
            item.embargo = item.embargo.max(Some(at));
            if !zoned && !dates::zone_is_known() {
                let message = format!("the embargo '{}' names no time zone; taken as UTC", excerpt(said));
                problems.add("embargo-without-zone", place, message);
            }
        }
        None if item.embargo.is_none() => {
            withhold(item);
            let message =
                format!("the embargo '{}' is no date we can read; the item is withheld", excerpt(said));
            problems.add("bad-date", place, message);
        }
        None => {}
    }
}

/// An item that is marked as held, whatever it says of the time: without one it is withheld.
pub(crate) fn marked(item: &mut Item, place: &str, problems: &mut Problems) {
    if item.embargo.is_none() && item.status == ItemStatus::Usable {
        withhold(item);
        problems.add("bad-date", place, "the item is embargoed, and nobody says until when; it is withheld");
    }
}

/// None of the item is for readers, as its first lines say.
pub(crate) fn forbid(item: &mut Item, problems: &mut Problems) {
    withhold(item);
    problems.add("not-for-publication", "", "the text says that it is not for publication; it is withheld");
}

fn withhold(item: &mut Item) {
    if item.status == ItemStatus::Usable {
        item.status = ItemStatus::Withheld;
    }
}

/// Lines of the text that speak to the desk leave it: an embargo holds the item, notes go to their fields.
pub(crate) fn labels(item: &mut Item, place: &str, problems: &mut Problems) {
    let mut said = Vec::new();
    if let Some((label, rest)) = labelled(&item.headline) {
        said.push(label);
        item.headline = rest;
    }
    let marks = item.signals.iter().chain([&item.take_key]).map(String::as_str);
    let notes = item.editors_note.lines().chain(item.private_note.lines());
    for line in marks.chain(notes) {
        if let Some(Label::Embargo(words)) = label::line(line) {
            said.push(words);
        }
    }
    for line in [&mut item.kicker, &mut item.standfirst] {
        if let Some(label) = label::line(line) {
            let words = std::mem::take(line);
            said.extend(noted(label, &words, &mut item.editors_note, &mut item.private_note));
        }
    }
    let (editors, private) = (&mut item.editors_note, &mut item.private_note);
    let mut sorting = Sorting::default();
    item.blocks.retain(|block| {
        let (BlockBody::Paragraph(text) | BlockBody::Subheading(text)) = &block.body else { return true };
        match sorting.line(&text.text) {
            Place::Text => true,
            Place::Nowhere => false,
            Place::Note(label) => {
                said.extend(noted(label, &text.text, editors, private));
                false
            }
        }
    });
    if sorting.forbidden {
        forbid(item, problems);
    }
    // A time that can be read is worth more than words that cannot, wherever they stand.
    said.sort_by_key(|words| dates::exactly(words).is_none());
    for words in said {
        until(item, &words, place, problems);
    }
}

/// Keeps the line for editors, or for the desk alone; gives back what it says of an embargo.
pub(crate) fn noted(label: Label, line: &str, editors: &mut String, private: &mut String) -> Option<String> {
    let (note, said) = match label {
        Label::Embargo(words) => (editors, Some(words)),
        Label::Editors => (editors, None),
        Label::Private => (private, None),
    };
    add_note(note, line);
    said
}

/// A note under the one that is there.
pub(crate) fn add_note(note: &mut String, said: &str) {
    let said = said.trim();
    if said.is_empty() || note.contains(said) {
        return;
    }
    if !note.is_empty() {
        note.push('\n');
    }
    note.push_str(said);
}

/// `UNDER EMBARGO until 5 March: Port reopens`: what the label says, and the headline behind it. "Embargo: …" alone is
/// news; in capitals, or with more words, it is a label.
fn labelled(headline: &str) -> Option<(String, String)> {
    let of = |text: &str| match label::line(text)? {
        Label::Embargo(words) => Some(words),
        _ => None,
    };
    let parts = [": ", " : ", " - ", " – ", " — "].iter().filter_map(|sign| headline.split_once(sign));
    let mut labels = parts.filter_map(|(head, rest)| Some((of(head)?, head.trim(), rest.trim())));
    match labels.find(|(_, head, rest)| !rest.is_empty() && *head != "Embargo") {
        Some((words, _, rest)) => Some((words, rest.to_owned())),
        None => of(headline)
            .filter(|words| words.chars().any(char::is_numeric) || headline.trim() == headline.to_uppercase())
            .map(|words| (words, headline.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use story::{Item, ItemStatus, Origin};

    fn status(wire: &str) -> (ItemStatus, bool) {
        let parsed = crate::parse(wire.as_bytes(), &Origin::default());
        (parsed.items[0].status, parsed.items[0].embargo.is_some())
    }

    fn newsml_1(at: &str) -> String {
        format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>vara</ProviderId><DateId>20260603</DateId>\
             <NewsItemId>7</NewsItemId></NewsIdentifier></Identification><NewsManagement>\
             <Status FormalName=\"Embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/>\
             <DateAndTime>{at}</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines>\
             <HeadLine>Harbour reopens</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>"
        )
    }

    fn nitf(released: &str) -> String {
        format!(
            "<nitf><head><docdata><doc-id id-string='v7'/><date.issue norm='20260603T040000Z'/>{released}</docdata>\
             </head><body><body.head><hedline><hl1>Harbour reopens</hl1></hedline></body.head></body></nitf>"
        )
    }

    #[test]
    fn an_embargo_is_a_time_or_withholds_in_every_format() {
        let json = |said: &str| {
            format!("{{\"uri\":\"v7\",\"type\":\"text\",\"headline\":\"Harbour\",\"embargoed\":{said}}}")
        };
        let text =
            |said: &str| format!("Headline: Harbour reopens\nEmbargo: {said}\n\nThe harbour is open again.");
        let g2 = |said: &str| {
            format!(
                "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:v:1'><itemMeta><embargoed>{said}\
                 </embargoed></itemMeta><contentMeta><headline>Harbour reopens</headline></contentMeta><contentSet/>\
                 </newsItem>"
            )
        };
        let release = |said: &str| nitf(&format!("<date.release norm='{said}'/>"));
        let meta = |said: &str| {
            nitf("").replace("<docdata>", &format!("<meta name='vara-embargo' content='{said}'/><docdata>"))
        };
        let quoted = |said: &str| json(&format!("\"{said}\""));
        let formats: [&dyn Fn(&str) -> String; 6] = [&quoted, &text, &g2, &newsml_1, &release, &meta];
        for (n, wire) in formats.iter().enumerate() {
            assert_eq!(status(&wire("2026-06-03T06:00:00Z")), (ItemStatus::Usable, true), "{n}");
            assert_eq!(status(&wire("at dawn")), (ItemStatus::Withheld, false), "{n}");
        }
        assert_eq!(status(&json("true")), (ItemStatus::Withheld, false));
        assert_eq!(status(&json("false")), (ItemStatus::Usable, false));
        assert_eq!(status(&g2("")), (ItemStatus::Withheld, false), "embargoed, and nobody knows until when");
        let blanks = g2("").replace("<headline>", "<slugline/><headline>");
        assert_eq!(
            status(&blanks),
            (ItemStatus::Usable, false),
            "a program that writes what it does not fill"
        );
        assert_eq!(
            status(&release("20260603T040000Z")),
            (ItemStatus::Usable, false),
            "the time of issue again"
        );
    }

    #[test]
    fn what_is_marked_as_embargoed_is_withheld_where_no_time_is_said() {
        let marked = |issued: &str, released: &str| {
            nitf(&format!("<date.release norm='{released}'/>"))
                .replace("20260603T040000Z", issued)
                .replace("<docdata>", "<docdata management-status='embargoed'>")
        };
        assert_eq!(status(&marked("at dawn", "at dawn")), (ItemStatus::Withheld, false));
        assert_eq!(status(&marked("20260603T040000Z", "none")), (ItemStatus::Withheld, false));
        assert_eq!(status(&marked("20260603T040000Z", "20260603T060000Z")), (ItemStatus::Usable, true));
        assert_eq!(status(&newsml_1("none")), (ItemStatus::Withheld, false));
        assert_eq!(status(&newsml_1("")), (ItemStatus::Withheld, false));
    }

    fn text(wire: &str) -> Item {
        crate::parse(wire.as_bytes(), &Origin { name: "a.txt", media_type: "", time_zone: "" })
            .items
            .remove(0)
    }

    #[test]
    fn an_embargo_that_a_text_says_anywhere_holds_it_and_leaves_the_text() {
        let first = "The port of Vara reopens on Thursday at noon, the company says in a statement.";
        let last = "It was closed for nine days because of a strike by the pilots of the harbour.";
        for (line, until) in [
            ("EMBARGOED UNTIL 1830 GMT 5 MARCH 2026", Some("2026-03-05T18:30:00Z")),
            ("EMBARGOED until 5 March 2026, 00.01 GMT", Some("2026-03-05T00:01:00Z")),
            ("Embargoed until 6.30pm on 5 March 2026", Some("2026-03-05T18:30:00Z")),
            ("EMBARGOED UNTIL NOON GMT 5 MARCH 2026", Some("2026-03-05T12:00:00Z")),
            ("EMBARGO : jeudi 5 mars 2026 à 18h30", Some("2026-03-05T18:30:00Z")),
            ("EMBARGADO HASTA EL 5 DE MARZO DE 2026 A LAS 18:30", Some("2026-03-05T18:30:00Z")),
            ("Embargo until 10:00 Vara time on 5 March 2026", None),
            ("EMBARGOED", None),
        ] {
            for wire in [
                format!("Port reopens\n\n{line}\n\n{first}\n\n{last}\n"),
                format!("Port reopens\n\n{first}\n\n{line}\n\n{last}\n"),
            ] {
                let item = text(&wire);
                assert_eq!(item.embargo.map(|at| at.to_string()).as_deref(), until, "{wire}");
                let status = if until.is_some() { ItemStatus::Usable } else { ItemStatus::Withheld };
                assert_eq!((item.status, item.headline.as_str()), (status, "Port reopens"), "{wire}");
                let told = serde_json::to_string(&item.to_content()).unwrap();
                assert!(!told.to_lowercase().contains("embarg"), "{told}");
                assert_eq!(item.editors_note, line);
            }
        }
    }

    #[test]
    fn the_label_of_a_headline_holds_and_news_of_an_embargo_does_not() {
        let parsed = |headline: &str| {
            let wire = serde_json::json!({ "uri": "urn:v:7", "type": "text", "headline": headline });
            crate::parse(wire.to_string().as_bytes(), &Origin::default()).items.remove(0)
        };
        let held = parsed("UNDER EMBARGO until 10:00 GMT 5 March 2026: Port reopens");
        assert_eq!((held.headline.as_str(), held.embargo.is_some()), ("Port reopens", true));
        let held = parsed("EMBARGOED: Port reopens");
        assert_eq!((held.headline.as_str(), held.status), ("Port reopens", ItemStatus::Withheld));
        let news = parsed("Embargo: ministers disagree on oil");
        assert_eq!((news.status, news.embargo), (ItemStatus::Usable, None));
    }

    #[test]
    fn what_is_addressed_to_editors_in_a_body_is_a_note() {
        let wire = serde_json::json!({
            "uri": "urn:v:7", "type": "text", "headline": "Port reopens",
            "body_html": "<p>Eds: UPDATES with quote.</p><p>The port of Vara is open.</p>\
                <p>((ann.lorne@vara.example; +47 21 00 00 00; Vara Messaging: ann.lorne))</p>",
        });
        let item = crate::parse(wire.to_string().as_bytes(), &Origin::default()).items.remove(0);
        assert_eq!(item.blocks.len(), 1);
        assert_eq!(item.editors_note, "Eds: UPDATES with quote.");
        assert!(item.private_note.contains("ann.lorne@vara.example"));
    }

    #[test]
    fn a_text_that_ends_is_followed_by_notes() {
        let item = text(
            "Port reopens\n\nThe port of Vara reopened on Thursday, the company says in a statement.\n\n-ENDS-\n\n\
             Notes to editors:\n\nThe port was built in 1911.\n\nMedia contact: Ann Lorne, 555 0100 22\n",
        );
        assert_eq!(item.blocks.len(), 1);
        assert!(item.editors_note.contains("built in 1911"), "{}", item.editors_note);
        assert!(item.private_note.contains("555 0100 22"), "{}", item.private_note);
        let secret = text(
            "Port reopens\n\nThe port of Vara reopened on Thursday, the company says in a statement.\n\n\
             *** NOT FOR PUBLICATION ***\n\nThe source is the harbour master of the town.\n",
        );
        assert!(!serde_json::to_string(&secret.to_content()).unwrap().contains("The source"));
        assert!(secret.private_note.contains("The source is the harbour master"));
    }

    #[test]
    fn a_withdrawal_that_only_words_tell_cancels_the_item() {
        let headline = |said: &str| {
            let wire = serde_json::json!({ "uri": "urn:v:7", "type": "text", "headline": said });
            status(&wire.to_string()).0
        };
        assert_eq!(headline("BULLETIN KILL"), ItemStatus::Canceled);
        assert_eq!(headline("ANNULATION Le port de Murm"), ItemStatus::Canceled);
        assert_eq!(headline("Police kill two in Osk"), ItemStatus::Usable);
    }
}
