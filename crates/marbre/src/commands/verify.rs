//! `marbre verify`: whether what is stored of each story is what was sealed, and is what was kept elsewhere.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, bail};
use newsroom::{BrokenLink, StoryRecord};
use serde_json::json;
use store::{Record, Store, head_seal};
use story::StoryId;

use crate::cli::VerifyArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;
use crate::output::{OutputArgs, Progress};

/// What is to be done about a disagreement.
const THEN: &str =
    "Keep this database as it is, and compare it with a backup: `marbre history` writes all that is stored";

/// By story: how many links it had, and the seal of the last.
type Kept = BTreeMap<StoryId, (usize, String)>;

#[derive(Default)]
struct Found {
    sealed: u64,
    unsealed: u64,
    broken: u64,
    /// As it is kept: a line for each story, in the order of their numbers.
    seals: String,
}

pub(crate) async fn run(args: &VerifyArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let store = open::store(&config).await?;
    let kept = args.against.as_deref().map(read_kept).transpose()?.unwrap_or_default();
    let mut found = verify(&store, kept, args.output).await?;
    found.broken += tell_gaps(&store, args.output).await?;
    if let Some(file) = &args.keep {
        std::fs::write(file, &found.seals)
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    let Found { sealed, unsealed, broken, seals } = found;
    let head = head_seal(&seals);
    let waiting = match unsealed {
        0 => String::new(),
        many => format!(
            " {many} of an earlier version are still to be sealed, which is done as the service runs."
        ),
    };
    args.output.result(
        || json!({ "sealed": sealed, "unsealed": unsealed, "broken": broken, "head": head }),
        format_args!(
            "{sealed} stories agree with their seals, {broken} disagreements.{waiting}\nHead seal: {head}"
        ),
    )?;
    Ok(if broken == 0 { Outcome::Done } else { Outcome::Refused })
}

async fn verify(store: &Store, mut kept: Kept, output: OutputArgs) -> anyhow::Result<Found> {
    let (progress, mut found, mut after) = (Progress::new(), Found::default(), None);
    loop {
        let stories = store.stories_after(after).await?;
        let Some(last) = stories.last() else { break };
        after = Some(*last);
        for story in stories {
            let Some(record) = store.record(story).await? else { continue };
            let told = StoryRecord::of(&record);
            let lost = kept.remove(&story).is_some_and(|kept| !stands(&record, &kept));
            match (told.broken, told.state) {
                (Some(broken), _) => tell(story, &broken, &mut found, output)?,
                (None, _) if lost => tell(story, &whole("not-as-kept"), &mut found, output)?,
                (None, "unsealed") => found.unsealed += 1,
                _ => found.sealed += 1,
            }
            found.seals.push_str(&format!("{story} {} {}\n", record.links.len(), record.seal));
        }
        progress.tell(format_args!("{} stories", found.sealed + found.unsealed + found.broken));
    }
    for story in kept.into_keys() {
        tell(story, &whole("gone"), &mut found, output)?;
    }
    Ok(found)
}

/// Whether the chain had this seal at this place, be it as long as it may by now.
fn stands(record: &Record, (links, seal): &(usize, String)) -> bool {
    links.checked_sub(1).is_none_or(|last| record.links.get(last).is_some_and(|link| link.seal == *seal))
}

/// Of the story as a whole.
fn whole(how: &'static str) -> BrokenLink {
    BrokenLink { kind: "story", number: 0, how }
}

fn tell(story: StoryId, broken: &BrokenLink, found: &mut Found, output: OutputArgs) -> anyhow::Result<()> {
    found.broken += 1;
    let BrokenLink { kind, number, how } = broken;
    let place = if *number == 0 { String::new() } else { format!(", {kind} {number}") };
    let what = match *how {
        "lost-before" => "what stood before it is gone",
        "lost-after" => "what came after it is gone",
        "added" => "it has no seal: it was put in past the newsroom",
        "not-as-kept" => {
            "the record agrees with itself and not with the seal that was kept: it was written anew"
        }
        "gone" => "a seal of it was kept, and the story is gone",
        _ => "what is stored is not what was sealed",
    };
    output.result(
        || json!({ "story": story, "kind": kind, "number": number, "how": how }),
        format_args!("story {story}{place}: {what}. {THEN} of it."),
    )
}

/// Fronts and programmes have no seals; that one is gone shows in the numbers.
async fn tell_gaps(store: &Store, output: OutputArgs) -> anyhow::Result<u64> {
    let (entries, numbered) = store.journal_counts().await?;
    if entries == numbered {
        return Ok(0);
    }
    output.result(
        || json!({ "journal": entries, "numbered": numbered }),
        format_args!("the journal has {entries} entries, and {numbered} were numbered. Keep this database as it is, and compare it with a backup."),
    )?;
    Ok(1)
}

fn read_kept(file: &Path) -> anyhow::Result<Kept> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut kept = Kept::new();
    for (line, number) in text.lines().zip(1..) {
        let mut words = line.split(' ');
        let mut read =
            || Some((words.next()?.parse().ok()?, (words.next()?.parse().ok()?, words.next()?.to_owned())));
        let Some((story, seal)) = read() else {
            bail!(
                "{}, line {number}: not a story, a count and a seal, as `marbre verify --keep` writes them",
                file.display()
            );
        };
        kept.insert(story, seal);
    }
    Ok(kept)
}
