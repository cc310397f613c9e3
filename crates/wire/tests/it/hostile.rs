//! Input made to hurt, by malice or by accident: an answer in bounded time and space, never a panic, never silence.

use proptest::prelude::*;
use story::{Origin, Parsed};

fn parse(bytes: &[u8]) -> Parsed {
    wire::parse(bytes, &Origin::default())
}

fn codes(parsed: &Parsed) -> Vec<&str> {
    parsed.problems.iter().map(|problem| problem.code.as_str()).collect()
}

#[test]
fn what_is_too_large_is_not_parsed() {
    let bytes = vec![b'a'; wire::limits::INPUT_BYTES_MAX + 1];
    let parsed = parse(&bytes);
    assert_eq!((parsed.items.len(), codes(&parsed)), (0, vec!["too-large"]));
    for format in wire::FORMATS {
        assert_eq!(
            codes(&wire::parse_as(format, &bytes, &Origin::default())),
            ["too-large"],
            "{}",
            format.name
        );
    }
}

#[test]
fn nothing_gives_nothing_and_says_so() {
    for bytes in [&b""[..], b" \r\n\t ", b"\xEF\xBB\xBF", b"\0\0\0"] {
        assert_eq!(codes(&parse(bytes)), ["empty"]);
    }
}

#[test]
fn nesting_is_refused_with_a_word() {
    for (bytes, code) in [
        (
            format!("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>{}", "<a>".repeat(100_000)),
            "too-deep",
        ),
        (format!("<rss><channel>{}", "<item>".repeat(100_000)), "too-deep"),
        (format!("{{\"uri\":{}", "[".repeat(100_000)), "too-deep"),
        (format!("<!doctype html><html><body>{}", "<div>".repeat(100_000)), "too-much-markup"),
        (format!("<rss><channel><item><description>{}", "&lt;b&gt;".repeat(100_000)), "too-much-markup"),
    ] {
        let parsed = parse(bytes.as_bytes());
        assert!(codes(&parsed).contains(&code), "{:.40}: {:?}", bytes, codes(&parsed));
    }
}

#[test]
fn tables_within_tables_are_read_once() {
    for (open, close) in
        [("<table><tr><td>a</td><td>", "</td></tr></table>"), ("<table><tr><td>", "</td></tr></table>")]
    {
        let html = format!("<p>Au bord.</p>{}Le fond.{}", open.repeat(40), close.repeat(40));
        let wire = serde_json::json!({ "uri": "a", "type": "text", "headline": "Le port rouvre", "body_xhtml": html });
        let parsed = parse(wire.to_string().as_bytes());
        let content = parsed.items[0].to_content();
        let count = content.fields().map(|text| text.text.matches("Le fond.").count()).sum::<usize>();
        assert_eq!(count, 1, "{open}");
    }
}

#[test]
fn lists_and_figures_within_each_other_are_read_once_and_lose_no_words() {
    for (open, close) in [
        ("<ul><li>a<figure>", "</figure></li></ul>"),
        ("<figure><ul><li>", "</li></ul></figure>"),
        ("<dl><dd><figure><figcaption>Légende</figcaption>", "</figure></dd></dl>"),
        ("<blockquote><ol><li><figure>", "</figure></li></ol></blockquote>"),
    ] {
        let html = format!("<p>Au bord.</p>{}<p>Le fond.</p>{}", open.repeat(40), close.repeat(40));
        let wire = serde_json::json!({ "uri": "a", "type": "text", "headline": "Le port rouvre", "body_xhtml": html });
        let said = serde_json::to_string(&parse(wire.to_string().as_bytes()).items[0].blocks).unwrap();
        assert_eq!(said.matches("Le fond.").count(), 1, "{open}: {said}");
    }
}

#[test]
fn entities_are_never_expanded() {
    let laughs: String =
        (1..12).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let feed = format!(
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 \"ha\">{laughs}<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&l11;&x; ok</title></item></channel></rss>"
    );
    let parsed = parse(feed.as_bytes());
    assert_eq!(parsed.items[0].headline, "&l11;&x; ok");
    assert!(codes(&parsed).contains(&"entities-refused"));
}

#[test]
fn only_words_come_out_of_markup_that_runs() {
    let html = "<html><body><h1>A headline of four words</h1><p onclick=\"alert(1)\">The port <a href=\"javascript:alert(1)\">reopened</a> on Tuesday, \
        <a href=\" JaVa\tScRiPt:alert(1)\">they</a> said.<script>alert(1)</script><img src=x onerror=alert(1)></p><iframe src=\"data:text/html,x\"></iframe>\
        <svg onload=alert(1)></svg><style>p{}</style></body></html>";
    let parsed = parse(html.as_bytes());
    let said = serde_json::to_string(&parsed.items).unwrap();
    assert!(
        said.contains("The port reopened on Tuesday")
            && !said.to_lowercase().contains("script")
            && !said.contains("alert"),
        "{said}"
    );
}

