//! What the tests of this suite share.

use newsroom::{Client, Code, Entry, Result, SignedIn};
use story::{JournalEntry, LiveStory};
use testkit::TestNewsroom;

/// The code of a refusal; anything else is a failed test.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T>) -> Code {
    match result {
        Ok(done) => panic!("done, not refused: {done:?}"),
        Err(error) => error.refusal().unwrap_or_else(|| panic!("a fault, not a refusal: {error}")).code,
    }
}

/// The names of all changes in the journal, in order. Proves that there is no gap on the way.
pub(crate) async fn changes(desk: &TestNewsroom) -> Vec<&'static str> {
    let journal = desk.journal().await;
    let numbers: Vec<u64> = journal.iter().map(|entry| entry.seq).collect();
    assert_eq!(numbers, (1..=journal.len() as u64).collect::<Vec<_>>(), "the journal has a gap");
    journal.iter().map(|entry| entry.change.name()).collect()
}

/// What readers see after the last entry.
pub(crate) fn live(journal: &[JournalEntry]) -> &LiveStory {
    journal.last().expect("an entry").change.live().expect("a live story")
}

/// The actions that the audit has about a story, oldest first.
pub(crate) async fn audited(desk: &TestNewsroom, story: story::StoryId) -> Vec<String> {
    let filter = newsroom::AuditFilter { subject: Some(format!("story:{story}")), ..Default::default() };
    let page = desk.newsroom.audit(desk.chief(), &filter, None, 100).await.unwrap();
    page.rows.into_iter().rev().map(|row| row.action).collect()
}

/// A browser at an address.
pub(crate) fn client(address: &str) -> Client {
    Client::new(address, "Browser")
}

/// The session behind a password that was enough; a second step is a failed test.
#[track_caller]
pub(crate) fn entered(entry: Entry) -> SignedIn {
    match entry {
        Entry::In(signed_in) => signed_in,
        Entry::SecondStep { .. } => panic!("a second step is asked for"),
    }
}
