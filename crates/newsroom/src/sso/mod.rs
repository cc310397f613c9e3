//! Single sign-on: an identity provider says who somebody is (OpenID Connect Core 1.0, the authorization code flow of
//! section 3.1, with PKCE, RFC 7636).

mod provider;
mod token;

pub use provider::is_private;
pub use provider::{AskProvider, Provider, ProviderAnswer, ProviderAsk, ProviderSilence, SsoSettings};
pub(crate) use provider::{Failure, Question};
pub(crate) use token::Believed;