#[test]
fn script_is_told_and_left_out_and_nothing_else_is_missing() {
    let bearing = "<p onclick=\"alert(1)\">The port reopened on Tuesday.</p><script>alert(1)</script>";
    let escaped = bearing.replace('<', "&lt;").replace('>', "&gt;");
    let feed = format!(
        "<rss><channel><item><title>Port</title><description>{escaped}</description></item></channel></rss>"
    );
    let ninjs = serde_json::json!({ "uri": "urn:a", "headline": "Port", "body_html": bearing }).to_string();
    let newsml = format!(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:a'><contentSet><inlineXML><html><body>{bearing}</body></html></inlineXML></contentSet></newsItem>"
    );
    for bytes in [feed, ninjs, newsml] {
        let parsed = parse(bytes.as_bytes());
        assert!(codes(&parsed).contains(&"script-removed"), "{bytes}: {:?}", codes(&parsed));
        assert!(!parsed.problems.iter().any(wire::is_damage), "all that is meant for readers was read");
        assert!(!serde_json::to_string(&parsed.items).unwrap().contains("alert"));
    }
    let page = parse(format!("<html><body><h1>The port reopens</h1>{bearing}</body></html>").as_bytes());
    assert!(codes(&page).contains(&"script-left-out") && !page.problems.iter().any(wire::is_damage));
}

#[test]
fn the_same_story_is_read_from_any_encoding() {
    let text = "Le port d’Ostrande rouvre\n\nLe port d’Ostrande a été rouvert mardi matin, après trois jours de grève générale à l’arrêt.\n";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for bytes in [text.as_bytes(), &utf16, &bare, &latin] {
        let parsed = wire::parse(
            bytes,
            &Origin { name: "a.txt", media_type: "text/plain; charset=utf-8", time_zone: "" },
        );
        assert_eq!(parsed.items[0].headline, "Le port d’Ostrande rouvre", "{:?}", codes(&parsed));
        assert_eq!(parsed.items[0].blocks.len(), 1);
    }
}

#[test]
fn archives_and_programs_are_no_text() {
    for bytes in [&b"PK\x03\x04\x14\0\0\0"[..], b"\x1F\x8B\x08\0\0\0\0\0", b"\x7FELF\x02\x01\x01\0\0"] {
        assert_eq!(codes(&parse(bytes)), ["unknown-format"]);
    }
}

#[test]
fn a_picture_cut_in_its_head_is_still_a_picture_and_says_nothing() {
    for bytes in [&b"\xFF\xD8\xFF\xE0\0\x10JFIF\0"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"] {
        let parsed = parse(bytes);
        assert_eq!(parsed.items[0].kind, story::ItemKind::Picture);
        assert_eq!(parsed.files[0].bytes, bytes);
    }
}

