//! What the desk is told by whoever starts it.

use std::borrow::Cow;
use std::sync::Arc;

use newsroom::Provider;
use story::{Edition, Proofs};

use crate::proxies::TrustedProxies;

/// A file of the theme: media type and bytes.
pub type ThemeFile = (&'static str, Cow<'static, [u8]>);

/// Settings of the desk.
#[derive(Clone)]
pub struct DeskConfig {
    /// Scheme and host of the readers' site, without a slash at the end: the desk links to its pages.
    pub site_origin: String,
    /// A file of the theme by its hashed name.
    pub theme: fn(&str) -> Option<ThemeFile>,
    /// The bytes of the same file in Brotli, where there are any.
    pub theme_packed: fn(&str) -> Option<Cow<'static, [u8]>>,
    /// The address of a file of the theme by its logical name: `desk.css`.
    pub theme_url: fn(&str) -> Option<&'static str>,
    /// The first is the default.
    pub editions: Vec<Edition>,
    /// What readers would get, for those who make up fronts.
    pub proofs: Arc<dyn Proofs>,
    /// Who may vouch for people at the door, beside their passwords.
    pub sso: Option<Arc<Provider>>,
    /// Whose word counts for whom a request comes from.
    pub proxies: TrustedProxies,
}
