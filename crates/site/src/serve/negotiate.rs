//! Which encoding a reader gets (RFC 9110 §12.5.3).

use crate::cache::entry::{Entry, Variant};

/// How much a reader wants each encoding, in thousandths; 0 is "not at all".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wishes {
    brotli: u16,
    gzip: u16,
    identity: u16,
}

/// The variant that a reader with these `Accept-Encoding` headers likes best, ours being the choice among equals;
/// `None` when it refuses all there are.
pub(crate) fn choose<'e, 'r>(
    accepted: impl IntoIterator<Item = &'r [u8]>,
    entry: &'e Entry,
) -> Option<&'e Variant> {
    let wishes = wishes(accepted);
    let offered = [
        (wishes.identity, Some(&entry.identity)),
        (wishes.gzip, entry.gzip.as_ref()),
        (wishes.brotli, entry.brotli.as_ref()),
    ];
    // The last of several equals wins: brotli before gzip before none.
    let there = offered.into_iter().filter_map(|(wish, variant)| Some((wish, variant?)));
    there.filter(|(wish, _)| *wish > 0).max_by_key(|(wish, _)| *wish).map(|(_, variant)| variant)
}

fn wishes<'r>(accepted: impl IntoIterator<Item = &'r [u8]>) -> Wishes {
    let (mut brotli, mut gzip, mut identity, mut any) = (None, None, None, None);
    for list in accepted {
        for part in std::str::from_utf8(list).unwrap_or_default().split(',') {
            let (name, q) = coding(part);
            let place = match name {
                name if name.eq_ignore_ascii_case("br") => &mut brotli,
                name if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => &mut gzip,
                name if name.eq_ignore_ascii_case("identity") => &mut identity,
                "*" => &mut any,
                _ => continue,
            };
            *place = Some(q);
        }
    }
    // Unencoded is always fine, but liked least, unless it is refused by name or with all the rest.
    let identity = identity.unwrap_or(if any == Some(0) { 0 } else { 1 });
    let any = any.unwrap_or(0);
    Wishes { brotli: brotli.unwrap_or(any), gzip: gzip.unwrap_or(any), identity }
}

fn coding(part: &str) -> (&str, u16) {
    let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
    let q = parameters.split(';').find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        key.trim().eq_ignore_ascii_case("q").then(|| thousandths(value.trim()))
    });
    (name.trim(), q.unwrap_or(1000))
}

/// What is no number is not wanted: the reader meant to say something about it.
fn thousandths(q: &str) -> u16 {
    match q.parse::<f32>() {
        // In 0..=1000 by the guard, so nothing is cut off.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0.0..=1000.0")]
        Ok(q) if (0.0..=1.0).contains(&q) => (q * 1000.0).round() as u16,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(accept: Option<&'static str>) -> &'static str {
        let wishes = wishes(accept.map(str::as_bytes));
        let offered = [("identity", wishes.identity), ("gzip", wishes.gzip), ("br", wishes.brotli)];
        let best = offered.into_iter().filter(|(_, wish)| *wish > 0).max_by_key(|(_, wish)| *wish);
        best.map_or("none", |(name, _)| name)
    }

    #[test]
    fn the_reader_gets_what_it_likes_best_and_never_what_it_refuses() {
        for (accept, expected) in [
            (None, "identity"),
            (Some(""), "identity"),
            (Some("gzip"), "gzip"),
            (Some("GZIP"), "gzip"),
            (Some("gzip, deflate, br, zstd"), "br"),
            (Some("br;q=0.5, gzip;q=0.8"), "gzip"),
            (Some("br;q=0, gzip;q=0"), "identity"),
            (Some("*"), "br"),
            (Some("br;q=0, *"), "gzip"),
            (Some("identity;q=1, gzip;q=0.5"), "identity"),
            (Some("identity;q=0"), "none"),
            (Some("identity;q=0, gzip"), "gzip"),
            (Some("*;q=0"), "none"),
            (Some("*;q=0, identity"), "identity"),
            (Some("gzip;q=nonsense"), "identity"),
            (Some("gzip; Q=0.001, deflate"), "gzip"),
        ] {
            assert_eq!(best(accept), expected, "{accept:?}");
        }
    }
}
