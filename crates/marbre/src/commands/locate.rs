//! Where the words of a finding stand in the file that was checked.

/// The line (from 1) of `words` in `source`, guided by the text around them: first the words with what stands
/// before and after them in their field, then the words alone. `None` when markup tears them apart.
pub(crate) fn line_of(source: &str, field: &str, start: usize, end: usize) -> Option<usize> {
    let words = field.get(start..end)?;
    let around = |reach: usize| {
        let from = floor(field, start.saturating_sub(reach));
        let to = floor(field, (end + reach).min(field.len())).max(end);
        source.find(&field[from..to]).map(|at| at + (start - from))
    };
    let at = around(40).or_else(|| around(12)).or_else(|| source.find(words))?;
    Some(source[..floor(source, at)].matches('\n').count() + 1)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_that_of_the_words_in_their_sentence() {
        let source = "mardi\n\nLe port rouvre mardi 10 juin, dit-on.\nmardi";
        let field = "Le port rouvre mardi 10 juin, dit-on.";
        let start = field.find("mardi").unwrap();
        assert_eq!(line_of(source, field, start, start + 5), Some(3));
    }

    #[test]
    fn words_torn_apart_by_markup_have_no_line() {
        assert_eq!(line_of("<b>mar</b>di", "mardi", 0, 5), None);
        assert_eq!(line_of("x", "é", 1, 2), None);
    }
}
