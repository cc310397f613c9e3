//! More habits of agencies, as their public samples show them; the texts are invented.

use story::ItemStatus;

use crate::agencies::{address, codes, g2, item, items, newsml_1, told};

#[test]
fn a_text_of_two_components_in_two_languages_is_kept_in_both_with_its_lead() {
    let part = |role: &str, words: &str| {
        format!(
            "<NewsComponent><Role FormalName='{role}'/><ContentItem><DataContent>{words}</DataContent></ContentItem></NewsComponent>"
        )
    };
    let version = |tag: &str, title: &str, lead: &str, body: &str| {
        format!(
            "<NewsComponent xml:lang='{tag}'><Role FormalName='Short'/><NewsLines><HeadLine>{title}</HeadLine></NewsLines>{}{}{}</NewsComponent>",
            part("Title", title),
            part("Lead", lead),
            part("Body", body)
        )
    };
    let both = item(&newsml_1(&format!(
        "{}{}",
        version("nl", "Port reopens", "De haven is open.", "De veren varen."),
        version("fr", "Le port rouvre", "", "Les bacs circulent.")
    )));
    assert_eq!((both.language.tag(), both.standfirst.as_str()), ("nl", "De haven is open."));
    assert_eq!(told(&both), ["De veren varen.", "# Le port rouvre", "Les bacs circulent."]);
}

#[test]
fn the_slug_line_is_worth_more_than_the_label_and_the_label_more_than_nothing() {
    let with = |lines: &str| {
        item(&format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>8</NewsItemId></NewsIdentifier>\
             <NameLabel>port-vara-ferries</NameLabel></Identification><NewsComponent><NewsLines><HeadLine>Port</HeadLine>\
             {lines}</NewsLines></NewsComponent></NewsItem></NewsML>"
        ))
    };
    assert_eq!(with("<SlugLine>Vara</SlugLine>").slugline, "Vara");
    assert_eq!(with("").slugline, "port-vara-ferries");
}

#[test]
fn an_item_without_its_identifier_has_that_of_its_component_or_the_one_that_stands_elsewhere() {
    let bare = |inside: &str| {
        item(&format!(
            "<NewsML><NewsItem><NewsComponent Duid='D7'><NewsLines><HeadLine>Port</HeadLine></NewsLines>{inside}</NewsComponent></NewsItem></NewsML>"
        ))
    };
    assert_eq!(bare("").guid, "D7");
    let misspelt = "<DescriptiveMetada><guid>G9</guid><Location><Property FormalName='City' Value='VARA'/></Location></DescriptiveMetada>";
    let found = bare(misspelt);
    assert_eq!((found.guid.as_str(), found.located.city.as_str()), ("G9", "VARA"));
}

#[test]
fn a_comment_on_a_component_is_a_note_for_editors_and_initials_are_no_names() {
    let noted = item(&newsml_1(
        "<AdministrativeMetadata><Property FormalName='author' Value='lm'/><Property FormalName='author' Value='hl'/>\
         <Property FormalName='EditorialInfo' Value='With pictures.'/></AdministrativeMetadata><NewsComponent>\
         <Comment> Embargoed to 0001 Tuesday June 03 </Comment></NewsComponent>",
    ));
    assert!(
        noted.editors_note.contains("Embargoed to 0001") && noted.editors_note.contains("With pictures.")
    );
    assert!(noted.byline.is_empty());
    assert_eq!(noted.more.get("initials").map(String::as_str), Some("lm/hl"));
    // Nobody says of which year, nor of which place it is midnight.
    assert_eq!(noted.status, ItemStatus::Withheld);
}

#[test]
fn a_document_type_that_only_names_another_is_no_fault() {
    let declared = |entity: &str| {
        codes(&format!("<!DOCTYPE NewsML SYSTEM 'n.dtd' [<!ENTITY {entity}> ]>{}", newsml_1("")))
    };
    assert!(!declared("% nitf SYSTEM 'nitf.dtd'").contains(&"entities-refused".to_owned()));
    assert!(declared("a 'ha'").contains(&"entities-refused".to_owned()));
}

