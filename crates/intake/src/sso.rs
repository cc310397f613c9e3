//! The client as an identity provider is asked through it.

use std::future::Future;
use std::pin::Pin;

use newsroom::{AskProvider, ProviderAsk};

use crate::http::{Ask, Client};

const ANSWER_BYTES_MAX: usize = 1 << 20;

impl AskProvider for Client {
    fn ask(&self, ask: ProviderAsk) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, String>> + Send + '_>> {
        Box::pin(async move {
            let ProviderAsk { url, form, authorization } = ask;
            let mut question = match form {
                Some(form) => Ask::post(&url, form, ANSWER_BYTES_MAX),
                None => Ask::get(&url, ANSWER_BYTES_MAX),
            };
            question = question.with("accept", "application/json");
            if !authorization.is_empty() {
                question = question.with("authorization", &authorization);
            }
            let answer = Client::ask(self, question).await.map_err(|error| format!("{url}: {error}"))?;
            if answer.url != url || !answer.status.is_success() {
                return Err(format!("{url} answers {}", answer.status));
            }
            Ok(answer.body)
        })
    }
}
