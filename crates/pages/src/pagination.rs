//! Pages numbered from the oldest: page n holds places (n-1)·size to n·size of a feed, for ever.

/// How a feed is cut into pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pages {
    pub size: u64,
    /// Places of the feed, holes included.
    pub places: u64,
}

impl Pages {
    /// How many pages there are; the last one is still being filled.
    pub(crate) fn count(self) -> u64 {
        self.places.div_ceil(self.size)
    }

    /// The page number written in an address, if there is such a page. `01` and `+1` are no page numbers: one page
    /// has one address.
    pub(crate) fn numbered(self, text: &str) -> Option<u64> {
        let number: u64 = text.parse().ok()?;
        (number >= 1 && number <= self.count() && number.to_string() == text).then_some(number)
    }

    /// The first place on a page.
    pub(crate) fn first_place(self, page: u64) -> u64 {
        (page - 1) * self.size
    }
}

/// The pages that show a place or that learn of it: the page it is on and, for the first place of a page, the page
/// before, which now has a newer one.
pub(crate) fn around(place: u64, size: u64) -> Vec<u64> {
    let page = place / size + 1;
    if place.is_multiple_of(size) && page > 1 { vec![page, page - 1] } else { vec![page] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_address() {
        let pages = Pages { size: 20, places: 41 };
        assert_eq!(pages.count(), 3);
        let read: Vec<_> =
            ["1", "3", "4", "0", "01", "+1", "-1", "x", ""].iter().map(|text| pages.numbered(text)).collect();
        assert_eq!(read, [Some(1), Some(3), None, None, None, None, None, None, None]);
        assert_eq!(pages.first_place(3), 40);
    }

    #[test]
    fn the_first_place_of_a_page_also_concerns_the_page_before() {
        assert_eq!(around(0, 20), [1]);
        assert_eq!(around(19, 20), [1]);
        assert_eq!(around(20, 20), [2, 1]);
        assert_eq!(around(21, 20), [2]);
    }
}