#[test]
fn a_company_whose_data_it_is_and_an_account_sign_nothing() {
    let by = |creators: &str| item(&g2("text", creators, "")).byline;
    assert!(by("<creator role='cRole:source' literal='Vara Sports Data'/>").is_empty());
    assert!(by("<creator qcode='ad:lind.bo'><name>lind.bo</name></creator>").is_empty());
    assert_eq!(by("<creator><name>J.R. Lind</name></creator>").len(), 1);
}

#[test]
fn text_in_the_markup_of_the_swedish_agency_is_read_as_what_it_is() {
    let text = "<BODY xmlns=''><TEXT><RUBRIK>Hamnen öppnar</RUBRIK><DAT><ORT>Vara</ORT></DAT><INGRESS><P>Färjorna går.</P>\
        </INGRESS><BRODTEXT><P>Ingen skadades.</P><MELLIS>Kö vid kajen</MELLIS><CITAT>Vi är lättade, säger hamnchefen.</CITAT>\
        <UL><LI>En</LI><LI>Två</LI></UL></BRODTEXT><BYLINE EPOST='a@vara.example'>Ann Lorne/VN</BYLINE><BILD><BILDFIL>http://vara.example/1</BILDFIL>\
        <BILDTEXT><P>Kajen.</P></BILDTEXT><BILDSKAPARE>Bo Lind/VN</BILDSKAPARE></BILD></TEXT><TEXT><RUBRIK>Fakta: hamnen</RUBRIK>\
        <BRODTEXT><P>Byggd 1901.</P></BRODTEXT></TEXT></BODY>";
    let story =
        item(&g2("text", "<headline>Hamnen öppnar</headline>", &format!("<inlineXML>{text}</inlineXML>")));
    assert_eq!((story.standfirst.as_str(), story.dateline.as_str()), ("Färjorna går.", "Vara"));
    assert_eq!(story.byline[0].name, "Ann Lorne");
    let lead = story.lead.as_ref().unwrap();
    assert_eq!(
        (address(lead), lead.caption.as_str(), lead.credit.as_str()),
        ("http://vara.example/1", "Kajen.", "Bo Lind/VN")
    );
    assert_eq!(
        told(&story),
        [
            "Ingen skadades.",
            "# Kö vid kajen",
            "– Vi är lättade, säger hamnchefen.",
            "- En\n- Två",
            "# Fakta: hamnen",
            "Byggd 1901."
        ]
    );
}

#[test]
fn lines_between_one_pair_of_tags_keep_their_paragraphs() {
    let data = "<inlineData contenttype='text/plain'><![CDATA[\n<p>\n   (VN) - Vara, October 11 - The port\nis open.\n   \"We are glad,\"\nthe mayor said.\n</p>]]></inlineData>";
    let story = item(&g2("text", "", data));
    assert_eq!(
        told(&story),
        ["(VN) - Vara, October 11 - The port is open.", "\"We are glad,\" the mayor said."]
    );
}

#[test]
fn words_that_were_escaped_twice_are_words_and_markup_never_is() {
    let story = item(&g2(
        "text",
        "",
        "<inlineXML><html><body><p>At 4 o&amp;#39;clock &amp;quot;sharp&amp;quot; &amp;lt;b&amp;gt; R&amp;D &amp; more</p></body></html></inlineXML>",
    ));
    assert_eq!(told(&story), ["At 4 o'clock \"sharp\" &lt;b&gt; R&D & more"]);
}

#[test]
fn the_signs_of_a_typesetting_machine_are_none_of_a_heading() {
    let wire = "\u{16}\u{16}\u{1}V4644-----\r\nr e \u{13}\u{11}VN-Top-Ports     02-09 0121\r\n\u{2}\u{14}^*9006< ^VN-Top-Ports,0176<\r\n\
        ^Ports of the day<\r\n^By ANN LORNE=\r\n\t   VARA (VN) _ The port is open.\r\n\r\n\u{3}\t   VN-WF-02-10-16 0423GMT<\r\n\u{4}";
    let story = item(wire);
    assert_eq!((story.headline.as_str(), story.byline[0].name.as_str()), ("Ports of the day", "ANN LORNE"));
    assert_eq!(told(&story), ["The port is open."]);
    let telex = item(
        "ZCZC FMG000\n%MNETALL\n$J\n:\n:Port authority\n*X\nHarbour cup<!\n(Weights for today)=!\nFIRST RACE 1400M .=!\nBlack Heart 58.0\n<SECOND RACE=!\nAdmiral 57.0\nNNNN\n",
    );
    assert_eq!((telex.headline.as_str(), telex.sources[0].name.as_str()), ("Harbour cup", "Port authority"));
    assert!(told(&telex).iter().all(|line| !line.contains(['<', '!', '%', '$'])), "{:?}", told(&telex));
}

