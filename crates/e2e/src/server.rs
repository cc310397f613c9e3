//! A running `marbre serve` or `marbre site`, stopped when dropped.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::time::Duration;

use crate::binary;

/// Longest wait for the lines that say the service is up; a slow machine is not a failed promise.
const START_MAX: Duration = Duration::from_secs(120);

/// What a service said about itself when it started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Greeting {
    pub site: String,
    /// Where plain HTTP comes in, when the site is served over TLS; with a slash at its end.
    pub plain: String,
    pub desk: String,
    pub login: String,
    pub password: String,
}

pub struct Server {
    child: Child,
    pub greeting: Greeting,
    log: Arc<Log>,
    greetings: Mutex<mpsc::Receiver<Greeting>>,
}

/// What a service has said on standard error.
#[derive(Default)]
struct Log {
    text: Mutex<String>,
    grown: Condvar,
}

impl Log {
    /// Keeps what is said, and lets it through.
    fn follow(self: &Arc<Self>, errors: ChildStderr) {
        let log = Arc::clone(self);
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                eprintln!("{line}");
                log.text.lock().unwrap_or_else(PoisonError::into_inner).push_str(&(line + "\n"));
                log.grown.notify_all();
            }
        });
    }
}

impl Server {
    /// `marbre serve` on free ports in `data`, with more arguments and environment as given.
    pub fn serve(data: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::serve_by(binary::command(), data, arguments, environment)
    }

    /// The same by a program that is the binary under another name.
    pub fn serve_by(
        mut command: Command,
        data: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        command.arg("serve").arg("--data").arg(data);
        command.args(["--listen", "127.0.0.1:0", "--desk-listen", "127.0.0.1:0"]).args(arguments);
        command.envs(environment.iter().copied());
        Self::start(command)
    }

    /// The demonstration newsroom.
    pub fn demo(data: &Path) -> Self {
        Self::serve(data, &["--demo", "--editions", "fr,en,ar"], &[])
    }

    /// `marbre site` on a free port.
    pub fn site(data: &Path, arguments: &[&str]) -> Self {
        let mut command = binary::command();
        command.arg("site").arg("--data").arg(data).args(["--listen", "127.0.0.1:0"]).args(arguments);
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let log = Arc::new(Log::default());
        log.follow(child.stderr.take().expect("standard error is piped"));
        let lines = BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let mut greeting = Greeting::default();
            for line in lines.map_while(Result::ok) {
                if line == "Ready." {
                    let _ = send.send(std::mem::take(&mut greeting));
                } else {
                    greeting.take(&line);
                }
            }
        });
        match receive.recv_timeout(START_MAX) {
            Ok(greeting) => Self { child, greeting, log, greetings: Mutex::new(receive) },
            Err(_) => {
                let _ = child.kill();
                panic!("the service did not say that it is ready: {:?}", child.wait());
            }
        }
    }

    /// Address of a page on the readers' site.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.greeting.site)
    }

    /// Waits until the service has logged these words since it was last asked.
    pub fn logged(&self, words: &str) {
        let text = self.log.text.lock().unwrap_or_else(PoisonError::into_inner);
        let without = |text: &mut String| !text.contains(words);
        let waited = self.log.grown.wait_timeout_while(text, START_MAX, without);
        let (mut text, late) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!late.timed_out(), "'{words}' was not logged: {text}");
        text.clear();
    }

    /// Whether it has said these words on standard error, since it was last asked for others.
    pub fn has_logged(&self, words: &str) -> bool {
        self.log.text.lock().unwrap_or_else(PoisonError::into_inner).contains(words)
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to start again in place.
    pub fn hang_up(&self) {
        let told = Command::new("kill").args(["-s", "HUP", &self.pid().to_string()]).status();
        assert!(told.expect("kill runs").success());
    }

    /// Has it start again in place; what it says of itself then.
    pub fn restart(&self) -> Greeting {
        self.hang_up();
        let greetings = self.greetings.lock().unwrap_or_else(PoisonError::into_inner);
        greetings.recv_timeout(START_MAX).expect("it says that it is ready again")
    }

    /// Waits for a service that is about to die by itself.
    pub fn wait(&mut self) {
        let _ = self.child.wait();
    }

    /// Asks it to stop, as service managers do, and waits until it has.
    pub fn stop(mut self) {
        let told = Command::new("kill").args(["-s", "TERM", &self.pid().to_string()]).status();
        assert!(told.expect("kill runs").success());
        assert!(self.child.wait().expect("it is ours").success());
    }

    /// As `kill -9` does it: no goodbye.
    pub fn kill(mut self) {
        self.child.kill().expect("the process is ours");
        self.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Greeting {
    fn take(&mut self, line: &str) {
        let Some((label, value)) = line.split_once("  ") else { return };
        let value = value.trim();
        match label {
            "Site" => self.site = value.trim_end_matches('/').to_owned(),
            "Plain" => value.clone_into(&mut self.plain),
            "Desk" => self.desk = value.trim_end_matches('/').to_owned(),
            "Login" => self.login = value.to_owned(),
            "Password" => self.password = value.to_owned(),
            _ => {}
        }
    }
}
