//! Where a picture was taken to the metre stays in the library.

use std::sync::LazyLock;

use exif::{In, Tag};
use pictures::{Master, inspect, without_location};
use proptest::prelude::*;
use story::PictureFormat;

use crate::samples::{exif_segment, gif, jpeg, png_with, png_with_chunks, tiff, webp_with, xmp_segment};

const PACKET: &str = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
    xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description \
    xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    exif:GPSLatitude=\"46,31.77N\" exif:GPSVersionID = '2.2.0.0'><exif:GPSLongitude>6,33.1E\
    </exif:GPSLongitude><exif:GPSAltitude xml:lang=\"fr\"><![CDATA[412/7]]></exif:GPSAltitude><exif:GPSDifferential/>\
    <exif:GPSDestBearing><rdf:Seq><rdf:li>98/31</rdf:li></rdf:Seq></exif:GPSDestBearing>\
    <dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">© Boréale, by GPS</rdf:li></rdf:Alt>\
    </dc:rights></rdf:Description></rdf:RDF></x:xmpmeta>";
const TOLD: [&str; 5] = ["46,31", "6,33", "2.2.0.0", "412/7", "98/31"];

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

/// 46° 31′ 77″ as it stands in a TIFF block.
fn degrees() -> Vec<u8> {
    [46_u32, 1, 31, 1, 77, 1].iter().flat_map(|n| n.to_be_bytes()).collect()
}

/// A file of each type that says where it was taken, by EXIF where it can and by XMP.
static POSITIONED: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let block = tiff(&[(Tag::Artist, "Ana Prima"), (Tag::Copyright, "© Boréale")], None, true);
    let named = [b"Exif\0\0", block.as_slice()].concat();
    let packet = PACKET.as_bytes().to_vec();
    // What leads a reader of GIF, who takes the packet for blocks with their lengths, out of it again (XMP part 3, 1.1.2).
    let way_out: Vec<u8> = [1].into_iter().chain((0..=255).rev()).chain([0]).collect();
    let animation = gif(2);
    let (frames, end) = animation.split_at(animation.len() - 1);
    let animation = [frames, b"!\xff\x0bXMP DataXMP", PACKET.as_bytes(), &way_out, end].concat();
    // As our own encoder writes it, with the words in a box behind.
    let avif = Master::open(&jpeg(&[])).unwrap().rendition(48, PictureFormat::Avif).unwrap();
    let words =
        [b"mdat\0\0\0\x06Exif\0\0", block.as_slice(), b"\0\0\0\0", &block, PACKET.as_bytes()].concat();
    let boxed = [avif, (words.len() as u32 + 4).to_be_bytes().to_vec(), words].concat();
    vec![
        ("JPEG", jpeg(&[exif_segment(&block), xmp_segment(PACKET)])),
        ("PNG, EXIF", png_with_chunks(&[[b"eXIf", block.as_slice()].concat()])),
        ("PNG, XMP", png_with(PACKET)),
        ("WebP", webp_with(&[(b"EXIF", block), (b"XMP ", packet.clone())])),
        ("WebP, EXIF that names itself", webp_with(&[(b"EXIF", named), (b"XMP ", packet)])),
        ("GIF", animation),
        ("AVIF", boxed),
    ]
});

#[test]
fn no_type_of_file_tells_the_position_and_each_tells_everything_else() {
    for (media, bytes) in POSITIONED.iter() {
        let before = inspect(bytes).unwrap();
        let clean = without_location(bytes).unwrap_or_else(|| panic!("{media} tells it still"));
        assert_eq!(clean.len(), bytes.len(), "{media}");
        assert!(!has(&clean, &degrees()), "{media}");
        for words in TOLD {
            assert!(!has(&clean, words.as_bytes()), "{media}: {words}");
        }
        assert_eq!(inspect(&clean).unwrap(), before, "{media}: told as before");
        assert!(
            before.words.copyright.contains("Boréale") || ["GIF", "AVIF"].contains(media),
            "{media}: {before:?}"
        );
    }
}

#[test]
fn words_of_a_png_that_cannot_be_blanked_are_left_out_and_no_others() {
    let plain = png_with_chunks(&[b"tEXtComment\0GPS".to_vec()]);
    assert_eq!(without_location(&plain), None);
    let packed = [
        &b"iTXtXML:com.adobe.xmp\0\x01\0\0\0x"[..],
        b"tEXtRaw profile type exif\0\n",
        b"zTXtRaw profile type APP1\0\0x",
    ];
    for chunk in packed {
        let bytes = png_with_chunks(&[b"tEXtComment\0GPS".to_vec(), chunk.to_vec()]);
        assert_eq!(without_location(&bytes).as_ref(), Some(&plain));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn whatever_is_broken_nothing_falls_over_and_no_packet_tells(
        which in 0..7_usize,
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let (_, mut bytes) = POSITIONED[which].clone();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let (Some(clean), Ok(_)) = (without_location(&bytes), inspect(&bytes)) {
            prop_assert!(inspect(&clean).is_ok());
        }
    }
}

#[test]
fn the_position_is_blanked_and_everything_else_is_byte_for_byte_there() {
    let texts = [(Tag::Artist, "Ana Prima"), (Tag::Copyright, "© Boréale")];
    let bytes = jpeg(&[exif_segment(&tiff(&texts, Some(6), true))]);
    let before = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&bytes)).unwrap();
    assert!(before.get_field(Tag::GPSLatitude, In::PRIMARY).is_some(), "the sample has a position");
    let clean = without_location(&bytes).unwrap();
    assert_eq!(clean.len(), bytes.len());
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let after = reader.read_from_container(&mut std::io::Cursor::new(&clean));
    let after = after.or_else(|error| error.distill_partial_result(|_| {})).unwrap();
    for tag in [Tag::GPSLatitude, Tag::GPSLongitude, Tag::GPSLatitudeRef] {
        assert!(after.get_field(tag, In::PRIMARY).is_none(), "{tag}");
    }
    assert!(has(&bytes, &degrees()) && !has(&clean, &degrees()));
    assert_eq!(inspect(&clean).unwrap(), inspect(&bytes).unwrap(), "turned and told as before");
}

#[test]
fn a_file_without_a_position_is_left_alone() {
    assert_eq!(without_location(&jpeg(&[])), None);
    assert_eq!(without_location(&jpeg(&[exif_segment(&tiff(&[(Tag::Artist, "Ana")], None, false))])), None);
    assert_eq!(without_location(b"<svg/>"), None);
}
