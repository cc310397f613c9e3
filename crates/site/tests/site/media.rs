//! Pictures and films: only while a live story shows them, and in parts.

use story::{Change, Hash};

use crate::support::{TestSite, asset, killed, story};

async fn show(site: &TestSite, number: u64, hash: &Hash, media_type: &str) {
    let mut shown = story(number, "Le port rouvre", "region");
    shown.assets.push(asset(number, hash, media_type));
    site.happen(Change::Published(shown)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_served_while_a_live_story_shows_it() {
    let site = TestSite::start().await;
    let hash = site.blob(b"bytes of a picture");
    let path = format!("/media/{hash}.webp");
    assert_eq!(site.get(&path).status, 404, "in the library, but not published");
    show(&site, 1, &hash, "image/webp").await;
    show(&site, 2, &hash, "image/webp").await;
    let answer = site.get(&path);
    assert_eq!((answer.status, answer.body.as_slice()), (200, &b"bytes of a picture"[..]));
    for (name, expected) in [
        ("content-type", "image/webp"),
        ("cache-control", "max-age=31536000, immutable"),
        ("accept-ranges", "bytes"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("vary", ""),
    ] {
        assert_eq!(answer.header(name), expected, "{name}");
    }
    site.happen(killed(1)).await;
    assert_eq!(site.get(&path).status, 200, "another story still shows it");
    assert_eq!(site.get(&format!("/media/{hash}.jpg")).status, 200);
    site.happen(killed(2)).await;
    for ending in ["webp", "jpg", "png"] {
        assert_eq!(site.get(&format!("/media/{hash}.{ending}")).status, 404, "under no ending");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_replaced_by_an_update_is_hidden_too() {
    let site = TestSite::start().await;
    let (old, new) = (site.blob(b"the wrong picture"), site.blob(b"the right picture"));
    show(&site, 1, &old, "image/webp").await;
    assert_eq!(site.get(&format!("/media/{old}.webp")).status, 200);
    let mut updated = story(1, "Le port rouvre", "region");
    updated.assets.push(asset(2, &new, "image/webp"));
    site.happen(Change::Updated(updated)).await;
    assert_eq!(site.get(&format!("/media/{old}.webp")).status, 404);
    assert_eq!(site.get(&format!("/media/{new}.webp")).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_are_cut_from_small_and_large_files_alike() {
    let site = TestSite::start().await;
    let mut client = site.client();
    for (number, size) in [(1, 1000), (2, 2_000_000)] {
        let bytes: Vec<u8> = (0..size).map(|n: usize| (n * 7 % 251) as u8).collect();
        let hash = site.blob(&bytes);
        show(&site, number, &hash, "video/mp4").await;
        let path = format!("/media/{hash}.mp4");
        let whole = client.get(&path, "Accept-Encoding: gzip\r\n");
        assert!(whole.body == bytes && whole.header("content-encoding").is_empty());
        let end = size - 1;
        for (range, status, first, last) in [
            ("bytes=0-99".to_owned(), 206, 0, 99),
            ("bytes=500-".to_owned(), 206, 500, end),
            ("bytes=-100".to_owned(), 206, size - 100, end),
            (format!("bytes=10-{}", size * 2), 206, 10, end),
            ("bytes=0-1,4-5".to_owned(), 200, 0, end),
            ("lines=0-1".to_owned(), 200, 0, end),
        ] {
            let answer = client.get(&path, &format!("Range: {range}\r\n"));
            assert_eq!(answer.status, status, "{range} of {size}");
            assert!(answer.body == bytes[first..=last], "{range} of {size}");
            let content_range = format!("bytes {first}-{last}/{size}");
            let expected = if status == 206 { content_range.as_str() } else { "" };
            assert_eq!(answer.header("content-range"), expected);
        }
        let beyond = client.get(&path, &format!("Range: bytes={size}-\r\n"));
        assert_eq!(beyond.status, 416);
        assert_eq!(beyond.header("content-range"), format!("bytes */{size}"));
        let head = client.ask("HEAD", &path, "Range: bytes=0-1\r\n");
        assert_eq!((head.status, head.header("content-length")), (200, &*size.to_string()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_only_added_to_the_same_bytes() {
    let site = TestSite::start().await;
    let hash = site.blob(&[7; 1000]);
    show(&site, 1, &hash, "video/mp4").await;
    let path = format!("/media/{hash}.mp4");
    let tag = site.get(&path).header("etag").to_owned();
    for (condition, status) in [
        (tag.as_str(), 206),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 206),
        ("\"other\"", 200),
        (&format!("W/{tag}"), 200),
        ("Sun, 06 Nov 1994 08:49:38 GMT", 200),
        ("nonsense", 200),
    ] {
        let answer = site.client().get(&path, &format!("Range: bytes=0-9\r\nIf-Range: {condition}\r\n"));
        assert_eq!(answer.status, status, "{condition}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_names_of_blobs_reach_files() {
    let site = TestSite::start().await;
    let hash = site.blob(b"bytes");
    show(&site, 1, &hash, "image/webp").await;
    for path in [
        format!("/media/{hash}"),
        format!("/media/{hash}."),
        format!("/media/{hash}.webp/x"),
        format!("/media/{hash}.w%3Bp"),
        format!("/media/{}.webp", hash.as_str().to_uppercase()),
        "/media/shelf.redb".into(),
        "/media/".into(),
    ] {
        assert_eq!(site.get(&path).status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_that_is_lost_is_a_fault_and_is_not_remembered() {
    let site = TestSite::start().await;
    let hash: Hash = blake3::hash(b"restored later").to_hex().parse().unwrap();
    show(&site, 1, &hash, "image/webp").await;
    let path = format!("/media/{hash}.webp");
    assert_eq!(site.get(&path).status, 500);
    site.blob(b"restored later");
    assert_eq!(site.get(&path).status, 200);
}
