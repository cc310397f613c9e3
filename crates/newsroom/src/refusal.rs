//! The refusals table: every reason for which an action is not done, with its code, status and arguments.
//! Its words are in `messages/*.ftl`.

use std::fmt;

use story::{IllegalMove, Language};

use crate::messages;

macro_rules! codes {
    ($($name:ident $slug:literal $status:literal [$($arg:literal)*];)+) => {
        /// Why an action is refused. The slug is also the key of its message.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($name),+ }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// For machines and addresses; never changes.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug),+ }
            }

            /// As HTTP counts it.
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }

            /// The names of what its message tells.
            pub fn args(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($arg),*]),+ }
            }
        }
    };
}

codes! {
    // Who
    NotAllowed "not-allowed" 403 ["role" "permission"];
    ScopeMissing "scope-missing" 403 ["scope" "permission"];
    NotInPerson "not-in-person" 403 [];
    OutOfReach "out-of-reach" 403 ["place"];
    ReachLimited "reach-limited" 403 ["permission"];
    AssigneeOutOfReach "assignee-out-of-reach" 422 ["name" "place"];
    NotYours "not-yours" 403 [];
    DeskHasIt "desk-has-it" 403 ["state" "advice"];
    BadSignIn "bad-sign-in" 401 [];
    BadToken "bad-token" 401 [];
    TooManyAttempts "too-many-attempts" 429 ["seconds"];
    WrongPassword "wrong-password" 422 [];
    WrongCode "wrong-code" 401 [];
    SignInOver "sign-in-over" 401 [];
    FormOver "form-over" 409 [];
    PasskeyRefused "passkey-refused" 401 [];
    PasskeyUnfit "passkey-unfit" 422 [];
    PasskeyKnown "passkey-known" 409 [];
    InvitationOver "invitation-over" 404 [];
    OwnAccount "own-account" 409 [];
    AccountClosed "account-closed" 409 [];
    NoSecondStep "no-second-step" 409 [];
    SecondStepNeeded "second-step-needed" 403 [];
    PasskeyNeeded "passkey-needed" 401 [];
    SsoRefused "sso-refused" 401 [];
    SsoUnknown "sso-unknown" 403 ["email"];
    SsoAway "sso-away" 424 [];
    SsoDenied "sso-denied" 424 ["error"];
    EmailInvalid "email-invalid" 422 [];
    EmailTaken "email-taken" 409 ["email"];
    NoScope "no-scope" 422 [];
    LoginTaken "login-taken" 409 ["login"];
    LoginInvalid "login-invalid" 422 ["max"];
    NameInvalid "name-invalid" 422 ["max"];
    PasswordShort "password-short" 422 ["min"];
    PasswordLong "password-long" 422 ["max"];
    PasswordCommon "password-common" 422 [];
    // What
    UnknownStory "unknown-story" 404 ["id"];
    UnknownRevision "unknown-revision" 404 ["number"];
    UnknownItem "unknown-item" 404 ["id"];
    UnknownAccount "unknown-account" 404 ["id"];
    UnknownSession "unknown-session" 404 [];
    UnknownPasskey "unknown-passkey" 404 [];
    UnknownToken "unknown-token" 404 [];
    UnknownFinding "unknown-finding" 404 [];
    UnknownAcknowledgement "unknown-acknowledgement" 404 [];
    UnknownAlert "unknown-alert" 404 [];
    UnknownComment "unknown-comment" 404 [];
    UnknownPreset "unknown-preset" 404 [];
    UnknownSource "unknown-source" 404 ["id"];
    UnknownPartner "unknown-partner" 404 ["id"];
    UnknownEvent "unknown-event" 404 ["id"];
    UnknownCoverage "unknown-coverage" 404 [];
    UnknownRule "unknown-rule" 422 ["rule"];
    UnknownEdition "unknown-edition" 422 ["edition"];
    UnknownSection "unknown-section" 422 ["section" "edition"];
    // Writing
    Conflict "conflict" 409 ["kept" "head"];
    KeptBeside "kept-beside" 409 ["kept" "state"];
    StaleRevision "stale-revision" 409 ["number" "newer"];
    RevisionBeside "revision-beside" 409 ["number"];
    WordsUnreadable "words-unreadable" 422 [];
    SuggestionsOpen "suggestions-open" 409 ["count"];
    TooManyWindows "too-many-windows" 429 ["max"];
    StoryTooLarge "story-too-large" 413 ["max"];
    EmptyReason "empty-reason" 422 [];
    EmptyNotice "empty-notice" 422 [];
    EmptyComment "empty-comment" 422 [];
    TextTooLong "text-too-long" 422 ["max"];
    // Moving
    IllegalMove "illegal-move" 409 ["state" "move"];
    AlreadyLive "already-live" 409 ["number"];
    TimePassed "time-passed" 422 ["at"];
    OneByOne "one-by-one" 409 [];
    // Going out
    EmbargoHolds "embargo-holds" 409 ["until"];
    ChecksBlock "checks-block" 422 ["count" "messages"];
    WireKilled "wire-killed" 409 ["headline"];
    WireDoubted "wire-doubted" 409 ["headline"];
    WireCorrected "wire-corrected" 409 ["headline"];
    WireHeld "wire-held" 409 ["headline"];
    NoHeadline "no-headline" 422 [];
    NoBody "no-body" 422 [];
    NoSection "no-section" 422 [];
    UnknownPicture "unknown-picture" 422 ["asset"];
    NoCredit "no-credit" 422 ["caption"];
    RightsExpired "rights-expired" 422 ["caption" "since"];
    // Warnings of a pre-flight: they refuse nothing
    LanguageDiffers "language-differs" 422 ["language" "edition"];
    PictureMissing "picture-missing" 422 ["caption"];
    NoAlt "no-alt" 422 ["caption"];
    // Live coverage
    NotACoverage "not-a-coverage" 404 [];
    NotAnEntry "not-an-entry" 422 [];
    CoverageNotLive "coverage-not-live" 409 [];
    CoverageClosed "coverage-closed" 409 [];
    // Fronts, programmes, translations
    UnfitSlot "unfit-slot" 422 ["story" "edition"];
    SlotTwice "slot-twice" 422 ["position"];
    NotForFront "not-for-front" 422 ["story" "edition"];
    UnknownFront "unknown-front" 404 ["number"];
    FrontChanged "front-changed" 409 ["name" "place"];
    FrontMoved "front-moved" 409 ["name"];
    FrontPublished "front-published" 409 [];
    NotScheduled "not-scheduled" 409 [];
    TooMany "too-many" 422 ["max"];
    UntitledBroadcast "untitled-broadcast" 422 ["at" "max"];
    TranslatedAlready "translated-already" 409 ["story"];
    // Planning
    EventUntitled "event-untitled" 422 [];
    EventBackwards "event-backwards" 422 ["max"];
    BadRecurrence "bad-recurrence" 422 ["part"];
    NotATimeOfIt "not-a-time-of-it" 409 [];
    NoEventsInFile "no-events-in-file" 422 [];
    UnknownZone "unknown-zone" 422 ["zone"];
    EventChanged "event-changed" 409 ["name" "field"];
    CoverageNotYours "coverage-not-yours" 403 [];
    CoverageHasStory "coverage-has-story" 409 ["story"];
    NotAnEvent "not-an-event" 422 [];
    // Checks
    HouseUnsound "house-unsound" 422 ["faults"];
    RulingChanged "ruling-changed" 409 [];
    AnswersForErrors "answers-for-errors" 403 [];
    // Asking twice
    KeyUnfit "key-unfit" 400 ["max"];
    KeyReused "key-reused" 422 [];
    KeyBusy "key-busy" 409 ["seconds"];
    AnswerLost "answer-lost" 409 [];
    TooManyKeys "too-many-keys" 429 ["max" "seconds"];
    // Wires and pictures
    ItemTaken "item-taken" 409 ["story"];
    ItemWithdrawn "item-withdrawn" 409 [];
    ItemUnread "item-unread" 422 [];
    SourceInvalid "source-invalid" 422 ["why"];
    PartnerInvalid "partner-invalid" 422 ["why"];
    FileEmpty "file-empty" 422 [];
    FileTooLarge "file-too-large" 413 ["max"];
    MediaUnknown "media-unknown" 415 [];
    MediaBroken "media-broken" 422 ["type"];
    MediaCut "media-cut" 422 ["type"];
    MediaFilm "media-film" 422 ["frames"];
    MediaHuge "media-huge" 422 ["width" "height"];
}

