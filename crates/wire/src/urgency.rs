//! How urgent a sender says that an item is.

use story::Urgency;

/// 1 to 8, and 9, which is the least in ninjs and NewsML-G2. (In IPTC 7901, IIM and NewsML 1 it is whatever a sender
/// makes of it, and says nothing here.)
pub(crate) fn read(said: &str) -> Option<Urgency> {
    let level = said.trim().parse::<u8>().ok()?;
    Urgency::try_from(if level == 9 { 8 } else { level }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_is_the_least_urgent_and_no_mistake() {
        let level = |said: &str| read(said).map(Urgency::level);
        assert_eq!((level("1"), level(" 8 "), level("9")), (Some(1), Some(8), Some(8)));
        assert_eq!((level("0"), level("10"), level("high")), (None, None, None));
    }
}
