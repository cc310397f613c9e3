//! Tables small enough to see through: rules that look for one word, a format of one line per item.

use std::any::Any;
use std::collections::BTreeMap;

use newsroom::{Key, Tables};
use story::{
    Archive, BlockBody, Calendar, Change, CheckInput, Content, DateStyle, Direction, Dispatch, Edition,
    Field, Finding, Format, Happening, HouseCard, HouseFault, HouseRules, Item, ItemStatus, Language, Memory,
    Numerals, Origin, Parsed, Problem, QuotationMarks, Related, Relation, Report, RuleCard, RuleSet, Section,
    Severity, Span, Stage, StoryId, Target, Timestamp, TypeScale, Writer,
};

pub const EDITIONS: [&str; 3] = ["fr", "en", "ar"];

pub fn tables() -> Tables {
    Tables {
        formats: &FORMATS,
        rules: RuleSet {
            rules: &RULES,
            check,
            house,
            try_house,
            memory: || Memory::new(()),
            archive: || Box::new(Titles::default()),
        },
        is_damage: |problem| problem.code == "bad-line",
        mapped: |mapping, bytes, origin| match mapping {
            "lines" => Ok(parse_lines(bytes, origin)),
            other => Err(format!("{other} is no mapping")),
        },
        editions: editions(),
        writers: &WRITERS,
        origin: "https://news.example".into(),
        desk_origin: "https://desk.example".into(),
        key: Key::new([9; Key::BYTES]),
    }
}

/// One line a dispatch: its number, what happened, the headline or the reason, and what its embargo is about.
const WRITERS: [Writer; 2] = [LINES, Writer { name: "open-lines", embargoes: false, ..LINES }];

const LINES: Writer = Writer {
    name: "lines",
    media_type: "text/plain; charset=utf-8",
    embargoes: true,
    one: write_line,
    list: Some(|_, dispatches| dispatches.iter().map(write_line).collect()),
};

fn write_line(dispatch: &Dispatch) -> String {
    let change = &dispatch.entry.change;
    let said = match change {
        Change::Killed(withdrawal) => format!("{}: {}", dispatch.notice, withdrawal.reason),
        _ => change.live().map(|story| story.content.headline.clone()).unwrap_or_default(),
    };
    let note = match (dispatch.embargo, change) {
        (Some(until), _) => format!(" [{} {until}]", dispatch.notice),
        (None, Change::Published(_)) if !dispatch.notice.is_empty() => format!(" [{}]", dispatch.notice),
        _ => String::new(),
    };
    format!("{} {} {said}{note}\n", dispatch.entry.seq, change.name())
}

/// Sections `region` and `sport` (its address is `sports`) in each.
pub fn editions() -> Vec<Edition> {
    let titles = [("Trois Rives", "Français"), ("Three Shores", "English"), ("الشواطئ الثلاثة", "العربية")];
    EDITIONS.iter().zip(titles).map(|(id, (title, name))| edition(id, title, name)).collect()
}

fn edition(id: &str, title: &str, name: &str) -> Edition {
    let section = |id: &str, slug: &str| Section {
        id: id.into(),
        slug: slug.into(),
        name: id.into(),
        sections: Vec::new(),
    };
    let arabic = id == "ar";
    Edition {
        id: id.into(),
        language: Language::new(id),
        locale: String::new(),
        script: if arabic { "Arab" } else { "Latn" }.into(),
        direction: if arabic { Direction::Rtl } else { Direction::Ltr },
        title: title.into(),
        name: name.into(),
        time_zone: "Europe/Paris".into(),
        home_country: "FR".into(),
        numerals: if arabic { Numerals::Arabic } else { Numerals::Latin },
        calendar: Calendar::Gregorian,
        dates: DateStyle {
            time: "{hour}:{minute}".into(),
            full_hour: "{hour}:00".into(),
            ..DateStyle::default()
        },
        quotes: QuotationMarks::default(),
        type_scale: TypeScale::default(),
        sections: vec![section("region", "region"), section("sport", "sports")],
        television: None,
        about: Vec::new(),
        contact: String::new(),
        words: BTreeMap::new(),
    }
}

