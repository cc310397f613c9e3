//! Lists that open pages listen to. A list keeps its newest events, the last of each story, encoded once for everybody;
//! a listener keeps only its place in them. Whoever fell further behind is told to read the page again, so a slow
//! listener costs no memory, and nobody is sent what was withdrawn since.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use story::{Audience, LiveEvent, StoryId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::serve::addresses::{Addresses, Admission};

/// Events kept for each list, about a kilobyte each.
const EVENTS_MAX: usize = 100;

pub(crate) struct Live {
    lists: Mutex<HashMap<String, Arc<List>>>,
    seats: Arc<Semaphore>,
    seats_max: usize,
    /// Whose they are: a connection of HTTP/2 may take a hundred.
    of_addresses: Arc<Addresses>,
    /// Whoever comes now is let go at once, to come back.
    closed: AtomicBool,
}

/// Room for one listener, for as long as it is kept.
pub(crate) struct Seat {
    _seat: OwnedSemaphorePermit,
    _admission: Admission,
}

/// One list, from the first time that somebody listened.
pub(crate) struct List {
    events: Mutex<Events>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct Events {
    /// In the order of their entries.
    kept: VecDeque<Event>,
    /// The last entry whose event is not kept any more.
    lost: u64,
    /// The last entry told.
    last: u64,
    closed: bool,
    /// How long the last entry was under way.
    told_in: Option<Duration>,
    /// Pages that began to listen, ever.
    opened: u64,
    /// How many pages had opened, and were gone again, when a story was told first; the newest last.
    missed: VecDeque<(StoryId, u64)>,
}

struct Event {
    seq: u64,
    story: StoryId,
    bytes: Bytes,
}

/// What comes next for a listener.
pub(crate) enum Next {
    Event { seq: u64, bytes: Bytes },
    Nothing,
    End,
}

impl Live {
    /// Of all seats, no more than `per_address` for one address; 0 is no limit.
    pub(crate) fn new(seats_max: usize, per_address: usize) -> Self {
        let seats = Arc::new(Semaphore::new(seats_max));
        Self {
            lists: Mutex::default(),
            seats,
            seats_max,
            of_addresses: Addresses::new(per_address),
            closed: AtomicBool::default(),
        }
    }

    /// Room for one more listener at this address; given back when dropped.
    pub(crate) fn seat(&self, peer: IpAddr) -> Option<Seat> {
        let admission = self.of_addresses.admit(peer)?;
        let seat = Arc::clone(&self.seats).try_acquire_owned().ok()?;
        Some(Seat { _seat: seat, _admission: admission })
    }

    pub(crate) fn listeners(&self) -> usize {
        self.seats_max.saturating_sub(self.seats.available_permits())
    }

    /// The list at a path; `since` says, for one that nobody listened to yet, which entry changed it last.
    pub(crate) fn list(&self, path: &str, since: impl FnOnce() -> Option<u64>) -> Option<Arc<List>> {
        // Held while the shelf is asked: an event told meanwhile finds the list.
        let mut lists = lock(&self.lists);
        if let Some(list) = lists.get(path) {
            return Some(Arc::clone(list));
        }
        let since = since()?;
        let closed = self.closed.load(Ordering::Acquire);
        let events = Events { lost: since, last: since, closed, ..Events::default() };
        let list = Arc::new(List { events: Mutex::new(events), changed: watch::Sender::new(()) });
        lists.insert(path.to_owned(), Arc::clone(&list));
        Some(list)
    }

    /// Tells those who listen of an entry that was so long under way.
    pub(crate) fn tell(&self, seq: u64, under_way: Duration, events: Vec<LiveEvent>) {
        let lists = lock(&self.lists);
        for event in events {
            if let Some(list) = lists.get(&event.path) {
                list.tell(seq, under_way, event);
            }
        }
    }

    /// Who listens at a path: nobody, where nobody ever did.
    pub(crate) fn audience(&self, path: &str) -> Audience {
        let list = lock(&self.lists).get(path).map(Arc::clone);
        list.map(|list| list.audience()).unwrap_or_default()
    }

