//! What was written about a story is sealed as it is written, and whatever is done to it past the newsroom shows.

use store::{Break, Disagreement, LinkKind, Record, Store, Verdict};
use story::{Change, StoryId};

use crate::bed::{Bed, at, live, on_both, publish, revision, story_row};

/// A story with the links revision 1, revision 2, a publication, revision 3, a publication; the numbers of its entries.
async fn write(store: &Store, number: u64) -> [u64; 2] {
    let story = StoryId::from_number(number);
    let mut tx = store.begin().await.unwrap();
    tx.insert_story(&story_row(number)).await.unwrap();
    tx.insert_revision(&revision(number, 1)).await.unwrap();
    tx.commit().await.unwrap();
    let mut entries = [0; 2];
    for (turn, entry) in (2..).zip(&mut entries) {
        let mut tx = store.begin().await.unwrap();
        let row = tx.story_for_update(story).await.unwrap().unwrap();
        tx.insert_revision(&revision(number, turn)).await.unwrap();
        let sealed = tx.seal_entry(at(turn), Change::Updated(live(number))).await.unwrap();
        tx.update_story(&row).await.unwrap();
        *entry = tx.append_sealed(sealed).await.unwrap();
        tx.commit().await.unwrap();
    }
    entries
}

async fn record(store: &Store, number: u64) -> Record {
    store.record(StoryId::from_number(number)).await.unwrap().unwrap()
}

/// As whoever owns the database may.
async fn past_the_newsroom(bed: &Bed, sql: &str) {
    let open = match bed.server {
        Some(_) => {
            "ALTER TABLE revisions DISABLE TRIGGER USER; ALTER TABLE journal DISABLE TRIGGER USER; \
             ALTER TABLE seals DISABLE TRIGGER USER"
        }
        None => {
            "DROP TRIGGER IF EXISTS revisions_keep; DROP TRIGGER IF EXISTS revisions_stay; \
             DROP TRIGGER IF EXISTS journal_keep; DROP TRIGGER IF EXISTS journal_stay; \
             DROP TRIGGER IF EXISTS seals_keep; DROP TRIGGER IF EXISTS seals_stay"
        }
    };
    bed.sql(open).await.unwrap();
    bed.sql(sql.to_owned().leak()).await.unwrap();
}

/// As an earlier version left it.
async fn unseal(bed: &Bed) {
    let nothing = "UPDATE revisions SET link = NULL, seal = NULL; UPDATE journal SET link = NULL, seal = NULL; \
                   UPDATE stories SET links = NULL, seal = NULL";
    past_the_newsroom(bed, nothing).await;
}

fn broken(kind: LinkKind, number: u64, how: Disagreement) -> Verdict {
    Verdict::Broken(Break { kind, number, how })
}

