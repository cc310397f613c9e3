//! What a wire delivers is never lost, and taken once.

use newsroom::{ArrivalFilter, Code, FILE_ITEMS_MAX, FileItem, Filed, ItemFilter, TakeItem};
use testkit::{TestNewsroom, delivery};

use crate::support::refused;

testkit::on_both_databases! {
    items_arrive_in_the_order_of_their_delivery
    the_same_delivery_twice_is_filed_once
    a_feed_that_repeats_itself_brings_only_what_is_new
    deliveries_that_come_together_are_each_filed_whatever_becomes_of_the_others
    bytes_that_nobody_can_read_are_kept_and_seen
    a_parser_that_falls_over_loses_nothing
    an_empty_or_endless_delivery_is_refused_clearly
    an_item_is_found_by_any_word_of_its_text_however_it_is_spelled
    an_item_is_taken_once_per_edition
    a_withdrawn_or_unread_item_is_not_taken
    two_who_take_one_item_at_once_make_one_story
}

const TWO: [&str; 2] =
    ["boreale:1|1|usable||Ostrande votes|The council votes.", "boreale:2|1|usable||Corlises sails|A ship."];

async fn file(desk: &TestNewsroom, bytes: Vec<u8>) -> Filed {
    let file = FileItem { bytes, name: "a.txt".into(), source: "boreale".into(), ..FileItem::default() };
    desk.newsroom.file_item(desk.reporter(), file).await.unwrap()
}

fn to(edition: &str) -> TakeItem {
    TakeItem { edition: edition.into(), section: "region".into(), translate: false }
}

async fn inbox(desk: &TestNewsroom) -> Vec<newsroom::ItemRow> {
    desk.newsroom.items(desk.reporter(), &ItemFilter::default(), None, 50).await.unwrap().rows
}

async fn items_arrive_in_the_order_of_their_delivery(desk: TestNewsroom) {
    let filed = file(&desk, delivery(&TWO)).await;
    assert_eq!(filed.items.len(), 2);
    let rows = inbox(&desk).await;
    let headlines: Vec<&str> = rows.iter().map(|row| row.item.headline.as_str()).collect();
    assert_eq!(headlines, ["Corlises sails", "Ostrande votes"], "last arrival first");
    assert!(rows[0].seq > rows[1].seq);
    let raw = desk.newsroom.raw_of_item(desk.reporter(), filed.items[0].id).await.unwrap();
    assert_eq!(raw, delivery(&TWO));
}

async fn the_same_delivery_twice_is_filed_once(desk: TestNewsroom) {
    let nameless = delivery(&["||usable||One|a", "||usable||Two|b"]);
    for bytes in [delivery(&TWO), nameless, b"nobody reads this".to_vec()] {
        let (first, second) = (file(&desk, bytes.clone()).await, file(&desk, bytes).await);
        assert!(first.items.iter().all(|item| !item.already));
        assert!(second.items.iter().all(|item| item.already));
        let ids = |filed: &Filed| filed.items.iter().map(|item| item.id).collect::<Vec<_>>();
        assert_eq!(ids(&first), ids(&second));
    }
    assert_eq!(inbox(&desk).await.len(), 5);
}

async fn a_feed_that_repeats_itself_brings_only_what_is_new(desk: TestNewsroom) {
    file(&desk, delivery(&TWO)).await;
    let newer = "boreale:1|2|usable||Ostrande voted|The council voted.";
    let filed = file(&desk, delivery(&[TWO[0], newer, TWO[1]])).await;
    let already: Vec<bool> = filed.items.iter().map(|item| item.already).collect();
    assert_eq!(already, [true, false, true]);
}

