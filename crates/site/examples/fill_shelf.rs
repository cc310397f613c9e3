//! Builds a shelf from made-up entries and says how fast: `fill_shelf ENTRIES [FILE]`. One entry in ten is an update,
//! one in a hundred a kill.

use std::time::Instant;

use site::ShelfFile;
use story::{
    BlockBody, Change, Content, Feed, JournalEntry, LiveStory, RichText, Shelf, StoryId, Timestamp,
    Withdrawal,
};

const BATCH: usize = 2000;
const SECTIONS: [&str; 6] = ["region", "monde", "economie", "culture", "sport", "sciences"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().ok_or("usage: fill_shelf ENTRIES [FILE]")?.parse()?;
    let file = arguments.next().map_or_else(|| std::env::temp_dir().join("fill-shelf.redb"), Into::into);
    let _ = std::fs::remove_file(&file);
    let shelf = ShelfFile::open(&file, 64 << 20)?;
    let (mut took, mut worst) = (0.0, f64::MAX);
    let mut seq = 0;
    while seq < count {
        let entries: Vec<_> = (seq + 1..=count.min(seq + BATCH as u64)).map(entry).collect();
        let start = Instant::now();
        shelf.apply_all(&entries)?;
        let batch = start.elapsed().as_secs_f64();
        took += batch;
        worst = f64::min(worst, entries.len() as f64 / batch);
        seq += entries.len() as u64;
    }
    println!("{count} entries: {:.0} a second, {worst:.0} in the slowest batch", count as f64 / took);
    println!("{:.1} MB on disk", std::fs::metadata(&file)?.len() as f64 / 1e6);
    one_by_one(&shelf, count)?;
    ask(&shelf)?;
    drop(shelf);
    let start = Instant::now();
    let shelf = ShelfFile::open(&file, 64 << 20)?;
    println!("opened again at entry {} in {:.1} ms", shelf.cursor(), start.elapsed().as_secs_f64() * 1e3);
    Ok(())
}

fn one_by_one(shelf: &ShelfFile, count: u64) -> Result<(), Box<dyn std::error::Error>> {
    let entries: Vec<_> = (count + 1..=count + 500).map(entry).collect();
    let mut times = Vec::new();
    for entry in &entries {
        let start = Instant::now();
        shelf.apply(entry)?;
        times.push(start.elapsed());
    }
    times.sort();
    println!("one by one: p50 {:?}, p99 {:?}", times[250], times[495]);
    Ok(())
}

fn ask(shelf: &ShelfFile) -> Result<(), Box<dyn std::error::Error>> {
    let feed = Feed::Edition { edition: "fr".into() };
    let start = Instant::now();
    for _ in 0..1000 {
        assert_eq!(shelf.snapshot()?.newest(&feed, 20).len(), 20);
    }
    println!("a snapshot and its 20 newest cards: {:?}", start.elapsed() / 1000);
    let start = Instant::now();
    for number in 0..1000 {
        shelf.snapshot()?.standing(id(number * 7 + 1));
    }
    println!("a snapshot and one story: {:?}", start.elapsed() / 1000);
    Ok(())
}

/// Scattered as real ones are.
fn id(number: u64) -> StoryId {
    StoryId::from_number(number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

fn entry(seq: u64) -> JournalEntry {
    let at = Timestamp::from_millisecond(1_700_000_000_000 + seq as i64 * 1000).unwrap_or_default();
    let change = match seq % 100 {
        50 => Change::Killed(Withdrawal {
            id: id(seq - 30),
            edition: "fr".into(),
            path: "/fr/region/x".into(),
            at,
            reason: "withdrawn".into(),
        }),
        n if n % 10 == 0 && seq > 10 => Change::Updated(story(seq - 9, seq, at)),
        _ => Change::Published(story(seq, seq, at)),
    };
    JournalEntry { seq, at, change }
}

fn story(number: u64, seq: u64, at: Timestamp) -> LiveStory {
    let section = SECTIONS[number as usize % SECTIONS.len()];
    let mut content = Content {
        headline: format!("Le port d’Ostrande rouvre après {seq} jours de travaux"),
        standfirst: "Les ferries reprennent lundi la ligne de Corlises, fermée depuis la tempête de février."
            .into(),
        section: section.into(),
        topics: vec!["Ports".into(), format!("Dossier {}", number % 500)],
        places: vec!["Ostrande".into()],
        byline: vec![story::Signature { name: format!("Auteur {}", number % 40), role: String::new() }],
        ..Content::default()
    };
    let sentence = format!("La capitainerie attend {seq} passagers et demande de la patience. ");
    for _ in 0..8 {
        content.push(BlockBody::Paragraph(RichText::plain(sentence.repeat(7))));
    }
    LiveStory {
        id: id(number),
        edition: "fr".into(),
        path: format!("/fr/{section}/le-port-{}", id(number)),
        former: Vec::new(),
        translation: None,
        coverage: None,
        sections: vec![section.into()],
        revision: seq,
        first_published: at,
        updated: at,
        corrections: Vec::new(),
        content,
        assets: Vec::new(),
    }
}
