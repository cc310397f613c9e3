//! A throw-away PostgreSQL server for tests: one for all tests of a run, in a temporary folder, on a Unix socket only.
//!
//! The tests of a run are many processes (nextest starts one for each). The first starts the server; each holds a
//! shared lock while it uses it; a watcher stops the server and removes the folder when nobody has held the lock for a
//! moment. The kernel lets a lock go when its process dies, so a killed test leaves nothing behind either.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// One server; dropped, this process no longer needs it.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    programs: PathBuf,
    _in_use: File,
}

/// One empty database of a server, gone when dropped.
#[derive(Debug)]
pub struct Database {
    server: Arc<Server>,
    name: String,
}

/// Starts PostgreSQL, waits until nobody uses it, stops it. Its locks: `$1.start` is held by whoever starts or stops
/// the server, `$1.use` is shared by all who use it. A server that ended while it was `paused` is started `again`.
const WATCHER: &str = r#"
folder=$1; programs=$2; shift 2
begin() {
    "$@" "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off \
        -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB \
        >>"$folder/log" 2>&1 8>&- 9>&- &
    server=$!
}
begin "$@"
exec 8>>"$folder.start" 9>>"$folder.use"
while kill -0 $server 2>/dev/null || [ -e "$folder/paused" ]; do
    if [ -e "$folder/again" ] && ! kill -0 $server 2>/dev/null; then
        rm "$folder/paused" "$folder/again"
        begin "$@"
    fi
    sleep 1
    flock -n 8 || continue
    if flock -n 9; then break; fi
    flock -u 8
done
kill -QUIT $server 2>/dev/null
wait $server
rm -rf "$folder" "$folder.use" "$folder.start"
"#;

impl Server {
    /// The server of this run. `None` only where PostgreSQL is not installed and not required.
    pub fn shared() -> Option<Arc<Self>> {
        // nextest gives all processes of a run one name; elsewhere all tests are in one process.
        let run = std::env::var("NEXTEST_RUN_ID").unwrap_or_else(|_| std::process::id().to_string());
        let short: String = run.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
        Self::named(&short)
    }

    /// A server for one test alone, which may stop it.
    pub fn alone() -> Option<Arc<Self>> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self::named(&format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
    }

    /// A new database without a table.
    pub fn database(self: &Arc<Self>) -> Database {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        self.run("createdb", &["-T", "template0", &name]);
        Database { server: Arc::clone(self), name }
    }

    /// Stops it until it is told to go on. What was committed is kept, as it would not be by [`Server::kill`]: nothing
    /// waits for the disk here.
    pub fn pause(&self) {
        fs::write(self.folder.join("paused"), "").expect("a mark for the watcher");
        self.end("-INT");
    }

    /// Starts it again with all that it held.
    pub fn go_on(&self) {
        fs::write(self.folder.join("again"), "").expect("a mark for the watcher");
        wait_for("PostgreSQL to go on", || answers(&self.folder));
    }

    /// Stops it as a power cut would; open connections are lost.
    pub fn kill(&self) {
        self.end("-QUIT");
    }

    fn end(&self, signal: &str) {
        let pid = fs::read_to_string(self.folder.join("data/postmaster.pid")).expect("the server runs");
        let pid = pid.lines().next().expect("a process number");
        let status = Command::new("kill").args([signal, pid]).status().expect("kill runs");
        assert!(status.success(), "the server could not be stopped");
        wait_for("the server to stop", || !answers(&self.folder));
    }