async fn deliveries_that_come_together_are_each_filed_whatever_becomes_of_the_others(desk: TestNewsroom) {
    const DELIVERIES: usize = 30;
    let mut senders = tokio::task::JoinSet::new();
    let mut send = |at: Option<usize>, bytes: Vec<u8>, media_type: &str| {
        let (newsroom, caller) = (desk.newsroom.clone(), desk.reporter().clone());
        let file = FileItem {
            bytes,
            media_type: media_type.into(),
            source: "boreale".into(),
            ..FileItem::default()
        };
        senders.spawn(async move { (at, newsroom.file_item(&caller, file).await) });
    };
    for at in 0..DELIVERIES {
        let line = format!("boreale:{at}|1|usable||Ostrande votes for the {at}. time|The council votes.");
        let broken = format!("nobody reads this, nor {at}").into_bytes();
        send(Some(at), delivery(&[&line]), "");
        send(Some(at), delivery(&[&line]), "");
        // PostgreSQL has no letter for this, so that its dead letter cannot be written; SQLite has.
        send(None, broken, "text/plain\0");
    }
    let mut filed = vec![Vec::new(); DELIVERIES];
    for (at, answer) in senders.join_all().await {
        if let Some(at) = at {
            filed[at].extend(answer.expect("what is well is filed").items);
        }
    }
    for twice in &filed {
        assert_eq!((twice.len(), twice[0].id), (2, twice[1].id), "the same item");
        assert_ne!(twice[0].already, twice[1].already, "filed once");
    }
    let all = desk.newsroom.items(desk.reporter(), &ItemFilter::default(), None, 200).await.unwrap().rows;
    assert_eq!(all.iter().filter(|row| row.problems.is_empty()).count(), DELIVERIES);
    let numbers: Vec<u64> = all.iter().rev().map(|row| row.seq).collect();
    assert!(numbers.iter().zip(1..).all(|(number, expected)| *number == expected), "{numbers:?}");
}

async fn bytes_that_nobody_can_read_are_kept_and_seen(desk: TestNewsroom) {
    let bytes = b"\xff\xfe\0 not a wire".to_vec();
    let filed = file(&desk, bytes.clone()).await;
    assert_eq!(filed.problems[0].code, "unknown-format");
    let rows = inbox(&desk).await;
    assert_eq!((rows.len(), rows[0].item.slugline.as_str()), (1, "a.txt"));
    assert_eq!(rows[0].problems, filed.problems);
    assert_eq!(desk.newsroom.raw_of_item(desk.reporter(), rows[0].id).await.unwrap(), bytes);
    let filed = file(&desk, delivery(&["only|three|fields", TWO[0]])).await;
    assert_eq!((filed.items.len(), filed.problems[0].code.as_str()), (1, "bad-line"), "the rest stands");
}

async fn a_parser_that_falls_over_loses_nothing(desk: TestNewsroom) {
    let filed = file(&desk, b"BROKEN bytes".to_vec()).await;
    assert_eq!(filed.problems[0].code, "parser-failed");
    let raw = desk.newsroom.raw_of_item(desk.reporter(), filed.items[0].id).await.unwrap();
    assert_eq!(raw, b"BROKEN bytes");
}

async fn an_empty_or_endless_delivery_is_refused_clearly(desk: TestNewsroom) {
    let empty = desk.newsroom.file_item(desk.reporter(), FileItem::default()).await;
    assert_eq!(refused(empty), Code::FileEmpty);
    let file_of = |bytes| FileItem { bytes, ..FileItem::default() };
    let huge = file_of(vec![b'x'; newsroom::FILE_BYTES_MAX + 1]);
    assert_eq!(refused(desk.newsroom.file_item(desk.reporter(), huge).await), Code::FileTooLarge);
    assert!(inbox(&desk).await.is_empty());
}

#[tokio::test]
async fn a_flood_of_items_is_cut_and_says_so() {
    let desk = TestNewsroom::new().await;
    let lines: Vec<String> = (0..=FILE_ITEMS_MAX).map(|n| format!("b:{n}|1|usable||H{n}|b")).collect();
    let filed = file(&desk, delivery(&lines.iter().map(String::as_str).collect::<Vec<_>>())).await;
    assert_eq!((filed.items.len(), filed.problems[0].code.as_str()), (FILE_ITEMS_MAX, "too-many-items"));
}

