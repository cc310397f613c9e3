//! Somebody's place at a story: what they hear there, and what is seen of them.

use std::sync::Arc;

use serde_json::Value;
use story::AccountId;
use tokio::sync::broadcast;

use super::{Room, Rooms};

/// What is heard at a seat.
#[derive(Debug, Clone)]
pub enum News {
    /// Words that are kept. Seat 0 is nobody's: they came by another way than a seat.
    Words { by: u64, change: Arc<[u8]> },
    /// Somebody sat down, or what is seen of them changed.
    Came(Present),
    /// That seat is empty now.
    Left(u64),
    /// Revision of that number is the head, and what it says is in the document.
    Saved(u64),
    /// Something was done to the story: look whether it can still be written in.
    Stirred,
    /// Too much was missed to be told one by one.
    Missed,
}

/// Who is there, as others see them.
#[derive(Debug, Clone, PartialEq)]
pub struct Present {
    pub seat: u64,
    pub account: AccountId,
    pub name: String,
    /// Where they are in the text, as their own browser says it. Nothing here reads it.
    pub caret: Option<Value>,
}

/// A place at a story. Dropped, it is empty.
pub struct Seat {
    pub(super) number: u64,
    pub(super) room: Arc<Room>,
    pub(super) rooms: Arc<Rooms>,
    pub(super) news: broadcast::Receiver<News>,
}

impl Seat {
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Everybody who is there, oneself included.
    pub fn present(&self) -> Vec<Present> {
        self.room.present()
    }

    /// Where this person is in the text, for the others.
    pub fn show(&self, caret: Option<Value>) {
        self.room.show(self.number, |present| present.caret = caret);
    }

    /// Waits for what is new.
    pub async fn hear(&mut self) -> News {
        match self.news.recv().await {
            Ok(news) => news,
            // The room holds a sender as long as the seat holds the room: all that can happen is falling behind.
            Err(_) => News::Missed,
        }
    }

    pub(crate) fn room(&self) -> &Arc<Room> {
        &self.room
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.rooms.get_up(self.number, &self.room);
    }
}
