//! IIM (IPTC Information Interchange Model 4.2) inside Photoshop's image resources.

use encoding_rs::WINDOWS_1252;

use super::{Words, date, line, lines, listed};

/// Resource 0x0404 holds the datasets.
const IIM: [u8; 2] = [0x04, 0x04];

pub(super) fn read(resources: &[u8]) -> Words {
    let sets = resource(resources).map(datasets).unwrap_or_default();
    // 1:90 names the character set; this escape sequence is UTF-8. Many write UTF-8 without it, and what is not
    // valid UTF-8 is Latin-1 or near to it.
    let declared = sets.iter().any(|set| (set.record, set.number) == (1, 90) && set.value == b"\x1b%G");
    let text = |value: &[u8]| match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) if declared => String::from_utf8_lossy(value).into_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(value).0.into_owned(),
    };
    let all = |number: u8| {
        sets.iter().filter(move |set| (set.record, set.number) == (2, number)).map(move |set| text(set.value))
    };
    let one = |number: u8| all(number).next().unwrap_or_default();
    Words {
        headline: line(&one(105)),
        caption: lines(&one(120)),
        creator: listed(all(80)),
        credit: line(&one(110)),
        copyright: line(&one(116)),
        place: listed([92, 90, 95, 101].map(one)),
        taken: taken(&one(55), &one(60)),
        ..Words::default()
    }
}

/// `20261126` and `140500+0100`.
fn taken(day: &str, time: &str) -> String {
    let part = |text: &str, from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    let day = format!("{}-{}-{}", part(day, 0, 4), part(day, 4, 6), part(day, 6, 8));
    if time.len() < 6 {
        return date(&day);
    }
    let zone =
        if time.len() == 11 { format!("{}:{}", part(time, 6, 9), part(time, 9, 11)) } else { String::new() };
    date(&format!("{day}T{}:{}:{}{zone}", part(time, 0, 2), part(time, 2, 4), part(time, 4, 6)))
}

/// `8BIM`, number, a name padded to even length, length, body padded to even length.
fn resource(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let (number, after) = rest.strip_prefix(b"8BIM")?.split_first_chunk::<2>()?;
        let name = 1 + usize::from(*after.first()?);
        let (length, body) = after.get(name + name % 2..)?.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length) as usize;
        if *number == IIM {
            // A block that is cut still holds whole datasets.
            return Some(body.get(..length).unwrap_or(body));
        }
        rest = body.get(length.checked_add(length % 2)?..)?;
    }
}

struct Dataset<'a> {
    record: u8,
    number: u8,
    value: &'a [u8],
}

/// Ends at the first that does not fit.
fn datasets(mut rest: &[u8]) -> Vec<Dataset<'_>> {
    let mut sets = Vec::new();
    while let [0x1c, record, number, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // Above 32 767 the number is the length of the length; words are never that long.
        let Some((value, more)) = after.split_at_checked(length).filter(|_| length < 0x8000) else { break };
        sets.push(Dataset { record: *record, number: *number, value });
        rest = more;
    }
    sets
}
