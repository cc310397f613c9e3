//! A newsroom with one rule of its own, and browsers for its people.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use desk::{DeskConfig, TrustedProxies, router};
use newsroom::{Context, CreateStory, Newsroom, Provider, Role, Tables};
use story::{
    Audience, BlockBody, Change, CheckInput, Content, Edit, Evidence, Field, Finding, Front, Hash, Language,
    Name, Page, Place, Proofs, Report, RuleCard, RuleSet, Severity, Shown, Span, Spot, Stage, Stood, StoryId,
    Suggestion, Target, Timestamp,
};
use testkit::TestNewsroom;

use crate::browser::Browser;

pub(crate) const PASSWORD: &str = "nine days of storm";

pub(crate) struct World {
    pub kit: TestNewsroom,
    pub newsroom: Newsroom,
    pub router: Router,
}

impl World {
    pub(crate) async fn new() -> Self {
        let kit = TestNewsroom::new().await;
        let tables = Tables {
            rules: RuleSet { rules: &RULES, check, ..testkit::tables().rules },
            ..testkit::tables()
        };
        let newsroom = Newsroom::new(kit.store.clone(), tables, Context::seeded(5, kit.clock.clone()));
        let router = router(newsroom.clone(), config());
        Self { kit, newsroom, router }
    }

    pub(crate) fn config(&self) -> DeskConfig {
        config()
    }

    /// The same newsroom, with somebody who vouches for people at its door.
    pub(crate) fn offer_sso(&mut self, provider: Provider) {
        let config = DeskConfig { sso: Some(Arc::new(provider)), ..config() };
        self.router = router(self.newsroom.clone(), config);
    }

    /// The same newsroom behind a proxy.
    pub(crate) fn stand_behind(&mut self, proxy: IpAddr) {
        let proxies = TrustedProxies::new(move |address| address == proxy);
        self.router = router(self.newsroom.clone(), DeskConfig { proxies, ..config() });
    }

    /// Somebody of that role, signed in.
    pub(crate) async fn browser(&self, role: Role) -> Browser<'_> {
        let caller = self.kit.caller(role);
        self.newsroom
            .set_password(self.kit.chief(), caller.account, PASSWORD.into())
            .await
            .expect("what the test itself made");
        let mut browser = Browser::new(self);
        let page = browser.sign_in(role.as_str(), PASSWORD).await;
        assert_eq!(page.status, 303, "{}", page.text);
        browser
    }

    /// A draft of the reporter's in the French edition.
    pub(crate) async fn story(&self, content: Content) -> StoryId {
        let create = CreateStory { edition: "fr".into(), content };
        self.newsroom.create_story(self.kit.reporter(), create).await.expect("what the test itself made")
    }

    /// The head revision's words.
    pub(crate) async fn words(&self, story: StoryId) -> Content {
        self.newsroom
            .story(self.kit.editor(), story)
            .await
            .expect("what the test itself made")
            .revision
            .content
    }

    pub(crate) async fn head(&self, story: StoryId) -> u64 {
        self.newsroom.story(self.kit.editor(), story).await.expect("what the test itself made").row.head
    }

    pub(crate) async fn state(&self, story: StoryId) -> &'static str {
        self.newsroom
            .story(self.kit.editor(), story)
            .await
            .expect("what the test itself made")
            .row
            .state
            .name()
    }
}

fn config() -> DeskConfig {
    DeskConfig {
        site_origin: "https://news.example".into(),
        theme: |name| (name == "desk-0.css").then(|| ("text/css; charset=utf-8", b"a{}".as_slice().into())),
        theme_packed: |name| (name == "desk-0.css").then(|| b"as Brotli".as_slice().into()),
        theme_url: |name| match name {
            "desk.css" => Some("/_/desk-0.css"),
            "desk-fonts.css" => Some("/_/desk-fonts-0.css"),
            _ => None,
        },
        editions: testkit::tables().editions,
        proofs: Arc::new(Plain),
        sso: None,
        proxies: TrustedProxies::none(),
    }
}

/// Readers' pages of a few places that never fill themselves; one line a slot.
struct Plain;

impl Proofs for Plain {
    fn places(&self, front: &Front) -> Result<Vec<Place>, String> {
        let spots = ["lead/0", "beside/0", "second/0", "second/1", "section:region/0"];
        let place = |spot: &&str| {
            let spot: Spot = spot.parse().map_err(|_| "no spot".to_owned())?;
            let slot = front.slots.iter().find(|slot| slot.spot() == spot);
            let shown =
                slot.map(|slot| Shown { story: slot.story, headline: slot.headline.clone(), placed: true });
            Ok(Place { spot, shown })
        };
        spots.iter().map(place).collect()
    }

