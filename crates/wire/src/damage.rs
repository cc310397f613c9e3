//! Which problems mean that bytes were broken or left out, as against a field that was merely absent or odd.

use story::Problem;

/// Codes of problems after which something that was in the bytes may be missing from the items.
const DAMAGE: &[&str] = &[
    "bad-bytes",
    "bad-json",
    "bad-xml",
    "empty",
    "entities-refused",
    "no-items",
    "not-text",
    "too-deep",
    "too-large",
    "too-long",
    "too-many-blocks",
    "too-many-elements",
    "too-many-items",
    "too-many-lines",
    "too-much-markup",
    "truncated",
    "unknown-entity",
    "unknown-format",
];

/// Whether somebody should look at the raw bytes: what was read may not be all that was sent.
pub fn is_damage(problem: &Problem) -> bool {
    DAMAGE.contains(&problem.code.as_str())
}
