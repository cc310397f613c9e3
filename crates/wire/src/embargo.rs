//! The time until which an item is held, as its sender writes it.

use story::{Item, ItemStatus};

use crate::dates;
use crate::problem::{Problems, excerpt};

/// What programs write where nothing is held.
const NONE: &[&str] = &["", "-", "0", "false", "n/a", "no", "none", "null"];

/// Holds the item until the time that is said. Held until a time that nobody can read is held until somebody asks.
pub(crate) fn hold(item: &mut Item, said: &str, place: &str, problems: &mut Problems) {
    let said = said.trim();
    if item.embargo.is_some() || NONE.contains(&said.to_lowercase().as_str()) {
        return;
    }
    item.embargo = dates::moment(said);
    if item.embargo.is_none() {
        if item.status == ItemStatus::Usable {
            item.status = ItemStatus::Withheld;
        }
        let message = format!("the embargo '{}' is no date we can read; the item is withheld", excerpt(said));
        problems.add("bad-date", place, message);
    }
}

#[cfg(test)]
mod tests {
    use story::{ItemStatus, Origin};

    fn status(wire: &str) -> (ItemStatus, bool) {
        let parsed = crate::parse(wire.as_bytes(), &Origin::default());
        (parsed.items[0].status, parsed.items[0].embargo.is_some())
    }

    fn newsml_1(at: &str) -> String {
        format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>vara</ProviderId><DateId>20260603</DateId>\
             <NewsItemId>7</NewsItemId></NewsIdentifier></Identification><NewsManagement>\
             <Status FormalName=\"Embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/>\
             <DateAndTime>{at}</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines>\
             <HeadLine>Harbour reopens</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>"
        )
    }

    fn nitf(released: &str) -> String {
        format!(
            "<nitf><head><docdata><doc-id id-string='v7'/><date.issue norm='20260603T040000Z'/>{released}</docdata>\
             </head><body><body.head><hedline><hl1>Harbour reopens</hl1></hedline></body.head></body></nitf>"
        )
    }

    #[test]
    fn an_embargo_is_a_time_or_withholds_in_every_format() {
        let json = |said: &str| {
            format!("{{\"uri\":\"v7\",\"type\":\"text\",\"headline\":\"Harbour\",\"embargoed\":{said}}}")
        };
        let text =
            |said: &str| format!("Headline: Harbour reopens\nEmbargo: {said}\n\nThe harbour is open again.");
        let g2 = |said: &str| {
            format!(
                "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:v:1'><itemMeta><embargoed>{said}\
                 </embargoed></itemMeta><contentMeta><headline>Harbour reopens</headline></contentMeta><contentSet/>\
                 </newsItem>"
            )
        };
        let release = |said: &str| nitf(&format!("<date.release norm='{said}'/>"));
        let meta = |said: &str| {
            nitf("").replace("<docdata>", &format!("<meta name='vara-embargo' content='{said}'/><docdata>"))
        };
        let quoted = |said: &str| json(&format!("\"{said}\""));
        let formats: [&dyn Fn(&str) -> String; 6] = [&quoted, &text, &g2, &newsml_1, &release, &meta];
        for (n, wire) in formats.iter().enumerate() {
            assert_eq!(status(&wire("2026-06-03T06:00:00Z")), (ItemStatus::Usable, true), "{n}");
            assert_eq!(status(&wire("at dawn")), (ItemStatus::Withheld, false), "{n}");
        }
        assert_eq!(status(&json("true")), (ItemStatus::Withheld, false));
        assert_eq!(status(&json("false")), (ItemStatus::Usable, false));
        assert_eq!(status(&g2("")), (ItemStatus::Usable, false));
        assert_eq!(
            status(&release("20260603T040000Z")),
            (ItemStatus::Usable, false),
            "the time of issue again"
        );
    }
}
