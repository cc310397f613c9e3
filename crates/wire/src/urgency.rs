//! How urgent a sender says that an item is.

use story::Urgency;

/// 1 to 8, and 9, which several standards leave to the sender and which is less than all others (IPTC 7901, ninjs,
/// NewsML-G2).
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
