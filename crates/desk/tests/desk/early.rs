//! An answer that comes before its question was sent to the end reaches whoever asked.
#![allow(clippy::unwrap_used, reason = "every function here is part of a test")]

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::world::World;

/// More than the system keeps between two processes.
const BODY_BYTES: usize = 12 << 20;

/// What comes back where all of a long body is sent before anything is read.
async fn asked(head: &str, body_bytes: usize) -> String {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (_running, stopping) = watch::channel(false);
    tokio::spawn(desk::serve(world.newsroom.clone(), world.config(), listener, stopping));
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(head.as_bytes()).await.unwrap();
    let part = vec![b'a'; 64 << 10];
    let mut left = body_bytes;
    while left > 0 {
        let now = left.min(part.len());
        line.write_all(&part[..now]).await.expect("the connection stays open while the question is sent");
        left -= now;
    }
    let mut answer = Vec::new();
    let mut read = [0; 4096];
    while !answer.windows(4).any(|four| four == b"\r\n\r\n") {
        let count = line.read(&mut read).await.expect("the answer is there");
        assert!(count > 0, "hung up without an answer");
        answer.extend_from_slice(&read[..count]);
    }
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn who_may_not_send_is_told_so_however_much_they_send() {
    for (path, kind, status) in [
        ("/api/stories", "application/json", "401"),
        ("/api/nothing/here", "application/json", "404"),
        ("/stories", "application/x-www-form-urlencoded", "401"),
        ("/items", "multipart/form-data; boundary=x", "401"),
        ("/sign-in", "application/x-www-form-urlencoded", "413"),
        ("/nowhere", "text/plain", "401"),
    ] {
        for close in ["", "Connection: close\r\n"] {
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: desk.example\r\nContent-Type: {kind}\r\n{close}Content-Length: {BODY_BYTES}\r\n\r\n"
            );
            let said = asked(&head, BODY_BYTES).await;
            assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{path} {close:?}: {said}");
        }
    }
}

#[tokio::test]
async fn who_waits_to_be_told_to_go_on_is_refused_at_once() {
    let head = format!(
        "POST /api/stories HTTP/1.1\r\nHost: desk.example\r\nExpect: 100-continue\r\nContent-Length: {BODY_BYTES}\r\n\r\n"
    );
    assert!(asked(&head, 0).await.starts_with("HTTP/1.1 401"));
}