#[test]
fn fields_of_the_older_wire_in_a_nitf_are_its_own() {
    let meta = |name: &str, value: &str| format!("<meta name='anpa-{name}' content='{value}'/>");
    let head = [
        meta("sequence", "1747"),
        meta("keyword", "Ports"),
        meta("takekey", "2nd Ld"),
        meta("wordcount", "0349"),
    ];
    let nitf = |head: &str, body: &str, text: &str| {
        item(&format!(
            "<nitf><head>{head}<docdata><doc-id id-string='v7'/></docdata></head><body><body.head><hedline><hl1>&gt;&gt;&gt;Port</hl1></hedline>{body}</body.head><body.content>{text}</body.content></body></nitf>"
        ))
    };
    let story = nitf(
        &head.concat(),
        "<byline>Situation serious, ready for all of it says the mayor</byline>",
        "<p lead='true'>Short.</p><p>The port is open.</p>",
    );
    assert_eq!(
        (story.sequence.as_str(), story.slugline.as_str(), story.take_key.as_str()),
        ("1747", "Ports", "2nd Ld")
    );
    assert_eq!((story.word_count, story.byline.len(), story.headline.as_str()), (Some(349), 0, "Port"));
    assert_eq!(story.standfirst, "Situation serious, ready for all of it says the mayor");
    let story = nitf(
        "",
        "<byline>By Ann Lorne, VN Scotland</byline>",
        "<p lead='true'>Short.</p><p>The port is open.</p>",
    );
    assert_eq!(
        (story.standfirst.as_str(), story.byline[0].name.as_str(), story.byline[0].role.as_str()),
        ("Short.", "Ann Lorne", "VN Scotland")
    );
}

#[test]
fn a_picture_of_a_media_service_has_its_caption_its_credit_and_who_took_it() {
    let json = r#"{"data":{"item":{"uri":"https://vara.example/c/9?qt=1","altids":{"itemid":"9"},"type":"picture","headline":"Quay",
        "photographer":{"code":"x","title":"Staff","name":"Ann Lorne"},"datelinelocation":{"city":"Vara","countryname":"Osk"},
        "description_creditline":"Ann Lorne/VN","description_caption":"The quay of Vara.",
        "renditions":{"main":{"href":"https://vara.example/m.jpg","width":4666,"mimetype":"image/jpeg"}}}}}"#;
    let picture = item(json);
    let lead = picture.lead.as_ref().unwrap();
    assert_eq!((lead.caption.as_str(), lead.credit.as_str()), ("The quay of Vara.", "Ann Lorne/VN"));
    assert_eq!((picture.byline[0].name.as_str(), picture.located.city.as_str()), ("Ann Lorne", "Vara"));
}

#[test]
fn a_mail_that_is_nothing_but_a_wire_is_that_wire() {
    let mail = |text: &str| {
        format!(
            "From: desk@vara.example\r\nSubject: Formatted story\r\nMessage-ID: <m1@vara.example>\r\nMIME-Version: 1.0\r\n\
                 Date: Thu, 05 May 2016 04:11:45 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}"
        )
    };
    let story = items(&mail(
        "{\"Headline\":[\"Port reopens\"],\"Slugline\":[\"PORT\"],\"Body\":[\"Ferries left.\\n\\nNobody was hurt.\"]}",
    ));
    assert_eq!(story.len(), 1);
    assert_eq!(
        (story[0].headline.as_str(), story[0].format.as_str(), story[0].guid.as_str()),
        ("Port reopens", "ninjs", "m1@vara.example")
    );
    assert_eq!(told(&story[0]), ["Ferries left.", "Nobody was hurt."]);
    let text = item(&mail("{not for print} The port is open.\r\n\r\nNobody was hurt.\r\n"));
    assert_eq!(text.format, "mail");
}

