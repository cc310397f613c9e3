//! One story: reading, writing, checking, comparing after a conflict.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};

use newsroom::{AddAsset, Arg, Caller, Code, Error, Permission, SaveRevision};
use serde::Deserialize;
use story::{Content, State as Stage, StoryId};

use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::{Desk, Names};
use crate::comparison::compare;
use crate::form::{self, BlockChange, Document, Submission};
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::proof::Proof;
use crate::times::Clock;
use crate::values::values;
use crate::views::preflight;
use crate::views::story::{Found, Showing, head, values};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Permission::Read);
    let write = Access::May(Permission::WriteOwn);
    vec![
        Route::get("/stories/{id}", read, get(show)),
        Route::post("/stories/{id}", write, post(save)).carrying(UPLOAD_BYTES_MAX),
        Route::get("/stories/{id}/preflight", read, get(before)),
        Route::get("/stories/{id}/conflict", read, get(conflict)),
    ]
}

/// The story an address names.
pub(crate) fn story_id(id: &str) -> Result<StoryId, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

/// The story's screen in the story's own edition.
pub(crate) async fn found<'a>(
    desk: &'a Desk,
    visitor: &'a Visitor,
    id: &str,
) -> Result<(Screen<'a>, Found), Problem> {
    let screen = Screen::new(desk, visitor, "stories");
    let found = Found::read(&screen, story_id(id)?).await?;
    Ok((screen.in_edition(&found.view.row.edition), found))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    view: String,
    kept: Option<u64>,
    done: Option<String>,
}

async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let writing = asked.view != "read" && asked.kept.is_none();
    let (screen, mut found) = found(&desk, &visitor, &id).await?;
    if writing {
        found.take_words(&screen).await?;
    }
    let kept = match asked.kept {
        Some(number) => {
            let kept = desk.newsroom.revision(&visitor.caller, found.view.row.id, number).await?;
            Some((number, kept.content))
        }
        None => None,
    };
    desk.newsroom.see_mentions(&visitor.caller, found.view.row.id).await?;
    let showing = Showing { writing: asked.view != "read", kept, ..Showing::default() };
    let values = values(&screen, &found, showing).await;
    Ok(screen.done(asked.done).show("story.html", values))
}

async fn before(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (screen, found) = found(&desk, &visitor, &id).await?;
    let values = preflight::panel(&screen, &found, None).await?;
    Ok(screen.done(asked.done).show("story.html", values))
}

#[derive(Debug, Deserialize)]
struct Beside {
    kept: u64,
}

async fn conflict(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Beside { kept }): Query<Beside>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "stories");
    let view = desk.newsroom.story(&visitor.caller, story_id(&id)?).await?;
    let screen = screen.in_edition(&view.row.edition);
    let mine = desk.newsroom.revision(&visitor.caller, view.row.id, kept).await?;
    let clock = screen.clock();
    let author = Names::new(&desk, &visitor.caller).of(view.revision.author).await;
    let values = values! {
        story => head(&screen, &view, &clock),
        head => values! { number => view.revision.number, author => author, time => clock.short(view.revision.at) },
        kept => values! { number => kept },
        comparison => compare(&view.revision.content, &mine.content),
        proof_view => Proof::plain(&mine.content),
    };
    Ok(screen.show("conflict.html", values))
}

/// The field by which the editor says that the words are in the shared document, not in the form.
const SHARED: &str = "shared";

