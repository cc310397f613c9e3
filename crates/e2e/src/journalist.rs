//! A journalist at the desk, without JavaScript: opens screens, fills in their forms, sends them.

use dom_query::{Document, Selection};
use ureq::Agent;

use crate::reader::{Answer, agent, answer};
use crate::server::Server;

const SESSION: &str = "marbre_session=";

/// A signed-in journalist. A clone is the same session on another connection.
#[derive(Clone)]
pub struct Journalist {
    agent: Agent,
    desk: String,
    cookie: String,
}

/// A form as a browser would send it: what is in it when the screen opens, then what the journalist writes.
#[derive(Debug, Clone)]
pub struct Form {
    action: String,
    fields: Vec<(String, String)>,
    texts: Vec<String>,
    files: Vec<String>,
}

impl Form {
    /// Writes into a field; the form must have it.
    pub fn write(mut self, name: &str, value: &str) -> Self {
        let field = self.fields.iter_mut().find(|(known, _)| known == name);
        let field = field.unwrap_or_else(|| panic!("the form {} has no field {name}", self.action));
        value.clone_into(&mut field.1);
        self
    }

    /// Presses a button that has a name and a value.
    pub fn press(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn action(&self) -> &str {
        &self.action
    }

    /// The fields that take words.
    pub fn texts(&self) -> Vec<String> {
        self.texts.clone()
    }

    /// The fields that take a file.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The first field that says these words.
    pub fn field_saying(&self, words: &str) -> (String, String) {
        let found = self.fields.iter().find(|(_, value)| value.contains(words));
        found.unwrap_or_else(|| panic!("no field of {} says {words}", self.action)).clone()
    }
}

impl Journalist {
    /// Signs in as the greeting of the service says.
    pub fn sign_in(server: &Server) -> Self {
        Self::sign_in_as(server, &server.greeting.login, &server.greeting.password)
    }

