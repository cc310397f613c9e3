//! A connection, in the clear or inside TLS, and lines read from it within bounds.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll};
use std::time::Duration;

use newsroom::VisitError;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, BufReader, ReadBuf,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

const LINE_MAX: u64 = 64 << 10;
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// Either kind of connection.
#[derive(Debug)]
pub(crate) enum Stream {
    Plain(TcpStream),
    Tls(Box<tokio_rustls::client::TlsStream<TcpStream>>),
}

/// The certificates that this machine trusts, read once.
static TLS: LazyLock<Arc<ClientConfig>> = LazyLock::new(|| {
    let mut roots = RootCertStore::empty();
    // A broken certificate in the system's store is its operator's business; the others still count.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap_or_else(|_| unreachable!("ring speaks TLS 1.2 and 1.3"))
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
});

impl Stream {
    pub(crate) async fn tls(stream: TcpStream, host: &str) -> Result<Self, VisitError> {
        let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(bare)
            .map_err(|_| VisitError::Settings(format!("{host} is no name of a server")))?;
        let shaken =
            tokio::time::timeout(ANSWER_MAX, TlsConnector::from(TLS.clone()).connect(name, stream)).await;
        let shaken = shaken.map_err(|_| VisitError::Away(format!("{host}: no answer")))?;
        shaken
            .map(|stream| Self::Tls(Box::new(stream)))
            .map_err(|error| VisitError::Away(format!("{host}: {error}")))
    }

    pub(crate) fn into_plain(self) -> Option<TcpStream> {
        match self {
            Self::Plain(stream) => Some(stream),
            Self::Tls(_) => None,
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(context, bytes),
            Self::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(context),
            Self::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}

/// One line without its end; what is longer than any protocol's line is an error.
pub(crate) async fn line<R: AsyncBufRead + Unpin>(reader: &mut R) -> Result<String, VisitError> {
    let mut bytes = Vec::new();
    let read = async { reader.take(LINE_MAX).read_until(b'\n', &mut bytes).await };
    let count =
        tokio::time::timeout(ANSWER_MAX, read).await.map_err(|_| VisitError::Away("no answer".into()))?;
    let count = count.map_err(|error| VisitError::Away(error.to_string()))?;
    if count == 0 || !bytes.ends_with(b"\n") {
        return Err(VisitError::Away("the connection ended in the middle of an answer".into()));
    }
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned())
}

/// Everything up to the end of the stream, at most so many bytes.
pub(crate) async fn all<R: AsyncRead + Unpin>(reader: R, bytes_max: usize) -> Result<Vec<u8>, VisitError> {
    let mut bytes = Vec::new();
    let mut limited = BufReader::new(reader).take(bytes_max as u64 + 1);
    limited.read_to_end(&mut bytes).await.map_err(|error| VisitError::Away(error.to_string()))?;
    if bytes.len() > bytes_max {
        return Err(VisitError::TooLarge(format!("more than {} MiB", bytes_max >> 20)));
    }
    Ok(bytes)
}
