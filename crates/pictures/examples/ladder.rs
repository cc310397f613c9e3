//! What the sizes of one picture cost: time and bytes of each, and the memory of all.
//! `cargo run --release -p pictures --example ladder PICTURE [FOLDER]`; with a folder the sizes are written there.

#![allow(clippy::disallowed_methods, reason = "an example reads its picture and the clock")]

use std::path::PathBuf;
use std::time::Instant;

use pictures::Master;
use story::{PictureFormat, Rendition};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let Some(picture) = arguments.next() else {
        eprintln!("ladder PICTURE [FOLDER]: which picture, where its sizes are to be written");
        std::process::exit(2);
    };
    let folder = arguments.next().map(PathBuf::from);
    let bytes = std::fs::read(picture)?;
    let start = Instant::now();
    let read = pictures::inspect(&bytes)?;
    println!(
        "inspect {} ms: {} {} × {} {}",
        ms(start),
        read.media_type,
        read.width,
        read.height,
        read.colour
    );
    println!("{:#?}", read.words);
    let start = Instant::now();
    let master = Master::open(&bytes)?;
    println!("open {} ms, then {} MB; peak {} MB", ms(start), master.bytes() >> 20, peak_mb());
    for format in PictureFormat::ALL {
        let (mut time, mut total) = (0, 0);
        for width in Rendition::widths("image/jpeg", read.width) {
            let start = Instant::now();
            let made = master.rendition(width, format)?;
            println!("  {width}.{} {} ms {} bytes", format.extension(), ms(start), made.len());
            (time, total) = (time + ms(start), total + made.len());
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{width}.{}", format.extension())), &made)?;
            }
        }
        println!("{} {time} ms {total} bytes; peak {} MB", format.extension(), peak_mb());
    }
    Ok(())
}

fn ms(since: Instant) -> u128 {
    since.elapsed().as_millis()
}

/// The most memory this process had, as Linux tells it; 0 elsewhere.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) >> 10
}
