//! A certificate for the site from an authority, by ACME (RFC 8555) with challenges over plain HTTP: asked for at the
//! first start, and anew when two thirds of its time are over. The site notices the new file by itself.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, ChallengeType, Identifier, NewAccount, NewOrder,
    OrderStatus, RetryPolicy,
};
use intake::Client;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use site::{CertificateFiles, Challenges};
use x509_parser::extensions::GeneralName;

use crate::config::Config;
use crate::secrets;

/// Pauses after a failure, the last one for good. Authorities bound how often a host may fail within an hour.
const AGAIN_AFTER: [Duration; 4] =
    [Duration::from_secs(5), Duration::from_secs(60), Duration::from_secs(900), Duration::from_secs(3_600)];
/// How often it is looked whether the certificate grows old, at least.
const LOOK_EVERY: Duration = Duration::from_secs(12 * 3_600);

/// Who is asked, for which host.
pub(crate) struct Authority {
    /// Address of what the authority offers.
    directory: String,
    contact: Option<String>,
    host: String,
    folder: PathBuf,
    client: Client,
    challenges: Challenges,
}

/// An account at an authority, as it is kept in a file.
#[derive(Serialize, Deserialize)]
struct Kept {
    directory: String,
    credentials: AccountCredentials,
}

impl Authority {
    pub(crate) fn of(config: &Config, directory: &str) -> anyhow::Result<Self> {
        ensure!(directory.starts_with("https://"), "tls_acme: '{directory}' is no address of https://");
        let host = certified_host(&config.origin)?;
        let folder = config.data.join("certificates");
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        let contact = config.tls_acme_contact.as_ref().map(|address| format!("mailto:{address}"));
        let client = config.intake()?.client().clone();
        let directory = directory.to_owned();
        Ok(Self { directory, contact, host, folder, client, challenges: Challenges::default() })
    }

    pub(crate) fn challenges(&self) -> Challenges {
        self.challenges.clone()
    }

    /// One file holds both, so that they change together.
    pub(crate) fn files(&self) -> CertificateFiles {
        CertificateFiles { chain: self.certificate(), key: self.certificate(), awaited: true }
    }

    fn certificate(&self) -> PathBuf {
        self.folder.join(format!("{}.pem", self.host))
    }

