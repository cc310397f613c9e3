//! Habits of agencies that the standards allow and their examples do not show.

use story::{BlockBody, File, Item, ItemStatus, Origin, Picture};

fn items(wire: &str) -> Vec<Item> {
    wire::parse(wire.as_bytes(), &Origin::default()).items
}

fn item(wire: &str) -> Item {
    items(wire).remove(0)
}

fn codes(wire: &str) -> Vec<String> {
    wire::parse(wire.as_bytes(), &Origin::default()).problems.into_iter().map(|problem| problem.code).collect()
}

/// One line a block.
fn told(item: &Item) -> Vec<String> {
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

fn address(picture: &Picture) -> &str {
    match &picture.file {
        File::Remote { href } => href,
        _ => "",
    }
}

fn newsml_1(components: &str) -> String {
    format!(
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>vara.example</ProviderId>\
         <DateId>20260304</DateId><NewsItemId>8</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier>\
         </Identification><NewsManagement><Status FormalName='Usable'/></NewsManagement><NewsComponent>\
         <NewsLines><HeadLine>Port reopens</HeadLine></NewsLines>{components}</NewsComponent></NewsItem></NewsML>"
    )
}

fn g2(class: &str, meta: &str, content: &str) -> String {
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
    assert_eq!(of(&[base, ("view", "rendition='rnd:viewImage' size='90000'"), thumb]), "http://vara.example/base.jpg");
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
    let both = item(&g2("text", meta, &format!("{}{}", text("ar", "نص عربي"), text("fr", "Texte français."))));
    assert_eq!(both.headline, "Le port rouvre");
    assert_eq!(told(&both), ["Texte français.", "# الميناء يفتح", "نص عربي"]);
}

#[test]
fn a_sound_keeps_its_address() {
    let sound = "<remoteContent href='http://vara.example/a.mp3' contenttype='audio/mpeg'/>";
    assert_eq!(told(&item(&g2("audio", "<headline>Entretien</headline>", sound))), ["<http://vara.example/a.mp3> "]);
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
    let named = wire::parse(text.as_bytes(), &Origin { name: "https://g.example", media_type: "" });
    assert_eq!(address(named.items[0].lead.as_ref().unwrap()), "https://g.example/content/images/f.jpg");
    for letter in &posts[1..3] {
        assert_eq!(letter.status, ItemStatus::Withheld, "what went out by mail alone never stood on the site");
    }
}
