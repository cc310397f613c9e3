//! Comments: who is named in one, and which thread is meant.

use store::{Comment, Store};
use story::{AccountId, StoryId, folded};

use crate::{Code, Refusal, Result};

/// The people whom a text names with `@` before their whole name, each once. Accents and case do not count; of two names
/// where one begins with the other, the longer is meant.
pub(crate) fn mentioned(text: &str, people: &[(AccountId, String)]) -> Vec<AccountId> {
    let mut known: Vec<(AccountId, String)> = people
        .iter()
        .map(|(account, name)| (*account, folded(name.trim())))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    known.sort_by_key(|(_, name)| std::cmp::Reverse(name.chars().count()));
    let mut found = Vec::new();
    for part in text.split('@').skip(1) {
        let part = folded(part);
        let Some((_, longest)) = known.iter().find(|(_, name)| begins(&part, name)) else { continue };
        for (account, name) in &known {
            if name == longest && !found.contains(account) {
                found.push(*account);
            }
        }
    }
    found
}

/// Whether the text begins with the name as whole words.
fn begins(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The first comment of a thread of that story.
pub(crate) async fn thread_of(store: &Store, story: StoryId, thread: u64) -> Result<Comment> {
    let first = store.comment(thread).await?.filter(|one| one.story == story && one.is_first());
    Ok(first.ok_or_else(|| Refusal::new(Code::UnknownComment))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_named_whole_is_called_once() {
        let account = AccountId::from_number;
        let people: Vec<(AccountId, String)> = [
            (1, "Ana"),
            (2, "Ana Morvan"),
            (3, "رانيا نصري"),
            (4, "Éloi Baert"),
            (5, "Éloi Baert"),
            (6, " "),
        ]
        .map(|(id, name)| (account(id), name.to_owned()))
        .into();
        for (text, called) in [
            ("@Ana regarde", &[1][..]),
            ("@Ana Morvan, et @ana morvan encore", &[2]),
            ("@Anabelle", &[]),
            ("ana@example.org", &[]),
            ("@رانيا نصري: انظري", &[3]),
            ("@eloi baert?", &[4, 5]),
            ("@", &[]),
            ("@Ana@Ana Morvan", &[1, 2]),
        ] {
            let found: Vec<u64> = mentioned(text, &people).into_iter().map(AccountId::number).collect();
            assert_eq!(found, called, "{text}");
        }
    }
}
