//! A picture file with what its agency wrote into it: IPTC-IIM and XMP in JPEG, PNG, WebP and TIFF. Pixels are not read.

mod container;
mod iim;
mod xmp;

use story::{CodedSubject, Enclosed, File, Item, ItemKind, Located, Picture, Signature, Timestamp, Urgency};

use super::{Head, Input};
use crate::dates;
use crate::problem::Problems;
use crate::prose;

pub(super) fn sniff(head: &Head) -> u8 {
    u8::from(container::media_type(head.bytes).is_some()) * 98
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let Some(mut item) = about(input.bytes) else {
        problems.add("no-items", "", "this is no picture that could be read");
        return Vec::new();
    };
    let media_type = container::media_type(input.bytes).unwrap_or_default().to_owned();
    let name = input.origin.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = if name.is_empty() { "picture".to_owned() } else { prose::fold(name) };
    if let Some(lead) = &mut item.lead {
        lead.file = File::Remote { href: format!("cid:{name}") };
    }
    if item.headline.is_empty() && item.slugline.is_empty() {
        item.slugline.clone_from(&name);
    }
    input.enclosed.borrow_mut().push(Enclosed { name, media_type, bytes: input.bytes.to_vec() });
    vec![item]
}

/// What a picture says about itself, its caption and credit in its `lead`; nothing where the bytes are no picture.
pub(super) fn about(bytes: &[u8]) -> Option<Item> {
    container::media_type(bytes)?;
    let parts = container::parts(bytes);
    let mut said = parts.xmp.map(|xmp| xmp::read(&xmp)).unwrap_or_default();
    // XMP is the newer of the two; IIM fills what it leaves open.
    said.fill(parts.iim.map(|iim| iim::read(&iim)).unwrap_or_default());
    Some(said.into_item())
}

/// The words of both kinds of metadata, by what they mean.
#[derive(Debug, Default)]
struct Said {
    title: String,
    headline: String,
    caption: String,
    alt: String,
    creators: Vec<String>,
    creator_title: String,
    caption_writer: String,
    credit: String,
    source: String,
    copyright: String,
    usage_terms: String,
    instructions: String,
    job: String,
    guid: String,
    keywords: Vec<String>,
    categories: Vec<String>,
    subject_codes: Vec<String>,
    people: Vec<String>,
    organisations: Vec<String>,
    event: String,
    located: Located,
    sublocation: String,
    country_code: String,
    urgency: String,
    created: Option<Timestamp>,
    expires: Option<Timestamp>,
    language: String,
}

impl Said {
    fn fill(&mut self, other: Self) {
        let text = |mine: &mut String, theirs: String| {
            if mine.trim().is_empty() {
                *mine = theirs;
            }
        };
        text(&mut self.title, other.title);
        text(&mut self.headline, other.headline);
        text(&mut self.caption, other.caption);
        text(&mut self.creator_title, other.creator_title);
        text(&mut self.caption_writer, other.caption_writer);
        text(&mut self.credit, other.credit);
        text(&mut self.source, other.source);
        text(&mut self.copyright, other.copyright);
        text(&mut self.instructions, other.instructions);
        text(&mut self.job, other.job);
        text(&mut self.located.city, other.located.city);
        text(&mut self.located.region, other.located.region);
        text(&mut self.located.country, other.located.country);
        text(&mut self.sublocation, other.sublocation);
        text(&mut self.country_code, other.country_code);
        text(&mut self.urgency, other.urgency);
        text(&mut self.language, other.language);
        let list = |mine: &mut Vec<String>, theirs: Vec<String>| {
            if mine.is_empty() {
                *mine = theirs;
            }
        };
        list(&mut self.creators, other.creators);
        list(&mut self.keywords, other.keywords);
        list(&mut self.categories, other.categories);
        list(&mut self.subject_codes, other.subject_codes);
        self.created = self.created.or(other.created);
        self.expires = self.expires.or(other.expires);
    }

    fn into_item(self) -> Item {
        let mut byline: Vec<Signature> =
            self.creators.into_iter().map(|name| Signature { name, role: String::new() }).collect();
        if let Some(first) = byline.first_mut() {
            first.role = self.creator_title;
        }
        let makers = byline.iter().map(|signature| signature.name.as_str()).collect::<Vec<_>>().join(", ");
        let credit = [&self.credit, &self.source, &makers].into_iter().find(|said| !said.is_empty());
        let lead = Picture {
            caption: self.caption,
            credit: credit.cloned().unwrap_or_default(),
            alt: self.alt,
            ..Picture::default()
        };
        let places = [&self.sublocation, &self.located.city, &self.located.region, &self.located.country]
            .map(String::clone);
        let code = |code: String| {
            let (scheme, bare) = code.rsplit_once([':', '/']).unwrap_or(("subj", &code));
            CodedSubject { code: bare.to_owned(), scheme: scheme.to_owned(), name: String::new() }
        };
        let level = self.urgency.parse::<u8>().ok().and_then(|level| Urgency::try_from(level).ok());
        let mut item = Item {
            guid: self.guid,
            kind: ItemKind::Picture,
            headline: self.headline,
            slugline: self.title,
            byline,
            credit: self.credit,
            provider: self.source,
            editors_note: self.instructions,
            copyright: self.copyright,
            usage_terms: self.usage_terms,
            keywords: self.keywords,
            sections: self.categories,
            subjects: self.subject_codes.into_iter().map(code).collect(),
            people: self.people,
            organisations: self.organisations,
            places: places.into(),
            located: self.located,
            created: self.created,
            updated: self.created,
            expires: self.expires,
            language: story::Language::new(&self.language),
            urgency: level.unwrap_or_default(),
            lead: Some(lead),
            ..Item::default()
        };
        for (name, value) in [
            ("job", self.job),
            ("event", self.event),
            ("caption writer", self.caption_writer),
            ("country code", self.country_code),
        ] {
            if !value.is_empty() {
                item.more.insert(name.to_owned(), value);
            }
        }
        item
    }
}

/// `2017-07-13T17:01:00+00:00`, `20170713` with `170100+0000`, `2017:07:13 17:01:00`.
fn moment(date: &str, time: &str) -> Option<Timestamp> {
    let date = date.trim();
    let coloned = date.split_at_checked(10).filter(|(day, _)| day.as_bytes()[4] == b':');
    let dashed = coloned.map_or_else(|| date.to_owned(), |(day, rest)| day.replace(':', "-") + rest);
    if time.trim().is_empty() {
        dates::read(&dashed)
    } else {
        dates::read(&format!("{dashed}T{}", time.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_however_cameras_write_it_and_whatever_is_broken() {
        let read = |date: &str, time: &str| moment(date, time).map(|at| at.to_string()).unwrap_or_default();
        assert_eq!(read("2017:07:13 17:01:00", ""), "2017-07-13T17:01:00Z");
        assert_eq!(read("20170713", "170100+0000"), "2017-07-13T17:01:00Z");
        assert_eq!(read("\u{FFFD} :7mp7\u{FFFD}\u{FFFD}", ""), "");
    }
}