#[test]
fn a_day_alone_is_no_place_and_an_agency_may_stand_between_strokes() {
    let text = |first: &str| {
        item(&g2(
            "text",
            "",
            &format!("<inlineXML><html><body><p>{first}</p><p>More.</p></body></html></inlineXML>"),
        ))
    };
    assert_eq!(text("Jan 3 (VN) - Results of the day.").dateline, "");
    assert_eq!(text("VARA, January 21. /VN/. The port is open.").located.city, "VARA");
}

#[test]
fn a_press_release_in_the_xml_of_its_service_is_read() {
    let release = item(
        "<?xml version='1.0'?><release id='17' lang='no'><body>&lt;p&gt;Havnen er &amp;aring;pen.&lt;/p&gt;&lt;p&gt;Ferger g&amp;aring;r.&lt;/p&gt;</body>\
         <contactsAsText>Ann Lorne 555 1234</contactsAsText><embargo/><leadtext>Kort.</leadtext><publicationDate>28.09.2018 11:15</publicationDate>\
         <title>Havnen er åpen</title><images><image><url>http://vara.example/a.jpg</url><caption>Kaien.</caption></image></images>\
         <publisher><name>Vara havn</name></publisher></release>",
    );
    assert_eq!(
        (release.headline.as_str(), release.standfirst.as_str(), release.guid.as_str()),
        ("Havnen er åpen", "Kort.", "17")
    );
    assert_eq!(told(&release), ["Havnen er åpen.", "Ferger går."]);
    let lead = release.lead.as_ref().unwrap();
    assert_eq!((address(lead), lead.caption.as_str()), ("http://vara.example/a.jpg", "Kaien."));
    assert!(release.private_note.contains("555 1234"));
}

#[test]
fn a_flag_that_withdraws_an_item_of_an_agencys_own_xml_is_a_kill() {
    let list = |flag: &str| {
        items(&format!(
            "<Response><List><News><NewsID>1</NewsID><headline>Port &amp;amp; quay: Vara&amp;apos;s day</headline><content>&lt;p&gt;The \
             port is open.&lt;/p&gt;</content><Annuleret>{flag}</Annuleret></News><News><NewsID>2</NewsID><headline>Fair</headline>\
             <content>&lt;p&gt;The fair begins.&lt;/p&gt;</content></News></List></Response>"
        ))
    };
    let news = list("true");
    assert_eq!(
        news.iter().map(|one| one.status).collect::<Vec<_>>(),
        [ItemStatus::Canceled, ItemStatus::Usable]
    );
    assert_eq!(list("false")[0].status, ItemStatus::Usable);
    assert_eq!(news[0].headline, "Port & quay: Vara's day");
}

#[test]
fn a_photograph_in_an_agencys_own_xml_is_a_picture_with_its_words() {
    let photo = item(
        "<Publish><ContentItem><ContentItemID>73</ContentItemID><ContentType>Photo</ContentType><Headline2>The quay</Headline2>\
         <Credit>VARA NEWS</Credit><Byline>Ann Lorne</Byline><ContentText/><EnglishCaption>Ferries at the quay of Vara.</EnglishCaption>\
         <City>Vara</City></ContentItem></Publish>",
    );
    let lead = photo.lead.as_ref().unwrap();
    assert_eq!(
        (photo.kind, lead.caption.as_str()),
        (story::ItemKind::Picture, "Ferries at the quay of Vara.")
    );
    assert_eq!((lead.credit.as_str(), photo.byline[0].name.as_str()), ("VARA NEWS", "Ann Lorne"));
}

