//! A window in which a story is written, at the level of its connection: what the editor says and hears, without a
//! browser. It may be cut off at any time, as a network does it.

use anyhow::Context as _;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::journalist::Journalist;

const KNOWN: u8 = 0;
const CHANGE: u8 = 1;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The half that speaks. Dropped with the other half, the connection is gone without a goodbye.
pub struct Mouth(SplitSink<Socket, Message>);

/// The half that hears.
pub struct Ear(SplitStream<Socket>);

/// What the service says.
#[derive(Debug)]
pub enum Heard {
    /// What is known there: it waits for what is lacking.
    Known(Vec<u8>),
    /// Words of others, or what was asked for.
    Change(Vec<u8>),
    /// So many changes of this connection are stored.
    Kept(usize),
    /// Who is there, comments and the like.
    Other(Value),
}

/// Opens a window on a story (`/stories/…`).
pub async fn open(journalist: &Journalist, story: &str) -> anyhow::Result<(Mouth, Ear)> {
    let desk = journalist.url("");
    let mut request = format!("{}{story}/together", desk.replacen("http", "ws", 1)).into_client_request()?;
    request.headers_mut().insert("cookie", HeaderValue::from_str(journalist.cookie())?);
    request.headers_mut().insert("origin", HeaderValue::from_str(&desk)?);
    let (socket, _) = tokio_tungstenite::connect_async_with_config(request, None, true).await?;
    let (mouth, ear) = socket.split();
    Ok((Mouth(mouth), Ear(ear)))
}

impl Mouth {
    /// Asks for what is lacking here.
    pub async fn know(&mut self, known: &[u8]) -> anyhow::Result<()> {
        self.send(KNOWN, known).await
    }

    pub async fn change(&mut self, change: &[u8]) -> anyhow::Result<()> {
        self.send(CHANGE, change).await
    }

    async fn send(&mut self, kind: u8, bytes: &[u8]) -> anyhow::Result<()> {
        Ok(self.0.send(Message::binary([&[kind], bytes].concat())).await?)
    }
}

impl Ear {
    /// Waits for what is said next; an error where the connection is gone.
    pub async fn hear(&mut self) -> anyhow::Result<Heard> {
        loop {
            let heard = match self.0.next().await.context("the connection is gone")?? {
                Message::Binary(bytes) => bytes_of(&bytes)?,
                Message::Text(text) => {
                    let value: Value = serde_json::from_str(&text)?;
                    let kept = value["kept"].as_u64().map(|kept| Heard::Kept(kept as usize));
                    kept.unwrap_or(Heard::Other(value))
                }
                Message::Close(frame) => anyhow::bail!("the service hung up: {frame:?}"),
                _ => continue,
            };
            return Ok(heard);
        }
    }
}

fn bytes_of(bytes: &Bytes) -> anyhow::Result<Heard> {
    match bytes.split_first() {
        Some((&KNOWN, known)) => Ok(Heard::Known(known.to_vec())),
        Some((&CHANGE, change)) => Ok(Heard::Change(change.to_vec())),
        _ => anyhow::bail!("bytes of no known kind"),
    }
}
