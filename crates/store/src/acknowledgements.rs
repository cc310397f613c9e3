//! Findings that somebody took responsibility for.
