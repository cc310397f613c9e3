//! The client as an identity provider is asked through it.

use std::future::Future;
use std::pin::Pin;

use newsroom::{AskProvider, ProviderAnswer, ProviderAsk, ProviderSilence};

use crate::http::{Ask, Client};

const ANSWER_BYTES_MAX: usize = 1 << 20;

impl AskProvider for Client {
    fn ask(&self, ask: ProviderAsk) -> Pin<Box<dyn Future<Output = ProviderAnswer> + Send + '_>> {
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
            let away = |why: String| ProviderSilence::Away(format!("{url} {why}"));
            let answer = Client::ask(self, question).await.map_err(|error| away(error.to_string()))?;
            match answer.status.as_u16() {
                200..300 if answer.url == url => Ok(answer.body),
                400 | 401 if answer.url == url => Err(ProviderSilence::Refused(answer.body)),
                _ => Err(away(format!("answers {}", answer.status))),
            }
        })
    }
}
