//! The list of what could not be read as it should: bounded, in the order met.

use story::Problem;

use crate::limits::PROBLEMS_MAX;

/// Problems of one file. Beyond the limit they are only counted, and the count is told.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    untold: usize,
}

impl Problems {
    pub(crate) fn add(&mut self, code: &str, place: impl Into<String>, message: impl Into<String>) {
        if self.list.len() >= PROBLEMS_MAX {
            self.untold += 1;
            return;
        }
        let problem = Problem { code: code.to_owned(), place: place.into(), message: message.into() };
        if self.list.last() != Some(&problem) {
            self.list.push(problem);
        }
    }

    pub(crate) fn into_list(mut self) -> Vec<Problem> {
        if self.untold > 0 {
            let message = format!("{} further problems are not listed", self.untold);
            self.list.push(Problem { code: "more-problems".into(), place: String::new(), message });
        }
        self.list
    }
}

/// The first words of a text, for messages.
pub(crate) fn excerpt(text: &str) -> String {
    const LETTERS_MAX: usize = 80;
    let mut short: String = text.chars().take(LETTERS_MAX).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_beyond_the_limit_are_counted() {
        let mut problems = Problems::default();
        for n in 0..PROBLEMS_MAX + 7 {
            problems.add("bad-date", format!("item {n}"), "left out");
        }
        let list = problems.into_list();
        assert_eq!(list.len(), PROBLEMS_MAX + 1);
        assert!(list.last().unwrap().message.starts_with("7 further"));
    }

    #[test]
    fn an_excerpt_never_cuts_a_letter() {
        let long = "é".repeat(200);
        assert_eq!(excerpt(&long).chars().count(), 81);
        assert_eq!(excerpt("court"), "court");
    }
}
