//! The site's configuration, worked out once: what every page of an edition shares.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::{Environment, Value, context};
use serde::Serialize;
use story::{CardMaker, Edition, Feed, Numerals, Page, Section, SiteConfig, Subject};

use crate::dates::Clock;
use crate::kinds::missing;
use crate::templates::value;
use crate::theme::Files;
use crate::view::{CardView, Cards};
use crate::words::Words;
use crate::{edition, links, templates};

/// Everything that pages are made with, besides the shelf.
pub(crate) struct Site {
    pub origin: String,
    /// Where feeds can be subscribed to (WebSub); empty where there is no hub.
    pub hub: String,
    /// The first is the default.
    pub editions: Vec<EditionSite>,
    environment: Environment<'static>,
    pub files: Files,
    /// Draws what others show of a page without a picture; without one they show none.
    pub card_maker: Option<Arc<dyn CardMaker>>,
}

/// One edition, with the parts of its pages that never change already made.
pub(crate) struct EditionSite {
    pub edition: Edition,
    pub words: Words,
    pub clock: Clock,
    /// `/fr/`.
    pub front: String,
    /// `/fr/en-continu/`.
    pub stream: String,
    word_values: Value,
    /// "3 new stories" in every form of the language, as JSON, for scripts to count on.
    pub fresh: String,
    /// The navigation with one entry marked as current, by that entry's path; "" marks none.
    navigation: BTreeMap<String, Value>,
    footer: Value,
    section_links: Value,
    theme: Value,
    pub missing: missing::Memo,
    pub cards: Cards<CardView>,
}

/// A line of a menu.
#[derive(Serialize)]
struct Entry<'a> {
    href: String,
    name: &'a str,
    language: &'a str,
    current: bool,
}

impl Site {
    /// `own` are names and bytes of the newsroom's templates and files.
    pub(crate) fn of(config: &SiteConfig, own: &[(String, Vec<u8>)]) -> Result<Self, String> {
        let is_template = |name: &str| name.ends_with(".html") || name.ends_with(".xml");
        let mut own_templates = Vec::new();
        for (name, bytes) in own.iter().filter(|(name, _)| is_template(name)) {
            let text = std::str::from_utf8(bytes).map_err(|fault| format!("{name}: not UTF-8 ({fault})"))?;
            own_templates.push((name.as_str(), text));
        }
        let environment = templates::compile(&own_templates)?;
        let files = own.iter().filter(|(name, _)| !is_template(name));
        let files =
            Files::of(files.map(|(name, bytes)| (name.as_str(), bytes.as_slice())), &config.editions)?;
        let origin = config.origin.trim_end_matches('/').to_owned();
        if links::safe_href(&origin).as_deref() != Some(origin.as_str()) || !origin.starts_with("http") {
            return Err(format!("origin '{origin}' is not a scheme and a host"));
        }
        if config.editions.is_empty() {
            return Err("a site needs at least one edition".to_owned());
        }
        let mut site = Self {
            origin,
            hub: config.hub.clone(),
            editions: Vec::new(),
            environment,
            files,
            card_maker: None,
        };
        for edition in &config.editions {
            if site.edition(&edition.id).is_some() {
                return Err(format!("edition '{}' is given twice", edition.id));
            }
            let made = EditionSite::of(edition, &config.editions, &site.environment, &site.files)
                .map_err(|fault| format!("edition '{}': {fault}", edition.id))?;
            site.editions.push(made);
        }
        Ok(site)
    }

    pub(crate) fn edition(&self, id: &str) -> Option<&EditionSite> {
        self.editions.iter().find(|edition| edition.edition.id == id)
    }

    /// The edition that readers without another one get.
    pub(crate) fn default_edition(&self) -> &EditionSite {
        &self.editions[0]
    }

    /// A piece of a page from a template; see [`Self::render`].
    #[allow(clippy::panic, reason = "half a page is worse than none: who serves it has the last good one")]
    pub(crate) fn fragment(&self, template: &str, context: Value) -> String {
        let rendered = self.environment.get_template(template).and_then(|template| template.render(context));
        rendered.unwrap_or_else(|fault| {
            let (name, line) = (fault.name().unwrap_or(template), fault.line().unwrap_or_default());
            panic!("{name}:{line}: {fault:#}")
        })
    }

