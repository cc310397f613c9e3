//! Listings: filters, pages that do not shift, and what is due.

use std::collections::BTreeSet;

use store::{ArrivalFilter, AuditFilter, Insertion, ItemFilter, Revision, StoryFilter, StoryRow, Tally};
use story::{AccountId, BlockBody, Content, ItemId, RichText, State, StoryId, Urgency, folded};

use crate::bed::{AUTHOR, Bed, arrival, at, audit_row, item_row, on_both, revision, story_row};

/// 60 stories in two editions, two sections and all states; `changed` repeats, so that ties are met.
async fn fill(bed: &Bed) -> Vec<StoryRow> {
    let states = [
        State::Draft,
        State::InDesk,
        State::Scheduled { at: at(5) },
        State::Live,
        State::Withdrawn { reason: "r".to_owned() },
        State::Spiked,
    ];
    let rows: Vec<StoryRow> = (1..=60)
        .map(|number| StoryRow {
            edition: if number % 2 == 0 { "fr" } else { "ar" }.to_owned(),
            section: if number % 3 == 0 { "region" } else { "monde" }.to_owned(),
            state: states[number as usize % states.len()].clone(),
            changed: at(number / 4),
            headline: if number % 5 == 0 { "ÉTÉ 100 % sec" } else { "Le port" }.to_owned(),
            assignee: (number % 4 != 0).then(|| AccountId::from_number(number % 4)),
            deadline: (number % 7 == 0).then(|| at(number)),
            updated: (number % 6 == 3).then(|| at(number)),
            urgency: Urgency::try_from(1 + (number % 8) as u8).unwrap(),
            ..story_row(number)
        })
        .collect();
    let mut tx = bed.store.begin().await.unwrap();
    for row in &rows {
        tx.insert_story(row).await.unwrap();
        tx.insert_revision(&head(row)).await.unwrap();
        let aside = Content { headline: "Nobody looks beside".to_owned(), ..Content::default() };
        let beside = Revision { number: row.head + 1, beside: true, content: aside, ..head(row) };
        tx.insert_revision(&beside).await.unwrap();
    }
    tx.commit().await.unwrap();
    rows
}

/// The revision that says what the row says, and one paragraph.
fn head(row: &StoryRow) -> Revision {
    let mut content = Content { headline: row.headline.clone(), ..Content::default() };
    let text =
        if row.id.number().is_multiple_of(4) { "Les grues de l’île" } else { "المُدَرِّسَة" };
    content.push(BlockBody::Paragraph(RichText::plain(text)));
    Revision { content, ..revision(row.id.number(), row.head) }
}

fn fits(filter: &StoryFilter, row: &StoryRow) -> bool {
    filter.edition.as_ref().is_none_or(|edition| *edition == row.edition)
        && filter.section.as_ref().is_none_or(|section| *section == row.section)
        && filter.assignee.is_none_or(|who| row.assignee == who)
        && (filter.urgency_max == 0 || row.urgency.level() <= filter.urgency_max)
        && filter.wanted_by.is_none_or(|by| row.deadline.is_some_and(|deadline| deadline <= by))
        && filter.out_since.is_none_or(|since| row.updated.is_some_and(|out| out >= since))
        && (filter.states.is_empty() || filter.states.iter().any(|name| name == row.state.name()))
        && {
            let text: Vec<String> = head(row).content.fields().map(|field| folded(field.text)).collect();
            folded(&filter.text).split_whitespace().all(|word| text.iter().any(|text| text.contains(word)))
        }
}

fn filters() -> Vec<StoryFilter> {
    let (edition, section) = (Some("fr".to_owned()), Some("region".to_owned()));
    let states = vec!["live".to_owned(), "draft".to_owned()];
    let mut filters = Vec::new();
    for edition in [None, edition] {
        for section in [None, section.clone()] {
            for states in [Vec::new(), states.clone()] {
                for text in ["", "été", "sec ÉTÉ", "100 %", "_", "ile", "port ILE", "مدرسه", "beside"]
                {
                    let (edition, section, states) = (edition.clone(), section.clone(), states.clone());
                    let text = text.to_owned();
                    filters.push(StoryFilter { edition, section, states, text, ..StoryFilter::default() });
                }
            }
        }
    }
    let narrower: Vec<StoryFilter> = filters.iter().step_by(9).flat_map(narrower).collect();
    filters.extend(narrower);
    filters
}

