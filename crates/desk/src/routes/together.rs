//! The connection of one browser window in which a story is written: words both ways, who is there, and what is kept.
//!
//! Bytes carry the document: a first byte says what follows, 0 what the sender knows, 1 a change. Texts are JSON.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::pin::Pin;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Path, State};
use axum::response::Response;
use http::{HeaderMap, header};
use newsroom::{CHANGE_BYTES_MAX, CardMarks, Error, News, Permission, Present, Refusal, Seat};
use serde::Deserialize;
use serde_json::{Value, json};
use story::StoryId;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::story::story_id;
use crate::app::{Desk, Names};
use crate::form::{self, CARD_FIELDS, Submission};
use crate::problem::Problem;
use crate::times::Clock;
use crate::visitor::Visitor;

const KNOWN: u8 = 0;
const CHANGE: u8 = 1;

/// How long somebody stays connected at most whose session ended, or who may no longer write, where another process did that;
/// and how soon words that another process kept are seen here.
const LOOK: Duration = Duration::from_secs(2);
/// Looks between two signs of life.
const LOOKS_A_PING: u32 = 10;
/// Nothing heard for so long, not even the answer to a sign of life: the laptop is closed.
const SILENCE: Duration = Duration::from_secs(60);
/// A browser that takes nothing for so long will not.
const SEND: Duration = Duration::from_secs(10);
/// Messages that one window may send in a second, over some seconds; whoever sends more is read more slowly.
const MESSAGES_A_SECOND: u32 = 60;
const MESSAGES_AT_ONCE: u32 = 240;
/// Changes of one window that may wait to be stored; whoever sends more is not read before some are. A disk that is slow for a
/// moment then makes larger batches, not a longer line.
const UNDER_WAY_MAX: usize = 32;
/// A place in the text, as two addresses and two offsets.
const CARET_BYTES_MAX: usize = 2_000;

/// Opens the connection for somebody who may write in the story, from a page of ours.
pub(super) async fn join(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let story = story_id(&id)?;
    if !from_our_page(&headers) {
        return Err(Problem::csrf());
    }
    let upgrade = upgrade.map_err(|_| Problem::unreadable())?;
    let edition = desk.newsroom.story(&visitor.caller, story).await?.row.edition;
    let comments = desk.newsroom.comments_mark(&visitor.caller, story).await?;
    let seat = desk.newsroom.open_manuscript(&visitor.caller, story).await?;
    let window = Window {
        desk,
        visitor,
        story,
        edition,
        kept: 0,
        comments,
        released: 0,
        pace: Pace::new(),
        under_way: VecDeque::new(),
    };
    let bytes_max = CHANGE_BYTES_MAX + 1;
    Ok(upgrade
        .max_message_size(bytes_max)
        .max_frame_size(bytes_max)
        .on_upgrade(move |socket| window.serve(socket, seat)))
}