static RULES: [RuleCard; 2] = [
    RuleCard { id: "fault-word", version: 1, severity: Severity::Error, stage: Stage::Live, page: "" },
    RuleCard { id: "doubt-word", version: 1, severity: Severity::Warn, stage: Stage::Live, page: "" },
];

/// House rules of one word a line, live where it ends with `!`; `UNSOUND` is none.
fn house(text: &str, _: &Language) -> Result<HouseRules, Vec<HouseFault>> {
    if let Some(line) = text.lines().position(|line| line == "UNSOUND") {
        return Err(vec![HouseFault { line: line + 1, message: "UNSOUND is no rule".into() }]);
    }
    let card = |(line, word): (usize, &str)| HouseCard {
        id: format!("house:{}", word.trim_end_matches('!')),
        line: line + 1,
        live: word.ends_with('!'),
        severity: Severity::Error,
        reason: "for tests".into(),
    };
    Ok(HouseRules::new(text.lines().enumerate().map(card).collect(), ()))
}

fn try_house(input: &CheckInput) -> Report {
    Report { findings: house_findings(input, |_| true), ..Report::default() }
}

fn house_findings(input: &CheckInput, runs: impl Fn(&HouseCard) -> bool) -> Vec<Finding> {
    let cards = input.house.iter().flat_map(|house| &house.cards).filter(|card| runs(card));
    let rule = RuleCard { id: "", ..RULES[0] };
    cards
        .filter_map(|card| {
            let finding = found(&input.content.headline, card.id.trim_start_matches("house:"), &rule)?;
            let fingerprint = format!("{}:{}", card.id, input.content.headline);
            Some(Finding { rule: card.id.clone(), fingerprint, ..finding })
        })
        .collect()
}

/// `FAULT` in a headline is an error, `DOUBT` a warning; `PANIC` makes the whole rule set fall over.
fn check(input: &CheckInput) -> Report {
    let headline = input.content.headline.as_str();
    assert!(!headline.contains("PANIC"), "a rule set that falls over");
    let words = [("FAULT", &RULES[0]), ("DOUBT", &RULES[1])];
    let mut findings: Vec<Finding> =
        words.iter().filter_map(|(word, rule)| found(headline, word, rule)).collect();
    findings.extend(found(headline, "USED", &RULES[1]).filter(|_| is_used(input)));
    findings.extend(house_findings(input, |card| card.live));
    findings.retain_mut(|finding| {
        let level = input.levels.of(&finding.rule, Stage::Live).at_most(finding.severity);
        finding.severity = level.unwrap_or(finding.severity);
        level.is_some()
    });
    Report { findings, unavailable: Vec::new(), rule_set: "testkit".into() }
}

/// Stories that the archive of headlines is told of at first.
pub const ARCHIVE_MAX: u32 = 3;

/// An archive of headlines: `USED` in a headline is a finding where an earlier story had it too.
#[derive(Default)]
struct Titles(BTreeMap<StoryId, String>);

impl Archive for Titles {
    fn stories_max(&self) -> u32 {
        ARCHIVE_MAX
    }

    fn learn(&mut self, story: StoryId, _: Timestamp, content: &Content) {
        self.0.insert(story, content.headline.clone());
    }

    fn forget(&mut self, story: StoryId) {
        self.0.remove(&story);
    }