    /// The full address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{}", self.origin, links::encode(path))
    }

    /// A page from a template. A template of the newsroom's own may fail where the shipped ones cannot: it panics with
    /// its file and line, which whoever asked for the page catches.
    pub(crate) fn render(
        &self,
        template: &str,
        media_type: &'static str,
        fresh_s: u32,
        context: Value,
    ) -> Page {
        Page::new(media_type, self.fragment(template, context).into_bytes(), fresh_s)
    }
}

impl EditionSite {
    fn of(
        edition: &Edition,
        all: &[Edition],
        environment: &Environment<'_>,
        files: &Files,
    ) -> Result<Self, String> {
        edition::check(edition)?;
        let words = Words::of(edition);
        let front = format!("/{}/", edition.id);
        let stream = format!("/{}/{}/", edition.id, words.get("stream_slug"));
        let mut made = Self {
            clock: Clock::of(edition)?,
            word_values: value(words.all()),
            fresh: words.forms("fresh"),
            theme: theme_values(edition, files),
            missing: missing::Memo::default(),
            cards: Cards::default(),
            edition: edition.clone(),
            navigation: BTreeMap::new(),
            footer: Value::UNDEFINED,
            section_links: Value::UNDEFINED,
            words,
            front,
            stream,
        };
        made.make_menus(all, environment).map_err(|fault| format!("{fault:#}"))?;
        Ok(made)
    }

    fn make_menus(&mut self, all: &[Edition], environment: &Environment<'_>) -> Result<(), minijinja::Error> {
        let navigation = environment.get_template("nav.html")?;
        let mut places = vec![String::new(), self.front.clone(), self.stream.clone()];
        places.extend(self.edition.sections.iter().map(|section| self.section_path(section)));
        for current in places {
            let html = navigation.render(context! {
                w => self.word_values(), lines => value(self.menu(&current)),
            })?;
            self.navigation.insert(current, Value::from_safe_string(html));
        }
        self.section_links = value(self.menu("").split_off(2));
        let footer = environment.get_template("foot.html")?.render(context! {
            w => self.word_values(), e => self.about(), editions => self.sisters(all),
            sections => self.section_links(),
            front => self.front_href(), stream => links::encode(&self.stream),
            about => links::encode(&self.path_of("about_slug")),
            corrections => links::encode(&self.path_of("corrections_slug")),
            archive => links::encode(&self.path_of("archive_slug")),
            topics => links::encode(&self.subject_path(Subject::Topic)),
            authors => links::encode(&self.subject_path(Subject::Author)),
            search => links::encode(&self.search_path()),
            contact => self.edition.contact.as_str(),
        })?;
        self.footer = Value::from_safe_string(footer);
        Ok(())
    }

