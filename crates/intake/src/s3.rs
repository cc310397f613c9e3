//! Objects of a bucket (S3 and what speaks like it), signed as AWS Signature Version 4 wants it.

use jiff::Timestamp;
use newsroom::{FILE_BYTES_MAX, SourceConfig, Visit, VisitError};
use ring::{digest, hmac};
use serde_json::Value as Json;

use crate::at_once;
use crate::http::{Answer, Ask, Client};
use crate::listing::{Listed, Place, delivery, too_large};
use crate::mime::hex;

/// `https://s3.example.com/bucket/prefix/`; the region is in the user's part: `region/key-id`.
struct Bucket {
    origin: String,
    host: String,
    name: String,
    prefix: String,
    region: String,
    key_id: String,
    secret: String,
}

fn bucket(config: &SourceConfig) -> Result<Bucket, VisitError> {
    let wrong = || VisitError::Settings("a bucket is written https://server/bucket/prefix".into());
    let (scheme, rest) = config.address.trim().split_once("://").ok_or_else(wrong)?;
    let (host, path) = rest.split_once('/').ok_or_else(wrong)?;
    let (name, prefix) = path.split_once('/').unwrap_or((path, ""));
    if name.is_empty() || host.is_empty() {
        return Err(wrong());
    }
    let (region, key_id) = config.user.split_once('/').unwrap_or(("us-east-1", &config.user));
    Ok(Bucket {
        origin: format!("{scheme}://{host}"),
        host: host.to_owned(),
        name: name.to_owned(),
        prefix: prefix.to_owned(),
        region: region.to_owned(),
        key_id: key_id.to_owned(),
        secret: config.secret.clone(),
    })
}

/// A listing of at most this many objects is asked for at once, as often as it takes, up to the second number.
const PAGE: usize = 1_000;
const OBJECTS_MAX: usize = 50_000;
const LISTING_MAX: usize = 4 << 20;

/// The whole bucket is listed, and what came or changed since the last visit is fetched, whatever it is called. The time
/// that counts is the one at which an object was begun: one written in parts over a long while may come late.
pub(crate) async fn visit(
    client: &Client,
    config: &SourceConfig,
    progress: &Json,
) -> Result<Visit, VisitError> {
    let bucket = bucket(config)?;
    let mut place = Place::of(progress);
    let objects = bucket.list(client).await?;
    let mut deliveries = Vec::new();
    for object in place.new_in(objects, at_once(config)) {
        if object.size > FILE_BYTES_MAX as u64 {
            deliveries.push(too_large(&object.name));
        } else {
            match bucket.get(client, &object.name, &[], FILE_BYTES_MAX).await {
                Ok(answer) if answer.body.is_empty() => {}
                Ok(answer) => deliveries.push(delivery(&object.name, answer.body)),
                Err(VisitError::TooLarge(_)) => deliveries.push(too_large(&object.name)),
                Err(other) => return Err(other),
            }
        }
        place.passed(&object);
    }
    Ok(Visit { deliveries, progress: place.to_json(), wait_s: None })
}

/// The objects of a listing; it is flat and made by a machine. What ends in a slash is a folder's mark.
fn listed(listing: &str) -> impl Iterator<Item = Listed> {
    listing.split("<Contents>").skip(1).filter_map(|part| {
        let name = text_in(part, "Key").filter(|name| !name.ends_with('/'))?;
        let changed = text_in(part, "LastModified").and_then(|at| at.parse::<Timestamp>().ok());
        let size = text_in(part, "Size").and_then(|size| size.parse().ok()).unwrap_or_default();
        Some(Listed { changed: changed.map_or(0, |at| at.as_second()), name, size })
    })
}

fn text_in(listing: &str, element: &str) -> Option<String> {
    let (_, rest) = listing.split_once(&format!("<{element}>"))?;
    let (text, _) = rest.split_once(&format!("</{element}>"))?;
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    Some(plain.replace("&amp;", "&"))
}

