//! Pictures: only what can be shown safely, believed by its bytes.

use jiff::SignedDuration;
use newsroom::{ASSET_BYTES_MAX, AddAsset, Care, Code, DescribePicture, LibraryFilter, SaveRevision};
use story::{AssetId, BlockBody, Content, FocalPoint, Language, Rights, StoryId};
use testkit::TestNewsroom;

use crate::support::refused;

testkit::on_both_databases! {
    the_bytes_say_what_a_picture_is_and_how_large
    the_same_bytes_are_in_the_library_once
    what_the_file_says_fills_what_the_sender_left_empty
    what_is_no_picture_of_ours_is_refused_and_not_kept
    the_library_is_looked_through_by_words_and_by_what_needs_care
    a_picture_is_put_into_a_story_with_its_words_and_the_library_knows_where_it_stands
    what_is_said_of_a_picture_is_said_anew_and_stories_keep_their_words
    a_caption_is_kept_in_each_language_and_a_story_gets_its_own
}

fn add(bytes: &[u8]) -> AddAsset {
    AddAsset { bytes: bytes.to_vec(), ..AddAsset::default() }
}

async fn the_bytes_say_what_a_picture_is_and_how_large(desk: TestNewsroom) {
    let lying = AddAsset { media_type: Some("image/svg+xml".into()), ..add(&testkit::photograph(320, 240)) };
    let asset = desk.newsroom.add_asset(desk.reporter(), lying).await.unwrap();
    assert_eq!((asset.media_type.as_str(), asset.width, asset.height), ("image/png", 320, 240));
    let bytes = desk.newsroom.asset_bytes(desk.reporter(), &asset).await.unwrap().unwrap();
    assert_eq!(bytes, testkit::photograph(320, 240));
    assert_eq!(asset.colour, "#3c78c8");
    assert_eq!(desk.newsroom.asset(desk.reporter(), asset.id).await.unwrap(), Some(asset));
}

async fn the_same_bytes_are_in_the_library_once(desk: TestNewsroom) {
    let (one, other) = (desk.picture().await, desk.picture().await);
    assert_eq!(one, other);
}

async fn what_the_file_says_fills_what_the_sender_left_empty(desk: TestNewsroom) {
    let sent = AddAsset { credit: "Bo Secundo".into(), ..add(&told()) };
    let asset = desk.newsroom.add_asset(desk.reporter(), sent).await.unwrap();
    assert_eq!(asset.credit, "Bo Secundo", "what a human typed is believed");
    assert_eq!([asset.caption.as_str(), &asset.place], ["Le port, mercredi", "Valmère"]);
    assert_eq!([asset.taken.as_str(), &asset.rights.holder], ["2026-11-25", "© Boréale"]);
    let kept = desk.newsroom.asset_bytes(desk.reporter(), &asset).await.unwrap();
    assert_eq!(kept, Some(told()), "the file itself is kept as it came");
}

