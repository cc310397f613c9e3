//! Everything that a story ever said.

use newsroom::{Permission, StoryHistory};

use super::endpoint::{Call, Endpoint, file, get};
use super::shapes::Nothing;
use super::stories::id;
use crate::problem::Problem;
use crate::routes::history::as_page;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::Read;
    vec![
        get(
            "/api/stories/{id}/history",
            ("getHistory", "Everything that it ever said, whole, and what readers saw of it."),
            Read,
            history,
        ),
        file(
            "/api/stories/{id}/history/html",
            ("getHistoryPage", "The same for people: every revision with its differences word by word."),
            Read,
            history_page,
        ),
    ]
}

async fn history(call: Call, _: Nothing) -> Result<StoryHistory, Problem> {
    Ok(call.newsroom.story_history(&call.caller, id(&call)?).await?)
}

async fn history_page(call: Call) -> Result<(String, Vec<u8>), Problem> {
    let history = call.newsroom.story_history(&call.caller, id(&call)?).await?;
    let page = as_page(&call.desk, &history, &call.caller.language)?;
    Ok(("text/html; charset=utf-8".to_owned(), page))
}
