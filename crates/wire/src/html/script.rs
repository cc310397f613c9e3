//! What would run in a browser: counted, so that it can be told. None of it ever comes through, counted or not.

use crate::problem::Problems;
use crate::tree::Element;

/// Script elements, event attributes and addresses that run, in an element and all inside it.
pub(crate) fn scripts(element: Element) -> usize {
    let here = std::iter::once(element).chain(element.descendants());
    here.map(|element| usize::from(element.name() == "script") + running_attributes(element)).sum()
}

/// Tells of the scripts in a piece of a wire. Nobody sends script to a newsroom by mistake: somebody should look.
pub(crate) fn tell_scripts(element: Element, problems: &mut Problems) {
    let count = scripts(element);
    if count > 0 {
        problems.add(
            "script-removed",
            "",
            format!("the text carries script, which was left out; found: {count}"),
        );
    }
}

fn running_attributes(element: Element) -> usize {
    element.attributes().iter().filter(|(name, value)| is_event(name) || runs(value)).count()
}

/// `onclick`, `onerror`: `on` and letters.
fn is_event(name: &str) -> bool {
    name.strip_prefix("on")
        .is_some_and(|rest| rest.len() > 2 && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// An address whose scheme runs, as browsers read it: white space and control characters inside are ignored.
fn runs(value: &str) -> bool {
    const SCHEMES: &[&str] = &["javascript:", "vbscript:", "data:text/html"];
    let start = value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control());
    let start: String = start.take(16).collect::<String>().to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| start.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_counted_and_what_only_reads_like_it_is_not() {
        let count = |html: &str| scripts(crate::html::parse(html, &mut Problems::default()).root());
        assert_eq!(
            count("<p onclick=\"x()\">a <a href=\" java\tscript:x()\">b</a><script>x()</script></p>"),
            3
        );
        assert_eq!(
            count("<p>Le mot javascript: <a href=\"https://news.example/on=1\" only=\"x\">b</a></p>"),
            0
        );
    }
}