impl Bucket {
    async fn list(&self, client: &Client) -> Result<Vec<Listed>, VisitError> {
        let mut objects = Vec::new();
        let mut next = None;
        loop {
            let mut query = vec![
                ("list-type", "2".to_owned()),
                ("max-keys", PAGE.to_string()),
                ("prefix", self.prefix.clone()),
            ];
            query.extend(next.map(|token| ("continuation-token", token)));
            let answer = self.get(client, "", &query, LISTING_MAX).await?;
            let listing = String::from_utf8_lossy(&answer.body);
            objects.extend(listed(&listing));
            next = text_in(&listing, "NextContinuationToken");
            if next.is_none() {
                return Ok(objects);
            }
            if objects.len() >= OBJECTS_MAX {
                let message = format!("the prefix has more than {OBJECTS_MAX} objects; name a narrower one");
                return Err(VisitError::Settings(message));
            }
        }
    }

    async fn get(
        &self,
        client: &Client,
        key: &str,
        query: &[(&str, String)],
        bytes_max: usize,
    ) -> Result<Answer, VisitError> {
        let path = format!("/{}/{}", escaped(&self.name, false), escaped(key, true));
        let mut pairs: Vec<String> =
            query.iter().map(|(name, value)| format!("{name}={}", escaped(value, false))).collect();
        pairs.sort();
        let query = pairs.join("&");
        let at = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
        let authorization = self.signature(&path, &query, &at);
        let url = if query.is_empty() {
            format!("{}{path}", self.origin)
        } else {
            format!("{}{path}?{query}", self.origin)
        };
        let mut ask = Ask::get(url, bytes_max).with("x-amz-date", &at).with("x-amz-content-sha256", EMPTY);
        if !self.key_id.is_empty() {
            ask = ask.with("authorization", &authorization);
        }
        let answer = client.ask(ask).await?;
        match answer.status.as_u16() {
            200 => Ok(answer),
            401 | 403 => Err(VisitError::Settings("the bucket does not let us in".into())),
            _ => Err(VisitError::Away(format!("the bucket answers {}", answer.status))),
        }
    }

    fn signature(&self, path: &str, query: &str, at: &str) -> String {
        let day = &at[..8];
        let scope = format!("{day}/{}/s3/aws4_request", self.region);
        let headers = format!("host:{}\nx-amz-content-sha256:{EMPTY}\nx-amz-date:{at}\n", self.host);
        let canonical = format!("GET\n{path}\n{query}\n{headers}\n{SIGNED}\n{EMPTY}");
        let hashed = hex(digest::digest(&digest::SHA256, canonical.as_bytes()).as_ref());
        let to_sign = format!("AWS4-HMAC-SHA256\n{at}\n{scope}\n{hashed}");
        let mut key = format!("AWS4{}", self.secret).into_bytes();
        for part in [day, &self.region, "s3", "aws4_request"] {
            key = mac(&key, part);
        }
        let signature = hex(&mac(&key, &to_sign));
        format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={SIGNED}, Signature={signature}",
            self.key_id
        )
    }
}

const SIGNED: &str = "host;x-amz-content-sha256;x-amz-date";
/// SHA-256 of nothing: a GET has no body.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn escaped(text: &str, keep_slash: bool) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || (keep_slash && byte == b'/');
        if plain {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_documentation() {
        // "GET Bucket Lifecycle"-style example of the AWS documentation: its bucket stands in the host, so does ours here.
        let config = SourceConfig {
            address: "https://examplebucket.s3.amazonaws.com/test.txt".into(),
            user: "us-east-1/AKIAIOSFODNN7EXAMPLE".into(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
            ..SourceConfig::default()
        };
        let bucket = bucket(&config).unwrap();
        let signed = bucket.signature("/", "max-keys=2&prefix=J", "20130524T000000Z");
        assert!(
            signed.ends_with("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
            "{signed}"
        );
    }

    #[test]
    fn objects_of_a_listing_are_read() {
        let object = |key: &str, at: &str, size: u64| {
            format!(
                "<Contents><Key>{key}</Key><LastModified>{at}</LastModified><Size>{size}</Size></Contents>"
            )
        };
        let listing = object("a/1.xml", "2026-03-05T18:30:00.000Z", 7) + "<x/>" + &object("a/", "", 0);
        let found: Vec<Listed> = listed(&(listing + &object("a&amp;b", "1970-01-01T00:00:02Z", 1))).collect();
        let named: Vec<(&str, i64, u64)> =
            found.iter().map(|it| (it.name.as_str(), it.changed, it.size)).collect();
        assert_eq!(named, [("a/1.xml", 1_772_735_400, 7), ("a&b", 2, 1)]);
        assert_eq!(escaped("a b/é", true), "a%20b/%C3%A9");
    }
}
