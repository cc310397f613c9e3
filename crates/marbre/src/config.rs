//! Configuration: one file (`marbre.toml` in the data folder, or `--config`), every key also a flag and an
//! environment variable. A flag wins over the environment, the environment over the file.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use newsroom::{Role, SsoSettings};
use serde::{Deserialize, Serialize};

use crate::demo;
use crate::output::OutputArgs;

/// Where the newsroom's data is.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct DataArgs {
    /// Folder of the newsroom: database, pictures, shelf [default: ./marbre-data]
    #[arg(long, env = "MARBRE_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database: `sqlite:PATH` or `postgres://…` [default: newsroom.db in the data folder]
    #[arg(long, env = "MARBRE_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// Key with which secrets in the database are sealed, made when there is none; nodes of one newsroom have the same,
    /// and a backup does not hold it [default: newsroom.key in the data folder]
    #[arg(long, env = "MARBRE_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Folder of pictures and raw wires; several nodes may share one [default: blobs in the data folder]
    #[arg(long, env = "MARBRE_BLOBS", value_name = "DIR")]
    pub blobs: Option<PathBuf>,
    /// Editions, the default one first: of this binary, or `editions/<id>.toml` in the data folder
    /// [default: fr,en,ar]
    #[arg(long, env = "MARBRE_EDITIONS", value_name = "IDS", value_delimiter = ',')]
    pub editions: Option<Vec<String>>,
    /// Configuration file [default: marbre.toml in the data folder, when there]
    #[arg(long, env = "MARBRE_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ReaderArgs {
    /// Address of the readers' site [default: 127.0.0.1:8080]
    #[arg(long, env = "MARBRE_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Address of the readers' site over TLS; plain HTTP then leads there [default: none]
    #[arg(long, env = "MARBRE_TLS_LISTEN", value_name = "ADDR")]
    pub tls_listen: Option<SocketAddr>,
    /// Certificate of the site and its chain, in PEM; read anew when the file changes
    #[arg(long, env = "MARBRE_TLS_CERTIFICATE", value_name = "FILE")]
    pub tls_certificate: Option<PathBuf>,
    /// Private key of the certificate, in PEM
    #[arg(long, env = "MARBRE_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Directory of an authority (ACME) that is asked for the certificate instead; its terms are thereby accepted
    /// [default: none]
    #[arg(long, env = "MARBRE_TLS_ACME", value_name = "URL")]
    pub tls_acme: Option<String>,
    /// E-mail address that the authority may write to [default: none]
    #[arg(long, env = "MARBRE_TLS_ACME_CONTACT", value_name = "ADDRESS")]
    pub tls_acme_contact: Option<String>,
    /// Address of metrics and health, never to be shown to readers [default: none]
    #[arg(long, env = "MARBRE_PRIVATE_LISTEN", value_name = "ADDR")]
    pub private_listen: Option<SocketAddr>,
    /// Scheme and host that readers see, for feeds and sitemaps [default: http:// and the listen address]
    #[arg(long, env = "MARBRE_ORIGIN", value_name = "URL")]
    pub origin: Option<String>,
    /// WebSub hub: feeds name it, and it is told of every change [default: none]
    #[arg(long, env = "MARBRE_HUB", value_name = "URL")]
    pub hub: Option<String>,
    /// Memory for hot pages, in MiB [default: 256]
    #[arg(long, env = "MARBRE_CACHE_MIB", value_name = "N")]
    pub cache_mib: Option<usize>,
    /// File that gets a line for every request of a reader [default: none]
    #[arg(long, env = "MARBRE_ACCESS_LOG", value_name = "FILE")]
    pub access_log: Option<PathBuf>,
    /// Threads that serve readers [default: one per processor]
    #[arg(long, env = "MARBRE_SITE_THREADS", value_name = "N")]
    pub site_threads: Option<usize>,
    /// Connections that one address may have at once; 0 is no limit, for a site behind a proxy [default: 2048]
    #[arg(long, env = "MARBRE_CONNECTIONS_PER_ADDRESS", value_name = "N")]
    pub connections_per_address: Option<usize>,
    /// Only say whether it could start: read the configuration, the editions, the theme and the certificate
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ServeArgs {
    /// Fill an empty newsroom with the demonstration: an invented paper, wires, one account
    #[arg(long)]
    pub demo: bool,
    /// Address of the desk [default: 127.0.0.1:8081]
    #[arg(long, env = "MARBRE_DESK_LISTEN", value_name = "ADDR")]
    pub desk_listen: Option<SocketAddr>,
    /// Scheme and host at which people reach the desk: passkeys belong to it, and over https:// cookies travel by it
    /// alone [default: http://localhost and the port]
    #[arg(long, env = "MARBRE_DESK_ORIGIN", value_name = "URL")]
    pub desk_origin: Option<String>,
    /// Addresses of proxies in front of the desk, or blocks of them: what they say of whom a request comes from
    /// (`Forwarded`, `X-Forwarded-For`) is believed, for limits on signing in and for the record [default: none]
    #[arg(long, env = "MARBRE_DESK_PROXIES", value_name = "NET", value_delimiter = ',')]
    pub desk_proxies: Vec<String>,
    /// Identity provider (OpenID Connect) that may sign people in beside their passwords, as it calls itself; it has to
    /// know the desk's address with /sign-in/sso/return [default: none]
    #[arg(long, env = "MARBRE_SSO_ISSUER", value_name = "URL")]
    pub sso_issuer: Option<String>,
    /// What the identity provider calls this desk
    #[arg(long, env = "MARBRE_SSO_CLIENT_ID", value_name = "ID")]
    pub sso_client_id: Option<String>,
    /// File that holds the secret of this desk at the identity provider [default: none, for a public client]
    #[arg(long, env = "MARBRE_SSO_CLIENT_SECRET_FILE", value_name = "FILE")]
    pub sso_client_secret_file: Option<PathBuf>,
    /// What the identity provider is called at the door [default: its host]
    #[arg(long, env = "MARBRE_SSO_NAME", value_name = "NAME")]
    pub sso_name: Option<String>,
    /// Role of an account that is opened for somebody whom only the identity provider knows [default: none is opened]
    #[arg(long, env = "MARBRE_SSO_ROLE", value_name = "ROLE")]
    pub sso_role: Option<Role>,
    /// Blocks of addresses that sources and partners may be in although they are not public: `10.1.0.0/16` [default: none]
    #[arg(long, env = "MARBRE_WIRE_ALLOW", value_name = "NET", value_delimiter = ',')]
    pub wire_allow: Vec<String>,
    /// Folders that sources may watch [default: wires in the data folder]
    #[arg(long, env = "MARBRE_WIRE_FOLDERS", value_name = "DIR", value_delimiter = ',')]
    pub wire_folders: Vec<PathBuf>,
    #[command(flatten)]
    pub reader: ReaderArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct SiteArgs {
    #[command(flatten)]
    pub reader: ReaderArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub data: DataArgs,
}

/// The settled configuration.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    #[serde(skip)]
    pub data: PathBuf,
    pub database: String,
    /// Empty means `blobs` in the data folder.
    pub blobs: PathBuf,
    pub listen: SocketAddr,
    pub desk_listen: SocketAddr,
    pub private_listen: Option<SocketAddr>,
    /// Needs the two files that follow, or `tls_acme`.
    pub tls_listen: Option<SocketAddr>,
    pub tls_certificate: Option<PathBuf>,
    pub tls_key: Option<PathBuf>,
    pub tls_acme: Option<String>,
    pub tls_acme_contact: Option<String>,
    pub origin: String,
    /// Empty means none.
    pub hub: String,
    pub editions: Vec<String>,
    /// Empty means `localhost` at the port of `desk_listen`.
    pub desk_origin: String,
    /// Whose word counts for whom a request comes from.
    pub desk_proxies: Vec<String>,
    /// Needs `sso_client_id`.
    pub sso_issuer: Option<String>,
    pub sso_client_id: Option<String>,
    pub sso_client_secret_file: Option<PathBuf>,
    pub sso_name: Option<String>,
    pub sso_role: Option<Role>,
    /// Empty means `newsroom.key` in the data folder.
    pub key_file: PathBuf,
    /// Blocks of addresses, beside the public net, that may be connected to.
    pub wire_allow: Vec<String>,
    /// Empty means `wires` in the data folder.
    pub wire_folders: Vec<PathBuf>,
    pub cache_mib: usize,
    pub access_log: Option<PathBuf>,
    /// 0 means one per processor.
    pub site_threads: usize,
    /// 0 is no limit.
    pub connections_per_address: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("marbre-data"),
            database: String::new(),
            blobs: PathBuf::new(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            desk_listen: SocketAddr::from(([127, 0, 0, 1], 8081)),
            private_listen: None,
            tls_listen: None,
            tls_certificate: None,
            tls_key: None,
            tls_acme: None,
            tls_acme_contact: None,
            origin: String::new(),
            hub: String::new(),
            editions: ["fr", "en", "ar"].map(str::to_owned).to_vec(),
            desk_origin: String::new(),
            desk_proxies: Vec::new(),
            sso_issuer: None,
            sso_client_id: None,
            sso_client_secret_file: None,
            sso_name: None,
            sso_role: None,
            key_file: PathBuf::new(),
            wire_allow: Vec::new(),
            wire_folders: Vec::new(),
            cache_mib: 256,
            access_log: None,
            site_threads: 0,
            connections_per_address: site::CONNECTIONS_PER_ADDRESS,
        }
    }
}