/// What is done to story S, whose entries are numbered A and B, and where it shows.
const TAMPERING: &[(&str, LinkKind, &str, Disagreement)] = {
    use Disagreement::{Added, Changed, LostAfter, LostBefore};
    use LinkKind::{Publication, Revision};
    &[
        (
            "UPDATE revisions SET content = replace(content, 'lundi', 'mardi') WHERE story = S AND number = 2",
            Revision,
            "2",
            Changed,
        ),
        ("UPDATE revisions SET note = note || ' ' WHERE story = S AND number = 1", Revision, "1", Changed),
        ("UPDATE revisions SET headline = '' WHERE story = S AND number = 3", Revision, "3", Changed),
        ("UPDATE revisions SET author = 8 WHERE story = S AND number = 2", Revision, "2", Changed),
        ("UPDATE revisions SET at = at + 1 WHERE story = S AND number = 2", Revision, "2", Changed),
        ("UPDATE revisions SET base = NULL WHERE story = S AND number = 3", Revision, "3", Changed),
        ("UPDATE revisions SET beside = 1 WHERE story = S AND number = 3", Revision, "3", Changed),
        ("UPDATE revisions SET number = 9 WHERE story = S AND number = 3", Revision, "9", Changed),
        ("UPDATE revisions SET seal = upper(seal) WHERE story = S AND number = 1", Revision, "1", Changed),
        ("UPDATE revisions SET seal = 'é' WHERE story = S AND number = 1", Revision, "1", Changed),
        ("UPDATE revisions SET link = 2 WHERE story = S AND number = 1", Revision, "1", LostBefore),
        (
            "UPDATE journal SET entry = replace(entry, 'Ostrande', 'Lorme') WHERE story = S AND seq = A",
            Publication,
            "A",
            Changed,
        ),
        ("UPDATE journal SET at = at - 1 WHERE story = S AND seq = B", Publication, "B", Changed),
        ("UPDATE journal SET change = 'corrected' WHERE story = S AND seq = B", Publication, "B", Changed),
        ("UPDATE journal SET seq = seq + 1000 WHERE story = S AND seq = A", Publication, "B", Changed),
        ("DELETE FROM revisions WHERE story = S AND number = 1", Revision, "2", LostBefore),
        ("DELETE FROM revisions WHERE story = S AND number = 2", Publication, "A", LostBefore),
        ("DELETE FROM journal WHERE story = S AND seq = A", Revision, "3", LostBefore),
        ("DELETE FROM journal WHERE story = S AND seq = B", Revision, "3", LostAfter),
        (
            "DELETE FROM revisions WHERE story = S; DELETE FROM journal WHERE story = S",
            Revision,
            "0",
            LostAfter,
        ),
        // Two are swapped, with their seals and without.
        (
            "UPDATE revisions SET number = 99 WHERE story = S AND number = 2; UPDATE revisions SET number = 2 WHERE story = S AND number = 3; \
          UPDATE revisions SET number = 3 WHERE story = S AND number = 99",
            Revision,
            "3",
            Changed,
        ),
        (
            "UPDATE revisions SET link = 9 - link WHERE story = S AND number >= 2 AND number <= 3; UPDATE revisions SET link = link - 3 \
          WHERE story = S AND number >= 2 AND number <= 3",
            Revision,
            "3",
            Changed,
        ),
        (
            "INSERT INTO revisions (story, number, author, at, note, beside, headline, content) \
          SELECT story, 9, author, at, note, beside, headline, content FROM revisions WHERE story = S AND number = 1",
            Revision,
            "9",
            Added,
        ),
        (
            "UPDATE stories SET seal = replace(seal, substr(seal, 1, 1), 'x') WHERE id = S",
            Publication,
            "B",
            Changed,
        ),
        ("UPDATE stories SET links = 3 WHERE id = S", Publication, "B", Changed),
        ("UPDATE stories SET links = 6 WHERE id = S", Publication, "B", LostAfter),
        // As if an earlier version had written it: what was sealed is not sealed anew.
        ("UPDATE stories SET links = NULL, seal = NULL WHERE id = S", Publication, "B", Changed),
    ]
};

