//! Passkeys: what a browser answers for a device (WebAuthn, level 2), and what of it is believed.
//!
//! Nobody's make of device is asked for (attestation `none`), so the public key comes as browsers hand it out, and no
//! CBOR is read (see decisions/0010-passkeys-on-ring.md). What is asked of every answer: our challenge, our origin, the
//! hash of our host, and that the device knew its person.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
};
use serde::Deserialize;
use x509_parser::oid_registry::{OID_KEY_TYPE_EC_PUBLIC_KEY, OID_PKCS1_RSAENCRYPTION, OID_SIG_ED25519};
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::SubjectPublicKeyInfo;

/// COSE's numbers of the algorithms that every browser must speak to a device for us (level 2, section 5.2.1.1).
pub const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];
const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

/// Section 6.1: who is meant, flags, a count.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_CREDENTIAL: u8 = 0x40;
/// The make of the device, which nobody asks for.
const AAGUID_BYTES: usize = 16;
/// Section 4: "Credential ID […] at most 1023 bytes".
const CREDENTIAL_BYTES_MAX: usize = 1023;

/// What a browser answers when a passkey was made. All in base64url, as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPasskey {
    pub name: String,
    pub client_data: String,
    pub authenticator_data: String,
    /// As X.509 writes one (SubjectPublicKeyInfo).
    pub public_key: String,
}

/// What a browser answers when somebody signs in. All in base64url, as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assertion {
    pub credential: String,
    pub client_data: String,
    pub authenticator_data: String,
    pub signature: String,
    /// Whose key the device says it is.
    pub user: String,
}

/// What the browser itself says of the ceremony.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// A key that can be kept.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Registered {
    pub(crate) credential: String,
    pub(crate) algorithm: i64,
    pub(crate) public_key: Vec<u8>,
    pub(crate) counter: u64,
}

/// The challenge that the browser answered, when it was asked at our own address for this.
pub(crate) fn challenge_of(client_data: &str, ceremony: &str, origin: &str) -> Option<String> {
    let said: ClientData = serde_json::from_slice(&bytes(client_data)?).ok()?;
    let ours = said.r#type == ceremony && said.origin == origin && !said.cross_origin;
    ours.then_some(said.challenge)
}

/// Section 7.1, for a key that nobody vouches for.
pub(crate) fn registered(new: &NewPasskey, host: &str) -> Option<Registered> {
    let data = bytes(&new.authenticator_data)?;
    let (counter, flags, rest) = told(&data, host)?;
    if flags & HAS_CREDENTIAL == 0 {
        return None;
    }
    let (length, rest) = rest.get(AAGUID_BYTES..)?.split_first_chunk::<2>()?;
    let credential = rest.get(..usize::from(u16::from_be_bytes(*length)))?;
    if credential.is_empty() || credential.len() > CREDENTIAL_BYTES_MAX {
        return None;
    }
    let (algorithm, public_key) = key_of(&bytes(&new.public_key)?)?;
    Some(Registered { credential: URL_SAFE_NO_PAD.encode(credential), algorithm, public_key, counter })
}

/// Section 7.2: the device's count of its uses, when the answer is signed with this key.
pub(crate) fn asserted(answer: &Assertion, algorithm: i64, public_key: &[u8], host: &str) -> Option<u64> {
    let (data, client_data) = (bytes(&answer.authenticator_data)?, bytes(&answer.client_data)?);
    let (counter, ..) = told(&data, host)?;
    let way: &dyn VerificationAlgorithm = match algorithm {
        ES256 => &ECDSA_P256_SHA256_ASN1,
        EDDSA => &ED25519,
        RS256 => &RSA_PKCS1_2048_8192_SHA256,
        _ => return None,
    };
    let signed = [&data, digest(&SHA256, &client_data).as_ref()].concat();
    UnparsedPublicKey::new(way, public_key).verify(&signed, &bytes(&answer.signature)?).ok()?;
    Some(counter)
}

/// Count, flags and what follows, of a device that was asked for us, and by its person.
fn told<'d>(data: &'d [u8], host: &str) -> Option<(u64, u8, &'d [u8])> {
    let (for_whom, rest) = data.split_first_chunk::<32>()?;
    let (flags, rest) = rest.split_first()?;
    let (counter, rest) = rest.split_first_chunk::<4>()?;
    let ours = for_whom.as_slice() == digest(&SHA256, host.as_bytes()).as_ref();
    let known = flags & PRESENT != 0 && flags & VERIFIED != 0;
    (ours && known).then(|| (u64::from(u32::from_be_bytes(*counter)), *flags, rest))
}

/// Algorithm and key, as `ring` wants it, of one that X.509 wrote.
fn key_of(written: &[u8]) -> Option<(i64, Vec<u8>)> {
    let (rest, info) = SubjectPublicKeyInfo::from_der(written).ok()?;
    let kind = &info.algorithm.algorithm;
    let algorithm = if *kind == OID_KEY_TYPE_EC_PUBLIC_KEY {
        ES256
    } else if *kind == OID_SIG_ED25519 {
        EDDSA
    } else if *kind == OID_PKCS1_RSAENCRYPTION {
        RS256
    } else {
        return None;
    };
    let key = info.subject_public_key.data.to_vec();
    // An uncompressed point of P-256, 32 bytes, or RFC 8017's RSAPublicKey of 2048 bits and more.
    let whole = match algorithm {
        ES256 => key.len() == 65 && key[0] == 4,
        EDDSA => key.len() == 32,
        _ => (270..1100).contains(&key.len()),
    };
    (rest.is_empty() && whole).then_some((algorithm, key))
}

pub(crate) fn bytes(base64url: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(base64url).ok()
}

/// The host of an origin: what passkeys belong to.
pub(crate) fn host_of(origin: &str) -> &str {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}