impl Config {
    /// The configuration of commands that only need the newsroom's data.
    pub(crate) fn of_data(args: &DataArgs) -> anyhow::Result<Self> {
        let data = args.data.clone().unwrap_or_else(|| Self::default().data);
        let mut config = read_file(args.config.as_deref(), &data)?;
        if let Some(database) = &args.database {
            config.database.clone_from(database);
        }
        if let Some(blobs) = &args.blobs {
            config.blobs.clone_from(blobs);
        }
        if let Some(editions) = &args.editions {
            config.editions.clone_from(editions);
        }
        if let Some(key) = &args.key_file {
            config.key_file.clone_from(key);
        }
        if config.key_file.as_os_str().is_empty() {
            config.key_file = data.join("newsroom.key");
        }
        if config.blobs.as_os_str().is_empty() {
            config.blobs = data.join("blobs");
        }
        if config.database.is_empty() {
            config.database = format!("sqlite:{}", data.join("newsroom.db").display());
        }
        config.data = data;
        config.settle_origin();
        Ok(config)
    }

    pub(crate) fn of_site(args: &SiteArgs) -> anyhow::Result<Self> {
        let mut config = Self::of_data(&args.data)?;
        config.take_reader(&args.reader);
        Ok(config)
    }

    pub(crate) fn of_serve(args: &ServeArgs) -> anyhow::Result<Self> {
        if args.demo && args.data.editions.is_none() && args.data.config.is_none() {
            demo::name_editions(args.data.data.as_deref().unwrap_or(&Self::default().data))?;
        }
        let mut config = Self::of_data(&args.data)?;
        config.desk_listen = args.desk_listen.unwrap_or(config.desk_listen);
        if let Some(origin) = &args.desk_origin {
            config.desk_origin.clone_from(origin);
        }
        config.check_desk_origin()?;
        config.take_sso(args)?;
        if !args.desk_proxies.is_empty() {
            config.desk_proxies.clone_from(&args.desk_proxies);
        }
        config.proxies()?;
        if !args.wire_allow.is_empty() {
            config.wire_allow.clone_from(&args.wire_allow);
        }
        if !args.wire_folders.is_empty() {
            config.wire_folders.clone_from(&args.wire_folders);
        }
        config.take_reader(&args.reader);
        Ok(config)
    }

