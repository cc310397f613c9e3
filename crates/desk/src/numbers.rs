//! Numbers as each language of the interface writes them.

use std::time::Duration;

use fluent_bundle::FluentValue;

use crate::messages::Messages;

/// `8 412` in French, `8,412` in English and, in figures of the West as all our screens have them, in Arabic.
pub(crate) fn grouped(number: u64, messages: &Messages) -> String {
    let figures = number.to_string();
    let mark = if messages.tag() == "fr" { '\u{202f}' } else { ',' };
    let mut text = String::with_capacity(figures.len() + figures.len() / 3 * mark.len_utf8());
    for (at, figure) in figures.char_indices() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(figure);
    }
    text
}

/// How often a version was read: `read 12,306 times`.
pub(crate) fn times_read(times: u64, messages: &Messages) -> String {
    let count = FluentValue::from(grouped(times, messages));
    messages.text("version-read", &[("n", times.into()), ("count", count)])
}

/// Seconds to a tenth: `0,6` in French.
pub(crate) fn seconds(time: Duration, messages: &Messages) -> String {
    let text = format!("{:.1}", time.as_secs_f64());
    if messages.tag() == "fr" { text.replace('.', ",") } else { text }
}

#[cfg(test)]
mod tests {
    use story::Language;

    use super::*;

    #[test]
    fn figures_stand_in_threes_and_seconds_to_a_tenth() {
        let of = |tag: &str| Messages::of(&Language::new(tag));
        let all = |tag: &str| [0, 999, 8412, 1_234_567].map(|number| grouped(number, of(tag)));
        assert_eq!(all("en"), ["0", "999", "8,412", "1,234,567"]);
        assert_eq!(all("fr"), ["0", "999", "8\u{202f}412", "1\u{202f}234\u{202f}567"]);
        let times = [0, 640, 12_340].map(Duration::from_millis);
        assert_eq!(times.map(|time| seconds(time, of("en"))), ["0.0", "0.6", "12.3"]);
        assert_eq!(seconds(times[1], of("fr")), "0,6");
    }
}