    pub fn sign_in_as(server: &Server, login: &str, password: &str) -> Self {
        let agent = agent();
        let desk = server.greeting.desk.clone();
        let screen = answer(agent.get(format!("{desk}/sign-in")).call().expect("the desk answers"));
        let gate = cookie_of(&screen).expect("the sign-in screen sets its gate");
        let form = forms(&screen.body).into_iter().find(|form| form.action == "/sign-in");
        let form = form.expect("a form for login and password").write("login", login);
        let form = form.write("password", password);
        let response = agent
            .post(format!("{desk}{}", form.action))
            .header("cookie", gate)
            .send_form(form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())))
            .expect("the desk answers");
        let signed_in = answer(response);
        let cookie = cookie_of(&signed_in).filter(|cookie| cookie.starts_with(SESSION));
        let cookie =
            cookie.unwrap_or_else(|| panic!("sign-in refused: {} {}", signed_in.status, signed_in.body));
        Self { agent, desk, cookie }
    }

    /// The session, as `name=value`.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.desk)
    }

    pub fn open(&self, path: &str) -> Answer {
        let call = self.agent.get(self.url(path)).header("cookie", &self.cookie).call();
        answer(call.unwrap_or_else(|why| panic!("{path}: {why}")))
    }

    /// The form of a screen that posts to `action`.
    pub fn form(&self, screen: &str, action: &str) -> Form {
        let body = self.open(screen).body;
        let found = forms(&body).into_iter().find(|form| form.action == action);
        found.unwrap_or_else(|| panic!("{screen} has no form for {action}: {body}"))
    }

    /// All forms of a screen that send something.
    pub fn forms(&self, screen: &str) -> Vec<Form> {
        forms(&self.open(screen).body)
    }

    /// The same from a service that may die meanwhile.
    pub fn try_form(&self, screen: &str, action: &str) -> Option<Form> {
        let call = self.agent.get(self.url(screen)).header("cookie", &self.cookie).call().ok()?;
        let body = call.into_body().read_to_string().ok()?;
        forms(&body).into_iter().find(|form| form.action == action)
    }

    /// Sends a form. `None` when the service died before it answered.
    pub fn try_send(&self, form: &Form) -> Option<Answer> {
        let fields = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let post = self.agent.post(self.url(&form.action)).header("cookie", &self.cookie);
        Some(answer(post.send_form(fields).ok()?))
    }

    pub fn send(&self, form: &Form) -> Answer {
        self.try_send(form).expect("the desk answers")
    }

    /// Sends a form with a file in each field that takes one (RFC 7578), named as it is given here.
    pub fn upload(&self, form: &Form, name: &str, bytes: &[u8]) -> Answer {
        const BORDER: &str = "a-border-that-is-in-no-file";
        let head = |field: &str| format!("--{BORDER}\r\ncontent-disposition: form-data; name=\"{field}\"");
        let mut body = Vec::new();
        for (field, value) in &form.fields {
            body.extend(format!("{}\r\n\r\n{value}\r\n", head(field)).into_bytes());
        }
        for field in &form.files {
            body.extend(format!("{}; filename=\"{name}\"\r\n\r\n", head(field)).into_bytes());
            body.extend([bytes, b"\r\n"].concat());
        }
        body.extend(format!("--{BORDER}--\r\n").into_bytes());
        let post = self.agent.post(self.url(&form.action)).header("cookie", &self.cookie);
        let post = post.header("content-type", format!("multipart/form-data; boundary={BORDER}"));
        answer(post.send(&body).expect("the desk answers"))
    }

    /// Chooses the language of the screens.
    pub fn speak(&mut self, language: &str) {
        let form = self.form("/settings", "/settings/interface").write("language", language);
        let said = self.send(&form);
        assert_eq!(said.status, 303, "{}", said.body);
        if let Some(taste) = cookie_of(&said) {
            let session = self.cookie.split("; ").next().unwrap_or_default();
            self.cookie = format!("{session}; {taste}");
        }
    }

    /// Creates a story in a place (`edition/section`) and writes its headline and one paragraph; answers its address
    /// at the desk.
    pub fn write_story(&self, place: &str, headline: &str, paragraph: &str) -> String {
        let (edition, section) = place.split_once('/').expect("a place is edition/section");
        let form = self.form("/stories/new", "/stories").write("edition", edition);
        let story = location(&self.send(&form.write("headline", headline)));
        let form = self.form(&story, &story).write("section", section).press("do", "add:paragraph:0");
        self.send(&form);
        let form = self.form(&story, &story);
        let text = form.fields.iter().find(|(name, _)| name.starts_with('b') && name.ends_with(".text"));
        let text = text.expect("a paragraph").0.clone();
        let saved = self.send(&form.write(&text, paragraph));
        assert_eq!(saved.status, 303, "{}", saved.body);
        story
    }

    /// Publishes the head revision of a story.
    pub fn publish(&self, story: &str) -> Answer {
        self.send(&self.form(&format!("{story}/preflight"), &format!("{story}/publish")))
    }

    /// Screens of every kind, for the judges.
    pub fn screens(&self) -> Vec<String> {
        let first = |list: &str, prefix: &str| {
            let body = self.open(list).body;
            let links = links(&body);
            links
                .into_iter()
                .find(|link| link.starts_with(prefix) && link.len() >= prefix.len() + 13)
                .expect("an entry")
        };
        let item = first("/items", "/items/");
        let story = first("/stories/list", "/stories/");
        let story = story.split('?').next().unwrap_or(&story).to_owned();
        let mut screens: Vec<String> = [
            "/stories",
            "/stories/list",
            "/stories/new",
            "/items",
            "/live",
            "/media",
            "/media?care=yes",
            "/planning",
            "/planning?view=day",
            "/planning?view=month",
            "/planning/new",
            "/fronts/fr",
            "/fronts/fr?spot=lead/0",
            "/fronts/fr/publish",
            "/fronts/fr/preview",
            "/fronts/fr/history",
            "/sources",
            "/partners",
            "/check-levels",
            "/check-measures",
            "/house-rules",
            "/accounts",
            "/editions",
            "/audit",
            "/settings",
            "/keys",
            // Nothing is found, and nothing is there.
            "/stories?text=zzzz",
            "/stories/list?text=zzzz",
            "/items?text=zzzz",
            "/media?text=zzzz",
            "/planning?text=zzzz",
            "/nowhere",
        ]
        .map(str::to_owned)
        .into();
        let event = first("/planning", "/planning/").split('?').next().unwrap_or_default().to_owned();
        screens.extend([format!("{event}/edit"), event]);
        screens.extend([item, story.clone(), first("/accounts", "/accounts/")]);
        screens.extend([first("/media", "/media?picture="), first("/live", "/live/")]);
        screens
            .extend(["?view=read", "/preflight", "/history", "/kill"].map(|view| format!("{story}{view}")));
        screens.iter().map(|path| self.url(path)).collect()
    }
}

