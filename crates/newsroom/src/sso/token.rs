//! What of an ID token is believed (OpenID Connect Core 1.0, section 3.1.3.7).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value as Json;
use story::Timestamp;

/// How far clocks may be apart, in seconds.
const LEEWAY_S: f64 = 60.0;
/// Far more than any provider's.
const TOKEN_BYTES_MAX: usize = 64 << 10;

/// What a token has to say to be ours.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) now: Timestamp,
}

/// Who somebody is, as the provider vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Believed {
    /// An address that the provider knows to be theirs.
    pub(crate) email: String,
    pub(crate) name: String,
}

/// Why a token is not believed: for the log, never for the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// None of the known keys has this name: there may be newer ones.
    UnknownKey,
    Because(&'static str),
}

/// A provider's keys (RFC 7517). Those that are nothing to us are passed over.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Keys {
    keys: Vec<Json>,
}

#[derive(Debug, Deserialize)]
struct Jwk {
    kty: String,
    #[serde(default)]
    kid: String,
    #[serde(default)]
    alg: String,
    #[serde(rename = "use", default)]
    purpose: String,
    #[serde(default)]
    crv: String,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

#[derive(Debug, Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: String,
    /// Extensions that have to be understood: we know none.
    crit: Option<Json>,
}

#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    #[serde(default)]
    azp: String,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    email_verified: Json,
    #[serde(default)]
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Keys {
    /// Whom the token speaks of, when the provider signed it, for us, for this sign-in, just now.
    pub(crate) fn believe(&self, token: &str, expected: &Expected<'_>) -> Result<Believed, Doubt> {
        let because = |why| move || Doubt::Because(why);
        if token.len() > TOKEN_BYTES_MAX {
            return Err(Doubt::Because("it is too long"));
        }
        let parts: Vec<&str> = token.split('.').collect();
        let [head, body, signature] = parts[..] else { return Err(Doubt::Because("it is no signed token")) };
        let header: Header = read(head).ok_or_else(because("its header does not read"))?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Doubt::Because("no signature"))?;
        if header.crit.is_some() {
            return Err(Doubt::Because("it has extensions that must be understood"));
        }
        // The algorithm is one of two that need the provider's private key, whatever the token says of itself.
        if !["RS256", "ES256"].contains(&header.alg.as_str()) {
            return Err(Doubt::Because("its algorithm is not RS256 or ES256"));
        }
        let keys: Vec<Jwk> = self.of(&header).collect();
        if keys.is_empty() {
            return Err(Doubt::UnknownKey);
        }
        let signed = &token.as_bytes()[..head.len() + 1 + body.len()];
        if !keys.iter().any(|key| key.signed(signed, &signature)) {
            return Err(Doubt::Because("its signature is not the provider's"));
        }
        read::<Claims>(body).ok_or_else(because("its claims do not read"))?.believe(expected)
    }

    /// The keys that a header may mean.
    fn of<'k>(&'k self, header: &'k Header) -> impl Iterator<Item = Jwk> + 'k {
        let kind = if header.alg == "RS256" { "RSA" } else { "EC" };
        let keys = self.keys.iter().filter_map(|key| Jwk::deserialize(key).ok());
        keys.filter(move |key| {
            key.kty == kind
                && (header.kid.is_empty() || key.kid == header.kid)
                && (key.alg.is_empty() || key.alg == header.alg)
                && (key.purpose.is_empty() || key.purpose == "sig")
        })
    }
}

impl Jwk {
    fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
        if self.kty == "RSA" {
            let key = RsaPublicKeyComponents { n: bytes(&self.n), e: bytes(&self.e) };
            return key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok();
        }
        // An uncompressed point of P-256.
        let point = [&[4], bytes(&self.x).as_slice(), &bytes(&self.y)].concat();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
        self.crv == "P-256" && key.verify(message, signature).is_ok()
    }
}

impl Claims {
    fn believe(self, expected: &Expected<'_>) -> Result<Believed, Doubt> {
        let now = expected.now.as_second() as f64;
        let ours = match &self.aud {
            Audience::One(one) => one == expected.client,
            Audience::Many(many) => many.iter().any(|one| one == expected.client),
        };
        // Of several, the one that it was made for is named.
        let several = matches!(&self.aud, Audience::Many(many) if many.len() > 1);
        let made_for_us = if several || !self.azp.is_empty() { self.azp == expected.client } else { true };
        // Some providers write it as a text.
        let verified = self.email_verified == Json::Bool(true) || self.email_verified == "true";
        let wrong = [
            (self.iss != expected.issuer, "its issuer is another"),
            (!ours || !made_for_us, "it is for somebody else"),
            (now >= self.exp + LEEWAY_S, "it has expired"),
            (self.iat > now + LEEWAY_S, "it is from the future"),
            (self.nbf.is_some_and(|from| from > now + LEEWAY_S), "it does not count yet"),
            (!crate::same_secret(&self.nonce, expected.nonce), "it answers another question"),
            (!verified || self.email.is_empty(), "the provider has not verified an e-mail address"),
        ];
        match wrong.into_iter().find(|(wrong, _)| *wrong) {
            Some((_, why)) => Err(Doubt::Because(why)),
            None => Ok(Believed { email: self.email, name: self.name }),
        }
    }
}

fn read<T: for<'de> Deserialize<'de>>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
