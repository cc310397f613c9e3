//! Sockets that several threads accept from.

use std::net::{SocketAddr, TcpListener};

use socket2::{Domain, Protocol, Socket, Type};

use crate::SiteError;

/// Connections the system holds for each thread until it takes them.
const BACKLOG: i32 = 4096;

/// One socket per thread on the same address. A port that another program listens on is refused, although sharing it
/// would be possible: two sites answering in turns is nobody's wish.
pub(crate) fn listen(addr: SocketAddr, count: usize) -> Result<(SocketAddr, Vec<TcpListener>), SiteError> {
    let failed = |error| SiteError::Listen { addr, error };
    let probe = socket(addr, false).map_err(failed)?;
    let bound = probe.local_addr().map_err(failed)?;
    drop(probe);
    let listeners: std::io::Result<Vec<_>> = (0..count).map(|_| socket(bound, true)).collect();
    Ok((bound, listeners.map_err(failed)?))
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
    fn threads_share_an_address_and_programs_do_not() {
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let (addr, ours) = listen(any, 3).unwrap();
        assert_eq!(ours.len(), 3);
        assert!(ours.iter().all(|listener| listener.local_addr().unwrap() == addr));
        assert!(matches!(listen(addr, 1), Err(SiteError::Listen { .. })));
    }
}
