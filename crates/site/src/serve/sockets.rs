//! Sockets that several threads accept from.

use std::net::{SocketAddr, TcpListener};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use socket2::{Domain, Protocol, Socket, Type};

use crate::SiteError;

/// Connections the system holds for each thread until it takes them.
const BACKLOG: i32 = 4096;

/// Open files that are no connection: shelf, search, pictures under way, the newsroom's database in the same process.
const OTHER_FILES: u64 = 512;

/// How many of `wanted` connections the system lets this process hold; its own limit is raised as far as it may be.
pub(crate) fn room_for(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let needed = wanted as u64 + OTHER_FILES;
    let allowed = limit.maximum.unwrap_or(u64::MAX);
    let raised = Rlimit { current: Some(needed.min(allowed)), ..limit };
    let limit = match limit.current {
        Some(current) if current < needed && setrlimit(Resource::Nofile, raised).is_ok() => {
            needed.min(allowed)
        }
        current => current.unwrap_or(u64::MAX),
    };
    let room =
        usize::try_from(limit.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX).clamp(1, wanted.max(1));
    if room < wanted {
        tracing::warn!(
            room,
            wanted,
            "the system allows fewer open files than readers may need: see ulimit -n"
        );
    }
    room
}

/// An address that is ours: one socket for each serving thread, bound and listening.
#[derive(Debug)]
pub struct Sockets {
    addr: SocketAddr,
    pub(crate) listeners: Vec<TcpListener>,
}

impl Sockets {
    /// Takes `addr` for `threads` serving threads; port 0 takes a free one, 0 threads is one per core. A port that
    /// another program listens on is refused, although sharing it would be possible: two sites answering in turns is
    /// nobody's wish.
    pub fn bind(addr: SocketAddr, threads: usize) -> Result<Self, SiteError> {
        let failed = |error| SiteError::Listen { addr, error };
        let count = thread_count(threads);
        let probe = socket(addr, false).map_err(failed)?;
        let bound = probe.local_addr().map_err(failed)?;
        drop(probe);
        let listeners: std::io::Result<Vec<_>> = (0..count).map(|_| socket(bound, true)).collect();
        Ok(Self { addr: bound, listeners: listeners.map_err(failed)? })
    }

    /// Sockets that somebody else bound and that listen already, with a thread for each, and at least `threads`.
    pub fn of(given: Vec<TcpListener>, threads: usize) -> Result<Self, SiteError> {
        let any = SocketAddr::from(([0, 0, 0, 0], 0));
        let failed = |error| SiteError::Listen { addr: any, error };
        let first = given.first().ok_or_else(|| failed(std::io::ErrorKind::NotFound.into()))?;
        let addr = first.local_addr().map_err(failed)?;
        let more = (given.len()..thread_count(threads)).map(|n| given[n % given.len()].try_clone());
        let more: std::io::Result<Vec<TcpListener>> = more.collect();
        let more = more.map_err(failed)?;
        let listeners: Vec<TcpListener> = given.into_iter().chain(more).collect();
        listeners.iter().try_for_each(|listener| listener.set_nonblocking(true)).map_err(failed)?;
        Ok(Self { addr, listeners })
    }

    /// The sockets, to be held open beyond the life of the site.
    pub fn listeners(&self) -> &[TcpListener] {
        &self.listeners
    }

    /// Where readers come in, the real port where 0 was asked for.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }
}

/// 0 is one per core.
fn thread_count(threads: usize) -> usize {
    match threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        count => count,
    }
}

fn socket(addr: SocketAddr, shared: bool) -> std::io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(addr), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.set_reuse_port(shared)?;
    socket.set_nonblocking(true)?;
    socket.bind(&addr.into())?;
    if shared {
        socket.listen(BACKLOG)?;
    }
    Ok(socket.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_keep_within_what_the_system_allows() {
        assert_eq!(room_for(1), 1);
        let room = room_for(usize::MAX / 2);
        let limit = getrlimit(Resource::Nofile);
        assert_eq!(limit.current, limit.maximum, "raised as far as it may be");
        assert!(limit.maximum.is_none_or(|most| room as u64 + OTHER_FILES <= most), "{room} of {limit:?}");
    }

    #[test]
    fn threads_share_an_address_and_programs_do_not() {
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let ours = Sockets::bind(any, 3).unwrap();
        assert_eq!(ours.listeners.len(), 3);
        assert!(ours.listeners.iter().all(|listener| listener.local_addr().unwrap() == ours.addr()));
        assert!(matches!(Sockets::bind(ours.addr(), 1), Err(SiteError::Listen { .. })));
    }
}
