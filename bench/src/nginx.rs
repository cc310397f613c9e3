//! Debian's nginx with the bytes of Marbre on disk, and the certificate that both have.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, ensure};

const PORT: u16 = 8_199;
const TLS_PORT: u16 = 8_198;

pub(crate) struct Nginx {
    master: Child,
}

impl Nginx {
    /// Serves the folder `pages` of `folder`.
    pub(crate) fn start(folder: &Path, certificate: &Certificate) -> anyhow::Result<Self> {
        let settings = folder.join("nginx.conf");
        std::fs::write(&settings, settings_of(folder, certificate))?;
        let mut command = Command::new("nginx");
        command.arg("-c").arg(&settings).arg("-p").arg(folder).stderr(Stdio::null());
        let master = command.spawn().context("nginx is not installed: see scripts/bench-peers")?;
        let nginx = Self { master };
        // The master listens before it has a worker.
        let there = || std::net::TcpStream::connect(("127.0.0.1", PORT)).is_ok();
        while !there() || nginx.workers()?.is_empty() {
            std::thread::yield_now();
        }
        Ok(nginx)
    }

    /// Over plain HTTP and over TLS.
    pub(crate) fn origins(&self) -> [String; 2] {
        [format!("http://127.0.0.1:{PORT}"), format!("https://127.0.0.1:{TLS_PORT}")]
    }

    pub(crate) fn workers(&self) -> anyhow::Result<Vec<u32>> {
        let master = self.master.id();
        let children = std::fs::read_to_string(format!("/proc/{master}/task/{master}/children"))?;
        Ok(children.split_whitespace().filter_map(|pid| pid.parse().ok()).collect())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.master.id().to_string()).status();
        let _ = self.master.wait();
    }
}

fn settings_of(folder: &Path, certificate: &Certificate) -> String {
    let (folder, chain, key) = (folder.display(), certificate.chain.display(), certificate.key.display());
    let module = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
    let (load, brotli) = match Path::new(module).exists() {
        true => (format!("load_module {module};"), "brotli_static on;"),
        false => (String::new(), ""),
    };
    format!(
        "daemon off; worker_processes 1; error_log /dev/null; user root; pid {folder}/nginx.pid; {load}
        events {{ worker_connections 4096; multi_accept on; }}
        http {{
            types {{ text/html html; application/rss+xml xml; }}
            sendfile on; tcp_nopush on; tcp_nodelay on; access_log off; keepalive_requests 10000000;
            open_file_cache max=10000 inactive=60s; open_file_cache_valid 30s; open_file_cache_errors on;
            gzip_static on; {brotli}
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            server {{
                listen 127.0.0.1:{PORT} reuseport backlog=4096;
                listen 127.0.0.1:{TLS_PORT} ssl http2 reuseport backlog=4096;
                ssl_certificate {chain}; ssl_certificate_key {key}; ssl_protocols TLSv1.3; http2_max_requests 10000000;
                root {folder}/pages;
                error_page 404 /404.html;
            }}
        }}"
    )
}

/// A certificate for this machine, signed by itself.
pub(crate) struct Certificate {
    pub(crate) chain: PathBuf,
    pub(crate) key: PathBuf,
}

impl Certificate {
    pub(crate) fn make(folder: &Path) -> anyhow::Result<Self> {
        let made = Self { chain: folder.join("chain.pem"), key: folder.join("key.pem") };
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
        let name = ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
        let mut command = Command::new("openssl");
        command.args(["req", "-x509"]).args(curve).args(name);
        command.arg("-keyout").arg(&made.key).arg("-out").arg(&made.chain);
        let output = command.output().context("openssl")?;
        ensure!(output.status.success(), "openssl: {}", String::from_utf8_lossy(&output.stderr));
        Ok(made)
    }
}
