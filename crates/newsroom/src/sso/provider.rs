//! The identity provider: where it is asked, and what it answered.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use story::Timestamp;

use super::token::{Believed, Doubt, Expected, Keys};
use crate::Role;

/// For how long a provider is what it said of itself.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(1);
/// For a key of a name that is not known, keys are asked for again, this often at most.
const KEYS_FOR: SignedDuration = SignedDuration::from_secs(30);

/// What a provider refuses whoever comes: the settings here and there do not fit (RFC 6749, section 5.2).
const OURS: [&str; 5] =
    ["invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_request", "invalid_scope"];

/// What an operator says of the provider.
#[derive(Clone)]
pub struct SsoSettings {
    /// As it calls itself, letter for letter: `https://id.example/realms/desk`.
    pub issuer: String,
    pub client_id: String,
    /// None for a client that is held by PKCE alone.
    pub client_secret: Option<String>,
    /// What it is called at the door.
    pub name: String,
    /// What somebody becomes whom nobody here knows; `None`: nobody comes in who has no account.
    pub role: Option<Role>,
}

// By hand: the secret must not reach a log.
impl fmt::Debug for SsoSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { issuer, client_id, role, .. } = self;
        f.debug_struct("SsoSettings")
            .field("issuer", issuer)
            .field("client_id", client_id)
            .field("role", role)
            .finish_non_exhaustive()
    }
}

/// One question to a provider.
#[derive(Clone)]
pub struct ProviderAsk {
    pub url: String,
    /// Posted where there is one, `application/x-www-form-urlencoded`.
    pub form: Option<String>,
    /// The header of that name; empty is none.
    pub authorization: String,
}

/// What a provider answered: at most a megabyte, from the address that was asked.
pub type ProviderAnswer = Result<Vec<u8>, ProviderSilence>;

/// Why there is no answer to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProviderSilence {
    /// Nobody answers there, or not as a provider does.
    Away(String),
    /// It answers that it will not (400 or 401), and says why in this body.
    Refused(Vec<u8>),
}

/// Asks a provider. The binary hands one in; the newsroom knows no protocol.
pub trait AskProvider: Send + Sync {
    fn ask(&self, ask: ProviderAsk) -> Pin<Box<dyn Future<Output = ProviderAnswer> + Send + '_>>;
}

/// An identity provider. Asked when somebody comes, never before: it may be away when the newsroom starts.
pub struct Provider {
    pub(crate) settings: SsoSettings,
    way: Arc<dyn AskProvider>,
    known: tokio::sync::Mutex<Option<Known>>,
}

#[derive(Clone)]
struct Known {
    about: Arc<About>,
    keys: Arc<Keys>,
    about_at: Timestamp,
    keys_at: Timestamp,
}

/// What a provider says of itself (OpenID Connect Discovery 1.0, section 3).
#[derive(Debug, Deserialize)]
struct About {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

/// Why a code is not redeemed (RFC 6749, section 5.2).
#[derive(Deserialize)]
struct Denial {
    error: String,
}

/// What a browser asks the provider with.
pub(crate) struct Question<'a> {
    pub(crate) redirect: &'a str,
    pub(crate) state: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) verifier: &'a str,
}

