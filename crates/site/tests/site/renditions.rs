//! Sizes of pictures: made once, only those on offer, only while a live story shows the picture.

use std::time::Instant;

use story::{Asset, Change, Hash, PictureFormat, Rendition};

use crate::support::{Answer, PATIENCE, TestSite, asset, killed, story};

async fn show(site: &TestSite, number: u64, hash: &Hash, media_type: &str, width: u32) {
    let mut shown = story(number, "Le port rouvre", "region");
    shown.assets.push(Asset { width, height: width * 2 / 3, ..asset(number, hash, media_type) });
    site.happen(Change::Published(shown)).await;
}

/// A site that shows a picture 700 pixels wide.
async fn gallery() -> (TestSite, Hash) {
    hung(700).await
}

/// Without an optimiser, AVIF takes a second for each 10 000 pixels: tests that wait for it hang a small picture.
async fn hung(width: u32) -> (TestSite, Hash) {
    let site = TestSite::start().await;
    let hash = site.blob(&testkit::photograph(width, width * 2 / 3));
    show(&site, 1, &hash, "image/png", width).await;
    (site, hash)
}

fn path(hash: &Hash, width: u32, format: PictureFormat) -> String {
    Rendition { hash: hash.clone(), width, format }.path()
}

fn size(answer: &Answer) -> (&'static str, u32, u32) {
    let read = pictures::inspect(&answer.body).unwrap();
    (read.media_type, read.width, read.height)
}

