//! How much of anything the newsroom accepts: every limit has a name, a unit and a reason.

/// One delivery of a wire. Agencies send megabytes; a day's archive of one feed stays below this.
pub const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Items in one delivery: a full archive export is split by those who make it, a flood is not ours to swallow.
pub const FILE_ITEMS_MAX: usize = 10_000;

/// One picture as it came from a camera.
pub const ASSET_BYTES_MAX: usize = pictures::BYTES_MAX;

/// One revision as JSON: a very long read is under 1 MiB.
pub const STORY_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What one browser sends of a shared document at once: a whole long read pasted in.
pub const CHANGE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// A shared document with what was taken out of it again: four times the largest story.
pub(crate) const MANUSCRIPT_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Windows in which one person has stories open for writing.
pub(crate) const SEATS_EACH_MAX: usize = 40;

/// Windows open for writing in one process: each holds a connection.
pub(crate) const SEATS_MAX: usize = 2_000;

/// A reason (acknowledging, killing) is a sentence or two, not a story.
pub const REASON_CHARS_MAX: usize = 1_000;

/// A public notice of correction.
pub const NOTICE_CHARS_MAX: usize = 2_000;

/// The note a journalist leaves with a revision.
pub(crate) const NOTE_CHARS_MAX: usize = 1_000;

/// A remark, not an essay.
pub(crate) const COMMENT_CHARS_MAX: usize = 4_000;

/// Where a comment points: two addresses and two offsets, as carets have them.
pub(crate) const PLACE_CHARS_MAX: usize = 2_000;

/// Enough of a passage to know it by.
pub(crate) const QUOTE_CHARS_MAX: usize = 200;

/// What a calendar shows in a line.
pub(crate) const EVENT_TITLE_CHARS_MAX: usize = 300;

/// Descriptions and notes of an event.
pub(crate) const EVENT_TEXT_CHARS_MAX: usize = 4_000;

/// Nobody sends more people; ten notes for each.
pub(crate) const EVENT_COVERAGES_MAX: usize = 50;

/// An exhibition; what lasts longer is no event. In days.
pub(crate) const EVENT_DAYS_MAX: i64 = 366;

/// Rules of one event; more than one is rare.
pub(crate) const EVENT_RULES_MAX: usize = 8;

/// Times of one event that are shown at once, and those that it has or leaves out beside its rules.
pub(crate) const EVENT_TIMES_MAX: usize = 400;

/// RFC 5321, section 4.5.3.1.3: a path of 256 with its brackets.
pub(crate) const EMAIL_BYTES_MAX: usize = 254;
pub const LOGIN_CHARS_MAX: usize = 64;
pub const ACCOUNT_NAME_CHARS_MAX: usize = 200;

/// Length is what makes a password strong; beside it, only what is guessed first is refused (NIST SP 800-63B).
pub const PASSWORD_CHARS_MIN: usize = 12;

/// So that nobody makes us hash megabytes.
pub const PASSWORD_BYTES_MAX: usize = 1_024;

/// A weekend, and a day.
pub const INVITATION_HOURS: i64 = 72;

/// What a browser says of itself; those that say more say nothing.
pub(crate) const BROWSER_CHARS_MAX: usize = 300;

/// Longer than any working day, shorter than two.
pub const SESSION_HOURS: i64 = 16;
