//! Readers who leave a page open see what the newsroom does: what is new, what is mended, what is withdrawn.

use e2e::browser::OpenPages;
use e2e::journalist::{Journalist, links, text_of};
use e2e::reader::get;
use e2e::server::Server;

const NEW: &str = "Les premiers ferrys quittent Ostrande à l’aube";
const MENDED: &str = "Les deux premiers ferrys quittent Ostrande à l’aube";

#[test]
fn an_open_page_takes_in_what_is_new_what_is_mended_and_what_is_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let desk = Journalist::sign_in(&server);
    let page = |path: &str| server.page(path);
    let article = links(&get(&page("/fr/region/")).body)
        .into_iter()
        .find(|link| link.starts_with("/fr/region/") && link.contains('-'));
    let mut open = OpenPages::open(&[
        ("front", page("/fr/")),
        ("stream", page("/fr/en-continu/")),
        ("region", page("/fr/en-continu/region/")),
        ("world", page("/fr/en-continu/international/")),
        ("article", page(&article.expect("a story in the section"))),
    ]);
    open.ask("article", "is sound", "fr-article-with-stream");
    let story = desk.write_story("fr/region", NEW, "La capitainerie d’Ostrande a rouvert la passe ce matin.");
    assert_eq!(desk.publish(&story).status, 303);

    for short in ["front", "article"] {
        open.ask(short, "sees", NEW);
    }
    for part in ["stream", "region"] {
        open.ask(part, "sees", "1 nouvelle information");
        open.ask(part, "misses", NEW);
        open.ask(part, "is sound", &format!("fr-{part}-with-news"));
        open.ask(part, "presses", ".news button");
        open.ask(part, "sees", NEW);
        open.ask(part, "misses", "1 nouvelle information");
        open.ask(part, "focuses", NEW);
    }
    for all in ["front", "stream", "region", "world"] {
        open.ask(all, "lists what a new page lists", "");
    }

    let form = desk.form(&story, &story).write("headline", MENDED);
    assert_eq!(desk.send(&form).status, 303);
    let updated = desk.send(&desk.form(&format!("{story}/preflight"), &format!("{story}/update")));
    assert_eq!(updated.status, 303, "{}", text_of(&updated.body));
    for part in ["front", "stream", "region", "article"] {
        open.ask(part, "sees", MENDED);
        open.ask(part, "misses", NEW);
    }

    let kill = format!("{story}/kill");
    let killed = desk.send(&desk.form(&kill, &kill).write("reason", "La passe n’a pas rouvert."));
    assert_eq!(killed.status, 303, "{}", text_of(&killed.body));
    for part in ["front", "stream", "region", "article"] {
        open.ask(part, "misses", MENDED);
    }
    for all in ["stream", "region", "world"] {
        open.ask(all, "lists what a new page lists", "");
    }
}

#[test]
fn news_is_counted_in_the_language_of_the_page_and_a_long_absence_is_made_up_for() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let desk = Journalist::sign_in(&server);
    let stream = "/ar/%D8%B9%D9%84%D9%89-%D9%85%D8%AF%D8%A7%D8%B1-%D8%A7%D9%84%D8%B3%D8%A7%D8%B9%D8%A9/";
    let mut open = OpenPages::open(&[("stream", server.page(stream))]);
    for headline in ["ميناء أوستراندا يفتح أبوابه", "العبّارات الأولى تغادر عند الفجر"]
    {
        let story = desk.write_story("ar/region", headline, "فتحت سلطة الميناء الممر هذا الصباح.");
        assert_eq!(desk.publish(&story).status, 303);
    }
    open.ask("stream", "sees", "خبران جديدان");
    open.ask("stream", "is sound", "ar-stream-with-news");
    open.ask("stream", "comes back after too long", "");
    open.ask("stream", "misses", "خبران جديدان");
    open.ask("stream", "lists what a new page lists", "");
}
