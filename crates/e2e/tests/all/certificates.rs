//! A certificate from an authority: Pebble, the one that Let's Encrypt tests clients with.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use e2e::server::Server;
use testkit::certificate;

const PEBBLE: &str = "/usr/bin/pebble";
const NAMES: &str = "/usr/bin/pebble-challtestsrv";
const HOST: &str = "news.example";
/// Longer than the second pause of whoever asked an authority in vain: a slow machine is not a failed promise.
const PATIENCE: Duration = Duration::from_secs(150);
/// So short that two thirds of it pass within the test.
const LIFE_SECONDS: u64 = 9;

/// Ports of this machine that were free a moment ago: Pebble takes no socket, only a number.
fn ports<const N: usize>() -> [u16; N] {
    let held = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|listener| listener.local_addr().unwrap().port())
}

/// An authority that sees names through a name server of its own, which says that all are this machine.
struct Authority {
    folder: PathBuf,
    directory: String,
    ports: [u16; 4],
    running: Vec<Child>,
}

impl Authority {
    /// Its address, before anybody answers there.
    fn announced(folder: &Path) -> Self {
        let [chain, key] = ["authority.pem", "authority.key"].map(|name| folder.join(name));
        certificate::write("IP:127.0.0.1", &chain, &key);
        let ports = ports();
        let directory = format!("https://127.0.0.1:{}/dir", ports[0]);
        Self { folder: folder.to_owned(), directory, ports, running: Vec::new() }
    }

    /// It asks the site's host at this port.
    fn open(&mut self, site: &str) {
        let [listen, management, names, control] = self.ports;
        let settings = serde_json::json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{listen}"),
            "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": self.folder.join("authority.pem"),
            "privateKey": self.folder.join("authority.key"),
            "httpPort": site.parse::<u16>().unwrap(),
            "tlsPort": 1,
            "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
            "certificateValidityPeriod": LIFE_SECONDS,
        }});
        let file = self.folder.join("pebble.json");
        fs::write(&file, settings.to_string()).unwrap();
        let names_at = format!("127.0.0.1:{names}");
        let mut server = Command::new(NAMES);
        server.args(["-http01", "", "-https01", "", "-tlsalpn01", "", "-dns01", &names_at]);
        server.args(["-defaultIPv6", "", "-management", &format!("127.0.0.1:{control}")]);
        let mut pebble = Command::new(PEBBLE);
        pebble.arg("-config").arg(&file).args(["-dnsserver", &names_at]).env("PEBBLE_VA_NOSLEEP", "1");
        for mut command in [server, pebble] {
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            self.running.push(command.spawn().unwrap());
        }
    }

    /// The certificate that all it issues stand on.
    fn root(&self) -> PathBuf {
        let file = self.folder.join("root.pem");
        let address = format!("https://127.0.0.1:{}/roots/0", self.ports[1]);
        let asked = Command::new("curl")
            .args(["-s", "--retry", "30", "--retry-connrefused", "--cacert"])
            .arg(self.folder.join("authority.pem"))
            .arg("-o")
            .args([file.as_os_str(), address.as_ref()])
            .status();
        assert!(asked.unwrap().success());
        file
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        for child in &mut self.running {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn port(address: &str) -> &str {
    address.trim_end_matches('/').rsplit(':').next().unwrap()
}

/// The serial number of the certificate that readers are shown, once it is another than this.
fn serial(server: &Server, trust: &Path, not: &str) -> String {
    let start = Instant::now();
    loop {
        let at = port(&server.greeting.site);
        let page = Command::new("curl")
            .args(["-s", "-o", "/dev/null", "-w", "%{http_code} %{certs}", "--cacert"])
            .arg(trust)
            .args([
                "--resolve",
                &format!("{HOST}:{at}:127.0.0.1"),
                &format!("https://{HOST}:{at}/robots.txt"),
            ])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&page.stdout).into_owned();
        let shown = said.lines().find_map(|line| line.strip_prefix("Serial Number:")).unwrap_or_default();
        if said.starts_with("200") && shown != not {
            return shown.to_owned();
        }
        assert!(start.elapsed() < PATIENCE, "no certificate but '{not}' was shown; last: {said}");
    }
}

#[test]
fn a_certificate_is_issued_for_the_site_and_renewed_in_time() {
    if !Path::new(PEBBLE).exists() {
        assert_ne!(std::env::var("MARBRE_TEST_ACME").as_deref(), Ok("require"), "{PEBBLE} is missing");
        eprintln!("not tested: {PEBBLE} is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut authority = Authority::announced(folder.path());
    let trusted = folder.path().join("authority.pem");
    let data = folder.path().join("data");
    let arguments = ["--tls-listen", "127.0.0.1:0", "--tls-acme", &authority.directory];
    let origin = ["--origin", "https://news.example", "--tls-acme-contact", "desk@news.example"];
    let allowed = ["--wire-allow", "127.0.0.0/8"];
    let server = Server::serve(
        &data,
        &[arguments.as_slice(), &origin, &allowed].concat(),
        &[("SSL_CERT_FILE", trusted.to_str().unwrap())],
    );
    // Nobody answers there yet: it is said, and asked again.
    server.logged("no certificate was issued");
    authority.open(port(&server.greeting.plain));
    let root = authority.root();
    let first = serial(&server, &root, "");
    assert_ne!(serial(&server, &root, &first), first);
    // Plain HTTP knows no challenge any more, and still leads on.
    let challenge = format!("{}.well-known/acme-challenge/token", server.greeting.plain);
    assert_eq!(e2e::reader::get(&challenge).status, 308);
    for secret in fs::read_dir(data.join("certificates")).unwrap() {
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&secret.unwrap().metadata().unwrap().permissions());
        assert_eq!(mode & 0o077, 0);
    }
}