    fn take_sso(&mut self, args: &ServeArgs) -> anyhow::Result<()> {
        take(&mut self.sso_issuer, &args.sso_issuer);
        take(&mut self.sso_client_id, &args.sso_client_id);
        take(&mut self.sso_name, &args.sso_name);
        take(&mut self.sso_client_secret_file, &args.sso_client_secret_file);
        self.sso_role = args.sso_role.or(self.sso_role);
        let Some(issuer) = &self.sso_issuer else { return Ok(()) };
        if !newsroom::is_private(issuer) {
            bail!("sso_issuer is '{issuer}'; write https:// and the rest as the provider does");
        }
        if self.sso_client_id.is_none() {
            bail!("sso_issuer needs sso_client_id: what the provider calls this desk");
        }
        Ok(())
    }

    /// The identity provider that the operator named; its secret is read from its file.
    pub(crate) fn sso(&self) -> anyhow::Result<Option<SsoSettings>> {
        let (Some(issuer), Some(client_id)) = (&self.sso_issuer, &self.sso_client_id) else {
            return Ok(None);
        };
        let read = |path: &PathBuf| {
            let text = std::fs::read_to_string(path);
            let text =
                text.with_context(|| format!("sso_client_secret_file: {} cannot be read", path.display()))?;
            Ok::<_, anyhow::Error>(text.trim().to_owned())
        };
        let host = issuer.split('/').nth(2).unwrap_or(issuer).to_owned();
        Ok(Some(SsoSettings {
            issuer: issuer.clone(),
            client_id: client_id.clone(),
            client_secret: self.sso_client_secret_file.as_ref().map(read).transpose()?,
            name: self.sso_name.clone().unwrap_or(host),
            role: self.sso_role,
        }))
    }