    /// Keeps a certificate in the file, for as long as the process lives.
    pub(crate) async fn keep(self) {
        let mut failures = 0;
        loop {
            if let Some(left) = self.good_for() {
                tokio::time::sleep(left.min(LOOK_EVERY)).await;
                continue;
            }
            let asked = self.ask().await;
            self.challenges.forget();
            match asked {
                Ok(()) => {
                    failures = 0;
                    tracing::info!(host = %self.host, "a certificate was issued");
                }
                Err(error) => {
                    let pause = AGAIN_AFTER[failures.min(AGAIN_AFTER.len() - 1)];
                    failures += 1;
                    tracing::error!(
                        host = %self.host,
                        authority = %self.directory,
                        error = format!("{error:#}"),
                        again_in = ?pause,
                        "no certificate was issued"
                    );
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }

    /// How long the certificate that is there needs no other. Nothing when it does now, or there is none.
    fn good_for(&self) -> Option<Duration> {
        let pem = std::fs::read(self.certificate()).ok()?;
        let renewal = renewal(&pem, &self.host)?;
        Duration::try_from(renewal.duration_since(Timestamp::now())).ok().filter(|left| !left.is_zero())
    }

    async fn ask(&self) -> anyhow::Result<()> {
        let account = self.account().await?;
        let host = [Identifier::Dns(self.host.clone())];
        let mut order = account.new_order(&NewOrder::new(&host)).await.context("the order was not taken")?;
        let mut authorizations = order.authorizations();
        while let Some(authorization) = authorizations.next().await {
            let mut authorization = authorization?;
            if authorization.status == AuthorizationStatus::Valid {
                continue;
            }
            let challenge = authorization.challenge(ChallengeType::Http01);
            let mut challenge = challenge.context("the authority does not ask over plain HTTP")?;
            let answer = challenge.key_authorization().as_str().to_owned();
            self.challenges.hold(challenge.token.clone(), answer);
            challenge.set_ready().await?;
        }
        let status = order.poll_ready(&RetryPolicy::default()).await?;
        if status != OrderStatus::Ready {
            bail!("{}", refusal(&mut order).await);
        }
        let key = order.finalize().await?;
        let chain = order.poll_certificate(&RetryPolicy::default()).await?;
        let pem = format!("{key}{chain}");
        let due = renewal(pem.as_bytes(), &self.host).context("what was issued is not for this host")?;
        // Else it would be asked for anew at once, and again.
        ensure!(
            due > Timestamp::now(),
            "what was issued is old already: is the clock of this machine right?"
        );
        secrets::write(&self.certificate(), &pem)
    }

    /// The account of the last time, or a new one.
    async fn account(&self) -> anyhow::Result<Account> {
        let file = self.folder.join("account.json");
        let builder = Account::builder_with_http(Box::new(self.client.clone()));
        if let Some(kept) = read(&file)?.filter(|kept| kept.directory == self.directory) {
            return builder.from_credentials(kept.credentials).await.context("the authority was not reached");
        }
        let contact: Vec<&str> = self.contact.as_deref().into_iter().collect();
        let wanted =
            NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
        let made = builder.create(&wanted, self.directory.clone(), None).await;
        let (account, credentials) = made.context("the authority opened no account")?;
        let kept = Kept { directory: self.directory.clone(), credentials };
        secrets::write(&file, &serde_json::to_string_pretty(&kept)?)?;
        Ok(account)
    }
}

fn read(file: &Path) -> anyhow::Result<Option<Kept>> {
    match std::fs::read(file) {
        Ok(bytes) => {
            let kept = serde_json::from_slice(&bytes);
            kept.map(Some)
                .with_context(|| format!("{} holds no account; move it away for a new one", file.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", file.display())),
    }
}

/// What the authority had against it.
async fn refusal(order: &mut instant_acme::Order) -> String {
    let mut said = Vec::new();
    let mut authorizations = order.authorizations();
    while let Some(Ok(authorization)) = authorizations.next().await {
        let problems = authorization.challenges.iter().filter_map(|challenge| challenge.error.as_ref());
        said.extend(problems.map(ToString::to_string));
    }
    format!("the authority could not see that the host is ours: {}", said.join("; "))
}

/// The host of an address that an authority can certify.
fn certified_host(origin: &str) -> anyhow::Result<String> {
    let host = origin.strip_prefix("https://").map(|rest| rest.split([':', '/']).next().unwrap_or_default());
    let named = host.filter(|host| host.contains('.') && host.parse::<std::net::IpAddr>().is_err());
    let named = named.with_context(|| {
        format!(
            "a certificate is issued for a name: origin must be like https://news.example, not '{origin}'"
        )
    })?;
    Ok(named.to_ascii_lowercase())
}

/// When a certificate for the host is to be replaced. Nothing where it is for another, or none.
fn renewal(pem: &[u8], host: &str) -> Option<Timestamp> {
    let mut pems = x509_parser::pem::Pem::iter_from_buffer(pem).filter_map(Result::ok);
    let leaf = pems.find(|pem| pem.label == "CERTIFICATE")?;
    let leaf = leaf.parse_x509().ok()?;
    let names = leaf.subject_alternative_name().ok()??;
    let ours =
        |name: &GeneralName| matches!(name, GeneralName::DNSName(name) if name.eq_ignore_ascii_case(host));
    names.value.general_names.iter().any(ours).then_some(())?;
    let [from, until] = [leaf.validity().not_before, leaf.validity().not_after].map(|time| time.timestamp());
    let life = until.checked_sub(from)?;
    Timestamp::from_second(from).ok()?.checked_add(SignedDuration::from_secs(life / 3 * 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_are_asked_for_names_only() {
        assert_eq!(certified_host("https://News.example:8443").unwrap(), "news.example");
        for origin in ["http://news.example", "https://127.0.0.1:8443", "https://localhost", "https://", ""] {
            assert!(certified_host(origin).is_err(), "{origin}");
        }
    }

    #[test]
    fn what_is_no_certificate_is_asked_for_anew() {
        for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert_eq!(renewal(pem.as_bytes(), "news.example"), None, "{pem}");
        }
    }
}
