//! The journal: no gap, in the order of commits, whoever writes and whoever reads.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use store::{JournalReader, Store};
use story::{Change, Correction, JournalEntry};

use crate::bed::{at, killed, live, on_both, publish, revision, story_row};

const WRITERS: u64 = 8;
const EACH: u64 = 25;

/// Every third transaction is rolled back after it got its number.
async fn write(store: Store, writer: u64) -> Vec<u64> {
    let mut acknowledged = Vec::new();
    for turn in 0..EACH {
        let number = writer * 1000 + turn;
        let mut tx = store.begin().await.unwrap();
        let seq = tx.append_journal(at(number), &Change::Published(live(number))).await.unwrap();
        tokio::task::yield_now().await;
        if turn % 3 == 0 {
            drop(tx);
        } else {
            tx.commit().await.unwrap();
            acknowledged.push(seq);
        }
    }
    acknowledged
}

/// Follows as a site does, as fast as it can, until told to stop and nothing is left.
async fn follow(journal: JournalReader, stop: Arc<AtomicBool>) -> u64 {
    let mut seen = 0;
    loop {
        let last_round = stop.load(Ordering::SeqCst);
        let last = journal.last().await.unwrap();
        let entries = journal.after(seen, 10).await.unwrap();
        assert!(last <= seen || !entries.is_empty(), "{last} was seen but not the entries after {seen}");
        for entry in &entries {
            assert_eq!(entry.seq, seen + 1, "a reader met an entry before the one below it");
            seen = entry.seq;
        }
        if last_round && entries.is_empty() {
            return seen;
        }
    }
}

on_both! {
    async fn it_says_where_to_begin_to_read_of_the_stories_that_were_spoken_of_last(bed) {
        let journal = bed.store.journal();
        assert_eq!(journal.before_last_stories(2).await.unwrap(), 0, "an empty journal");
        // The second is spoken of again after the third, and an entry about no story ends it.
        for number in [1, 2, 3] {
            publish(&bed.store, number).await;
        }
        let mut tx = bed.store.begin().await.unwrap();
        tx.append_journal(at(4), &Change::Updated(live(2))).await.unwrap();
        tx.append_journal(at(5), &Change::Front(Default::default())).await.unwrap();
        tx.commit().await.unwrap();
        for (stories, after) in [(1, 3), (2, 2), (3, 0), (9, 0)] {
            assert_eq!(journal.before_last_stories(stories).await.unwrap(), after, "{stories}");
        }
    }

    async fn many_rows_at_once_are_the_same_as_one_after_the_other(bed) {
        // More than one statement takes.
        const MANY: u64 = 200;
        publish(&bed.store, 9_000).await;
        let numbers = 0..MANY;
        let rows: Vec<_> = numbers.clone().map(story_row).collect();
        let revisions: Vec<_> = numbers.clone().map(|number| revision(number, 1)).collect();
        let changes: Vec<_> = numbers.clone().map(|number| Change::Published(live(number))).collect();
        let timed: Vec<_> = numbers.clone().map(at).zip(&changes).collect();
        let mut archive = store::Archive::default();
        for ((row, revision), (at, change)) in rows.iter().zip(&revisions).zip(&timed) {
            archive.add(row, revision, *at, change);
        }
        let mut tx = bed.store.begin().await.unwrap();
        assert_eq!(tx.insert_archive(archive).await.unwrap(), MANY + 1);
        tx.commit().await.unwrap();
        for number in numbers {
            let length = revisions[number as usize].content.word_count() as u64;
            let row = store::StoryRow { length, ..rows[number as usize].clone() };
            assert_eq!(bed.store.story(row.id).await.unwrap().as_ref(), Some(&row));
            assert_eq!(bed.store.revision(row.id, 1).await.unwrap().as_ref(), Some(&revisions[number as usize]));
        }
        let entries = bed.store.journal().after(1, 1_000).await.unwrap();
        let written: Vec<_> = entries.into_iter().map(|entry| (entry.at, entry.change)).collect();
        assert_eq!(written, timed.iter().map(|(at, change)| (*at, (*change).clone())).collect::<Vec<_>>());
        assert_eq!(publish(&bed.store, 9_001).await, MANY + 2);
    }
}