/// Asks until the AVIF has taken the place of its stand-in.
fn avif(site: &TestSite, path: &str) -> Answer {
    let start = Instant::now();
    let mut client = site.client();
    loop {
        let answer = client.get(path, "");
        if answer.header("content-type") == "image/avif" {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "{path} stays {}", answer.header("content-type"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_size_on_offer_is_what_its_address_says_and_stays_for_good() {
    let (site, hash) = gallery().await;
    for (format, media_type) in [(PictureFormat::WebP, "image/webp"), (PictureFormat::Jpeg, "image/jpeg")] {
        for (width, height) in [(320, 213), (480, 320), (700, 466)] {
            let path = path(&hash, width, format);
            let answer = site.get(&path);
            assert_eq!((answer.status, answer.header("content-type")), (200, media_type));
            assert_eq!(size(&answer), (media_type, width, height));
            assert_eq!(answer.header("cache-control"), "max-age=31536000, immutable");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            let tag = answer.header("etag").to_owned();
            let again = site.client().get(&path, &format!("If-None-Match: {tag}\r\n"));
            assert_eq!((again.status, again.body.len()), (304, 0));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_size_is_made_or_served() {
    let (site, hash) = gallery().await;
    let still = site.blob(b"GIF89a");
    show(&site, 2, &still, "image/gif", 700).await;
    let elsewhere = site.blob(&testkit::photograph(320, 200));
    for path in [
        path(&hash, 960, PictureFormat::WebP),
        path(&hash, 321, PictureFormat::WebP),
        path(&hash, 0, PictureFormat::WebP),
        path(&hash, u32::MAX, PictureFormat::Jpeg),
        path(&still, 320, PictureFormat::WebP),
        path(&elsewhere, 320, PictureFormat::WebP),
        format!("/media/{hash}-0320.webp"),
        format!("/media/{hash}-320.png"),
        format!("/media/{hash}-320.webp/x"),
        format!("/media/{hash}-320"),
    ] {
        assert_eq!(site.get(&path).status, 404, "{path}");
    }
    assert_eq!(site.metric("marbre_site_pictures_unpacked_total"), 0.0);
    assert!(!site.folder.path().join("renditions").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn webp_stands_in_for_avif_for_a_minute_until_it_is_made() {
    let (site, hash) = hung(90).await;
    let path = path(&hash, 90, PictureFormat::Avif);
    let first = site.get(&path);
    assert_eq!((first.status, first.header("content-type")), (200, "image/webp"));
    assert_eq!(first.header("cache-control"), "max-age=60");
    let made = avif(&site, &path);
    assert_eq!(size(&made), ("image/avif", 90, 60));
    assert_eq!(made.header("cache-control"), "max-age=31536000, immutable");
    let stale = site.client().get(&path, &format!("If-None-Match: {}\r\n", first.header("etag")));
    assert_eq!(stale.status, 200, "who has the stand-in gets the AVIF");
}

#[tokio::test(flavor = "multi_thread")]
async fn however_many_ask_at_once_a_size_is_made_once_and_a_picture_unpacked_once() {
    let (site, hash) = gallery().await;
    let ask = |width: u32| {
        let (mut client, path) = (site.client(), path(&hash, width, PictureFormat::WebP));
        std::thread::spawn(move || client.get(&path, "").status)
    };
    let readers: Vec<_> = [320, 480, 700].into_iter().cycle().take(32).map(ask).collect();
    for reader in readers {
        assert_eq!(reader.join().unwrap(), 200);
    }
    assert_eq!(site.metric("marbre_site_pictures_unpacked_total"), 1.0);
    assert_eq!(site.metric("marbre_site_rendition_seconds_count"), 3.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_finds_what_was_made_and_makes_anew_what_a_crash_left_empty() {
    let (site, hash) = gallery().await;
    let path = path(&hash, 320, PictureFormat::WebP);
    let before = site.get(&path).body;
    let site = site.restart().await;
    assert!(site.get(&path).body == before);
    assert_eq!(site.metric("marbre_site_pictures_unpacked_total"), 0.0);
    let place = site.folder.path().join("renditions").join(&hash.as_str()[..2]).join(hash.as_str());
    std::fs::write(place.join("320.webp"), b"").unwrap();
    let site = site.restart().await;
    assert!(site.get(&path).body == before, "the same picture gives the same bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_no_size_is_served_at_once_and_none_is_kept() {
    let (site, hash) = hung(90).await;
    show(&site, 2, &hash, "image/png", 90).await;
    let all: Vec<String> = Rendition::all(&hash, "image/png", 90).iter().map(Rendition::path).collect();
    for path in &all {
        assert_eq!(site.get(path).status, 200, "{path}");
    }
    avif(&site, &path(&hash, 90, PictureFormat::Avif));
    site.happen(killed(1)).await;
    assert!(all.iter().all(|path| site.get(path).status == 200), "another story still shows it");
    site.happen(killed(2)).await;
    for path in &all {
        assert_eq!(site.get(path).status, 404, "{path}");
    }
    let place = site.folder.path().join("renditions").join(&hash.as_str()[..2]).join(hash.as_str());
    let start = Instant::now();
    while place.exists() {
        assert!(start.elapsed() < PATIENCE, "what was made is deleted");
        std::thread::yield_now();
    }
    let site = site.restart().await;
    assert_eq!(site.get(&all[0]).status, 404, "nor after a restart");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_unpacked_is_a_fault_of_its_own() {
    let site = TestSite::start().await;
    let hash = site.blob(b"\xff\xd8\xff no picture");
    show(&site, 1, &hash, "image/jpeg", 700).await;
    assert_eq!(site.get(&path(&hash, 320, PictureFormat::WebP)).status, 500);
    assert_eq!(site.get(&path(&hash, 320, PictureFormat::Avif)).status, 500);
    assert_eq!(site.get("/fr/").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_itself_is_served_without_the_place_on_earth_that_a_camera_wrote() {
    let site = TestSite::start().await;
    for (story, (bytes, media_type, ending)) in (1..).zip(positioned()) {
        let hash = site.blob(&bytes);
        show(&site, story, &hash, media_type, 64).await;
        let served = site.get(&format!("/media/{hash}.{ending}"));
        assert_eq!((served.status, served.header("content-type")), (200, media_type));
        assert_eq!(served.body.len(), bytes.len());
        let position = b"46\xc2\xb031";
        assert!(bytes.windows(position.len()).any(|part| part == position));
        assert!(!served.body.windows(position.len()).any(|part| part == position));
        site.happen(killed(story)).await;
        assert_eq!(site.get(&format!("/media/{hash}.{ending}")).status, 404);
    }
}

/// Pictures whose EXIF leads to a position, here a text for want of a satellite; each with its type and ending.
fn positioned() -> [(Vec<u8>, &'static str, &'static str); 2] {
    let picture = pictures::Master::open(&testkit::photograph(64, 40)).unwrap();
    let jpeg = picture.rendition(64, PictureFormat::Jpeg).unwrap();
    let webp = picture.rendition(64, PictureFormat::WebP).unwrap();
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    // One entry at 8: the pointer (4 bytes, kind LONG) to the directory at 26; no further directory.
    tiff.extend(b"\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0");
    // Its one entry: a text of 8 bytes at 44.
    tiff.extend(b"\0\x01\0\x02\0\x02\0\0\0\x08\0\0\0\x2c\0\0\0\0");
    tiff.extend(b"46\xc2\xb031N\0");
    let body = [b"Exif\0\0", tiff.as_slice()].concat();
    let segment = [&[0xff, 0xe1, 0, body.len() as u8 + 2], body.as_slice()].concat();
    let jpeg = [&jpeg[..2], &segment, &jpeg[2..]].concat();
    let mut webp = [&webp, b"EXIF".as_slice(), &(tiff.len() as u32).to_le_bytes(), &tiff].concat();
    let length = webp.len() as u32 - 8;
    webp[4..8].copy_from_slice(&length.to_le_bytes());
    [(jpeg, "image/jpeg", "jpg"), (webp, "image/webp", "webp")]
}
