//! What senders put into forms that were made for something else: a NITF as the text of another format, a text in parts,
//! a document where a picture is expected, a field under a name of the sender's own language.

use story::{BlockBody, File, Item, Origin, Parsed, Relation};

fn read(name: &str, text: &str) -> Parsed {
    wire::parse(text.as_bytes(), &Origin { name, media_type: "", time_zone: "" })
}

fn item(name: &str, text: &str) -> Item {
    let mut parsed = read(name, text);
    assert_eq!(parsed.items.len(), 1, "{:?}", parsed.problems);
    parsed.items.remove(0)
}

fn paragraphs(item: &Item) -> Vec<&str> {
    let words = item.blocks.iter().filter_map(|block| match &block.body {
        BlockBody::Paragraph(text) => Some(text.text.as_str()),
        _ => None,
    });
    words.collect()
}

fn subheadings(item: &Item) -> Vec<&str> {
    let words = item.blocks.iter().filter_map(|block| match &block.body {
        BlockBody::Subheading(text) => Some(text.text.as_str()),
        _ => None,
    });
    words.collect()
}

const NITF: &str = "<nitf><head><title>Port reopens</title></head><body><body.head><hedline><hl1>Port reopens</hl1>\
    </hedline><byline>By Ann Lorne</byline><dateline>VARA</dateline></body.head><body.content>\
    <p>The port of Vara reopened on Tuesday.</p><p>Ferries left.</p></body.content></body></nitf>";