    pub(crate) fn proxies(&self) -> anyhow::Result<desk::TrustedProxies> {
        let nets = nets(&self.desk_proxies).context("in desk_proxies")?;
        Ok(desk::TrustedProxies::new(move |address| nets.iter().any(|net| net.holds(address))))
    }

    /// What fetches from sources, within the bounds that the operator set.
    pub(crate) fn intake(&self) -> anyhow::Result<intake::Intake> {
        let nets = nets(&self.wire_allow).context("in wire_allow")?;
        let mut folders = self.wire_folders.clone();
        if folders.is_empty() {
            folders.push(self.data.join("wires"));
        }
        Ok(intake::Intake::new(intake::Guard::new(nets), folders))
    }

    pub(crate) fn shelf(&self) -> PathBuf {
        self.data.join("shelf")
    }

    fn take_reader(&mut self, args: &ReaderArgs) {
        self.listen = args.listen.unwrap_or(self.listen);
        self.private_listen = args.private_listen.or(self.private_listen);
        self.tls_listen = args.tls_listen.or(self.tls_listen);
        take(&mut self.tls_acme, &args.tls_acme);
        take(&mut self.tls_acme_contact, &args.tls_acme_contact);
        take(&mut self.access_log, &args.access_log);
        take(&mut self.tls_certificate, &args.tls_certificate);
        take(&mut self.tls_key, &args.tls_key);
        self.cache_mib = args.cache_mib.unwrap_or(self.cache_mib);
        if let Some(hub) = &args.hub {
            self.hub.clone_from(hub);
        }
        self.site_threads = args.site_threads.unwrap_or(self.site_threads);
        self.connections_per_address = args.connections_per_address.unwrap_or(self.connections_per_address);
        match &args.origin {
            Some(origin) => self.origin.clone_from(origin),
            None if args.listen.is_some() && self.origin.starts_with("http://127.") => self.origin.clear(),
            None if args.tls_listen.is_some() && self.origin == format!("http://{}", self.listen) => {
                self.origin.clear();
            }
            None => {}
        }
        self.settle_origin();
    }

    /// The address that readers use, once the ports are known.
    pub(crate) fn listens_at(&mut self, address: SocketAddr, tls: Option<SocketAddr>) {
        let made = self.reached_at();
        (self.listen, self.tls_listen) = (address, tls);
        if self.origin == made {
            self.origin = self.reached_at();
        }
    }

    /// Scheme, host and port of this machine's readers' site.
    pub(crate) fn reached_at(&self) -> String {
        match self.tls_listen {
            Some(tls) => format!("https://{tls}"),
            None => format!("http://{}", self.listen),
        }
    }

