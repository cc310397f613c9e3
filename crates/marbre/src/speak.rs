//! The language that the command line speaks to whoever started it.

use story::Language;

/// Languages that messages are written in besides English.
const SPOKEN: [&str; 2] = ["fr", "ar"];

/// The language of the terminal, as the locale says; English where we do not speak it.
pub(crate) fn terminal_language() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    let tag = set.unwrap_or_default();
    Language::new(SPOKEN.into_iter().find(|known| tag.starts_with(known)).unwrap_or("en"))
}
