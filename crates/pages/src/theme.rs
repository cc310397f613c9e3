//! The built theme (style sheets, fonts, scripts), embedded: what `/_/…` serves and how pages name it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist/"]
struct Dist;

/// Logical name to address, from the build's manifest.
static ADDRESSES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let manifest = Dist::get("manifest.json").map(|file| file.data).unwrap_or_default();
    let names: BTreeMap<String, String> = serde_json::from_slice(&manifest).unwrap_or_default();
    names.into_iter().map(|(logical, hashed)| (logical, format!("/_/{hashed}"))).collect()
});

/// The bytes and media type of a file of the theme by its hashed name; what stands under one name never changes.
pub fn theme_file(name: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
    let media_type = match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => return None,
    };
    Dist::get(name).map(|file| (media_type, file.data))
}

/// The address of a file of the theme by its logical name: `desk.css` is at `/_/desk-0123456789ab.css`.
pub fn theme_url(logical: &str) -> Option<&'static str> {
    ADDRESSES.get(logical).map(String::as_str)
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
    fn a_sheet_refers_only_to_files_that_are_served() {
        for sheet in ["site.css", "desk.css"] {
            let name = theme_url(sheet).unwrap().trim_start_matches("/_/");
            let css = String::from_utf8(theme_file(name).unwrap().1.into_owned()).unwrap();
            for part in css.split("url(").skip(1) {
                let target = part.split(')').next().unwrap().trim_matches('"');
                assert!(target.starts_with("data:") || theme_file(target).is_some(), "{sheet}: {target}");
            }
        }
    }

    #[test]
    fn nothing_else_is_served() {
        assert!(theme_file("manifest.json").is_none());
        assert!(theme_file("../package.json").is_none());
    }
}
