//! The screens' templates, embedded, one environment for each language of the interface.

use std::collections::HashMap;

use fluent_bundle::FluentValue;
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, Value};
use rust_embed::RustEmbed;
use story::Language;

use crate::messages::{LANGUAGES, Messages};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Files;

/// The templates in every language.
pub(crate) struct Templates {
    by_language: HashMap<&'static str, Environment<'static>>,
}

impl Templates {
    pub(crate) fn embedded() -> Self {
        let by_language =
            LANGUAGES.iter().map(|tag| (*tag, environment(Messages::of(&Language::new(tag))))).collect();
        Self { by_language }
    }

    pub(crate) fn render(&self, messages: &Messages, name: &str, context: Value) -> Result<String, Error> {
        let missing = || Error::new(minijinja::ErrorKind::TemplateNotFound, "no such language");
        self.by_language.get(messages.tag()).ok_or_else(missing)?.get_template(name)?.render(context)
    }
}

fn environment(messages: &'static Messages) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.add_global("lang", messages.tag());
    environment.add_global("dir", messages.language().direction().as_str());
    environment.add_function("t", move |key: &str, values: Kwargs| translate(messages, key, &values));
    for name in Files::iter() {
        let Some(file) = Files::get(&name) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        if let Err(error) = environment.add_template_owned(name.to_string(), text) {
            tracing::error!(%name, %error, "a template of the desk cannot be read");
        }
    }
    environment
}

fn translate(messages: &Messages, key: &str, values: &Kwargs) -> Result<String, Error> {
    let mut args: Vec<(&str, FluentValue)> = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        let value = match value.kind() {
            ValueKind::Number => FluentValue::from(i64::try_from(value)?),
            _ => FluentValue::from(value.to_string()),
        };
        args.push((name, value));
    }
    Ok(messages.text(key, &args))
}