#[test]
fn json_with_names_of_its_own_is_read_by_what_they_mean() {
    let wire = r#"{"format":"vara@1","type":"composite","urn":"urn:newsml:vara.example:7","version_created":"2026-03-04T14:10:47+01:00",
        "updated":"2026-03-05T00:00:00Z","version":2,"pubstatus":"usable","embargoed":"2026-03-04T19:00:00+01:00","kicker":"Storm",
        "headline":"Port reopens","subhead":null,"teaser":"Ferries leave again.","dateline":"Vara (VN) - ","language":"de",
        "article_html":"<section class=\"main\"><p>The port is open.</p><h2>Quay</h2><p>Nobody was hurt.</p></section>",
        "infobox_html":"<h3>The port</h3><p>Built in 1901.</p>",
        "ednotes":[{"role":"x:note","ednote":"With pictures.","is_publishable":true},{"role":"x:contacts","ednote":"Ann Lorne 555 1234","is_publishable":false}],
        "associations":[{"type":"image","urn":"urn:newsml:vara.example:8","headline":"Quay","caption":"The other quay.","renditions":[{"width":10,"url":"https://vara.example/8.jpg"}]},
          {"type":"image","urn":"urn:newsml:vara.example:9","is_featureimage":true,"caption":"The quay.","creditline":"Bo Lind/VN","renditions":[{"width":10,"url":"https://vara.example/9.jpg"}]}]}"#;
    let story = item(wire);
    assert_eq!((story.guid.as_str(), story.kind), ("urn:newsml:vara.example:7", story::ItemKind::Text));
    assert_eq!(
        (story.kicker.as_str(), story.standfirst.as_str(), story.dateline.as_str()),
        ("Storm", "Ferries leave again.", "Vara (VN)")
    );
    assert_eq!(story.updated.unwrap().to_string(), "2026-03-04T13:10:47Z");
    assert_eq!(story.embargo.unwrap().to_string(), "2026-03-04T18:00:00Z");
    assert_eq!(
        (story.editors_note.as_str(), story.private_note.as_str()),
        ("With pictures.", "Ann Lorne 555 1234")
    );
    let lead = story.lead.as_ref().unwrap();
    assert_eq!((address(lead), lead.caption.as_str()), ("https://vara.example/9.jpg", "The quay."));
    assert_eq!(told(&story)[..3], ["The port is open.", "# Quay", "Nobody was hurt."]);
    assert!(matches!(&story.blocks[3].body, story::BlockBody::FactBox(facts) if facts.title == "The port"));
    assert!(story.related.iter().any(|one| one.guid == "urn:newsml:vara.example:8"));
}

#[test]
fn an_items_fields_may_stand_in_a_group_and_its_line_in_an_object() {
    let search = r#"{"response":{"status":"ok","results":[{"id":"vara/port","type":"article","sectionName":"Vara",
        "webPublicationDate":"2026-03-04T11:02:03Z","webTitle":"Port reopens","webUrl":"https://vara.example/port",
        "fields":{"trailText":"Ferries leave","byline":"Ann Lorne","body":"<p>The port is open.</p>","lang":"en"}}]}}"#;
    let story = item(search);
    assert_eq!(
        (story.guid.as_str(), story.headline.as_str(), story.href.as_str()),
        ("vara/port", "Port reopens", "https://vara.example/port")
    );
    assert_eq!((story.standfirst.as_str(), story.byline[0].name.as_str()), ("Ferries leave", "Ann Lorne"));
    assert_eq!((story.sections, story.status), (vec!["Vara".to_owned()], ItemStatus::Usable));
    assert_eq!(story.updated.unwrap().to_string(), "2026-03-04T11:02:03Z");
    let other = item(
        r#"{"docs":[{"_id":"v1","headline":{"main":"Port reopens","kicker":null},"byline":{"original":"By Ann Lorne and Bo Lind"},
        "web_url":"https://vara.example/p","pub_date":"2026-03-04T09:00:27+0000","abstract":"Ferries leave."}]}"#,
    );
    assert_eq!((other.headline.as_str(), other.byline.len()), ("Port reopens", 2));
    assert_eq!((other.href.as_str(), other.updated.is_some()), ("https://vara.example/p", true));
    let listed = item(
        r#"{"data":{"item":{"uri":"tag:vara.example:1","type":"TEXT","headLine":"Port reopens","byLine":"Ann Lorne",
        "bodyXhtml":"<p>The port is open.</p>","urlToImage":"https://vara.example/q.jpg","slug":"PORT/"}}}"#,
    );
    assert_eq!((listed.headline.as_str(), listed.slugline.as_str()), ("Port reopens", "PORT/"));
    assert_eq!((told(&listed), listed.lead.is_some()), (vec!["The port is open.".to_owned()], true));
}

