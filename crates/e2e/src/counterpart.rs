//! Somebody else's server, as small as it can be: it hears one request at a time and answers as told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

/// Listens on this machine, where nothing is asked unless an operator allows it.
pub struct Counterpart(TcpListener);

/// One request.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body of one that sends text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
}

impl Counterpart {
    pub fn open() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").expect("a free port"))
    }

    pub fn address(&self) -> String {
        format!("http://{}/", self.0.local_addr().expect("its own address"))
    }

    /// Waits for the next request and answers it with this status.
    pub fn hear(&self, status: u16) -> Heard {
        let (stream, _) = self.0.accept().expect("somebody who asks");
        let mut reader = BufReader::new(&stream);
        let mut heard = Heard::default();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a whole head");
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(": ") {
                heard.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        heard.body = vec![0; heard.header("content-length").parse().unwrap_or(0)];
        reader.read_exact(&mut heard.body).expect("a whole body");
        let answer = format!("HTTP/1.1 {status} Told\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        (&stream).write_all(answer.as_bytes()).expect("somebody who listens");
        heard
    }
}
