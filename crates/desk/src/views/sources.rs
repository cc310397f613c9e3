//! The sources as a list, one of them as a form, and the deliveries that could not be read.

use minijinja::Value;
use newsroom::{DeadLetter, Routed, RoutingRule, SourceConfig, SourceView};
use serde::Serialize;
use story::ItemId;

use crate::form::Submission;
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;

const KINDS: &[&str] = &["poll", "imap", "ftp", "sftp", "s3", "folder", "push"];

/// What the page shows besides the list.
#[derive(Default)]
pub(crate) struct Shown {
    pub open: Option<u64>,
    /// What somebody wrote and was not kept.
    pub posted: Option<Submission>,
    pub refused: Option<Problem>,
    /// A line of the rules that says nothing we know.
    pub bad_rule: Option<String>,
    pub token: Option<String>,
    pub tried: Option<Vec<(ItemId, String, Routed)>>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    name: String,
    kind: String,
    address: String,
    enabled: bool,
    silent: bool,
    last: Option<String>,
    next: Option<String>,
    error: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct Form {
    id: String,
    name: String,
    enabled: bool,
    kind: String,
    address: String,
    user: String,
    every: String,
    at_once: String,
    silence: String,
    desk: String,
    time_zone: String,
    copyright: String,
    usage_terms: String,
    own_use_only: bool,
    mapping: String,
    rules: String,
}

#[derive(Debug, Serialize)]
struct Letter {
    id: String,
    source: String,
    name: String,
    time: String,
    problem: String,
}

#[derive(Debug, Serialize)]
struct Tried {
    item: String,
    headline: String,
    rule: usize,
    desk: String,
    alert: bool,
    ignore: bool,
}

pub(crate) async fn values(screen: &Screen<'_>, shown: Shown) -> Result<Value, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let clock = screen.clock();
    let sources = newsroom.sources(caller).await?;
    let open = sources.iter().find(|view| Some(view.row.id) == shown.open);
    let form = match (&shown.posted, open) {
        (Some(posted), _) => posted_form(posted),
        (None, Some(view)) => form_of(view),
        (None, None) => Form { enabled: true, kind: "poll".into(), every: "5".into(), ..Form::default() },
    };
    let letters = newsroom.dead_letters(caller).await?;
    let refusal = shown.refused.as_ref().map(|problem| problem.text(screen.visitor.messages()));
    let tried = |(item, headline, routed): (ItemId, String, Routed)| Tried {
        item: item.to_string(),
        headline,
        rule: routed.rule,
        desk: routed.desk,
        alert: routed.alert,
        ignore: routed.ignore,
    };
    Ok(values! {
        tab => "sources", kinds => KINDS, form, refusal, bad_rule => shown.bad_rule, token => shown.token,
        sources => sources.iter().map(|view| row(view, &clock)).collect::<Vec<_>>(),
        letters => letters.iter().map(|one| letter(one, &clock)).collect::<Vec<_>>(),
        tried => shown.tried.map(|all| all.into_iter().map(tried).collect::<Vec<_>>()),
        desks => screen.desk.config.editions.iter().map(|edition| edition.id.clone()).collect::<Vec<_>>(),
    })
}

fn row(view: &SourceView, clock: &Clock) -> Row {
    let progress =
        |key: &str| view.row.progress.get(key).and_then(serde_json::Value::as_str).map(str::to_owned);
    Row {
        id: view.row.id.to_string(),
        name: view.row.name.clone(),
        kind: view.config.kind.clone(),
        address: view.config.address.clone(),
        enabled: view.row.enabled,
        silent: view.silent,
        last: view.row.last_item.map(|at| clock.short(at)),
        next: view.row.next_visit.filter(|_| view.row.enabled).map(|at| clock.short(at)),
        error: progress("error"),
    }
}

fn letter(letter: &DeadLetter, clock: &Clock) -> Letter {
    Letter {
        id: letter.id.to_string(),
        source: letter.source.clone(),
        name: letter.name.clone(),
        time: clock.short(letter.at),
        problem: letter.problems.first().map(|problem| problem.message.clone()).unwrap_or_default(),
    }
}

fn form_of(view: &SourceView) -> Form {
    let config = &view.config;
    let number = |count: u32| if count == 0 { String::new() } else { count.to_string() };
    Form {
        id: view.row.id.to_string(),
        name: view.row.name.clone(),
        enabled: view.row.enabled,
        kind: config.kind.clone(),
        address: config.address.clone(),
        user: config.user.clone(),
        every: number(config.every_minutes),
        at_once: number(config.at_once_max),
        silence: number(config.silence_minutes),
        desk: config.desk.clone(),
        time_zone: config.time_zone.clone(),
        copyright: config.copyright.clone(),
        usage_terms: config.usage_terms.clone(),
        own_use_only: config.own_use_only,
        mapping: config.mapping.clone(),
        rules: config.rules.iter().map(rule_line).collect::<Vec<_>>().join("\n"),
    }
}

fn posted_form(posted: &Submission) -> Form {
    let word = |name: &str| posted.word(name);
    Form {
        id: word("id"),
        name: word("name"),
        enabled: word("enabled") == "on",
        kind: word("kind"),
        address: word("address"),
        user: word("user"),
        every: word("every"),
        at_once: word("at_once"),
        silence: word("silence"),
        desk: word("desk"),
        time_zone: word("time_zone"),
        copyright: word("copyright"),
        usage_terms: word("usage_terms"),
        own_use_only: word("own_use_only") == "on",
        mapping: posted.get("mapping").unwrap_or_default(),
        rules: posted.get("rules").unwrap_or_default(),
    }
}

/// The settings that a form says; an error is the line of its rules that says nothing we know.
pub(crate) fn config_of(posted: &Submission) -> Result<SourceConfig, String> {
    let number = |name: &str| posted.word(name).parse().unwrap_or(0);
    let lines = posted.get("rules").unwrap_or_default();
    let rules = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(rule);
    Ok(SourceConfig {
        kind: posted.word("kind"),
        address: posted.word("address"),
        user: posted.word("user"),
        secret: posted.get("secret").unwrap_or_default(),
        every_minutes: number("every"),
        at_once_max: number("at_once"),
        silence_minutes: number("silence"),
        desk: posted.word("desk"),
        time_zone: posted.word("time_zone"),
        copyright: posted.word("copyright"),
        usage_terms: posted.word("usage_terms"),
        own_use_only: posted.word("own_use_only") == "on",
        mapping: posted.get("mapping").unwrap_or_default(),
        rules: rules.collect::<Result<_, _>>()?,
    })
}

/// `words=port,ferry; without=tennis; section=sport; language=en; kind=picture; urgency=2; desk=fr; alert; ignore`
fn rule(line: &str) -> Result<RoutingRule, String> {
    let mut rule = RoutingRule::default();
    for part in line.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').map_or((part, ""), |(key, value)| (key.trim(), value.trim()));
        let list =
            || value.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
        match key {
            "words" => rule.words = list(),
            "without" => rule.without = list(),
            "section" => rule.sections = list(),
            "language" => rule.languages = list(),
            "kind" => rule.kinds = list(),
            "urgency" => rule.urgency_max = value.parse().map_err(|_| line.to_owned())?,
            "desk" => value.clone_into(&mut rule.desk),
            "alert" => rule.alert = true,
            "ignore" => rule.ignore = true,
            _ => return Err(line.to_owned()),
        }
    }
    Ok(rule)
}

fn rule_line(rule: &RoutingRule) -> String {
    let lists = [
        ("words", &rule.words),
        ("without", &rule.without),
        ("section", &rule.sections),
        ("language", &rule.languages),
        ("kind", &rule.kinds),
    ];
    let mut parts: Vec<String> = lists
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(key, list)| format!("{key}={}", list.join(",")))
        .collect();
    if rule.urgency_max > 0 {
        parts.push(format!("urgency={}", rule.urgency_max));
    }
    if !rule.desk.is_empty() {
        parts.push(format!("desk={}", rule.desk));
    }
    parts.extend(
        [("alert", rule.alert), ("ignore", rule.ignore)]
            .into_iter()
            .filter(|(_, on)| *on)
            .map(|(key, _)| key.to_owned()),
    );
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_reads_as_it_was_written() {
        for line in [
            "words=port,ferry; without=tennis; section=sport; language=en; kind=picture; urgency=2; desk=fr; alert",
            "ignore",
            "words=port",
        ] {
            assert_eq!(rule_line(&rule(line).unwrap()), line);
        }
        assert!(rule("word=port").is_err() && rule("urgency=soon").is_err());
    }
}