#[test]
fn fields_of_an_agencys_publication_stand_in_groups() {
    let story = item(
        "<Publication xmlns='http://ap.org/schemas/03/2005/appl'><Identification><ItemId>8d1a</ItemId><DefaultLanguage>en-us</DefaultLanguage>\
         <RecordSequenceNumber>2</RecordSequenceNumber></Identification><PublicationManagement><RecordType>Change</RecordType>\
         <FirstCreated Year='2026' Month='3' Day='4' Time='23:00:25'></FirstCreated><LastModifiedDateTime>2026-03-04T23:10:22</LastModifiedDateTime>\
         <Status>Usable</Status></PublicationManagement><NewsLines><Title>OSK--Port</Title><HeadLine>Port reopens</HeadLine><ByLine>By ANN LORNE</ByLine>\
         <DateLine>VARA (VN)</DateLine><SlugLine>BC-Port</SlugLine></NewsLines><AdministrativeMetadata><Provider Type='VN'>VN</Provider></AdministrativeMetadata>\
         <PublicationComponent Role='Main' MediaType='Text'><TextContentItem><DataContent><nitf><body.content><block><p>The port is open.</p></block>\
         </body.content></nitf></DataContent></TextContentItem></PublicationComponent></Publication>",
    );
    assert_eq!(
        (story.guid.as_str(), story.version.as_str(), story.headline.as_str()),
        ("8d1a", "2", "Port reopens")
    );
    assert_eq!((story.byline[0].name.as_str(), story.language.tag()), ("ANN LORNE", "en-us"));
    assert_eq!(story.created.unwrap().to_string(), "2026-03-04T23:00:25Z");
    assert_eq!(story.updated.unwrap().to_string(), "2026-03-04T23:10:22Z");
    assert_eq!((told(&story), story.status), (vec!["The port is open.".to_owned()], ItemStatus::Usable));
}

#[test]
fn sizes_of_one_picture_are_one_picture_also_where_none_can_be_had() {
    let size = |role: &str, file: &str| {
        format!(
            "<NewsComponent><Role FormalName='{role}'/><ContentItem Href='{file}'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>"
        )
    };
    let caption = "<NewsComponent><Role FormalName='Caption'/><ContentItem><MediaType FormalName='Text'/><DataContent><p>The quay.</p></DataContent></ContentItem></NewsComponent>";
    let text = "<NewsComponent><ContentItem><MediaType FormalName='Text'/><DataContent><p>The port is open.</p><p>ححح/ع ل/سي</p></DataContent></ContentItem></NewsComponent>";
    let sizes = [size("HighDef", "a.jpg"), size("Quicklook", "b.jpg"), size("Thumbnail", "c.jpg")].concat();
    let story =
        item(&newsml_1(&format!("{text}<NewsComponent Duid='photo0'>{caption}{sizes}</NewsComponent>")));
    assert_eq!(story.lead.as_ref().unwrap().caption, "The quay.");
    assert_eq!(told(&story), ["The port is open."]);
    assert_eq!(story.more.get("initials").map(String::as_str), Some("ححح/ع ل/سي"));
}

#[test]
fn the_lines_of_an_item_may_stand_one_deeper() {
    let lines = "<NewsML><NewsItem><NewsComponent><NewsLines><NewsLine><HeadLine>Port reopens</HeadLine></NewsLine></NewsLines></NewsComponent></NewsItem></NewsML>";
    assert_eq!(item(lines).headline, "Port reopens");
}

#[test]
fn text_whose_every_part_is_an_element_of_some_type_is_read() {
    let part = |kind: &str, words: &str| format!("<element id='{kind}' type='{kind}'>{words}</element>");
    let image = "<object type='x-im/image'><links><link rel='self' url='//vara.example/q.jpg'><data><text>The quay.</text></data>\
        <links><link rel='author' title='Bo Lind'/></links></link></links></object>";
    let text = [
        part("headline", "Port reopens"),
        part("preamble", "Ferries leave."),
        part("body", "The port is <strong>open</strong>."),
        image.to_owned(),
        part("subheadline1", "Quay"),
        part("body", "Nobody was hurt."),
    ]
    .concat();
    let idf = format!(
        "<inlineXML><idf xmlns='http://vara.example/idf'><head/><body><group>{text}</group></body></idf></inlineXML>"
    );
    let story = item(&g2("text", "<headline>Port reopens</headline>", &idf));
    assert_eq!(told(&story), ["The port is open.", "# Quay", "Nobody was hurt."]);
    let lead = story.lead.as_ref().unwrap();
    assert_eq!(
        (address(lead), lead.caption.as_str(), lead.credit.as_str()),
        ("https://vara.example/q.jpg", "The quay.", "Bo Lind")
    );
    assert_eq!(story.standfirst, "Ferries leave.");
}

