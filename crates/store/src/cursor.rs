//! Places in a listing: a page says where the next one starts, and that stays true while rows are added.

use std::fmt;
use std::str::FromStr;

/// A page never has more rows: a listing is not a way to fill the memory.
pub(crate) const LIMIT_MAX: u32 = 1000;

/// Where the next page of a listing starts. Opaque; safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The value that the listing is sorted by, and the identifier that breaks ties.
    pub(crate) key: i64,
    pub(crate) id: i64,
}

impl Cursor {
    /// Before the first row of a listing that runs from the highest key down.
    pub(crate) const START: Self = Self { key: i64::MAX, id: i64::MAX };
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{:x}", self.key as u64, self.id as u64)
    }
}

/// A text that no listing gave out as a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCursor;

impl fmt::Display for BadCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a place in a listing; start again from its first page")
    }
}

impl std::error::Error for BadCursor {}

impl FromStr for Cursor {
    type Err = BadCursor;
    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let (key, id) = text.split_once('-').ok_or(BadCursor)?;
        let number = |digits: &str| u64::from_str_radix(digits, 16).map(|n| n as i64).map_err(|_| BadCursor);
        Ok(Self { key: number(key)?, id: number(id)? })
    }
}

/// One page of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageOf<T> {
    pub rows: Vec<T>,
    /// Where the next page starts; `None` on the last.
    pub next: Option<Cursor>,
}

impl<T> PageOf<T> {
    /// From one row more than `limit`, asked for to learn whether there is a next page.
    pub(crate) fn cut(mut rows: Vec<T>, limit: u32, place: impl Fn(&T) -> Cursor) -> Self {
        let limit = limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(place) } else { None };
        Self { rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_an_address_and_nothing_else_is_one() {
        for cursor in [Cursor { key: 0, id: 0 }, Cursor { key: -5, id: 7 }, Cursor::START] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for bad in ["", "-", "7", "x-1", "1-", "fffffffffffffffff-1"] {
            assert_eq!(bad.parse::<Cursor>(), Err(BadCursor), "{bad:?}");
        }
    }
}