on_both! {
    async fn eight_writers_with_rollbacks_leave_no_gap_and_no_reader_ever_sees_one(bed) {
        let stop = Arc::new(AtomicBool::new(false));
        let readers: Vec<_> = (0..3).map(|_| tokio::spawn(follow(bed.store.journal(), Arc::clone(&stop)))).collect();
        let apart = JournalReader::open(&bed.config.url).await.unwrap();
        let apart = tokio::spawn(follow(apart, Arc::clone(&stop)));
        let writers: Vec<_> = (1..=WRITERS).map(|writer| tokio::spawn(write(bed.store.clone(), writer))).collect();
        let mut acknowledged = Vec::new();
        for writer in writers {
            acknowledged.extend(writer.await.unwrap());
        }
        stop.store(true, Ordering::SeqCst);
        acknowledged.sort_unstable();
        let total = acknowledged.len() as u64;
        assert_eq!(acknowledged, (1..=total).collect::<Vec<_>>());
        assert_eq!(*bed.store.committed().borrow(), total);
        for reader in readers.into_iter().chain([apart]) {
            assert_eq!(reader.await.unwrap(), total);
        }
    }

    async fn two_processes_count_on_from_each_other(bed) {
        let other = Store::open(&bed.config).await.unwrap();
        let (ours, theirs) = tokio::join!(write(bed.store.clone(), 1), write(other.clone(), 2));
        let mut all = [ours, theirs].concat();
        all.sort_unstable();
        assert_eq!(all, (1..=all.len() as u64).collect::<Vec<_>>());
    }

    async fn an_entry_is_the_story_exactly_as_published(bed) {
        let mut corrected = live(1);
        corrected.corrections.push(Correction { at: at(2), notice: "C’était mardi.".to_owned() });
        let changes =
            [Change::Published(live(1)), Change::Updated(live(1)), Change::Corrected(corrected), killed(1)];
        for (number, change) in (1..).zip(&changes) {
            let mut tx = bed.store.begin().await.unwrap();
            assert_eq!(tx.append_journal(at(number), change).await.unwrap(), number);
            tx.commit().await.unwrap();
        }
        let expected: Vec<JournalEntry> =
            (1..).zip(changes).map(|(seq, change)| JournalEntry { seq, at: at(seq), change }).collect();
        let journal = bed.store.journal();
        assert_eq!(journal.after(0, 100).await.unwrap(), expected);
        assert_eq!(journal.after(2, 1).await.unwrap(), expected[2..3]);
        assert_eq!(journal.last().await.unwrap(), 4);
        let apart = JournalReader::open(&bed.config.url).await.unwrap();
        assert_eq!(apart.after(0, 100).await.unwrap(), expected);
    }

    async fn an_entry_still_in_memory_is_the_one_on_disk(bed) {
        let between = at(1) + std::time::Duration::from_nanos(1_234_567);
        let mut tx = bed.store.begin().await.unwrap();
        tx.append_journal(between, &killed(1)).await.unwrap();
        tx.commit().await.unwrap();
        let apart = JournalReader::open(&bed.config.url).await.unwrap();
        let kept = bed.store.journal().next(0, 10).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept, apart.after(0, 10).await.unwrap());
        let mut undone = bed.store.begin().await.unwrap();
        undone.append_journal(at(2), &killed(2)).await.unwrap();
        drop(undone);
        assert!(bed.store.journal().next(1, 10).await.unwrap().is_empty());
    }

    async fn what_another_process_wrote_between_is_not_passed_over(bed) {
        let other = Store::open(&bed.config).await.unwrap();
        publish(&bed.store, 1).await;
        publish(&other, 2).await;
        publish(&bed.store, 3).await;
        let (journal, mut seen) = (bed.store.journal(), Vec::new());
        loop {
            let more = journal.next(seen.len() as u64, 10).await.unwrap();
            if more.is_empty() {
                break;
            }
            seen.extend(more.iter().map(|entry| entry.seq));
        }
        assert_eq!(seen, [1, 2, 3]);
        let whole = journal.after(0, 10).await.unwrap();
        assert_eq!(whole.len(), 3, "whoever asks for all gets all");
    }

    async fn a_commit_wakes_those_who_wait_and_a_rollback_does_not(bed) {
        let mut committed = bed.store.committed();
        let mut tx = bed.store.begin().await.unwrap();
        tx.append_journal(at(1), &killed(1)).await.unwrap();
        drop(tx);
        let tx = bed.store.begin().await.unwrap();
        tx.commit().await.unwrap();
        assert!(!committed.has_changed().unwrap());
        publish(&bed.store, 2).await;
        committed.changed().await.unwrap();
        assert_eq!(*committed.borrow_and_update(), 1);
    }
}