/// The path that an answer leads to, without its query.
pub fn location(answer: &Answer) -> String {
    let location =
        answer.header("location").unwrap_or_else(|| panic!("no redirect: {} {}", answer.status, answer.body));
    location.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The text of a page without its markup.
pub fn text_of(html: &str) -> String {
    Document::from(html).select("body").text().to_string()
}

pub fn links(html: &str) -> Vec<String> {
    let document = Document::from(html);
    document
        .select("a[href]")
        .iter()
        .filter_map(|link| link.attr("href"))
        .map(|href| href.to_string())
        .collect()
}

/// The addresses of the pictures of a page.
pub fn pictures(html: &str) -> Vec<String> {
    let document = Document::from(html);
    document
        .select("img[src]")
        .iter()
        .filter_map(|picture| picture.attr("src"))
        .map(|src| src.to_string())
        .collect()
}

fn cookie_of(answer: &Answer) -> Option<String> {
    let set = answer.headers.iter().find(|(name, value)| name == "set-cookie" && !value.contains("=;"))?;
    Some(set.1.split(';').next().unwrap_or_default().to_owned())
}

fn forms(html: &str) -> Vec<Form> {
    let document = Document::from(html);
    let forms = document.select("form[method='post']");
    let form = |form: Selection| Form {
        action: attribute(&form, "action"),
        fields: fields(&form),
        texts: texts(&form),
        files: names(&form, "input[type='file'][name]"),
    };
    forms.iter().map(form).collect()
}

fn fields(form: &Selection) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for control in form.select("input[name], textarea[name], select[name]").iter() {
        let kind = attribute(&control, "type");
        if ["file", "submit", "button"].contains(&kind.as_str()) {
            continue;
        }
        if ["checkbox", "radio"].contains(&kind.as_str()) && !control.has_attr("checked") {
            continue;
        }
        fields.push((attribute(&control, "name"), value(&control)));
    }
    fields
}

fn texts(form: &Selection) -> Vec<String> {
    let words = "input[name]:not([type]), input[name][type='text'], input[name][type='search'], \
        input[name][type='url'], input[name][type='email'], textarea[name]";
    names(form, words)
}

fn names(form: &Selection, controls: &str) -> Vec<String> {
    form.select(controls).iter().map(|control| attribute(&control, "name")).collect()
}

fn value(control: &Selection) -> String {
    if control.is("select") {
        let chosen = control.select("option[selected]");
        let option = if chosen.exists() { chosen } else { control.select("option").first() };
        return attribute(&option.first(), "value");
    }
    if control.is("textarea") {
        let text = control.text().to_string();
        // As a browser reads it: the line end after the tag is not part of the value.
        return text.strip_prefix('\n').unwrap_or(&text).to_owned();
    }
    attribute(control, "value")
}

fn attribute(selection: &Selection, name: &str) -> String {
    selection.attr(name).map(|value| value.to_string()).unwrap_or_default()
}
