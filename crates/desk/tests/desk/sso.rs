//! Single sign-on, with a provider of this file: real keys, and answers that may be told to be wrong.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use newsroom::Role::{self, Chief, Editor, Reporter};
use newsroom::{
    AskProvider, Provider, ProviderAnswer, ProviderAsk, ProviderSilence, SignInPolicy, SsoSettings,
    UpdateAccount,
};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::Page;
use crate::world::World;

const ISSUER: &str = "https://id.example/desk";
const CLIENT: &str = "marbre";
const SECRET: &str = "a secret & of both";
const EMAIL: &str = "Ro.Editor@Desk.example";
/// Made for this test and used nowhere else.
const RSA: &[u8] = include_bytes!("keys/rsa.der");

/// An identity provider that knows one person.
struct Directory {
    rsa: RsaKeyPair,
    ec: EcdsaKeyPair,
    told: Mutex<Told>,
}

/// What it was asked, and what it answers.
struct Told {
    claims: Value,
    header: Value,
    /// What an honest provider would not do to its token.
    spoil: fn(String) -> String,
    about: Value,
    keys: Option<Value>,
    /// By code: the challenge that came with the question, and the nonce.
    codes: HashMap<String, (String, String)>,
    asked: Vec<String>,
    away: bool,
    /// What it answers instead of a token.
    denies: Option<&'static str>,
}

fn url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Directory {
    fn new() -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
        let about = json!({
            "issuer": ISSUER, "authorization_endpoint": format!("{ISSUER}/ask"),
            "token_endpoint": format!("{ISSUER}/token"), "jwks_uri": format!("{ISSUER}/keys"),
        });
        let claims = json!({ "email": EMAIL, "email_verified": true, "name": "Ro Editor" });
        let told = Told {
            claims,
            header: json!({ "alg": "RS256", "kid": "rsa" }),
            spoil: |token| token,
            about,
            keys: None,
            codes: HashMap::new(),
            asked: Vec::new(),
            away: false,
            denies: None,
        };
        Self {
            rsa: RsaKeyPair::from_pkcs8(RSA).expect("the test's own key"),
            ec: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random)
                .expect("it"),
            told: Mutex::new(told),
        }
    }

    fn told<T>(&self, change: impl FnOnce(&mut Told) -> T) -> T {
        change(&mut self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn keys(&self) -> Value {
        let public: PublicKeyComponents<Vec<u8>> = self.rsa.public().into();
        let point = self.ec.public_key().as_ref();
        json!({ "keys": [
            { "kty": "RSA", "kid": "rsa", "use": "sig", "alg": "RS256", "n": url(public.n), "e": url(public.e) },
            { "kty": "EC", "kid": "ec", "crv": "P-256", "x": url(&point[1..33]), "y": url(&point[33..]) },
            { "kty": "oct", "kid": "odd", "k": "AAAA" },
        ] })
    }

    /// As somebody signs in there: the code that their browser comes back with, and the state.
    fn let_in(&self, address: &str) -> (String, String) {
        let (endpoint, query) = address.split_once('?').expect("a question");
        assert_eq!(endpoint, format!("{ISSUER}/ask"));
        let query: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", CLIENT),
            ("redirect_uri", "https://desk.example/sign-in/sso/return"),
            ("code_challenge_method", "S256"),
        ] {
            assert_eq!(query[name], value);
        }
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"));
        self.told(|told| {
            let code = format!("code-{}", told.codes.len());
            told.codes.insert(code.clone(), (query["code_challenge"].clone(), query["nonce"].clone()));
            (code, query["state"].clone())
        })
    }

    fn answer(&self, ask: &ProviderAsk, now: i64) -> Result<Value, String> {
        let path = ask.url.strip_prefix(ISSUER).ok_or("another server")?.to_owned();
        self.told(|told| told.asked.push(path.clone()));
        if self.told(|told| told.away) {
            return Err("away".into());
        }
        match path.as_str() {
            "/.well-known/openid-configuration" => Ok(self.told(|told| told.about.clone())),
            "/keys" => Ok(self.told(|told| told.keys.clone()).unwrap_or_else(|| self.keys())),
            "/token" => self.redeem(ask, now),
            other => Err(format!("{other} is not there")),
        }
    }

    fn redeem(&self, ask: &ProviderAsk, now: i64) -> Result<Value, String> {
        let form = ask.form.as_deref().unwrap_or_default();
        let form: HashMap<String, String> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
        let pair = STANDARD.encode(format!("{CLIENT}:a%20secret%20%26%20of%20both"));
        assert_eq!(ask.authorization, format!("Basic {pair}"));
        assert_eq!(form["grant_type"], "authorization_code");
        let known = self.told(|told| told.codes.remove(&form["code"]));
        let (challenge, nonce) = known.ok_or("a code that is none, or was given before")?;
        assert_eq!(url(digest(&SHA256, form["code_verifier"].as_bytes())), challenge);
        let (mut claims, header, spoil) =
            self.told(|told| (told.claims.clone(), told.header.clone(), told.spoil));
        let usual =
            json!({ "iss": ISSUER, "aud": CLIENT, "sub": "7", "iat": now, "exp": now + 300, "nonce": nonce });
        for (name, value) in usual.as_object().expect("claims") {
            claims.as_object_mut().expect("claims").entry(name).or_insert(value.clone());
        }
        Ok(
            json!({ "token_type": "Bearer", "access_token": "x", "id_token": spoil(self.signed(&header, &claims)) }),
        )
    }

    fn signed(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", url(header.to_string()), url(claims.to_string()));
        let random = SystemRandom::new();
        let signature = if header["alg"] == "ES256" {
            self.ec.sign(&random, message.as_bytes()).expect("a signature").as_ref().to_vec()
        } else {
            let mut signature = vec![0; self.rsa.public().modulus_len()];
            self.rsa
                .sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature)
                .expect("a signature");
            signature
        };
        format!("{message}.{}", url(signature))
    }
}

