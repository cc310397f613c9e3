//! Where a picture was taken to the metre stays in the library.

use exif::{In, Tag};
use pictures::{inspect, without_location};

use crate::samples::{exif_segment, jpeg, tiff, xmp_segment};

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
    // 46° 31′ 77″ as it stood there.
    let degrees: Vec<u8> = [46_u32, 1, 31, 1, 77, 1].iter().flat_map(|n| n.to_be_bytes()).collect();
    assert!(bytes.windows(24).any(|part| part == degrees));
    assert!(!clean.windows(24).any(|part| part == degrees));
    assert_eq!(inspect(&clean).unwrap(), inspect(&bytes).unwrap(), "turned and told as before");
}

#[test]
fn a_file_without_a_position_is_left_alone() {
    assert_eq!(without_location(&jpeg(&[])), None);
    assert_eq!(without_location(&jpeg(&[exif_segment(&tiff(&[(Tag::Artist, "Ana")], None, false))])), None);
    assert_eq!(without_location(b"<svg/>"), None);
}

#[test]
fn a_position_in_the_packet_is_blanked_in_both_ways_of_writing_it() {
    let packet = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
        xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description \
        xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        exif:GPSLatitude=\"46,31.77N\" exif:GPSVersionID = '2.2.0.0'><exif:GPSLongitude>6,33.1E\
        </exif:GPSLongitude><dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">© Boréale</rdf:li></rdf:Alt>\
        </dc:rights></rdf:Description></rdf:RDF></x:xmpmeta>";
    let bytes = jpeg(&[xmp_segment(packet)]);
    let clean = without_location(&bytes).unwrap();
    assert_eq!(clean.len(), bytes.len());
    let has = |bytes: &[u8], words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    for words in ["46,31", "6,33", "2.2.0.0"] {
        assert!(has(&bytes, words) && !has(&clean, words), "{words}");
    }
    assert_eq!(inspect(&clean).unwrap(), inspect(&bytes).unwrap(), "told as before");
    assert_eq!(without_location(&clean), Some(clean.clone()), "blank is blank");
}