/// No form token travels with a connection: browsers say which site opened it, and none other than ours may.
fn from_our_page(headers: &HeaderMap) -> bool {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = said(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    host.is_some() && host == said(header::HOST)
}

/// One window.
struct Window {
    desk: Desk,
    visitor: Visitor,
    story: StoryId,
    edition: String,
    /// Changes of this window that are kept.
    kept: u64,
    /// The comments that it was told of.
    comments: String,
    /// The release that it was told of last.
    released: u64,
    pace: Pace,
    /// Changes of this window that wait to be stored, in their order.
    under_way: VecDeque<UnderWay>,
}

type UnderWay = Pin<Box<dyn Future<Output = newsroom::Result<u64>> + Send>>;

/// Why a connection ends.
enum End {
    /// The browser went, or speaks another language.
    Gone,
    /// What the person is told.
    Told(Problem),
    /// To be opened again: this side lost the thread.
    Again,
}

impl From<Refusal> for End {
    fn from(refusal: Refusal) -> Self {
        Self::Told(refusal.into())
    }
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => refusal.into(),
            Error::Fault(_) => Self::Again,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Said {
    caret: Option<Value>,
    card: Option<serde_json::Map<String, Value>>,
    /// Which change of which window each field of the card is.
    marks: CardMarks,
    /// What stood in a field when it was changed, where the window knows.
    seen: BTreeMap<String, String>,
}

impl Window {
    async fn serve(mut self, mut socket: WebSocket, mut seat: Seat) {
        let Err(end) = self.talk(&mut socket, &mut seat).await;
        // The seat is empty before the browser hears of it.
        drop(seat);
        let (code, reason) = match end {
            End::Gone => return,
            End::Again => (close_code::RESTART, String::new()),
            End::Told(problem) => {
                let text = problem.text(self.visitor.messages());
                let told = json!({ "closed": { "code": problem.code, "text": text } });
                drop(timeout(SEND, socket.send(Message::text(told.to_string()))).await);
                (close_code::POLICY, problem.code.to_owned())
            }
        };
        let close = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
        drop(timeout(SEND, socket.send(close)).await);
    }

    async fn talk(
        &mut self,
        socket: &mut WebSocket,
        seat: &mut Seat,
    ) -> Result<std::convert::Infallible, End> {
        let here: Vec<Value> = seat.present().iter().map(present).collect();
        send_json(socket, json!({ "seat": seat.number(), "here": here })).await?;
        self.tell_released(socket).await?;
        let mut access = self.desk.newsroom.access_signal();
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut heard, mut look) = (Instant::now(), 0);
        loop {
            tokio::select! {
                Some(kept) = stored(&mut self.under_way) => {
                    kept?;
                    self.tell_kept(socket).await?;
                }
                message = socket.recv(), if self.under_way.len() < UNDER_WAY_MAX => {
                    heard = Instant::now();
                    let message = message.and_then(Result::ok).ok_or(End::Gone)?;
                    self.pace.wait().await;
                    self.answer(socket, seat, message).await?;
                }
                _ = access.changed() => self.look(seat).await?,
                news = seat.hear() => {
                    // What came after it is not for whoever lost their access.
                    if access.has_changed().unwrap_or_default() {
                        access.mark_unchanged();
                        self.look(seat).await?;
                    }
                    self.pass_on(socket, seat, news).await?;
                }
                _ = looks.tick() => {
                    look += 1;
                    if heard.elapsed() > SILENCE {
                        return Err(End::Gone);
                    }
                    self.tell_released(socket).await?;
                    self.look(seat).await?;
                    self.tell_comments(socket).await?;
                    if look % LOOKS_A_PING == 0 {
                        send(socket, Message::Ping(Bytes::new())).await?;
                    }
                }
            }
        }
    }

    async fn answer(&mut self, socket: &mut WebSocket, seat: &Seat, message: Message) -> Result<(), End> {
        match message {
            Message::Binary(bytes) => match bytes.split_first() {
                Some((&KNOWN, known)) => self.sync(socket, seat, known).await,
                Some((&CHANGE, change)) => {
                    self.look_at_who_writes().await?;
                    let kept =
                        self.desk.newsroom.write_manuscript(&self.visitor.caller, seat, change.to_vec());
                    self.under_way.push_back(Box::pin(kept));
                    Ok(())
                }
                _ => Err(End::Told(Problem::unreadable())),
            },
            Message::Text(text) => {
                let said: Said = serde_json::from_str(&text).map_err(|_| End::Told(Problem::unreadable()))?;
                if let Some(caret) = said.caret.clone().filter(|_| text.len() <= CARET_BYTES_MAX) {
                    seat.show(Some(caret).filter(|caret| !caret.is_null()));
                }
                match &said.card {
                    Some(card) => self.write_card(socket, card, &said).await,
                    None => Ok(()),
                }
            }
            Message::Close(_) => Err(End::Gone),
            Message::Ping(_) | Message::Pong(_) => Ok(()),
        }
    }

    /// What the browser lacks, then what is known here: it answers with what is lacking here.
    async fn sync(&mut self, socket: &mut WebSocket, seat: &Seat, known: &[u8]) -> Result<(), End> {
        let (lacking, here) = self.desk.newsroom.manuscript_since(seat, known).await?;
        for change in lacking {
            send(socket, framed(CHANGE, &change)).await?;
        }
        send(socket, framed(KNOWN, &here)).await
    }

    /// Some fields of the card, as a form has them. Where somebody set another value that this window had not seen, it is
    /// told which.
    async fn write_card(
        &mut self,
        socket: &mut WebSocket,
        card: &serde_json::Map<String, Value>,
        said: &Said,
    ) -> Result<(), End> {
        self.look_at_who_writes().await?;
        let mut crossed = serde_json::Map::new();
        let edit = |before: &story::Content, taken: &BTreeSet<&str>| {
            let mut form = Submission::default();
            let stands = form::entries(before);
            for (name, value) in card.iter().filter(|(name, _)| !taken.contains(name.as_str())) {
                let Some(value) = value.as_str().filter(|_| CARD_FIELDS.contains(&name.as_str())) else {
                    continue;
                };
                form.push(name, value);
                let there = stands.iter().find(|entry| entry.name == *name).map(|entry| entry.value.trim());
                if let (Some(there), Some(seen)) = (there, said.seen.get(name))
                    && ![seen.trim(), value.trim()].contains(&there)
                {
                    crossed.insert(name.clone(), there.into());
                }
            }
            let read = form::content(&form, before);
            // The form names no block, which would mean that there are none.
            story::Content { blocks: before.blocks.clone(), ..read }
        };
        // What came before it is told of before it.
        while let Some(kept) = stored(&mut self.under_way).await {
            kept?;
            self.tell_kept(socket).await?;
        }
        self.desk.newsroom.write_card(&self.visitor.caller, self.story, &said.marks, edit).await?;
        if !crossed.is_empty() {
            send_json(socket, json!({ "crossed": crossed })).await?;
        }
        self.tell_kept(socket).await
    }

    async fn tell_kept(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        self.kept += 1;
        let now = self.desk.newsroom.now();
        let messages = self.visitor.messages();
        let clock = Clock::new(self.desk.edition(&self.edition), now, messages);
        let state = messages.text("state-kept", &[("time", clock.second(now).into())]);
        send_json(socket, json!({ "kept": self.kept, "state": state })).await
    }

    async fn pass_on(&mut self, socket: &mut WebSocket, seat: &Seat, news: News) -> Result<(), End> {
        match news {
            News::Words { by, .. } if by == seat.number() => Ok(()),
            News::Words { change, .. } => send(socket, framed(CHANGE, &change)).await,
            News::Came(one) if one.seat == seat.number() => Ok(()),
            News::Came(one) => send_json(socket, json!({ "came": present(&one) })).await,
            News::Left(seat) => send_json(socket, json!({ "left": seat })).await,
            News::Saved(number) => {
                let caller = &self.visitor.caller;
                let revision = self.desk.newsroom.revision(caller, self.story, number).await?;
                let own = revision.author == caller.account;
                let name = Names::new(&self.desk, caller).of(revision.author).await;
                let values = [("number", number.into()), ("name", name.into())];
                let text = self.visitor.messages().text("saved-by", &values);
                send_json(socket, json!({ "saved": { "number": number, "text": text, "own": own } })).await
            }
            News::Stirred => {
                // Whoever may write no longer, because of it, hears of it before.
                self.tell_released(socket).await?;
                self.desk.newsroom.refresh_manuscript(&self.visitor.caller, seat).await?;
                self.tell_comments(socket).await
            }
            News::Missed => Err(End::Again),
        }
    }

    /// That somebody said something, or closed what was said: the page asks what.
    async fn tell_comments(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        let mark = self.desk.newsroom.comments_mark(&self.visitor.caller, self.story).await?;
        if mark == self.comments {
            return Ok(());
        }
        self.comments = mark;
        send_json(socket, json!({ "comments": true })).await
    }

    /// That what readers have of the story was changed: the page asks by whom, where it was another. A page says nothing of
    /// what it began with.
    async fn tell_released(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        let caller = &self.visitor.caller;
        let last = self.desk.newsroom.last_release(caller, self.story).await?;
        let Some(last) = last.filter(|last| last.number != self.released) else { return Ok(()) };
        self.released = last.number;
        let own = last.by == caller.account;
        send_json(socket, json!({ "released": { "number": last.number, "own": own } })).await
    }

    /// Whether this person is still signed in, may still write here, and what came by another way than this process.
    async fn look(&mut self, seat: &Seat) -> Result<(), End> {
        self.look_at_who_writes().await?;
        Ok(self.desk.newsroom.refresh_manuscript(&self.visitor.caller, seat).await?)
    }

    /// A session that ended and a role that changed count from the next word on, not from the next look.
    async fn look_at_who_writes(&mut self) -> Result<(), End> {
        match self.visitor.as_now(&self.desk).await {
            Ok(caller) => self.visitor.caller = caller,
            Err(problem) if problem.status.is_server_error() => return Err(End::Again),
            Err(problem) => return Err(End::Told(problem)),
        }
        self.visitor.caller.needs(Permission::WriteOwn)?;
        Ok(())
    }
}

/// The first of those under way, once it is stored; none where none is.
async fn stored(under_way: &mut VecDeque<UnderWay>) -> Option<newsroom::Result<u64>> {
    let kept = under_way.front_mut()?.await;
    under_way.pop_front();
    Some(kept)
}

fn present(one: &Present) -> Value {
    let Present { seat, account, name, caret } = one;
    json!({ "seat": seat, "account": account.number().to_string(), "name": name, "caret": caret })
}

fn framed(kind: u8, bytes: &[u8]) -> Message {
    Message::binary([&[kind], bytes].concat())
}

async fn send_json(socket: &mut WebSocket, value: Value) -> Result<(), End> {
    send(socket, Message::text(value.to_string())).await
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(SEND, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(End::Gone),
    }
}

/// Reads a window that sends too much more slowly, and no other.
struct Pace {
    left: u32,
    since: Instant,
}

impl Pace {
    fn new() -> Self {
        Self { left: MESSAGES_AT_ONCE, since: Instant::now() }
    }

    async fn wait(&mut self) {
        let earned = (self.since.elapsed().as_millis() as u64 * u64::from(MESSAGES_A_SECOND) / 1_000) as u32;
        if earned > 0 {
            self.left = self.left.saturating_add(earned).min(MESSAGES_AT_ONCE);
            self.since = Instant::now();
        }
        if self.left == 0 {
            tokio::time::sleep(Duration::from_secs(1) / MESSAGES_A_SECOND).await;
        }
        self.left = self.left.saturating_sub(1);
    }
}