    /// Has every listener read its page again; `since` gives the last entry that changed the list at a path.
    pub(crate) fn skip(&self, since: impl Fn(&str) -> u64) {
        for (path, list) in &*lock(&self.lists) {
            list.skip(since(path));
        }
    }

    /// Ends all streams: their numbers mean nothing any more. Listeners come back by themselves.
    pub(crate) fn end_all(&self) {
        for (_, list) in lock(&self.lists).drain() {
            list.close();
        }
    }

    /// Ends all streams for good.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.end_all();
    }
}

impl List {
    /// For one listener, who holds it for as long as they listen. Whoever comes `again` has the page already.
    pub(crate) fn changes(&self, again: bool) -> watch::Receiver<()> {
        lock(&self.events).opened += u64::from(!again);
        self.changed.subscribe()
    }

    fn audience(&self) -> Audience {
        let readers = self.changed.receiver_count();
        let events = lock(&self.events);
        let shown =
            events.missed.iter().map(|(story, missed)| (*story, events.opened.saturating_sub(*missed)));
        Audience { readers, told_in: events.told_in, shown: shown.collect() }
    }

    /// What comes after an entry.
    pub(crate) fn after(&self, seq: u64) -> Next {
        let events = lock(&self.events);
        if events.closed {
            return Next::End;
        }
        if seq < events.lost {
            let seq = events.last;
            let bytes = format!("id: {seq}\nevent: reset\ndata: {{}}\n\n").into();
            return Next::Event { seq, bytes };
        }
        let at = events.kept.partition_point(|event| event.seq <= seq);
        events
            .kept
            .get(at)
            .map_or(Next::Nothing, |event| Next::Event { seq: event.seq, bytes: event.bytes.clone() })
    }

    fn tell(&self, seq: u64, under_way: Duration, event: LiveEvent) {
        let LiveEvent { story, data, .. } = event;
        let bytes = format!("id: {seq}\ndata: {data}\n\n").into();
        let mut events = lock(&self.events);
        // The page that everybody is told to read, or read already, shows it.
        if seq <= events.lost {
            return;
        }
        events.told_in = Some(under_way);
        if events.missed.iter().all(|(known, _)| *known != story) {
            let missed = events.opened.saturating_sub(self.changed.receiver_count() as u64);
            events.missed.push_back((story, missed));
            let over = events.missed.len().saturating_sub(EVENTS_MAX);
            events.missed.drain(..over);
        }
        events.kept.retain(|known| known.story != story);
        events.kept.push_back(Event { seq, story, bytes });
        if events.kept.len() > EVENTS_MAX
            && let Some(oldest) = events.kept.pop_front()
        {
            events.lost = oldest.seq;
        }
        events.last = seq;
        drop(events);
        self.changed.send_replace(());
    }

    fn skip(&self, seq: u64) {
        let mut events = lock(&self.events);
        let Events { told_in, opened, .. } = *events;
        let missed = std::mem::take(&mut events.missed);
        *events = Events { lost: seq, last: seq, told_in, opened, missed, ..Events::default() };
        drop(events);
        self.changed.send_replace(());
    }

