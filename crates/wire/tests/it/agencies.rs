//! Habits of agencies that the standards allow and their examples do not show.

use story::{BlockBody, File, Item, ItemStatus, Origin, Picture};

pub(crate) fn items(wire: &str) -> Vec<Item> {
    wire::parse(wire.as_bytes(), &Origin::default()).items
}

pub(crate) fn item(wire: &str) -> Item {
    items(wire).remove(0)
}

pub(crate) fn codes(wire: &str) -> Vec<String> {
    wire::parse(wire.as_bytes(), &Origin::default())
        .problems
        .into_iter()
        .map(|problem| problem.code)
        .collect()
}

/// One line a block.
pub(crate) fn told(item: &Item) -> Vec<String> {
    let line = |body: &BlockBody| match body {
        BlockBody::Paragraph(text) => text.text.clone(),
        BlockBody::Subheading(text) => format!("# {}", text.text),
        BlockBody::Table(table) => {
            let row = |row: &Vec<story::RichText>| {
                row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
            };
            table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        BlockBody::List(list) => {
            list.items.iter().map(|text| format!("- {}", text.text)).collect::<Vec<_>>().join("\n")
        }
        BlockBody::Picture(picture) => format!("[{}] {}", address(picture), picture.caption),
        BlockBody::Video(video) => format!("<{}> {}", video.href, video.poster.caption),
        other => format!("{other:?}"),
    };
    item.blocks.iter().map(|block| line(&block.body)).collect()
}

pub(crate) fn address(picture: &Picture) -> &str {
    match &picture.file {
        File::Remote { href } => href,
        _ => "",
    }
}

pub(crate) fn newsml_1(components: &str) -> String {
    format!(
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>vara.example</ProviderId>\
         <DateId>20260304</DateId><NewsItemId>8</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier>\
         </Identification><NewsManagement><Status FormalName='Usable'/></NewsManagement><NewsComponent>\
         <NewsLines><HeadLine>Port reopens</HeadLine></NewsLines>{components}</NewsComponent></NewsItem></NewsML>"
    )
}

pub(crate) fn g2(class: &str, meta: &str, content: &str) -> String {
    format!(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:newsml:vara.example:1' version='1' \
         xml:lang='fr'><itemMeta><itemClass qcode='ninat:{class}'/></itemMeta><contentMeta>{meta}</contentMeta>\
         <contentSet>{content}</contentSet></newsItem>"
    )
}

#[test]
fn text_in_base64_is_read_and_what_is_none_is_told() {
    let packed = |letters: &str| {
        newsml_1(&format!(
            "<ContentItem><Encoding Notation='Base64'><DataContent>{letters}</DataContent></Encoding></ContentItem>"
        ))
    };
    let text = item(&packed("VGhlIHBvcnQgaXMgb3Blbi4KCk5vYm9keSB3YXMgaHVydC4="));
    assert_eq!(told(&text), ["The port is open.", "Nobody was hurt."]);
    assert!(codes(&packed("/9j/4AAQSkZJRgABAQ==")).contains(&"content-not-read".to_owned()));
    let data = "<inlineData encoding='base64' contenttype='text/plain'>VGhlIHBvcnQgaXMgb3Blbi4=</inlineData>";
    assert_eq!(told(&item(&g2("text", "", data))), ["The port is open."]);
}

#[test]
fn components_that_are_equivalents_are_one_picture_in_its_widest_size() {
    let size = |role: &str, name: &str, width: u32| {
        format!(
            "<NewsComponent><Role FormalName='{role}'/><ContentItem Href='http://vara.example/{name}.jpg'>\
             <MediaType FormalName='Photo'/><Characteristics><Property FormalName='Width' Value='{width}'/>\
             </Characteristics></ContentItem></NewsComponent>"
        )
    };
    let picture = item(&newsml_1(&format!(
        "<NewsComponent EquivalentsList='yes'>{}{}</NewsComponent>",
        size("Thumbnail", "small", 100),
        size("HighDef", "large", 3000)
    )));
    assert_eq!(address(picture.lead.as_ref().unwrap()), "http://vara.example/large.jpg");
    assert!(picture.blocks.is_empty());
}

#[test]
fn the_largest_rendition_of_a_picture_is_taken_by_width_by_name_or_by_bytes() {
    let of = |renditions: &[(&str, &str)]| {
        let content = |(name, more): &(&str, &str)| {
            format!("<remoteContent href='http://vara.example/{name}.jpg' contenttype='image/jpeg' {more}/>")
        };
        let all: String = renditions.iter().map(content).collect();
        address(item(&g2("picture", "<headline>Quay</headline>", &all)).lead.as_ref().unwrap()).to_owned()
    };
    let base = ("base", "rendition='rnd:baseImage' size='5000000'");
    let thumb = ("thumb", "rendition='rnd:thumbnail' size='5000'");
    assert_eq!(
        of(&[base, ("view", "rendition='rnd:viewImage' size='90000'"), thumb]),
        "http://vara.example/base.jpg"
    );
    assert_eq!(of(&[("a", "size='900'"), ("b", "size='9'")]), "http://vara.example/a.jpg");
    assert_eq!(of(&[("a", "width='9'"), ("b", "width='90' size='1'"), base]), "http://vara.example/b.jpg");
}

#[test]
fn the_writer_of_a_text_is_not_its_photographer() {
    let writer = "<creator qcode='p:1'><name>Bo Lind</name></creator>";
    let taken = "<creator qcode='p:2' role='crol:photographer'><name>Ann Lorne</name></creator>";
    let picture = "<remoteContent href='http://vara.example/i.jpg' contenttype='image/jpeg'/>";
    let text = "<inlineXML><html><body><p>Le port rouvre.</p></body></html></inlineXML>";
    let story = item(&g2("text", &format!("{writer}{taken}"), &format!("{text}{picture}")));
    assert_eq!(story.byline.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Bo Lind"]);
    assert_ne!(story.lead.unwrap().credit, "Bo Lind");
    let photo = item(&g2("picture", taken, picture));
    assert_eq!(photo.lead.unwrap().credit, "Ann Lorne");
}

#[test]
fn a_text_in_two_languages_is_kept_in_both() {
    let meta = "<language tag='fr'/><headline xml:lang='ar'>الميناء يفتح</headline>\
                <headline xml:lang='fr'>Le port rouvre</headline>";
    let text = |tag: &str, words: &str| {
        format!("<inlineXML xml:lang='{tag}'><html><body><p>{words}</p></body></html></inlineXML>")
    };
    let both =
        item(&g2("text", meta, &format!("{}{}", text("ar", "نص عربي"), text("fr", "Texte français."))));
    assert_eq!(both.headline, "Le port rouvre");
    assert_eq!(told(&both), ["Texte français.", "# الميناء يفتح", "نص عربي"]);
}

#[test]
fn a_sound_keeps_its_address() {
    let sound = "<remoteContent href='http://vara.example/a.mp3' contenttype='audio/mpeg'/>";
    assert_eq!(
        told(&item(&g2("audio", "<headline>Entretien</headline>", sound))),
        ["<http://vara.example/a.mp3> "]
    );
}

#[test]
fn a_list_of_concepts_names_each() {
    let known = item(
        "<knowledgeItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:v:k'><itemMeta>\
         <itemClass qcode='cinat:scheme'/><title>Ports</title></itemMeta><conceptSet><concept><conceptId qcode='p:1'/>\
         <name>Port of Vara</name><definition>Harbour</definition></concept><concept><conceptId qcode='p:2'/>\
         <name>Port of Osk</name></concept></conceptSet></knowledgeItem>",
    );
    assert_eq!((known.headline.as_str(), known.standfirst.as_str()), ("Ports", ""));
    assert_eq!(told(&known), ["- Port of Vara: Harbour\n- Port of Osk"]);
    assert_eq!(known.subjects.len(), 2);
}

#[test]
fn columns_in_preformatted_text_are_a_table() {
    let nitf = item(
        "<nitf><head><docdata><doc-id id-string='v7'/></docdata></head><body><body.head><hedline><hl1>Ports</hl1>\
         </hedline></body.head><body.content><p>Ships by port.</p><pre>   Port       Ships    Change\n   Vara          12       \
         +3\n   Osk            7       -1\n</pre><p>More follows.</p></body.content></body></nitf>",
    );
    assert_eq!(told(&nitf), ["Ships by port.", "Port|Ships|Change\nVara|12|+3\nOsk|7|-1", "More follows."]);
}

#[test]
fn a_nitf_picture_is_its_widest_reference_and_a_film_is_no_picture() {
    let nitf = item(
        "<nitf><head><docdata><doc-id id-string='v7'/></docdata></head><body><body.head><hedline><hl1>Ports</hl1>\
         </hedline></body.head><body.content><p>Ships by port.</p><media media-type='image'>\
         <media-reference mime-type='image/jpeg' source='http://vara.example/small.jpg' width='200'/>\
         <media-reference mime-type='image/jpeg' source='http://vara.example/big.jpg' width='2000'/>\
         <media-caption><p>The quay.</p></media-caption></media><media media-type='video'><media-reference \
         mime-type='video/mp4' source='http://vara.example/v.mp4'/><media-caption>Ferries.</media-caption></media>\
         </body.content></body></nitf>",
    );
    assert_eq!(
        told(&nitf),
        ["Ships by port.", "[http://vara.example/big.jpg] The quay.", "<http://vara.example/v.mp4> Ferries."]
    );
}

#[test]
fn ghost_files_are_known_by_their_path_where_the_site_is_not_named() {
    let export = serde_json::json!({ "db": [{ "meta": { "exported_on": 1 }, "data": { "posts": [
        { "id": "1", "title": "Port reopens", "slug": "port", "status": "published", "visibility": "public",
          "feature_image": "__GHOST_URL__/content/images/f.jpg",
          "html": "<p>The <a href=\"__GHOST_URL__/other/\">port</a> is open.</p>\
              <img src=\"__GHOST_URL__/content/images/a.jpg\">" },
        { "id": "2", "title": "Letter", "slug": "letter", "status": "sent", "visibility": "public", "html": "<p>Hello.</p>" },
        { "id": "3", "title": "Letter", "slug": "mail", "status": "published", "visibility": "public", "email_only": true,
          "html": "<p>Hello.</p>" }
    ] } }] });
    let text = export.to_string();
    let posts = items(&text);
    assert_eq!(address(posts[0].lead.as_ref().unwrap()), "https://ghost.invalid/content/images/f.jpg");
    assert_eq!(told(&posts[0])[1], "[https://ghost.invalid/content/images/a.jpg] ");
    assert!(!serde_json::to_string(&posts[0].blocks[0]).unwrap().contains("invalid"), "a link leads nowhere");
    assert!(codes(&text).contains(&"unknown-site".to_owned()));
    let named =
        wire::parse(text.as_bytes(), &Origin { name: "https://g.example", media_type: "", time_zone: "" });
    assert_eq!(address(named.items[0].lead.as_ref().unwrap()), "https://g.example/content/images/f.jpg");
    for letter in &posts[1..3] {
        assert_eq!(
            letter.status,
            ItemStatus::Withheld,
            "what went out by mail alone never stood on the site"
        );
    }
}

#[test]
fn a_page_that_scripts_would_fill_is_read_from_its_structured_data() {
    let words =
        "The port of Vara reopened on Tuesday after three days of storm, the harbour master said. ".repeat(4);
    let data = serde_json::json!({ "@type": "NewsArticle", "headline": "Port reopens", "image": ["https://vara.example/1.jpg"],
        "articleBody": format!("{words}\n\nNobody was hurt.") });
    let page = item(&format!(
        "<!doctype html><html><head><script type='application/ld+json'>{data}</script></head><body><div id='app'></div></body></html>"
    ));
    assert_eq!(told(&page), [words.trim(), "Nobody was hurt."]);
    assert_eq!(address(page.lead.as_ref().unwrap()), "https://vara.example/1.jpg");
}

#[test]
fn a_sign_that_begins_no_tag_is_a_sign() {
    let feed = |text: &str| {
        item(&format!(
            "<rss><channel><item><title>Port</title><description>{text}</description></item></channel></rss>"
        ))
        .standfirst
    };
    assert_eq!(feed("5 < 6 and then the whole story follows."), "5 < 6 and then the whole story follows.");
    assert_eq!(feed("<![CDATA[<p>5 < 6</p>]]> and <!-- a < b --> more"), "5 < 6 and more");
}

#[test]
fn cells_that_span_stand_in_their_columns_and_lists_in_lists_are_entries() {
    let story = |body: &str| {
        item(&serde_json::json!({ "uri": "urn:v:1", "headline": "Ports", "body_html": body }).to_string())
    };
    let table = "<table><tr><th rowspan=2>Ship</th><th>Time</th></tr><tr><td>12</td></tr>\
        <tr><td colspan=2>None</td></tr><tr><td>Anna</td><td>13</td></tr></table>";
    assert_eq!(told(&story(table)), ["Ship|Time\n|12\nNone|\nAnna|13"]);
    let list = "<p>Ports:</p><ul><li>one</li><li>two<ul><li>two a</li><li>two b</li></ul></li></ul>";
    assert_eq!(told(&story(list)), ["Ports:", "- one\n- two\n- two a\n- two b"]);
}

#[test]
fn an_entry_that_is_taken_back_is_a_kill_and_an_answer_is_related() {
    let feed = items(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0' \
         xmlns:thr='http://purl.org/syndication/thread/1.0'><title>Vara</title><author><name>Ann Lorne</name></author>\
         <entry><id>urn:v:2</id><title>Port reopens</title><summary>At noon.</summary>\
         <thr:in-reply-to ref='urn:v:1' href='https://vara.example/1'/></entry>\
         <at:deleted-entry ref='urn:v:1' when='2026-06-09T10:00:00Z'><at:comment>Wrong port</at:comment></at:deleted-entry></feed>",
    );
    assert_eq!((feed[0].related[0].guid.as_str(), feed[0].byline[0].name.as_str()), ("urn:v:1", "Ann Lorne"));
    assert_eq!((feed[1].guid.as_str(), feed[1].status), ("urn:v:1", ItemStatus::Canceled));
    assert_eq!(feed[1].updated.unwrap().to_string(), "2026-06-09T10:00:00Z");
}

#[test]
fn sounds_and_words_of_a_feed_are_kept_without_their_markup() {
    let feed = item(
        "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item><title>Port</title><description>Open.</description>\
         <enclosure url='https://vara.example/a.mp3' type='audio/mpeg'/><media:content url='https://vara.example/1.jpg' \
         type='image/jpeg'><media:text type='html'>&lt;p&gt;The quay.&lt;/p&gt;</media:text></media:content></item></channel></rss>",
    );
    assert_eq!(feed.lead.as_ref().unwrap().caption, "The quay.");
    assert!(told(&feed).contains(&"<https://vara.example/a.mp3> ".to_owned()), "{:?}", told(&feed));
}

fn mail(subject: &str, body: &str) -> String {
    format!(
        "From: desk@vara.example\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nDate: Wed, 3 Jun 2026 06:00:00 +0000\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{body}"
    )
}

#[test]
fn a_forwarded_mail_is_the_mail_inside_it() {
    let story = item(&mail(
        "Fwd: Port reopens",
        "For you, Bo\n\n---------- Forwarded message ---------\nFrom: Ann <ann@vara.example>\nSubject: Port reopens\nTo: <bo@x.example>\n\n\
         The port of Vara reopened on Tuesday after three days of storm, the harbour master said.\n",
    ));
    assert_eq!(story.headline, "Port reopens");
    assert_eq!(told(&story).len(), 1);
    assert!(story.editors_note.contains("ann@vara.example") && story.editors_note.contains("For you, Bo"));
}

#[test]
fn the_label_of_a_mails_subject_holds_it() {
    let body = "The port of Vara reopened on Tuesday after three days of storm, the harbour master said.\n";
    let story = item(&mail("UNDER EMBARGO until 5 June: Port reopens", body));
    assert_eq!((story.headline.as_str(), story.status), ("Port reopens", ItemStatus::Withheld));
}

#[test]
fn a_text_attached_to_a_mail_is_an_item() {
    let text =
        "The port of Vara reopened on Tuesday after three days of storm, the harbour master said. ".repeat(4);
    let wire = format!(
        "From: desk@vara.example\r\nSubject: Two stories\r\nMIME-Version: 1.0\r\nDate: Wed, 3 Jun 2026 06:00:00 +0000\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nPlease find one attached.\r\n\
         --b\r\nContent-Type: text/plain; name=port.txt\r\nContent-Disposition: attachment; filename=port.txt\r\n\r\n\
         Port reopens\r\n\r\n{text}\r\n--b--\r\n"
    );
    let found = items(&wire);
    assert_eq!(
        found.iter().map(|one| one.headline.as_str()).collect::<Vec<_>>(),
        ["Two stories", "Port reopens"]
    );
}

#[test]
fn files_that_come_beside_a_wire_keep_their_names() {
    let nitf = item(
        "<nitf><head><docdata><doc-id id-string='v7'/></docdata></head><body><body.head><hedline><hl1>Ports</hl1></hedline>\
         </body.head><body.content><p>Open.</p><media media-type='image'><media-reference source='quay-7.jpg'/>\
         <media-caption>The quay.</media-caption></media></body.content></body></nitf>",
    );
    let g2 = item(&g2(
        "picture",
        "<headline>Quay</headline>",
        "<remoteContent href='quay-7.jpg' contenttype='image/jpeg'/>",
    ));
    let ml = item(&newsml_1(
        "<NewsComponent><ContentItem Href='quay-7.jpg'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>",
    ));
    for item in [nitf, g2, ml] {
        assert_eq!(item.more.get("files").map(String::as_str), Some("quay-7.jpg"), "{}", item.format);
    }
}

#[test]
fn the_second_headline_of_a_nitf_is_its_standfirst() {
    let nitf = item(
        "<nitf><head><docdata><doc-id id-string='v7'/></docdata></head><body><body.head><hedline><hl1>Port reopens</hl1>\
         <hl2>After nine days</hl2></hedline></body.head><body.content><p>Ferries left.</p></body.content></body></nitf>",
    );
    assert_eq!((nitf.headline.as_str(), nitf.standfirst.as_str()), ("Port reopens", "After nine days"));
}

#[test]
fn an_agencys_own_xml_is_held_until_its_embargo() {
    let own = |until: &str| {
        item(&format!(
            "<depeches><depeche id='v7'><titre>Le port rouvre</titre><texte>Les ferries sont partis à midi, selon la \
             capitainerie.</texte><embargo>{until}</embargo></depeche></depeches>"
        ))
    };
    assert_eq!(own("2026-06-09T18:00:00+02:00").embargo.unwrap().to_string(), "2026-06-09T16:00:00Z");
    assert_eq!(own("demain").status, ItemStatus::Withheld);
}

#[test]
fn rows_that_end_with_their_sign_have_no_empty_column_and_a_profile_is_no_paragraph() {
    let anpa = item(
        "\u{1}a0012\r\nr i bc-vara-table 06-03 0040\r\n\u{2}^BC-Vara-Table,0040<\r\n^Ships by port<\r\n   Ships that left on Tuesday:\r\n\
         \u{8}Vara;12;3;\r\n\u{8}Osk;7;1;\r\n   More follows.\r\n(PROFILE\r\n(CAT:Sports;)\r\n)\r\n\u{3}AP-WF-06-03-26 0337GMT\u{4}",
    );
    assert_eq!(told(&anpa).last().unwrap(), "More follows.", "{:?}", told(&anpa));
    assert!(told(&anpa).contains(&"Vara|12|3\nOsk|7|1".to_owned()), "{:?}", told(&anpa));
}

#[test]
fn a_release_of_an_office_is_held_and_ends_at_its_signs() {
    let release = item(
        "FOR RELEASE 8:30 a.m. ET, Thursday, June 4, 2026\n\nPort traffic rose in May\n\n\
         Traffic in the port of Vara rose by 3 percent in May, the authority said on Thursday.\n\n\
         There were 120 ships, against 116 in April, and more of them were cruise ships.\n\n# # #\n\n\
         Contact: Ann Lorne, (555) 010-0199, ann@port.example\n",
    );
    assert_eq!(release.headline, "Port traffic rose in May");
    assert_eq!(release.embargo.unwrap().to_string(), "2026-06-04T12:30:00Z");
    assert_eq!(release.blocks.len(), 2, "{:?}", told(&release));
    assert!(release.private_note.contains("ann@port.example"));
}
