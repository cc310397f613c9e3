//! The rooms in which stories are being written now. They hold nothing that the store has not: a room that is gone is
//! opened again from there.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use story::StoryId;
use tokio::sync::{broadcast, oneshot, watch};

use super::{News, Present, Seat, Shared};
use crate::limits::{SEATS_EACH_MAX, SEATS_MAX};
use crate::{Caller, Code, Refusal, Result};

/// News that somebody has not heard yet; whoever falls behind further asks for the whole.
const NEWS_MAX: usize = 1_024;

/// All rooms of this process.
#[derive(Default)]
pub(crate) struct Rooms {
    open: Mutex<HashMap<StoryId, Arc<Room>>>,
    seats: AtomicU64,
    /// Counts what was done to stories, for those who look at lists of them.
    stirred: watch::Sender<u64>,
}

/// Where one story is being written.
pub(crate) struct Room {
    pub(crate) story: StoryId,
    /// The document, for whoever holds it; none before it was needed, and after something went wrong with it.
    pub(crate) desk: tokio::sync::Mutex<Option<Shared>>,
    /// What came in while others were being kept: whoever comes next keeps all of it at once.
    pub(crate) waiting: Mutex<Vec<Waiting>>,
    present: Mutex<BTreeMap<u64, Present>>,
    pub(crate) news: broadcast::Sender<News>,
}

/// A change that waits to be kept, and whoever waits for the answer.
pub(crate) struct Waiting {
    pub(crate) caller: Caller,
    pub(crate) seat: u64,
    pub(crate) change: Vec<u8>,
    pub(crate) answer: oneshot::Sender<Result<u64>>,
}

/// Maps that are whole after every line: a panic elsewhere spoils none of them.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    fn new(story: StoryId) -> Self {
        let (desk, waiting, present) = Default::default();
        Self { story, desk, waiting, present, news: broadcast::Sender::new(NEWS_MAX) }
    }

    pub(crate) fn present(&self) -> Vec<Present> {
        held(&self.present).values().cloned().collect()
    }

    pub(super) fn show(&self, seat: u64, change: impl FnOnce(&mut Present)) {
        let mut present = held(&self.present);
        if let Some(one) = present.get_mut(&seat) {
            change(one);
            self.tell(News::Came(one.clone()));
        }
    }

    /// Nobody there to hear is no fault.
    pub(crate) fn tell(&self, news: News) {
        drop(self.news.send(news));
    }
}

impl Rooms {
    /// A place at a story for somebody.
    pub(crate) fn sit_down(self: &Arc<Self>, caller: &Caller, story: StoryId) -> Result<Seat, Refusal> {
        let number = self.seats.fetch_add(1, Ordering::Relaxed) + 1;
        let mut open = held(&self.open);
        let own = |room: &Arc<Room>| {
            held(&room.present).values().filter(|one| one.account == caller.account).count()
        };
        let all: usize = open.values().map(|room| held(&room.present).len()).sum();
        if open.values().map(own).sum::<usize>() >= SEATS_EACH_MAX || all >= SEATS_MAX {
            return Err(Refusal::new(Code::TooManyWindows).with("max", SEATS_EACH_MAX));
        }
        let room = Arc::clone(open.entry(story).or_insert_with(|| Arc::new(Room::new(story))));
        let news = room.news.subscribe();
        let present =
            Present { seat: number, account: caller.account, name: caller.name.clone(), caret: None };
        held(&room.present).insert(number, present.clone());
        drop(open);
        room.tell(News::Came(present));
        Ok(Seat { number, room, rooms: Arc::clone(self), news })
    }

    pub(super) fn get_up(&self, seat: u64, room: &Room) {
        let mut open = held(&self.open);
        let empty = {
            let mut present = held(&room.present);
            present.remove(&seat);
            present.is_empty()
        };
        if empty {
            open.remove(&room.story);
        }
        drop(open);
        room.tell(News::Left(seat));
    }

    pub(crate) fn room(&self, story: StoryId) -> Option<Arc<Room>> {
        held(&self.open).get(&story).cloned()
    }

    pub(crate) fn stirred(&self) -> watch::Receiver<u64> {
        self.stirred.subscribe()
    }

    /// Lists tell something else of a story, which itself is as it was.
    pub(crate) fn stir_lists(&self) {
        self.stirred.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Something was done to the story: those who write in it look again.
    pub(crate) fn stir(&self, story: StoryId) {
        self.stir_lists();
        if let Some(room) = self.room(story) {
            room.tell(News::Stirred);
        }
    }
}