    fn close(&self) {
        lock(&self.events).closed = true;
        self.changed.send_replace(());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(40);

    fn event(story: u64, data: &str) -> Vec<LiveEvent> {
        vec![LiveEvent { path: "/live".into(), story: StoryId::from_number(story), data: data.into() }]
    }

    fn heard(list: &List, mut at: u64) -> Vec<String> {
        let mut heard = Vec::new();
        while let Next::Event { seq, bytes } = list.after(at) {
            heard.push(String::from_utf8(bytes.to_vec()).unwrap().replace('\n', "|"));
            at = seq;
        }
        heard
    }

    #[test]
    fn a_listener_hears_what_comes_after_its_page_and_of_each_story_the_last() {
        let live = Live::new(9, 0);
        live.tell(4, SOON, event(1, "nobody listens"));
        let list = live.list("/live", || Some(4)).unwrap();
        live.tell(5, SOON, event(2, "published"));
        live.tell(7, SOON, event(3, "published"));
        live.tell(9, SOON, event(2, "gone"));
        assert_eq!(heard(&list, 4), ["id: 7|data: published||", "id: 9|data: gone||"]);
        assert_eq!(heard(&list, 7), ["id: 9|data: gone||"]);
        assert_eq!(heard(&list, 9), Vec::<String>::new());
    }

    #[test]
    fn whoever_is_too_far_behind_reads_the_page_again_and_goes_on() {
        let live = Live::new(9, 0);
        let list = live.list("/live", || Some(4)).unwrap();
        assert_eq!(heard(&list, 3), ["id: 4|event: reset|data: {}||"]);
        for seq in 5..5 + EVENTS_MAX as u64 + 2 {
            live.tell(seq, SOON, event(seq, "published"));
        }
        assert_eq!(heard(&list, 5), ["id: 106|event: reset|data: {}||"]);
        assert_eq!(heard(&list, 6).len(), EVENTS_MAX);
        live.skip(|path| if path == "/live" { 200 } else { 0 });
        assert_eq!(heard(&list, 106), ["id: 200|event: reset|data: {}||"]);
        assert_eq!(heard(&list, 200), Vec::<String>::new());
        // Told late: the page already shows it, and nobody is sent round in a circle.
        live.tell(199, SOON, event(1, "late"));
        assert_eq!(heard(&list, 106), ["id: 200|event: reset|data: {}||"]);
        assert_eq!(heard(&list, 200), Vec::<String>::new());
    }

    #[test]
    fn pages_that_are_open_are_counted_and_those_that_an_entry_was_shown_on() {
        let live = Live::new(9, 0);
        assert_eq!(live.audience("/live"), Audience::default());
        let list = live.list("/live", || Some(4)).unwrap();
        let gone = list.changes(false);
        let stays = [list.changes(false), list.changes(false)];
        drop(gone);
        live.tell(5, SOON, event(1, "published"));
        assert_eq!(
            live.audience("/live"),
            Audience { readers: 2, told_in: Some(SOON), shown: vec![(StoryId::from_number(1), 2)] }
        );
        // One comes, one comes back; of what was told first, the number stays when it is told again.
        let more = [list.changes(false), list.changes(true)];
        live.tell(6, SOON * 2, event(1, "corrected"));
        live.tell(7, SOON * 3, event(2, "published"));
        live.skip(|_| 8);
        drop((stays, more));
        let audience = live.audience("/live");
        assert_eq!((audience.readers, audience.told_in), (0, Some(SOON * 3)));
        assert_eq!(audience.shown[0], (StoryId::from_number(1), 3));
    }

    #[test]
    fn seats_are_bounded_and_given_back() {
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let live = Live::new(2, 0);
        let seats = [live.seat(one), live.seat(one)];
        assert!(seats.iter().all(Option::is_some) && live.seat(one).is_none());
        assert_eq!(live.listeners(), 2);
        drop(seats);
        assert_eq!(live.listeners(), 0);
    }

    #[test]
    fn whoever_comes_when_all_is_over_is_let_go_at_once() {
        let live = Live::new(2, 0);
        let list = live.list("/live", || Some(4)).unwrap();
        live.close();
        let late = live.list("/live", || Some(4)).unwrap();
        assert!(matches!((list.after(4), late.after(4)), (Next::End, Next::End)));
    }

    #[test]
    fn one_address_cannot_take_all_seats() {
        let [one, other]: [IpAddr; 2] = ["192.0.2.1", "192.0.2.2"].map(|ip| ip.parse().unwrap());
        let live = Live::new(3, 2);
        let seats = [live.seat(one), live.seat(one)];
        assert!(live.seat(one).is_none());
        assert!(live.seat(other).is_some());
        drop(seats);
        assert!(live.seat(one).is_some());
    }
}
