//! What every size keeps of the words: who made it, who is to be named, what may be done with it. Never where it was
//! taken to the metre, nor with which camera.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use quick_xml::escape::escape;

use super::Words;

impl Words {
    /// An XMP packet; `None` where there is nothing to keep.
    pub(crate) fn packet(&self) -> Option<String> {
        let plain = [
            ("photoshop:Credit", &self.credit),
            ("photoshop:Headline", &self.headline),
            ("photoshop:DateCreated", &self.taken),
            ("Iptc4xmpExt:DigitalSourceType", &self.source_type),
            ("plus:DataMining", &self.mining),
        ];
        let translated = [
            ("dc:description", &self.caption),
            ("dc:rights", &self.copyright),
            ("xmpRights:UsageTerms", &self.terms),
            ("Iptc4xmpCore:AltTextAccessibility", &self.alt),
        ];
        let mut body = String::new();
        for (name, value) in plain.into_iter().filter(|(_, value)| !value.is_empty()) {
            body += &format!("<{name}>{}</{name}>", escape(value.as_str()));
        }
        for (name, value) in translated.into_iter().filter(|(_, value)| !value.is_empty()) {
            let value = escape(value.as_str());
            body += &format!(
                "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt></{name}>"
            );
        }
        if !self.creator.is_empty() {
            let value = escape(self.creator.as_str());
            body += &format!("<dc:creator><rdf:Seq><rdf:li>{value}</rdf:li></rdf:Seq></dc:creator>");
        }
        (!body.is_empty()).then(|| format!("{HEAD}{body}{TAIL}"))
    }

    /// The same for AVIF, whose encoder takes EXIF only; `None` where there is nothing to keep.
    pub(crate) fn exif(&self) -> Option<Vec<u8>> {
        let ascii = |tag, text: &str| Field {
            tag,
            ifd_num: In::PRIMARY,
            value: Value::Ascii(vec![text.as_bytes().to_vec()]),
        };
        let artist = if self.creator.is_empty() { &self.credit } else { &self.creator };
        let fields: Vec<Field> = [(Tag::Artist, artist), (Tag::Copyright, &self.copyright)]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(tag, text)| ascii(tag, text))
            .collect();
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut block = Cursor::new(Vec::new());
        writer.write(&mut block, false).ok().filter(|()| !fields.is_empty())?;
        Some(block.into_inner())
    }
}

const HEAD: &str = concat!(
    "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">",
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\"",
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
    " xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\"",
    " xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\"",
    " xmlns:plus=\"http://ns.useplus.org/ldf/xmp/1.0/\"",
    " xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\"",
    " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">",
);
const TAIL: &str = "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>";