/// The way to it, by the newsroom's clock.
struct Way(Arc<Directory>, newsroom::SetClock);

impl AskProvider for Way {
    fn ask(&self, ask: ProviderAsk) -> Pin<Box<dyn Future<Output = ProviderAnswer> + Send + '_>> {
        let denies = self.0.told(|told| told.denies).filter(|_| ask.url.ends_with("/token"));
        let answer = self.0.answer(&ask, self.1.now().as_second());
        let answer = answer.map(|value| value.to_string().into_bytes()).map_err(ProviderSilence::Away);
        let denied = |body: &str| Err(ProviderSilence::Refused(body.as_bytes().to_vec()));
        Box::pin(std::future::ready(denies.map_or(answer, denied)))
    }
}

/// A newsroom whose editor the provider knows.
async fn world(role: Option<Role>) -> (World, Arc<Directory>) {
    let mut world = World::new().await;
    let directory = Arc::new(Directory::new());
    let settings = SsoSettings {
        issuer: ISSUER.into(),
        client_id: CLIENT.into(),
        client_secret: Some(SECRET.into()),
        name: "Annuaire".into(),
        role,
    };
    let way = Way(Arc::clone(&directory), world.kit.clock.clone());
    world.offer_sso(Provider::new(settings, Arc::new(way)));
    let email = UpdateAccount { email: Some(EMAIL.into()), ..UpdateAccount::default() };
    let editor = world.kit.editor().account;
    world.newsroom.update_account(world.kit.chief(), editor, email).await.expect("an address");
    (world, directory)
}

/// To the provider and back, with what the provider says.
async fn come_back(browser: &mut Browser<'_>, directory: &Directory, next: &str) -> Page {
    let away = browser.get(&format!("/sign-in/sso?next={next}")).await;
    assert_eq!(away.status, 303, "{}", away.text);
    let (code, state) = directory.let_in(away.location());
    browser.get(&format!("/sign-in/sso/return?code={code}&state={state}")).await
}

#[tokio::test]
async fn whom_the_provider_vouches_for_comes_in_and_it_is_on_record() {
    let (world, directory) = world(None).await;
    let mut browser = Browser::new(&world);
    browser
        .get("/sign-in?next=/items")
        .await
        .shows("Sign in with Annuaire")
        .shows("/sign-in/sso?next=%2Fitems");
    for header in [
        json!({ "alg": "RS256", "kid": "rsa" }),
        json!({ "alg": "ES256", "kid": "ec" }),
        json!({ "alg": "RS256" }),
    ] {
        directory.told(|told| told.header = header);
        let mut browser = Browser::new(&world);
        let back = come_back(&mut browser, &directory, "/items").await;
        assert_eq!((back.status.as_u16(), back.location()), (303, "/items"), "{}", back.read());
        assert!(!browser.cookies.contains_key("marbre_sso"));
        browser.get("/settings").await.shows(&world.kit.editor().name);
    }
    let rows =
        world.newsroom.audit(world.kit.chief(), &Default::default(), None, 1).await.expect("rows").rows;
    assert_eq!((rows[0].action.as_str(), rows[0].detail["by"].as_str()), ("sign-in", Some("sso")));
    let asked = directory.told(|told| std::mem::take(&mut told.asked));
    assert_eq!(asked.iter().filter(|path| path.contains("well-known")).count(), 1, "asked once an hour");
    let elsewhere = come_back(&mut browser, &directory, "https://evil.example").await;
    assert_eq!(elsewhere.location(), "/", "and nowhere else");
}

