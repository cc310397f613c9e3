//! Objects of a bucket (S3 and what speaks like it), signed as AWS Signature Version 4 wants it.

use jiff::Timestamp;
use newsroom::{FILE_BYTES_MAX, SourceConfig, Visit, VisitError};
use ring::{digest, hmac};
use serde_json::{Value as Json, json};

use crate::at_once;
use crate::http::{Answer, Ask, Client};
use crate::listing::{delivery, too_large};
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

/// Keys in the order of the alphabet, which is that of time for names that begin with a day, as archives write them.
pub(crate) async fn visit(
    client: &Client,
    config: &SourceConfig,
    progress: &Json,
) -> Result<Visit, VisitError> {
    const LISTING_MAX: usize = 4 << 20;
    let bucket = bucket(config)?;
    let after = progress.get("after").and_then(Json::as_str).unwrap_or_default();
    let mut query = vec![
        ("list-type", "2".to_owned()),
        ("max-keys", at_once(config).to_string()),
        ("prefix", bucket.prefix.clone()),
    ];
    if !after.is_empty() {
        query.push(("start-after", after.to_owned()));
    }
    let listing = bucket.get(client, "", &query, LISTING_MAX).await?;
    let keys = keys(&String::from_utf8_lossy(&listing.body));
    let (mut deliveries, mut reached) = (Vec::new(), after.to_owned());
    for key in keys {
        if !key.ends_with('/') {
            match bucket.get(client, &key, &[], FILE_BYTES_MAX).await {
                Ok(object) if object.body.is_empty() => {}
                Ok(object) => deliveries.push(delivery(&key, object.body)),
                Err(VisitError::TooLarge(_)) => deliveries.push(too_large(&key)),
                Err(other) => return Err(other),
            }
        }
        reached = key;
    }
    Ok(Visit { deliveries, progress: json!({ "after": reached }), wait_s: None })
}

/// What stands in `Key` elements; the listing is flat and made by a machine.
fn keys(listing: &str) -> Vec<String> {
    let parts = listing.split("<Key>").skip(1).filter_map(|part| part.split_once("</Key>"));
    let plain = |key: &str| {
        key.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    };
    parts.map(|(key, _)| plain(key)).collect()
}

impl Bucket {
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
    fn keys_of_a_listing_are_read() {
        assert_eq!(
            keys("<Contents><Key>a/1.xml</Key></Contents><Contents><Key>a&amp;b</Key>"),
            ["a/1.xml", "a&b"]
        );
        assert_eq!(escaped("a b/é", true), "a%20b/%C3%A9");
    }
}
