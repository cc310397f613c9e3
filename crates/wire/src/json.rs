//! JSON to values, kindly: one value, an array, or one value a line; text cut short is closed where it ends.

use serde_json::Value;

use crate::limits::JSON_DEPTH_MAX;
use crate::problem::Problems;

/// How many times its own length the values of a text may take, and what any may: texts of news take four times theirs.
const TIMES_MAX: usize = 12;
const SPARE_BYTES: usize = 32 << 20;

/// The values of a document. What cannot be read is told; what stands before it is kept.
pub(crate) fn read(text: &str, problems: &mut Problems) -> Vec<Value> {
    let text = text.trim();
    if depth(text) > JSON_DEPTH_MAX {
        let message = format!("arrays and objects nest deeper than {JSON_DEPTH_MAX}; nothing was read");
        problems.add("too-deep", "", message);
        return Vec::new();
    }
    if weight(text) > text.len().saturating_mul(TIMES_MAX) + SPARE_BYTES {
        problems.add(
            "too-many-values",
            "",
            "numbers and objects without words: data, and no news; nothing was read",
        );
        return Vec::new();
    }
    if let Some(values) = whole(text).or_else(|| whole(&line_ends_escaped(text)?)) {
        return values;
    }
    let mut values = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    while let Some(value) = stream.next() {
        match value {
            Ok(value) => values.push(value),
            Err(error) => {
                let rest = text.get(stream.byte_offset()..).unwrap_or_default();
                faulty(rest, &error, &mut values, problems);
                break;
            }
        }
    }
    values
}

/// In memory a value takes many times the room that it has in the text, and an object the room of a dozen values: how much
/// both will take, roughly.
fn weight(text: &str) -> usize {
    const VALUE_BYTES: usize = 56;
    const OBJECT_BYTES: usize = 680;
    let (mut weight, mut in_string, mut escaped) = (0usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => weight += OBJECT_BYTES,
            b',' | b'[' if !in_string => weight += VALUE_BYTES,
            _ => {}
        }
    }
    weight
}

fn whole(text: &str) -> Option<Vec<Value>> {
    serde_json::Deserializer::from_str(text).into_iter().collect::<Result<_, _>>().ok()
}

/// Many programs write line ends and tabs into a string as they are, where JSON wants escapes: the text with escapes,
/// when that changes it.
fn line_ends_escaped(text: &str) -> Option<String> {
    let (mut in_string, mut escaped, mut found) = (false, false, false);
    let mut mended = String::with_capacity(text.len() + 64);
    for letter in text.chars() {
        let escape = match letter {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => "",
        };
        if in_string && !escaped && !escape.is_empty() {
            mended.push_str(escape);
            found = true;
        } else {
            mended.push(letter);
        }
        (in_string, escaped) = match letter {
            _ if escaped => (in_string, false),
            '\\' => (in_string, in_string),
            '"' => (!in_string, false),
            _ => (in_string, false),
        };
    }
    found.then_some(mended)
}

/// Behind a fault: text cut short is closed; else the following lines may hold whole values.
fn faulty(rest: &str, error: &serde_json::Error, values: &mut Vec<Value>, problems: &mut Problems) {
    if error.is_eof() {
        problems.add("truncated", place(error), "the text ends too early; what was there is kept");
        values.extend(closed(rest));
        return;
    }
    problems.add("bad-json", place(error), format!("{error}; what could be read is kept"));
    let lines = rest.lines().skip(1).filter(|line| line.trim_start().starts_with('{'));
    let whole: Vec<Value> = lines.filter_map(|line| serde_json::from_str(line).ok()).collect();
    if whole.is_empty() {
        values.extend(rest.get(..offset(rest, error)).and_then(closed));
    } else {
        values.extend(whole);
    }
}

fn place(error: &serde_json::Error) -> String {
    format!("line {}", error.line())
}

/// The byte of the fault in `rest`, roughly: the position is told for the whole text, so search by line length.
fn offset(rest: &str, error: &serde_json::Error) -> usize {
    let line = rest.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (line + error.column().saturating_sub(1)).min(rest.len());
    (0..=at).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0)
}

fn depth(text: &str) -> usize {
    let (mut depth, mut most, mut in_string, mut escaped) = (0usize, 0usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

/// The value that a text cut short began: cut back to the last whole part, then closed.
fn closed(text: &str) -> Option<Value> {
    const TRIES_MAX: usize = 12;
    let mut end = text.len();
    for _ in 0..TRIES_MAX {
        let (close, in_string) = open_parts(&text[..end]);
        let mut tries =
            vec![format!("{}{close}", text[..end].trim_end_matches([',', ' ', '\n', '\r', '\t']))];
        if in_string {
            tries.insert(0, format!("{}\"{close}", text[..end].trim_end_matches('\\')));
        }
        if let Some(value) = tries.iter().find_map(|text| serde_json::from_str(text).ok()) {
            return Some(value);
        }
        end = text[..end].rfind([',', '{', '[', '"'])?;
    }
    None
}

/// What is open at the end of a text, as the brackets that close it, and whether it ends inside a string.
fn open_parts(text: &str) -> (String, bool) {
    let (mut open, mut in_string, mut escaped) = (Vec::new(), false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' if !in_string => open.push(']'),
            b'{' if !in_string => open.push('}'),
            b']' | b'}' if !in_string => {
                open.pop();
            }
            _ => {}
        }
    }
    (open.into_iter().rev().collect(), in_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> (Vec<Value>, Vec<String>) {
        let mut problems = Problems::default();
        let values = read(text, &mut problems);
        (values, problems.into_list().into_iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn one_value_and_one_value_a_line_are_read() {
        assert_eq!(codes("{\"a\":1}").0.len(), 1);
        assert_eq!(codes("{\"a\":1}\n{\"a\":2}\n").0.len(), 2);
        assert_eq!(codes("{\"a\":1}\nnonsense\n{\"a\":2}\n").0.len(), 2);
    }

    #[test]
    fn line_ends_as_they_are_in_a_string_are_read_as_if_escaped() {
        let (values, codes) = codes("{\"body\":\"une\n\"}\n{\"body\":\"\\\"deux\ttrois\\\\\r\n\"}");
        assert_eq!(codes, Vec::<String>::new());
        assert_eq!(values[0]["body"], "une\n");
        assert_eq!(values[1]["body"], "\"deux\ttrois\\\r\n");
    }

    #[test]
    fn text_cut_anywhere_keeps_its_first_whole_parts() {
        let text =
            "{\"headline\":\"Le port rouvre\",\"list\":[{\"name\":\"Ostrande\"},{\"name\":\"Corlises\"}]}";
        for end in 28..text.len() {
            let (values, codes) = codes(&text[..end]);
            assert_eq!(codes, ["truncated"], "{end}");
            assert_eq!(values[0]["headline"], "Le port rouvre", "{end}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
            assert_eq!(codes(&text), (vec![], vec!["too-deep".to_owned()]));
        }
    }
}
