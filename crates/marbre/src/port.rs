//! Settles port 0 before anything needs to know the address (pages carry it in their links).

use std::net::SocketAddr;

use anyhow::Context as _;
use socket2::{Domain, Socket, Type};

/// An address with its port settled. Keep it until the service listens: meanwhile nobody else is given the port.
pub(crate) struct Reserved {
    pub address: SocketAddr,
    _socket: Option<Socket>,
}

/// For port 0 asks the system for a free one; any other address is taken as it is.
pub(crate) fn reserve(address: SocketAddr) -> anyhow::Result<Reserved> {
    if address.port() != 0 {
        return Ok(Reserved { address, _socket: None });
    }
    // Bound and never listening: the readers' sockets share the port (SO_REUSEPORT), this one gets no connection.
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_reuse_port(true)?;
    socket.bind(&address.into()).with_context(|| format!("no free port on {}", address.ip()))?;
    let address = socket.local_addr()?.as_socket().context("the socket has no internet address")?;
    Ok(Reserved { address, _socket: Some(socket) })
}