#[test]
fn one_broken_field_never_costs_the_item() {
    let parsed = parse(br#"[{"uri":"urn:a","headline":"One","versioncreated":"soon","urgency":"x"},{"uri":7,"headline":["Two"],"subject":{"name":3}},null,"x",{"headline":{"value":"Three"}}]"#);
    let headlines: Vec<&str> = parsed.items.iter().map(|item| item.headline.as_str()).collect();
    assert_eq!(headlines, ["One", "Two", "Three"]);
    assert!(codes(&parsed).contains(&"bad-date") && codes(&parsed).contains(&"bad-urgency"));
}

#[test]
fn the_same_bytes_give_the_same_answer() {
    let text =
        "Une ligne\n\nPartager\nLe port d’Ostrande a rouvert mardi matin après trois jours de fermeture.";
    assert_eq!(parse(text.as_bytes()), parse(text.as_bytes()));
}

/// Minutes instead of seconds if anything looks at each line once for every other one: the runner ends such a test.
#[test]
fn many_lines_of_one_kind_cost_no_more_than_many_lines() {
    const LINES: usize = 10_000;
    let kinds: [fn(usize) -> String; 7] = [
        |n| format!("Le port {n} vu du ciel, le 14 mars 2024. © Jonas Kerval / Agence Boréale"),
        |n| format!("Source : Agence {n}"),
        |n| format!("Par Jeanne Dupont{}", char::from(b'a' + (n % 26) as u8)),
        |n| format!("« Nous avons {n} raisons de partir »\n— Anne Martin, maire"),
        |n| format!("Lire aussi : Le port {n} rouvre"),
        |n| format!("Le port {n} a rouvert mardi matin, a indiqué la capitainerie."),
        |n| format!("{n} commentaires"),
    ];
    for line in kinds {
        let lines: Vec<String> = (0..LINES).map(line).collect();
        let parsed = parse(format!("Le port rouvre\n\n{}", lines.join("\n\n")).as_bytes());
        assert!(!parsed.problems.is_empty() || !parsed.items.is_empty());
    }
    let quotes = "<blockquote>Une phrase du maire.</blockquote>".repeat(LINES);
    let pictures = "<figure><img src=/a.jpg><figcaption>Le port</figcaption></figure>".repeat(LINES / 2);
    for body in [quotes, pictures] {
        parse(
            format!("<html><body><article><h1>Le port rouvre</h1>{body}</article></body></html>").as_bytes(),
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for format in wire::FORMATS {
            wire::parse_as(format, &bytes, &Origin::default());
        }
        parse(&bytes);
    }

    #[test]
    fn random_markup_never_panics(parts in proptest::collection::vec(prop_oneof![
        Just("<p>"), Just("</p>"), Just("<div>"), Just("</div>"), Just("<table><tr><td>"), Just("</table>"), Just("<b>"), Just("</b>"), Just("<br>"), Just("<br/><br/>"),
        Just("<figure><img src=/a.jpg>"), Just("<figcaption>© A / B"), Just("</figure>"), Just("<blockquote>"), Just("— X, y"), Just("<a href=//x>"), Just("</a>"), Just("&nbsp;"),
        Just("<ul><li>"), Just("<h2>"), Just("« é »"), Just("words. "), Just("<![CDATA["), Just("]]>"), Just("<item><title>"), Just("<!--"), Just("-->"), Just("<iframe src=http://h/>"),
        Just("<newsItem>"), Just("<inlineXML>"), Just("\u{E000}"), Just("(AFP)"), Just("Photo : "),
    ], 0..60)) {
        let markup = parts.concat();
        for head in ["", "<!doctype html><html>", "<rss><channel>", "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>"] {
            let text = format!("{head}{markup}");
            for format in wire::FORMATS {
                wire::parse_as(format, text.as_bytes(), &Origin::default());
            }
        }
    }

    #[test]
    fn random_lines_never_panic(lines in proptest::collection::vec("[ -~éà«»“”©—ا-ي0-9]{0,60}", 0..20)) {
        parse(lines.join("\n").as_bytes());
    }
}

#[test]
fn cells_that_span_thousands_of_others_do_not_multiply() {
    let rows = "<tr><td colspan=1000 rowspan=60000>a</td></tr>".repeat(2_000);
    let page = format!("<nitf><body><body.content><table>{rows}</table></body.content></body></nitf>");
    let parsed = wire::parse(page.as_bytes(), &Origin::default());
    let cells: usize = parsed.items[0]
        .blocks
        .iter()
        .map(|block| match &block.body {
            story::BlockBody::Table(table) => table.rows.iter().map(Vec::len).sum(),
            _ => 0,
        })
        .sum();
    assert!((2_000..=5 * 2_000 + 1_000).contains(&cells), "{cells}");
}

#[test]
fn json_that_would_take_many_times_its_room_is_refused() {
    let story = r#"{"headline":"Port reopens, and ferries leave","uri":"urn:vara:item:number:one"},"#;
    for (inside, count, refused) in
        [(r#"{"a":1},"#, 60_000, true), ("1,", 1_300_000, true), (story, 3_000, false)]
    {
        let text = format!("[{}{{}}]", inside.repeat(count));
        let parsed = wire::parse(text.as_bytes(), &Origin::default());
        assert_eq!(codes(&parsed).contains(&"too-many-values"), refused, "{inside}");
    }
}

/// Minutes if each name that we know were looked for among all keys.
#[test]
fn an_object_of_a_million_keys_costs_no_more_than_its_keys() {
    let keys: String = (0..300_000).map(|n| format!(",\"key{n}\":1")).collect();
    let parsed = parse(format!("{{\"uri\":\"a\",\"headline\":\"Port reopens\"{keys}}}").as_bytes());
    assert_eq!(parsed.items[0].headline, "Port reopens");
}

/// Hours if each looked for its beginning through all that stands before it.
#[test]
fn a_million_ends_of_tags_that_never_began_cost_no_more_than_their_letters() {
    let parsed =
        parse(format!("<!doctype html><html><body><p>Port</p>{}", "/>".repeat(1_000_000)).as_bytes());
    assert_eq!(parsed.items.len(), 1);
}

#[test]
fn a_document_in_a_string_is_held_to_the_bounds_of_documents() {
    let node = r#"{\"children\":[{\"text\":\"a\",\"type\":\"text\"}],\"type\":\"paragraph\"},"#;
    let post = |count: usize| {
        let inner = node.repeat(count);
        format!(
            r#"{{"db":[{{"meta":{{"version":"5"}},"data":{{"posts":[{{"id":"1","title":"Port","status":"published","lexical":"{{\"root\":{{\"children\":[{inner}{{}}]}}}}"}}]}}}}]}}"#
        )
    };
    assert!(!codes(&parse(post(20).as_bytes())).contains(&"too-many-values"));
    assert!(codes(&parse(post(60_000).as_bytes())).contains(&"too-many-values"));
}
