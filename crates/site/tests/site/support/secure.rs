//! A client of HTTP/2 that takes no more than it is told to.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use h2::RecvStream;
use h2::client::{Builder, SendRequest};
use http::{Request, Response};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use site::{CertificateFiles, Challenges, SiteConfig, Tls};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::sockets;

const HOST: &str = "news.example";

/// Has a site come over TLS with a certificate in this folder; its address.
pub(crate) fn secure(config: &mut SiteConfig, folder: &Path) -> SocketAddr {
    let [chain, key] = ["chain.pem", "key.pem"].map(|name| folder.join(name));
    testkit::certificate::write(&format!("DNS:{HOST}"), &chain, &key);
    let sockets = sockets(config.sockets.listeners().len());
    let addr = sockets.addr();
    let certificate = CertificateFiles { chain, key, awaited: false };
    let origin = format!("https://{HOST}");
    config.tls = Some(Tls { sockets, certificate, origin, challenges: Challenges::default() });
    addr
}

/// One connection.
pub(crate) struct Multiplexed {
    pub(crate) requests: Requests,
    pub(crate) pings: h2::PingPong,
    /// Ends with the connection.
    pub(crate) ended: tokio::task::JoinHandle<()>,
}

/// Where requests are made; of one connection there may be many.
#[derive(Clone)]
pub(crate) struct Requests(SendRequest<Bytes>);

impl Multiplexed {
    /// For each answer no more than `window` bytes are taken until it is told otherwise.
    pub(crate) async fn to(addr: SocketAddr, folder: &Path, window: u32) -> Self {
        let crypto = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(folder.join("chain.pem")).unwrap()).unwrap();
        let versions = ClientConfig::builder_with_provider(crypto).with_safe_default_protocol_versions();
        let mut config = versions.unwrap().with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec()];
        let socket = TcpStream::connect(addr).await.unwrap();
        let name = ServerName::try_from(HOST).unwrap();
        let stream = TlsConnector::from(Arc::new(config)).connect(name, socket).await.unwrap();
        let mut settings = Builder::new();
        settings.initial_window_size(window).initial_connection_window_size(1 << 30);
        let (requests, mut connection) = settings.handshake(stream).await.unwrap();
        let pings = connection.ping_pong().unwrap();
        let ended = tokio::spawn(async move { drop(connection.await) });
        Self { requests: Requests(requests), pings, ended }
    }

    pub(crate) async fn get(&self, path: &str) -> Response<RecvStream> {
        self.requests.get(path).await
    }
}

impl Requests {
    pub(crate) async fn get(&self, path: &str) -> Response<RecvStream> {
        let request = Request::get(format!("https://{HOST}{path}")).body(()).unwrap();
        let mut requests = self.0.clone().ready().await.unwrap();
        let (response, _) = requests.send_request(request, true).unwrap();
        response.await.unwrap()
    }
}
