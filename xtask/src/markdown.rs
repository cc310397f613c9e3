//! The little of Markdown that rules need: lines outside code fences, `code` and links in them.

/// Lines with their numbers (from 1), code fences and what they hold left out.
pub(crate) fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fence: Option<&str> = None;
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => lines.push((at + 1, line)),
            _ => {}
        }
    }
    lines
}

/// What stands between backticks on one line.
pub(crate) fn code_spans(line: &str) -> Vec<&str> {
    let mut spans = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let ticks = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        let body = &rest[start + ticks..];
        let Some(end) = body.find(&"`".repeat(ticks)) else { break };
        spans.push(body[..end].trim());
        rest = &body[end + ticks..];
    }
    spans
}

/// Targets of links, pictures and reference definitions on one line, outside backticks.
pub(crate) fn links(line: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    if let Some((_, target)) = line.split_once("]: ").filter(|_| line.starts_with('[')) {
        targets.push(target.trim());
    }
    let outside = line.split('`').step_by(2);
    for part in outside {
        let ends = part.match_indices("](").map(|(at, _)| &part[at + 2..]);
        targets.extend(ends.filter_map(|after| after.split([')', ' ']).next()));
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_left_out() {
        let lines = prose("a\n```sh\n`b`\n~~~\n```\nc\n");
        assert_eq!(lines, [(1, "a"), (6, "c")]);
    }

    #[test]
    fn code_and_links_are_told_apart() {
        let line = "See `a/b.rs`, ``c`d``, [x](e.md#f \"title\"), ![y](g.png) and `[z](no)`.";
        assert_eq!(code_spans(line), ["a/b.rs", "c`d", "[z](no)"]);
        assert_eq!(links("See [x](e.md#f \"title\"), ![y](g.png) and `[z](no)`."), ["e.md#f", "g.png"]);
        assert_eq!(links("[ref]: https://example.org/"), ["https://example.org/"]);
    }

    #[test]
    fn an_open_backtick_opens_nothing() {
        assert!(code_spans("it`s").is_empty());
    }
}
