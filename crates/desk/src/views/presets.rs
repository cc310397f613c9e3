//! Questions that are kept under a name, beside the list that they are put to.

use newsroom::{Permission, PresetList};
use serde::Serialize;
use serde_json::Value;

use crate::page::Screen;
use crate::problem::Problem;

/// One of them: where it leads, and the key that asks it.
#[derive(Debug, Serialize)]
pub(crate) struct Kept {
    id: String,
    name: String,
    href: String,
    key: usize,
    alerts: bool,
    current: bool,
    own: bool,
    may_remove: bool,
}

/// Those that the newsroom or the visitor keeps. `lead` says where a question leads, and whether it calls somebody.
pub(crate) async fn kept(
    screen: &Screen<'_>,
    list: PresetList,
    here: &str,
    lead: impl Fn(&Value) -> (String, bool),
) -> Result<Vec<Kept>, Problem> {
    let presets = screen.desk.newsroom.presets(&screen.visitor.caller, list).await?;
    let may_share = screen.visitor.caller.may(Permission::ManagePresets);
    let kept = |(at, preset): (usize, newsroom::Preset)| {
        let (href, alerts) = lead(&preset.query);
        let own = preset.account.is_some();
        Kept {
            id: preset.id.to_string(),
            name: preset.name,
            key: at + 1,
            alerts,
            current: href.contains('?') && href == here,
            href,
            own,
            may_remove: own || may_share,
        }
    };
    Ok(presets.into_iter().enumerate().map(kept).collect())
}