async fn an_item_is_found_by_any_word_of_its_text_however_it_is_spelled(desk: TestNewsroom) {
    let long =
        "Un paragraphe qui ne dit rien de neuf et qui est assez long pour que rien ne tienne au début.¶"
            .repeat(30);
    let french = format!("1|1|usable||La pêche reprend à l’île|{long}Un xylophoniste a joué.");
    let arabic = format!("2|1|usable||إضراب في مرفأ الأقصى|{long}قال الأمين العام.");
    let persian = "3|1|usable||افتتاح کتاب‌خانه|متن";
    file(&desk, delivery(&[&french, &arabic, persian])).await;
    for (text, headline) in [
        ("XYLOPHONISTE", "La pêche reprend à l’île"),
        ("peche l'ile", "La pêche reprend à l’île"),
        ("اضراب", "إضراب في مرفأ الأقصى"),
        ("مرفا الاقصي الامين", "إضراب في مرفأ الأقصى"),
        ("کتابخانه", "افتتاح کتاب‌خانه"),
        ("xylophoniste اضراب", ""),
    ] {
        let filter = ArrivalFilter { text: text.into(), ..ArrivalFilter::default() };
        let rows = desk.newsroom.arrivals(desk.reporter(), &filter, None, 9).await.unwrap().rows;
        let found: Vec<_> = rows.iter().map(|one| one.row.item.headline.as_str()).collect();
        let expected: Vec<_> = Some(headline).filter(|headline| !headline.is_empty()).into_iter().collect();
        assert_eq!(found, expected, "{text}");
    }
}

async fn an_item_is_taken_once_per_edition(desk: TestNewsroom) {
    let item = file(&desk, delivery(&TWO)).await.items[0].id;
    let story = desk.newsroom.take_item(desk.reporter(), item, to("fr")).await.unwrap();
    let view = desk.newsroom.story(desk.reporter(), story).await.unwrap();
    assert_eq!((view.row.from_item, view.row.section.as_str()), (Some(item), "region"));
    assert_eq!(view.revision.content.headline, "Ostrande votes");
    let taken = desk.newsroom.item(desk.reporter(), item).await.unwrap().taken.unwrap();
    assert_eq!((taken.story, taken.by), (story, desk.reporter().account));
    assert_eq!(refused(desk.newsroom.take_item(desk.editor(), item, to("fr")).await), Code::ItemTaken);
    desk.newsroom.take_item(desk.editor(), item, to("ar")).await.unwrap();
    assert_eq!(desk.newsroom.stories_of_item(desk.editor(), item).await.unwrap().len(), 2);
}

async fn a_withdrawn_or_unread_item_is_not_taken(desk: TestNewsroom) {
    let lines = ["b:1|1|canceled||Killed|x", "b:2|1|withheld||Held|x"];
    let mut cases: Vec<_> =
        file(&desk, delivery(&lines)).await.items.iter().map(|item| (item.id, Code::ItemWithdrawn)).collect();
    cases.push((file(&desk, b"nothing".to_vec()).await.items[0].id, Code::ItemUnread));
    cases.push((story::ItemId::from_number(4), Code::UnknownItem));
    for (item, code) in cases {
        assert_eq!(refused(desk.newsroom.take_item(desk.editor(), item, to("fr")).await), code);
    }
    let item = file(&desk, delivery(&TWO)).await.items[0].id;
    assert_eq!(refused(desk.newsroom.take_item(desk.editor(), item, to("de")).await), Code::UnknownEdition);
    let weather = TakeItem { section: "weather".into(), ..to("fr") };
    assert_eq!(refused(desk.newsroom.take_item(desk.editor(), item, weather).await), Code::UnknownSection);
}

async fn two_who_take_one_item_at_once_make_one_story(desk: TestNewsroom) {
    let item = file(&desk, delivery(&TWO)).await.items[0].id;
    let (one, other) = tokio::join!(
        desk.newsroom.take_item(desk.editor(), item, to("fr")),
        desk.newsroom.take_item(desk.reporter(), item, to("fr"))
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1);
    assert_eq!(desk.newsroom.stories_of_item(desk.editor(), item).await.unwrap().len(), 1);
}
