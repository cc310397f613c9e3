//! TLS: a certificate in one file or two, read anew when they change, and what is spoken behind it.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use crate::SiteError;

pub(crate) const H2: &[u8] = b"h2";
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Where the certificate is: PEM, the chain with its own certificate first, and the key, as ACME clients write them.
#[derive(Debug, Clone)]
pub struct CertificateFiles {
    pub chain: PathBuf,
    /// May be the same file.
    pub key: PathBuf,
    /// The files may come later. Until then nobody comes in over TLS.
    pub awaited: bool,
}

impl CertificateFiles {
    /// Whether a site could start with them.
    pub fn check(self) -> Result<(), SiteError> {
        Certificate::read(self).map(drop)
    }
}

/// The certificate as it was read last.
#[derive(Debug)]
pub(crate) struct Certificate {
    files: CertificateFiles,
    crypto: Arc<CryptoProvider>,
    current: RwLock<Option<Arc<CertifiedKey>>>,
}

impl Certificate {
    pub(crate) fn read(files: CertificateFiles) -> Result<Arc<Self>, SiteError> {
        let crypto = Arc::new(rustls::crypto::ring::default_provider());
        let current = match load(&files, &crypto) {
            Ok(current) => Some(current),
            Err(why) if !files.awaited => {
                return Err(SiteError::Certificate { path: files.chain.clone(), why });
            }
            Err(why) => {
                tracing::info!(why, "there is no certificate yet");
                None
            }
        };
        Ok(Arc::new(Self { files, crypto, current: RwLock::new(current) }))
    }

    pub(crate) fn acceptor(self: &Arc<Self>) -> Result<TlsAcceptor, SiteError> {
        let versions = ServerConfig::builder_with_provider(Arc::clone(&self.crypto))
            .with_safe_default_protocol_versions();
        let builder = versions.map_err(|error| self.refused(error.to_string()))?;
        let resolver: Arc<dyn ResolvesServerCert> = Arc::clone(self) as _;
        let mut config = builder.with_no_client_auth().with_cert_resolver(resolver);
        config.alpn_protocols = vec![H2.to_vec(), b"http/1.1".to_vec()];
        config.ticketer =
            rustls::crypto::ring::Ticketer::new().map_err(|error| self.refused(error.to_string()))?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    fn refused(&self, why: String) -> SiteError {
        SiteError::Certificate { path: self.files.chain.clone(), why }
    }

    /// Takes a renewed certificate into service until told to stop. One that cannot be read changes nothing.
    pub(crate) async fn keep(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let mut known = self.changed();
        loop {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            let now = self.changed();
            if now == known {
                continue;
            }
            known = now;
            match load(&self.files, &self.crypto) {
                Ok(renewed) => {
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(renewed);
                    tracing::info!(chain = %self.files.chain.display(), "a new certificate is in service");
                }
                Err(why) => {
                    tracing::error!(why, "the new certificate cannot be used; the old one stays in service");
                }
            }
        }
    }

    /// When the files were written last.
    fn changed(&self) -> [Option<SystemTime>; 2] {
        [&self.files.chain, &self.files.key].map(|file| std::fs::metadata(file).ok()?.modified().ok())
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn load(files: &CertificateFiles, crypto: &CryptoProvider) -> Result<Arc<CertifiedKey>, String> {
    let said = |path: &PathBuf| {
        let path = path.display().to_string();
        move |error: rustls::pki_types::pem::Error| format!("{path}: {error}")
    };
    let chain = CertificateDer::pem_file_iter(&files.chain).and_then(Iterator::collect);
    let chain: Vec<CertificateDer> = chain.map_err(said(&files.chain))?;
    if chain.is_empty() {
        return Err(format!("{}: there is no certificate in it", files.chain.display()));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(said(&files.key))?;
    CertifiedKey::from_der(chain, key, crypto).map(Arc::new).map_err(|error| {
        format!("{} and {} do not belong together: {error}", files.chain.display(), files.key.display())
    })
}