    fn named(name: &str) -> Option<Arc<Self>> {
        let Some(programs) = programs() else {
            let required = std::env::var("MARBRE_TEST_POSTGRES").is_ok_and(|value| value == "require");
            assert!(!required, "PostgreSQL is required and not installed: apt-get install postgresql");
            println!("skipped: PostgreSQL is not installed, so only SQLite was tested");
            return None;
        };
        // Short: the path of a Unix socket has room for 107 bytes.
        let folder = std::env::temp_dir().join(format!("mpg-{name}"));
        loop {
            let starting = lock_file(&folder, "start");
            starting.lock().expect("the lock of the test server");
            // The watcher may have removed it while we waited.
            if !same_file(&starting, &with_suffix(&folder, "start")) {
                continue;
            }
            let in_use = lock_file(&folder, "use");
            in_use.lock_shared().expect("the lock of the test server");
            if !answers(&folder) {
                start(&folder, &programs);
            }
            return Some(Arc::new(Self { folder, programs, _in_use: in_use }));
        }
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(self.programs.join(program))
            .args(["-h", &self.folder.display().to_string(), "-U", "postgres"])
            .args(arguments)
            .output()
            .expect("PostgreSQL's programs run");
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

impl Database {
    /// What a store is opened with.
    pub fn url(&self) -> String {
        let socket = self.server.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{socket}/{}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Best effort: the whole server goes soon.
        let _ = Command::new(self.server.programs.join("dropdb"))
            .args(["-h", &self.server.folder.display().to_string(), "-U", "postgres", "--force", &self.name])
            .stderr(Stdio::null())
            .status();
    }
}

/// Debian keeps several versions side by side; the newest is taken.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let newest = versions
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| Path::new(&format!("/usr/lib/postgresql/{version}/bin/initdb")).exists())
        .max()?;
    Some(PathBuf::from(format!("/usr/lib/postgresql/{newest}/bin")))
}

#[expect(clippy::zombie_processes, reason = "the watcher outlives this process; that is its purpose")]
fn start(folder: &Path, programs: &Path) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir(folder).expect("a folder for the test server");
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("a private folder");
    let user = server_user(folder);
    let (first, rest) = user.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
    let initdb = programs.join("initdb");
    let mut make = match first {
        Some(first) => Command::new(first),
        None => Command::new(&initdb),
    };
    if first.is_some() {
        make.args(rest).arg(&initdb);
    }
    let made = make
        .args(["-D", &folder.join("data").display().to_string(), "-U", "postgres", "-A", "trust"])
        .args(["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        .current_dir("/")
        .output()
        .expect("initdb runs");
    assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
    Command::new("sh")
        .args(["-c", WATCHER, "watcher"])
        .args([folder, programs])
        .args(&user)
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh runs");
    wait_for("PostgreSQL to start", || answers(folder));
}

/// PostgreSQL refuses to run as root: then it runs as Debian's user `postgres`, who gets the folder.
fn server_user(folder: &Path) -> Vec<String> {
    if fs::metadata("/proc/self").expect("/proc is there").uid() != 0 {
        return Vec::new();
    }
    let owned = Command::new("chown").arg("postgres").arg(folder).status().expect("chown runs");
    assert!(owned.success(), "the folder of the test server could not be given to the user postgres");
    ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"].map(str::to_owned).into()
}

/// A connection is only there once the server accepts it: asked of the server itself, not of its files.
fn answers(folder: &Path) -> bool {
    let Some(programs) = programs() else { return false };
    Command::new(programs.join("pg_isready"))
        .args(["-q", "-h", &folder.display().to_string(), "-U", "postgres"])
        .status()
        .is_ok_and(|status| status.success())
}

fn wait_for(what: &str, mut there: impl FnMut() -> bool) {
    // Each question takes some milliseconds; a server that needs this many is broken.
    for _ in 0..3000 {
        if there() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("waited in vain for {what}");
}

fn with_suffix(folder: &Path, suffix: &str) -> PathBuf {
    folder.with_extension(suffix)
}

fn lock_file(folder: &Path, suffix: &str) -> File {
    File::options().create(true).append(true).open(with_suffix(folder, suffix)).expect("a lock file")
}

fn same_file(open: &File, path: &Path) -> bool {
    let inode = |data: io::Result<fs::Metadata>| data.ok().map(|data| data.ino());
    let (held, named) = (inode(open.metadata()), inode(fs::metadata(path)));
    held.is_some() && held == named
}
