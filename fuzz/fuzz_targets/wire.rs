//! One input to one format, named by `MARBRE_FUZZ_FORMAT`: no panic, memory in proportion to the input. Hangs are libFuzzer's
//! to find (`-timeout`). `mapping` reads the part before the first NUL as a mapping file, and the rest by it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use peak_alloc::PeakAlloc;
use story::{Format, Origin, Parsed};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// What the promise allows beside twenty times the input.
const FLOOR_BYTES: usize = 64 << 20;

static FORMAT: LazyLock<Option<&Format>> = LazyLock::new(|| {
    let name = std::env::var("MARBRE_FUZZ_FORMAT").expect("MARBRE_FUZZ_FORMAT names a format, or 'mapping'");
    let format = wire::format(&name);
    assert!(format.is_some() || name == "mapping", "there is no format '{name}'");
    format
});

fuzz_target!(|bytes: &[u8]| {
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let parsed =
        FORMAT.map_or_else(|| mapped(bytes), |format| wire::parse_as(format, bytes, &Origin::default()));
    let used = ALLOCATED.peak_usage().saturating_sub(before);
    assert!(used <= 20 * bytes.len() + FLOOR_BYTES, "{used} bytes of memory for {} of input", bytes.len());
    drop(parsed);
});

fn mapped(bytes: &[u8]) -> Parsed {
    let border = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (written, document) = bytes.split_at(border);
    let mapping = wire::Mapping::read(&String::from_utf8_lossy(written));
    mapping
        .map(|mapping| mapping.parse(&document[document.len().min(1)..], &Origin::default()))
        .unwrap_or_default()
}