    fn page(&self, front: &Front) -> Result<Page, String> {
        let line = |slot: &story::Slot| format!("<p>{} {}</p>", slot.spot(), slot.headline);
        let lines: String = front.slots.iter().map(line).collect();
        let body = format!("<!doctype html><html><head></head><body>{lines}</body></html>");
        Ok(Page::new("text/html; charset=utf-8", body.into_bytes(), 0))
    }

    fn stale(&self, changes: &[Change]) -> Result<Vec<String>, String> {
        let pages = |change: &Change| {
            let own = match change {
                Change::Killed(withdrawal) => Some(withdrawal.path.clone()),
                _ => change.live().map(|story| story.path.clone()),
            };
            let notices =
                matches!(change, Change::Corrected(_)).then(|| format!("/{}/corrections", change.edition()));
            own.into_iter().chain([format!("/{}/", change.edition())]).chain(notices)
        };
        Ok(changes.iter().flat_map(pages).collect())
    }

    fn topics(&self, edition: &str) -> Result<Vec<Name>, String> {
        let topic = |(name, slug, stories): (&str, &str, u64)| Name {
            slug: slug.into(),
            name: format!("{name} {edition}"),
            stories,
        };
        Ok([("Météo", "meteo", 1), ("Ports", "ports", 3)].map(topic).into())
    }

    fn seen(&self, edition: &str, at: Timestamp) -> Result<Option<Page>, String> {
        let body = format!("<!doctype html><html><head></head><body>{edition} at {at}</body></html>");
        Ok(Some(Page::new("text/html; charset=utf-8", body.into_bytes(), 0)))
    }

    /// Everything stands on the first page, in its first place, until it is asked of a time.
    fn stood(&self, _: StoryId, at: Option<Timestamp>) -> Result<Stood, String> {
        let spot = "lead/0".parse().map_err(|_| "no spot".to_owned())?;
        Ok(match at {
            None => {
                Stood { spot: Some((spot, true)), pages: ["/fr/", "/fr/rss.xml"].map(str::to_owned).into() }
            }
            Some(_) => Stood { spot: None, pages: vec!["/fr/region/".to_owned()] },
        })
    }

    fn audience(&self, _: &str) -> Result<Audience, String> {
        let told_in = Some(std::time::Duration::from_millis(640));
        Ok(Audience { readers: 8412, told_in, shown: Vec::new() })
    }

    fn size(&self, _: &Hash, width: u32) -> Result<Vec<u8>, String> {
        Ok(width.to_string().into_bytes())
    }

    fn file(&self, path: &str) -> Option<(String, Vec<u8>)> {
        (path == "/media/known.jpg").then(|| ("image/jpeg".to_owned(), b"picture".to_vec()))
    }
}

/// A story that could go out.
pub(crate) fn content() -> Content {
    let mut content = Content {
        language: Language::new("fr"),
        headline: "Le port rouvre".into(),
        slugline: "PORT-RÉOUVERTURE".into(),
        section: "region".into(),
        ..Content::default()
    };
    content.push(BlockBody::Paragraph("Trois ferries ont accosté avant l’aube.".into()));
    content
}

static RULES: [RuleCard; 1] =
    [RuleCard { id: "planted-word", version: 1, severity: Severity::Error, stage: Stage::Live, page: PAGE }];
const PAGE: &str =
    "# planted-word\n\n## What it finds\n\nA planted word.\n\n## What it finds (fr)\n\nUn mot planté.\n";

/// `FAUTE` anywhere is an error that can be mended, `DOUTE` a warning.
fn check(input: &CheckInput) -> Report {
    let mut report = Report { rule_set: "desk-tests".into(), ..Report::default() };
    for text in input.content.fields() {
        for (word, severity) in [("FAUTE", Severity::Error), ("DOUTE", Severity::Warn)] {
            if let Some(start) = text.text.find(word) {
                report.findings.push(finding(
                    text.field,
                    Span::new(start, start + word.len()),
                    word,
                    severity,
                ));
            }
        }
    }
    report
}

fn finding(field: Field, span: Span, word: &str, severity: Severity) -> Finding {
    let edit = Edit { field, span, text: "port".into() };
    Finding {
        rule: "planted-word".into(),
        version: 1,
        severity,
        confidence: 1000,
        message: format!("The word {word} was planted"),
        explanation: "Somebody put it there for a test.".into(),
        targets: vec![Target { field, span, text: word.into() }],
        evidence: vec![Evidence { note: "dictionary".into(), text: "no such word".into(), at: None }],
        suggestions: vec![Suggestion { label: "Write “port”".into(), edits: vec![edit] }],
        fingerprint: format!("planted-{word}-{field}").replace(':', "-"),
    }
}