/// Every button of the story's form: the words are saved first, whatever else was asked for.
async fn save(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let writing = Writing { desk: &desk, caller: &visitor.caller, story: story_id(&id)? };
    let todo = posted.get("do").unwrap_or_default();
    let document = Document::posted(&posted)?;
    let kept = match writing.save(posted, document, &todo).await {
        Ok(kept) => kept,
        Err(Error::Refused(refusal)) => match (refusal.code, refusal.arg("kept")) {
            (Code::Conflict, Some(Arg::Number(kept))) => {
                return Ok(see(&format!("/stories/{id}/conflict?kept={kept}")));
            }
            _ => return refused(&desk, &visitor, &id, refusal.into(), None).await,
        },
        Err(fault) => return Err(fault.into()),
    };
    match writing.then(&kept, &todo).await {
        Ok(address) => Ok(see(&format!("/stories/{id}{address}"))),
        Err(problem) if problem.status.is_server_error() => Err(problem),
        Err(problem) => refused(&desk, &visitor, &id, problem, Some(kept.number)).await,
    }
}

/// The screen again, saying what was refused. What could be saved was, as revision `at`.
async fn refused(
    desk: &Desk,
    visitor: &Visitor,
    id: &str,
    problem: Problem,
    at: Option<u64>,
) -> Result<Response, Problem> {
    let (screen, mut found) = found(desk, visitor, id).await?;
    found.take_words(&screen).await?;
    let showing = Showing { writing: true, refusal: Some(problem.text(visitor.messages())), at, kept: None };
    let values = values(&screen, &found, showing).await;
    Ok(screen.show_as(problem.status, "story.html", values))
}

/// One save of one story by one person.
struct Writing<'a> {
    desk: &'a Desk,
    caller: &'a Caller,
    story: StoryId,
}

/// What a form said, now saved.
struct Kept {
    posted: Submission,
    /// The block that was added or moved.
    place: Option<story::BlockId>,
    changed: bool,
    /// The revision that holds the words.
    number: u64,
}

