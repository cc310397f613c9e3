//! Certificates that a server of a test signs for itself.

use std::path::Path;
use std::process::Command;

/// Writes a new certificate and its key, for a name as certificates give it: `DNS:news.example`.
pub fn write(name: &str, chain: &Path, key: &Path) {
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-subj", "/CN=test", "-addext", "basicConstraints=CA:FALSE"])
        .args(["-addext", &format!("subjectAltName={name}")])
        .args([Path::new("-keyout"), key, Path::new("-out"), chain])
        .output()
        .expect("openssl is installed: see scripts/setup-tests");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}