#[test]
fn what_stands_over_a_text_and_in_it_stands_once_and_a_note_in_a_box_is_for_editors() {
    let rule = "-".repeat(60);
    let text = format!(
        "<inlineXML><html><body><h1>Port reopens</h1><h2>Ferries leave again</h2><pre>{rule}\n    KORREKTUR-HINWEIS\n    In VN0520 muss der Titel\n    gestrichen werden.\n    {rule}\n</pre>\
         <p>The port is open.</p><vn-videoembed src='https://video.example/1'/><vn-image caption='The quay.' creditline='Bo Lind/VN'/><p>Nobody was hurt.\n\n(Reporting by Ann Lorne; Editing by Bo Lind)</p></body></html></inlineXML>"
    );
    let meta = "<headline role='x:title'>Port reopens</headline><headline role='x:subtitle'>Ferries leave again</headline>";
    let story = item(&g2("text", meta, &text));
    assert_eq!(story.standfirst, "Ferries leave again");
    assert_eq!(story.editors_note, "KORREKTUR-HINWEIS: In VN0520 muss der Titel gestrichen werden.");
    let lines = told(&story);
    assert_eq!((lines[0].as_str(), lines.len()), ("The port is open.", 4), "{lines:?}");
    assert!(lines[1].contains("https://video.example/1") && lines[2].contains("The quay."), "{lines:?}");
    assert_eq!(story.byline.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Ann Lorne"]);
}

#[test]
fn a_picture_to_which_an_item_links_leads_it() {
    let link = "<link rel='irel:seeAlso' residref='urn:vara:9' href='https://vara.example/9.jpg'><itemClass qcode='ninat:picture'/><title>The quay</title></link>";
    let story = item(&format!(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:vara:1'><itemMeta><itemClass qcode='ninat:text'/>{link}</itemMeta>\
         <contentMeta><headline>Port</headline></contentMeta><contentSet><inlineXML><html><body><p>The port is open.</p></body></html></inlineXML></contentSet></newsItem>"
    ));
    let lead = story.lead.as_ref().unwrap();
    assert_eq!((address(lead), lead.caption.as_str()), ("https://vara.example/9.jpg", "The quay"));
}

#[test]
fn xhtml_whose_title_is_closed_in_its_own_tag_keeps_its_text() {
    let html = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title /></head><body><p>The port of Vara reopens.</p></body></html>";
    let wire = newsml_1(&format!(
        "<NewsComponent><NewsLines><HeadLine>Port</HeadLine></NewsLines><ContentItem><Format FormalName='XHTML'/>\
         <DataContent><![CDATA[ {html} ]]></DataContent></ContentItem></NewsComponent>"
    ));
    assert_eq!(told(&item(&wire)), ["The port of Vara reopens."]);
}

#[test]
fn a_document_beside_a_text_is_no_picture_of_it() {
    let wire = newsml_1(
        "<NewsComponent><NewsLines><HeadLine>Port</HeadLine></NewsLines><ContentItem><MimeType FormalName='text/html'/>\
         <DataContent><![CDATA[<p>The port reopens.</p>]]></DataContent></ContentItem>\
         <ContentItem Href='https://vara.example/port.pdf'><MimeType FormalName='application/pdf'/></ContentItem>\
         <ContentItem Href='https://vara.example/quay.jpg'><MimeType FormalName='image/jpeg'/>\
         <Property FormalName='caption' Value='The quay'/></ContentItem></NewsComponent>",
    );
    let read = item(&wire);
    let lead = read.lead.as_ref().unwrap();
    assert_eq!((address(lead), lead.caption.as_str()), ("https://vara.example/quay.jpg", "The quay"));
    assert_eq!(read.related[0].href, "https://vara.example/port.pdf");
}

#[test]
fn an_agency_that_writes_its_own_xml_in_spanish_is_read() {
    let read = item(
        "<NOTICIA><CODIGO>77</CODIGO><AGENCIA>Agencia Vara</AGENCIA><SECCION>REG</SECCION><FECHA>21/09/2026</FECHA>\
         <HORA>18:16:04</HORA><ANTETITULO>Tormenta</ANTETITULO><TITULAR>El puerto reabre</TITULAR>\
         <ENTRADILLA>Tras tres días.</ENTRADILLA><CONTENIDO>El puerto de Vara ha reabierto.</CONTENIDO>\
         <FOTO><NOMBRE>muelle.jpg</NOMBRE><PIE>El muelle</PIE></FOTO></NOTICIA>",
    );
    assert_eq!(
        (read.guid.as_str(), read.provider.as_str(), read.kicker.as_str()),
        ("77", "Agencia Vara", "Tormenta")
    );
    assert_eq!((read.headline.as_str(), read.standfirst.as_str()), ("El puerto reabre", "Tras tres días."));
    assert_eq!(told(&read), ["El puerto de Vara ha reabierto."]);
    assert_eq!(read.updated.unwrap().to_string(), "2026-09-21T18:16:04Z");
    assert_eq!(
        (read.lead.unwrap().caption.as_str(), read.more["files"].as_str()),
        ("El muelle", "muelle.jpg")
    );
}

#[test]
fn a_nitf_says_in_its_body_what_others_say_in_its_head() {
    let read = item(
        "<nitf><head><docdata><doc-id id-string='8'/><key-list><keyword key='port,ferries'/></key-list></docdata></head>\
         <body><body.head><hedline><hl1>Port reopens</hl1></hedline><rights><rights.owner>Agencia Vara</rights.owner>\
         <rights.owner.photo>a.png</rights.owner.photo></rights><dateline><story.date norm='20260921T080200+0000'>\
         20260921T080200+0000</story.date></dateline></body.head><body.content>&amp;lt;p&amp;gt;The port is open.&amp;lt;/p&amp;gt;\
         &amp;lt;p&amp;gt;Ferries sail.&amp;lt;/p&amp;gt;</body.content></body></nitf>",
    );
    assert_eq!(told(&read), ["The port is open.", "Ferries sail."]);
    assert_eq!((read.provider.as_str(), read.copyright.as_str()), ("Agencia Vara", "Agencia Vara"));
    assert_eq!(read.created.unwrap().to_string(), "2026-09-21T08:02:00Z");
    assert_eq!(read.keywords, ["port", "ferries"]);
}

#[test]
fn what_a_version_adds_is_told_to_editors_and_who_signs_under_it_signs() {
    let text = |text: &str| {
        let content = format!("<inlineXML><html><body>{text}</body></html></inlineXML>");
        item(&g2("text", "<headline>Port reopens</headline>", &content))
    };
    let read = text(
        "<p>(Adds quotes from the harbour master)</p><p>By Jonas Kerval</p><p>The port of Vara reopened on Tuesday.</p>",
    );
    assert_eq!(told(&read), ["The port of Vara reopened on Tuesday."]);
    assert_eq!(
        (read.editors_note.as_str(), read.byline[0].name.as_str()),
        ("(Adds quotes from the harbour master)", "Jonas Kerval")
    );
    let read = text("<p>(Adds up to ten) ships wait.</p><p>The port is shut.</p>");
    assert_eq!(told(&read)[0], "(Adds up to ten) ships wait.");
}

#[test]
fn a_caption_that_ends_with_names_behind_slashes_has_its_credit() {
    let wire = serde_json::json!({ "uri": "a", "type": "picture", "headline": "Quay", "description_text":
        "Ferries wait on June 9, 2026.\n\n / Boreale / JONAS KERVAL", "renditions": { "original": { "href": "https://vara.example/a.jpg" } } });
    let lead = item(&wire.to_string()).lead.unwrap();
    assert_eq!(
        (lead.caption.as_str(), lead.credit.as_str()),
        ("Ferries wait on June 9, 2026.", "Boreale / JONAS KERVAL")
    );
}