fn escaped(markup: &str) -> String {
    markup.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn a_nitf_that_another_format_carries_as_a_text_is_read_whole() {
    let nitf = escaped(NITF);
    let declared = escaped(&format!("<?xml version=\"1.0\"?>{NITF}"));
    let g2 = |carried: &str| {
        format!(
            "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:v:1\" version=\"1\"><itemMeta>\
            <itemClass qcode=\"ninat:text\"/></itemMeta><contentMeta/><contentSet><inlineData \
            contenttype=\"application/nitf+xml\">{carried}</inlineData></contentSet></newsItem>"
        )
    };
    let one = format!(
        "<NewsML Version=\"1.2\"><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:v:1\
        </PublicIdentifier></NewsIdentifier></Identification><NewsManagement/><NewsComponent><ContentItem>\
        <DataContent>{nitf}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    );
    let rss = format!(
        "<rss version=\"2.0\"><channel><item><title>Port reopens</title><guid>a</guid><description>{nitf}\
        </description></item></channel></rss>"
    );
    let own = format!("<story><id>7</id><title>Port reopens</title><body><![CDATA[{NITF}]]></body></story>");
    let json =
        serde_json::json!({ "uri": "urn:v:1", "headline": "Port reopens", "body_nitf": NITF }).to_string();
    for text in [g2(&nitf), g2(&declared), one, rss, own, json] {
        let item = item("a", &text);
        assert_eq!(item.headline, "Port reopens", "{text}");
        assert_eq!(paragraphs(&item), ["The port of Vara reopened on Tuesday.", "Ferries left."], "{text}");
        assert_eq!(item.byline.first().map(|by| by.name.as_str()), Some("Ann Lorne"), "{text}");
        assert_eq!(item.dateline, "VARA", "{text}");
    }
}

#[test]
fn a_text_in_parts_is_put_together_by_what_each_part_is() {
    let text = |text: &str, role: &str| serde_json::json!({ "type": "core/text", "role": role, "data": { "text": text } });
    let item = item(
        "a.json",
        &serde_json::json!({
            "uuid": "5f1c", "type": "core/article", "title": "Hamnen öppnar", "language": "sv-se",
            "content": [
                text("Hamnen öppnar", "heading-1"), text("Vara", "vignette"),
                text("Färjorna går igen.", "preamble"), text("Hamnen i Vara öppnade i dag.", ""),
                text("Lång kö", "heading-2"), text("Kön var <strong>lång</strong>.", "")
            ],
            "meta": [{ "type": "house/slugline", "value": "hamnvara" }],
            "links": [
                { "rel": "section", "type": "core/section", "title": "Inrikes" },
                { "rel": "author", "type": "core/author", "title": "Ann Lorne" }
            ]
        })
        .to_string(),
    );
    assert_eq!((item.headline.as_str(), item.kicker.as_str()), ("Hamnen öppnar", "Vara"));
    assert_eq!(item.standfirst, "Färjorna går igen.");
    assert_eq!(paragraphs(&item), ["Hamnen i Vara öppnade i dag.", "Kön var lång."]);
    assert_eq!(subheadings(&item), ["Lång kö"]);
    assert_eq!(
        (item.slugline.as_str(), item.sections.as_slice()),
        ("hamnvara", ["Inrikes".to_owned()].as_slice())
    );
    assert_eq!(item.byline[0].name, "Ann Lorne");
}

#[test]
fn a_document_is_no_picture_and_stays_beside_the_item() {
    let nitf = "<nitf><body><body.head><hedline><hl1>Port reopens</hl1></hedline></body.head><body.content>\
        <media media-type=\"image\"><media-reference source=\"https://vara.example/map.PDF?x=1\"/>\
        <media-caption>The map</media-caption></media><p>The port reopened.</p></body.content></body></nitf>";
    let item = item("a.xml", nitf);
    assert_eq!(item.lead, None);
    let beside = &item.related[0];
    assert_eq!(
        (beside.relation, beside.href.as_str(), beside.title.as_str()),
        (Relation::Includes, "https://vara.example/map.PDF?x=1", "The map")
    );
    let graphic = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:v:1\"><itemMeta><itemClass \
        qcode=\"ninat:graphic\"/></itemMeta><contentMeta><headline>Map</headline></contentMeta><contentSet>\
        <remoteContent href=\"https://vara.example/map.pdf\" contenttype=\"application/pdf\"/></contentSet></newsItem>";
    let graphic = self::item("a.xml", graphic);
    assert_eq!((graphic.lead, graphic.related[0].href.as_str()), (None, "https://vara.example/map.pdf"));
}

#[test]
fn an_agencys_own_names_are_known_with_and_without_accents() {
    for (title, text, lead) in [
        ("TITULAR", "TEXTO", "ENTRADILLA"),
        ("Título", "Texto", "Sumário"),
        ("Überschrift", "Text", "Vorspann"),
        ("Tittel", "Tekst", "Ingress"),
        ("Başlık", "Metin", "Özet"),
    ] {
        let own = format!(
            "<notas><nota><id>9</id><{title}>El puerto reabre</{title}><{lead}>Una semana después.</{lead}>\
            <{text}>&lt;p&gt;VARA, 21 (BOREAL)&lt;/p&gt;&lt;p&gt;El puerto reabre.&lt;/p&gt;</{text}></nota></notas>"
        );
        let item = item("a.xml", &own);
        assert_eq!((item.format.as_str(), item.headline.as_str()), ("dialect", "El puerto reabre"), "{own}");
        assert_eq!(
            (paragraphs(&item), item.dateline.as_str()),
            (vec!["El puerto reabre."], "VARA, 21"),
            "{own}"
        );
    }
}

#[test]
fn an_alert_of_one_sentence_has_it_as_its_headline() {
    let alert = "<NewsML Version=\"1.2\"><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:v:1\
        </PublicIdentifier></NewsIdentifier></Identification><NewsManagement/><NewsComponent><NewsLines><HeadLine/>\
        </NewsLines><ContentItem><DataContent><nitf><body><body.content><p>Le port de Vara rouvre.</p><p>abc/de</p>\
        </body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>";
    let item = item("a.xml", alert);
    assert_eq!(
        (item.headline.as_str(), paragraphs(&item)),
        ("Le port de Vara rouvre", vec!["Le port de Vara rouvre."])
    );
}

#[test]
fn a_dateline_with_a_field_of_its_own_stands_once() {
    let g2 = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:v:1\"><itemMeta/><contentMeta>\
        <headline>Hafen offen</headline><dateline>Vara (bo) - </dateline></contentMeta><contentSet><inlineXML><html>\
        <body><p><span class=\"dateline\">Vara (bo) - </span>Der Hafen ist <b>offen</b>.</p><p>Vara (bo) - so hieß \
        es.</p></body></html></inlineXML></contentSet></newsItem>";
    let item = item("a.xml", g2);
    assert_eq!(item.dateline, "Vara (bo)");
    assert_eq!(paragraphs(&item), ["Der Hafen ist offen.", "Vara (bo) - so hieß es."]);
    let BlockBody::Paragraph(first) = &item.blocks[0].body else { panic!("a paragraph") };
    let marked = first.marks[0].span;
    assert_eq!(&first.text[marked.start..marked.end], "offen");
}

const WIRE: &str = "bdt0000 3 vm 831  dpo 0000\n\nHafen/Vara/\n(Berichtigung: In einer früheren Fassung hieß es,\n\
    der Hafen sei seit 1992 offen.)\n(KORR-Bericht)\nHafen von Vara öffnet\nVon Ann Lorne, dpo =\n\n\
    Der Hafen war eine Woche lang zu. Jetzt legen die Fähren wieder ab.\n\n\
    Vara (dpo) - Die ersten Fähren haben am Dienstag den Hafen verlassen, und\n\
    viele Leute sahen ihnen zu. Der Meister des Hafens war mit dem Tag zufrieden\n\
    - und das war er selten genug.\n\nLange Schlangen an der Kasse\n\n\
    An der Kasse standen die Leute bis zum Mittag. Danach wurde es ruhiger, und die\n\
    Schalter schlossen um sechs.\n\n| Dienstag: |\n| Vara    | - | Ostrande | 2:1 |\n| Osk     | - | Lind     | 0:0 |\n\n\
    # Notizblock\n\n## Kontakte\n- Ann Lorne, 0000\n\n241205 Sep 24\n";

#[test]
fn notes_summaries_headings_and_bars_of_a_plain_wire_are_told_apart() {
    let item = item("a.iptc", WIRE);
    assert_eq!((item.headline.as_str(), item.provider.as_str()), ("Hafen von Vara öffnet", "dpo"));
    assert_eq!(item.signals, ["KORR-Bericht"]);
    assert!(item.editors_note.contains("seit 1992 offen"), "{}", item.editors_note);
    assert!(item.standfirst.starts_with("Der Hafen war eine Woche lang zu."), "{}", item.standfirst);
    assert_eq!(subheadings(&item), ["Lange Schlangen an der Kasse"]);
    assert!(paragraphs(&item)[0].ends_with("zufrieden - und das war er selten genug."));
    let table = item.blocks.iter().find_map(|block| match &block.body {
        BlockBody::Table(table) => Some(table),
        _ => None,
    });
    let rows: Vec<Vec<&str>> =
        table.unwrap().rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(
        rows,
        [vec!["Dienstag:"], vec!["Vara", "-", "Ostrande", "2:1"], vec!["Osk", "-", "Lind", "0:0"]]
    );
}

#[test]
fn a_file_on_the_senders_disk_is_looked_for_beside_the_item() {
    let picture = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:v:1\"><itemMeta><itemClass \
        qcode=\"ninat:picture\"/></itemMeta><contentMeta><headline>Quay</headline></contentMeta><contentSet>\
        <remoteContent href=\"file://out/2026/quay.jpg\" contenttype=\"image/jpeg\"/></contentSet></newsItem>";
    let item = item("a.xml", picture);
    assert_eq!(item.more.get("files").map(String::as_str), Some("quay.jpg"));
    assert!(item.lead.is_none_or(|lead| lead.file == File::Missing));
}