    fn version(&self) -> String {
        self.0.len().to_string()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Whether a story other than this one carries the headline.
fn is_used(input: &CheckInput) -> bool {
    let titles = input.archive.and_then(|archive| archive.as_any().downcast_ref::<Titles>());
    let others = titles.into_iter().flat_map(|titles| &titles.0).filter(|(id, _)| Some(**id) != input.story);
    others.into_iter().any(|(_, headline)| *headline == input.content.headline)
}

fn found(headline: &str, word: &str, rule: &RuleCard) -> Option<Finding> {
    let start = headline.find(word)?;
    let span = Span::new(start, start + word.len());
    Some(Finding {
        rule: rule.id.into(),
        version: rule.version,
        severity: rule.severity,
        confidence: 1000,
        message: format!("the headline says {word}"),
        explanation: "a word for tests".into(),
        targets: vec![Target { field: Field::Headline, span, text: word.into() }],
        evidence: Vec::new(),
        suggestions: Vec::new(),
        fingerprint: format!("{}:{headline}", rule.id),
    })
}

pub static FORMATS: [Format; 2] = [
    Format { name: "lines", sniff: sniff_lines, parse: parse_lines },
    Format { name: "broken", sniff: sniff_broken, parse: parse_broken },
];

/// A delivery in the format `lines`: one item a line, `guid|version|status|embargo|headline|body`, and `|` with the time of
/// this version where it is told. The guid may be followed by `>` and those it takes the place of, or by `!` and those it
/// corrects, with commas between; paragraphs are parted by `¶`. A headline `title @place @start/end` announces an event.
pub fn delivery(lines: &[&str]) -> Vec<u8> {
    format!("LINES\n{}", lines.join("\n")).into_bytes()
}

fn sniff_lines(bytes: &[u8], _: &Origin) -> u8 {
    if bytes.starts_with(b"LINES\n") { 90 } else { 0 }
}

fn parse_lines(bytes: &[u8], origin: &Origin) -> Parsed {
    let text = String::from_utf8_lossy(bytes);
    let mut parsed = Parsed::default();
    for (number, line) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = line.split('|').collect();
        match fields.as_slice() {
            [guid, version, status, embargo, headline, body, updated @ ..] => {
                let embargo = moment(embargo, origin.time_zone);
                let item = Item { embargo, ..item([guid, version, status, headline, body]) };
                let updated = updated.first().and_then(|updated| updated.parse().ok());
                parsed.items.push(Item { updated, ..item });
            }
            _ => parsed.problems.push(Problem {
                code: "bad-line".into(),
                place: format!("line {}", number + 1),
                message: "six fields are needed".into(),
            }),
        }
    }
    parsed
}

/// Without a zone, one of the origin's.
fn moment(said: &str, time_zone: &str) -> Option<Timestamp> {
    let zone = || jiff::tz::TimeZone::get(time_zone).ok();
    said.parse().ok().or_else(|| zone()?.to_timestamp(said.parse().ok()?).ok())
}

/// One without an identifier is of a format that has none.
fn item([said, version, status, headline, body]: [&str; 5]) -> Item {
    let status = match status {
        "canceled" => ItemStatus::Canceled,
        "withheld" => ItemStatus::Withheld,
        _ => ItemStatus::Usable,
    };
    let (guid, earlier) = said.split_once(['>', '!']).unwrap_or((said, ""));
    let earlier = || earlier.split(',').filter(|guid| !guid.is_empty());
    let relation = if said.contains('!') { Relation::Corrects } else { Relation::Replaces };
    let related = earlier().map(|guid| Related { relation, guid: guid.into(), ..Related::default() });
    let mut item = Item {
        guid: guid.into(),
        replaces: earlier().map(str::to_owned).collect(),
        related: related.collect(),
        version: version.into(),
        status,
        headline: headline.into(),
        provider: "Agence Boréale".into(),
        format: if guid.is_empty() { "text" } else { "lines" }.into(),
        ..Item::default()
    };
    if let [title, place, when] = headline.split(" @").collect::<Vec<_>>()[..] {
        let (starts, ends) = when.split_once('/').unwrap_or((when, ""));
        item.headline = title.into();
        item.happening = Some(Happening {
            starts: starts.parse().ok(),
            ends: ends.parse().ok(),
            places: vec![place.into()],
            ..Happening::default()
        });
    }
    for (n, paragraph) in body.split('¶').filter(|paragraph| !paragraph.is_empty()).enumerate() {
        item.blocks.push(story::Block { id: n as u32 + 1, body: BlockBody::Paragraph(paragraph.into()) });
    }
    item
}

fn sniff_broken(bytes: &[u8], _: &Origin) -> u8 {
    if bytes.starts_with(b"BROKEN") { 90 } else { 0 }
}

fn parse_broken(_: &[u8], _: &Origin) -> Parsed {
    panic!("a parser that falls over")
}