/// A picture with words in it, before its pixels.
fn told() -> Vec<u8> {
    let iim: [(u8, &str); 5] = [
        (55, "20261125"),
        (90, "Valmère"),
        (110, "Agence Boréale"),
        (116, "© Boréale"),
        (120, "Le port, mercredi"),
    ];
    let sets: Vec<u8> = iim
        .iter()
        .flat_map(|(number, text)| [&[0x1c, 2, *number, 0, text.len() as u8], text.as_bytes()].concat())
        .collect();
    let resource = [b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0", [sets.len() as u8].as_slice(), &sets].concat();
    let segment = [&[0xff, 0xed, 0, resource.len() as u8 + 2], resource.as_slice()].concat();
    let picture = pictures::Master::open(&testkit::photograph(16, 8)).unwrap();
    let jpeg = picture.rendition(16, story::PictureFormat::Jpeg).unwrap();
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

async fn what_is_no_picture_of_ours_is_refused_and_not_kept(desk: TestNewsroom) {
    let huge = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 1, 0, 0, 0, 1, 0, 0]].concat();
    let cut = testkit::photograph(32, 32).split_at(90).0.to_vec();
    let film = [b"GIF89a\x01\0\x01\0\0\0\0", b",\0\0\0\0\x01\0\x01\0\0\x02\0".repeat(2_000).as_slice(), b";"]
        .concat();
    let cases: [(Code, Vec<u8>); 9] = [
        (Code::FileEmpty, Vec::new()),
        (Code::MediaUnknown, b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        (Code::MediaUnknown, b"<!doctype html><script>alert(1)</script>".to_vec()),
        (Code::MediaUnknown, b"%PDF-1.7".to_vec()),
        (Code::MediaBroken, b"\xff\xd8\xff".to_vec()),
        (Code::MediaHuge, huge),
        (Code::MediaCut, cut),
        (Code::MediaFilm, film),
        (Code::FileTooLarge, vec![0; ASSET_BYTES_MAX + 1]),
    ];
    for (code, bytes) in cases {
        let hash = store::hash(&bytes);
        assert_eq!(refused(desk.newsroom.add_asset(desk.reporter(), add(&bytes)).await), code);
        assert!(!desk.store.blobs().path(&hash).exists(), "{code:?}");
    }
}

async fn the_library_is_looked_through_by_words_and_by_what_needs_care(desk: TestNewsroom) {
    let now = desk.newsroom.now();
    let until =
        |hours: i64| Rights { expires: Some(now + SignedDuration::from_hours(hours)), ..Rights::default() };
    let pictures = [
        ("Le phare d’Été", "Ada Marl", Rights::default()),
        ("La gare", "", Rights::default()),
        ("Le quai", "Ada Marl", until(-1)),
        ("Le pont", "Ada Marl", until(24 * 7)),
        ("La place", "Ada Marl", until(24 * 365)),
    ];
    for (n, (caption, credit, rights)) in pictures.into_iter().enumerate() {
        let bytes = testkit::photograph(40 + n as u32, 30);
        let add = AddAsset { caption: caption.into(), credit: credit.into(), rights, ..add(&bytes) };
        desk.newsroom.add_asset(desk.reporter(), add).await.unwrap();
        desk.advance_minutes(1);
    }
    let ask = async |text: &str, care, from, limit| {
        let filter = LibraryFilter { text: text.to_owned(), care };
        desk.newsroom.library(desk.reporter(), &filter, from, limit).await.unwrap()
    };
    let called = |library: &newsroom::Library| -> Vec<String> {
        library.pictures.iter().map(|held| held.asset.caption.clone()).collect()
    };
    let all = ask("", false, None, 10).await;
    assert_eq!(called(&all), ["La place", "Le pont", "Le quai", "La gare", "Le phare d’Été"]);
    let first = ask("marl", false, None, 2).await;
    let rest = ask("marl", false, first.next, 2).await;
    assert_eq!(
        [called(&first), called(&rest)].concat(),
        ["La place", "Le pont", "Le quai", "Le phare d’Été"]
    );
    assert_eq!(called(&ask("ete ADA", false, None, 9).await), ["Le phare d’Été"]);
    let needy = ask("", true, None, 9).await;
    let cares: Vec<_> = needy.pictures.iter().map(|held| desk.newsroom.care_of(held).unwrap()).collect();
    let at = |hours: i64| now + SignedDuration::from_hours(hours);
    assert_eq!(cares, [Care::Expires(at(24 * 7)), Care::Expired(at(-1)), Care::NoCredit]);
}

async fn a_picture_is_put_into_a_story_with_its_words_and_the_library_knows_where_it_stands(
    desk: TestNewsroom,
) {
    let photo = |width, caption: &str| AddAsset {
        caption: caption.into(),
        credit: "Ada Marl".into(),
        alt: "Deux grues.".into(),
        language: Language::new("fr"),
        ..add(&testkit::photograph(width, 30))
    };
    let first = desk.newsroom.add_asset(desk.reporter(), photo(60, "Le quai")).await.unwrap();
    let second = desk.newsroom.add_asset(desk.reporter(), photo(61, "Le pont")).await.unwrap();
    let story = desk.draft("fr", Content { headline: "Le port rouvre".into(), ..Content::default() }).await;
    let place = async |asset| desk.newsroom.place_picture(desk.reporter(), story, asset).await;
    let revision = place(first.id).await.unwrap().number;
    assert_eq!(place(second.id).await.unwrap().number, revision + 1);
    assert_eq!(place(second.id).await.unwrap().number, revision + 1, "shown already");
    let content = desk.newsroom.revision(desk.reporter(), story, revision + 1).await.unwrap().content;
    let lead = content.lead.clone().unwrap();
    assert_eq!([lead.caption, lead.credit, lead.alt].join("|"), "Le quai|Ada Marl|Deux grues.");
    assert!(
        matches!(&content.blocks.last().unwrap().body, BlockBody::Picture(shown) if shown.caption == "Le pont")
    );

    let stories = async |asset| -> Vec<StoryId> {
        desk.newsroom.uses(desk.reporter(), asset).await.unwrap().stories.iter().map(|row| row.id).collect()
    };
    assert_eq!((stories(first.id).await, stories(second.id).await), (vec![story], vec![story]));
    let save = SaveRevision {
        story,
        base: revision + 1,
        version: 0,
        note: String::new(),
        content: Content { lead: None, ..content },
    };
    desk.newsroom.save_revision(desk.reporter(), save).await.unwrap();
    assert!(stories(first.id).await.is_empty(), "taken out of the story");
    let counted = desk.newsroom.count_uses(desk.reporter(), &[first.id, second.id]).await.unwrap();
    assert_eq!(counted.into_iter().collect::<Vec<_>>(), [(second.id, 1)]);
    assert_eq!(refused(place(AssetId::from_number(7)).await), Code::UnknownPicture);
}

async fn what_is_said_of_a_picture_is_said_anew_and_stories_keep_their_words(desk: TestNewsroom) {
    let picture = desk.newsroom.add_asset(desk.reporter(), add(&testkit::photograph(60, 30))).await.unwrap();
    let story = desk.draft("fr", Content { headline: "Le port rouvre".into(), ..Content::default() }).await;
    desk.newsroom.place_picture(desk.reporter(), story, picture.id).await.unwrap();
    let said = DescribePicture {
        credit: " Ada Marl ".into(),
        caption: "Le quai".into(),
        focal_point: FocalPoint { x: 2000, y: 250 },
        ..DescribePicture::default()
    };
    let told = desk.newsroom.describe_picture(desk.reporter(), picture.id, said).await.unwrap();
    assert_eq!((told.credit.as_str(), told.focal_point), ("Ada Marl", FocalPoint { x: 1000, y: 250 }));
    let held = desk.newsroom.held(desk.reporter(), picture.id).await.unwrap().unwrap();
    assert_eq!((&held.asset, desk.newsroom.care_of(&held)), (&told, None));
    let row = desk.newsroom.story_row(desk.reporter(), story).await.unwrap();
    let content = desk.newsroom.revision(desk.reporter(), story, row.head).await.unwrap().content;
    assert_eq!(content.lead.unwrap().caption, "", "as it was written");
}

async fn a_caption_is_kept_in_each_language_and_a_story_gets_its_own(desk: TestNewsroom) {
    let french = AddAsset {
        caption: "Le quai".into(),
        language: Language::new("fr"),
        ..add(&testkit::photograph(60, 30))
    };
    let picture = desk.newsroom.add_asset(desk.reporter(), french).await.unwrap();
    let said = |captions: &[(&str, &str)]| DescribePicture {
        caption: "Le quai".into(),
        captions: captions.iter().map(|(tag, words)| (Language::new(tag), (*words).to_owned())).collect(),
        ..DescribePicture::default()
    };
    // Its own language has its caption already, an empty one is none, a region makes no other language.
    let captions = [("en-gb", " The quay "), ("fr", "Autre"), ("ar", " ")];
    desk.newsroom.describe_picture(desk.reporter(), picture.id, said(&captions)).await.unwrap();
    let held = desk.newsroom.held(desk.reporter(), picture.id).await.unwrap().unwrap().asset;
    assert_eq!(held.captions, [(Language::new("en"), "The quay".to_owned())].into());
    for (edition, language, caption) in
        [("en", "en", "The quay"), ("ar", "ar", "Le quai"), ("fr", "fr-ca", "Le quai")]
    {
        let content = Content { language: Language::new(language), ..Content::default() };
        let story = desk.draft(edition, content).await;
        let saved = desk.newsroom.place_picture(desk.reporter(), story, picture.id).await.unwrap();
        let content = desk.newsroom.revision(desk.reporter(), story, saved.number).await.unwrap().content;
        let lead = content.lead.unwrap();
        let foreign = (caption == "Le quai").then(|| Language::new("fr"));
        assert_eq!((lead.caption.as_str(), lead.language), (caption, foreign), "{language}");
    }
    let found = LibraryFilter { text: "quay".into(), care: false };
    let found = desk.newsroom.library(desk.reporter(), &found, None, 5).await.unwrap();
    assert_eq!(found.pictures.len(), 1, "found by its words in any language");
    desk.newsroom.describe_picture(desk.reporter(), picture.id, said(&[])).await.unwrap();
    let held = desk.newsroom.held(desk.reporter(), picture.id).await.unwrap().unwrap().asset;
    assert!(held.captions.is_empty());
}
