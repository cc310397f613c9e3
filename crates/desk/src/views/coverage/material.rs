//! What there is to use beside a coverage: dispatches, pictures that came in, what colleagues write about it.

use jiff::ToSpan;
use newsroom::{ArrivalFilter, Arrived, Care, Handling, LibraryFilter};
use serde::Serialize;
use story::{Asset, AssetKind, ItemStatus, Language, RichText, StoryId, Timestamp};

use super::composer::Composer;
use crate::app::Names;
use crate::markup::write_lines;
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;

const WIRES: u32 = 20;
const PICTURES: u32 = 12;
const MESSAGES: usize = 20;
/// Older pictures are looked for in the library.
const PICTURES_HOURS: i64 = 24;
/// Letters of a message that a line shows.
const LINE: usize = 140;

pub(super) const KINDS: [&str; 3] = ["wires", "pictures", "messages"];

/// One thing to use.
#[derive(Debug, Serialize)]
pub(super) struct Piece {
    /// One of [`KINDS`].
    pub kind: &'static str,
    #[serde(skip)]
    at: Timestamp,
    time: String,
    iso: String,
    headline: String,
    language: String,
    direction: &'static str,
    /// Where all of it is.
    href: String,
    /// What the composer is asked for with, `item=…`.
    query: String,
    from: String,
    /// Of a dispatch, how long it is.
    words: usize,
    /// Of a picture, its number.
    picture: String,
    urgent: bool,
    used: bool,
}

/// All of it, what came last first.
pub(super) async fn material(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    coverage: StoryId,
    language: &Language,
) -> Result<Vec<Piece>, Problem> {
    let mut pieces = wires(screen, clock, language).await?;
    pieces.extend(pictures(screen, clock).await?);
    pieces.extend(messages(screen, clock, names, coverage).await?);
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.at));
    Ok(pieces)
}

/// Another one whenever a dispatch came or somebody said something.
pub(crate) async fn mark(screen: &Screen<'_>, coverage: StoryId) -> Result<String, newsroom::Error> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let said = newsroom.comments_mark(caller, coverage).await?;
    Ok(format!("{}-{said}", newsroom.last_arrival(caller).await?))
}

/// What arrived last in the coverage's language, or says of none, and can be used, from all desks.
async fn wires(screen: &Screen<'_>, clock: &Clock, language: &Language) -> Result<Vec<Piece>, Problem> {
    let mut arrived = Vec::new();
    for language in [language.primary(), "und"] {
        let (kind, language) = ("text".to_owned(), language.to_owned());
        let filter = ArrivalFilter { kind, language, ..ArrivalFilter::default() };
        let page = screen.desk.newsroom.arrivals(&screen.visitor.caller, &filter, None, WIRES).await?;
        arrived.extend(page.rows);
    }
    arrived.sort_by_key(|one| std::cmp::Reverse(one.arrival.seq));
    arrived.dedup_by_key(|one| one.arrival.seq);
    arrived.truncate(WIRES as usize);
    let usable =
        |one: &Arrived| one.row.item.status == ItemStatus::Usable && !one.row.item.headline.is_empty();
    let piece = |Arrived { arrival, row }: Arrived| Piece {
        kind: "wires",
        at: arrival.received,
        time: clock.hour(arrival.received),
        iso: arrival.received.to_string(),
        headline: row.item.headline.clone(),
        language: row.item.language.to_string(),
        direction: row.item.language.direction().as_str(),
        href: format!("/items/{}", row.id),
        query: format!("item={}", row.id),
        from: if row.item.provider.is_empty() { arrival.source.clone() } else { row.item.provider.clone() },
        words: row.item.to_content().word_count(),
        picture: String::new(),
        urgent: arrival.urgency > 0 && arrival.urgency <= 2,
        used: arrival.handling == Handling::Taken,
    };
    Ok(arrived.into_iter().filter(usable).map(piece).collect())
}

/// What came into the library lately and may be shown.
async fn pictures(screen: &Screen<'_>, clock: &Clock) -> Result<Vec<Piece>, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let library = newsroom.library(caller, &LibraryFilter::default(), None, PICTURES).await?;
    let since = newsroom.now() - PICTURES_HOURS.hours();
    let mut fresh = library.pictures;
    fresh.retain(|held| {
        let expired = matches!(newsroom.care_of(held), Some(Care::Expired(_)));
        held.asset.kind == AssetKind::Picture && held.added >= since && !expired
    });
    let ids: Vec<_> = fresh.iter().map(|held| held.asset.id).collect();
    let used = newsroom.count_uses(caller, &ids).await?;
    let piece = |held: &newsroom::Held| {
        let asset = &held.asset;
        let told = [&asset.caption, &asset.alt].into_iter().find(|text| !text.trim().is_empty());
        Piece {
            kind: "pictures",
            at: held.added,
            time: clock.hour(held.added),
            iso: held.added.to_string(),
            headline: told.map(|text| begun(text)).unwrap_or_default(),
            language: asset.language.to_string(),
            direction: asset.language.direction().as_str(),
            href: format!("/media?picture={}", asset.id),
            query: format!("picture={}", asset.id),
            from: asset.credit.clone(),
            words: 0,
            picture: asset.id.to_string(),
            urgent: false,
            used: used.contains_key(&asset.id),
        }
    };
    Ok(fresh.iter().map(piece).collect())
}

/// What colleagues say of the coverage; what was closed is done with.
async fn messages(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    coverage: StoryId,
) -> Result<Vec<Piece>, Problem> {
    let all = screen.desk.newsroom.comments(&screen.visitor.caller, coverage).await?;
    let mut pieces = Vec::new();
    for comment in all.iter().rev().filter(|comment| comment.is_first()).take(MESSAGES) {
        pieces.push(Piece {
            kind: "messages",
            at: comment.at,
            time: clock.hour(comment.at),
            iso: comment.at.to_string(),
            headline: begun(&comment.text),
            language: String::new(),
            direction: "auto",
            href: format!("/stories/{coverage}#comments"),
            query: format!("message={}", comment.id),
            from: names.of(comment.by).await,
            words: 0,
            picture: String::new(),
            urgent: false,
            used: comment.resolved.is_some(),
        });
    }
    Ok(pieces)
}

fn begun(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LINE) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

impl Composer {
    /// With a picture of the library, in the place of the one it had.
    pub(crate) fn with_picture(mut self, asset: &Asset, language: &Language) -> Self {
        self.picture = super::composer::Shown {
            file: asset.id.to_string(),
            caption: asset.caption_in(language).0.to_owned(),
            credit: asset.credit.clone(),
            alt: asset.alt.clone(),
        };
        self
    }

    /// With what a colleague wrote behind its own words.
    pub(crate) fn with_message(mut self, text: &str) -> Self {
        let lines: Vec<RichText> =
            text.lines().filter(|line| !line.trim().is_empty()).map(RichText::from).collect();
        let known = std::mem::take(&mut self.text);
        let all = [known, write_lines(&lines)];
        self.text = all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_colleague_wrote_goes_behind_the_words_as_it_was_written() {
        let fields = Composer { text: "First".into(), ..Composer::default() };
        let fields = fields.with_message("Two **shuttles**\n\nmore");
        assert_eq!(fields.text.lines().count(), 3);
        let content = fields.content(&story::Content::default());
        let texts: Vec<_> = content.fields().map(|field| field.text.to_string()).collect();
        assert_eq!(texts, ["First", "Two **shuttles**", "more"]);
        assert_eq!(begun(&"long ".repeat(60)).chars().count(), LINE);
    }
}
