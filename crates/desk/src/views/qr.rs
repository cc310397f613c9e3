//! A QR code as the path of an SVG: nothing of it is asked of anybody else.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// Squares of one unit each.
#[derive(Debug, Serialize)]
pub(crate) struct Qr {
    /// With the quiet zone that cameras need around it.
    pub side: i32,
    /// The dark squares.
    pub path: String,
}

/// ISO/IEC 18004: four modules of quiet zone.
const QUIET: i32 = 4;

/// Nothing where the text is too long for any code.
pub(crate) fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some(Qr { side: code.size() + 2 * QUIET, path })
}
