//! A server on a free port of this machine: every connection is handed to what the test says.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub(crate) struct Counterpart {
    pub(crate) port: u16,
    served: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Counterpart {
    pub(crate) async fn open<F: Future<Output = ()> + Send + 'static>(
        serve: impl Fn(Wire) -> F + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let served = Arc::new(AtomicUsize::new(0));
        let counted = served.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(Wire(BufReader::new(stream))));
            }
        });
        Self { port, served, task }
    }

    /// Connections that were made to it.
    pub(crate) fn served(&self) -> usize {
        self.served.load(Ordering::SeqCst)
    }
}

impl Drop for Counterpart {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One connection, read by lines.
pub(crate) struct Wire(BufReader<TcpStream>);

impl Wire {
    /// Nothing once the other end is gone.
    pub(crate) async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.0.read_line(&mut line).await {
            Ok(count) if count > 0 => Some(line.trim_end().to_owned()),
            _ => None,
        }
    }

    pub(crate) async fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.0.read_exact(&mut bytes).await.unwrap();
        bytes
    }

    pub(crate) async fn say(&mut self, text: &str) {
        self.send(text.as_bytes()).await;
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        // A client that has heard enough may be gone.
        let _ = self.0.get_mut().write_all(bytes).await;
    }
}

/// A request of the web as it came in: its first line, and its headers in lower case.
pub(crate) struct Heard {
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// The next request on a connection.
pub(crate) async fn request(wire: &mut Wire) -> Option<Heard> {
    let first = wire.line().await?;
    let mut heard = Heard {
        path: first.split(' ').nth(1).unwrap_or_default().to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    while let Some(line) = wire.line().await.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap();
        heard.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    heard.body = wire.bytes(heard.header("content-length").parse().unwrap_or(0)).await;
    Some(heard)
}

/// Answers a request: status and headers as written, then the body.
pub(crate) async fn answer(wire: &mut Wire, head: &str, body: &str) {
    let head = head.replace('\n', "\r\n");
    let text =
        format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    wire.say(&text).await;
}
