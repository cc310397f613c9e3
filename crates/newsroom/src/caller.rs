//! Who calls, and what each role may do: one table, read by every action.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{AccountId, Language};

use crate::messages;
use crate::reach::place;
use crate::{Code, Reach, Refusal, Scope, Scopes};

/// What somebody is in the newsroom. Each role may do all that the one before may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Reporter,
    Editor,
    Chief,
}

/// A word that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no role: reporter, editor or chief")]
pub struct UnknownRole(pub String);

impl Role {
    pub const ALL: [Self; 3] = [Self::Reporter, Self::Editor, Self::Chief];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Editor => "editor",
            Self::Chief => "chief",
        }
    }

    pub fn may(self, permission: Permission) -> bool {
        self >= permission.least_role()
    }

    fn message_key(self) -> &'static str {
        match self {
            Self::Reporter => "role-reporter",
            Self::Editor => "role-editor",
            Self::Chief => "role-chief",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(word: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == word)
            .ok_or_else(|| UnknownRole(word.chars().take(40).collect()))
    }
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $key:literal $role:ident;)+) => {
        /// One thing a caller may or may not do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Permission { $($(#[$doc])* $name),+ }

        impl Permission {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The lowest role that has it.
            pub fn least_role(self) -> Role {
                match self { $(Self::$name => Role::$role),+ }
            }

            /// What it lets people do, in words.
            pub fn text(self, language: &Language) -> String {
                messages::text(language, self.message_key(), &[])
            }

            /// The key of its words in the message files.
            pub fn message_key(self) -> &'static str {
                match self { $(Self::$name => concat!("permission-", $key)),+ }
            }
        }
    };
}

permissions! {
    /// See stories, items, pictures and findings.
    Read "read" Reporter;
    /// Have documents checked that are not the newsroom's.
    CheckDocuments "check-documents" Reporter;
    FileItems "file-items" Reporter;
    TakeItems "take-items" Reporter;
    /// Create stories, write in one's own drafts, hand them to the desk, drop them.
    WriteOwn "write-own" Reporter;
    /// Answer for a finding that does not block.
    Acknowledge "acknowledge" Reporter;
    /// Say something about a story to the others, close and open what was said.
    Comment "comment" Reporter;
    AddAssets "add-assets" Reporter;
    /// Keep questions to lists for oneself.
    KeepSearches "keep-searches" Reporter;
    /// Take coverages that nobody has, and say how far one's own are.
    TakeCoverage "take-coverage" Reporter;
    /// Answer for a finding that blocks; a newsroom's policy may ask for more.
    AcknowledgeErrors "acknowledge-errors" Editor;
    /// Write in every story, whatever its state.
    WriteAny "write-any" Editor;
    SendBack "send-back" Editor;
    Schedule "schedule" Editor;
    /// Make an embargo end earlier, or lift it.
    ShortenEmbargo "shorten-embargo" Editor;
    Publish "publish" Editor;
    Correct "correct" Editor;
    Kill "kill" Editor;
    /// Let a story go out although an item it is built from was withdrawn or corrected.
    DecideAlerts "decide-alerts" Editor;
    /// Work on the drafts of fronts.
    EditFronts "edit-fronts" Editor;
    /// Keep questions to lists for the whole newsroom.
    ManagePresets "manage-presets" Editor;
    /// Say what is going to happen, and who covers it.
    Plan "plan" Editor;
    ReadAudit "read-audit" Editor;
    /// Say where wires come from, and who is sent what goes live.
    ManageSources "manage-sources" Chief;
    /// Decide how much checks weigh, and write house rules.
    ManageChecks "manage-checks" Chief;
    ManageAccounts "manage-accounts" Chief;
}

impl Permission {
    /// Whether it is about the newsroom as a whole: nobody has it whose role counts in some places only.
    pub fn is_of_all(self) -> bool {
        matches!(self, Self::ManageAccounts | Self::ManageSources | Self::ManageChecks | Self::ManagePresets)
    }
}

/// Who asks for an action: an account and the role it has now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub account: AccountId,
    pub name: String,
    pub role: Role,
    /// The language in which findings are explained to this caller.
    pub language: Language,
    /// What of it counts: a token may be for less.
    pub scopes: Scopes,
    /// Where it counts.
    pub reach: Reach,
}

impl Caller {
    /// The newsroom itself: schedules and the command line. Account number 0 is nobody else's.
    pub fn system() -> Self {
        Self {
            account: AccountId::from_number(0),
            name: "Marbre".to_owned(),
            role: Role::Chief,
            language: Language::new("en"),
            scopes: Scopes::IN_PERSON,
            reach: Reach::EVERYWHERE,
        }
    }

    pub fn is_system(&self) -> bool {
        self.account.number() == 0
    }

    /// What role, scopes and reach allow somewhere.
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission) && self.scopes.may(permission) && self.is_wide_enough(permission)
    }

    fn is_wide_enough(&self, permission: Permission) -> bool {
        self.reach.is_everywhere() || !permission.is_of_all()
    }

    /// Whether the role counts where a story is.
    pub fn reaches(&self, edition: &str, section: &str) -> Result<(), Refusal> {
        if self.reach.holds(edition, section) { Ok(()) } else { Err(out_of_reach(edition, section)) }
    }

    /// Whether it counts in all of an edition.
    pub fn reaches_all_of(&self, edition: &str) -> Result<(), Refusal> {
        if self.reach.holds_all_of(edition) { Ok(()) } else { Err(out_of_reach(edition, "")) }
    }

    pub fn needs(&self, permission: Permission) -> Result<(), Refusal> {
        if self.may(permission) { Ok(()) } else { Err(self.lacks(permission)) }
    }

    /// Whether it is the caller's own account, or the caller manages all.
    pub(crate) fn owns_account(&self, account: AccountId) -> Result<(), Refusal> {
        let own = account == self.account && self.scopes.is_in_person();
        if own { Ok(()) } else { self.needs(Permission::ManageAccounts) }
    }

    /// One's own ways in are changed by oneself: no token makes another, or outlives what it was made for.
    pub(crate) fn in_person(&self) -> Result<(), Refusal> {
        if self.scopes.is_in_person() { Ok(()) } else { Err(Refusal::new(Code::NotInPerson)) }
    }

    pub(crate) fn lacks(&self, permission: Permission) -> Refusal {
        if self.scopes.is_arriving() {
            return Refusal::new(Code::SecondStepNeeded);
        }
        if self.role.may(permission) && !self.scopes.may(permission) {
            let scope = Scope::of(permission);
            return Refusal::new(Code::ScopeMissing)
                .with("scope", scope.as_str())
                .key("permission", permission.message_key());
        }
        if self.role.may(permission) && !self.is_wide_enough(permission) {
            return Refusal::new(Code::ReachLimited).key("permission", permission.message_key());
        }
        Refusal::new(Code::NotAllowed)
            .key("role", self.role.message_key())
            .key("permission", permission.message_key())
    }
}

fn out_of_reach(edition: &str, section: &str) -> Refusal {
    Refusal::new(Code::OutOfReach).with("place", place(edition, section))
}
