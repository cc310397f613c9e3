//! What a file says about itself, by whichever of three standards, in whichever letters.

use exif::Tag;
use pictures::{Words, inspect};

use crate::samples::{exif_segment, iim_segment, jpeg, png_with, quarters, tiff, xmp_segment};

fn packet(body: &str) -> String {
    let spaces = [
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
        ("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
        // A prefix is a tool's own choice.
        ("e", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
        ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
        ("plus", "http://ns.useplus.org/ldf/xmp/1.0/"),
    ];
    let spaces: String =
        spaces.iter().map(|(prefix, space)| format!(" xmlns:{prefix}=\"{space}\"")).collect();
    format!("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF{spaces}>{body}</rdf:RDF></x:xmpmeta>")
}

fn rich() -> String {
    packet(
        r#"<rdf:Description rdf:about="" photoshop:Credit="Agence Boréale" photoshop:City="Valmère"
            photoshop:Country="Keldonie" photoshop:DateCreated="2026-11-25T14:05:00+01:00"
            e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture">
          <photoshop:Headline>Le port &amp; ses grues &#8211; matin</photoshop:Headline>
          <dc:description><rdf:Alt><rdf:li xml:lang="en">The port</rdf:li>
            <rdf:li xml:lang="x-default">Le port de Valmère, mercredi.</rdf:li></rdf:Alt></dc:description>
          <dc:creator><rdf:Seq><rdf:li>Ana Prima</rdf:li><rdf:li>Bo Secundo</rdf:li></rdf:Seq></dc:creator>
          <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Boréale 2026</rdf:li></rdf:Alt></dc:rights>
          <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Pas d’archives</rdf:li></rdf:Alt></xmpRights:UsageTerms>
          <Iptc4xmpCore:Location>Quai Nord</Iptc4xmpCore:Location>
          <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Deux grues rouges</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
          <plus:DataMining rdf:resource="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"/>
        </rdf:Description>"#,
    )
}

fn told() -> Words {
    Words {
        headline: "Le port & ses grues – matin".into(),
        caption: "Le port de Valmère, mercredi.".into(),
        creator: "Ana Prima, Bo Secundo".into(),
        credit: "Agence Boréale".into(),
        copyright: "© Boréale 2026".into(),
        terms: "Pas d’archives".into(),
        place: "Quai Nord, Valmère, Keldonie".into(),
        taken: "2026-11-25T14:05:00+01:00".into(),
        alt: "Deux grues rouges".into(),
        source_type: "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture".into(),
        mining: "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED".into(),
    }
}

fn words(bytes: &[u8]) -> Words {
    inspect(bytes).unwrap().words
}

#[test]
fn xmp_is_read_as_attributes_and_as_elements_in_every_type_that_carries_it() {
    assert_eq!(words(&jpeg(&[xmp_segment(&rich())])), told());
    assert_eq!(words(&png_with(&rich())), told());
    // Our own WebP carries what the JPEG said, where and when apart from the day.
    let master = pictures::Master::open(&jpeg(&[xmp_segment(&rich())])).unwrap();
    let webp = master.rendition(48, story::PictureFormat::WebP).unwrap();
    assert_eq!(words(&webp), Words { place: String::new(), ..told() });
}

#[test]
fn a_place_inside_a_structure_is_read() {
    let created = |how: &str| {
        packet(&format!(
            "<rdf:Description rdf:about=\"\"><e:LocationCreated><rdf:Bag>{how}</rdf:Bag></e:LocationCreated></rdf:Description>"
        ))
    };
    for how in [
        r#"<rdf:li e:City="Valmère" e:CountryName="Keldonie"/>"#,
        r#"<rdf:li rdf:parseType="Resource"><e:City>Valmère</e:City><e:CountryName>Keldonie</e:CountryName></rdf:li>"#,
    ] {
        assert_eq!(words(&jpeg(&[xmp_segment(&created(how))])).place, "Valmère, Keldonie");
    }
}

#[test]
fn iim_is_read_in_its_declared_letters_in_utf_8_and_in_latin_1() {
    let caption = |declared: &[u8], value: &[u8]| {
        let sets: &[(u8, u8, &[u8])] = &[(1, 90, declared), (2, 120, value), (2, 110, b"Agency")];
        words(&jpeg(&[iim_segment(sets)])).caption
    };
    let arabic = "ميناء فالمير";
    assert_eq!(caption(b"\x1b%G", arabic.as_bytes()), arabic);
    assert_eq!(caption(b"", arabic.as_bytes()), arabic);
    assert_eq!(caption(b"", b"Valm\xe8re \x80"), "Valmère €");
}

#[test]
fn every_field_of_iim_has_its_place() {
    let sets: &[(u8, u8, &[u8])] = &[
        (1, 90, b"\x1b%G"),
        (2, 55, b"20261125"),
        (2, 60, b"140500+0100"),
        (2, 80, b"Ana Prima"),
        (2, 80, b"Bo Secundo"),
        (2, 90, "Valmère".as_bytes()),
        (2, 92, b"Quai Nord"),
        (2, 101, b"Keldonie"),
        (2, 105, b"Le port"),
        (2, 110, "Agence Boréale".as_bytes()),
        (2, 116, "© Boréale".as_bytes()),
        (2, 120, b"Un.\r\rDeux."),
    ];
    let expected = Words {
        headline: "Le port".into(),
        caption: "Un.\nDeux.".into(),
        creator: "Ana Prima, Bo Secundo".into(),
        credit: "Agence Boréale".into(),
        copyright: "© Boréale".into(),
        place: "Quai Nord, Valmère, Keldonie".into(),
        taken: "2026-11-25T14:05:00+01:00".into(),
        ..Words::default()
    };
    assert_eq!(words(&jpeg(&[iim_segment(sets)])), expected);
}

#[test]
fn exif_gives_what_is_left_and_a_camera_writes_no_captions() {
    let texts = |caption| {
        [
            (Tag::ImageDescription, caption),
            (Tag::Artist, "Ana Prima"),
            (Tag::Copyright, "Ana Prima\0Boréale"),
            (Tag::DateTimeOriginal, "2026:11:25 14:05:00"),
            (Tag::OffsetTimeOriginal, "+01:00"),
        ]
    };
    let read = words(&jpeg(&[exif_segment(&tiff(&texts("Le port"), None, false))]));
    let expected = Words {
        caption: "Le port".into(),
        creator: "Ana Prima".into(),
        copyright: "Ana Prima, Boréale".into(),
        taken: "2026-11-25T14:05:00+01:00".into(),
        ..Words::default()
    };
    assert_eq!(read, expected);
    let camera = words(&jpeg(&[exif_segment(&tiff(&texts("OLYMPUS DIGITAL CAMERA         "), None, false))]));
    assert_eq!(camera.caption, "");
}

#[test]
fn xmp_is_believed_before_iim_and_iim_before_exif_field_by_field() {
    let xmp = packet(r#"<rdf:Description rdf:about="" photoshop:Credit="Par XMP"/>"#);
    let iim: &[(u8, u8, &[u8])] = &[(2, 110, b"Par IIM"), (2, 116, b"Droits IIM")];
    let exif = tiff(&[(Tag::Copyright, "Droits EXIF"), (Tag::Artist, "Auteur EXIF")], None, false);
    let read = words(&jpeg(&[exif_segment(&exif), xmp_segment(&xmp), iim_segment(iim)]));
    assert_eq!(
        [read.credit.as_str(), &read.copyright, &read.creator],
        ["Par XMP", "Droits IIM", "Auteur EXIF"]
    );
}

#[test]
fn dates_that_are_none_and_words_without_end_are_left_out() {
    for (given, expected) in [
        ("2026:11:25 14:05:00", "2026-11-25T14:05:00"),
        ("2026:11:25", "2026-11-25"),
        ("0000:00:00 00:00:00", ""),
        ("2026:13:01 10:00:00", ""),
        ("    :  :     :  :  ", ""),
        ("yesterday", ""),
        ("2026:11:25 99:99:99", "2026-11-25"),
    ] {
        let exif = tiff(&[(Tag::DateTimeOriginal, given)], None, false);
        assert_eq!(words(&jpeg(&[exif_segment(&exif)])).taken, expected, "{given}");
    }
    let long = "mot ".repeat(10_000);
    let caption = words(&jpeg(&[xmp_segment(&packet(&format!(
        "<rdf:Description><dc:description>{long}</dc:description></rdf:Description>"
    )))]))
    .caption;
    assert!(caption.is_empty() || caption.chars().count() <= 5_000);
}

#[test]
fn words_that_cannot_be_read_are_no_reason_to_refuse_a_picture() {
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><x>&b;</x>";
    let deep = "<a>".repeat(20_000);
    for segments in [
        vec![xmp_segment("<rdf:RDF")],
        vec![xmp_segment(entities)],
        vec![xmp_segment(&deep)],
        vec![exif_segment(b"II\x2a\0\xff\xff\xff\xff")],
        vec![exif_segment(b"")],
        vec![(13, b"Photoshop 3.0\08BIM\x04\x04\0\0\xff\xff\xff\xff\x1c".to_vec())],
        vec![(13, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x05\x1c\x02\x78\xff\xff".to_vec())],
    ] {
        let read = inspect(&jpeg(&segments)).unwrap();
        assert_eq!((read.width, read.height, read.words), (quarters(48, 32).width(), 32, Words::default()));
    }
}

#[test]
fn every_size_keeps_who_made_it_and_whose_it_is() {
    let exif = tiff(&[(Tag::Artist, "Ana Prima"), (Tag::Copyright, "© Boréale 2026")], None, true);
    let master = pictures::Master::open(&jpeg(&[exif_segment(&exif)])).unwrap();
    for format in [story::PictureFormat::Jpeg, story::PictureFormat::WebP, story::PictureFormat::Avif] {
        let rendition = master.rendition(24, format).unwrap();
        let kept = words(&rendition);
        assert_eq!([kept.creator, kept.copyright], ["Ana Prima", "© Boréale 2026"], "{format:?}");
        assert!(!String::from_utf8_lossy(&rendition).contains("GPS"));
    }
}
