//! A reader: plain HTTP, one connection a request, no JavaScript.

use std::time::{Duration, Instant};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ureq::Agent;
use ureq::http::Response;

/// How long a reader waits for something to appear before the test is a failure; never a promise about speed.
const PATIENCE: Duration = Duration::from_secs(30);

/// One answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A client that keeps no cookie and follows no redirect.
pub fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .build()
        .new_agent()
}

pub fn answer(mut response: Response<ureq::Body>) -> Answer {
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let body = response.body_mut().read_to_vec().expect("the body arrives whole");
    Answer { status: response.status().as_u16(), headers, body: String::from_utf8_lossy(&body).into_owned() }
}

/// Reads one address.
pub fn get(url: &str) -> Answer {
    answer(agent().get(url).call().unwrap_or_else(|why| panic!("{url}: {why}")))
}

/// Reads an address until it is as expected; fails with the last answer when patience ends.
pub fn get_until(url: &str, expected: impl Fn(&Answer) -> bool) -> Answer {
    let start = Instant::now();
    loop {
        let answer = get(url);
        if expected(&answer) {
            return answer;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "{url} never became as expected; last: {} {}",
            answer.status,
            answer.body
        );
        std::thread::yield_now();
    }
}

/// An address as it is sent: what is not plain ASCII in it is encoded.
pub fn address(path: &str) -> String {
    const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'?').remove(b'=').remove(b'.');
    utf8_percent_encode(path, &KEPT).to_string()
}
