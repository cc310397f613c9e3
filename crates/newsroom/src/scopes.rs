//! What a token of the API is for: scopes, each a set of permissions. One table; the roles stay what they are.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Permission;

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident $word:literal [$($permission:ident)+];)+) => {
        /// A part of the desk's work that a token may be for. Never more than its owner's role may do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "lowercase")]
        pub enum Scope { $($(#[$doc])* $name),+ }

        impl Scope {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            pub fn permissions(self) -> &'static [Permission] {
                match self { $(Self::$name => &[$(Permission::$permission),+]),+ }
            }

            /// The one that holds a permission.
            pub fn of(permission: Permission) -> Self {
                match permission { $($(Permission::$permission)|+ => Self::$name),+ }
            }
        }
    };
}

// A permission in none, or in two, does not compile.
scopes! {
    /// See stories, wires, pictures, fronts and findings.
    Read "read" [Read];
    /// Have the desk check documents that are not its own.
    Checks "checks" [CheckDocuments];
    /// Write stories, comment on them, add pictures, answer for findings, send stories on and back; plan and cover events.
    Write "write" [WriteOwn WriteAny Comment Acknowledge AcknowledgeErrors AddAssets SendBack Plan TakeCoverage];
    /// File, take and sort what comes by wire; keep questions to lists.
    Wires "wires" [FileItems TakeItems KeepSearches ManagePresets];
    /// Make up fronts; putting one out takes `publish` as well.
    Fronts "fronts" [EditFronts];
    /// Everything that readers notice.
    Publish "publish" [Publish Correct Kill Schedule ShortenEmbargo DecideAlerts];
    /// Accounts, sources, partners, checks; the audit.
    Manage "manage" [ManageAccounts ManageSources ManageChecks ReadAudit];
}

/// A word that names no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no scope")]
pub struct UnknownScope(pub String);

impl FromStr for Scope {
    type Err = UnknownScope;
    fn from_str(word: &str) -> Result<Self, UnknownScope> {
        let known = Self::ALL.iter().copied().find(|scope| scope.as_str() == word);
        known.ok_or_else(|| UnknownScope(word.chars().take(40).collect()))
    }
}

/// How far a caller's role reaches here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scopes(Reach);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// A person, in a browser or at the machine.
    InPerson,
    /// A person who has to set up a second step before anything else.
    Arriving,
    /// A token: one bit a scope.
    Token(u16),
}

impl Scopes {
    /// All that the role may.
    pub const IN_PERSON: Self = Self(Reach::InPerson);

    /// Nothing but one's own ways in.
    pub(crate) const ARRIVING: Self = Self(Reach::Arriving);

    /// Only what these hold.
    pub fn only(scopes: impl IntoIterator<Item = Scope>) -> Self {
        Self(Reach::Token(scopes.into_iter().fold(0, |bits, scope| bits | 1 << scope as u16)))
    }

    /// As the store keeps them. A word of a newer version gives no right by accident.
    pub fn stored(words: &str) -> Self {
        Self::only(words.split(' ').filter_map(|word| word.parse().ok()))
    }

    pub fn holds(self, scope: Scope) -> bool {
        match self.0 {
            Reach::InPerson => true,
            Reach::Arriving => false,
            Reach::Token(bits) => bits & (1 << scope as u16) != 0,
        }
    }

    pub fn may(self, permission: Permission) -> bool {
        self.holds(Scope::of(permission))
    }

    pub fn is_in_person(self) -> bool {
        matches!(self.0, Reach::InPerson | Reach::Arriving)
    }

    /// Whether a second step has to be set up before anything else.
    pub fn is_arriving(self) -> bool {
        self.0 == Reach::Arriving
    }

    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.holds(*scope))
    }
}

/// As the store keeps them: words with a space between.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.iter().map(Scope::as_str).collect();
        f.write_str(&words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_is_in_the_scope_that_says_so() {
        for permission in Permission::ALL {
            assert!(Scope::of(*permission).permissions().contains(permission), "{permission:?}");
        }
        let held: usize = Scope::ALL.iter().map(|scope| scope.permissions().len()).sum();
        assert_eq!(held, Permission::ALL.len());
    }

    #[test]
    fn scopes_are_read_as_they_were_written_and_unknown_words_give_nothing() {
        for scope in Scope::ALL {
            let one = Scopes::only([*scope]);
            assert_eq!(Scopes::stored(&one.to_string()), one);
            assert_eq!(Scope::ALL.iter().filter(|other| one.holds(**other)).count(), 1);
        }
        let odd = Scopes::stored("read everything  Publish");
        assert_eq!(odd.iter().collect::<Vec<_>>(), [Scope::Read]);
        assert!(!Scopes::only([]).may(Permission::Read) && Scopes::IN_PERSON.may(Permission::Kill));
    }
}
