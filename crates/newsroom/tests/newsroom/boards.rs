//! What a newsroom decides about an edition besides its stories, and stories that are in several.

use newsroom::{AuditFilter, Code};
use story::{Area, Broadcast, Change, Front, Programme, Slot, StoryId};
use testkit::TestNewsroom;

use crate::support::{changes, refused};

testkit::on_both_databases! {
    a_front_goes_out_as_one_journal_entry_with_its_audit
    only_live_stories_of_the_edition_stand_on_its_front_each_place_once
    a_programme_goes_out_in_order_of_time
    a_translation_shares_the_number_of_the_first_story_and_an_edition_has_it_once
}

fn slot(story: StoryId, area: Area, position: u16) -> Slot {
    Slot { area, position, story, headline: String::new(), picture: None }
}

fn front(edition: &str, slots: Vec<Slot>) -> Front {
    Front { edition: edition.into(), slots }
}

async fn a_front_goes_out_as_one_journal_entry_with_its_audit(desk: TestNewsroom) {
    let (story, _) = desk.live("fr").await;
    let made = front("fr", vec![slot(story, Area::Lead, 0), slot(story, Area::Section("region".into()), 0)]);
    let seq = desk.newsroom.publish_front(desk.editor(), made.clone()).await.unwrap();
    assert_eq!(seq, 2);
    assert_eq!(desk.journal().await[1].change, Change::Front(made));
    let filter = AuditFilter { subject: Some("edition:fr".into()), ..AuditFilter::default() };
    let audit = desk.newsroom.audit(desk.editor(), &filter, None, 10).await.unwrap();
    assert_eq!(audit.rows.iter().map(|row| row.action.as_str()).collect::<Vec<_>>(), ["publish-front"]);
}

async fn only_live_stories_of_the_edition_stand_on_its_front_each_place_once(desk: TestNewsroom) {
    let (story, _) = desk.live("fr").await;
    let (english, _) = desk.live("en").await;
    let draft = desk.draft("fr", testkit::french()).await;
    for (made, code) in [
        (front("xx", Vec::new()), Code::UnknownEdition),
        (front("fr", vec![slot(english, Area::Lead, 0)]), Code::UnfitSlot),
        (front("fr", vec![slot(draft, Area::Lead, 0)]), Code::UnfitSlot),
        (front("fr", vec![slot(StoryId::from_number(9), Area::Lead, 0)]), Code::UnfitSlot),
        (front("fr", vec![slot(story, Area::Section("nulle-part".into()), 0)]), Code::UnknownSection),
        (front("fr", vec![slot(story, Area::Lead, 0), slot(story, Area::Lead, 0)]), Code::SlotTwice),
        (front("fr", vec![slot(story, Area::Lead, 0); 201]), Code::TooMany),
    ] {
        assert_eq!(refused(desk.newsroom.publish_front(desk.editor(), made).await), code);
    }
    assert_eq!(changes(&desk).await, ["published", "published"], "nothing went out");
}

async fn a_programme_goes_out_in_order_of_time(desk: TestNewsroom) {
    let on_air = |minutes, title: &str| Broadcast {
        at: desk.in_minutes(minutes),
        title: title.into(),
        about: String::new(),
    };
    let broadcasts = vec![on_air(60, "Le soir"), on_air(0, "Le journal")];
    let programme = Programme { edition: "fr".into(), broadcasts };
    desk.newsroom.publish_programme(desk.editor(), programme).await.unwrap();
    let journal = desk.journal().await;
    let Change::Programme(shown) = &journal[0].change else { panic!("{journal:?}") };
    assert_eq!(
        shown.broadcasts.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(),
        ["Le journal", "Le soir"]
    );
    let untitled = Programme { edition: "fr".into(), broadcasts: vec![on_air(0, " ")] };
    let refusal = refused(desk.newsroom.publish_programme(desk.editor(), untitled).await);
    assert_eq!(refusal, Code::UntitledBroadcast);
}

async fn a_translation_shares_the_number_of_the_first_story_and_an_edition_has_it_once(desk: TestNewsroom) {
    let (story, _) = desk.live("fr").await;
    let english = desk.newsroom.translate_story(desk.reporter(), story, "en").await.unwrap();
    let arabic = desk.newsroom.translate_story(desk.reporter(), english, "ar").await.unwrap();
    for edition in ["fr", "en", "ar"] {
        let refusal = refused(desk.newsroom.translate_story(desk.reporter(), story, edition).await);
        assert_eq!(refusal, Code::TranslatedAlready, "{edition}");
    }
    desk.newsroom.publish_story(desk.editor(), english, 1).await.unwrap();
    desk.newsroom.publish_story(desk.editor(), arabic, 1).await.unwrap();
    let groups: Vec<_> =
        desk.journal().await.iter().filter_map(|entry| Some(entry.change.live()?.translation)).collect();
    assert_eq!(groups, [None, Some(story), Some(story)]);
}