impl Writing<'_> {
    /// Saves what the form says.
    async fn save(
        &self,
        mut posted: Submission,
        document: Option<Document>,
        todo: &str,
    ) -> Result<Kept, Error> {
        let base = posted.word("base").parse().unwrap_or_default();
        if posted.get(SHARED).is_some() {
            let number = self
                .desk
                .newsroom
                .save_manuscript(self.caller, self.story, &posted.word("note"))
                .await?
                .number;
            return Ok(Kept { posted, place: None, changed: number > base, number });
        }
        file_pictures(self.desk, self.caller, &mut posted).await?;
        let version = posted.word("version").parse().unwrap_or_default();
        let before = self.desk.newsroom.shown(self.caller, self.story, base, version).await?;
        let mut content = form::content(&posted, &before);
        if let Some(document) = document {
            document.write_into(&mut content);
        }
        let place = match todo.parse::<BlockChange>() {
            Ok(change) => change.apply(&mut content),
            Err(()) => None,
        };
        // What others wrote and nobody saved yet is on the form too: saving it is a change.
        let changed = content != before || version > 0;
        let number = match changed {
            true => self.keep(base, version, posted.word("note"), content).await?,
            false => base,
        };
        Ok(Kept { posted, place, changed, number })
    }

    async fn keep(&self, base: u64, version: u64, note: String, content: Content) -> Result<u64, Error> {
        let save = SaveRevision { story: self.story, base, version, note, content };
        Ok(self.desk.newsroom.save_revision(self.caller, save).await?.number)
    }

    /// Does what the button asks. Answers where to look next.
    async fn then(&self, kept: &Kept, todo: &str) -> Result<String, Problem> {
        let Kept { posted, place, changed, number } = kept;
        if let Some(block) = place {
            return Ok(format!("#b{block}"));
        }
        let (verb, rest) = todo.split_once(':').unwrap_or((todo, ""));
        let newsroom = &self.desk.newsroom;
        let done = match verb {
            "preflight" => return Ok("/preflight".to_owned()),
            "apply" => {
                let (fingerprint, number) = rest.rsplit_once(':').unwrap_or((rest, ""));
                let number = number.parse().unwrap_or(usize::MAX);
                newsroom.apply_suggestion(self.caller, self.story, fingerprint, number).await?;
                "fixed"
            }
            "acknowledge" => {
                let reason = posted.word(&format!("reason:{rest}"));
                newsroom.acknowledge_finding(self.caller, self.story, rest, reason).await?;
                "acknowledged"
            }
            "reopen" => {
                newsroom.withdraw_acknowledgement(self.caller, self.story, rest).await?;
                "reopened"
            }
            "embargo" => self.set_embargo(&posted.word("embargo")).await?,
            "assign" => {
                let assignee = posted.word("assignee");
                let assignee = match assignee.as_str() {
                    "" => None,
                    id => Some(id.parse().map_err(|_| Problem::unreadable())?),
                };
                // First: whoever hands it on may write in it no longer.
                self.set_deadline(&posted.word("deadline")).await?;
                newsroom.assign_story(self.caller, self.story, assignee).await?;
                "assigned"
            }
            "embargo-lift" => {
                newsroom.set_embargo(self.caller, self.story, None).await?;
                "embargo-lift"
            }
            _ if *changed => "saved",
            _ => "unchanged",
        };
        // The editor goes on from the revision that holds its words, whoever saves in the same moment.
        Ok(format!("?done={done}&at={number}"))
    }

    async fn set_deadline(&self, typed: &str) -> Result<(), Problem> {
        let row = self.desk.newsroom.story(self.caller, self.story).await?.row;
        let clock = self.clock(&row.edition);
        if row.deadline.is_some_and(|until| clock.input(until) == typed) {
            return Ok(());
        }
        let until = match typed {
            "" => None,
            typed => Some(clock.read(typed).ok_or_else(Problem::bad_time)?),
        };
        Ok(self.desk.newsroom.set_deadline(self.caller, self.story, until).await?)
    }

    fn clock(&self, edition: &str) -> Clock {
        let messages = crate::messages::Messages::of(&self.caller.language);
        Clock::new(self.desk.edition(edition), self.desk.newsroom.now(), messages)
    }

    /// Answers what was done.
    async fn set_embargo(&self, typed: &str) -> Result<&'static str, Problem> {
        let row = self.desk.newsroom.story(self.caller, self.story).await?.row;
        let clock = self.clock(&row.edition);
        // The field shows minutes; an embargo to the second that nobody touched stays as it is.
        if row.embargo.is_some_and(|until| clock.input(until) == typed) {
            return Ok("embargo");
        }
        let until = match typed {
            "" => None,
            typed => Some(clock.read(typed).ok_or_else(Problem::bad_time)?),
        };
        self.desk.newsroom.set_embargo(self.caller, self.story, until).await?;
        let moves = matches!(row.state, Stage::Scheduled { at } if until.is_some_and(|until| at < until));
        Ok(match (until, moves) {
            (None, _) => "embargo-lift",
            (_, true) => "embargo-moved",
            _ => "embargo",
        })
    }
}

/// Puts the pictures that came with the form into the library, and their numbers and words into the form.
pub(super) async fn file_pictures(
    desk: &Desk,
    caller: &Caller,
    posted: &mut Submission,
) -> Result<(), Error> {
    for upload in std::mem::take(&mut posted.uploads) {
        let Some(prefix) = upload.field.strip_suffix(".upload") else { continue };
        let words = |part: &str| posted.word(&format!("{prefix}.{part}"));
        let add = AddAsset {
            media_type: Some(upload.media_type),
            caption: words("caption"),
            credit: words("credit"),
            alt: words("alt"),
            bytes: upload.bytes,
            ..AddAsset::default()
        };
        let asset = desk.newsroom.add_asset(caller, add).await?;
        let known = [("caption", asset.caption), ("credit", asset.credit), ("alt", asset.alt)];
        for (part, text) in known.into_iter().filter(|(_, text)| !text.is_empty()) {
            let name = format!("{prefix}.{part}");
            if posted.word(&name).is_empty() {
                posted.set(&name, &text);
            }
        }
        posted.set(&format!("{prefix}.file"), &asset.id.to_string());
    }
    Ok(())
}
