//! Where the sizes of pictures are made: each once, away from readers' threads, kept on disk. What is there may be
//! deleted at any time; whether anybody may see it is asked of the shelf, never of this folder.

use std::any::Any;
use std::collections::VecDeque;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

use pictures::Master;
use story::{Hash, PictureFormat, Rendition};

use crate::kitchen::Kitchen;
use crate::metrics::Metrics;

/// Pictures unpacked and kept for their next size: a reader's screen asks for one, the next reader's for another.
const MASTERS_BYTES_MAX: usize = 96 << 20;
/// AVIF waiting to be made. When it is full readers keep getting WebP until the picture is asked for again.
const LATER_MAX: usize = 16_384;

/// Something that readers wait for.
type Job = Box<dyn FnOnce() + Send>;

/// Something that nobody waits for.
enum Later {
    Avif(Rendition),
    Forget(Hash),
}

pub(crate) struct Darkroom {
    folder: PathBuf,
    blobs: store::Blobs,
    metrics: Arc<Metrics>,
    jobs: Sender<Job>,
    later: SyncSender<Later>,
    masters: Mutex<VecDeque<(Hash, Arc<Master>)>>,
    /// Held while a picture is unpacked: one at a time is what bounds the memory.
    unpacking: Mutex<()>,
    written: AtomicU64,
}

/// The other ends, until the work starts.
pub(crate) struct Chores {
    jobs: Receiver<Job>,
    later: Receiver<Later>,
}

/// Why a size could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Spoiled {
    #[error("the picture or its size cannot be read or written: {0}")]
    Disk(#[from] std::io::Error),
    #[error("the picture cannot be unpacked: {0}")]
    Picture(#[from] pictures::Refusal),
}

impl Darkroom {
    pub(crate) fn new(folder: PathBuf, blobs: store::Blobs, metrics: Arc<Metrics>) -> (Self, Chores) {
        let (jobs, todo) = channel();
        let (later, for_later) = sync_channel(LATER_MAX);
        let darkroom = Self {
            folder,
            blobs,
            metrics,
            jobs,
            later,
            masters: Mutex::default(),
            unpacking: Mutex::default(),
            written: AtomicU64::new(0),
        };
        (darkroom, Chores { jobs: todo, later: for_later })
    }

    /// Has it done by a thread of this room. Bounded by who asks: each job is a flight.
    pub(crate) fn ask(&self, job: Job) {
        // The other end goes only when the node does.
        let _ = self.jobs.send(job);
    }

    pub(crate) fn make_later(&self, rendition: Rendition) {
        let _ = self.later.try_send(Later::Avif(rendition));
    }

    /// Deletes what was made of a picture that nobody shows any more.
    pub(crate) fn forget(&self, hash: &Hash) {
        lock(&self.masters).retain(|(known, _)| known != hash);
        let _ = self.later.try_send(Later::Forget(hash.clone()));
    }

    pub(crate) fn is_ready(&self, rendition: &Rendition) -> bool {
        self.find(rendition).is_some()
    }

    /// The file, if it was made.
    pub(crate) fn find(&self, rendition: &Rendition) -> Option<PathBuf> {
        let path = self.place(&rendition.hash).join(name(rendition));
        // A crash may leave an empty file under the right name.
        std::fs::metadata(&path).is_ok_and(|file| file.len() > 0).then_some(path)
    }

    /// The file, made if need be.
    pub(crate) fn obtain(&self, rendition: &Rendition) -> Result<PathBuf, Spoiled> {
        if let Some(path) = self.find(rendition) {
            return Ok(path);
        }
        let start = Instant::now();
        let bytes = self.master(&rendition.hash)?.rendition(rendition.width, rendition.format)?;
        let path = self.keep(&rendition.hash, &name(rendition), &bytes)?;
        self.metrics.renditions.record(start.elapsed());
        Ok(path)
    }

    /// The file that readers may have as it was sent: itself, or a copy without the place on earth that a camera wrote
    /// into it.
    pub(crate) fn original(&self, hash: &Hash, media_type: &str) -> Result<PathBuf, Spoiled> {
        const COPY: &str = "original";
        let file = self.blobs.path(hash);
        if !media_type.starts_with("image/") {
            return Ok(file);
        }
        let copy = self.place(hash).join(COPY);
        if std::fs::metadata(&copy).is_ok_and(|file| file.len() > 0) {
            return Ok(copy);
        }
        match pictures::without_location(&std::fs::read(&file)?) {
            Some(clean) => Ok(self.keep(hash, COPY, &clean)?),
            None => Ok(file),
        }
    }

    fn master(&self, hash: &Hash) -> Result<Arc<Master>, Spoiled> {
        let known =
            || lock(&self.masters).iter().find(|(known, _)| known == hash).map(|(_, m)| Arc::clone(m));
        if let Some(master) = known() {
            return Ok(master);
        }
        let _one = lock(&self.unpacking);
        if let Some(master) = known() {
            return Ok(master);
        }
        let master = Arc::new(Master::open(&std::fs::read(self.blobs.path(hash))?)?);
        self.metrics.unpacked.add(1);
        let mut masters = lock(&self.masters);
        masters.push_front((hash.clone(), Arc::clone(&master)));
        while masters.iter().map(|(_, master)| master.bytes()).sum::<usize>() > MASTERS_BYTES_MAX {
            masters.pop_back();
        }
        Ok(master)
    }

    /// Whole or not at all: written aside, then put in its place.
    fn keep(&self, hash: &Hash, name: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
        let place = self.place(hash);
        std::fs::create_dir_all(&place)?;
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let aside = place.join(format!(".{}-{number}", std::process::id()));
        let mut file = std::fs::File::create(&aside)?;
        file.write_all(bytes)?;
        let path = place.join(name);
        std::fs::rename(&aside, &path)?;
        Ok(path)
    }

    fn place(&self, hash: &Hash) -> PathBuf {
        self.folder.join(&hash.as_str()[..2]).join(hash.as_str())
    }
}

fn name(rendition: &Rendition) -> String {
    format!("{}.{}", rendition.width, rendition.format.extension())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is left half done in here by a decoder that falls over.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Chores {
    /// Works until the kitchen is gone.
    pub(crate) fn work(self, kitchen: &Weak<Kitchen>) -> std::io::Result<()> {
        let jobs = Arc::new(Mutex::new(self.jobs));
        // Half of the machine: readers of pages come first.
        let hands = std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).clamp(1, 4));
        for hand in 0..hands {
            let jobs = Arc::clone(&jobs);
            let work = move || {
                loop {
                    let Ok(job) = lock(&jobs).recv() else { return };
                    report(&catch_unwind(AssertUnwindSafe(job)));
                }
            };
            std::thread::Builder::new().name(format!("site-picture-{hand}")).spawn(work)?;
        }
        let kitchen = Weak::clone(kitchen);
        let work = move || {
            // Nobody waits for it, and it takes a core for seconds. On Linux this is the thread's own; where it is
            // refused, the work is done as before.
            let _ = rustix::process::nice(19);
            for chore in self.later {
                let Some(kitchen) = kitchen.upgrade() else { return };
                report(&catch_unwind(AssertUnwindSafe(|| kitchen.do_later(&chore))));
            }
        };
        std::thread::Builder::new().name("site-avif".into()).spawn(work).map(drop)
    }
}

