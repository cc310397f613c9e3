//! Passkeys: what of a device's answer is believed. The device is one of software, in this file.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use newsroom::{Assertion, Code, NewPasskey, PasskeyOffer, Permission, Role, SignInPolicy};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use testkit::TestNewsroom;

use crate::support::{client, entered, refused};

testkit::on_both_databases! {
    a_device_signs_its_owner_in_and_no_code_is_asked_for
    an_answer_counts_once_and_in_the_browser_that_was_asked
    what_is_wrong_with_an_answer_refuses_it
    a_device_whose_count_does_not_go_up_is_refused
    what_is_wrong_with_a_new_passkey_refuses_it
    a_passkey_is_named_and_removed_by_its_owner_alone
    a_password_alone_is_not_enough_for_a_role_that_needs_a_second_step
}

const ORIGIN: &str = "https://desk.example";
const HOST: &str = "desk.example";
const GATE: &str = "the word of this browser";
const PASSWORD: &str = "trois ferries à quai";
const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const HAS_CREDENTIAL: u8 = 64;

/// One device. What it says may be changed before it says it.
struct Device {
    key: Key,
    credential: &'static str,
    user: String,
    origin: &'static str,
    host: &'static str,
    flags: u8,
    counter: u32,
}

enum Key {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

fn url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Device {
    fn new(credential: &'static str) -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random).unwrap();
        Self::with(Key::Es256(key), credential)
    }

    fn of_edwards(credential: &'static str) -> Self {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::with(Key::EdDsa(Ed25519KeyPair::from_pkcs8(made.as_ref()).unwrap()), credential)
    }

    fn with(key: Key, credential: &'static str) -> Self {
        let flags = PRESENT | VERIFIED;
        Self { key, credential, user: String::new(), origin: ORIGIN, host: HOST, flags, counter: 0 }
    }

    fn client_data(&self, ceremony: &str, challenge: &str) -> String {
        let said = serde_json::json!({
            "type": ceremony, "challenge": challenge, "origin": self.origin, "crossOrigin": false, "other": "fine",
        });
        said.to_string()
    }

    fn data(&self, flags: u8, more: &[u8]) -> Vec<u8> {
        let whom = digest(&SHA256, self.host.as_bytes());
        [whom.as_ref(), &[flags], &self.counter.to_be_bytes(), more].concat()
    }

    /// RFC 5480 and RFC 8410: what stands before the key itself.
    fn public_key(&self) -> Vec<u8> {
        const P256: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
        const ED25519: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";
        match &self.key {
            Key::Es256(key) => [P256, key.public_key().as_ref()].concat(),
            Key::EdDsa(key) => [ED25519, key.public_key().as_ref()].concat(),
        }
    }

    fn make(&mut self, offer: &PasskeyOffer, name: &str) -> NewPasskey {
        assert_eq!(offer.host, HOST);
        self.user.clone_from(&offer.user);
        let length = (self.credential.len() as u16).to_be_bytes();
        let more = [[0; 16].as_slice(), &length, self.credential.as_bytes(), b"a key in CBOR"].concat();
        NewPasskey {
            name: name.into(),
            client_data: url(self.client_data("webauthn.create", &offer.challenge)),
            authenticator_data: url(self.data(self.flags | HAS_CREDENTIAL, &more)),
            public_key: url(self.public_key()),
        }
    }

    fn sign(&self, challenge: &str) -> Assertion {
        self.sign_as(self.client_data("webauthn.get", challenge))
    }

    fn sign_as(&self, client_data: String) -> Assertion {
        let data = self.data(self.flags, b"");
        let signed = [&data, digest(&SHA256, client_data.as_bytes()).as_ref()].concat();
        let signature = match &self.key {
            Key::Es256(key) => key.sign(&SystemRandom::new(), &signed).unwrap().as_ref().to_vec(),
            Key::EdDsa(key) => key.sign(&signed).as_ref().to_vec(),
        };
        Assertion {
            credential: url(self.credential),
            client_data: url(client_data),
            authenticator_data: url(data),
            signature: url(signature),
            user: self.user.clone(),
        }
    }
}

async fn offer(desk: &TestNewsroom) -> PasskeyOffer {
    let editor = desk.editor();
    desk.newsroom.set_password(desk.chief(), editor.account, PASSWORD.into()).await.unwrap();
    desk.newsroom.begin_passkey(editor, PASSWORD.into(), &client("x")).await.unwrap()
}

/// The editor's.
async fn known(desk: &TestNewsroom, mut device: Device) -> Device {
    let new = device.make(&offer(desk).await, "Phone");
    desk.newsroom.add_passkey(desk.editor(), &new, &client("x")).await.unwrap();
    device
}

async fn enter(desk: &TestNewsroom, answer: &Assertion) -> newsroom::Result<newsroom::SignedIn> {
    desk.newsroom.sign_in_with_passkey(answer, GATE, &client("192.0.2.7")).await
}

async fn a_device_signs_its_owner_in_and_no_code_is_asked_for(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    for device in [Device::new("one"), Device::of_edwards("two")] {
        let device = known(&desk, device).await;
        desk.advance_minutes(1);
        let open = enter(&desk, &device.sign(&newsroom.passkey_challenge(GATE))).await.unwrap();
        assert_eq!(open.caller.account, desk.editor().account);
        assert!(newsroom.session(&open.token).await.unwrap().is_some());
    }
    let ways = newsroom.ways_in(desk.editor(), desk.editor().account).await.unwrap();
    assert_eq!(ways.passkeys.len(), 2);
    assert_eq!(ways.passkeys[1].used, Some(desk.now()));
    let again = newsroom.begin_passkey(desk.editor(), PASSWORD.into(), &client("x")).await.unwrap();
    assert_eq!(again.known, [url("one"), url("two")], "a device makes no second one");
    assert_eq!(
        refused(newsroom.begin_passkey(desk.editor(), "no".into(), &client("x")).await),
        Code::WrongPassword
    );
    let told = newsroom.audit(desk.chief(), &Default::default(), None, 1).await.unwrap().rows.remove(0);
    assert_eq!((told.action.as_str(), told.detail["by"].as_str()), ("sign-in", Some("passkey")));
}

async fn an_answer_counts_once_and_in_the_browser_that_was_asked(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let device = known(&desk, Device::new("one")).await;
    let answer = device.sign(&newsroom.passkey_challenge(GATE));
    enter(&desk, &answer).await.unwrap();
    assert_eq!(refused(enter(&desk, &answer).await), Code::PasskeyRefused, "the same again");
    let elsewhere = device.sign(&newsroom.passkey_challenge("another browser"));
    assert_eq!(refused(enter(&desk, &elsewhere).await), Code::PasskeyRefused);
    let answer = device.sign(&newsroom.passkey_challenge(""));
    let without = newsroom.sign_in_with_passkey(&answer, "", &client("x")).await;
    assert_eq!(refused(without), Code::PasskeyRefused);
    let late = device.sign(&newsroom.passkey_challenge(GATE));
    desk.advance_minutes(15);
    assert_eq!(refused(enter(&desk, &late).await), Code::PasskeyRefused);
    enter(&desk, &device.sign(&newsroom.passkey_challenge(GATE))).await.unwrap();
}

async fn what_is_wrong_with_an_answer_refuses_it(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let mut device = known(&desk, Device::new("one")).await;
    let ask = || newsroom.passkey_challenge(GATE);
    let right = device.sign(&ask());
    let mut wrong = vec![
        Assertion { credential: url("other"), ..device.sign(&ask()) },
        Assertion { user: url(7_u64.to_be_bytes()), ..device.sign(&ask()) },
        Assertion { user: String::new(), ..device.sign(&ask()) },
        Assertion { client_data: right.client_data.clone(), ..device.sign(&ask()) },
        Assertion { signature: right.signature.clone(), ..device.sign(&ask()) },
        Assertion { signature: "!".into(), ..device.sign(&ask()) },
        Assertion { authenticator_data: url("short"), ..device.sign(&ask()) },
        Assertion::default(),
        Device::new("one").sign(&ask()),
        device.sign("a challenge of nobody"),
        device.sign_as(device.client_data("webauthn.create", &ask())),
        device.sign_as(device.client_data("webauthn.get", &ask()).replace("false", "true")),
    ];
    for flags in [0, PRESENT, VERIFIED] {
        device.flags = flags;
        wrong.push(device.sign(&ask()));
    }
    device.flags = PRESENT | VERIFIED;
    for origin in [
        "https://desk.example.evil",
        "http://desk.example",
        "https://desk.example:8443",
        "https://evil.example",
    ] {
        device.origin = origin;
        wrong.push(device.sign(&ask()));
    }
    device.origin = ORIGIN;
    device.host = "evil.example";
    wrong.push(device.sign(&ask()));
    for (n, answer) in wrong.iter().enumerate() {
        assert_eq!(refused(enter(&desk, answer).await), Code::PasskeyRefused, "{n}");
    }
    enter(&desk, &right).await.expect("nothing of it used the right one up");
    device.host = HOST;
    newsroom.disable_account(desk.chief(), desk.editor().account).await.unwrap();
    assert_eq!(refused(enter(&desk, &device.sign(&ask())).await), Code::PasskeyRefused);
    let tried = async || refused(enter(&desk, &right).await);
    for _ in 0..100 {
        if tried().await == Code::TooManyAttempts {
            return;
        }
    }
    panic!("answers may be tried at will");
}

async fn a_device_whose_count_does_not_go_up_is_refused(desk: TestNewsroom) {
    let mut device = Device::new("one");
    device.counter = 5;
    let mut device = known(&desk, device).await;
    for (counter, good) in [(5, false), (6, true), (6, false), (3, false), (0, false), (u32::MAX, true)] {
        device.counter = counter;
        let done = enter(&desk, &device.sign(&desk.newsroom.passkey_challenge(GATE))).await;
        assert_eq!(done.is_ok(), good, "{counter}");
    }
}

async fn what_is_wrong_with_a_new_passkey_refuses_it(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let mut device = Device::new("one");
    let offer = offer(&desk).await;
    let right = device.make(&offer, "Phone");
    let mut wrong = vec![
        (Code::NameInvalid, NewPasskey { name: " ".into(), ..right.clone() }),
        (Code::PasskeyUnfit, NewPasskey { public_key: url(&device.public_key()[..90]), ..right.clone() }),
        (Code::PasskeyUnfit, NewPasskey { public_key: url("nonsense"), ..right.clone() }),
        (Code::PasskeyUnfit, NewPasskey { client_data: url("{}"), ..right.clone() }),
        (
            Code::PasskeyUnfit,
            NewPasskey { authenticator_data: url(device.data(PRESENT | VERIFIED, b"")), ..right.clone() },
        ),
        (
            Code::PasskeyUnfit,
            NewPasskey { authenticator_data: url(device.data(69, &[0; 18])), ..right.clone() },
        ),
        (
            Code::FormOver,
            device.make(&PasskeyOffer { challenge: newsroom.passkey_challenge(GATE), ..offer.clone() }, "x"),
        ),
    ];
    device.flags = PRESENT;
    wrong.push((Code::PasskeyUnfit, device.make(&offer, "x")));
    device.flags = PRESENT | VERIFIED;
    device.origin = "https://evil.example";
    wrong.push((Code::PasskeyUnfit, device.make(&offer, "x")));
    for (n, (code, new)) in wrong.iter().enumerate() {
        assert_eq!(refused(newsroom.add_passkey(editor, new, &client("x")).await), *code, "{n}");
    }
    assert_eq!(
        refused(newsroom.add_passkey(desk.chief(), &right, &client("x")).await),
        Code::FormOver,
        "offered to another"
    );
    newsroom.add_passkey(editor, &right, &client("x")).await.unwrap();
    assert_eq!(refused(newsroom.add_passkey(editor, &right, &client("x")).await), Code::PasskeyKnown);
    let before = newsroom.begin_passkey(editor, PASSWORD.into(), &client("x")).await.unwrap();
    desk.advance_minutes(15);
    let mut other = Device::new("two");
    let late = newsroom.add_passkey(editor, &other.make(&before, "x"), &client("x")).await;
    assert_eq!(refused(late), Code::FormOver);
}

async fn a_passkey_is_named_and_removed_by_its_owner_alone(desk: TestNewsroom) {
    let (newsroom, editor, chief) = (&desk.newsroom, desk.editor(), desk.chief());
    let device = known(&desk, Device::new("one")).await;
    let id = newsroom.ways_in(chief, editor.account).await.unwrap().passkeys[0].id;
    assert_eq!(refused(newsroom.rename_passkey(chief, id, "Mine").await), Code::UnknownPasskey);
    assert_eq!(refused(newsroom.remove_passkey(chief, id).await), Code::UnknownPasskey);
    newsroom.rename_passkey(editor, id, " Laptop ").await.unwrap();
    assert_eq!(newsroom.ways_in(editor, editor.account).await.unwrap().passkeys[0].name, "Laptop");
    newsroom.remove_passkey(editor, id).await.unwrap();
    let answer = device.sign(&newsroom.passkey_challenge(GATE));
    assert_eq!(refused(enter(&desk, &answer).await), Code::PasskeyRefused);
    let device = known(&desk, Device::new("two")).await;
    newsroom.reset_second_step(chief, editor.account).await.unwrap();
    let answer = device.sign(&newsroom.passkey_challenge(GATE));
    assert_eq!(refused(enter(&desk, &answer).await), Code::PasskeyRefused, "a lost device opens nothing");
}

async fn a_password_alone_is_not_enough_for_a_role_that_needs_a_second_step(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let by_password = async || newsroom.sign_in("editor", PASSWORD.into(), &client("x")).await;
    newsroom.set_password(desk.chief(), desk.editor().account, PASSWORD.into()).await.unwrap();
    let open = entered(by_password().await.unwrap());
    let policy = |roles: &[Role]| SignInPolicy { second_step: roles.iter().copied().collect() };
    newsroom.set_sign_in_policy(desk.chief(), 0, policy(&[Role::Editor])).await.unwrap();
    let arriving = newsroom.session(&open.token).await.unwrap().unwrap().caller;
    for permission in Permission::ALL {
        assert!(!arriving.may(*permission), "{permission:?}");
    }
    assert_eq!(arriving.needs(Permission::Read).unwrap_err().code, Code::SecondStepNeeded);
    let mut device = Device::new("one");
    let offer = newsroom.begin_passkey(&arriving, PASSWORD.into(), &client("x")).await.unwrap();
    let made = device.make(&offer, "Portable");
    let fresh = newsroom.add_passkey(&arriving, &made, &client("x")).await.unwrap().expect("a new session");
    assert!(newsroom.session(&open.token).await.unwrap().is_none(), "whoever had only the password is out");
    assert!(newsroom.session(&fresh.token).await.unwrap().unwrap().caller.may(Permission::Publish));
    let open = enter(&desk, &device.sign(&newsroom.passkey_challenge(GATE))).await.unwrap();
    assert!(newsroom.session(&open.token).await.unwrap().unwrap().caller.may(Permission::Publish));
    assert_eq!(refused(by_password().await), Code::PasskeyNeeded, "who has the password has not the passkey");
    let passkeys = newsroom.ways_in(desk.editor(), desk.editor().account).await.unwrap().passkeys;
    assert_eq!(refused(newsroom.remove_passkey(desk.editor(), passkeys[0].id).await), Code::SecondStepNeeded);
    newsroom.set_sign_in_policy(desk.chief(), 1, policy(&[])).await.unwrap();
    entered(by_password().await.unwrap());
    newsroom.remove_passkey(desk.editor(), passkeys[0].id).await.unwrap();
}