/// Why nobody comes in: for the log.
pub(crate) enum Failure {
    Away(String),
    Doubted(&'static str),
    /// The provider refuses what the browser came back with: too old, or redeemed before.
    Expired,
    /// The provider refuses this newsroom itself, whoever comes: one of the errors of RFC 6749, section 5.2.
    Denied(&'static str),
}

impl Provider {
    pub fn new(settings: SsoSettings, way: Arc<dyn AskProvider>) -> Self {
        Self { settings, way, known: tokio::sync::Mutex::default() }
    }

    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Where the browser is sent.
    pub(crate) async fn address(&self, question: &Question<'_>, now: Timestamp) -> Result<String, String> {
        let known = self.known(now).await?;
        let endpoint = known.about.authorization_endpoint.as_str();
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, question.verifier.as_bytes()));
        let fields = form(&[
            ("response_type", "code"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", question.redirect),
            ("scope", "openid email profile"),
            ("state", question.state),
            ("nonce", question.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let joint = if endpoint.contains('?') { '&' } else { '?' };
        Ok(format!("{endpoint}{joint}{fields}"))
    }

    /// Whom a code stands for.
    pub(crate) async fn redeem(
        &self,
        code: &str,
        question: &Question<'_>,
        now: Timestamp,
    ) -> Result<Believed, Failure> {
        let known = self.known(now).await.map_err(Failure::Away)?;
        let asked = self.way.ask(self.token_request(&known.about, code, question)).await;
        let answer = asked.map_err(|silence| denial(&known.about.token_endpoint, silence))?;
        let tokens: Tokens =
            serde_json::from_slice(&answer).map_err(|_| Failure::Doubted("no ID token came"))?;
        let expected = Expected {
            issuer: &self.settings.issuer,
            client: &self.settings.client_id,
            nonce: question.nonce,
            now,
        };
        let mut believed = known.keys.believe(&tokens.id_token, &expected);
        if believed == Err(Doubt::UnknownKey) {
            let known = self.with_newer_keys(known, now).await.map_err(Failure::Away)?;
            believed = known.keys.believe(&tokens.id_token, &expected);
        }
        believed.map_err(|doubt| match doubt {
            Doubt::UnknownKey => Failure::Doubted("none of the provider's keys signed it"),
            Doubt::Because(why) => Failure::Doubted(why),
        })
    }

    fn token_request(&self, about: &About, code: &str, question: &Question<'_>) -> ProviderAsk {
        let client = self.settings.client_id.as_str();
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", question.redirect),
            ("code_verifier", question.verifier),
        ];
        let supported = &about.token_endpoint_auth_methods_supported;
        // Where a provider does not say, it takes the header (Discovery, section 3).
        let by_header = supported.is_empty() || supported.iter().any(|way| way == "client_secret_basic");
        let mut authorization = String::new();
        match &self.settings.client_secret {
            Some(secret) if by_header => {
                let pair = format!("{}:{}", encoded(client), encoded(secret));
                authorization = format!("Basic {}", STANDARD.encode(pair));
            }
            Some(secret) => fields.extend([("client_id", client), ("client_secret", secret)]),
            None => fields.push(("client_id", client)),
        }
        ProviderAsk { url: about.token_endpoint.clone(), form: Some(form(&fields)), authorization }
    }

    async fn known(&self, now: Timestamp) -> Result<Known, String> {
        let mut known = self.known.lock().await;
        if let Some(fresh) =
            known.as_ref().filter(|known| now.duration_since(known.about_at).abs() < KNOWN_FOR)
        {
            return Ok(fresh.clone());
        }
        let issuer = self.settings.issuer.as_str();
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let about: About = self.read(&address).await?;
        // Section 4.3: whoever answers for another is not listened to.
        if about.issuer != issuer {
            return Err(format!("{address} speaks for '{}'", about.issuer));
        }
        for url in [&about.authorization_endpoint, &about.token_endpoint, &about.jwks_uri] {
            if !is_private(url) {
                return Err(format!("{address} names '{url}', which anybody could listen to"));
            }
        }
        let keys = Arc::new(self.read(&about.jwks_uri).await?);
        let fresh = Known { about: Arc::new(about), keys, about_at: now, keys_at: now };
        Ok(known.insert(fresh).clone())
    }

    async fn with_newer_keys(&self, known: Known, now: Timestamp) -> Result<Known, String> {
        if now.duration_since(known.keys_at).abs() < KEYS_FOR {
            return Ok(known);
        }
        let keys = Arc::new(self.read(&known.about.jwks_uri).await?);
        let newer = Known { keys, keys_at: now, ..known };
        *self.known.lock().await = Some(newer.clone());
        Ok(newer)
    }

    async fn read<T: DeserializeOwned>(&self, url: &str) -> Result<T, String> {
        let ask = ProviderAsk { url: url.to_owned(), form: None, authorization: String::new() };
        let answer = self.way.ask(ask).await.map_err(|silence| match silence {
            ProviderSilence::Away(why) => why,
            ProviderSilence::Refused(_) => format!("{url} refuses to answer"),
        })?;
        serde_json::from_slice(&answer).map_err(|why| format!("{url}: {why}"))
    }
}

/// What a refusal to redeem a code means. What else is said in it is nobody's word that we know.
fn denial(url: &str, silence: ProviderSilence) -> Failure {
    let body = match silence {
        ProviderSilence::Away(why) => return Failure::Away(why),
        ProviderSilence::Refused(body) => body,
    };
    let denial = serde_json::from_slice::<Denial>(&body).map(|denial| denial.error).unwrap_or_default();
    if denial == "invalid_grant" {
        return Failure::Expired;
    }
    let known = OURS.into_iter().find(|error| *error == denial);
    known.map_or_else(|| Failure::Away(format!("{url} refuses to answer")), Failure::Denied)
}

/// Whether what is said there is heard there alone: TLS, or this machine.
pub fn is_private(url: &str) -> bool {
    let host = |rest: &str| rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
    if let Some(rest) = url.strip_prefix("https://") {
        return !host(rest).is_empty() && !host(rest).contains('@');
    }
    let here = ["localhost", "127.0.0.1", "[::1]"];
    url.strip_prefix("http://").map(host).is_some_and(|host| {
        here.iter()
            .any(|name| host.strip_prefix(name).is_some_and(|port| port.is_empty() || port.starts_with(':')))
    })
}

fn form(fields: &[(&str, &str)]) -> String {
    let field = |(name, value): &(&str, &str)| format!("{name}={}", encoded(value));
    fields.iter().map(field).collect::<Vec<_>>().join("&")
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