on_both! {
    async fn whatever_is_done_to_a_record_past_the_newsroom_shows_where_it_was_done(bed) {
        let mut written = Vec::new();
        for story in (1..).take(TAMPERING.len()) {
            written.push((story, write(&bed.store, story).await));
        }
        for ((story, [a, b]), (tampering, kind, number, how)) in written.into_iter().zip(TAMPERING) {
            let before = record(&bed.store, story).await;
            assert_eq!((before.verdict, before.links.len()), (Verdict::Sealed, 5));
            let entry = |text: &str| match text {
                "A" => a.to_string(),
                "B" => b.to_string(),
                other => other.to_owned(),
            };
            let words = tampering.split(' ').map(|word| match word.trim_end_matches(';') {
                "S" => word.replace('S', &story.to_string()),
                bare => word.replace(bare, &entry(bare)),
            });
            let sql = words.collect::<Vec<_>>().join(" ");
            past_the_newsroom(&bed, &sql).await;
            let number = entry(number).parse().unwrap();
            let found = record(&bed.store, story).await;
            assert_eq!(found.verdict, broken(*kind, number, *how), "{sql}");
            // A start does not make it whole, and what is written to it later does not hide it.
            bed.store.seal_some().await.unwrap();
            let mut tx = bed.store.begin().await.unwrap();
            tx.insert_revision(&revision(story, 50)).await.unwrap();
            tx.commit().await.unwrap();
            assert!(matches!(record(&bed.store, story).await.verdict, Verdict::Broken(_)), "{sql}");
        }
    }

    async fn a_link_is_sealed_with_all_before_it_in_its_own_story(bed) {
        write(&bed.store, 1).await;
        write(&bed.store, 2).await;
        let (one, two) = (record(&bed.store, 1).await, record(&bed.store, 2).await);
        let kinds: Vec<_> = one.links.iter().map(|link| link.kind).collect();
        use LinkKind::{Publication, Revision};
        assert_eq!(kinds, [Revision, Revision, Publication, Revision, Publication]);
        assert_eq!(one.links.last().unwrap().seal, one.seal);
        let seals: std::collections::BTreeSet<_> = one.links.iter().chain(&two.links).map(|link| &link.seal).collect();
        assert_eq!(seals.len(), 10);
        assert_eq!(bed.store.record(StoryId::from_number(3)).await.unwrap(), None);
    }

    async fn what_is_undone_leaves_no_seal(bed) {
        write(&bed.store, 1).await;
        let before = record(&bed.store, 1).await;
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_revision(&revision(1, 4)).await.unwrap();
        tx.append_journal(at(9), &Change::Updated(live(1))).await.unwrap();
        drop(tx);
        assert_eq!(record(&bed.store, 1).await, before);
    }

    async fn what_a_transaction_writes_in_whatever_order_is_sealed(bed) {
        write(&bed.store, 1).await;
        let mut tx = bed.store.begin().await.unwrap();
        let row = tx.story_for_update(StoryId::from_number(1)).await.unwrap().unwrap();
        tx.insert_revision(&revision(1, 4)).await.unwrap();
        tx.update_story(&row).await.unwrap();
        tx.append_journal(at(9), &Change::Updated(live(1))).await.unwrap();
        // Read again, the row knows less than the transaction does.
        tx.story_for_update(StoryId::from_number(1)).await.unwrap();
        tx.insert_revision(&store::Revision { beside: true, ..revision(1, 5) }).await.unwrap();
        tx.commit().await.unwrap();
        let record = record(&bed.store, 1).await;
        assert_eq!((record.verdict, record.links.len()), (Verdict::Sealed, 8));
    }

    async fn of_many_who_write_at_once_each_is_sealed_behind_the_one_before(bed) {
        write(&bed.store, 1).await;
        let writers: Vec<_> = (4..12).map(|number| {
            let store = bed.store.clone();
            tokio::spawn(async move {
                let mut tx = store.begin().await.unwrap();
                tx.insert_revision(&revision(1, number)).await.unwrap();
                tx.commit().await.unwrap();
            })
        }).collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let record = record(&bed.store, 1).await;
        assert_eq!((record.verdict, record.links.len()), (Verdict::Sealed, 13));
    }

    async fn what_an_earlier_version_wrote_is_sealed_once_and_goes_on(bed) {
        for story in 1..=3 {
            write(&bed.store, story).await;
        }
        unseal(&bed).await;
        assert_eq!(record(&bed.store, 1).await.verdict, Verdict::Unsealed);
        // Somebody writes before it is its turn.
        let mut tx = bed.store.begin().await.unwrap();
        tx.insert_revision(&revision(2, 4)).await.unwrap();
        tx.commit().await.unwrap();
        let early = record(&bed.store, 2).await;
        assert_eq!((early.verdict, early.links.len()), (Verdict::Sealed, 6));
        assert!(!bed.store.seal_some().await.unwrap(), "none are left");
        let sealed = record(&bed.store, 1).await;
        assert_eq!((sealed.verdict, sealed.links.len()), (Verdict::Sealed, 5));
        bed.store.seal_some().await.unwrap();
        assert_eq!(record(&bed.store, 1).await, sealed, "a second round seals nothing anew");
        assert_eq!(record(&bed.store, 2).await, early);
        publish(&bed.store, 4).await;
        let mut tx = bed.store.begin().await.unwrap();
        tx.append_journal(at(9), &Change::Updated(live(1))).await.unwrap();
        tx.commit().await.unwrap();
        let later = record(&bed.store, 1).await;
        assert_eq!((later.verdict, later.links.len()), (Verdict::Sealed, 6));
        assert_eq!(later.links[..5], sealed.links);
        past_the_newsroom(&bed, "UPDATE revisions SET note = 'x' WHERE story = 1 AND number = 2").await;
        assert_eq!(record(&bed.store, 1).await.verdict, broken(LinkKind::Revision, 2, Disagreement::Changed));
    }

    async fn a_backup_keeps_every_seal(bed) {
        write(&bed.store, 1).await;
        unseal(&bed).await;
        bed.store.seal_some().await.unwrap();
        write(&bed.store, 2).await;
        let folder = bed.path().join("backup");
        bed.store.backup(&folder, &mut |_| {}).await.unwrap();
        let other = tempfile::tempdir().unwrap();
        let config = store::StoreConfig {
            url: format!("sqlite://{}", other.path().join("marbre.db").display()), blobs: other.path().join("blobs"),
        };
        Store::restore(&folder, &config, &mut |_| {}).await.unwrap();
        let restored = Store::open(&config).await.unwrap();
        for story in [1, 2] {
            let record_there = record(&restored, story).await;
            assert_eq!(record_there.verdict, Verdict::Sealed);
            assert_eq!(record_there, record(&bed.store, story).await);
        }
    }

    async fn every_story_is_found_in_its_order(bed) {
        for story in [3, 1, 2] {
            write(&bed.store, story).await;
        }
        let numbers = async |after: Option<u64>| -> Vec<u64> {
            let found = bed.store.stories_after(after.map(StoryId::from_number)).await.unwrap();
            found.into_iter().map(StoryId::number).collect()
        };
        assert_eq!(numbers(None).await, [1, 2, 3]);
        assert_eq!(numbers(Some(2)).await, [3]);
    }
}
