//! Pictures: only what can be shown safely, believed by its bytes.

use newsroom::{ASSET_BYTES_MAX, AddAsset, Code};
use testkit::TestNewsroom;

use crate::support::refused;

testkit::on_both_databases! {
    the_bytes_say_what_a_picture_is_and_how_large
    the_same_bytes_are_in_the_library_once
    what_is_no_picture_of_ours_is_refused_and_not_kept
}

fn add(bytes: &[u8]) -> AddAsset {
    AddAsset { bytes: bytes.to_vec(), ..AddAsset::default() }
}

async fn the_bytes_say_what_a_picture_is_and_how_large(desk: TestNewsroom) {
    let lying = AddAsset { media_type: Some("image/svg+xml".into()), ..add(b"GIF89a\x40\x01\xf0\0") };
    let asset = desk.newsroom.add_asset(desk.reporter(), lying).await.unwrap();
    assert_eq!((asset.media_type.as_str(), asset.width, asset.height), ("image/gif", 320, 240));
    let bytes = desk.newsroom.asset_bytes(desk.reporter(), &asset).await.unwrap().unwrap();
    assert_eq!(bytes, b"GIF89a\x40\x01\xf0\0");
    assert_eq!(desk.newsroom.asset(desk.reporter(), asset.id).await.unwrap(), Some(asset));
}

async fn the_same_bytes_are_in_the_library_once(desk: TestNewsroom) {
    let (one, other) = (desk.picture().await, desk.picture().await);
    assert_eq!(one, other);
}

async fn what_is_no_picture_of_ours_is_refused_and_not_kept(desk: TestNewsroom) {
    let huge = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 1, 0, 0, 0, 1, 0, 0]].concat();
    let cases: [(Code, Vec<u8>); 7] = [
        (Code::FileEmpty, Vec::new()),
        (Code::MediaUnknown, b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        (Code::MediaUnknown, b"<!doctype html><script>alert(1)</script>".to_vec()),
        (Code::MediaUnknown, b"%PDF-1.7".to_vec()),
        (Code::MediaBroken, b"\xff\xd8\xff".to_vec()),
        (Code::MediaHuge, huge),
        (Code::FileTooLarge, vec![0; ASSET_BYTES_MAX + 1]),
    ];
    for (code, bytes) in cases {
        let hash = store::hash(&bytes);
        assert_eq!(refused(desk.newsroom.add_asset(desk.reporter(), add(&bytes)).await), code);
        assert!(!desk.store.blobs().path(&hash).exists(), "{code:?}");
    }
}
