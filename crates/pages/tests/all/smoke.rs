use pages::Printer;
use story::{Found, Press};
#[test]
fn every_path_of_every_kind_leads_to_a_page() {
    let (printer, shelf) = (crate::sample::printer(), crate::sample::shelf());
    for (kind, path) in printer.paths(&shelf) {
        assert!(matches!(printer.print(&shelf, &path), Found::Page(_)), "{kind} {path}");
    }
    assert!(Printer::kinds().count() > 10);
}
