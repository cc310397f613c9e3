//! The built theme (style sheets, fonts, scripts), embedded: what `/_/…` serves and how pages name it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use story::Edition;

#[derive(RustEmbed)]
#[folder = "../../web/dist/"]
struct Dist;

/// Logical name to address, from the build's manifest.
static ADDRESSES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let manifest = Dist::get("manifest.json").map(|file| file.data).unwrap_or_default();
    let names: BTreeMap<String, String> = serde_json::from_slice(&manifest).unwrap_or_default();
    names.into_iter().map(|(logical, hashed)| (logical, format!("/_/{hashed}"))).collect()
});

/// Rules of the newsroom that are added to the shipped sheet, which then stays as it is.
const ADDED_SHEET: &str = "own.css";
const SHEET: &str = "site.css";

/// The bytes and media type of a file of the theme by its hashed name; what stands under one name never changes.
pub fn theme_file(name: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
    let media_type = media_type(name)?;
    Dist::get(name).map(|file| (media_type, file.data))
}

/// The same file compressed with Brotli, where the build made that.
pub fn theme_packed(name: &str) -> Option<Cow<'static, [u8]>> {
    Dist::get(&format!("{name}.br")).map(|file| file.data)
}

/// The fonts that cards are set in, unpacked, the one for most letters first.
pub fn card_fonts() -> impl Iterator<Item = Vec<u8>> {
    let of = |name: &&str| ADDRESSES.get(*name)?.strip_prefix("/_/").and_then(Dist::get);
    ["card.ttf", "card-more.ttf", "card-arabic.ttf"]
        .into_iter()
        .filter_map(move |name| of(&name))
        .map(|file| file.data.into_owned())
}

fn media_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        _ => return None,
    })
}

/// The files that pages refer to: those of the newsroom, then the shipped ones.
#[derive(Default)]
pub(crate) struct Files {
    addresses: BTreeMap<String, String>,
    /// By hashed name.
    own: BTreeMap<String, Vec<u8>>,
}

impl Files {
    /// `own` are names and bytes; a name that is shipped too takes its place. To the sheet is added how each edition
    /// sets its type.
    pub(crate) fn of<'a>(
        own: impl Iterator<Item = (&'a str, &'a [u8])>,
        editions: &[Edition],
    ) -> Result<Self, String> {
        let mut files = Self::default();
        let mut added = &b""[..];
        for (name, bytes) in own {
            if media_type(name).is_none() {
                return Err(format!(
                    "{name}: a theme holds templates, style sheets, scripts, fonts and pictures"
                ));
            }
            if name == ADDED_SHEET {
                added = bytes;
            } else {
                files.put(name, bytes.to_vec());
            }
        }
        let sheet = files.url(SHEET).and_then(|url| files.file(url.trim_start_matches("/_/")));
        let sheet = sheet.map(|(_, bytes)| bytes.into_owned()).unwrap_or_default();
        let types: String = editions.iter().map(type_scale).collect();
        files.put(SHEET, [sheet.as_slice(), b"\n", types.as_bytes(), added].concat());
        Ok(files)
    }

    fn put(&mut self, name: &str, bytes: Vec<u8>) {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let hashed = format!("{stem}-{}.{ending}", &blake3::hash(&bytes).to_hex()[..12]);
        self.addresses.insert(name.to_owned(), format!("/_/{hashed}"));
        self.own.insert(hashed, bytes);
    }

    /// The address of a file by its logical name.
    pub(crate) fn url(&self, logical: &str) -> Option<&str> {
        self.addresses.get(logical).map(String::as_str).or_else(|| theme_url(logical))
    }

    /// The bytes and media type of a file by its hashed name.
    pub(crate) fn file(&self, name: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
        match self.own.get(name) {
            Some(bytes) => Some((media_type(name)?, Cow::Owned(bytes.clone()))),
            None => theme_file(name),
        }
    }
}

/// The address of a file of the theme by its logical name: `desk.css` is at `/_/desk-0123456789ab.css`.
pub fn theme_url(logical: &str) -> Option<&'static str> {
    ADDRESSES.get(logical).map(String::as_str)
}

/// How an edition sets its type, as rules for its pages.
fn type_scale(edition: &Edition) -> String {
    let scale = &edition.type_scale;
    let hundredths = |percent: u16| format!("{}.{:02}", percent / 100, percent % 100);
    format!(
        "html:lang({}){{font-size:{}%;--lh-text:{};--lh-head:{}}}\n",
        edition.language.tag(),
        scale.size,
        hundredths(scale.text_lines),
        hundredths(scale.head_lines),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_manifest_leads_to_a_file() {
        for (logical, address) in ADDRESSES.iter() {
            let name = address.strip_prefix("/_/").unwrap();
            assert!(theme_file(name).is_some_and(|(_, bytes)| !bytes.is_empty()), "{logical}");
        }
        for needed in ["site.css", "desk.css", "serif.woff2", "sans.woff2", "serif-arabic.woff2", "icon.svg"]
        {
            assert!(theme_url(needed).is_some(), "{needed}");
        }
    }

    #[test]
    fn what_a_screen_of_the_desk_waits_for_is_there_compressed() {
        for needed in ["desk.css", "desk.js", "desk-fonts.css", "editor.js"] {
            let name = theme_url(needed).unwrap().trim_start_matches("/_/");
            let (plain, packed) = (theme_file(name).unwrap().1, theme_packed(name).unwrap());
            assert!(packed.len() * 2 < plain.len(), "{needed}: {} of {} bytes", packed.len(), plain.len());
            let alone = format!("{name}.br");
            assert!(theme_file(&alone).is_none(), "it is a coding of the file, no file");
        }
        assert!(theme_packed("manifest.json").is_none());
    }

    #[test]
    fn a_sheet_refers_only_to_files_that_are_served() {
        for sheet in ["site.css", "desk.css", "desk-fonts.css"] {
            let name = theme_url(sheet).unwrap().trim_start_matches("/_/");
            let css = String::from_utf8(theme_file(name).unwrap().1.into_owned()).unwrap();
            for part in css.split("url(").skip(1) {
                let target = part.split(')').next().unwrap().trim_matches('"');
                assert!(target.starts_with("data:") || theme_file(target).is_some(), "{sheet}: {target}");
            }
        }
    }

    #[test]
    fn files_of_the_newsroom_take_the_place_of_shipped_ones_and_rules_are_added() {
        let files = Files::of(
            [("icon.svg", &b"<svg/>"[..]), ("own.css", b"a{color:red}")].into_iter(),
            &crate::editions(),
        )
        .unwrap();
        let bytes = |logical| {
            let name = files.url(logical).unwrap().trim_start_matches("/_/").to_owned();
            String::from_utf8(files.file(&name).unwrap().1.into_owned()).unwrap()
        };
        assert_eq!(bytes("icon.svg"), "<svg/>");
        let sheet = bytes("site.css");
        assert!(sheet.ends_with("}\na{color:red}") && sheet.len() > 1_000);
        assert!(sheet.contains("html:lang(fa){font-size:100%;--lh-text:1.85;--lh-head:1.32}"), "{sheet}");
        assert_eq!(files.url("desk.css"), theme_url("desk.css"));
        let refused = Files::of([("run.exe", &b""[..])].into_iter(), &[]).map(|_| ()).unwrap_err();
        assert!(refused.starts_with("run.exe: "), "{refused}");
    }

    #[test]
    fn nothing_else_is_served() {
        assert!(theme_file("manifest.json").is_none());
        assert!(theme_file("../package.json").is_none());
    }
}
