//! An inbox of invented items, written straight into a store, and items to push.

use jiff::SignedDuration;
use store::{Arrival, Handling, Insertion, ItemRow, Store, StoreConfig};
use story::{BlockBody, Item, ItemId, Language, Timestamp};

const BATCH: u64 = 2_000;
const PLACES: [&str; 7] = ["Ostrande", "Sarrac", "Valmère", "Lorme", "Norrholm", "Corlises", "Keldonie"];
const THINGS: [&str; 6] =
    ["la capitainerie", "le préfet", "la régie des eaux", "un armateur", "le tribunal", "la mairie"];
const DEEDS: [&str; 5] =
    ["rouvre la passe", "vote le budget", "publie son bulletin", "annonce des travaux", "suspend le fret"];

/// Half an item a minute, the last one now.
pub(crate) async fn fill(config: &StoreConfig, count: u64) -> anyhow::Result<()> {
    let store = Store::open(config).await?;
    store.migrate().await?;
    let start = Timestamp::now() - SignedDuration::from_secs(i64::try_from(count)? * 120);
    let raw = store.blobs().put(b"invented").await?;
    for first in (0..count).step_by(usize::try_from(BATCH)?) {
        let mut tx = store.begin().await?;
        for n in first..(first + BATCH).min(count) {
            let received = start + SignedDuration::from_secs(i64::try_from(n)? * 120);
            let item = item(n);
            let words = store::words_of_item(&item);
            let row = ItemRow {
                id: ItemId::from_number(1_000_000 + n),
                received,
                seq: 0,
                raw: raw.clone(),
                source: "archive".into(),
                item,
                problems: Vec::new(),
                taken: None,
            };
            let Insertion::Inserted(seq) = tx.insert_item(&row).await? else { continue };
            let arrival = Arrival {
                item: row.id,
                seq,
                received,
                source: row.source.clone(),
                family: seq,
                cluster: seq,
                newest: true,
                stamp: received,
                version: 1,
                handling: Handling::Read,
                handled_by: None,
                handled_at: None,
                desk: String::new(),
                urgency: 5,
                kind: "text".into(),
                status: "usable".into(),
                language: "fr".into(),
                provider: "Agence Boréale".into(),
                alert: false,
                sketch: String::new(),
            };
            tx.insert_arrival(&arrival, &[format!("guid:archive-{n}")], &words).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

fn sentence(n: u64, salt: u64) -> String {
    let mut dice = (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mut pick = |from: &[&str]| {
        dice ^= dice >> 29;
        dice = dice.wrapping_mul(0x94d0_49bb_1331_11eb);
        dice ^= dice >> 32;
        from[usize::try_from(dice % from.len() as u64).unwrap_or_default()].to_owned()
    };
    let (place, thing, deed, other) = (pick(&PLACES), pick(&THINGS), pick(&DEEDS), pick(&PLACES));
    format!(
        "{place} : {thing} {deed} après {} heures de débat à {other}, numéro {n}-{salt}",
        (n * 7 + salt) % 40
    )
}

fn item(n: u64) -> Item {
    let mut item = Item {
        guid: format!("archive-{n}"),
        provider: "Agence Boréale".into(),
        format: "ninjs".into(),
        language: Language::new("fr"),
        headline: sentence(n, 0),
        ..Item::default()
    };
    for paragraph in 1..12 {
        let body = BlockBody::Paragraph(sentence(n, paragraph).as_str().into());
        item.blocks.push(story::Block { id: u32::try_from(paragraph).unwrap_or(1), body });
    }
    item
}

/// One delivery: 150 to 200 words, a byline, a place.
pub(crate) fn ninjs(at: usize) -> String {
    let n = 10_000_000 + at as u64;
    let body: String = (1..12).map(|salt| format!("<p>{}.</p>", sentence(n, salt))).collect();
    let headline = sentence(n, 0);
    format!(
        r#"{{"uri":"urn:bench:{n}","type":"text","version":"1","language":"fr","headline":"{headline}","byline":"Odile Ferrand","urgency":4,"versioncreated":"2026-06-09T10:00:00Z","body_xhtml":"{body}"}}"#
    )
}