#[tokio::test]
async fn whatever_is_wrong_with_an_answer_nobody_comes_in() {
    let (world, directory) = world(None).await;
    let now = world.newsroom.now().as_second();
    let other = json!({ "keys": [{ "kty": "EC", "kid": "ec", "crv": "P-256", "x": url([1; 32]), "y": url([2; 32]) }] });
    let claims = |name: &str, value: Value| {
        let (mut claims, name) = (json!({ "email": EMAIL, "email_verified": true }), name.to_owned());
        claims[name] = value;
        claims
    };
    let wrong_claims = [
        claims("iss", json!("https://evil.example")),
        claims("iss", json!(format!("{ISSUER}/"))),
        claims("aud", json!("another")),
        claims("aud", json!([CLIENT, "another"])),
        claims("azp", json!("another")),
        claims("exp", json!(now - 61)),
        claims("iat", json!(now + 600)),
        claims("nbf", json!(now + 600)),
        claims("nonce", json!("another")),
        claims("nonce", json!("")),
        claims("email_verified", json!(false)),
        claims("email_verified", Value::Null),
        claims("email", json!("")),
        json!("no claims"),
    ];
    let honest = directory.told(|told| told.claims.clone());
    for claims in wrong_claims.into_iter().filter(Value::is_object) {
        directory.told(|told| told.claims = claims.clone());
        refused(&world, &directory, &claims.to_string()).await;
    }
    directory.told(|told| told.claims = honest);
    for header in [
        json!({ "alg": "none" }),
        json!({ "alg": "HS256", "kid": "odd" }),
        json!({ "alg": "RS512", "kid": "rsa" }),
        json!({ "alg": "RS256", "kid": "nobody's" }),
        json!({ "alg": "ES256", "kid": "rsa" }),
        json!({ "alg": "RS256", "kid": "rsa", "crit": ["b64"] }),
    ] {
        directory.told(|told| told.header = header.clone());
        refused(&world, &directory, &header.to_string()).await;
    }
    directory.told(|told| told.header = json!({ "alg": "RS256", "kid": "rsa" }));
    let spoils: [fn(String) -> String; 5] = [
        |token| token.rsplit_once('.').map(|(rest, _)| format!("{rest}.")).unwrap_or_default(),
        |token| token.replacen('.', "x.", 1),
        |token| format!("{token}AAAA"),
        |token| format!("{}.{}.AAAA", url(r#"{"alg":"none"}"#), token.split('.').nth(1).unwrap_or_default()),
        |_| String::new(),
    ];
    for (n, spoil) in spoils.into_iter().enumerate() {
        directory.told(|told| told.spoil = spoil);
        refused(&world, &directory, &format!("spoilt, way {n}")).await;
    }
    directory.told(|told| {
        (told.spoil, told.keys, told.header) =
            (|token| token, Some(other), json!({ "alg": "ES256", "kid": "ec" }));
    });
    world.kit.advance_minutes(61);
    refused(&world, &directory, "signed by another key").await;
    directory.told(|told| told.keys = None);
    world.kit.advance_minutes(1);
    let mut browser = Browser::new(&world);
    directory.told(|told| told.header = json!({ "alg": "RS256", "kid": "rsa" }));
    assert_eq!(come_back(&mut browser, &directory, "/").await.status, 303, "a key that is new is asked for");
}

async fn refused(world: &World, directory: &Directory, why: &str) {
    let mut browser = Browser::new(world);
    let back = come_back(&mut browser, directory, "/items").await;
    assert_eq!(back.status, 401, "{why}");
    back.shows("role=\"alert\"").shows("was not accepted");
    assert!(!browser.cookies.contains_key("marbre_session"), "{why}");
}

#[tokio::test]
async fn an_answer_counts_once_in_the_browser_that_was_sent_and_for_minutes() {
    let (world, directory) = world(None).await;
    let mut browser = Browser::new(&world);
    let (mut thief, mut other) = (Browser::new(&world), Browser::new(&world));
    let away = browser.get("/sign-in/sso").await;
    let (code, state) = directory.let_in(away.location());
    let back = format!("/sign-in/sso/return?code={code}&state={state}");
    assert_eq!(thief.get(&back).await.status, 401, "no word of ours");
    other.get("/sign-in/sso").await;
    assert_eq!(other.get(&back).await.status, 401, "the word of another");
    for wrong in ["state=", &format!("state={state}x"), &format!("state={state}&error=access_denied")] {
        let mut copy = Browser::new(&world);
        copy.cookies.clone_from(&browser.cookies);
        assert_eq!(
            copy.get(&format!("/sign-in/sso/return?code={code}&{wrong}")).await.status,
            401,
            "{wrong}"
        );
    }
    let mut copy = Browser::new(&world);
    copy.cookies.clone_from(&browser.cookies);
    assert_eq!(
        copy.get(&format!("{back}&iss=https://evil.example")).await.status,
        401,
        "another issuer (RFC 9207)"
    );
    let word = browser.cookies.clone();
    assert_eq!(browser.get(&back).await.status, 303);
    let (again, _) = directory.let_in(away.location());
    let mut replayed = Browser::new(&world);
    replayed.cookies = word;
    let back = format!("/sign-in/sso/return?code={again}&state={state}");
    assert_eq!(replayed.get(&back).await.status, 401, "the same state with another code");

    let mut late = Browser::new(&world);
    let away = late.get("/sign-in/sso").await;
    let (code, state) = directory.let_in(away.location());
    world.kit.advance_minutes(10);
    assert_eq!(
        late.get(&format!("/sign-in/sso/return?code={code}&state={state}")).await.status,
        401,
        "too late"
    );
    for _ in 0..100 {
        if thief.get(&back).await.status == 429 {
            return;
        }
    }
    panic!("answers may be tried at will");
}

#[tokio::test]
async fn a_session_that_was_planted_is_worth_nothing_after_coming_in_by_the_provider() {
    let (world, directory) = world(None).await;
    let planted = world.browser(Reporter).await.cookies["marbre_session"].clone();
    let mut victim = Browser::new(&world);
    let away = victim.get("/sign-in/sso").await;
    let (code, state) = directory.let_in(away.location());
    victim.cookies.insert("marbre_session".into(), planted.clone());
    let back = victim.get(&format!("/sign-in/sso/return?code={code}&state={state}")).await;
    assert_eq!(back.status, 303);
    assert_ne!(victim.cookies["marbre_session"], planted);
    let mut left = Browser::new(&world);
    left.cookies.insert("marbre_session".into(), planted);
    assert_eq!(left.get("/stories").await.status, 303);
}

#[tokio::test]
async fn whom_nobody_knows_stays_outside_or_gets_the_role_that_the_operator_says() {
    let (closed, directory) = world(None).await;
    let stranger = json!({ "email": "Ada+desk@Desk.example", "email_verified": "true", "name": "Ada Marl" });
    directory.told(|told| told.claims = stranger.clone());
    let mut browser = Browser::new(&closed);
    let back = come_back(&mut browser, &directory, "/").await;
    assert_eq!(back.status, 403);
    back.shows("Nobody here has the address Ada+desk@Desk.example");
    let editor = closed.kit.editor().account;
    closed.newsroom.disable_account(closed.kit.chief(), editor).await.expect("closed");
    directory.told(|told| told.claims = json!({ "email": EMAIL, "email_verified": true }));
    assert_eq!(come_back(&mut browser, &directory, "/").await.status, 403, "a closed account");

    let (open, directory) = world(Some(Reporter)).await;
    directory.told(|told| told.claims = stranger);
    for _ in 0..2 {
        let mut browser = Browser::new(&open);
        assert_eq!(come_back(&mut browser, &directory, "/stories").await.location(), "/stories");
        browser.get("/settings").await.shows("Ada Marl").shows("ada-desk@desk.example");
        assert_eq!(browser.get("/audit").await.status, 403, "a reporter");
    }
    let accounts = open.newsroom.accounts(open.kit.chief()).await.expect("accounts");
    assert_eq!(accounts.iter().filter(|view| view.account.email.starts_with("ada")).count(), 1);
}

#[tokio::test]
async fn what_the_provider_says_stands_for_a_password_and_for_no_second_step() {
    let (world, directory) = world(None).await;
    let policy = SignInPolicy { second_step: [Editor].into() };
    world.newsroom.set_sign_in_policy(world.kit.chief(), 0, policy).await.expect("decided");
    let mut browser = Browser::new(&world);
    come_back(&mut browser, &directory, "/items").await;
    assert_eq!(browser.get("/items").await.location(), "/settings/second-step");
}

#[tokio::test]
async fn what_a_provider_refuses_is_told_as_what_it_is() {
    let (world, directory) = world(None).await;
    for (body, says, never) in [
        (r#"{"error":"invalid_grant","error_description":"<script>trap()</script>"}"#, "Begin again", "trap"),
        (r#"{"error":"invalid_client"}"#, "must check its settings", "does not answer"),
        (r#"{"error":"unauthorized_client"}"#, "(unauthorized_client)", "Begin again"),
        (r#"{"error":"<b>odd</b>"}"#, "does not answer", "odd"),
        ("<html>Bad request</html>", "does not answer", "Bad request"),
        (r#"{"error":7}"#, "does not answer", "Begin again"),
    ] {
        directory.told(|told| told.denies = Some(body));
        let mut browser = Browser::new(&world);
        let refused = come_back(&mut browser, &directory, "/items").await;
        refused.shows(says).shows("name=\"password\"");
        assert!(!refused.text.contains(never), "{body}: {}", refused.read());
        assert!(!browser.cookies.contains_key("marbre_session"), "{body}");
    }
    directory.told(|told| told.denies = None);
    assert_eq!(come_back(&mut Browser::new(&world), &directory, "/items").await.status, 303);
}

#[tokio::test]
async fn a_provider_that_is_away_or_speaks_for_another_lets_nobody_in_and_passwords_go_on() {
    let (world, directory) = world(None).await;
    let honest = directory.told(|told| told.about.clone());
    for (name, value) in [
        ("issuer", "https://evil.example"),
        ("token_endpoint", "http://id.example/token"),
        ("jwks_uri", "ftp://id.example/keys"),
    ] {
        let mut about = honest.clone();
        about[name] = json!(value);
        directory.told(|told| told.about = about);
        let refused = Browser::new(&world).get("/sign-in/sso").await;
        assert_eq!(refused.status, 424, "{name}");
        refused.shows("does not answer").shows("name=\"password\"");
    }
    directory.told(|told| (told.about, told.away) = (honest, true));
    assert_eq!(Browser::new(&world).get("/sign-in/sso").await.status, 424);
    assert_eq!(world.browser(Chief).await.get("/stories").await.status, 200);
    directory.told(|told| told.away = false);
    let mut browser = Browser::new(&world);
    assert_eq!(come_back(&mut browser, &directory, "/").await.status, 303);
    let without = World::new().await;
    Browser::new(&without).get("/sign-in").await.hides("/sign-in/sso");
    assert_eq!(Browser::new(&without).get("/sign-in/sso").await.status, 404);
}

#[tokio::test]
async fn an_address_is_one_person_s_and_given_by_those_who_manage() {
    let (world, _) = world(None).await;
    let mut chief = world.browser(Chief).await;
    let (editor, reporter) = (world.kit.editor().account, world.kit.reporter().account);
    let form = |email: &'static str| [("name", "Somebody"), ("role", "reporter"), ("email", email)];
    chief.get(&format!("/accounts/{editor}")).await.shows("value=\"ro.editor@desk.example\"");
    for (email, status) in
        [(EMAIL, 409), ("nobody", 422), ("a@b@c", 422), ("a b@c", 422), ("", 303), ("ro@desk.example", 303)]
    {
        assert_eq!(
            chief.post(&format!("/accounts/{reporter}"), &form(email)).await.status,
            status,
            "{email}"
        );
    }
    let mut own = world.browser(Reporter).await;
    own.post("/settings/name", &[("name", "Ro"), ("email", EMAIL)]).await;
    let accounts = world.newsroom.accounts(world.kit.chief()).await.expect("accounts");
    assert!(
        accounts.iter().any(|view| view.account.id == reporter && view.account.email == "ro@desk.example")
    );
}
