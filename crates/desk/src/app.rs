//! What every handler is given: the newsroom, the settings, the templates.

use std::collections::HashMap;
use std::sync::Arc;

use newsroom::{Caller, Newsroom};
use story::{AccountId, Edition, Proofs};

use crate::config::DeskConfig;
use crate::present::Present;
use crate::problem::Problem;
use crate::routes::theme::Packed;
use crate::templates::Templates;

/// The desk. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Desk {
    pub newsroom: Newsroom,
    pub config: Arc<DeskConfig>,
    pub templates: Arc<Templates>,
    pub packed: Arc<Packed>,
    pub present: Arc<Present>,
}

impl Desk {
    pub(crate) fn new(newsroom: Newsroom, config: DeskConfig) -> Self {
        let templates = Arc::new(Templates::embedded());
        let (packed, present) = Default::default();
        Self { newsroom, config: Arc::new(config), templates, packed, present }
    }

    /// Cookies never travel without TLS, but where the desk is read over plain HTTP on the same machine.
    pub(crate) fn secure_cookies(&self) -> bool {
        self.newsroom.desk_origin().starts_with("https://")
    }

    /// What readers would get; worked out away from the threads that answer. What is wrong is in the log.
    pub(crate) async fn proof<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Proofs) -> Result<T, String> + Send + 'static,
    ) -> Result<T, Problem> {
        let proofs = Arc::clone(&self.config.proofs);
        let asked = tokio::task::spawn_blocking(move || ask(&*proofs)).await;
        asked.map_err(|died| died.to_string()).and_then(|answer| answer).map_err(|error| {
            tracing::error!(error, "a proof cannot be pulled");
            Problem::fault()
        })
    }

    /// The edition of that name, or the first one.
    pub(crate) fn edition(&self, id: &str) -> Option<&Edition> {
        let known = self.config.editions.iter().find(|edition| edition.id == id);
        known.or_else(|| self.config.editions.first())
    }
}

/// The names of people, each asked for once.
pub(crate) struct Names<'a> {
    desk: &'a Desk,
    caller: &'a Caller,
    known: HashMap<AccountId, String>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(desk: &'a Desk, caller: &'a Caller) -> Self {
        Self { desk, caller, known: HashMap::new() }
    }

    /// The number where nobody has it: a list is not broken by one stranger.
    pub(crate) async fn of(&mut self, account: AccountId) -> String {
        if !self.known.contains_key(&account) {
            let name = self.desk.newsroom.name_of(self.caller, account).await;
            self.known.insert(account, name.unwrap_or_else(|_| account.to_string()));
        }
        self.known.get(&account).cloned().unwrap_or_default()
    }
}

/// `Thaïs Morvan` is `TM`.
pub(crate) fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}
