//! The templates, compiled once, and the one way out of them: every value is cleaned and escaped.

use std::fmt;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, escape_formatter};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::{clean, dates, words};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Shipped;

/// Compiles the shipped templates, each replaced by the newsroom's own of the same name where there is one. A
/// template that cannot be read is refused with its file and line.
pub(crate) fn compile(own: &[(&str, &str)]) -> Result<Environment<'static>, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(|fault| fault.to_string())?);
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("txt") => AutoEscape::None,
        _ => AutoEscape::Html,
    });
    environment.set_formatter(|out, state, value| match (value.as_str(), state.auto_escape()) {
        (Some(text), AutoEscape::Html) if !value.is_safe() => {
            write_escaped(out, &clean::keep_punctuation(clean::clean(text))).map_err(Error::from)
        }
        _ => escape_formatter(out, state, value),
    });
    environment.add_filter("fill", fill);
    environment.add_filter("capitalize_first", dates::capitalised);
    for name in Shipped::iter() {
        let Some(file) = Shipped::get(&name) else { continue };
        let source = String::from_utf8(file.data.into_owned()).map_err(|fault| format!("{name}: {fault}"))?;
        add(&mut environment, &name, source)?;
    }
    for (name, source) in own {
        if Shipped::get(name).is_none() {
            return Err(format!("{name}: there is no such template"));
        }
        add(&mut environment, name, (*source).to_owned())?;
    }
    Ok(environment)
}

/// Anything that templates may read.
pub(crate) fn value(of: impl Serialize) -> Value {
    Value::from(Serde(of))
}

fn add(environment: &mut Environment<'static>, name: &str, source: String) -> Result<(), String> {
    environment.add_template_owned(name.to_owned(), source).map_err(|fault| {
        let line = fault.line().map_or_else(String::new, |line| format!(":{line}"));
        format!("{name}{line}: {}", fault.detail().unwrap_or("not a template"))
    })
}

/// The five letters that mean something in HTML and XML; addresses keep their slashes.
fn write_escaped(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '>', '&', '"', '\'']) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&#34;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}

/// `{{ w.page|fill(page=148) }}`: the word with its placeholders filled.
#[allow(clippy::needless_pass_by_value, reason = "the engine hands filters their arguments")]
fn fill(text: &str, values: Kwargs) -> Result<String, Error> {
    let mut filled = Vec::new();
    for name in values.args() {
        filled.push((name, values.get::<Value>(name)?.to_string()));
    }
    let filled: Vec<_> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(words::fill(text, &filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_template_is_refused_with_its_file_and_line() {
        let refused = compile(&[("article.html", "<p>\n{% if %}\n")]).unwrap_err();
        assert!(refused.starts_with("article.html:2: "), "{refused}");
        let refused = compile(&[("artikel.html", "")]).unwrap_err();
        assert_eq!(refused, "artikel.html: there is no such template");
    }

    #[test]
    fn values_are_cleaned_and_escaped_on_the_way_out() {
        let environment = compile(&[("gone.html", "{{ x }}|{{ x|fill(a='<i>') }}")]).unwrap();
        let page = environment.get_template("gone.html").unwrap();
        let page = page.render(minijinja::context! { x => "<b a=\"'\">\0{a}" }).unwrap();
        assert_eq!(page, "&lt;b a=&#34;&#39;&#34;&gt;{a}|&lt;b a=&#34;&#39;&#34;&gt;&lt;i&gt;");
    }
}