    /// Where people reach the desk, once its port is known.
    pub(crate) fn desk_listens_at(&mut self, address: SocketAddr) {
        self.desk_listen = address;
        if self.desk_origin.is_empty() {
            self.desk_origin = format!("http://localhost:{}", address.port());
        }
    }

    /// As browsers write an origin: a passkey belongs to exactly that.
    fn check_desk_origin(&mut self) -> anyhow::Result<()> {
        let origin = self.desk_origin.trim_end_matches('/').to_ascii_lowercase();
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        if !origin.is_empty()
            && host.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', '@']))
        {
            bail!(
                "desk_origin is '{}'; write scheme and host, such as https://desk.example",
                self.desk_origin
            );
        }
        self.desk_origin = origin;
        Ok(())
    }

    /// Where readers come in, a line each.
    pub(crate) fn readers_lines(&self) -> String {
        let plain = match self.tls_listen {
            Some(_) => format!("Plain  http://{}/\n", self.listen),
            None => String::new(),
        };
        format!("Site  {}/\n{plain}", self.reached_at())
    }

    fn settle_origin(&mut self) {
        if self.origin.is_empty() {
            self.origin = self.reached_at();
        }
        self.origin = self.origin.trim_end_matches('/').to_owned();
    }
}

/// What was given counts; what was not stays as it is.
fn take<T: Clone>(own: &mut Option<T>, given: &Option<T>) {
    if given.is_some() {
        own.clone_from(given);
    }
}

fn read_file(named: Option<&Path>, data: &Path) -> anyhow::Result<Config> {
    let path = named.map_or_else(|| data.join("marbre.toml"), Path::to_owned);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound && named.is_none() => {
            return Ok(Config::default());
        }
        Err(why) => return Err(why).with_context(|| format!("{} cannot be read", path.display())),
    };
    parse(&text).with_context(|| format!("in {}", path.display()))
}

fn parse(text: &str) -> anyhow::Result<Config> {
    let table: toml::Table = toml::from_str(text)?;
    let known = toml::Table::try_from(Config::default())?;
    const OPTIONAL: [&str; 12] = [
        "private_listen",
        "access_log",
        "tls_listen",
        "tls_certificate",
        "tls_key",
        "tls_acme",
        "tls_acme_contact",
        "sso_issuer",
        "sso_client_id",
        "sso_client_secret_file",
        "sso_name",
        "sso_role",
    ];
    // They have no value, so they are not in the serialised default.
    let known: Vec<&str> = known.keys().map(String::as_str).chain(OPTIONAL).collect();
    for key in table.keys() {
        if !known.contains(&key.as_str()) {
            let near = known.iter().max_by(|a, b| likeness(key, a).total_cmp(&likeness(key, b)));
            bail!("there is no key '{key}'; the nearest one is '{}'", near.unwrap_or(&""));
        }
    }
    Ok(table.try_into()?)
}

fn likeness(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(a, b)
}

fn nets(texts: &[String]) -> anyhow::Result<Vec<intake::Net>> {
    texts.iter().map(|net| net.parse().map_err(anyhow::Error::msg)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_known_one() {
        let refused = parse("desk_lisen = \"127.0.0.1:9\"").unwrap_err().to_string();
        assert!(refused.contains("desk_lisen") && refused.contains("'desk_listen'"), "{refused}");
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let folder = std::env::temp_dir().join(format!("marbre-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("marbre.toml"), "cache_mib = 7\norigin = \"https://news.example/\"")
            .unwrap();
        let data = DataArgs { data: Some(folder.clone()), ..DataArgs::default() };
        let config = Config::of_data(&data).unwrap();
        assert_eq!((config.cache_mib, config.origin.as_str()), (7, "https://news.example"));
        assert!(config.database.ends_with("newsroom.db"));
        let database = Some("postgres://x/y".to_owned());
        let config = Config::of_data(&DataArgs { database, ..data }).unwrap();
        assert_eq!(config.database, "postgres://x/y");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