/// What else narrows a list, each of it and all together.
fn narrower(filter: &StoryFilter) -> [StoryFilter; 6] {
    let one = Some(Some(AccountId::from_number(1)));
    let filter = || filter.clone();
    [
        StoryFilter { assignee: one, ..filter() },
        StoryFilter { assignee: Some(None), ..filter() },
        StoryFilter { urgency_max: 3, ..filter() },
        StoryFilter { wanted_by: Some(at(30)), ..filter() },
        StoryFilter { out_since: Some(at(30)), ..filter() },
        StoryFilter { assignee: one, urgency_max: 6, out_since: Some(at(20)), ..filter() },
    ]
}

on_both! {
    async fn a_filtered_list_is_complete_and_in_order_page_by_page(bed) {
        let mut rows = fill(&bed).await;
        rows.sort_by_key(|row| (row.changed, row.id));
        rows.reverse();
        for filter in filters() {
            let expected: Vec<StoryId> = rows.iter().filter(|row| fits(&filter, row)).map(|row| row.id).collect();
            let (mut found, mut from) = (Vec::new(), None);
            loop {
                let page = bed.store.stories(&filter, from, 7).await.unwrap();
                assert!(page.rows.len() <= 7);
                found.extend(page.rows.iter().map(|row| row.id));
                from = page.next.map(|cursor| cursor.to_string().parse().unwrap());
                if from.is_none() {
                    break;
                }
            }
            assert_eq!(found, expected, "{filter:?}");
        }
    }

    async fn a_list_is_counted_with_its_words_up_to_a_limit(bed) {
        let rows = fill(&bed).await;
        for filter in filters() {
            let found: Vec<&StoryRow> = rows.iter().filter(|row| fits(&filter, row)).collect();
            let words: usize = found.iter().map(|row| head(row).content.word_count()).sum();
            let count = bed.store.count_stories(&filter, 1_000).await.unwrap();
            assert_eq!((count.stories, count.words), (found.len() as u64, words as u64), "{filter:?}");
            let few = bed.store.count_stories(&filter, 3).await.unwrap();
            assert_eq!(few.stories, found.len().min(3) as u64, "{filter:?}");
        }
    }

    async fn a_tally_is_of_one_revision_and_is_asked_for_again_when_it_no_longer_counts(bed) {
        let rows = fill(&bed).await;
        let open: Vec<StoryId> = rows.iter().filter(|row| matches!(row.state.name(), "draft" | "in-desk" | "scheduled"))
            .map(|row| row.id).collect();
        assert_eq!(bed.store.stories_without_tally(100).await.unwrap(), open);
        let (story, tally) = (open[0], Tally { errors: 2, warnings: 1, remarks: 0 });
        let put = async |head| {
            let mut tx = bed.store.begin().await.unwrap();
            let kept = tx.put_tally(story, head, tally).await.unwrap();
            tx.commit().await.unwrap();
            kept
        };
        assert!(!put(7).await, "that is not its head");
        assert!(put(1).await);
        assert_eq!(bed.store.story(story).await.unwrap().unwrap().tally, Some(tally));
        let blocked = StoryFilter { blocked: true, ..StoryFilter::default() };
        let found = bed.store.stories(&blocked, None, 100).await.unwrap();
        assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [story]);
        let mut tx = bed.store.begin().await.unwrap();
        let row = tx.story_for_update(story).await.unwrap().unwrap();
        tx.update_story(&StoryRow { head: 2, ..row.clone() }).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.story(story).await.unwrap().unwrap().tally, None, "it was of another revision");
        assert!(bed.store.stories_without_tally(100).await.unwrap().contains(&story));
        assert!(put(2).await);
        let mut tx = bed.store.begin().await.unwrap();
        tx.forget_tallies().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bed.store.stories_without_tally(100).await.unwrap(), open);
    }

    async fn stories_of_an_earlier_version_are_found_by_their_text_too(bed) {
        fill(&bed).await;
        bed.sql("UPDATE stories SET words = lower(headline), words_of = 0").await.unwrap();
        let filter = StoryFilter { text: "ile".to_owned(), ..StoryFilter::default() };
        assert!(bed.store.stories(&filter, None, 100).await.unwrap().rows.is_empty());
        bed.store.migrate().await.unwrap();
        assert_eq!(bed.store.stories(&filter, None, 100).await.unwrap().rows.len(), 15);
    }

    async fn items_of_an_earlier_version_are_found_by_their_text_too(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        for number in 1..=450 {
            let mut row = item_row(number, &format!("g{number}"));
            let text = if number == 3 { "Le pêcheur de l’île" } else { "Rien" };
            row.item.blocks = vec![story::Block { id: 1, body: BlockBody::Paragraph(text.into()) }];
            let Insertion::Inserted(seq) = tx.insert_item(&row).await.unwrap() else { panic!("it is new") };
            tx.insert_arrival(&arrival(&row, seq), &[], "").await.unwrap();
        }
        tx.commit().await.unwrap();
        let emptied = match bed.server.is_some() {
            true => "DELETE FROM arrival_words",
            false => "INSERT INTO arrival_words (arrival_words) VALUES ('delete-all')",
        };
        bed.sql(emptied).await.unwrap();
        bed.sql("UPDATE arrivals SET has_words = 0").await.unwrap();
        let filter = ArrivalFilter { text: "pecheur ile".to_owned(), ..ArrivalFilter::default() };
        assert!(bed.store.arrivals(&filter, None, 100).await.unwrap().rows.is_empty());
        let mut parts = 1;
        while bed.store.catch_up_with_items().await.unwrap() {
            parts += 1;
        }
        assert_eq!(parts, 3, "in parts, so that others may write");
        assert!(!bed.store.catch_up_with_items().await.unwrap());
        let found = bed.store.arrivals(&filter, None, 100).await.unwrap().rows;
        assert_eq!(found.iter().map(|one| one.row.id.number()).collect::<Vec<_>>(), [3]);
    }

    async fn items_are_found_by_whole_words_and_the_beginning_of_the_last(bed) {
        let texts = ["Le port de Vara rouvre", "Reports of the sport", "إضراب في الميناء", "Port et grève à l’île de Vara"];
        let mut tx = bed.store.begin().await.unwrap();
        for (number, text) in (1..).zip(texts) {
            let row = item_row(number, &format!("g{number}"));
            let Insertion::Inserted(seq) = tx.insert_item(&row).await.unwrap() else { panic!("it is new") };
            tx.insert_arrival(&arrival(&row, seq), &[], &folded(text)).await.unwrap();
        }
        tx.commit().await.unwrap();
        for (search, found) in [
            ("port", vec![4, 1]), ("vara port", vec![4, 1]), ("rep", vec![2]), ("por vara", vec![]), ("vara gr", vec![4]),
            ("L'ÎLE", vec![4]), ("ميناء", vec![3]), ("اضراب الميناء", vec![3]), ("sport AND", vec![]), ("port\" OR \"sport", vec![]),
            ("port' | 'sport", vec![]), ("!", vec![4, 3, 2, 1]), ("", vec![4, 3, 2, 1]),
        ] {
            let filter = ArrivalFilter { text: search.to_owned(), ..ArrivalFilter::default() };
            let (mut all, mut from) = (Vec::new(), None);
            loop {
                let page = bed.store.arrivals(&filter, from, 1).await.unwrap();
                all.extend(page.rows.iter().map(|one| one.row.id.number()));
                from = page.next;
                if from.is_none() { break }
            }
            assert_eq!(all, found, "{search}");
            // An alarm asks the same of an item as it arrives.
            let fits = (1..).zip(texts).filter(|(_, text)| store::has_words(&folded(text), search)).map(|(n, _)| n);
            let mut fits: Vec<u64> = fits.collect();
            fits.reverse();
            assert_eq!(fits, found, "{search}");
        }
        let narrow = |field: fn(&mut ArrivalFilter)| {
            let mut filter = ArrivalFilter { text: "port".to_owned(), ..ArrivalFilter::default() };
            field(&mut filter);
            filter
        };
        for nothing in [narrow(|f| f.source = "none".into()), narrow(|f| f.desk = "none".into()), narrow(|f| f.handling = "taken".into())] {
            assert!(bed.store.arrivals(&nothing, None, 10).await.unwrap().rows.is_empty(), "{nothing:?}");
        }
    }

    async fn what_is_due_waits_for_its_embargo(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        let scheduled = |number, when, embargo: Option<u64>| StoryRow {
            state: State::Scheduled { at: at(when) }, embargo: embargo.map(at), ..story_row(number)
        };
        for row in [scheduled(1, 20, None), scheduled(2, 10, Some(30)), scheduled(3, 15, Some(1)), story_row(4)] {
            tx.insert_story(&row).await.unwrap();
        }
        tx.commit().await.unwrap();
        for (now, due) in [(14, vec![]), (15, vec![3]), (29, vec![3, 1]), (30, vec![3, 1, 2])] {
            let found: Vec<u64> = bed.store.due_stories(at(now)).await.unwrap().iter().map(|row| row.id.number()).collect();
            assert_eq!(found, due, "at {now}");
        }
        assert_eq!(bed.store.next_due().await.unwrap(), Some(at(15)));
    }

    async fn the_inbox_is_listed_from_the_last_arrival(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_story(&story_row(1)).await.unwrap();
        for number in 1..=20 {
            let source = if number % 2 == 0 { "boreale" } else { "meridian" }.to_owned();
            tx.insert_item(&store::ItemRow { source, ..item_row(number, "g") }).await.unwrap();
            if number % 5 == 0 {
                let by = AccountId::from_number(AUTHOR);
                tx.mark_item_taken(ItemId::from_number(number), StoryId::from_number(1), by, at(1)).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        for source in [None, Some("boreale".to_owned())] {
            for taken in [None, Some(true), Some(false)] {
                let filter = ItemFilter { source: source.clone(), taken, text: "DÉPÊCHE".to_owned() };
                let expected: Vec<u64> = (1..=20).rev()
                    .filter(|number| source.is_none() || number % 2 == 0)
                    .filter(|number| taken.is_none_or(|taken| taken == (number % 5 == 0)))
                    .collect();
                let (mut found, mut from) = (Vec::new(), None);
                loop {
                    let page = bed.store.items(&filter, from, 3).await.unwrap();
                    found.extend(page.rows.iter().map(|row| row.id.number()));
                    from = page.next;
                    if from.is_none() {
                        break;
                    }
                }
                assert_eq!(found, expected, "{filter:?}");
            }
        }
    }

    async fn the_audit_is_listed_by_account_and_subject(bed) {
        let mut tx = bed.store.begin().await.unwrap();
        for number in 1..=6 {
            let mut row = audit_row(number % 2);
            row.account = AccountId::from_number(number % 3);
            tx.insert_audit(&row).await.unwrap();
        }
        tx.commit().await.unwrap();
        let subject = Some(StoryId::from_number(1).to_string());
        let account = Some(AccountId::from_number(1));
        for (account, subject, count) in [(None, None, 6), (account, None, 2), (None, subject.clone(), 3), (account, subject, 1)] {
            let page = bed.store.audit(&AuditFilter { account, subject }, None, 100).await.unwrap();
            let seqs: Vec<u64> = page.rows.iter().map(|row| row.seq).collect();
            assert!(seqs.windows(2).all(|pair| pair[0] > pair[1]));
            assert_eq!(page.rows.len(), count);
        }
    }

    async fn a_page_never_grows_beyond_a_thousand_rows(bed) {
        fill(&bed).await;
        let page = bed.store.stories(&StoryFilter::default(), None, u32::MAX).await.unwrap();
        let ids: BTreeSet<StoryId> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), 60);
        assert_eq!(page.next, None);
    }
}
