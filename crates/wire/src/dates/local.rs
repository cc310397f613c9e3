//! The zone of times that name none: the sender's, while its delivery is read.
//!
//! It is the same for every date of a delivery, and dates are read at half a hundred places: so it is kept beside them
//! for the time of one reading, which never leaves its thread.

use std::cell::RefCell;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

thread_local! {
    static ZONE: RefCell<Option<TimeZone>> = const { RefCell::new(None) };
}

/// What `read` gives where times without a zone are those of the named one; UTC where that is empty or unknown.
pub(crate) fn within<T>(name: &str, read: impl FnOnce() -> T) -> T {
    /// Also where the reading falls over.
    struct Restored(Option<TimeZone>);
    impl Drop for Restored {
        fn drop(&mut self) {
            ZONE.replace(self.0.take());
        }
    }
    let zone = if name.is_empty() { None } else { TimeZone::get(name).ok() };
    let _restored = Restored(ZONE.replace(zone));
    read()
}

/// Whether somebody said which zone it is.
pub(crate) fn is_known() -> bool {
    ZONE.with_borrow(Option::is_some)
}

/// Of a time that is there twice in a night, the later: what is held must not go out too early.
pub(crate) fn moment(civil: DateTime) -> Option<Timestamp> {
    ZONE.with_borrow(|zone| {
        let zone = zone.clone().unwrap_or(TimeZone::UTC);
        zone.to_ambiguous_timestamp(civil).later().ok()
    })
}

/// The day that it is there.
pub(super) fn date(at: Timestamp) -> Date {
    ZONE.with_borrow(|zone| zone.clone().unwrap_or(TimeZone::UTC).to_datetime(at).date())
}