/// A value in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    Text(String),
    Number(u64),
    /// Words from the message files, in the language of the message.
    Key(&'static str),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

/// An action that was not done, why, and what to do next. Shown to the caller in the caller's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: Code,
    pub args: Vec<(&'static str, Arg)>,
}

impl Refusal {
    pub fn new(code: Code) -> Self {
        Self { code, args: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        debug_assert!(self.code.args().contains(&name), "{} has no argument {name}", self.code.slug());
        self.args.push((name, value.into()));
        self
    }

    pub(crate) fn key(self, name: &'static str, key: &'static str) -> Self {
        self.with(name, Arg::Key(key))
    }

    pub fn arg(&self, name: &str) -> Option<&Arg> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, arg)| arg)
    }

    /// What happened, why, and what to do next; in English where we do not speak the language.
    pub fn text(&self, language: &Language) -> String {
        messages::text(language, self.code.slug(), &self.args)
    }
}

/// English, for logs.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.slug(), self.text(&Language::new("en")))
    }
}

impl std::error::Error for Refusal {}

impl From<IllegalMove> for Refusal {
    fn from(illegal: IllegalMove) -> Self {
        Self::new(Code::IllegalMove)
            .key("state", messages::state_key(illegal.from))
            .key("move", messages::move_key(illegal.attempted))
    }
}