fn report(done: &Result<(), Box<dyn Any + Send>>) {
    if done.is_err() {
        tracing::error!("making a size of a picture panicked");
    }
}

impl Kitchen {
    fn do_later(&self, chore: &Later) {
        match chore {
            Later::Avif(rendition) => self.make_avif(rendition),
            Later::Forget(hash) => {
                let shown = self.shelf.snapshot().is_ok_and(|snapshot| snapshot.medium(hash).is_some());
                if !shown {
                    let _ = std::fs::remove_dir_all(self.darkroom.place(hash));
                }
            }
        }
    }

    /// Once it is there, it takes the place of the WebP that stood in for it.
    fn make_avif(&self, rendition: &Rendition) {
        let shown = self.shelf.snapshot().is_ok_and(|snapshot| snapshot.medium(&rendition.hash).is_some());
        if !shown {
            return;
        }
        if let Err(error) = self.darkroom.obtain(rendition) {
            tracing::error!(%rendition, %error, "this size could not be made");
            return;
        }
        let path = rendition.path();
        let _changing = self.changing();
        self.flights.overtake(&path);
        if self.cache.peek(&path).is_some()
            && let Ok(printed) = self.print(&path)
        {
            self.flights.put(&path, &printed, &self.cache);
        }
    }
}

/// What readers get for a size: a file, its type, and whether it is for good.
pub(crate) struct Print {
    pub(crate) path: PathBuf,
    pub(crate) media_type: &'static str,
    pub(crate) for_good: bool,
}

impl Darkroom {
    /// AVIF takes seconds: until it is there, readers get WebP at its address, which every browser that shows AVIF
    /// shows too, and for a minute only.
    pub(crate) fn print(&self, rendition: &Rendition) -> Result<Print, Spoiled> {
        let wanted = if rendition.format == PictureFormat::Avif { self.find(rendition) } else { None };
        let stand_in = rendition.format == PictureFormat::Avif && wanted.is_none();
        let shown = if stand_in { stand_in_for(rendition) } else { rendition.clone() };
        let path = wanted.map_or_else(|| self.obtain(&shown), Ok)?;
        if stand_in {
            self.make_later(rendition.clone());
        }
        Ok(Print { path, media_type: shown.format.media_type(), for_good: !stand_in })
    }

    /// Whether an answer for it takes longer than reading a file.
    pub(crate) fn takes_long(&self, rendition: &Rendition) -> bool {
        let stand_in = || rendition.format == PictureFormat::Avif && self.is_ready(&stand_in_for(rendition));
        !self.is_ready(rendition) && !stand_in()
    }
}

fn stand_in_for(rendition: &Rendition) -> Rendition {
    Rendition { format: PictureFormat::WebP, ..rendition.clone() }
}

/// Where the sizes lie when nobody says otherwise: beside the shelf, of which they share the fate.
pub(crate) fn beside(shelf: &Path) -> PathBuf {
    shelf.with_file_name("renditions")
}
