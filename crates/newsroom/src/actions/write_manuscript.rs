//! Keeps what somebody writes in a shared document, before they are told that it is kept and others see it.

use std::sync::Arc;

use manuscript::{Manuscript, Taken, Unreadable, merged};
use store::ManuscriptChange;
use story::{AccountId, StoryId};
use tokio::sync::oneshot;

use super::open_manuscript::open;
use super::save_revision::closed;
use crate::limits::{CHANGE_BYTES_MAX, MANUSCRIPT_BYTES_MAX};
use crate::manuscripts::{KEEP_POINT, Room, Shared, Waiting, shared};
use crate::newsroom::Work;
use crate::{Caller, Code, Fault, News, Newsroom, Permission, Refusal, Result, Seat};

/// Changes that stand one by one, so that a form that shows an earlier version can still be merged; of twice as many
/// the older half becomes one.
const CHANGES_APART: usize = 300;

impl Newsroom {
    /// The version under which the change is kept. It stands in line from this call on, before it is waited for: what comes
    /// in while others wait for the disk is kept with theirs, also when it comes from the same seat.
    pub fn write_manuscript(
        &self,
        caller: &Caller,
        seat: &Seat,
        change: Vec<u8>,
    ) -> impl Future<Output = Result<u64>> + Send + use<> {
        let handed_in = self.hand_in(caller, seat, change);
        async move { handed_in?.await.map_err(|error| Fault::new("write-manuscript", error))? }
    }

    fn hand_in(
        &self,
        caller: &Caller,
        seat: &Seat,
        change: Vec<u8>,
    ) -> Result<oneshot::Receiver<Result<u64>>> {
        caller.needs(Permission::WriteOwn)?;
        if change.len() > CHANGE_BYTES_MAX {
            return Err(Refusal::new(Code::StoryTooLarge).with("max", CHANGE_BYTES_MAX).into());
        }
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { caller: caller.clone(), seat: seat.number(), change, answer };
        crate::manuscripts::held(&seat.room().waiting).push(waiting);
        let (newsroom, room) = (self.clone(), Arc::clone(seat.room()));
        tokio::spawn(async move { newsroom.keep_waiting(&room).await });
        Ok(answered)
    }

    /// Keeps what stands in line when it is this one's turn: nothing, where somebody before took it along.
    async fn keep_waiting(&self, room: &Room) {
        let mut desk = room.desk.lock().await;
        let batch = std::mem::take(&mut *crate::manuscripts::held(&room.waiting));
        if !batch.is_empty() {
            // Whatever ends this early, a panic or the end of the service, leaves no document behind that the store does
            // not have.
            let known = desk.take();
            *desk = self.keep_all(room, known, batch).await;
        }
    }

    async fn keep_all(&self, room: &Room, known: Option<Shared>, batch: Vec<Waiting>) -> Option<Shared> {
        match self.keep_batch(room, known, &batch).await {
            Ok((shared, answers)) => {
                for (waiting, answer) in batch.into_iter().zip(answers) {
                    if let Ok(Kept { new: Some(change), mended, .. }) = &answer {
                        // Whoever wrote it has not what was put back with it.
                        let by = if *mended { 0 } else { waiting.seat };
                        room.tell(News::Words { by, change: Arc::clone(change) });
                    }
                    drop(waiting.answer.send(answer.map(|kept| kept.version).map_err(Into::into)));
                }
                Some(shared)
            }
            Err(error) => {
                let fault = Arc::new(error);
                for waiting in batch {
                    let fault = Fault::new("write-manuscript", Together(Arc::clone(&fault)));
                    drop(waiting.answer.send(Err(fault.into())));
                }
                None
            }
        }
    }

    async fn keep_batch(
        &self,
        room: &Room,
        known: Option<Shared>,
        batch: &[Waiting],
    ) -> Result<(Shared, Vec<Result<Kept, Refusal>>)> {
        let mut work = self.begin(room.story).await?;
        let mut shared = current(&mut work, room, known).await?;
        let mut answers = Vec::new();
        for waiting in batch {
            answers.push(keep(&mut work, &mut shared, waiting).await?);
        }
        thin_out(&mut work, &mut shared).await?;
        self.reach(KEEP_POINT)?;
        work.commit_words().await?;
        Ok((shared, answers))
    }

    /// Looks whether the caller may still write there, and tells the room what came by another way than its seats.
    pub async fn refresh_manuscript(&self, caller: &Caller, seat: &Seat) -> Result<()> {
        let room = seat.room();
        let row = self.row(room.story).await?;
        caller.owns(&row)?;
        open(closed(caller, &row))?;
        let head = self.store.manuscript_head(room.story).await?;
        let mut desk = room.desk.lock().await;
        if desk.as_ref().map(|shared| shared.row.head) != head {
            let known = desk.take();
            let mut work = self.begin(room.story).await?;
            *desk = Some(current(&mut work, room, known).await?);
        }
        Ok(())
    }

    /// What of the document somebody lacks who knows so much, to be taken in one after the other, and what is known here.
    pub async fn manuscript_since(&self, seat: &Seat, known: &[u8]) -> Result<(Vec<Vec<u8>>, Vec<u8>)> {
        let room = seat.room();
        let mut desk = room.desk.lock().await;
        let shared = match desk.take() {
            Some(shared) => shared,
            None => current(&mut self.begin(room.story).await?, room, None).await?,
        };
        let lacking = lacking(&shared, known, 0).map_err(|_| Refusal::new(Code::WordsUnreadable));
        let here = shared.document.known();
        *desk = Some(shared);
        Ok((lacking?, here))
    }
}

