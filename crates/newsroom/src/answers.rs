//! Asking twice under one key does nothing twice, also when the service died in between.
//!
//! A key is claimed before anything is done, and each commit of what it asks for marks it in the same transaction. So
//! after a crash there are two cases. Nothing was committed: the next who asks does it. Something was: it is never done
//! again; where the answer was not kept any more, that is said.

use jiff::SignedDuration;
use store::Asked;
use story::Hash;

use crate::{Code, Newsroom, Refusal, Result};

/// As long as a client may try again.
pub const KEY_HOURS: i64 = 24;
/// As the draft of the header has them: short.
pub const KEY_CHARS_MAX: usize = 255;
/// Keys of one token that are kept: an answer has a few hundred bytes, so this is some megabytes.
const KEYS_EACH_MAX: u64 = 20_000;
/// Whoever works longer than this on a request may be dead: another takes over, and the first can commit no more.
const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// What a key leads to.
pub enum Begun {
    /// Nobody has done it.
    Run(Run),
    /// It was done: the answer again.
    Again { status: u16, body: String },
}

/// A request that is being worked on.
pub struct Run {
    newsroom: Newsroom,
    asked: Asked,
    runner: u64,
}

impl Newsroom {
    /// `request` is all that makes a request what it is: method, address, body.
    pub async fn begin_request(&self, token: u64, key: &str, request: &[u8]) -> Result<Begun> {
        let fit = (1..=KEY_CHARS_MAX).contains(&key.len()) && key.bytes().all(|b| (0x20..0x7f).contains(&b));
        if !fit {
            return Err(Refusal::new(Code::KeyUnfit).with("max", KEY_CHARS_MAX).into());
        }
        let (asked, hash) = (Asked { token, key: key.to_owned() }, store::hash(request));
        let (runner, now) = (self.context.random() >> 1, self.now());
        if self.store.answer(&asked).await?.is_none() {
            self.room_for_a_key(token).await?;
        }
        let oldest = now.saturating_sub(SignedDuration::from_hours(KEY_HOURS)).unwrap_or(now);
        let mut tx = self.store.begin().await?;
        tx.forget_answers_before(oldest).await?;
        let claimed = tx.claim(&asked, &hash, runner, now).await?;
        tx.commit().await?;
        if claimed { Ok(Begun::Run(self.run(asked, runner))) } else { self.known(asked, &hash, runner).await }
    }

    async fn room_for_a_key(&self, token: u64) -> Result<()> {
        if self.store.answers_of(token).await? < KEYS_EACH_MAX {
            return Ok(());
        }
        let refusal = Refusal::new(Code::TooManyKeys).with("max", KEYS_EACH_MAX);
        Err(refusal.with("seconds", SignedDuration::from_hours(1).as_secs().unsigned_abs()).into())
    }

    async fn known(&self, asked: Asked, hash: &Hash, runner: u64) -> Result<Begun> {
        let busy = |seconds: i64| Refusal::new(Code::KeyBusy).with("seconds", seconds.max(1).unsigned_abs());
        let Some(row) = self.store.answer(&asked).await? else { return Err(busy(1).into()) };
        if row.request_hash != *hash {
            return Err(Refusal::new(Code::KeyReused).into());
        }
        if let Some((status, body)) = row.answer {
            return Ok(Begun::Again { status, body });
        }
        let now = self.now();
        let left = PATIENCE.saturating_sub(now.duration_since(row.begun)).as_secs();
        if left > 0 {
            return Err(busy(left).into());
        }
        if row.done {
            return Err(Refusal::new(Code::AnswerLost).into());
        }
        let mut tx = self.store.begin().await?;
        let ours = tx.take_over(&asked, (row.runner, runner), now).await?;
        tx.commit().await?;
        if ours { Ok(Begun::Run(self.run(asked, runner))) } else { Err(busy(1).into()) }
    }

    fn run(&self, asked: Asked, runner: u64) -> Run {
        Run { newsroom: self.clone(), asked, runner }
    }
}

impl Run {
    /// The newsroom to do it with: what it commits is known to be of this request.
    pub fn newsroom(&self) -> Newsroom {
        self.newsroom.for_request(self.asked.clone(), self.runner)
    }

    /// Keeps the answer for those who ask again.
    pub async fn keep(self, status: u16, body: &str) -> Result<()> {
        let mut tx = self.newsroom.store.begin().await?;
        tx.keep_answer(&self.asked, self.runner, status, body).await?;
        Ok(tx.commit().await?)
    }

    /// Something of ours failed: where nothing was done, it may be asked for again at once.
    pub async fn forget(self) -> Result<()> {
        let mut tx = self.newsroom.store.begin().await?;
        tx.forget_answer(&self.asked, self.runner).await?;
        Ok(tx.commit().await?)
    }
}