    fn menu(&self, current: &str) -> Vec<Entry<'_>> {
        let language = self.edition.language.tag();
        let entry = |path: String, name| Entry {
            current: path == current,
            href: links::encode(&path),
            name,
            language,
        };
        let mut lines = vec![
            entry(self.front.clone(), self.words.get("front")),
            entry(self.stream.clone(), self.words.get("stream_nav")),
        ];
        let sections = self.edition.sections.iter();
        lines.extend(sections.map(|section| entry(self.section_path(section), section.name.as_str())));
        lines
    }

    fn sisters(&self, all: &[Edition]) -> Value {
        let entries: Vec<_> = all
            .iter()
            .map(|sister| Entry {
                href: links::encode(&format!("/{}/", sister.id)),
                name: &sister.name,
                language: sister.language.tag(),
                current: sister.id == self.edition.id,
            })
            .collect();
        value(entries)
    }

    pub(crate) fn about(&self) -> Value {
        context! {
            id => self.edition.id.as_str(),
            title => self.edition.title.as_str(),
            language => self.edition.language.tag(),
            locale => self.open_graph_locale(),
            direction => self.edition.direction.as_str(),
            numerals => match self.edition.numerals {
                Numerals::Latin => "latin",
                Numerals::Arabic => "arabic",
                Numerals::Persian => "persian",
            },
        }
    }

    /// As Open Graph writes it, language and country: `fr_FR`. The language alone where the edition is of no country.
    pub(crate) fn open_graph_locale(&self) -> String {
        let country_of = |tag: &str| {
            let is_country =
                |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase());
            tag.split('-').skip(1).find(is_country).map(str::to_owned)
        };
        let language = self.edition.language.primary();
        let own = Some(self.edition.home_country.clone()).filter(|country| !country.is_empty());
        let country = country_of(&self.edition.locale).or_else(|| country_of(self.edition.language.tag()));
        country.or(own).map_or_else(|| language.to_owned(), |country| format!("{language}_{country}"))
    }

    pub(crate) fn word_values(&self) -> Value {
        self.word_values.clone()
    }

    pub(crate) fn navigation(&self, current: &str) -> Value {
        self.navigation.get(current).or_else(|| self.navigation.get("")).cloned().unwrap_or_default()
    }

    pub(crate) fn footer(&self) -> Value {
        self.footer.clone()
    }

    pub(crate) fn theme(&self) -> Value {
        self.theme.clone()
    }

    pub(crate) fn front_href(&self) -> String {
        links::encode(&self.front)
    }

    /// `/fr/region/`, `/fr/region/transports/`.
    pub(crate) fn section_path(&self, section: &Section) -> String {
        let parent = self.edition.parent(&section.id).map(|parent| format!("{}/", parent.slug));
        format!("{}{}{}/", self.front, parent.unwrap_or_default(), section.slug)
    }

    /// The section at these parts of an address.
    pub(crate) fn section_at(&self, parts: &[&str]) -> Option<&Section> {
        let of_slug = |sections: &'_ [Section], slug: &str| sections.iter().position(|one| one.slug == slug);
        match parts {
            [slug] => of_slug(&self.edition.sections, slug).map(|at| &self.edition.sections[at]),
            [outer, slug] => {
                let outer = &self.edition.sections[of_slug(&self.edition.sections, outer)?];
                of_slug(&outer.sections, slug).map(|at| &outer.sections[at])
            }
            _ => None,
        }
    }

    /// `/fr/theme/`.
    pub(crate) fn subject_path(&self, subject: Subject) -> String {
        self.path_of(&format!("{}_slug", subject.name()))
    }

    /// `/fr/theme/peche/`; none for a name without a letter or digit.
    pub(crate) fn path_of_subject(&self, subject: Subject, name: &str) -> Option<String> {
        let slug = story::slug(name);
        (!slug.is_empty()).then(|| format!("{}{slug}/", self.subject_path(subject)))
    }

    pub(crate) fn subject_of_slug(&self, slug: &str) -> Option<Subject> {
        let is = |subject: &Subject| self.words.get(&format!("{}_slug", subject.name())) == slug;
        Subject::ALL.into_iter().find(is)
    }

    /// `/fr/recherche`: it answers questions, so it has no slash at its end.
    pub(crate) fn search_path(&self) -> String {
        format!("{}{}", self.front, self.words.get("search_slug"))
    }

    /// The address that a word of the edition gives a page: `/fr/archives/` for `archive_slug`.
    pub(crate) fn path_of(&self, slug_word: &str) -> String {
        format!("{}{}/", self.front, self.words.get(slug_word))
    }

    /// A word that changes with a number: `3 articles`.
    pub(crate) fn counted(&self, word: &str, count: usize) -> String {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.words.count(self.clock.locale(), word, count, &[])
    }

    /// The sections, as a list of links.
    pub(crate) fn section_links(&self) -> Value {
        self.section_links.clone()
    }

    pub(crate) fn feed(&self) -> Feed {
        Feed::Edition { edition: self.edition.id.clone() }
    }
}

/// Addresses of the style sheet and of the two fonts that the first screen is set in.
fn theme_values(edition: &Edition, files: &Files) -> Value {
    let fonts = match edition.direction {
        story::Direction::Ltr => ["serif.woff2", "sans.woff2"],
        story::Direction::Rtl => ["serif-arabic.woff2", "sans-arabic-400.woff2"],
    };
    context! {
        sheet => files.url("site.css"),
        fonts => fonts.into_iter().filter_map(|font| files.url(font).map(str::to_owned)).collect::<Vec<_>>(),
        icon => files.url("icon.svg"),
        script => files.url("site.js").unwrap_or_default(),
        streamer => files.url("streamer.js").unwrap_or_default(),
    }
}