/// First the changes behind a version as their writers made them, then the document. The document says of all that is gone
/// that it is, also of words that went unread with the text they stood in, and their writer would not put them back.
fn lacking(shared: &Shared, known: &[u8], version: u64) -> Result<Vec<Vec<u8>>, Unreadable> {
    let whole = shared.document.since(known)?;
    let begins = known.iter().all(|byte| *byte == 0);
    let apart = shared.row.changes.iter().filter(|one| one.version > version && !begins);
    let apart: Vec<&[u8]> = apart.map(|one| one.change.as_slice()).collect();
    if apart.is_empty() {
        return Ok(vec![whole]);
    }
    let all = version > 0 && apart.len() as u64 == shared.row.head.version.saturating_sub(version);
    let apart = merged(apart)?;
    Ok(if all { vec![apart] } else { vec![apart, whole] })
}

/// What became of one change.
struct Kept {
    version: u64,
    /// What of it was new.
    new: Option<Arc<[u8]>>,
    /// Whether others' words were put back with it.
    mended: bool,
}

/// One fault of several who wrote at once.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Together(Arc<crate::Error>);

/// The document as the store has it, known already or not. What the room does not know of it, it is told.
async fn current(work: &mut Work, room: &Room, known: Option<Shared>) -> Result<Shared> {
    let head = work.tx.manuscript_head(room.story).await?;
    if let Some(known) = known {
        if head == Some(known.row.head) {
            return Ok(known);
        }
        let now = load(work, room.story).await?;
        for change in lacking(&now, &known.document.known(), known.row.head.version).unwrap_or_default() {
            room.tell(News::Words { by: 0, change: change.into() });
        }
        if now.row.head.base != known.row.head.base {
            room.tell(News::Saved(now.row.head.base));
        }
        return Ok(now);
    }
    load(work, room.story).await
}

async fn load(work: &mut Work, story: StoryId) -> Result<Shared> {
    let writer = work.writer();
    let gone = || Refusal::new(Code::UnknownStory).with("id", story.to_string());
    Ok(shared(&mut work.tx, story, writer).await?.ok_or_else(gone)?)
}

async fn keep(work: &mut Work, shared: &mut Shared, waiting: &Waiting) -> Result<Result<Kept, Refusal>> {
    let caller = &waiting.caller;
    if let Err(refusal) = caller.owns(&work.row).and_then(|()| open(closed(caller, &work.row))) {
        return Ok(Err(refusal));
    }
    let size: usize =
        shared.row.origin.len() + shared.row.changes.iter().map(|one| one.change.len()).sum::<usize>();
    if size + waiting.change.len() > MANUSCRIPT_BYTES_MAX {
        return Ok(Err(Refusal::new(Code::StoryTooLarge).with("max", MANUSCRIPT_BYTES_MAX)));
    }
    match shared.take_in(&waiting.change) {
        Ok(None) => Ok(Ok(Kept { version: shared.row.head.version, new: None, mended: false })),
        Ok(Some(taken)) => {
            let whole = taken.whole().map_err(|error| Fault::new("keep-words", error))?;
            let mended = taken.mend.is_some();
            append(work, shared, caller.account, taken).await?;
            let version = shared.row.head.version;
            Ok(Ok(Kept { version, new: Some(Arc::from(whole)), mended }))
        }
        Err(_) => {
            let all =
                std::iter::once(&shared.row.origin).chain(shared.row.changes.iter().map(|one| &one.change));
            shared.document =
                Manuscript::load(all, work.writer()).map_err(|error| Fault::new("load-manuscript", error))?;
            Ok(Err(Refusal::new(Code::WordsUnreadable)))
        }
    }
}

/// The change and what was put back with it, each by itself: whoever looks for where words stood reads what their writer had.
async fn append(work: &mut Work, shared: &mut Shared, account: AccountId, taken: Taken) -> Result<()> {
    let at = work.now;
    for change in std::iter::once(taken.change).chain(taken.mend) {
        let version = shared.row.head.version + 1;
        let new = ManuscriptChange { version, account, at, change };
        work.tx.append_change(work.row.id, &new).await?;
        (shared.row.head.version, shared.row.head.at) = (version, at);
        shared.row.changes.push(new);
    }
    Ok(())
}

/// Makes one change of the older half of very many.
async fn thin_out(work: &mut Work, shared: &mut Shared) -> Result<()> {
    let changes = &mut shared.row.changes;
    if changes.len() <= 2 * CHANGES_APART {
        return Ok(());
    }
    let older: Vec<ManuscriptChange> = changes.drain(..CHANGES_APART).collect();
    let Some(last) = older.last() else { return Ok(()) };
    let change =
        merged(older.iter().map(|one| &one.change)).map_err(|error| Fault::new("thin-out", error))?;
    let one = ManuscriptChange { change, ..last.clone() };
    work.tx.drop_changes(work.row.id, one.version, Some(&one)).await?;
    changes.insert(0, one);
    Ok(())
}
