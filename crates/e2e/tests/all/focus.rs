//! The focal point of a picture: set in a story by keyboard and by pointer, and every crop follows.

use e2e::browser;
use e2e::journalist::{Journalist, links};
use e2e::reader::get_until;
use e2e::server::Server;

#[test]
fn a_focal_point_is_set_by_keys_and_by_pointer_and_the_crops_of_readers_follow() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    for language in ["fr", "ar"] {
        journalist.speak(language);
        let list = journalist.open(&format!("/stories/list?edition={language}&state=live")).body;
        let story = links(&list)
            .into_iter()
            .filter(|link| link.starts_with("/stories/") && link.matches('/').count() == 2)
            .find(|story| journalist.open(story).body.contains("/focus?asset="))
            .expect("a live story shows a picture of the library");
        browser::run_signed_in("focus.mjs", &[language, &journalist.url(&story)], journalist.cookie());
        let read = journalist.open(&format!("{story}?view=read")).body;
        let site = server.page("/");
        let public = links(&read).into_iter().find(|link| link.starts_with(&site)).expect("it is live");
        // 65 and 25 per cent, in steps of a tenth.
        let page = get_until(&public, |page| page.body.contains("fx-70 fy-30"));
        assert_eq!(page.status, 200, "{public}");
    }
}
