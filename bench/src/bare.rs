//! The least that an answer costs on this machine: a loop that waits for sockets, reads what came and sends the same
//! bytes again. It reads no HTTP, keeps no time and counts nothing; no server over sockets costs less.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::Context as _;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};

const PORT: u16 = 8_197;
/// How this program is told to be that loop.
const ARGUMENT: &str = "bare";
const CONNECTIONS_MAX: usize = 1024;
const REQUEST_MAX: usize = 8192;

pub(crate) struct Bare {
    process: Child,
}

impl Bare {
    /// Answers with the bytes of a file, head and body.
    pub(crate) fn start(answer: &Path) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let process = command.arg(ARGUMENT).arg(answer).stdin(Stdio::null()).spawn()?;
        let bare = Self { process };
        while std::net::TcpStream::connect(("127.0.0.1", PORT)).is_err() {
            std::thread::yield_now();
        }
        Ok(bare)
    }

    pub(crate) fn origin() -> String {
        format!("http://127.0.0.1:{PORT}")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Is the loop, where the program was started as one; does not return then.
pub(crate) fn answer_if_told() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() != Some(ARGUMENT) {
        return Ok(());
    }
    let answer = std::fs::read(arguments.next().context("no file to answer with")?)?;
    let mut poll = Poll::new()?;
    let mut listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], PORT)))?;
    let door = Token(CONNECTIONS_MAX);
    poll.registry().register(&mut listener, door, Interest::READABLE)?;
    let mut connections: Vec<Option<TcpStream>> = (0..CONNECTIONS_MAX).map(|_| None).collect();
    let mut events = Events::with_capacity(CONNECTIONS_MAX);
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            if event.token() == door {
                while let Ok((mut stream, _)) = listener.accept() {
                    let at = connections.iter().position(Option::is_none).context("too many connections")?;
                    stream.set_nodelay(true)?;
                    poll.registry().register(&mut stream, Token(at), Interest::READABLE)?;
                    connections[at] = Some(stream);
                }
            } else if let Some(stream) = &mut connections[event.token().0]
                && !answered(stream, &answer)
            {
                connections[event.token().0] = None;
            }
        }
    }
}

/// False at the end of the connection.
fn answered(stream: &mut TcpStream, answer: &[u8]) -> bool {
    let mut request = [0; REQUEST_MAX];
    match stream.read(&mut request) {
        Ok(0) => false,
        // What a socket has no room for would be waited for; with one request at a time there is room.
        Ok(_) => matches!(stream.write(answer), Ok(sent) if sent == answer.len()),
        Err(error) => error.kind() == ErrorKind::WouldBlock,
    }
}
